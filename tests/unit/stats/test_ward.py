"""The tree and its cuts, against scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.cluster.hierarchy import fcluster

from psychograph.stats.ward import cut_into, gap_height, groups_at, leaf_order, standardise, ward_tree

points = arrays(
    float, st.tuples(st.integers(3, 25), st.integers(1, 4)), elements=st.integers(1, 5).map(float)
)


def partition(labels: np.ndarray) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(labels == group).tolist()) for group in set(labels.tolist())}


def test_standardise_uses_the_population_deviation() -> None:
    scores = standardise(np.array([[1.0, 10.0], [3.0, 30.0], [5.0, 80.0]]))
    np.testing.assert_allclose(scores.mean(axis=0), 0, atol=1e-15)
    np.testing.assert_allclose(scores.std(axis=0, ddof=0), 1)


@pytest.mark.parametrize("k", [1, 2, 3, 4, 7, 40])
def test_a_cut_is_the_one_of_scipy(k: int) -> None:
    tree = ward_tree(np.random.default_rng(3).normal(size=(40, 3)))
    assert partition(cut_into(tree, k)) == partition(fcluster(tree, k, "maxclust"))


@given(points, st.data())
def test_a_cut_gives_k_groups_numbered_along_the_leaves_even_among_ties(
    values: np.ndarray, data: st.DataObject
) -> None:
    tree = ward_tree(values)
    k = data.draw(st.integers(1, len(values)))
    labels = cut_into(tree, k)
    along = labels[list(leaf_order(tree))]
    assert sorted(set(labels.tolist())) == list(range(1, k + 1))
    assert (np.diff(along) >= 0).all()


@given(points)
def test_a_height_in_the_gap_leaves_k_groups(values: np.ndarray) -> None:
    tree = ward_tree(values)
    heights = tree[:, 2]
    for k in range(2, len(values)):
        if heights[-k] < heights[-k + 1] - 1e-9:  # rounding alone parts equal heights by less
            assert groups_at(tree, gap_height(tree, k)) == k
