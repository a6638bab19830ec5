"""Prediction strength: how well groups of one half of the people tell those of the other half."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.centres.kmeans import group_centres
from psychograph.stats.centres.kmeans_steps import distances
from psychograph.stats.choosing.flow import crossed_masses
from psychograph.stats.choosing.gap import Clustering
from psychograph.stats.distinct import distinct_points

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
ENOUGH = 0.8
CHUNK = 4_000_000  # distances held at a time: 32 MB


@dataclass(frozen=True)
class PredictionStrength:
    """Prediction strength for some numbers of groups.

    Attributes
    ----------
    ks : tuple of int
        Numbers of groups.
    strengths : ndarray of float64, shape (len(ks), splits)
        0 to 1 for every split; NaN where a half had fewer distinct points than groups.
    means : ndarray of float64, shape (len(ks),)
        Means over splits; NaN where a split is.
    chosen : int
        The largest k with a mean above 0.8; 1 where there is none.
    """

    ks: tuple[int, ...]
    strengths: Floats
    means: Floats
    chosen: int


def prediction_strength(
    values: Floats,
    cluster: Clustering,
    ks: Sequence[int],
    splits: int,
    rng: np.random.Generator,
    weights: Floats | None = None,
) -> PredictionStrength:
    """Return how well groups of one half of the points predict groups of the other half.

    Both halves are clustered. Points of a half are also put to the nearest mean of the other
    half's groups. For each group of a half: the share of pairs of its points that go together
    there too. The worst group counts; both halves' worst are averaged.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        Points; no NaN or infinity, n at least 2.
    cluster : callable
        The method, from (values, k, weights) to groups. It is not asked for one group.
    ks : sequence of int
        Numbers of groups.
    splits : int
        How often to halve; 50 is usual.
    rng : numpy.random.Generator
        Source of randomness.
    weights : ndarray of float64, shape (n,), optional
        Above zero: pairs count by the product of their weights.

    Returns
    -------
    PredictionStrength
        Strengths of all splits, their means and the choice. A group of one point counts as 1.

    Raises
    ------
    ValueError
        For values or weights that are no finite numbers, fewer than two points and no splits.

    References
    ----------
    Tibshirani & Walther 2005, J Comput Graph Stat 14:511, who call above 0.8 to 0.9 strong; both
    halves are used and groups of one counted as prediction.strength of R's fpc has it. Checked
    against that.

    Examples
    --------
    >>> from psychograph.stats.centres.kmeans import kmeans
    >>> rng = np.random.default_rng(1)
    >>> values = np.concatenate([rng.normal(0, 1, (40, 2)), rng.normal(8, 1, (40, 2))])
    >>> method = lambda values, k, weights: kmeans(values, k, starts=5, rng=rng, weights=weights).labels
    >>> found = prediction_strength(values, method, [2, 3, 4], 5, rng)
    >>> found.chosen, found.means[0]
    (2, np.float64(1.0))
    """
    distinct = distinct_points(values, weights)
    n = len(distinct.order)
    if splits < 1 or n < 2:
        raise ValueError("prediction strength needs at least two points and one split")
    values = np.asarray(values, dtype=float)[distinct.order]  # so that the order of rows does not matter
    masses = None if weights is None else distinct.weights
    strengths = np.empty((len(ks), splits))
    for split in range(splits):
        mixed = rng.permutation(n)
        halves = [
            (values[rows], None if masses is None else masses[rows])
            for rows in (mixed[: n // 2], mixed[n // 2 :])
        ]
        fewest = min(len(distinct_points(points).points) for points, _ in halves)
        for at, k in enumerate(ks):
            strengths[at, split] = _strength(halves, cluster, k) if k <= fewest else math.nan
    means = strengths.mean(axis=1)
    return PredictionStrength(
        tuple(int(k) for k in ks),
        strengths,
        means,
        max((int(k) for k, mean in zip(ks, means, strict=True) if mean > ENOUGH), default=1),
    )


def _strength(halves: list[tuple[Floats, Floats | None]], cluster: Clustering, k: int) -> float:
    if k == 1:
        return 1.0
    labels = [cluster(points, k, masses) for points, masses in halves]
    worst = []
    for here, there in ((0, 1), (1, 0)):
        points, masses = halves[here]
        theirs = _nearest(points, group_centres(halves[there][0], labels[there], halves[there][1]))
        worst.append(_kept_together(labels[here], theirs, masses).min())
    return float(np.mean(worst))


def _nearest(points: Floats, centres: Floats) -> Labels:
    chunk = max(1, CHUNK // len(centres))
    found = [
        distances(points[start : start + chunk], centres).argmin(axis=1)
        for start in range(0, len(points), chunk)
    ]
    return np.concatenate(found).astype(np.int64) + 1


def _kept_together(labels: Labels, others: Labels, weights: Floats | None) -> Floats:
    """Return for each group the share of pairs of its points that are in one group of the others."""
    masses = np.ones(len(labels)) if weights is None else weights
    table = crossed_masses(labels, others, masses)
    alone = np.bincount(labels - 1, masses**2)
    together = (table**2).sum(axis=1) - alone
    every = table.sum(axis=1) ** 2 - alone
    pairs = np.bincount(labels - 1) > 1
    kept: Floats = np.divide(together, every, out=np.ones(len(table)), where=pairs & (every > 0))
    return kept
