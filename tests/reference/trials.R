# Numbers of R for the tests of trials: makes trials.json.
# Usage: Rscript trials.R > trials.json
# Needs AER, sandwich, lmtest and jsonlite. Nothing here runs with the tests; they read the numbers stored beside.
# The people are invented by arithmetic, so that they need neither a file nor a licence.
suppressMessages({library(AER); library(sandwich); library(jsonlite)})
options(digits = 15)
pairs <- list(c(56, 70, 48, 80), c(300, 5000, 240, 5100), c(3, 4, 1, 4), c(9, 10, 3, 10), c(0, 40, 7, 35),
              c(0, 400, 12, 500), c(45, 9000, 5, 1000))
rates <- lapply(pairs, function(x) list(
  counts = x,
  wilson = as.vector(prop.test(x[1], x[2], correct = FALSE)$conf.int),
  p = suppressWarnings(prop.test(x[c(1, 3)], x[c(2, 4)], correct = FALSE)$p.value),
  fisher = fisher.test(matrix(c(x[1], x[2] - x[1], x[3], x[4] - x[3]), 2))$p.value))

i <- 0:59
a <- ((i * 37) %% 23)^2 / 10; b <- ((i[1:41] * 29) %% 19)^1.5 / 4
welch <- t.test(a, b)
amounts <- list(a = a, b = b, interval = as.vector(welch$conf.int), df = as.vector(welch$parameter),
                p = welch$p.value, error = welch$stderr)

lrt <- function(s, n) {
  d <- data.frame(s = as.vector(s), f = as.vector(n - s), r = factor(as.vector(row(s))), c = factor(as.vector(col(s))))
  d <- d[d$s + d$f > 0, ]
  control <- glm.control(epsilon = 1e-12, maxit = 200)
  m <- glm(cbind(s, f) ~ r + c, binomial, d, control = control)
  list(successes = s, n = n, statistic = m$deviance, df = m$df.residual, p = pchisq(m$deviance, m$df.residual, lower = FALSE))
}
tables <- list(
  lrt(matrix(c(30, 10, 10, 30), 2), matrix(100, 2, 2)),
  lrt(matrix(c(52, 47, 31, 60, 44, 39, 71, 48, 30), 3), matrix(c(900, 800, 650, 910, 790, 700, 880, 820, 640), 3)),
  lrt(matrix(c(12, 0, 9, 15, 30, 11), 3), matrix(c(100, 0, 90, 110, 200, 95), 3)))

p <- 0:599
people <- data.frame(persona = factor(1 + (p * 7) %% 3), arm = factor(1 + (p * 11 + p %/% 7) %% 3))
people$amount <- ((p * 53) %% 97)^1.3 / 20 + 3 * (people$persona == 2 & people$arm == 3) + ((p * p) %% 5) * as.numeric(people$arm)
full <- lm(amount ~ persona * arm, people)
terms <- grep(":", names(coef(full)))
V <- vcovHC(full, "HC2")[terms, terms]
wald <- as.vector(t(coef(full)[terms]) %*% solve(V) %*% coef(full)[terms])
means <- list(persona = as.integer(people$persona), arm = as.integer(people$arm), amount = people$amount,
              statistic = wald, df = length(terms), p = pchisq(wald, length(terms), lower = FALSE))

q <- 0:799
sent <- as.numeric(q %% 2 == 0)
reached <- sent * ((q * 17) %% 31 < 14)
bought <- as.numeric((q * 13) %% 101 < 11 + 9 * reached + 4 * ((q * 17) %% 31 < 14))
late <- ivreg(bought ~ reached | sent)
z <- qnorm(.975)
statistic <- function(effect) {
  m <- lm(I(bought - effect * reached) ~ sent)
  coef(m)[2] / sqrt(vcovHC(m, "HC2")[2, 2])
}
root <- function(side, from, to) uniroot(function(e) statistic(e) - side * z, c(from, to), tol = 1e-13)$root
complier <- list(sent = sent, reached = reached, bought = bought, value = as.vector(coef(late)[2]),
                 low = root(1, coef(late)[2] - 1, coef(late)[2]), high = root(-1, coef(late)[2], coef(late)[2] + 1),
                 delta = as.vector(coef(late)[2] + c(-1, 1) * z * sqrt(vcovHC(late, "HC0")[2, 2])))

planned <- chisq.test(c(5200, 4800, 980), p = c(10, 10, 2) / 22)
alike <- chisq.test(matrix(c(50, 30, 41, 50, 70, 60), 3), correct = FALSE)
power <- lapply(list(c(.02, 21109), c(.1, 400), c(.5, 80)), function(x)
  list(base = x[1], n = x[2], rise = power.prop.test(n = x[2], p1 = x[1], power = .8, tol = 1e-12)$p2 - x[1]))
power_mean <- power.t.test(n = 500, sd = 3, power = .8, tol = 1e-12)$delta
chances <- c(.01, .04, .03, .2, .005, .9)
cat(toJSON(list(
  made_with = paste0(R.version.string, ", AER ", packageVersion("AER"), ", sandwich ", packageVersion("sandwich")),
  rates = rates, amounts = amounts, tables = tables, means = means, complier = complier,
  planned = list(statistic = as.vector(planned$statistic), df = as.vector(planned$parameter), p = planned$p.value),
  alike = list(statistic = as.vector(alike$statistic), df = as.vector(alike$parameter), p = alike$p.value),
  power = power, power_mean = power_mean, chances = chances, holm = p.adjust(chances, "holm")
), auto_unbox = TRUE, digits = NA))
