"""Resampling: what other people like these would give, and what pure chance would."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.separation import silhouette
from psychograph.stats.ward import standardise
from psychograph.stats.weights import alike, normalised, weighted_mean

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


def null_silhouettes(
    values: NDArray[np.float64],
    cluster: Cluster,
    *,
    replicates: int,
    largest: int,
    rng: np.random.Generator,
    weights: Weights = None,
) -> NDArray[np.float64]:
    """Return silhouettes of the same method on data that have no groups.

    Each replicate draws from one multivariate normal distribution with the covariance of the
    data, so attributes hang together as they really do, and no group stands apart. Weights are
    those of the data, handed to the points by chance: the same method is compared on equal terms.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        Standardised points, no NaN.
    cluster, replicates, largest, rng, weights
        As for :func:`bootstrap_jaccard`.

    Returns
    -------
    ndarray of float64, shape (replicates,)
        Mean silhouette widths, -1 to 1.
    """
    root = _covariance_root(values, weights)
    size = min(len(values), largest)
    found = np.empty(replicates)
    for replicate in range(replicates):
        points = rng.standard_normal((size, len(root))) @ root
        masses = None
        if weights is not None and not alike(weights):
            masses = rng.choice(weights, size, replace=False)
        points = standardise(points, masses)
        found[replicate] = silhouette(points, cluster(points, weights=masses), masses)
    return found


def _covariance_root(values: NDArray[np.float64], weights: Weights = None) -> NDArray[np.float64]:
    """Return a matrix R of d columns with R'R the covariance (ddof 0) of the values.

    With more columns than points the centred points are such a matrix themselves, and spare
    the eigenvectors of a covariance that grows with the square of the columns.
    """
    n, d = values.shape
    masses = None if weights is None or alike(weights) else normalised(weights)
    if d > n:
        centred: NDArray[np.float64] = (values - weighted_mean(values, masses)) / np.sqrt(n)
        return centred if masses is None else centred * np.sqrt(masses)[:, None]
    spread, axes = np.linalg.eigh(np.atleast_2d(np.cov(values, rowvar=False, ddof=0, aweights=masses)))
    root: NDArray[np.float64] = (axes * np.sqrt(np.clip(spread, 0.0, None))).T
    return root
