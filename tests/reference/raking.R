# Numbers of R for the tests of weights: makes raking.json.
# Usage: Rscript raking.R > raking.json
# Needs survey and jsonlite. Nothing here runs with the tests; they read the numbers stored beside.
# The respondents are invented by arithmetic, so that they need neither a file nor a licence.
suppressMessages({library(survey); library(jsonlite)})
i <- 0:119
people <- data.frame(
  gender = c("female", "male")[1 + (i %% 3 == 0)],
  age = c("18-34", "35-54", "55+")[1 + ((i * 7) %% 11 > 4) + ((i * 5) %% 13 > 9)],
  region = c("north", "east", "south", "west")[1 + ((i * i + 3 * i) %% 17) %/% 5],
  start = 0.5 + ((i * 37) %% 10) / 10,
  y = 1 + ((i * 29) %% 97) / 20,
  stringsAsFactors = TRUE
)
shares <- list(
  gender = c(female = 0.51, male = 0.49),
  age = c("18-34" = 0.28, "35-54" = 0.37, "55+" = 0.35),
  region = c(east = 0.20, north = 0.30, south = 0.35, west = 0.15)
)
n <- nrow(people)
margins <- lapply(names(shares), function(v) setNames(data.frame(names(shares[[v]]), n * shares[[v]]), c(v, "Freq")))
formulas <- list(~gender, ~age, ~region)
tight <- list(maxit = 5000, epsilon = 1e-13)
of <- function(d) as.vector(weights(d, "sampling"))
design <- function(w) svydesign(ids = ~1, weights = w, data = people)
raked <- rake(design(rep(1, n)), formulas, margins, control = tight)
started <- rake(design(people$start * n / sum(people$start)), formulas, margins, control = tight)
totals <- c("(Intercept)" = n, gendermale = n * 0.49, "age35-54" = n * 0.37, "age55+" = n * 0.35,
            regionnorth = n * 0.30, regionsouth = n * 0.35, regionwest = n * 0.15)
calibrated <- calibrate(design(rep(1, n)), ~ gender + age + region, totals, calfun = "raking", epsilon = 1e-13, maxit = 500)
# strict = TRUE calls itself without end where rounding keeps a weight a hair beyond its bound.
within <- function(d, low, high) {
  while (any(of(d) < low - 1e-13 | of(d) > high + 1e-13)) d <- trimWeights(d, lower = low, upper = high)
  d
}
once <- within(raked, 0.5, 3)
# Raking and trimming in turns, until trimmed weights keep the margins.
turns <- design(rep(1, n))
for (round in 1:3000) {
  turns <- within(rake(turns, formulas, margins, control = tight), 0.4, 3.6)
  off <- max(sapply(names(shares), function(v) max(abs(tapply(of(turns), people[[v]], sum)[names(shares[[v]])] / n - shares[[v]]))))
  if (off < 1e-10) break
}
kish <- function(w) list(effective_n = sum(w)^2 / sum(w^2), design_effect = n * sum(w^2) / sum(w)^2)
# Kish's figure is the design effect of answers that do not hang together with the weights: the
# mean over many such answers of what svymean gives for each.
set.seed(11)
effects <- replicate(2000, {
  people$noise <- rnorm(n)
  as.vector(deff(svymean(~noise, svydesign(ids = ~1, weights = of(raked), data = people), deff = "replace")))
})
# Ward's method with masses. Two single points cost 2 m1 m2 / (m1 + m2) times their squared distance.
p <- 0:39
points <- cbind(((p * 17) %% 41) / 7, ((p * p) %% 43) / 9, ((p * 31) %% 37) / 5)
mass <- 0.3 + ((p * 13) %% 23) / 10
cost <- as.matrix(dist(points))^2 * 2 * outer(mass, mass) / outer(mass, mass, "+")
tree <- hclust(as.dist(cost), method = "ward.D", members = mass)
cut <- cutree(tree, 5)
cat(toJSON(list(
  made_with = paste0(R.version.string, ", survey ", packageVersion("survey")),
  people = people, shares = lapply(shares, as.list),
  raked = of(raked), started = of(started), calibrated = of(calibrated),
  trimmed_once = of(once), once_bounds = c(0.5, 3),
  in_turns = of(turns), turns_bounds = c(0.4, 3.6), turns_deviation = off,
  kish = kish(of(raked)), mean_design_effect = mean(effects),
  mean = as.vector(svymean(~y, raked)), variance = as.vector(svyvar(~y, raked)),
  points = points, mass = mass, ward_heights = sqrt(tree$height), ward_five = cut
), auto_unbox = TRUE, digits = NA))
