# k-means and criteria of R on data that R or scikit-learn ship. Run in tests/reference: Rscript kmeans.R > kmeans.json
# Debian packages: r-base-core, r-cran-cluster, r-cran-fpc, r-cran-jsonlite.
suppressMessages({ library(cluster); library(fpc); library(jsonlite) })
iris4 <- as.matrix(iris[, 1:4])
many <- function(x, k) list(cluster = kmeans(x, k, nstart = 25, iter.max = 100)$cluster)
set.seed(1)
hartigan_wong <- sapply(2:6, function(k) kmeans(iris4, k, nstart = 200, iter.max = 100)$tot.withinss)
# Sums of squares and a box along the principal axes, as Tibshirani, Walther and Hastie have it.
gap <- clusGap(iris4, many, K.max = 5, B = 500, d.power = 2, spaceH0 = "scaledPCA", verbose = FALSE)
strength <- prediction.strength(iris4, Gmin = 2, Gmax = 5, M = 500, clustermethod = kmeansCBI, runs = 25)
lloyd <- kmeans(iris4, 3, nstart = 200, iter.max = 100)
cat(toJSON(list(
  session = c(R.version.string, paste("cluster", packageVersion("cluster")), paste("fpc", packageVersion("fpc"))),
  hartigan_wong_within = hartigan_wong,
  gap = gap$Tab[, "gap"], gap_error = gap$Tab[, "SE.sim"],
  gap_chosen = maxSE(gap$Tab[, "gap"], gap$Tab[, "SE.sim"], method = "Tibs2001SEmax"),
  prediction_strength = strength$mean.pred[-1],
  calinski_harabasz = calinhara(iris4, lloyd$cluster)
), digits = 10, auto_unbox = TRUE, pretty = TRUE), "\n")
