"""Resampling: what other people like these would give, and what pure chance would."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.separation import silhouette
from psychograph.stats.ward import standardise

Cluster = Callable[[NDArray[np.float64]], NDArray[np.int64]]


def bootstrap_jaccard(
    values: NDArray[np.float64],
    labels: NDArray[np.int64],
    cluster: Cluster,
    *,
    replicates: int,
    largest: int,
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """Return how well each group is found again in bootstrap samples.

    Each replicate draws points with replacement, clusters them, and takes for each group
    the largest Jaccard overlap with a group of the replicate, over the distinct points drawn.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        Points, no NaN.
    labels : ndarray of int64, shape (n,)
        Groups 1 to k.
    cluster : callable
        From points, shape (m, d), to their groups, shape (m,).
    replicates : int
        Bootstrap samples.
    largest : int
        Most points a sample draws; it draws n where n is smaller.
    rng : numpy.random.Generator
        Source of randomness.

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
    for _ in range(replicates):
        drawn = rng.integers(0, n, min(n, largest))
        if (values[drawn] == values[drawn[0]]).all():
            continue
        points, first = np.unique(drawn, return_index=True)
        overlap = _jaccard(labels[points], cluster(values[drawn])[first], k)
        present = np.isfinite(overlap)
        totals[present] += overlap[present]
        counted += present
    return np.divide(totals, counted, out=np.zeros(k), where=counted > 0)


def _jaccard(mine: NDArray[np.int64], theirs: NDArray[np.int64], k: int) -> NDArray[np.float64]:
    """Return each group's best overlap; NaN for a group without points."""
    table = np.zeros((k, int(theirs.max())))
    np.add.at(table, (mine - 1, theirs - 1), 1)
    union = table.sum(axis=1, keepdims=True) + table.sum(axis=0) - table
    best = np.divide(table, union, out=np.zeros_like(table), where=union > 0).max(axis=1)
    return np.where(table.sum(axis=1) > 0, best, np.nan)


def null_silhouettes(
    values: NDArray[np.float64],
    cluster: Cluster,
    *,
    replicates: int,
    largest: int,
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """Return silhouettes of the same method on data that have no groups.

    Each replicate draws from one multivariate normal distribution with the covariance of the
    data, so attributes hang together as they really do, and no group stands apart.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        Standardised points, no NaN.
    cluster, replicates, largest, rng
        As for :func:`bootstrap_jaccard`.

    Returns
    -------
    ndarray of float64, shape (replicates,)
        Mean silhouette widths, -1 to 1.
    """
    root = _covariance_root(values)
    found = np.empty(replicates)
    for replicate in range(replicates):
        points = standardise(rng.standard_normal((min(len(values), largest), len(root))) @ root)
        found[replicate] = silhouette(points, cluster(points))
    return found


def _covariance_root(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a matrix R of d columns with R'R the covariance (ddof 0) of the values.

    With more columns than points the centred points are such a matrix themselves, and spare
    the eigenvectors of a covariance that grows with the square of the columns.
    """
    n, d = values.shape
    if d > n:
        centred: NDArray[np.float64] = (values - values.mean(axis=0)) / np.sqrt(n)
        return centred
    spread, axes = np.linalg.eigh(np.atleast_2d(np.cov(values, rowvar=False, ddof=0)))
    root: NDArray[np.float64] = (axes * np.sqrt(np.clip(spread, 0.0, None))).T
    return root
