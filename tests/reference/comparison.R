# Numbers of R for the tests of group comparisons: makes comparison.json.
# Usage: Rscript comparison.R > comparison.json
# Needs survey and jsonlite. Nothing here runs with the tests; they read the numbers stored beside.
# The respondents are invented by arithmetic, so that they need neither a file nor a licence.
suppressMessages({library(survey); library(jsonlite)})
i <- 0:149
people <- data.frame(
  group = 1 + ((i * 7) %% 11 > 3) + ((i * 5) %% 13 > 8),
  weight = 0.4 + ((i * 37) %% 17) / 8,
  spend = 20 + ((i * 29) %% 101) / 3 + 6 * ((i * 7) %% 11 > 3) * ((i * 3) %% 7 > 2),
  likert = 1 + ((i * i + 3 * i) %% 17) %/% 4,
  region = c("east", "north", "south", "west")[1 + ((i * i + 5 * i) %% 19) %/% 5],
  stringsAsFactors = FALSE
)
people$g <- factor(people$group)
people$likert <- pmin(5, people$likert + (people$group == 2 & i %% 3 == 0))
shift <- people$group == 3 & i %% 2 == 0
people$region[shift] <- "west"
d <- svydesign(ids = ~1, weights = ~weight, data = people)
strata <- svydesign(ids = ~1, strata = ~g, weights = ~weight, data = people)
n <- nrow(people)

welch <- oneway.test(spend ~ g, people)
by_group <- svyby(~spend, ~g, strata, svymean)
wald <- regTermTest(svyglm(spend ~ g, strata), ~g)
pairs <- outer(1:3, 1:3, Vectorize(function(a, b) if (a == b) NA else
  t.test(people$spend[people$group == a], people$spend[people$group == b])$p.value))

kruskal <- kruskal.test(likert ~ g, people)
ranked <- svyranktest(spend + i / 1e6 ~ g, update(d, i = i), test = "KruskalWallis")
# Ties: svyranktest ranks tied answers in the order of the rows. The same test on mid-ranks:
up_to <- sapply(people$likert, function(v) sum(people$weight[people$likert < v]) + sum(people$weight[people$likert == v]) / 2)
tied <- regTermTest(svyglm(mid ~ g, update(d, mid = up_to / sum(people$weight))), ~g)

counts <- table(people$g, people$region)
chi <- chisq.test(counts, correct = FALSE)
rao <- svychisq(~g + region, d, statistic = "F")
some <- people; some$region[people$group == 1 & people$region == "south"] <- "east"  # an empty cell
empty <- svychisq(~g + region, svydesign(ids = ~1, weights = ~weight, data = some), statistic = "F")
small <- matrix(c(3, 0, 2, 1, 4, 1, 0, 2, 5, 3, 1, 6), 3)
two <- matrix(c(7, 2, 3, 9), 2)
set.seed(1)
simulated <- fisher.test(small, simulate.p.value = TRUE, B = 1e6)
p <- c(0.001, 0.3, 0.02, 0.04, 0.04, 0.8, 0.012)
three <- prop.test(c(34, 21), c(80, 95), correct = FALSE)
cat(toJSON(list(
  made_with = paste0(R.version.string, ", survey ", packageVersion("survey")),
  people = people[, c("group", "weight", "spend", "likert", "region")],
  welch = list(statistic = welch$statistic[[1]], df = as.vector(welch$parameter), p = welch$p.value),
  means = coef(by_group), variances = SE(by_group)^2, wald = wald$Ftest * wald$df, pairs = pairs,
  kruskal = list(statistic = kruskal$statistic[[1]], p = kruskal$p.value),
  ranked = list(chisq = ranked$parameter[[1]], df = c(2, ranked$ddf[[1]]), p = ranked$p.value[[1]]),
  tied = list(statistic = tied$Ftest[[1]], df = c(tied$df, tied$ddf), p = tied$p[[1]]),
  chi = list(statistic = chi$statistic[[1]], df = chi$parameter[[1]], p = chi$p.value),
  rao = list(statistic = rao$statistic[[1]], df = as.vector(rao$parameter), p = rao$p.value[[1]]),
  empty = list(statistic = empty$statistic[[1]], df = as.vector(empty$parameter), p = empty$p.value[[1]]),
  small = small, small_exact = fisher.test(small)$p.value, small_simulated = simulated$p.value,
  two = two, two_exact = fisher.test(two)$p.value,
  p = p, q = p.adjust(p, "BH"), bonferroni = p.adjust(p, "bonferroni"),
  proportions = three$p.value
), auto_unbox = TRUE, digits = NA))
