"""Resamples: sums are those of people drawn, blocks keep the spread, and order does not matter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psychograph.stats.comparison.ordering import group_order
from psychograph.stats.comparison.resamples import draw_resamples, others, percentile_ends
from psychograph.stats.effect_sizes import cohens_h, cohens_h_intervals, hedges_g, hedges_g_intervals


def test_sums_are_those_of_the_people_drawn() -> None:
    labels = np.array([1, 2, 1, 2, 2])
    drawn = draw_resamples(labels, np.random.default_rng(2), replicates=50)
    values = np.array([[1.0], [10], [100], [1000], [10_000]])
    sums = drawn.sums(values)[:, :, 0]
    # Each digit tells how often somebody was drawn; a group is drawn as often as it has members.
    digits = np.array([[int(d) for d in f"{int(total):05d}"] for total in sums.sum(axis=1)])
    assert (digits[:, [4, 2]].sum(axis=1) == 2).all()
    assert (digits[:, [3, 1, 0]].sum(axis=1) == 3).all()
    codes = np.array([0, 1, -1, 1, 0])
    counted = drawn.counts(codes, 2)
    expected = drawn.sums((codes[:, None] == [0, 1]).astype(float))
    np.testing.assert_array_equal(counted, expected)


def test_blocks_keep_the_spread_of_a_mean() -> None:
    rng = np.random.default_rng(4)
    values = rng.exponential(size=(30_000, 1))
    labels = np.ones(30_000, dtype=np.int64)
    blocks = draw_resamples(labels, rng, replicates=2_000, most_units=2_000)
    assert blocks.times.shape == (2_000, 2_000)
    means = blocks.sums(values)[:, 0, 0] / 30_000
    # The standard error, to four standard errors of a deviation from 2,000 blocks and 2,000 draws.
    assert means.std() == pytest.approx(values.std() / np.sqrt(30_000), rel=0.09)
    assert means.mean() == pytest.approx(values.mean(), abs=4 * values.std() / np.sqrt(30_000 * 2_000) + 1e-9)


def test_the_others_are_everybody_else() -> None:
    sums = np.arange(12.0).reshape(1, 3, 4)
    np.testing.assert_allclose(others(sums), sums.sum(axis=1, keepdims=True) - sums)


def test_ends_may_be_infinite() -> None:
    found = np.concatenate([np.full(10, -np.inf), np.zeros(90)])
    assert percentile_ends(found).tolist() == [-np.inf, 0.0]


def test_intervals_of_h_cover_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(9)
    labels = np.where(np.arange(160) < 70, 1, 2)
    truth, covered = float(cohens_h(0.6, 0.35)), []
    for _ in range(300):
        codes = (rng.random(160) < np.where(labels == 1, 0.6, 0.35)).astype(np.int64)
        low, high = cohens_h_intervals(codes, 2, draw_resamples(labels, rng, replicates=299))[0, 1]
        covered.append(low <= truth <= high)
    # Four standard errors of a share of 300 are 5 points; percentile intervals run slightly short.
    assert 0.95 - 0.05 - 0.02 <= np.mean(covered) <= 0.995


def test_weighted_shares_go_by_weight() -> None:
    labels, codes = np.repeat([1, 2], 50), np.tile([0, 1], 50)
    weights = np.where((labels == 1) & (codes == 1), 9.0, 1.0)
    drawn = draw_resamples(labels, np.random.default_rng(1))
    ends = cohens_h_intervals(codes, 2, drawn, weights=weights)[0, 1]
    assert ends[0] < float(cohens_h(0.9, 0.5)) < ends[1]


@given(st.integers(0, 2**32 - 1), st.integers(2, 4))
def test_neither_rows_nor_numbers_of_groups_decide_an_interval(seed: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    n = 30
    values = rng.integers(1, 4, (n, 2)).astype(float)
    values[rng.random((n, 2)) < 0.1] = np.nan
    labels = np.concatenate([np.arange(k), rng.integers(0, k, n - k)]) + 1
    names = rng.permutation(k) + 1  # group g becomes names[g - 1]
    rows = rng.permutation(n)

    def intervals(values: np.ndarray, labels: np.ndarray) -> dict[int, list[list[float]]]:
        order, groups = group_order(values, labels)
        place = {int(group): at + 1 for at, group in enumerate(groups)}
        ordered = np.array([place[int(label)] for label in labels[order]])
        drawn = draw_resamples(ordered, np.random.default_rng(0), replicates=20)
        ends = hedges_g_intervals(values[order], drawn)
        return {int(group): ends[at].tolist() for at, group in enumerate(groups)}

    one = intervals(values, labels)
    other = intervals(values[rows], names[labels - 1][rows])
    sizes = [np.sort(values[labels == g], axis=0).tobytes() for g in range(1, k + 1)]
    if len(set(sizes)) == k:  # groups that hold the same are told apart by nothing but their number
        for group in range(1, k + 1):
            np.testing.assert_array_equal(one[group], other[int(names[group - 1])])


def test_a_group_against_the_rest_without_spread_is_infinitely_far() -> None:
    values = np.array([[1.0], [1.0], [3.0], [3.0], [3.0]])
    labels = np.array([1, 1, 2, 2, 2])
    assert hedges_g(values, labels == 2)[0] == np.inf
    assert hedges_g_intervals(values, draw_resamples(labels, np.random.default_rng(0)))[1].tolist() == [
        [np.inf, np.inf]
    ]
