"""The gap statistic compares the loss within groups with that on data without any."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.choosing.criteria import within_sum_of_squares
from psychograph.stats.distinct import distinct_points
from psychograph.stats.weights import alike, weighted_mean

Floats = NDArray[np.float64]
Clustering = Callable[[Floats, int, Floats | None], NDArray[np.int64]]
"""A method: from points, shape (n, d), a number of groups k and weights or None, to groups from 1."""


@dataclass(frozen=True)
class Gap:
    """The gap statistic for some numbers of groups.

    Attributes
    ----------
    ks : tuple of int
        Numbers of groups.
    gaps : ndarray of float64, shape (len(ks),)
        Mean log sum of squares of the reference data less that of the data; NaN where the data
        have fewer distinct points than groups, or nothing left within them.
    errors : ndarray of float64, shape (len(ks),)
        s_k, the standard deviation of the reference logs times sqrt(1 + 1 / draws).
    chosen : int or None
        The first k whose gap is not below the next one's less its error; the last k where none is.
        None where a gap on the way is NaN.
    """

    ks: tuple[int, ...]
    gaps: Floats
    errors: Floats
    chosen: int | None


def gap_statistic(
    values: Floats,
    cluster: Clustering,
    ks: Sequence[int],
    draws: int,
    rng: np.random.Generator,
    weights: Floats | None = None,
) -> Gap:
    """Compare log sums of squares within groups with those of data that have none.

    Reference data are uniform over the box around the data, with its sides along their principal
    axes, and are clustered as the data are. Gap(k) = mean of log W*(k) - log W(k). Include k = 1,
    so that "no groups" can be chosen.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        Points; no NaN or infinity.
    cluster : callable
        The method, from (values, k, weights) to groups. It is not asked for one group.
    ks : sequence of int
        Numbers of groups, rising.
    draws : int
        Reference data sets; 100 or more for a choice that lasts.
    rng : numpy.random.Generator
        Source of randomness.
    weights : ndarray of float64, shape (n,), optional
        Above zero. Axes and sums of squares are weighted; reference points get these weights by chance.

    Returns
    -------
    Gap
        Gaps, their errors and the choice.

    Raises
    ------
    ValueError
        For values or weights that are no finite numbers, and for no draws.

    References
    ----------
    Tibshirani, Walther & Hastie 2001, J R Stat Soc B 63:411, with sums of squares as there; clusGap
    of R's cluster takes sums of distances unless told d.power = 2. Checked against that.

    Examples
    --------
    >>> from psychograph.stats.centres.kmeans import kmeans
    >>> rng = np.random.default_rng(1)
    >>> values = np.concatenate([rng.normal(0, 1, (30, 2)), rng.normal(8, 1, (30, 2))])
    >>> method = lambda values, k, weights: kmeans(values, k, starts=5, rng=rng, weights=weights).labels
    >>> gap_statistic(values, method, [1, 2, 3], 10, rng).chosen
    2
    """
    if draws < 1:
        raise ValueError("the gap statistic needs at least one reference data set")
    distinct = distinct_points(values, weights)
    values = np.asarray(values, dtype=float)[distinct.order]  # so that the order of rows does not matter
    masses = None if weights is None or alike(distinct.weights) else distinct.weights
    real = np.array([_log_within(values, cluster, k, masses, len(distinct.points)) for k in ks])
    logs = np.empty((draws, len(ks)))
    centre, axes = _principal_axes(values, masses)
    turned = (values - centre) @ axes
    low, high = turned.min(axis=0), turned.max(axis=0)
    for draw in range(draws):
        points = centre + rng.uniform(low, high, turned.shape) @ axes.T
        theirs = None if masses is None else rng.permutation(masses)
        logs[draw] = [
            _log_within(points, cluster, k, theirs, len(points)) if math.isfinite(found) else math.nan
            for k, found in zip(ks, real, strict=True)
        ]
    gaps = logs.mean(axis=0) - real
    errors = logs.std(axis=0) * math.sqrt(1 + 1 / draws)
    return Gap(tuple(int(k) for k in ks), gaps, errors, _chosen(ks, gaps, errors))


def _log_within(values: Floats, cluster: Clustering, k: int, weights: Floats | None, distinct: int) -> float:
    """Return the log of the sum of squares, NaN where there is none to speak of."""
    if k >= distinct:
        return math.nan
    labels = np.ones(len(values), dtype=np.int64) if k == 1 else cluster(values, k, weights)
    within = within_sum_of_squares(values, labels, weights)
    return math.log(within) if within > 0 else math.nan


def _principal_axes(values: Floats, weights: Floats | None) -> tuple[Floats, Floats]:
    """Return the mean, shape (d,), and the principal axes in columns, shape (d, at most d)."""
    centre = weighted_mean(values, weights)
    spread = values - centre if weights is None else (values - centre) * np.sqrt(weights)[:, None]
    return centre, np.linalg.svd(spread, full_matrices=False)[2].T


def _chosen(ks: Sequence[int], gaps: Floats, errors: Floats) -> int | None:
    for at, k in enumerate(ks):
        if math.isnan(gaps[at]):
            return None
        if at + 1 == len(ks) or gaps[at] >= gaps[at + 1] - errors[at + 1]:
            return int(k)
    return None
