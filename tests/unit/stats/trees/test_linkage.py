"""Average, complete and single linkage: against scipy, repeated rows for weights, and shuffles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.cluster.hierarchy import cophenet, is_valid_linkage, linkage
from scipy.spatial.distance import pdist, squareform

from psychograph.stats.canonical import canonical_order
from psychograph.stats.centres.gower import gower
from psychograph.stats.trees import linkage as module
from psychograph.stats.trees.linkage import METHODS, _reordered, distance_tree, tree_of_distances
from psychograph.stats.trees.ward import cut_into

answers = arrays(
    float, st.tuples(st.integers(2, 20), st.integers(1, 3)), elements=st.integers(1, 4).map(float)
)


def heights_between(tree: np.ndarray) -> np.ndarray:
    """The height at which each pair of rows comes together: the tree without its numbering."""
    return squareform(cophenet(tree))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("n", [2, 3, 60])
def test_trees_are_those_of_scipy(method: str, n: int) -> None:
    values = np.random.default_rng(n).normal(size=(n, 3))
    tree = distance_tree(values, method)
    assert is_valid_linkage(tree)
    # Sums over members go in another order.
    np.testing.assert_allclose(
        heights_between(tree), heights_between(linkage(values, method)), rtol=1e-12, atol=1e-12
    )


@pytest.mark.parametrize("method", METHODS)
def test_gowers_distances_and_distances_given_make_the_same_tree(method: str) -> None:
    rng = np.random.default_rng(2)
    values = np.column_stack([rng.normal(size=40), rng.integers(0, 3, 40)])
    values[3, 0] = values[9, 1] = np.nan
    mine = distance_tree(values, method, metric="gower", levels=[0, 3])
    given_ = distance_tree(values, method, distances=gower(values, [0, 3]))
    np.testing.assert_array_equal(mine, given_)
    # Ties, which make another tree in another order, are met in the order of content.
    theirs = linkage(gower(values[canonical_order(values)], [0, 3]).astype(float), method)
    np.testing.assert_array_equal(mine[:, 2], theirs[:, 2])


@given(answers, st.sampled_from(METHODS), st.booleans(), st.integers(0, 10**6))
def test_a_shuffle_changes_no_segment_even_among_ties(
    values: np.ndarray, method: str, weighted: bool, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    weights = rng.integers(1, 4, len(values)).astype(float) if weighted else None
    order = rng.permutation(len(values))
    tree = distance_tree(values, method, weights=weights)
    other = distance_tree(values[order], method, weights=None if weights is None else weights[order])
    np.testing.assert_array_equal(tree[:, 2], other[:, 2])
    # Only rows alike in everything may change places, and they are together from height 0 on.
    np.testing.assert_array_equal(heights_between(other), heights_between(tree)[np.ix_(order, order)])
    for k in range(2, len(np.unique(values, axis=0)) + 1):
        if tree[-k + 1, 2] > 0:
            np.testing.assert_array_equal(cut_into(other, k), cut_into(tree, k)[order])


@given(st.integers(0, 10**6), st.integers(2, 12))
def test_a_weight_of_three_is_three_respondents(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    values, weights = rng.normal(size=(n, 2)), rng.integers(1, 5, n)
    tree = distance_tree(values, "average", weights=weights.astype(float))
    repeated = linkage(np.repeat(values, weights, axis=0), "average")
    assert is_valid_linkage(tree)
    merged = repeated[repeated[:, 2] > 1e-12, 2]
    np.testing.assert_allclose(tree[:, 2], merged[-(n - 1) :], rtol=1e-9)
    first = np.cumsum(weights) - weights
    np.testing.assert_allclose(
        heights_between(tree), heights_between(repeated)[np.ix_(first, first)], rtol=1e-9, atol=1e-12
    )


@pytest.mark.parametrize("method", ["complete", "single"])
def test_weights_mean_nothing_to_the_largest_and_the_smallest_distance(method: str) -> None:
    values = np.random.default_rng(5).normal(size=(20, 2))
    weights = np.random.default_rng(6).uniform(0.5, 2, 20)
    np.testing.assert_array_equal(
        distance_tree(values, method, weights=weights), distance_tree(values, method)
    )


def test_weights_that_are_alike_are_no_weights() -> None:
    values = np.random.default_rng(5).normal(size=(20, 2))
    np.testing.assert_array_equal(distance_tree(values, weights=np.full(20, 0.4)), distance_tree(values))


def test_weights_that_differ_beyond_all_measure_make_a_tree() -> None:
    values = np.random.default_rng(5).normal(size=(6, 2))
    tree = distance_tree(values, weights=np.array([1e-300, 1e-300, 1e-300, 1.0, 1e308, 1e308]))
    assert is_valid_linkage(tree)
    assert np.isfinite(tree).all()


def test_distances_are_put_in_order_as_their_rows_are() -> None:
    values = np.random.default_rng(5).normal(size=(15, 2))
    order = np.random.default_rng(6).permutation(15)
    np.testing.assert_array_equal(_reordered(pdist(values), order), pdist(values[order]))


@pytest.mark.parametrize("method", METHODS)
def test_rows_all_equal_and_one_column(method: str) -> None:
    assert distance_tree(np.ones((4, 2)), method)[:, 2].tolist() == [0, 0, 0]
    tree = distance_tree(np.array([[1.0], [5.0], [2.0]]), method)
    assert tree[0].tolist() == [0, 2, 1, 2]


def test_too_many_rows_are_refused_with_what_they_would_take(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match=r"20,001 rows have 200,010,000 distances \(1.6 GB\)"):
        distance_tree(np.zeros((20_001, 1)))
    monkeypatch.setattr(module, "MOST_ROWS", 5)
    with pytest.raises(ValueError, match="at most 5 rows"):
        tree_of_distances(np.ones(15))


@pytest.mark.parametrize(
    ("values", "options", "said"),
    [
        ([[1.0]], {}, "at least two rows"),
        ([1.0, 2.0], {}, "rows and columns"),
        ([[1.0], [np.nan]], {}, "missing"),
        ([[1.0], [np.inf]], {}, "finite"),
        ([[1.0], [np.inf]], {"metric": "gower"}, "infinite"),
        ([[1.0], [2.0]], {"metric": "manhattan"}, "choose euclidean or gower"),
        ([[1.0], [2.0]], {"method": "ward"}, "choose average, complete, single"),
        ([[1.0], [2.0]], {"weights": np.array([1.0, 0.0])}, "above zero"),
        ([[1.0], [2.0]], {"distances": np.array([1.0, 2.0, 3.0])}, "2 rows have 1 distances"),
        ([[1.0], [2.0]], {"distances": np.array([np.nan])}, "finite"),
        ([[1.0], [2.0]], {"distances": np.array([-1.0])}, "0 or more"),
    ],
)
def test_bad_input_is_refused_in_words(values: list[object], options: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        distance_tree(np.array(values), **options)


def test_numbers_of_distances_that_no_rows_have_are_refused() -> None:
    with pytest.raises(ValueError, match="distances"):
        tree_of_distances(np.ones(4))
