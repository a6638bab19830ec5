"""Comparisons of groups against R and its survey package.

`comparison.R` beside this file makes the figures, from respondents invented by arithmetic;
`comparison.json` holds them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from psychograph.stats.comparison.anova import group_means, pairwise_welch, welch_anova
from psychograph.stats.comparison.multiplicity import benjamini_hochberg, bonferroni
from psychograph.stats.comparison.proportions import pairwise_proportions
from psychograph.stats.comparison.ranks import kruskal_wallis, weighted_rank_test
from psychograph.stats.comparison.tables import chi_square, fisher, rao_scott, table_of

R: dict[str, Any] = json.loads(Path(__file__).with_name("comparison.json").read_text(encoding="utf-8"))
# The same formulas in floating point; F and chi-square tails agree to about ten digits.
SAME = 1e-9


def column(name: str) -> np.ndarray:
    return np.array([person[name] for person in R["people"]])


GROUP, WEIGHT, SPEND, LIKERT = (column(name) for name in ("group", "weight", "spend", "likert"))
REGION = np.unique(column("region"), return_inverse=True)[1]


def test_welch_is_oneway_test() -> None:
    found = welch_anova(SPEND, GROUP)
    assert found.statistic == pytest.approx(R["welch"]["statistic"], rel=SAME)
    assert found.df == pytest.approx(R["welch"]["df"], rel=SAME)
    assert found.p == pytest.approx(R["welch"]["p"], rel=SAME)


def test_pairs_are_t_tests() -> None:
    theirs = np.array([[np.nan if p == "NA" else p for p in row] for row in R["pairs"]], dtype=float)
    np.testing.assert_allclose(pairwise_welch(SPEND, GROUP), theirs, rtol=SAME)


def test_weighted_means_and_their_variances_are_those_of_svyby() -> None:
    found = group_means(SPEND, GROUP, WEIGHT)
    np.testing.assert_allclose(found.means, R["means"], rtol=SAME)
    np.testing.assert_allclose(found.variances, R["variances"], rtol=SAME)


def test_the_weighted_f_is_the_wald_statistic_of_regtermtest_before_welchs_correction() -> None:
    found = welch_anova(SPEND, GROUP, WEIGHT)
    k = 3
    correction = 1 + 2 * (k - 2) / (3 * found.df[1])  # since df2 = (k^2 - 1) / (3 lost)
    ((wald,),) = R["wald"]
    assert found.statistic * correction * (k - 1) == pytest.approx(wald, rel=SAME)


def test_kruskal_wallis_with_ties() -> None:
    found = kruskal_wallis(LIKERT.astype(float), GROUP)
    assert found.statistic == pytest.approx(R["kruskal"]["statistic"], rel=SAME)
    assert found.p == pytest.approx(R["kruskal"]["p"], rel=SAME)


def test_weighted_ranks_without_ties_are_svyranktest() -> None:
    found = weighted_rank_test(SPEND + np.arange(len(SPEND)) / 1e6, GROUP, WEIGHT, small_sample=False)
    assert 2 * found.statistic == pytest.approx(R["ranked"]["chisq"], rel=SAME)
    assert found.df == tuple(R["ranked"]["df"])
    assert found.p == pytest.approx(R["ranked"]["p"], rel=SAME)


def test_weighted_ranks_with_ties_are_a_wald_test_of_mid_ranks() -> None:
    found = weighted_rank_test(LIKERT.astype(float), GROUP, WEIGHT, small_sample=False)
    assert found.statistic == pytest.approx(R["tied"]["statistic"], rel=SAME)
    assert found.p == pytest.approx(R["tied"]["p"], rel=SAME)


def test_chi_square() -> None:
    found = chi_square(table_of(GROUP - 1, REGION, shape=(3, 4)).astype(np.int64))
    assert found.statistic == pytest.approx(R["chi"]["statistic"], rel=SAME)
    assert found.df == (R["chi"]["df"],)
    assert found.p == pytest.approx(R["chi"]["p"], rel=SAME)


@pytest.mark.parametrize("which", ["rao", "empty"])
def test_rao_scott_is_svychisq(which: str) -> None:
    region = REGION.copy()
    if which == "empty":
        region[(GROUP == 1) & (region == 2)] = 0
    found = rao_scott(GROUP - 1, region, WEIGHT)
    assert found.statistic == pytest.approx(R[which]["statistic"], rel=SAME)
    assert found.df == pytest.approx(R[which]["df"], rel=SAME)
    assert found.p == pytest.approx(R[which]["p"], rel=1e-7)  # far out in the tail


def test_fisher_by_simulation() -> None:
    small = np.array(R["small"])
    found = fisher(small, np.random.default_rng(4))
    assert found.p_interval is not None
    low, high = found.p_interval
    # The interval holds the exact p (1 % of seeds would miss it), which a million tables of R meet too.
    assert low < R["small_exact"] < high
    assert R["small_simulated"] == pytest.approx(R["small_exact"], abs=0.001)
    assert high - low < 0.012  # of 9,999 tables at p = .05: 2 x 2.58 x sqrt(.05 x .95 / 9,999) = .0112


def test_fisher_two_by_two() -> None:
    found = fisher(np.array(R["two"]), np.random.default_rng(0))
    assert found.p == pytest.approx(R["two_exact"], rel=1e-7)
    assert found.p_interval is None


def test_adjusted_p_values() -> None:
    p = np.array(R["p"])
    np.testing.assert_allclose(benjamini_hochberg(p), R["q"], rtol=SAME)
    np.testing.assert_allclose(bonferroni(p, len(p)), R["bonferroni"], rtol=SAME)


def test_two_shares() -> None:
    found = pairwise_proportions(np.array([34 / 80, 21 / 95]), np.array([80.0, 95.0]))
    assert found[0, 1] == pytest.approx(R["proportions"], rel=SAME)
