"""Tests of means, ranks and tables: against scipy, and at their edges. R is in tests/reference."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from psychograph.stats.comparison.anova import group_means, omega_squared, pairwise_welch, welch_anova
from psychograph.stats.comparison.multiplicity import benjamini_hochberg
from psychograph.stats.comparison.proportions import pairwise_proportions
from psychograph.stats.comparison.ranks import kruskal_wallis, mid_ranks, weighted_rank_test
from psychograph.stats.comparison.tables import chi_square, cramers_v, expected_counts, fisher, rao_scott

RNG = np.random.default_rng(3)
LABELS = np.repeat([1, 2, 3], [20, 12, 30])
VALUES = np.round(RNG.normal(size=62) + 0.4 * LABELS, 1)
WEIGHTS = RNG.choice([0.5, 1.0, 3.0], 62)


def test_pairs_are_welchs_t_of_scipy() -> None:
    found = pairwise_welch(VALUES, LABELS)
    theirs = stats.ttest_ind(VALUES[LABELS == 1], VALUES[LABELS == 3], equal_var=False).pvalue
    assert found[0, 2] == pytest.approx(theirs, rel=1e-10)
    assert found[2, 0] == found[0, 2]
    assert np.isnan(np.diag(found)).all()


def test_two_groups_of_welchs_anova_are_welchs_t() -> None:
    two = LABELS < 3
    found = welch_anova(VALUES[two], LABELS[two])
    theirs = stats.ttest_ind(VALUES[LABELS == 1], VALUES[LABELS == 2], equal_var=False)
    assert found.statistic == pytest.approx(theirs.statistic**2, rel=1e-10)
    assert found.p == pytest.approx(theirs.pvalue, rel=1e-10)
    assert found.df[1] == pytest.approx(theirs.df, rel=1e-10)


def test_omega_squared_by_hand() -> None:
    # Means 2 and 6: SSb = 24, SSw = 4, MSw = 1, SSt = 28; (24 - 1) / (28 + 1).
    values, labels = np.array([1.0, 2, 3, 5, 6, 7]), np.repeat([1, 2], 3)
    assert omega_squared(values, labels) == pytest.approx(23 / 29)
    assert omega_squared(np.array([1.0, 2, 3, 1, 2, 3]), labels) == 0.0
    assert math.isnan(omega_squared(np.ones(6), labels))


@pytest.mark.parametrize("alike", [1.0, 7.5])
def test_weights_that_are_alike_change_nothing(alike: float) -> None:
    weights = np.full(62, alike)
    assert welch_anova(VALUES, LABELS, weights) == welch_anova(VALUES, LABELS)
    np.testing.assert_array_equal(pairwise_welch(VALUES, LABELS, weights), pairwise_welch(VALUES, LABELS))


def test_only_ratios_of_weights_count() -> None:
    one, other = (welch_anova(VALUES, LABELS, WEIGHTS * scale) for scale in (1, 1000))
    assert one.p == pytest.approx(other.p, rel=1e-9)
    assert one.omega_squared == pytest.approx(other.omega_squared, rel=1e-9)
    ranks = [weighted_rank_test(VALUES, LABELS, WEIGHTS * scale).p for scale in (1, 1000)]
    assert ranks[0] == pytest.approx(ranks[1], rel=1e-9)


def test_a_group_that_does_not_vary_has_no_welch() -> None:
    found = welch_anova(np.array([1.0, 2, 3, 5, 5, 5]), np.repeat([1, 2], 3))
    assert math.isnan(found.p)
    assert math.isnan(found.statistic)


@pytest.mark.parametrize("labels", [[1, 1, 1], [1, 1, 2]])
def test_means_need_two_groups_of_two(labels: list[int]) -> None:
    with pytest.raises(ValueError, match="two or more"):
        group_means(np.arange(3.0), np.array(labels))


def test_kruskal_wallis_is_that_of_scipy() -> None:
    found = kruskal_wallis(VALUES, LABELS)
    theirs = stats.kruskal(*(VALUES[g == LABELS] for g in (1, 2, 3)))
    assert found.statistic == pytest.approx(theirs.statistic, rel=1e-10)
    assert found.p == pytest.approx(theirs.pvalue, rel=1e-10)
    assert found.epsilon_squared == pytest.approx(theirs.statistic / 61, rel=1e-10)


def test_ranks_that_do_not_vary() -> None:
    assert math.isnan(kruskal_wallis(np.ones(6), np.repeat([1, 2], 3)).p)
    assert math.isnan(weighted_rank_test(np.ones(6), np.repeat([1, 2], 3), np.arange(1.0, 7)).p)
    with pytest.raises(ValueError, match="two or more groups"):
        kruskal_wallis(np.arange(3.0), np.ones(3, dtype=np.int64))


@pytest.mark.parametrize("n", [60, 200])
def test_weighted_tests_keep_their_level(n: int) -> None:
    rng = np.random.default_rng(n)
    called = np.zeros(2)
    for _ in range(800):
        labels = np.sort(rng.choice([1, 2, 3], n, p=[0.25, 0.3, 0.45]))
        weights = rng.choice([0.4, 1.0, 2.6], n)
        values = rng.normal(0, np.where(labels == 1, 1.6, 1.0))
        called += [
            welch_anova(values, labels, weights).p < 0.05,
            weighted_rank_test(values, labels, weights).p < 0.05,
        ]
    # Weights leave Welch's test slightly liberal: 6 to 7 % of 60 people. Three standard errors are 2.3 %.
    assert (called / 800 <= 0.065 + 0.023).all()


def test_ranks_of_tied_answers_do_not_depend_on_the_order_of_the_rows() -> None:
    answers, weights = np.array([2.0, 1, 2, 2, 5]), np.array([1.0, 2, 3, 4, 5])
    there, back = mid_ranks(answers, weights), mid_ranks(answers[::-1], weights[::-1])
    np.testing.assert_array_equal(there, back[::-1])
    assert float(there @ weights) / weights.sum() == pytest.approx(0.5)


def test_chi_square_is_that_of_scipy() -> None:
    table = np.array([[20, 14, 9], [11, 25, 17]])
    theirs = stats.chi2_contingency(table, correction=False)
    assert chi_square(table).statistic == pytest.approx(theirs.statistic, rel=1e-10)
    assert chi_square(table).p == pytest.approx(theirs.pvalue, rel=1e-9)
    np.testing.assert_allclose(expected_counts(table), theirs.expected_freq)


def test_rao_scott_of_equal_weights_is_nearly_chi_square() -> None:
    table = np.array([[20, 14, 9], [11, 25, 17]])
    rows, columns = (np.repeat(at.ravel(), table.ravel()) for at in np.indices(table.shape))
    found, plain = rao_scott(rows, columns, np.full(96, 2.0)), chi_square(table)
    # All design effects are n / (n - 1), since the variance of a share is estimated with n - 1.
    assert found.statistic * 2 == pytest.approx(plain.statistic * 95 / 96, rel=1e-9)
    assert found.df == pytest.approx((2.0, 2.0 * 95))


def test_fisher_knows_no_order_of_rows() -> None:
    table = np.array([[3, 0, 2], [1, 4, 1], [0, 2, 5]])
    one, other = (fisher(t, np.random.default_rng(1), draws=999) for t in (table, table[[2, 0, 1]]))
    assert one == other


@pytest.mark.parametrize("table", [[[1, 2]], [[1, 0], [2, 0]], [[0, 0], [1, 2]], [[-1, 2], [3, 4]]])
def test_tables_that_cannot_be_tested(table: list[list[int]]) -> None:
    for test in (chi_square, cramers_v, lambda t: fisher(t, np.random.default_rng(0))):
        with pytest.raises(ValueError, match="table needs"):
            test(np.array(table))


def test_cramers_v_is_nought_on_average_where_nothing_hangs_together() -> None:
    rng = np.random.default_rng(5)
    tables = stats.random_table([40, 30, 30], [25, 25, 25, 25]).rvs(400, random_state=rng).astype(int)
    # Uncorrected, V would be near sqrt(6 / 100 / 2) = .17 here; half of the corrected ones are 0.
    found = np.array([cramers_v(table) for table in tables])
    assert np.median(found) < 0.05
    whole = np.array([[500, 0], [0, 500]])
    assert cramers_v(whole) == pytest.approx(1.0)
    assert cramers_v(np.array([[2, 0], [0, 2]]), 1.5) != cramers_v(np.array([[2, 0], [0, 2]]))


def test_q_values_keep_their_promise() -> None:
    rng = np.random.default_rng(8)
    # 15 descriptors without and 5 with a difference; no more than 5 % of the calls are false on average.
    # 400 families: the mean share of false calls has a standard error of about .004.
    shares = []
    for _ in range(400):
        z = rng.normal(size=20) + np.repeat([0.0, 4.0], [15, 5])
        called = benjamini_hochberg(2 * stats.norm.sf(np.abs(z))) < 0.05
        shares.append(called[:15].sum() / max(1, called.sum()))
    assert np.mean(shares) <= 0.05
    assert np.isnan(benjamini_hochberg(np.array([np.nan]))).all()


def test_shares_that_are_all_or_nothing() -> None:
    p = pairwise_proportions(np.array([0.0, 0.0, 1.0]), np.array([40.0, 50.0, 60.0]))
    assert p[0, 1] == 1.0
    assert p[0, 2] < 1e-10
