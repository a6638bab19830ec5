# Numbers of R for the tests of reliability, factorability and missing answers: makes psychometrics.json.
# Usage: Rscript psychometrics.R path/to/bfi.csv > psychometrics.json
# Needs psych, lavaan and jsonlite. Nothing here runs with the tests; they read the numbers stored beside.
suppressMessages({library(psych); library(lavaan)})
items <- read.csv(commandArgs(trailingOnly = TRUE)[1])[, 2:26]
reversed <- c("A1", "C4", "C5", "E1", "E2", "O2", "O5")
keyed <- items
keyed[reversed] <- 7 - keyed[reversed]
whole <- complete.cases(items)

scale_of <- function(x, use) {
  a <- alpha(x, use = use, warnings = FALSE)
  r <- cov2cor(cov(x, use = use))
  f <- fa(r, nfactors = 1, fm = "minres")
  l <- as.vector(f$loadings)
  list(alpha = a$total$raw_alpha, standardised = a$total$std.alpha, mean_r = a$total$average_r,
       item_rest = a$item.stats$r.drop, if_dropped = a$alpha.drop$raw_alpha,
       loadings = l * sign(sum(l)), omega = sum(l)^2 / (sum(l)^2 + sum(1 - l^2)))
}
scales <- function(use, median_imputed = FALSE) {
  sapply(c("A", "C", "E", "N", "O"), function(s) {
    x <- keyed[paste0(s, 1:5)]
    if (use == "complete") x <- x[complete.cases(x), ]
    if (median_imputed) x[] <- lapply(x, function(y) ifelse(is.na(y), median(y, na.rm = TRUE), y))
    scale_of(x, "pairwise")
  }, simplify = FALSE)
}
battery <- function(x) {
  r <- cor(x, use = "pairwise")
  k <- KMO(r)
  b <- cortest.bartlett(r, n = nrow(x))
  set.seed(1)
  pdf(NULL)
  sink(nullfile())
  p <- fa.parallel(x, n.iter = 500, plot = FALSE)
  sink()
  v <- p$values
  q <- apply(v, 2, quantile, 0.95)
  f <- fa(r, nfactors = 1, fm = "minres")
  list(n = nrow(x), kmo = k$MSA, kmo_items = as.vector(k$MSAi), chi2 = b$chisq, df = b$df,
       components = p$ncomp, factors = p$nfact, component_values = p$pc.values, factor_values = p$fa.values,
       component_thresholds = as.vector(q[51:75]), factor_thresholds = as.vector(q[76:100]),
       one_factor_share = sum(f$loadings^2) / 25)
}
em_of <- function(x) {
  x <- x[rowSums(!is.na(x)) > 0, ]
  Mp <- lavaan:::lav_data_missing_patterns(as.matrix(x))
  m <- lavaan:::lav_mvnorm_missing_h1_estimate_moments(Y = as.matrix(x), Mp = Mp, tol = 1e-10, max.iter = 5000)
  list(n = nrow(x), patterns = Mp$npatterns, mean = as.vector(m$Mu), covariance = unclass(m$Sigma),
       log_likelihood = lavaan:::lav_mvnorm_missing_loglik_data(as.matrix(x), Mu = m$Mu, Sigma = m$Sigma))
}
found <- list(
  made_with = paste0(R.version.string, ", psych ", packageVersion("psych"), ", lavaan ", packageVersion("lavaan")),
  pairwise = scales("pairwise"), listwise = scales("complete"), median_imputed = scales("pairwise", TRUE),
  battery_pairwise = battery(items), battery_listwise = battery(items[whole, ]),
  em_neuroticism = em_of(items[paste0("N", 1:5)]),
  em_all_log_likelihood = em_of(items)$log_likelihood,
  em_airquality = em_of(airquality),
  feldt = lapply(list(c(.85, 7, 89), c(.6, 3, 40), c(-.2, 5, 60)), function(x) {
    ci <- alpha.ci(x[1], n.obs = x[3], n.var = x[2])
    list(alpha = x[1], k = x[2], n = x[3], low = ci$lower.ci, high = ci$upper.ci)
  })
)
cat(jsonlite::toJSON(found, digits = 10, auto_unbox = TRUE, pretty = FALSE), "\n")
