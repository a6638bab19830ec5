# Numbers of R for the test of Mantel and Haenszel: makes strata.json.
# Usage: Rscript strata.R > strata.json
# Needs jsonlite. Nothing here runs with the tests; they read the numbers stored beside.
library(jsonlite)
strata <- 5; groups <- 4
of <- outer(1:strata, 1:groups, function(s, g) 12 + (7 * s + 5 * g) %% 23)
had <- outer(1:strata, 1:groups, function(s, g) (3 * s + 4 * g) %% 11)
cells <- array(0, c(groups, 2, strata))
for (s in 1:strata) cells[, , s] <- cbind(had[s, ], of[s, ] - had[s, ])
several <- mantelhaen.test(cells)
two <- mantelhaen.test(cells[1:2, , ], correct = FALSE)
cat(toJSON(list(
  made_with = R.version.string, had = had, of = of,
  several = list(statistic = several$statistic[[1]], df = several$parameter[[1]], p = several$p.value),
  two = list(statistic = two$statistic[[1]], df = two$parameter[[1]], p = two$p.value)
), digits = NA, auto_unbox = TRUE))
