"""Resampling: what other people like these would give."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.weights import alike

Weights = NDArray[np.float64] | None


class Cluster(Protocol):
    """A method: from points, shape (m, d), to their groups, shape (m,)."""

    def __call__(self, values: NDArray[np.float64], /, *, weights: Weights) -> NDArray[np.int64]:
        """Group points of which each has a weight, or all the same where it is None."""


def bootstrap_jaccard(
    values: NDArray[np.float64],
    labels: NDArray[np.int64],
    cluster: Cluster,
    *,
    replicates: int,
    largest: int,
    rng: np.random.Generator,
    weights: Weights = None,
) -> NDArray[np.float64]:
    """Return how well each group is found again in bootstrap samples.

    Each replicate draws points with replacement, clusters them, and takes for each group
    the largest Jaccard overlap with a group of the replicate, over the distinct points drawn.
    Points are drawn with equal chances and bring their weights along.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        Points, no NaN.
    labels : ndarray of int64, shape (n,)
        Groups 1 to k.
    cluster : Cluster
        The method.
    replicates : int
        Bootstrap samples.
    largest : int
        Most points a sample draws; it draws n where n is smaller.
    rng : numpy.random.Generator
        Source of randomness.
    weights : ndarray of float64, shape (n,), optional
        Above zero: overlaps are then shares of weight rather than of points.

    Returns
    -------
    ndarray of float64, shape (k,)
        Mean overlap, 0 to 1; replicates that drew nobody of a group do not count for it.

    References
    ----------
    Hennig 2007, Comput Stat Data Anal 52:258 (fpc::clusterboot): up to .5 dissolved, below .6 not
    to be trusted, .6 to .75 a pattern, from .75 stable, from .85 highly stable.
    """
    n, k = len(labels), int(labels.max())
    totals, counted = np.zeros(k), np.zeros(k)
    masses = np.ones(n) if weights is None or alike(weights) else weights
    for _ in range(replicates):
        drawn = rng.integers(0, n, min(n, largest))
        if (values[drawn] == values[drawn[0]]).all():
            continue
        points, first = np.unique(drawn, return_index=True)
        theirs = cluster(values[drawn], weights=None if weights is None else weights[drawn])[first]
        overlap = _jaccard(labels[points], theirs, masses[points], k)
        present = np.isfinite(overlap)
        totals[present] += overlap[present]
        counted += present
    return np.divide(totals, counted, out=np.zeros(k), where=counted > 0)


def _jaccard(
    mine: NDArray[np.int64], theirs: NDArray[np.int64], masses: NDArray[np.float64], k: int
) -> NDArray[np.float64]:
    """Return each group's best overlap; NaN for a group without points."""
    table = np.zeros((k, int(theirs.max())))
    np.add.at(table, (mine - 1, theirs - 1), masses)
    union = table.sum(axis=1, keepdims=True) + table.sum(axis=0) - table
    best = np.divide(table, union, out=np.zeros_like(table), where=union > 0).max(axis=1)
    return np.where(table.sum(axis=1) > 0, best, np.nan)
