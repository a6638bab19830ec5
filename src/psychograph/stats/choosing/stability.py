"""Whether other samples of the same people would give the same segments, for any method.

Segments that come back from sample to sample are there, or are at least a reproducible way of
cutting a continuum; segments that do not are an accident of who answered.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.choosing.flow import crossed_masses

Labels = NDArray[np.int64]
Floats = NDArray[np.float64]
Progress = Callable[[float], None]

Refit = Callable[[Labels, np.random.Generator], Labels]
"""A method: from how often each of n respondents was drawn, shape (n,), and a source of randomness
to the groups of all n respondents, drawn or not, shape (n,), 1 to k."""


def bootstrap_pairs(
    refit: Refit,
    n: int,
    pairs: int,
    rng: np.random.Generator,
    largest: int | None = None,
    *,
    weights: Floats | None = None,
    progress: Progress | None = None,
) -> Floats:
    """Return how far segments of two bootstrap samples agree, for many pairs of samples.

    For each pair, two samples are drawn with replacement, each is segmented, everybody is put
    into the segments of both, and the two partitions of everybody are compared.

    Parameters
    ----------
    refit : Refit
        The method.
    n : int
        Respondents.
    pairs : int
        Pairs of samples; 100 is usual.
    rng : numpy.random.Generator
        Source of randomness; every sample gets a generator of its own.
    largest : int, optional
        Most respondents a sample draws; n without it.
    weights : ndarray of float64, shape (n,), optional
        Above zero: pairs of respondents count by the product of their weights. Everybody is drawn
        with the same chance; that `refit` heeds weights is its own affair.
    progress : callable, optional
        Called with the share that is done, 0 to 1.

    Returns
    -------
    ndarray of float64, shape (pairs,)
        Adjusted Rand indices: 1 for the same partition, about 0 by chance.

    References
    ----------
    Dolnicar & Leisch 2010, Mark Lett 21:83; bootFlexclust of R's flexclust.

    Examples
    --------
    >>> def young_or_old(drawn, rng):
    ...     return np.array([1, 1, 2, 2])
    >>> bootstrap_pairs(young_or_old, 4, 3, np.random.default_rng(1)).tolist()
    [1.0, 1.0, 1.0]
    """
    found = np.empty(pairs)
    for pair, (one, other) in enumerate(zip(*[iter(rng.spawn(2 * pairs))] * 2, strict=True)):
        found[pair] = weighted_adjusted_rand(
            refit(_drawn(n, largest, one), one), refit(_drawn(n, largest, other), other), weights
        )
        if progress is not None:
            progress((pair + 1) / pairs)
    return found


def bootstrap_jaccards(
    refit: Refit,
    labels: Labels,
    replicates: int,
    rng: np.random.Generator,
    weights: Floats | None = None,
    *,
    largest: int | None = None,
    progress: Progress | None = None,
) -> Floats:
    """Return how well each segment is found again in bootstrap samples.

    Segment level stability within a solution (SLSw): each sample is segmented and everybody put
    into its segments; a segment's value is its largest Jaccard overlap with one of them, the
    members of both over the members of either.

    Parameters
    ----------
    refit : Refit
        The method.
    labels : ndarray of int64, shape (n,)
        The segments in question, 1 to k.
    replicates : int
        Samples; 100 is usual.
    rng : numpy.random.Generator
        Source of randomness.
    weights : ndarray of float64, shape (n,), optional
        Above zero: overlaps are then shares of weight.
    largest, progress
        As for :func:`bootstrap_pairs`.

    Returns
    -------
    ndarray of float64, shape (replicates, k)
        0 to 1. Means up to .5 are called dissolved, below .6 not to be trusted, .6 to .75 a
        pattern, from .75 stable, from .85 highly stable.

    References
    ----------
    Dolnicar & Leisch 2017, Mark Lett 28:423, and slswFlexclust of R's flexclust, over everybody;
    Hennig 2007, Comput Stat Data Anal 52:258, for the overlap and its reading (there over the
    respondents drawn).

    Examples
    --------
    >>> labels = np.array([1, 1, 2, 2])
    >>> bootstrap_jaccards(lambda drawn, rng: labels[::-1], labels, 2, np.random.default_rng(1)).tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """
    found = np.empty((replicates, int(labels.max())))
    for replicate, own in enumerate(rng.spawn(replicates)):
        found[replicate] = jaccards(labels, refit(_drawn(len(labels), largest, own), own), weights)
        if progress is not None:
            progress((replicate + 1) / replicates)
    return found


def jaccards(labels: Labels, others: Labels, weights: Floats | None = None) -> Floats:
    """Return each group's largest Jaccard overlap with a group of another partition, shape (k,).

    Parameters
    ----------
    labels, others : ndarray of int64, shape (n,)
        Groups of the same points, from 1. A group of `labels` without points gets NaN.
    weights : ndarray of float64, shape (n,), optional
        Above zero.

    Examples
    --------
    >>> jaccards(np.array([1, 1, 2, 2]), np.array([1, 2, 2, 2])).round(2).tolist()
    [0.5, 0.67]
    """
    table = crossed_masses(labels, others, weights)
    union = table.sum(axis=1, keepdims=True) + table.sum(axis=0) - table
    best = np.divide(table, union, out=np.zeros_like(table), where=union > 0).max(axis=1)
    return np.where(table.sum(axis=1) > 0, best, np.nan)


def weighted_adjusted_rand(one: Labels, other: Labels, weights: Floats | None = None) -> float:
    """Return the adjusted Rand index, where a pair of points counts by the product of its weights.

    The index of Hubert and Arabie with the pairs in a group, C(n, 2), replaced by the sum of
    w_i w_j over its pairs, (W^2 - sum of w_i^2) / 2. Equal weights give the usual index, and only
    ratios of weights count.

    Parameters
    ----------
    one, other : ndarray of int64, shape (n,)
        Groups of the same points, from 1.
    weights : ndarray of float64, shape (n,), optional
        Above zero.

    Returns
    -------
    float
        1 for the same partition, about 0 for unrelated ones; 1 where both put everybody into one
        group, or everybody alone.

    References
    ----------
    Hubert & Arabie 1985, J Classif 2:193. Checked against scikit-learn for equal weights.

    Examples
    --------
    >>> weighted_adjusted_rand(np.array([1, 1, 2, 2]), np.array([2, 2, 1, 1]), np.array([1.0, 2, 3, 4]))
    1.0
    """
    masses = np.ones(len(one)) if weights is None else weights / weights.max()
    table = crossed_masses(one, other, masses)
    alone = float((masses**2).sum())
    both, mine, theirs, every = (
        (float((sums**2).sum()) - alone) / 2
        for sums in (table, table.sum(axis=1), table.sum(axis=0), table.sum())
    )
    by_chance = mine * theirs / every if every > 0 else 0.0
    most = (mine + theirs) / 2
    # Where nothing can differ, both are the same but for rounding.
    return (both - by_chance) / (most - by_chance) if most - by_chance > 1e-12 * (most + alone) else 1.0


def _drawn(n: int, largest: int | None, rng: np.random.Generator) -> Labels:
    """Return how often each of n respondents is in a bootstrap sample."""
    draws = n if largest is None else min(n, largest)
    return np.bincount(rng.integers(0, n, draws), minlength=n).astype(np.int64)
