"""Trials at the edges: empty arms, rates of 0 and 1, people without spread, cells that are missing."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psychograph.stats.comparison.multiplicity import holm
from psychograph.stats.trials.allocation import split_alike, split_as_planned
from psychograph.stats.trials.amounts import Moments, contrast_of_means, fieller, ratio_of_means
from psychograph.stats.trials.complier import Reach, complier_average, reach_of
from psychograph.stats.trials.detectable import detectable_rate
from psychograph.stats.trials.estimate import Estimate, quantile, weighted_sum
from psychograph.stats.trials.interaction import interaction_of_means, interaction_of_rates
from psychograph.stats.trials.rates import (
    chance_of_difference,
    difference_of_rates,
    ratio_of_rates,
    wilson,
)

ARMS = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(ARMS, ARMS)
def test_intervals_of_rates_hold_their_estimates_and_stay_in_range(
    arm: tuple[int, int], base: tuple[int, int]
) -> None:
    difference = difference_of_rates(*arm, *base)
    assert -1 - 1e-12 <= difference.low <= difference.value <= difference.high <= 1 + 1e-12
    ratio = ratio_of_rates(*arm, *base)
    assert 0 <= ratio.low < ratio.high
    assert math.isnan(ratio.value) or ratio.low <= ratio.value * (1 + 1e-9)
    assert math.isnan(ratio.value) or ratio.value <= ratio.high * (1 + 1e-9)


@given(ARMS, ARMS)
def test_swapping_arms_turns_the_lift_round(arm: tuple[int, int], base: tuple[int, int]) -> None:
    one, other = difference_of_rates(*arm, *base), difference_of_rates(*base, *arm)
    assert one.low == pytest.approx(-other.high, abs=1e-12)
    assert chance_of_difference(*arm, *base) == pytest.approx(chance_of_difference(*base, *arm), rel=1e-6)


def test_nobody_in_an_arm() -> None:
    assert (difference_of_rates(0, 0, 1, 5).low, difference_of_rates(0, 0, 1, 5).high) == (-1, 1)
    assert math.isnan(chance_of_difference(0, 0, 1, 5))
    assert math.isnan(ratio_of_rates(0, 0, 1, 5).value)
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0, 1)


def test_nobody_has_the_outcome() -> None:
    assert chance_of_difference(0, 50, 0, 60) == 1
    assert ratio_of_rates(0, 50, 0, 60).high == math.inf
    assert ratio_of_rates(3, 50, 0, 60).low > 0
    assert interaction_of_rates(np.zeros((2, 2), int), np.full((2, 2), 9)).df == 0


@pytest.mark.parametrize("counts", [(3, 2, 1, 5), (-1, 2, 1, 5), (1, 2, 6, 5)])
def test_counts_that_cannot_be(counts: tuple[int, int, int, int]) -> None:
    for statistic in (difference_of_rates, ratio_of_rates, chance_of_difference):
        with pytest.raises(ValueError, match="cannot have an outcome"):
            statistic(*counts)


def test_more_buyers_than_people() -> None:
    with pytest.raises(ValueError, match="more people than there are"):
        interaction_of_rates(np.array([[3]]), np.array([[2]]))


def test_one_person_has_no_variance() -> None:
    lone = Moments(1, 4.0, math.nan)
    assert contrast_of_means([lone, Moments(5, 1.0, 1.0)], [1, -1]).estimate.high == math.inf
    assert ratio_of_means(lone, Moments(5, 1.0, 1.0)).low == -math.inf
    with pytest.raises(ValueError, match="two are needed"):
        reach_of(np.ones(1), np.ones(1))


def test_people_who_are_all_alike() -> None:
    same = contrast_of_means([Moments(5, 2.0, 0.0), Moments(5, 2.0, 0.0)], [1, -1])
    assert (same.estimate.value, same.p) == (0, 1)
    assert contrast_of_means([Moments(5, 2.0, 0.0), Moments(5, 1.0, 0.0)], [1, -1]).p == 0


@given(st.floats(0.5, 50), st.floats(0.5, 50), st.floats(0.001, 2), st.floats(0.001, 2), st.floats(-0.9, 0.9))
def test_ends_of_a_ratio_are_as_far_off_as_the_level_says(
    above: float, below: float, first: float, second: float, correlation: float
) -> None:
    z2, shared = quantile(0.95) ** 2, correlation * math.sqrt(first * second)
    found = fieller(above, below, first, shared, second, z2)
    for end in (found.low, found.high):
        if math.isfinite(end):
            gap = (above - end * below) ** 2
            assert gap == pytest.approx(z2 * (first - 2 * end * shared + end**2 * second), rel=1e-6, abs=1e-8)


def test_a_base_that_may_be_nothing_bounds_no_ratio() -> None:
    assert fieller(1.0, 0.1, 0.01, 0.0, 1.0, 3.84).high == math.inf
    assert math.isnan(ratio_of_means(Moments(9, 1.0, 1.0), Moments(9, 0.0, 1.0)).value)


def test_a_message_that_reached_nobody() -> None:
    arm, base = Reach(9, 0.3, 0.0, 0.2, 0.0, 0.0), Reach(9, 0.1, 0.0, 0.1, 0.0, 0.0)
    assert math.isnan(complier_average(arm, base).value)


def test_cells_that_are_missing() -> None:
    n = np.array([[100, 100, 0], [100, 100, 100], [100, 0, 0]])
    found = interaction_of_rates(n // 4, n)
    assert found.df == 1  # six cells, five free rows and columns
    assert found.statistic == pytest.approx(0, abs=1e-9)
    means = np.array([[1.0, np.nan], [1.0, 2.0]])
    assert interaction_of_means(means, np.ones((2, 2)), np.full((2, 2), 9)).df == 0


def test_a_row_without_any_buyer_takes_no_degrees_of_freedom() -> None:
    n = np.full((3, 2), 100)
    with_it = interaction_of_rates(np.array([[10, 20], [30, 20], [0, 0]]), n)
    without = interaction_of_rates(np.array([[10, 20], [30, 20]]), n[:2])
    assert (with_it.df, with_it.statistic) == (1, pytest.approx(without.statistic, rel=1e-6))


def test_splits_that_cannot_be_tested() -> None:
    with pytest.raises(ValueError, match="above 0"):
        split_as_planned(np.array([1, 2]), np.array([0.0, 1.0]))
    assert math.isnan(split_as_planned(np.array([7]), np.array([1.0])).p)
    assert math.isnan(split_alike(np.array([[7, 9]])).p)


def test_lifts_that_no_trial_could_see() -> None:
    assert math.isnan(detectable_rate(0.5, 2, 2))
    assert math.isnan(detectable_rate(1.0, 100, 100))
    assert detectable_rate(0.0, 1_000, 1_000) > 0
    with pytest.raises(ValueError, match="no detectable rise"):
        detectable_rate(0.5, 0, 5)


def test_holm_passes_over_what_could_not_be_tested() -> None:
    assert holm([0.02, math.nan, 0.01])[0] == 0.02
    assert np.isnan(holm([0.02, math.nan])[1])
    with pytest.raises(ValueError, match="between 0 and 1"):
        holm([1.2])


def test_sums_of_figures() -> None:
    with pytest.raises(ValueError, match="as many are needed"):
        weighted_sum([Estimate(1, 0, 2)], [1, 2])
    unbounded = weighted_sum([Estimate(1, -math.inf, math.inf), Estimate(2, 1, 3)], [0, 1])
    assert (unbounded.low, unbounded.high) == (1, 3)
    with pytest.raises(ValueError, match="level between"):
        quantile(1.0)
