# Sample sizes of R: makes sample_size.json.
# Usage: Rscript sample_size.R > sample_size.json
# Needs jsonlite. Nothing here runs with the tests; they read the numbers stored beside.
suppressMessages(library(jsonlite))
options(digits = 15)
rates <- expand.grid(base = c(0.005, 0.02, 0.05, 0.1, 0.3), lift = c(0.1, 0.2, 0.5, 1), power = c(0.8, 0.9))
rates <- rates[rates$base * (1 + rates$lift) < 1, ]
equal <- Map(function(base, lift, power) list(
  base = base, lifted = base * (1 + lift), power = power,
  n = power.prop.test(p1 = base, p2 = base * (1 + lift), power = power, tol = 1e-12)$n), rates$base, rates$lift, rates$power)

# Arms of different sizes: R has no formula, so the size is searched for at which the normal test has its power.
power_of <- function(n, base, lifted, ratio) {
  p <- (base + ratio * lifted) / (1 + ratio)
  null <- sqrt(p * (1 - p) * (1 / n + 1 / (ratio * n)))
  true <- sqrt(base * (1 - base) / n + lifted * (1 - lifted) / (ratio * n))
  pnorm((abs(lifted - base) - qnorm(0.975) * null) / true)
}
cases <- expand.grid(base = c(0.02, 0.1), lift = c(0.2, 0.5), ratio = c(0.25, 1, 4, 9, 19))
unequal <- Map(function(base, lift, ratio) list(
  base = base, lifted = base * (1 + lift), ratio = ratio,
  n = uniroot(function(n) power_of(n, base, base * (1 + lift), ratio) - 0.8, c(1, 1e7), tol = 1e-8)$root),
  cases$base, cases$lift, cases$ratio)

means <- lapply(c(0.1, 0.2, 0.3, 0.5, 0.8), function(d) list(
  effect = d,
  t = power.t.test(delta = d, sd = 1, power = 0.8, tol = 1e-12)$n))
cat(toJSON(list(r = R.version.string, equal = equal, unequal = unequal, means = means),
           auto_unbox = TRUE, digits = NA, pretty = TRUE), "\n")
