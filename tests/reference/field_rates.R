# Numbers of R for the tests of response rates and of arms: makes field_rates.json.
# Usage: Rscript field_rates.R > field_rates.json
# Base R alone. Nothing here runs with the tests; they read the numbers stored beside.
# Rates are computed anew from the formulas of AAPOR 2016; intervals as roots of what defines them, not by
# closed forms; strata through a weighted sum. JSON is written by hand, so that no package is needed.
options(digits = 17)

rates <- function(I, P, R, NC, O, UH, UO, NE, e = NULL) {
  D <- sum(I, P, R, NC, O); U <- UH + UO
  if (is.null(e)) e <- D / (D + NE)
  below <- c(D + U, D + e * U, D)
  c(setNames(I / below, c("RR1", "RR3", "RR5")), setNames((I + P) / below, c("RR2", "RR4", "RR6")),
    COOP1 = I / (I + P + R + O), COOP2 = (I + P) / (I + P + R + O), COOP3 = I / (I + P + R), COOP4 = (I + P) / (I + P + R),
    setNames(R / below, c("REF1", "REF2", "REF3")), setNames((I + P + R + O) / below, c("CON1", "CON2", "CON3")), e = e)
}
tallies <- list(c(760, 339, 59, 288, 1, 0, 173, 71), c(4, 2, 1, 1, 1, 1, 1, 1), c(412, 37, 288, 9, 4, 2210, 95, 61),
                c(1, 0, 0, 0, 0, 100000, 0, 0), c(12, 3, 5, 0, 2, 40, 3, 400))

# A score interval of a share: both p for which (share - p)^2 = z^2 p (1 - p) / n.
score <- function(share, n, level) {
  z <- qnorm((1 + level) / 2)
  f <- function(p) (share - p)^2 - z^2 * p * (1 - p) / n
  c(if (share <= 0) 0 else uniroot(f, c(0, share), tol = 1e-15)$root,
    if (share >= 1) 1 else uniroot(f, c(share, 1), tol = 1e-15)$root)
}
within <- function(m, level) {           # columns: x, n, x0, n0; one row a group
  w <- m[, 2] * m[, 4] / (m[, 2] + m[, 4]); w <- w / sum(w)
  p <- sum(w * m[, 1] / m[, 2]); q <- sum(w * m[, 3] / m[, 4])
  a <- score(p, 1 / sum(w^2 / m[, 2]), level); b <- score(q, 1 / sum(w^2 / m[, 4]), level)
  d <- p - q
  c(d, d - sqrt((p - a[1])^2 + (b[2] - q)^2), d + sqrt((a[2] - p)^2 + (q - b[1])^2))
}
strata <- list(matrix(c(56, 70, 48, 80), 1, byrow = TRUE),
               matrix(c(30, 200, 22, 210, 5, 60, 9, 55, 80, 400, 71, 390), 3, byrow = TRUE),
               matrix(c(0, 40, 3, 40, 12, 300, 2, 310), 2, byrow = TRUE))
mh <- lapply(strata[2:3], function(m) {  # the weighted difference by R's own Mantel-Haenszel weights
  w <- m[, 2] * m[, 4] / (m[, 2] + m[, 4]); weighted.mean(m[, 1] / m[, 2] - m[, 3] / m[, 4], w) })

# Late minus early in pooled standard deviations; invented by arithmetic.
i <- 0:44; late <- 1 + ((i * 17) %% 23) / 5; early <- 1 + ((i[1:31] * 11) %% 19) / 5
pooled <- summary(lm(c(late, early) ~ rep(0:1, c(45, 31))))$sigma
df <- 45 + 31 - 2; J <- exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2)
g <- J * (mean(late) - mean(early)) / pooled
half <- qnorm(.975) * sqrt(1 / 45 + 1 / 31 + g^2 / (2 * 76))

n <- function(x) format(x, digits = 17, scientific = FALSE, trim = TRUE)
v <- function(x) paste0("[", paste(n(as.vector(x)), collapse = ", "), "]")
o <- function(x) paste0("{", paste0('"', names(x), '": ', n(x), collapse = ", "), "}")
cat('{\n "made_with": "', R.version.string, '",\n "rates": [\n', sep = "")
cat(paste0('  {"tally": ', sapply(tallies, v), ', "rates": ', sapply(tallies, function(x) o(do.call(rates, as.list(x)))), "}",
           collapse = ",\n"))
cat('\n ],\n "half": ', o(do.call(rates, c(as.list(tallies[[3]]), e = .5))), ',\n "within": [\n', sep = "")
cat(paste0('  {"strata": [', sapply(strata, function(m) paste(apply(m, 1, v), collapse = ", ")), '], "at_95": ',
           sapply(strata, function(m) v(within(m, .95))), ', "at_9875": ', sapply(strata, function(m) v(within(m, .9875))), "}",
           collapse = ",\n"))
cat('\n ],\n "mantel_haenszel": ', v(unlist(mh)), ',\n "gap": {"late": ', v(late), ', "early": ', v(early), ', "g": ',
    v(c(g, g - half, g + half)), '}\n}\n', sep = "")
