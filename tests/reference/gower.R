# Numbers of R for the tests of distances and medoids: makes gower.json.
# Usage: Rscript gower.R > gower.json
# Needs cluster and jsonlite. Nothing here runs with the tests; they read the numbers stored beside.
# The respondents are invented by arithmetic, so that they need neither a file nor a licence.
suppressMessages({library(cluster); library(jsonlite)})
i <- 0:59
people <- data.frame(
  age = 18 + (i * 37) %% 53,
  spend = ((i * i + 7 * i) %% 101) / 4,
  city = factor((i * 5) %% 7 %/% 2, levels = 0:3),
  member = factor((i * 11) %% 3 %/% 2, levels = 0:1),
  trust = factor((i * 13) %% 5, levels = 0:4, ordered = TRUE),
  same = rep(3, 60)
)
gaps <- people
gaps$age[i %% 9 == 4] <- NA
gaps$spend[i %% 7 == 2] <- NA
gaps$city[i %% 8 == 1] <- NA
gaps$member[i %% 6 == 5] <- NA
gaps$trust[i %% 10 == 3] <- NA
gaps$same[i %% 4 == 1] <- NA
weights <- c(1, 2, 0.5, 1, 3, 0.25)
# Two people who answered nothing in common, for which daisy has NA.
apart <- data.frame(a = c(1, 2, NA, NA, 4), b = c(NA, NA, 3, 5, 4))
full <- daisy(people, metric = "gower")
some <- suppressWarnings(daisy(gaps, metric = "gower"))
weighed <- suppressWarnings(daisy(gaps, metric = "gower", weights = weights))
numbers <- function(d) as.vector(as.matrix(d)[lower.tri(as.matrix(d))])
codes <- function(d) lapply(d, function(x) if (is.factor(x)) as.integer(as.character(x)) else x)
# Points for partitioning around medoids, in four loose heaps; distances are Euclidean.
p <- 0:199
points <- cbind((p * 17) %% 41 / 7 + 4 * (p %% 2), (p * p) %% 43 / 9 + 3 * (p %% 4 > 1), (p * 31) %% 37 / 5)
medoids <- function(d, k) {
  fit <- pam(d, k, diss = TRUE)
  # objective is the mean over all; pam counts from 1.
  list(k = k, cost = unname(fit$objective["swap"]) * attr(d, "Size"), medoids = fit$id.med - 1,
       sizes = as.vector(table(fit$clustering)))
}
# UPGMA with masses, as hclust has it.
mass <- 1 + (i * 13) %% 7
few <- points[1:60, ]
cat(toJSON(list(
  made_with = paste0(R.version.string, ", cluster ", packageVersion("cluster")),
  people = codes(people), gaps = codes(gaps), weights = weights, apart = as.list(apart),
  levels = c(0, 0, 4, 2, 5, 0), ordinal = c(FALSE, FALSE, FALSE, FALSE, TRUE, FALSE),
  full = numbers(full), some = numbers(some), weighed = numbers(weighed),
  of_apart = numbers(suppressWarnings(daisy(apart, metric = "gower"))),
  points = points, pam_points = lapply(c(1, 2, 3, 4, 5, 6, 8, 10, 15), function(k) medoids(dist(points), k)),
  pam_people = lapply(c(2, 3, 4, 5, 6, 8), function(k) medoids(full, k)),
  mass = mass, few = few,
  average_heights = hclust(dist(few), "average", members = mass)$height,
  average_six = cutree(hclust(dist(few), "average", members = mass), 6),
  complete_heights = hclust(dist(few), "complete")$height, single_heights = hclust(dist(few), "single")$height
), auto_unbox = TRUE, digits = NA, na = "null"))
