"""Effect sizes and intervals, against scipy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from psychograph.stats.comparison.proportions import wilson_interval
from psychograph.stats.comparison.resamples import draw_resamples
from psychograph.stats.effect_sizes import (
    cohens_h,
    cohens_h_intervals,
    hedges_g,
    hedges_g_intervals,
    hedges_g_of_groups,
)


def test_hedges_g_follows_from_the_t_statistic_of_scipy() -> None:
    rng = np.random.default_rng(1)
    values = rng.normal(size=(40, 3)) + np.where(np.arange(40) < 15, 1.0, 0.0)[:, None]
    member = np.arange(40) < 15
    t = stats.ttest_ind(values[member], values[~member]).statistic
    freedom = 38
    correction = math.gamma(freedom / 2) / (math.sqrt(freedom / 2) * math.gamma((freedom - 1) / 2))
    np.testing.assert_allclose(
        hedges_g(values, member), correction * t * math.sqrt(1 / 15 + 1 / 25), rtol=1e-12
    )


def test_missing_answers_are_left_out_of_their_column() -> None:
    values = np.array([[1.0, 2.0], [2.0, np.nan], [4.0, 5.0], [5.0, 7.0], [6.0, 4.0]])
    member = np.array([True, True, False, False, False])
    known = np.isfinite(values[:, 1])
    expected = hedges_g(values[known][:, 1:], member[known])[0]
    assert hedges_g(values, member)[1] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("inside", "outside", "expected"),
    [
        ([3, 3], [3, 3], 0.0),
        ([5, 5], [1, 1], math.inf),
        ([1, 1], [5, 5], -math.inf),
        ([np.nan], [1, 2], math.nan),
    ],
)
def test_sides_that_do_not_vary(inside: list[float], outside: list[float], expected: float) -> None:
    values = np.array([*inside, *outside], dtype=float)[:, None]
    member = np.arange(len(values)) < len(inside)
    assert hedges_g(values, member)[0] == pytest.approx(expected, nan_ok=True)


def test_large_numbers_do_not_cancel() -> None:
    values = np.array([[1.0], [2.0], [3.0], [4.0], [6.0]])
    member = np.array([True, True, False, False, False])
    np.testing.assert_allclose(hedges_g(values + 1e9, member), hedges_g(values, member), rtol=1e-6)


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(7)
    member = np.arange(120) < 50
    # 400 columns with a true effect of 0.5; percentile intervals run slightly short of 95 %, and
    # four standard errors of a share at 400 draws are 4.4 points.
    values = rng.normal(size=(120, 400)) + 0.5 * member[:, None]
    ends = hedges_g_intervals(values, draw_resamples(np.where(member, 1, 2), rng))[0]
    covered = ((ends[:, 0] <= 0.5) & (ends[:, 1] >= 0.5)).mean()
    assert 0.95 - 0.044 - 0.02 <= covered <= 0.99


def test_the_contrasts_of_two_groups_mirror_each_other() -> None:
    rng = np.random.default_rng(5)
    labels = np.where(np.arange(28) < 12, 1, 2)
    values = rng.normal(size=(28, 4))
    one, other = hedges_g_intervals(values, draw_resamples(labels, rng, replicates=201))
    np.testing.assert_allclose(one, -other[:, ::-1], atol=1e-12)


@pytest.mark.parametrize(("count", "n"), [(0, 10), (12, 28), (28, 28), (333, 1000)])
def test_wilson_is_that_of_scipy(count: int, n: int) -> None:
    theirs = stats.binomtest(count, n).proportion_ci(method="wilson")
    assert wilson_interval(count, n) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_all_groups_at_once_are_each_against_the_others() -> None:
    rng = np.random.default_rng(6)
    values = rng.normal(size=(40, 3))
    values[rng.random((40, 3)) < 0.2] = np.nan
    labels, weights = rng.permutation(np.repeat([1, 2, 3], [20, 12, 8])), rng.uniform(0.5, 3, 40)
    one_by_one = [hedges_g(values, labels == group, weights) for group in (1, 2, 3)]
    np.testing.assert_allclose(hedges_g_of_groups(values, labels, weights), one_by_one, rtol=1e-12)


def test_cohens_h_of_the_book() -> None:
    # Cohen 1988, table 6.2.2: phi(.50) = 1.571, phi(.65) = 1.875, phi(.05) = 0.451.
    assert float(cohens_h(0.65, 0.50)) == pytest.approx(1.875 - 1.571, abs=0.001)
    assert float(cohens_h(0.05, 0.50)) == pytest.approx(0.451 - 1.571, abs=0.001)
    assert math.isnan(float(cohens_h(math.nan, 0.5)))


def test_h_of_everybody_or_nobody_is_finite() -> None:
    labels = np.repeat([1, 2], 10)
    ends = cohens_h_intervals(
        (labels == 1).astype(np.int64), 2, draw_resamples(labels, np.random.default_rng(0))
    )
    np.testing.assert_allclose(ends[0, 1], [math.pi, math.pi])
