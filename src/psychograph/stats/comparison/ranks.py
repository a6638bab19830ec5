"""Do groups differ in rank: Kruskal-Wallis, and its form for weighted respondents."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, fdtrc

from psychograph.stats.comparison.anova import welch_anova

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RankTest:
    """A test that no group tends to higher values than the others.

    Parameters
    ----------
    statistic : float
        H, or F where respondents carry weights.
    df : tuple of float
        Degrees of freedom: one of H, two of F.
    p : float
        P-value.
    epsilon_squared : float
        H / (n - 1), 0 to 1; NaN where respondents carry weights.
    """

    statistic: float
    df: tuple[float, ...]
    p: float
    epsilon_squared: float


def mid_ranks(values: Floats, weights: Floats | None = None) -> Floats:
    """Return ranks from 0 to 1: the share of the weight below a value, and half of that at it.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        No NaN.
    weights : ndarray of float64, shape (n,), optional
        Above zero.

    Examples
    --------
    >>> mid_ranks(np.array([7.0, 7.0, 1.0, 9.0])).tolist()
    [0.5, 0.5, 0.125, 0.875]
    """
    mass = np.ones(len(values)) if weights is None else weights
    known, at = np.unique(values, return_inverse=True)
    of_value = np.bincount(at, mass, minlength=len(known))
    up_to = np.cumsum(of_value)
    return np.asarray(((up_to - of_value / 2) / up_to[-1])[at])


def kruskal_wallis(values: Floats, labels: NDArray[np.int64]) -> RankTest:
    """Test whether groups differ in rank, everybody counting alike.

    H = (n - 1) times the share of the variance of the ranks that lies between groups, which is the
    usual statistic corrected for ties; p from the chi-square distribution with k - 1 degrees of freedom.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        No NaN.
    labels : ndarray of int64, shape (n,)
        Groups 1 to k, none empty.

    Returns
    -------
    RankTest
        NaN where all values are equal.

    Raises
    ------
    ValueError
        For fewer than two groups.

    References
    ----------
    Kruskal & Wallis 1952, JASA 47:583; Tomczak & Tomczak 2014, Trends Sport Sci 21:19 (epsilon squared).
    Checked against R's ``kruskal.test``.

    Examples
    --------
    >>> found = kruskal_wallis(np.array([1.0, 2, 3, 4, 5, 6]), np.array([1, 1, 1, 2, 2, 2]))
    >>> round(found.statistic, 4), round(found.p, 4)
    (3.8571, 0.0495)
    """
    k = _groups(labels)
    ranks = mid_ranks(values) - 0.5  # mid-ranks have a mean of one half
    total = float(ranks @ ranks)
    if total <= 0:
        return RankTest(math.nan, (k - 1.0,), math.nan, math.nan)
    sizes = np.bincount(labels, minlength=k + 1)[1:]
    sums = np.bincount(labels, ranks, minlength=k + 1)[1:]
    share = float((sums**2 / sizes).sum()) / total
    h = (len(values) - 1) * share
    return RankTest(h, (k - 1.0,), float(chdtrc(k - 1, h)), share)


def kruskal_wallis_of_counts(table: NDArray[np.int64]) -> RankTest:
    """Test whether groups differ in rank, from how many of each have each score.

    The same as :func:`kruskal_wallis` of everybody's score, for groups of millions.

    Parameters
    ----------
    table : ndarray of int64, shape (groups, scores)
        Scores rise from left to right; no group is empty.

    Returns
    -------
    RankTest
        NaN where all have the same score.

    Raises
    ------
    ValueError
        For fewer than two groups, or an empty one.

    Examples
    --------
    >>> found = kruskal_wallis_of_counts(np.array([[5, 3, 1], [1, 3, 5]]))
    >>> round(found.p, 4)
    0.0248
    """
    counts = np.asarray(table, dtype=float)
    if counts.ndim != 2 or len(counts) < 2 or (counts < 0).any() or not (counts.sum(axis=1) > 0).all():
        raise ValueError("ranks can be compared between two or more groups, none of which is empty")
    n, of_score = counts.sum(), counts.sum(axis=0)
    ranks = (np.cumsum(of_score) - of_score / 2) / n - 0.5
    total = float(of_score @ ranks**2)
    k = len(counts)
    if total <= 1e-12 * n:
        return RankTest(math.nan, (k - 1.0,), math.nan, math.nan)
    share = float(((counts @ ranks) ** 2 / counts.sum(axis=1)).sum()) / total
    h = (n - 1) * share
    return RankTest(h, (k - 1.0,), float(chdtrc(k - 1, h)), share)


def weighted_rank_test(
    values: Floats, labels: NDArray[np.int64], weights: Floats, *, small_sample: bool = True
) -> RankTest:
    """Test whether groups differ in rank among the people that respondents stand for.

    Ranks are those in the population that the weights describe. Their weighted means are compared by
    Welch's ANOVA with linearised variances, which keeps its level in small groups too. Without
    `small_sample` by the Wald test that was published, F on k - 1 and n - k degrees of freedom: of 60
    people in three groups it calls 12 % different where nothing differs.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        No NaN.
    labels : ndarray of int64, shape (n,)
        Groups 1 to k, none empty.
    weights : ndarray of float64, shape (n,)
        Above zero.
    small_sample : bool
        Whether degrees of freedom count the effective sizes of the groups.

    Returns
    -------
    RankTest
        NaN where a group does not vary.

    Raises
    ------
    ValueError
        For fewer than two groups, or a group of one where `small_sample`.

    References
    ----------
    Lumley & Scott 2013, Biometrika 100:831. The published test is checked against R's ``svyranktest``,
    which takes tied answers of unequal weight in the order of the rows; here they share the middle of
    their stretch.

    Examples
    --------
    >>> answers, groups = np.array([1.0, 2, 4, 3, 5, 6]), np.array([1, 1, 1, 2, 2, 2])
    >>> weights = np.array([1.0, 2, 1, 1, 1, 2])
    >>> found = weighted_rank_test(answers, groups, weights, small_sample=False)
    >>> round(found.statistic, 3), found.df
    (8.27, (1.0, 4.0))
    """
    k, n = _groups(labels), len(values)
    ranks = mid_ranks(values, weights)
    if small_sample:
        found = welch_anova(ranks, labels, weights)
        return RankTest(found.statistic, found.df, found.p, math.nan)
    mass = np.bincount(labels, weights, minlength=k + 1)
    means = np.bincount(labels, weights * ranks, minlength=k + 1)[1:] / mass[1:]
    pull = weights * (ranks - means[labels - 1]) / mass[labels]
    variances = n / (n - 1) * np.bincount(labels, pull**2, minlength=k + 1)[1:]
    df = (k - 1.0, float(n - k))
    if not (variances > 1e-20).all() or n <= k:
        return RankTest(math.nan, df, math.nan, math.nan)
    precision = 1 / variances
    centre = precision @ means / precision.sum()
    f = float(precision @ (means - centre) ** 2) / (k - 1)
    return RankTest(f, df, float(fdtrc(*df, f)), math.nan)


def _groups(labels: NDArray[np.int64]) -> int:
    k = int(labels.max()) if len(labels) else 0
    if k < 2:
        raise ValueError("ranks can be compared between two or more groups")
    return k
