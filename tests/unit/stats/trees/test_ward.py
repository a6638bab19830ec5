"""The tree and its cuts, against scipy and by hand, and the ways in which it is made."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.cluster import hierarchy

from psychograph.stats.trees import ward, ward_boxes, ward_rounds
from psychograph.stats.trees.ward import cut_into, gap_height, groups_at, leaf_order, standardise, ward_tree
from psychograph.stats.trees.ward_patterns import to_unit

points = arrays(
    float, st.tuples(st.integers(3, 25), st.integers(1, 4)), elements=st.integers(1, 5).map(float)
)


def partition(labels: np.ndarray) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(labels == group).tolist()) for group in set(labels.tolist())}


def test_standardise_uses_the_population_deviation() -> None:
    scores = standardise(np.array([[1.0, 10.0], [3.0, 30.0], [5.0, 80.0]]))
    np.testing.assert_allclose(scores.mean(axis=0), 0, atol=1e-15)
    np.testing.assert_allclose(scores.std(axis=0, ddof=0), 1)


def test_standardise_gives_the_same_bits_in_any_order() -> None:
    rng = np.random.default_rng(8)
    values, weights = rng.lognormal(size=(300, 3)), rng.uniform(0.2, 3, 300)
    order = rng.permutation(300)
    assert (standardise(values[order]) == standardise(values)[order]).all()
    assert (standardise(values[order], weights[order]) == standardise(values, weights)[order]).all()


@pytest.mark.parametrize("k", [1, 2, 3, 4, 7, 40])
def test_a_cut_is_the_one_of_scipy(k: int) -> None:
    tree = ward_tree(np.random.default_rng(3).normal(size=(40, 3)))
    assert partition(cut_into(tree, k)) == partition(hierarchy.fcluster(tree, k, "maxclust"))


@pytest.mark.parametrize("k", [0, 41])
def test_a_cut_into_too_many_or_none_is_refused(k: int) -> None:
    with pytest.raises(ValueError, match="cannot be cut"):
        cut_into(ward_tree(np.arange(40.0)[:, None]), k)


@given(points)
def test_leaves_stand_where_scipy_puts_them(values: np.ndarray) -> None:
    tree = ward_tree(values)
    assert leaf_order(tree).tolist() == hierarchy.leaves_list(tree).tolist()


@given(points, st.data())
def test_a_cut_gives_k_groups_numbered_along_the_leaves_even_among_ties(
    values: np.ndarray, data: st.DataObject
) -> None:
    tree = ward_tree(values)
    k = data.draw(st.integers(1, len(values)))
    labels = cut_into(tree, k)
    along = labels[leaf_order(tree)]
    assert labels.dtype == np.int64
    assert sorted(set(labels.tolist())) == list(range(1, k + 1))
    assert (np.diff(along) >= 0).all()


@given(points)
def test_a_height_in_the_gap_leaves_k_groups(values: np.ndarray) -> None:
    tree = ward_tree(values)
    heights = tree[:, 2]
    for k in range(2, len(values)):
        if heights[-k] < heights[-k + 1] - 1e-9:  # rounding alone parts equal heights by less
            assert groups_at(tree, gap_height(tree, k)) == k


def test_a_chain_of_a_million_leaves_is_cut_as_one_of_ten_is() -> None:
    n = 1_000_000
    merges = np.arange(n - 1.0)
    chain = np.column_stack([merges + 1, n + merges - 1, merges + 1, merges + 2])
    chain[0, :2] = 0, 1
    labels = cut_into(chain, 3)
    # The last two rows joined last, one by one; leaves stand left of the group that they join.
    assert labels[-2:].tolist() == [2, 1]
    assert (labels[:-2] == 3).all()
    assert leaf_order(chain)[:3].tolist() == [n - 1, n - 2, n - 3]


@pytest.mark.parametrize(
    ("values", "weights", "says"),
    [
        (np.zeros((1, 2)), None, "two rows"),
        (np.zeros((3, 0)), None, "a column"),
        (np.zeros(3), None, "shape"),
        (np.array([[1.0], [np.nan]]), None, "NaN"),
        (np.array([[1.0], [np.inf]]), None, "infinities"),
        (np.zeros((2, 1)), np.ones(3), "weights of shape"),
        (np.zeros((2, 1)), np.array([1.0, 0.0]), "above zero"),
        (np.zeros((2, 1)), np.array([1.0, -1.0]), "above zero"),
        (np.zeros((2, 1)), np.array([1.0, np.nan]), "above zero"),
    ],
)
def test_what_is_no_data_is_refused(values: np.ndarray, weights: np.ndarray | None, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        ward_tree(values, weights)


@pytest.mark.parametrize("n", [2, 3, 20, 2_000])
@pytest.mark.parametrize("weighted", [False, True])
def test_rows_that_are_all_equal(n: int, weighted: bool) -> None:
    values = np.full((n, 2), 3.7)
    tree = ward_tree(values, np.arange(1.0, n + 1) if weighted else None)
    assert (tree[:, 2] == 0).all()
    assert tree[-1, 3] == n
    assert hierarchy.is_valid_linkage(tree)


def test_equal_rows_join_first_and_count_as_rows() -> None:
    # Enough rows that scipy does not do it: 700 of one answer, 800 of another, and one apart.
    values = np.repeat([[1.0], [4.0], [4000.0]], [700, 800, 1], axis=0)
    tree = ward_tree(values)
    assert hierarchy.is_valid_linkage(tree)
    assert (tree[:-2, 2] == 0).all()
    np.testing.assert_allclose(tree[-2, 2], np.sqrt(2 * 700 * 800 / 1500) * 3)
    assert tree[-2:, 3].tolist() == [1500, 1501]


@pytest.mark.parametrize("scale", [1e-150, 1e-5, 1e150, 1e300])
@pytest.mark.parametrize("n", [50, 700])
def test_units_do_not_matter(scale: float, n: int) -> None:
    values = np.random.default_rng(4).uniform(1, 2, (n, 2))
    # Rounding of the scaled values moves each by 1e-16 of itself, of heights of some 1e-3 and above.
    np.testing.assert_allclose(ward_tree(values * scale)[:, 2] / scale, ward_tree(values)[:, 2], rtol=1e-9)


def test_weights_of_any_ratio_are_taken() -> None:
    values = np.random.default_rng(5).normal(size=(60, 2))
    weights = np.where(np.arange(60) < 30, 1e-300, 1e8)
    tree = ward_tree(values, weights)
    assert hierarchy.is_valid_linkage(tree)
    assert np.isfinite(tree).all()


@pytest.mark.parametrize("n", [30, 3_000, 6_000])
def test_progress_goes_from_none_to_all(n: int) -> None:
    told: list[float] = []
    ward_tree(np.random.default_rng(6).normal(size=(n, 2)), progress=told.append)
    assert told == sorted(told)
    assert told[0] >= 0
    assert told[-1] == 1


@pytest.mark.parametrize("n", [3_000, 12_000])
def test_it_stops_when_it_is_interrupted(n: int) -> None:
    told: list[float] = []

    def interrupt(share: float) -> None:
        told.append(share)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ward_tree(np.random.default_rng(7).normal(size=(n, 2)), progress=interrupt)
    assert told[0] < 1


def test_workers_pass_on_what_goes_wrong_and_leave_the_rest() -> None:
    done: list[int] = []

    def piece(i: int) -> None:
        if i == 0:
            raise ZeroDivisionError
        done.append(i)

    with pytest.raises(ZeroDivisionError), ward_boxes._Workers() as workers:
        workers.do([lambda i=i: piece(i) for i in range(1_000)])
    assert len(done) < 1_000


def in_order(merges: ward_rounds.Merges) -> list[np.ndarray]:
    order = np.lexsort((merges.first, merges.rounds))
    return [part[order] for part in (merges.first, merges.second, merges.costs, merges.rounds)]


@pytest.mark.parametrize("d", [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 19, 25, 70])
@pytest.mark.parametrize("kind", ["scores", "answers"])
def test_kernels_and_numpy_agree_to_the_last_bit(d: int, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ward_boxes, "MANY", 300)
    monkeypatch.setattr(ward_boxes, "FEW", 60)  # so that large rounds and small ones have their turns
    rng = np.random.default_rng(d)
    values = rng.normal(size=(900, d)) if kind == "scores" else rng.integers(1, 6, (900, d)).astype(float)
    patterns, repeats = np.unique(values, axis=0, return_counts=True)
    masses = repeats.astype(float) if kind == "answers" else rng.lognormal(0, 1, len(patterns))
    to_unit(patterns)
    by_numpy = in_order(ward_rounds.merge_patterns(patterns.copy(), masses.copy()))
    for threads in (1, 3):
        monkeypatch.setattr(ward_boxes._Workers, "count", threads)
        by_kernels = in_order(ward_boxes.merge_patterns(patterns.copy(), masses.copy()))
        for ours, theirs in zip(by_kernels, by_numpy, strict=True):
            assert ours.tobytes() == theirs.tobytes()


def test_a_round_that_joins_nobody_makes_all_look_again(monkeypatch: pytest.MonkeyPatch) -> None:
    patterns = np.random.default_rng(9).normal(size=(500, 3))
    expected = ward_rounds.merge_patterns(patterns.copy(), np.ones(500))
    reciprocal, turns = ward_rounds._reciprocal, iter(range(1000))
    nobody = np.empty(0, np.int64)
    monkeypatch.setattr(
        ward_rounds, "_reciprocal", lambda g: (nobody, nobody) if next(turns) == 3 else reciprocal(g)
    )
    assert (ward_rounds.merge_patterns(patterns.copy(), np.ones(500)).costs == expected.costs).all()
    go_on = ward_boxes._Rounds.go_on

    def forget(self: ward_boxes._Rounds) -> None:
        self._waiting = 0
        go_on(self)

    monkeypatch.setattr(ward_boxes._Rounds, "go_on", forget)
    found = in_order(ward_boxes.merge_patterns(patterns.copy(), np.ones(500)))
    assert (np.sort(found[2]) == np.sort(expected.costs)).all()


@pytest.mark.parametrize(
    ("n", "loaded", "ready", "by"),
    [
        (900, False, True, "numpy"),
        (900, True, True, "kernels"),
        (2_000, False, True, "kernels"),
        (2_000, False, False, "numpy"),
        (6_000, False, False, "kernels"),
    ],
)
def test_nobody_waits_for_a_compilation_below_5000(
    n: int, loaded: bool, ready: bool, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ward, "kernels_loaded", lambda name: loaded)
    monkeypatch.setattr(ward, "kernels_ready", lambda name: ready)
    monkeypatch.setattr(ward, "merge_patterns", lambda *given: "numpy")
    monkeypatch.setattr(ward_boxes, "merge_patterns", lambda *given: "kernels")
    assert ward._merged(np.zeros((n, 1)), np.ones(n), None) == by
