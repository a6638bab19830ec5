from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from psychograph.stats.centres.kmeans import kmeans
from psychograph.stats.centres.kmeans_bootstrap import kmeans_bootstrap, kmeans_bootstrap_pairs
from psychograph.stats.choosing.flow import stability_across
from psychograph.stats.choosing.stability import (
    bootstrap_jaccards,
    bootstrap_pairs,
    jaccards,
    weighted_adjusted_rand,
)


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def groups(n: int, apart: float, d: int = 4) -> tuple[np.ndarray, np.ndarray]:
    draw = rng(7)
    own = draw.integers(0, 3, n)
    return np.eye(3, d)[own] * apart + draw.normal(size=(n, d)), own + 1


def nearest_of(values: np.ndarray, k: int):  # type: ignore[no-untyped-def]
    def refit(drawn: np.ndarray, own: np.random.Generator) -> np.ndarray:
        inside = drawn > 0
        found = kmeans(values[inside], k, starts=5, rng=own, weights=drawn[inside].astype(float))
        return ((values[:, None] - found.centres) ** 2).sum(axis=2).argmin(axis=1) + 1

    return refit


def pairs_by_hand(labels: np.ndarray, weights: np.ndarray) -> np.ndarray:
    n = len(labels)
    return np.array(
        [(labels[i] == labels[j], weights[i] * weights[j]) for i in range(n) for j in range(i)], dtype=float
    ).T


@pytest.mark.parametrize("seed", range(5))
def test_weighted_adjusted_rand_counts_pairs(seed: int) -> None:
    draw = rng(seed)
    one, other, weights = draw.integers(1, 4, 30), draw.integers(1, 5, 30), draw.uniform(0.1, 9, 30)
    assert weighted_adjusted_rand(one, other) == pytest.approx(adjusted_rand_score(one, other), abs=1e-12)
    (mine, products), (theirs, _) = pairs_by_hand(one, weights), pairs_by_hand(other, weights)
    both, a, b = products @ (mine * theirs), products @ mine, products @ theirs
    chance = a * b / products.sum()
    expected = (both - chance) / ((a + b) / 2 - chance)
    assert weighted_adjusted_rand(one, other, weights) == pytest.approx(expected, abs=1e-12)
    assert weighted_adjusted_rand(one, other, weights * 1e9) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("weights", [None, np.array([0.1, 0.7, 3.3])])
def test_adjusted_rand_of_partitions_that_cannot_differ(weights: np.ndarray | None) -> None:
    alone, together = np.array([1, 2, 3]), np.array([1, 1, 1])
    assert weighted_adjusted_rand(alone, alone, weights) == 1
    assert weighted_adjusted_rand(together, together, weights) == 1
    assert weighted_adjusted_rand(alone, together, weights) == pytest.approx(0, abs=1e-12)


def test_jaccards_by_hand() -> None:
    labels, others = np.array([1, 1, 1, 2, 2]), np.array([1, 1, 2, 2, 2])
    assert jaccards(labels, others).tolist() == [2 / 3, 2 / 3]
    assert jaccards(labels, others, np.array([1.0, 1, 4, 1, 1])).tolist() == [4 / 8, 2 / 6]


def test_pairs_draw_as_many_as_asked() -> None:
    sizes = []

    def refit(drawn: np.ndarray, own: np.random.Generator) -> np.ndarray:
        sizes.append((drawn.sum(), len(drawn)))
        return np.ones(len(drawn), dtype=np.int64)

    bootstrap_pairs(refit, 50, 3, rng(), largest=20)
    bootstrap_pairs(refit, 50, 1, rng())
    assert sizes == [(20, 50)] * 6 + [(50, 50)] * 2


def test_more_pairs_begin_with_the_same() -> None:
    values, _ = groups(80, 2.0)
    few = bootstrap_pairs(nearest_of(values, 3), 80, 2, rng())
    told: list[float] = []
    more = bootstrap_pairs(nearest_of(values, 3), 80, 4, rng(), progress=told.append)
    assert more[:2].tolist() == few.tolist()
    assert told == [0.25, 0.5, 0.75, 1.0]


def test_segments_that_stand_apart_are_stable_and_halves_of_one_are_not() -> None:
    values, own = groups(150, 9.0)
    found = bootstrap_jaccards(nearest_of(values, 3), own, 10, rng())
    assert found.shape == (10, 3)
    assert found.min() > 0.95
    assert bootstrap_pairs(nearest_of(values, 3), 150, 5, rng()).min() > 0.95
    # Three groups in four: which of them is halved is chance.
    assert bootstrap_pairs(nearest_of(values, 4), 150, 10, rng()).mean() < 0.95


def test_flow_by_hand() -> None:
    two, three = np.array([1, 1, 1, 1, 2, 2, 2, 2]), np.array([1, 1, 2, 2, 2, 2, 3, 3])
    step = stability_across([two, three]).steps[0]
    assert (step.k_from, step.k_to) == (2, 3)
    assert step.masses.tolist() == [[2, 2, 0], [0, 2, 2]]
    assert step.stability.tolist() == [1, 0, 1]
    # Shares 3/4 and 1/4: entropy .562 of log 2 = .693.
    weighted = stability_across([two, three], np.array([1.0, 1, 3, 3, 1, 1, 1, 1])).steps[0]
    assert weighted.stability.round(4).tolist() == [1, 0.1887, 1]


def test_flow_from_one_segment_and_to_an_empty_one() -> None:
    steps = stability_across([np.array([1, 1, 1]), np.array([1, 3, 3]), np.array([1, 2, 3])]).steps
    assert steps[0].stability[[0, 2]].tolist() == [1, 1]
    assert np.isnan(steps[0].stability[1])
    assert len(steps) == 2
    with pytest.raises(ValueError, match="different numbers"):
        stability_across([np.array([1]), np.array([1, 2])])


def test_sweep_agrees_with_scikit_learn_in_a_loop() -> None:
    values, _ = groups(200, 2.0)
    ours = kmeans_bootstrap_pairs(values, [2, 3, 5], 60, starts=5, seed=1)
    draw = rng(3)
    for k, found in zip([2, 3, 5], ours, strict=True):
        theirs = []
        for _ in range(30):
            one, other = (
                KMeans(k, n_init=5, random_state=int(draw.integers(1 << 30)))
                .fit(values[draw.integers(0, 200, 200)])
                .predict(values)
                for _ in range(2)
            )
            theirs.append(adjusted_rand_score(one, other))
        noise = np.hypot(found.std() / 60**0.5, np.std(theirs) / 30**0.5)
        assert abs(found.mean() - np.mean(theirs)) < 4 * noise  # fails by chance once in 15,000


def test_sweep_agrees_with_the_general_way() -> None:
    values, own = groups(150, 3.0)
    sweep = kmeans_bootstrap(values, [3], 40, starts=5, seed=1, references=[own])
    pairs = bootstrap_pairs(nearest_of(values, 3), 150, 40, rng(1))
    overlaps = bootstrap_jaccards(nearest_of(values, 3), own, 40, rng(1))
    # Both are means over 40 draws of the same; four standard errors.
    assert abs(sweep.rand.mean() - pairs.mean()) < 4 * np.hypot(sweep.rand.std(), pairs.std()) / 40**0.5
    apart = abs(sweep.jaccards[0].mean(axis=0) - overlaps.mean(axis=0))
    assert (apart < 4 * np.hypot(sweep.jaccards[0].std(axis=0), overlaps.std(axis=0)) / 40**0.5).all()


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("whole", [False, True])
def test_sweep_depends_on_the_seed_alone(weighted: bool, whole: bool) -> None:
    values, own = groups(120, 2.0)
    values = values.round() if whole else values
    weights = rng(2).uniform(0.3, 3, 120) if weighted else None
    found = kmeans_bootstrap(values, [2, 4], 3, seed=5, weights=weights, references=[np.ones_like(own), own])
    mixed = rng(3).permutation(120)
    shuffled = kmeans_bootstrap(
        values[mixed],
        [4],
        4,
        seed=5,
        weights=None if weights is None else weights[mixed],
        references=[own[mixed]],
    )
    assert shuffled.rand[0, :3].tolist() == found.rand[1].tolist()
    np.testing.assert_allclose(shuffled.jaccards[0][:3], found.jaccards[1], rtol=1e-12)  # sums over rows
    assert (kmeans_bootstrap_pairs(values, [4], 3, seed=6, weights=weights) != found.rand[1]).any()


def test_sweep_does_not_depend_on_threads() -> None:
    program = (
        "import numpy as np; from psychograph.stats.centres.kmeans_bootstrap import kmeans_bootstrap_pairs;"
        "values = np.random.default_rng(0).normal(size=(300, 3));"
        "print(kmeans_bootstrap_pairs(values, [2, 5], 6, seed=1).tobytes().hex())"
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


def test_scale_and_place_of_values_do_not_matter() -> None:
    values, _ = groups(100, 2.0)
    plain = kmeans_bootstrap_pairs(values, [3], 5, seed=1)
    # Other roundings of the same points may part a point or two otherwise.
    moved = kmeans_bootstrap_pairs(values * 1e5 + 1e8, [3], 5, seed=1)
    np.testing.assert_allclose(moved, plain, atol=0.05)


def test_a_point_far_out_does_not_blur_the_others() -> None:
    values, own = groups(200, 12.0)
    values = np.vstack([values, [[1e6, 0, 0, 0]]])
    found = kmeans_bootstrap(values, [4], 10, starts=20, seed=1, references=[np.append(own, 4)])
    # Samples that drew the point (63%) find all groups; in single precision they would blur.
    assert np.median(found.jaccards[0][:, :3]) == 1.0


def test_samples_of_fewer_distinct_rows_than_groups() -> None:
    values = np.array([[1.0], [2.0], [3.0], [4.0]])
    found = kmeans_bootstrap_pairs(values, [1, 4], 20, seed=1)
    assert (found[0] == 1).all()
    assert np.isfinite(found).all()


def test_progress_rises_to_one_and_an_interrupt_comes_through() -> None:
    values, _ = groups(60, 2.0)
    told: list[float] = []
    kmeans_bootstrap_pairs(values, [2, 3], 5, seed=1, progress=told.append)
    assert told == [(done + 1) / 10 for done in range(10)]

    def interrupt(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kmeans_bootstrap_pairs(values, [2, 3], 5, seed=1, progress=interrupt)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"ks": [0]}, "0 groups"),
        ({"ks": [9]}, "9 groups cannot be made of 5 distinct rows"),
        ({"pairs": 0}, "at least one pair"),
        ({"references": []}, "as many references"),
        ({"references": [np.array([1, 2, 3, 1, 1])]}, "from 1 to 2"),
        ({"weights": np.zeros(5)}, "above zero"),
    ],
)
def test_bad_input_is_refused(change: dict[str, object], told: str) -> None:
    given = {"values": np.arange(5.0)[:, None], "ks": [2], "pairs": 2, "seed": 1, **change}
    with pytest.raises(ValueError, match=told):
        kmeans_bootstrap(**given)  # type: ignore[arg-type]
