# Numbers of mclust for the tests of Gaussian mixtures: makes gaussian_mixture.json.
# Usage: Rscript gaussian_mixture.R > gaussian_mixture.json
# Needs mclust and jsonlite. Nothing here runs with the tests; they read the numbers stored beside.
# Two data sets: iris, as it ships with R and scikit-learn, and 300 simulated points, which are stored.
suppressMessages({library(mclust); library(jsonlite)})
set.seed(20260105)
names_of <- c(full = "VVV", tied = "EEE", diagonal = "VVI", spherical = "VII")
sizes <- c(150, 90, 60)
points <- rbind(
  matrix(rnorm(3 * sizes[1]), ncol = 3) %*% matrix(c(1, .5, 0, 0, .9, .2, 0, 0, .6), 3, byrow = TRUE),
  sweep(matrix(rnorm(3 * sizes[2]), ncol = 3) * .7, 2, c(2.5, 1, -1), "+"),
  sweep(matrix(rnorm(3 * sizes[3]), ncol = 3) %*% diag(c(.4, 1.2, .5)), 2, c(0, 3, 2), "+")
)
points <- round(points, 4)
weights <- rep(c(0.5, 1, 2.5), length.out = nrow(points))
fit <- function(x, model, k) {
  m <- Mclust(x, G = k, modelNames = model, verbose = FALSE,
              control = emControl(tol = c(1e-12, 1e-12), itmax = c(1e5, 1e5)))
  order <- order(-m$parameters$pro)
  list(k = k, log_likelihood = m$loglik, parameters = m$df, shares = m$parameters$pro[order],
       means = t(matrix(m$parameters$mean, ncol = k))[order, , drop = FALSE])
}
# Mclust takes no weights, but one of its steps does; it is fed the memberships found without.
weighted <- function(x, model, k) {
  first <- Mclust(x, G = k, modelNames = model, verbose = FALSE)
  m <- me.weighted(x, model, z = first$z, weights = weights,
                   control = emControl(tol = c(1e-13, 1e-13), itmax = c(1e5, 1e5)))
  order <- order(-m$parameters$pro)
  list(k = k, shares = m$parameters$pro[order], means = t(m$parameters$mean)[order, ])
}
all_of <- function(x) {
  lapply(as.list(names_of), function(model) lapply(2:3, function(k) fit(x, model, k)))
}
cat(toJSON(list(
  made_with = paste(R.version.string, "mclust", packageVersion("mclust")),
  points = points, weights = weights,
  iris = all_of(as.matrix(iris[, 1:4])), simulated = all_of(points),
  weighted = lapply(as.list(names_of), function(model) weighted(points, model, 3))
), digits = 10, auto_unbox = TRUE))
