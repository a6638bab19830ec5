"""Weighted figures by hand and by brute force, and raking that cannot work."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.cluster.hierarchy import is_valid_linkage

from psychograph.stats.comparison.proportions import wilson_interval
from psychograph.stats.comparison.resamples import draw_resamples
from psychograph.stats.effect_sizes import hedges_g, hedges_g_intervals
from psychograph.stats.nulls.separation import silhouette
from psychograph.stats.raking import MOST_PASSES, Margin, at_bounds, rake, trim
from psychograph.stats.trees.ward import ward_tree
from psychograph.stats.weights import (
    checked,
    design_effect,
    effective_n,
    normalised,
    weighted_counts,
    weighted_mean,
    weighted_quantiles,
    weighted_share,
    weighted_variance,
)

HALVES = np.array([0.5, 0.5])


def test_design_effect_is_one_plus_the_squared_coefficient_of_variation() -> None:
    weights = np.random.default_rng(1).lognormal(0, 0.7, 50)
    assert design_effect(weights) == pytest.approx(1 + (weights.std() / weights.mean()) ** 2)
    assert effective_n(weights) == pytest.approx(weights.sum() ** 2 / (weights**2).sum())


def test_huge_and_tiny_weights_are_kept_apart_from_overflow() -> None:
    weights = np.array([1e308, 1e308, 1e-300])
    assert normalised(weights).tolist() == pytest.approx([1.5, 1.5, 0])
    assert design_effect(weights) == pytest.approx(1.5)


def test_counts_shares_and_spreads_by_hand() -> None:
    weights = np.array([1.0, 2.0, 3.0, 4.0])
    assert weighted_counts(np.array([0, 1, 1, -1]), weights, most=3).tolist() == [1, 5, 0]
    assert weighted_share(np.array([True, False, False, True]), weights) == 0.5
    # Mean (0 + 2 + 6 + 12) / 10 = 2; squares (4 + 2 + 0 + 4) / 10 = 1; times 4 / 3 with ddof 1.
    answers = np.arange(4.0)
    assert float(weighted_mean(answers, weights)) == pytest.approx(2)
    assert float(weighted_variance(answers, weights)) == pytest.approx(1)
    assert float(weighted_variance(answers, weights, ddof=1)) == pytest.approx(4 / 3)


def test_quantiles_by_integrating_over_the_window() -> None:
    rng = np.random.default_rng(2)
    answers, weights = rng.integers(1, 8, 30).astype(float), rng.uniform(0.2, 3, 30)
    order = np.argsort(answers)
    ends = np.cumsum(weights[order]) / weights.sum()
    size = effective_n(weights)
    for p in (0.05, 0.25, 0.5, 0.9):
        # The mean of the step function over the window, at a hundred thousand places.
        at = (p * (size - 1) + (np.arange(100_000) + 0.5) / 100_000) / size
        steps = answers[order][np.searchsorted(ends, at).clip(max=29)]
        assert weighted_quantiles(answers, [p], weights)[0] == pytest.approx(steps.mean(), abs=1e-3)


def test_nearly_equal_weights_give_nearly_numpys_quantiles() -> None:
    answers = np.random.default_rng(3).normal(size=41)
    weights = 1 + 1e-9 * np.arange(41)
    at = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]
    np.testing.assert_allclose(weighted_quantiles(answers, at, weights), np.quantile(answers, at), atol=1e-6)


def test_every_merge_costs_what_it_adds_to_the_squares_within_groups() -> None:
    rng = np.random.default_rng(4)
    points, mass = rng.normal(size=(25, 3)), normalised(rng.uniform(0.2, 4, 25))
    tree = ward_tree(points, mass)

    def within(members: list[int]) -> float:
        centre = np.average(points[members], axis=0, weights=mass[members])
        return float(mass[members] @ ((points[members] - centre) ** 2).sum(axis=1))

    groups = {row: [row] for row in range(25)}
    for at, (left, right, height, size) in enumerate(tree):
        joined = groups.pop(int(left)) + groups.pop(int(right))
        # No other pair of groups would have been cheaper to join.
        added = height**2 / 2
        everyone = [*groups.values()]
        assert all(
            added <= within(a + b) - within(a) - within(b) + 1e-9
            for i, a in enumerate(everyone)
            for b in everyone[:i]
        )
        groups[25 + at] = joined
        assert size == len(joined)
    assert is_valid_linkage(tree)
    # All that was added is all the squares there are.
    assert (tree[:, 2] ** 2 / 2).sum() == pytest.approx(within(list(range(25))))


def test_weights_that_are_alike_leave_the_tree_to_scipy() -> None:
    points = np.round(np.random.default_rng(5).normal(size=(60, 2)))
    assert (ward_tree(points, np.full(60, 0.1)) == ward_tree(points)).all()


def test_coinciding_points_join_at_zero() -> None:
    tree = ward_tree(np.array([[1.0], [1.0], [1.0], [5.0]]), np.array([1.0, 2.0, 3.0, 4.0]))
    assert tree[:, 2].tolist()[:2] == [0, 0]
    assert np.isfinite(tree).all()


def test_silhouette_by_hand() -> None:
    # Point 0: own group only point 1 at 1; the other group at (2 x 4 + 1 x 6) / 3. Weights 1, 2, 2, 1.
    values, labels = np.array([[0.0], [1.0], [4.0], [6.0]]), np.array([1, 1, 2, 2])
    other = [(2 * 4 + 6) / 3, (2 * 3 + 5) / 3, (1 * 4 + 2 * 3) / 3, (6 + 2 * 5) / 3]
    own = [1, 1, 2, 2]
    widths = [(b - a) / max(a, b) for a, b in zip(own, other, strict=True)]
    weights = np.array([1.0, 2.0, 2.0, 1.0])
    assert silhouette(values, labels, weights) == pytest.approx(np.average(widths, weights=weights))


def test_g_with_weights_by_hand() -> None:
    # Means 3.5 and 1.25; squares n x weighted variance: 2 x 0.75 and 2 x 0.1875.
    values = np.array([[1.0], [2.0], [2.0], [4.0]])
    member = np.array([False, False, True, True])
    weights = np.array([3.0, 1.0, 1.0, 3.0])
    pooled = np.sqrt((2 * 0.75 + 2 * 0.1875) / 2)
    small = hedges_g(np.array([[1.0], [2.0], [3.0], [4.0]]), member)[0] / (2 / np.sqrt(0.5))
    assert hedges_g(values, member, weights)[0] == pytest.approx(small * (3.5 - 1.25) / pooled)


def test_intervals_of_g_lie_around_it_and_widen_with_the_design_effect() -> None:
    rng = np.random.default_rng(7)
    values = rng.normal(size=(200, 2)) + np.repeat([[0.0], [1.0]], 100, axis=0)
    labels = np.repeat([1, 2], 100)
    weights = rng.choice([0.2, 5.0], 200)
    drawn = draw_resamples(labels, np.random.default_rng(1))
    plain = hedges_g_intervals(values, drawn)
    weighted = hedges_g_intervals(values, drawn, weights=weights)
    g = hedges_g(values, labels == 2, weights)
    assert ((weighted[1, :, 0] < g) & (g < weighted[1, :, 1])).all()
    assert (np.diff(weighted[1]) > 1.1 * np.diff(plain[1])).all()


def test_wilson_of_an_effective_sample() -> None:
    low, high = wilson_interval(0.3 * 61.5, 61.5)
    assert low > wilson_interval(18, 60)[0] - 0.01
    assert low < 0.3 < high
    assert high - low > np.diff(wilson_interval(36, 120))[0]


def test_margins_that_contradict_each_other_are_told() -> None:
    # The first two are all of group 0 on both margins, and cannot hold .5 and .7 at once.
    groups = np.array([0, 0, 1, 1])
    found = rake([Margin(groups, HALVES), Margin(groups, np.array([0.7, 0.3]))])
    assert not found.converged
    assert found.deviation == pytest.approx(0.2)
    assert found.passes == MOST_PASSES


def test_bounds_that_leave_no_room_are_kept_and_told() -> None:
    found = rake([Margin(np.array([0] * 9 + [1]), HALVES)], bounds=(0.5, 2.0))
    assert not found.converged
    assert found.weights.max() == 2.0
    assert found.weights.mean() == pytest.approx(1)
    assert found.deviation == pytest.approx(0.3)
    assert found.passes < MOST_PASSES


def test_unknown_groups_keep_their_weight() -> None:
    found = rake([Margin(np.array([0, 0, 0, 1, -1]), HALVES)])
    assert found.weights == pytest.approx([2 / 3, 2 / 3, 2 / 3, 2, 1])


def test_a_group_without_respondents_is_refused() -> None:
    with pytest.raises(ValueError, match="no respondents"):
        rake([Margin(np.array([0, 0]), HALVES)])


def test_trimming_where_everybody_is_outside() -> None:
    weights = trim(np.array([0.1, 0.1, 1.4, 2.4]), 0.5, 1.3)
    assert weights.mean() == pytest.approx(1)
    assert weights.min() >= 0.5
    assert weights.max() <= 1.3
    assert at_bounds(weights, (0.5, 1.3)) == 2
    assert at_bounds(weights, None) == 0


@pytest.mark.parametrize(
    "weights", [[1.0], [1.0, 0.0], [1.0, -1.0], [1.0, np.nan], [1.0, np.inf], [[1.0, 2.0]]]
)
def test_weights_that_stand_for_nobody_are_refused(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="above zero for each of 2 rows"):
        checked(weights, 2)
