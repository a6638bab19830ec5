from __future__ import annotations

import itertools
import os
import subprocess
import sys

import numpy as np
import pytest
from sklearn.cluster import KMeans

from psychograph.stats.centres import kmeans_steps
from psychograph.stats.centres.kmeans import consolidate, group_centres, kmeans
from psychograph.stats.choosing.agreement import matched
from psychograph.stats.distinct import distinct_points
from psychograph.stats.parallel import in_threads

ROUNDING = 1e-9  # sums of some thousand squares in other orders


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def blobs(n: int = 300, d: int = 3, seed: int = 0) -> np.ndarray:
    draw = rng(seed)
    return draw.normal(size=(4, d))[draw.integers(0, 4, n)] * 3 + draw.normal(size=(n, d))


def answers(n: int = 400, d: int = 4, seed: int = 0) -> np.ndarray:
    """Answers from 1 to 3: full of equal rows and of points as near to one centre as to another."""
    return rng(seed).integers(1, 4, (n, d)).astype(float)


def loss(values: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> float:
    weights = weights / weights.mean()
    total = 0.0
    for group in np.unique(labels):
        own = labels == group
        mean = np.average(values[own], axis=0, weights=weights[own])
        total += float((weights[own, None] * (values[own] - mean) ** 2).sum())
    return total


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("values", [blobs(), answers(), answers(seed=1) * 1e6 + 1e9, answers(d=1)])
def test_within_and_centres_are_those_of_the_labels(values: np.ndarray, weighted: bool) -> None:
    weights = rng(1).uniform(0.2, 5, len(values)) if weighted else None
    found = kmeans(values, 3, rng=rng(), weights=weights)
    given = np.ones(len(values)) if weights is None else weights
    assert set(found.labels) == {1, 2, 3}
    # Relative: values around 1e9 keep 7 digits of their differences of 1e6.
    assert found.within == pytest.approx(loss(values, found.labels, given), rel=1e-6)
    np.testing.assert_allclose(found.centres, group_centres(values, found.labels, weights), rtol=1e-12)
    assert found.within == found.starts_within.min()
    assert found.starts_within.shape == (25,)
    assert found.converged
    assert 1 / 25 <= found.share_at_best <= 1


@pytest.mark.parametrize("k", [2, 4, 7])
def test_never_worse_than_scikit_learn(k: int) -> None:
    values = blobs(500, 5)
    peer = KMeans(k, n_init=25, random_state=0, tol=0).fit(values)
    assert kmeans(values, k, rng=rng()).within <= peer.inertia_ * (1 + ROUNDING)


@pytest.mark.parametrize("k", [2, 5])
def test_lloyd_alone_ends_where_scikit_learn_does(k: int) -> None:
    values, weights = blobs(400, 3), rng(3).uniform(0.5, 3, 400)
    centres = values[:k]
    peer = KMeans(k, init=centres, n_init=1, tol=0, algorithm="lloyd").fit(values, sample_weight=weights)
    found = kmeans(values, k, rng=rng(), weights=weights, from_centres=centres, polish=False)
    assert found.within == pytest.approx(peer.inertia_ / weights.mean(), rel=ROUNDING)
    assert matched(found.labels, peer.labels_.astype(np.int64) + 1).tolist() == (peer.labels_ + 1).tolist()


def test_finds_the_best_partition_of_few_points() -> None:
    values = rng(5).normal(size=(9, 2))
    every = (np.array([1, *rest]) for rest in itertools.product([1, 2, 3], repeat=8))
    best = min(loss(values, labels, np.ones(9)) for labels in every if len(set(labels)) == 3)
    assert kmeans(values, 3, starts=50, rng=rng()).within == pytest.approx(best, rel=ROUNDING)


def test_single_moves_find_what_lloyd_overlooks() -> None:
    # Lloyd rests here: 6 is nearer to 3 than to 10.5. But moved, it takes half of what it weighs on 3.
    values, centres = np.array([[0.0], [6.0], [10.0], [11.0]]), np.array([[3.0], [10.5]])
    assert kmeans(values, 2, rng=rng(), from_centres=centres, polish=False).within == 18.5
    assert kmeans(values, 2, rng=rng(), from_centres=centres).within == 14.0
    draws = answers(200, 6, seed=2)
    plain = kmeans(draws, 5, rng=rng(), polish=False)
    polished = kmeans(draws, 5, rng=rng())
    assert (polished.starts_within <= plain.starts_within * (1 + ROUNDING)).all()
    assert polished.starts_within.mean() < plain.starts_within.mean() * 0.999


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("k", [1, 2, 3, 6])
@pytest.mark.parametrize(
    "values",
    [
        blobs(900, 4),
        answers(900),
        answers(900, 1),
        answers(700, 5) - 2,
        np.hstack([answers(600), np.full((600, 1), 7.0)]),  # a column that is constant
        np.vstack([blobs(200), [[1e7, 0, 0]]]),  # single numbers cannot tell the others apart
        blobs(200) * 1e-200,
        blobs(200) * 1e140,
    ],
)
def test_compiled_and_not_are_the_same_to_the_last_bit(values: np.ndarray, k: int, weighted: bool) -> None:
    k = min(k, len(distinct_points(values).points))
    weights = rng(1).uniform(0.2, 5, len(values)) if weighted else None
    one = kmeans(values, k, starts=6, rng=rng(), weights=weights, compiled=False)
    other = kmeans(values, k, starts=6, rng=rng(), weights=weights, compiled=True)
    assert one.labels.tolist() == other.labels.tolist()
    assert one.centres.tobytes() == other.centres.tobytes()
    assert one.starts_within.tobytes() == other.starts_within.tobytes()
    assert (one.iterations, one.converged) == (other.iterations, other.converged)


@pytest.mark.parametrize(("loaded", "expected"), [(False, "in_numpy"), (True, "compiled")])
def test_few_rows_use_kernels_where_they_are_loaded(
    monkeypatch: pytest.MonkeyPatch, loaded: bool, expected: str
) -> None:
    used = []
    monkeypatch.setattr("psychograph.stats.centres.kmeans.kernels_loaded", lambda _: loaded)
    for way in ("compiled", "in_numpy"):
        monkeypatch.setattr(
            f"psychograph.stats.centres.kmeans._run_{way}",
            lambda *args, way=way, **more: used.append(way) or [START],
        )
    kmeans(np.arange(4_999)[:, None] % 2, 1, rng=rng())
    assert used == [expected]


def test_the_number_of_rows_chooses_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    used = []
    monkeypatch.setattr("psychograph.stats.centres.kmeans.kernels_loaded", lambda _: False)
    for way in ("compiled", "in_numpy"):
        monkeypatch.setattr(
            f"psychograph.stats.centres.kmeans._run_{way}",
            lambda *args, way=way, **more: used.append(way) or [START],
        )
    for n in (4_999, 5_000):
        kmeans(np.arange(n)[:, None] % 2, 1, rng=rng())
    assert used == ["in_numpy", "compiled"]


START = kmeans_steps.Start(np.zeros(2, dtype=np.int64), np.zeros((1, 1)), 0.0, 1, True)


@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize("values", [blobs(), answers(), answers(d=2)])
def test_the_order_of_rows_changes_nothing(values: np.ndarray, compiled: bool) -> None:
    weights, mixed = rng(1).uniform(0.2, 5, len(values)), rng(2).permutation(len(values))
    one = kmeans(values, 4, starts=5, rng=rng(), weights=weights, compiled=compiled)
    other = kmeans(values[mixed], 4, starts=5, rng=rng(), weights=weights[mixed], compiled=compiled)
    assert one.labels[mixed].tolist() == other.labels.tolist()
    assert one.centres.tobytes() == other.centres.tobytes()


def test_the_number_of_threads_changes_nothing() -> None:
    program = (
        "import numpy as np; from psychograph.stats.centres.kmeans import kmeans;"
        "values = np.random.default_rng(0).normal(size=(2000, 3)).round(1);"
        "found = kmeans(values, 5, rng=np.random.default_rng(1), compiled=True);"
        "print(found.starts_within.tobytes().hex(), found.labels.tolist())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "NUMBA_NUM_THREADS": threads},
            check=True,
            capture_output=True,
        ).stdout
        for threads in ("1", "3")
    }
    assert len(told) == 1


def test_a_weight_of_three_is_three_rows() -> None:
    values, times = answers(60, 3), rng(1).integers(1, 4, 60)
    heavy = kmeans(values, 4, rng=rng(), weights=times.astype(float))
    rows = kmeans(np.repeat(values, times, axis=0), 4, rng=rng())
    assert np.repeat(heavy.labels, times).tolist() == rows.labels.tolist()
    assert heavy.within * times.sum() / 60 == pytest.approx(rows.within, rel=ROUNDING)


def test_groups_are_numbered_by_size_then_by_centre() -> None:
    found = kmeans(np.array([[9.0], [9.5], [1.0], [1.5], [20.0], [20.1], [20.2]]), 3, rng=rng())
    assert found.labels.tolist() == [3, 3, 2, 2, 1, 1, 1]


def test_an_empty_group_gets_a_point() -> None:
    values = np.array([[0.0], [1.0], [2.0], [50.0]])
    far = np.array([[1.0], [1e6], [2e6]])  # nobody is near the last two
    for compiled in (False, True):
        found = kmeans(values, 3, rng=rng(), from_centres=far, polish=False, compiled=compiled)
        assert sorted(np.bincount(found.labels)[1:]) == [1, 1, 2]
        assert found.labels.tolist().count(found.labels[3]) == 1


def test_as_many_groups_as_distinct_rows() -> None:
    values = np.array([[1.0], [1.0], [2.0], [3.0]])
    found = kmeans(values, 3, rng=rng())
    assert found.labels.tolist() == [1, 1, 2, 3]
    assert (found.within, found.share_at_best, found.converged) == (0.0, 1.0, True)


def test_one_round_is_not_rest() -> None:
    found = kmeans(blobs(), 4, starts=1, rng=rng(), max_iterations=1)
    assert (found.converged, found.iterations) == (False, 1)
    assert found.within == pytest.approx(loss(blobs(), found.labels, np.ones(300)), rel=ROUNDING)


def test_consolidating_lowers_the_loss_and_keeps_a_partition_at_rest() -> None:
    values, weights = blobs(), rng(1).uniform(0.2, 5, 300)
    given = rng(2).integers(1, 4, 300)
    found = consolidate(values, given, weights)
    assert found.within < loss(values, given, weights)
    again = consolidate(values, found.labels, weights)
    assert again.labels.tolist() == found.labels.tolist()
    assert again.within == pytest.approx(found.within, rel=ROUNDING)
    assert again.iterations <= 2  # means of the same points may round otherwise once


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"k": 0}, "at least one group"),
        ({"k": 4}, "4 groups cannot be made of 3 distinct rows"),
        ({"values": np.array([[1.0], [np.nan]])}, "NaN or infinity"),
        ({"values": np.array([[1.0], [np.inf]])}, "NaN or infinity"),
        ({"values": np.array([[1.0], [1e200]])}, "beyond 1e"),
        ({"values": np.array([1.0, 2.0])}, "rows and columns"),
        ({"values": np.empty((0, 2))}, "rows and columns"),
        ({"weights": np.array([1.0, 2.0, 0.0, 1.0])}, "above zero"),
        ({"weights": np.array([1.0, 2.0, -1.0, 1.0])}, "above zero"),
        ({"weights": np.array([1.0, 2.0])}, "4 rows need 4 weights"),
        ({"starts": 0}, "at least one start"),
        ({"from_centres": np.zeros((3, 1))}, r"shape \(3, 1\), not \(2, 1\)"),
        ({"from_centres": np.array([[1.0], [np.nan]])}, "hold NaN"),
    ],
)
def test_bad_input_is_refused(change: dict[str, object], told: str) -> None:
    given = {"values": np.array([[1.0], [2.0], [3.0], [3.0]]), "k": 2, "rng": rng(), **change}
    with pytest.raises(ValueError, match=told):
        kmeans(**given)  # type: ignore[arg-type]


def test_small_jobs_load_no_compiler() -> None:
    program = (
        "import sys, numpy as np; from psychograph.stats.centres.kmeans import kmeans;"
        "kmeans(np.arange(100.0)[:, None], 3, rng=np.random.default_rng(0));"
        "sys.exit('numba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_an_interrupt_stops_all_threads() -> None:
    seen = []

    def work(item: int, stop: np.ndarray) -> int:
        if item == 0:
            raise KeyboardInterrupt
        while not stop[0]:
            pass
        seen.append(item)
        return item

    with pytest.raises(KeyboardInterrupt):
        in_threads(work, range(50))
    assert len(seen) < 50
