"""Medoids: against every choice of medoids, every swap, repeated rows for weights, and shuffles."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import pdist, squareform

from psychograph.stats.centres import medoids as module
from psychograph.stats.centres import medoids_search
from psychograph.stats.centres.gower import gower
from psychograph.stats.centres.medoids import _fullest, gower_medoids, k_medoids, k_medoids_of_samples
from psychograph.stats.centres.medoids_search import _State, build

# Distances are float32.
SINGLE = 1e-6
ON = np.zeros(1, dtype=bool)


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def mixed(n: int, seed: int) -> np.ndarray:
    values = np.column_stack([rng(seed).integers(1, 6, (n, 2)), rng(seed + 1).integers(0, 3, n)]).astype(
        float
    )
    values[rng(seed + 2).random(values.shape) < 0.1] = np.nan
    values[:, 0] = np.where(np.isnan(values).all(axis=1), 3, values[:, 0])
    return values


def best_of_all(square: np.ndarray, k: int, weights: np.ndarray) -> float:
    shares = weights / weights.sum()
    return min(
        float(shares @ square[:, list(some)].min(axis=1)) for some in combinations(range(len(square)), k)
    )


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("k", [1, 2, 3, 4])
def test_no_choice_of_medoids_is_better(seed: int, k: int) -> None:
    points, weights = rng(seed).normal(size=(11, 2)), rng(seed).uniform(0.2, 3, 11)
    found = k_medoids(pdist(points), k, rng=rng(), starts=30, weights=weights)
    assert found.cost == pytest.approx(best_of_all(squareform(pdist(points)), k, weights), rel=SINGLE)
    assert found.converged


@given(st.integers(3, 40), st.integers(2, 6), st.integers(0, 10**6))
def test_no_swap_is_left_and_everything_fits_together(n: int, k: int, seed: int) -> None:
    k = min(k, n)
    square = squareform(pdist(rng(seed).normal(size=(n, 2)))).astype(np.float32)
    shares = rng(seed).uniform(0.2, 3, n)
    shares /= shares.sum()
    found = k_medoids(squareform(square), k, rng=rng(seed), starts=2, weights=shares)
    to_medoids = square[:, found.medoids]
    np.testing.assert_array_equal(found.labels, to_medoids.argmin(axis=1) + 1)
    assert found.cost == pytest.approx(float(shares @ to_medoids.min(axis=1)), rel=1e-12)
    assert (np.diff(found.medoids) > 0).all()
    assert found.cost == pytest.approx(found.starts_cost.min(), rel=1e-9)
    for out in range(k):
        stay = np.delete(to_medoids, out, axis=1).min(axis=1, initial=np.inf)
        costs = np.minimum(square, stay[:, None]).T @ shares
        assert costs.min() >= found.cost * (1 - 1e-9)


@pytest.mark.parametrize("n", [60, 2_300])  # the latter adds up in several parts
@pytest.mark.parametrize("k", [2, 5])
def test_the_swap_taken_is_the_first_that_helps_and_the_change_is_what_it_costs(n: int, k: int) -> None:
    points, shares = rng(n).normal(size=(n, 3)), rng(n).uniform(0.5, 2, n)
    shares /= shares.sum()
    medoids = rng(k).choice(n, k, replace=False)
    candidates = np.arange(0, n, max(1, n // 40))
    others = np.linalg.norm(points[None] - points[candidates][:, None], axis=2).astype(np.float32)
    state = _State(np.linalg.norm(points[None] - points[medoids][:, None], axis=2).astype(np.float32), shares)
    exact = np.array([state.changes(row) for row in others])
    for at in range(0, len(candidates), 7):
        for out in range(k):
            after = np.minimum(np.delete(state.to_medoids, out, axis=0).min(axis=0), others[at])
            assert exact[at, out] == pytest.approx(float(shares @ after) - state.cost, abs=1e-7)
    helps = np.flatnonzero(exact.min(axis=1) < -1e-10 * state.cost)
    assert 0 < len(helps) < len(candidates)
    first = int(helps[0])
    assert state.first_swap(others, 1e-10) == (first, int(exact[first].argmin()))
    useless = np.setdiff1d(np.arange(len(candidates)), helps)
    assert state.first_swap(others[useless], 1e-10) is None


@pytest.mark.parametrize("n", [40, 1_500])
def test_the_greedy_beginning_takes_the_best_row_each_time(n: int) -> None:
    square = squareform(pdist(rng(n).integers(0, 9, (n, 3)))).astype(np.float32)  # with ties
    shares = np.full(n, 1 / n)
    nearest, wanted = np.full(n, np.inf), []
    for _ in range(4):
        costs = [float(np.cumsum(shares * np.minimum(row, nearest))[-1]) for row in square]
        wanted.append(int(np.argmin(costs)))
        nearest = np.minimum(nearest, square[wanted[-1]])
    assert build(square, shares, np.arange(n), 4, ON).tolist() == wanted


@pytest.mark.parametrize("seed", range(5))
def test_a_weight_of_three_is_three_respondents(seed: int) -> None:
    points, weights = rng(seed).normal(size=(14, 2)), rng(seed).integers(1, 4, 14)
    found = k_medoids(pdist(points), 3, rng=rng(), starts=20, weights=weights.astype(float))
    repeated = k_medoids(pdist(np.repeat(points, weights, axis=0)), 3, rng=rng(), starts=20)
    assert found.cost == pytest.approx(repeated.cost, rel=SINGLE)
    np.testing.assert_array_equal(np.repeat(found.labels, weights), repeated.labels)


@given(st.integers(8, 40), st.integers(0, 10**6), st.booleans())
def test_a_shuffle_of_mixed_answers_shuffles_the_labels(n: int, seed: int, weighted: bool) -> None:
    values = mixed(n, seed)
    weights = rng(seed).integers(1, 4, n) / 3 if weighted else None
    order = rng(seed).permutation(n)
    found = gower_medoids(values, [0, 0, 3], 3, rng=rng(5), starts=3, weights=weights)
    other = gower_medoids(
        values[order], [0, 0, 3], 3, rng=rng(5), starts=3, weights=None if weights is None else weights[order]
    )
    np.testing.assert_array_equal(other.labels, found.labels[order])
    np.testing.assert_array_equal(values[order][other.medoids], values[found.medoids])
    assert other.cost == found.cost


def test_equal_rows_taken_together_are_as_good_as_one_by_one() -> None:
    values = mixed(150, 3)
    together = gower_medoids(values, [0, 0, 3], 4, rng=rng(), starts=20)
    distances, able = gower(values, [0, 0, 3]), _fullest(values, 4)
    apart = k_medoids(distances, 4, rng=rng(), starts=20, candidates=able)
    assert together.cost == pytest.approx(apart.cost, rel=SINGLE)


def test_only_candidates_become_medoids() -> None:
    points = rng(2).normal(size=(60, 2))
    able = points[:, 0] > 0
    found = k_medoids(pdist(points), 3, rng=rng(), candidates=able)
    assert able[found.medoids].all()
    square = squareform(pdist(points))
    best = min(
        square[:, list(some)].min(axis=1).mean() for some in combinations(np.flatnonzero(able).tolist(), 3)
    )
    assert found.cost == pytest.approx(best, rel=SINGLE)
    with pytest.raises(ValueError, match="only 2 rows may be medoids"):
        k_medoids(pdist(points), 3, rng=rng(), candidates=np.arange(60) < 2)


def test_who_left_much_blank_stands_for_nobody() -> None:
    values = np.column_stack([rng(1).normal(size=(200, 5)), np.ones(200)])
    values[::3, :5] = np.nan  # they are like everybody else, by the last column alone
    found = gower_medoids(values, [0] * 6, 3, rng=rng())
    assert not np.isnan(values[found.medoids]).any()
    assert _fullest(values, 3).sum() == 133
    assert _fullest(values, 20).all()
    values[:185, 4] = np.nan
    # Ten of 200 answered everything, too few for three segments; those with one gap come in.
    assert (np.isnan(values[_fullest(values, 3)]).sum(axis=1) <= 1).all()
    assert _fullest(values, 3).sum() == 133


def test_threads_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    distances = pdist(rng().normal(size=(300, 2)))
    monkeypatch.setenv("NUMBA_NUM_THREADS", "1")
    one = k_medoids(distances, 6, rng=rng())
    monkeypatch.setenv("NUMBA_NUM_THREADS", "4")
    four = k_medoids(distances, 6, rng=rng())
    np.testing.assert_array_equal(one.starts_cost, four.starts_cost)
    np.testing.assert_array_equal(one.medoids, four.medoids)


def test_the_share_of_starts_at_the_best_is_counted() -> None:
    distances = pdist(rng(4).normal(size=(150, 4)))
    found = k_medoids(distances, 9, rng=rng(), starts=12)
    assert len(found.starts_cost) == 12
    assert found.share_at_best == np.isclose(found.starts_cost, found.cost, rtol=1e-9, atol=0).mean() < 1


def test_stopped_early_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROUNDS", 1)
    monkeypatch.setattr(medoids_search, "AFTER_A_SWAP", 1)
    found = k_medoids(pdist(rng(4).normal(size=(200, 2))), 8, rng=rng(), starts=1)
    assert not found.converged


def test_one_segment_as_many_as_rows_and_one_row() -> None:
    points = np.array([[0.0], [1.0], [7.0]])
    one = k_medoids(pdist(points), 1, rng=rng())
    assert (one.medoids.tolist(), one.labels.tolist(), one.cost) == ([1], [1, 1, 1], pytest.approx(7 / 3))
    every = k_medoids(pdist(points), 3, rng=rng())
    assert (every.labels.tolist(), every.cost) == ([1, 2, 3], 0)
    assert k_medoids(np.empty(0), 1, rng=rng()).labels.tolist() == [1]


def test_rows_that_do_not_differ_make_no_more_segments() -> None:
    points = np.repeat([[0.0], [5.0]], 4, axis=0)
    assert k_medoids(pdist(points), 2, rng=rng()).labels.tolist() == [1, 1, 1, 1, 2, 2, 2, 2]
    with pytest.raises(ValueError, match="only 2 respondents differ"):
        k_medoids(pdist(points), 3, rng=rng())
    with pytest.raises(ValueError, match="only 2 respondents differ"):
        gower_medoids(points, [0], 3, rng=rng())


def test_samples_find_segments_that_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    centre = np.repeat([0.0, 10.0, 30.0], [300, 200, 100])
    points = np.column_stack([centre, centre]) + rng().normal(size=(600, 2))
    whole = gower_medoids(points, [0, 0], 3, rng=rng())
    monkeypatch.setattr(module, "MOST_ROWS", 100)
    found = gower_medoids(points, [0, 0], 3, rng=rng())
    assert (whole.approximate, found.approximate) == (False, True)
    assert len(set(zip(found.labels.tolist(), centre.tolist(), strict=True))) == 3
    assert len(found.starts_cost) == 5
    assert found.cost == found.starts_cost.min()
    # A sample of 100 places three medoids nearly as well as all 600 rows do.
    assert whole.cost <= found.cost < 1.1 * whole.cost
    order = rng(3).permutation(600)
    np.testing.assert_array_equal(
        gower_medoids(points[order], [0, 0], 3, rng=rng()).labels, found.labels[order]
    )


def test_samples_go_through_all_rows_in_parts_and_mind_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    ages = rng().normal(size=500)
    weights = np.where(ages > 0, 9.0, 1.0)

    def apart(rows: np.ndarray, others: np.ndarray) -> np.ndarray:
        return np.abs(ages[rows][:, None] - ages[others]).astype(np.float32)

    options = {"sample_size": 80, "samples": 3, "weights": weights}
    found = k_medoids_of_samples(apart, 500, 2, rng=rng(), **options)
    to_medoids = np.abs(ages[:, None] - ages[found.medoids])
    np.testing.assert_array_equal(found.labels, to_medoids.argmin(axis=1) + 1)
    assert found.cost == pytest.approx(np.average(to_medoids.min(axis=1), weights=weights), rel=SINGLE)
    # The heavy draw both medoids to themselves.
    assert ages[found.medoids].max() > 0.5
    assert ages[found.medoids].min() > ages[k_medoids(pdist(ages[:, None]), 2, rng=rng()).medoids].min()
    monkeypatch.setattr(module, "CHUNK", 70)
    np.testing.assert_array_equal(
        k_medoids_of_samples(apart, 500, 2, rng=rng(), **options).labels, found.labels
    )


def test_too_many_rows_are_refused_with_what_they_would_take() -> None:
    # An array that stands for the distances of 20,001 rows and holds one number.
    many = np.broadcast_to(np.float32(1), 20_001 * 20_000 // 2)
    with pytest.raises(ValueError, match=r"20,001 rows have 200,010,000 distances \(0.8 GB\)"):
        k_medoids(many, 2, rng=rng())


@pytest.mark.parametrize(
    ("distances", "k", "options", "said"),
    [
        ([1.0, 2.0, 3.0], 0, {}, "1 to 3"),
        ([1.0, 2.0, 3.0], 4, {}, "1 to 3"),
        ([1.0, 2.0], 1, {}, "all pairs"),
        ([[1.0]], 1, {}, "all pairs"),
        ([1.0, np.nan, 3.0], 1, {}, "finite"),
        ([1.0, np.inf, 3.0], 1, {}, "finite"),
        ([1.0, 1e300, 3.0], 1, {}, "finite"),
        ([1.0, -2.0, 3.0], 1, {}, "0 or more"),
        ([1.0, 2.0, 3.0], 2, {"starts": 0}, "start"),
        ([1.0, 2.0, 3.0], 2, {"weights": np.array([1.0, 0.0, 1.0])}, "above zero"),
        ([1.0, 2.0, 3.0], 2, {"weights": np.ones(2)}, "above zero"),
    ],
)
def test_bad_input_is_refused_in_words(
    distances: list[float], k: int, options: dict[str, object], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        k_medoids(np.array(distances), k, rng=rng(), **options)


def test_bad_samples_are_refused_in_words() -> None:
    def apart(rows: np.ndarray, others: np.ndarray) -> np.ndarray:
        return np.ones((len(rows), len(others)), dtype=np.float32)

    for options, said in [
        ({"samples": 0}, "one sample"),
        ({"sample_size": 1}, "k draws"),
        ({"starts": 0}, "start"),
    ]:
        with pytest.raises(ValueError, match=said):
            k_medoids_of_samples(apart, 50, 2, rng=rng(), **options)
    with pytest.raises(ValueError, match="hold fewer different rows"):
        k_medoids_of_samples(
            apart, 3, 2, rng=rng(), sample_size=3, samples=1, weights=np.array([1e300, 1e-9, 1e-9])
        )


def test_weights_that_differ_beyond_all_measure() -> None:
    found = k_medoids(
        pdist(np.arange(6.0)[:, None]), 2, rng=rng(), starts=1, weights=np.array([1e-300, 1, 1, 1, 1, 1e308])
    )
    assert 5 in found.medoids
