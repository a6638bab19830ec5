"""Groups that data were drawn from must be found again, and their number."""

from __future__ import annotations

import numpy as np
import pytest

from psychograph.stats.centres.kmeans import kmeans
from psychograph.stats.centres.kmeans_bootstrap import kmeans_bootstrap
from psychograph.stats.choosing.agreement import adjusted_rand
from psychograph.stats.choosing.criteria import calinski_harabasz, davies_bouldin, simplified_silhouette
from psychograph.stats.choosing.gap import gap_statistic
from psychograph.stats.choosing.prediction_strength import prediction_strength

SHARES = np.array([0.4, 0.3, 0.2, 0.1])


def simulated(n: int = 600, apart: float = 5.0, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Four round groups of unlike size, each `apart` standard deviations from the others."""
    rng = np.random.default_rng(seed)
    own = rng.choice(4, size=n, p=SHARES)
    return np.eye(4, 5)[own] * apart / 2**0.5 + rng.normal(size=(n, 5)), own.astype(np.int64) + 1


def method(values: np.ndarray, k: int, weights: np.ndarray | None) -> np.ndarray:
    return kmeans(values, k, starts=5, rng=np.random.default_rng(0), weights=weights).labels


@pytest.mark.parametrize("n", [600, 6_000])
def test_groups_and_their_centres(n: int) -> None:
    values, own = simulated(n)
    found = kmeans(values, 4, rng=np.random.default_rng(1))
    # Five standard deviations apart, the best rule errs for 1 - Phi(2.5) = .6% a neighbour.
    assert adjusted_rand(found.labels, own) > 0.93
    sizes = np.bincount(found.labels)[1:] / n
    np.testing.assert_allclose(sizes, SHARES, atol=4 * 0.5 / n**0.5)
    # Means of at least 40 points: four standard errors, and the little that cutting tails shifts.
    np.testing.assert_allclose(found.centres, np.eye(4, 5) * 5 / 2**0.5, atol=4 / (0.08 * n) ** 0.5 + 0.1)
    assert found.share_at_best > 0.2


def test_weights_bring_back_the_population() -> None:
    values, own = simulated()
    wanted = np.array([0.1, 0.2, 0.3, 0.4])
    weights = (wanted / SHARES)[own - 1]
    found = kmeans(values, 4, rng=np.random.default_rng(1), weights=weights)
    sizes = np.bincount(found.labels, weights)[1:] / weights.sum()
    np.testing.assert_allclose(sizes, wanted[::-1], atol=0.07)  # four standard errors of the rarest group


def test_every_criterion_finds_their_number() -> None:
    values, _ = simulated(400)
    rng, ks = np.random.default_rng(1), range(1, 8)
    solutions = {k: method(values, k, None) for k in range(2, 8)}
    assert max(solutions, key=lambda k: calinski_harabasz(values, solutions[k])) == 4
    assert max(solutions, key=lambda k: simplified_silhouette(values, solutions[k])) == 4
    assert min(solutions, key=lambda k: davies_bouldin(values, solutions[k])) == 4
    assert gap_statistic(values, method, ks, 20, rng).chosen == 4
    assert prediction_strength(values, method, ks, 10, rng).chosen == 4
    sweep = kmeans_bootstrap(
        values, list(solutions), 20, starts=5, seed=1, references=list(solutions.values())
    )
    assert int(sweep.rand.mean(axis=1).argmax()) + 2 == 4
    assert sweep.jaccards[2].mean(axis=0).min() > 0.85
