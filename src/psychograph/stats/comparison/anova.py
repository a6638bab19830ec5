"""Do the means of several groups differ: Welch's ANOVA, and every pair of groups by Welch's t."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtrc, stdtr

from psychograph.stats.weights import alike, effective_n, weighted_mean

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class WelchAnova:
    """Welch's test that all means are equal.

    Parameters
    ----------
    statistic : float
        F.
    df : tuple of float
        Degrees of freedom, of the numerator and of the denominator.
    p : float
        P-value.
    omega_squared : float
        Share of the variance that groups explain in the population, 0 to 1; see :func:`omega_squared`.
    """

    statistic: float
    df: tuple[float, float]
    p: float
    omega_squared: float


@dataclass(frozen=True, eq=False)
class GroupMeans:
    """Means of groups and how precise they are, each of shape (k,).

    Parameters
    ----------
    means, variances : ndarray of float64
        Means, and the variances of those means.
    freedom : ndarray of float64
        Degrees of freedom behind each variance.
    """

    means: Floats
    variances: Floats
    freedom: Floats


def group_means(values: Floats, labels: NDArray[np.int64], weights: Floats | None = None) -> GroupMeans:
    """Return the mean of each group and its variance.

    Without weights s^2 / n with n - 1 degrees of freedom. With weights the linearised variance of a
    ratio, n / (n - 1) sum(w^2 (x - m)^2) / sum(w)^2, as of a sample drawn within each group, with the
    group's effective sample size less 1 as its degrees of freedom.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        No NaN.
    labels : ndarray of int64, shape (n,)
        Groups 1 to k, each of two or more.
    weights : ndarray of float64, shape (n,), optional
        Above zero.

    Raises
    ------
    ValueError
        For fewer than two groups, or a group of fewer than two.

    References
    ----------
    Lumley 2010, Complex Surveys, ch. 2. Checked against R's ``svyby`` with groups as strata.
    """
    sizes = np.bincount(labels, minlength=3)[1:]
    if len(sizes) < 2 or sizes.min() < 2:
        raise ValueError("means can be compared between two or more groups of two or more")
    plain = alike(weights)
    means, variances, freedom = (np.empty(len(sizes)) for _ in range(3))
    for group, n in enumerate(sizes.tolist()):
        member = labels == group + 1
        mine = values[member]
        share = np.full(n, 1 / n) if weights is None or plain else weights[member] / weights[member].sum()
        means[group] = mine.mean() if plain else share @ mine
        off = mine - means[group] if np.ptp(mine) > 0 else np.zeros(n)
        variances[group] = n / (n - 1) * float((share * off) @ (share * off))
        freedom[group] = (n if plain else effective_n(share)) - 1
    return GroupMeans(means, variances, freedom)


def welch_anova(values: Floats, labels: NDArray[np.int64], weights: Floats | None = None) -> WelchAnova:
    """Test whether the means of groups are equal, without assuming that groups spread alike.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        No NaN.
    labels : ndarray of int64, shape (n,)
        Groups 1 to k, each of two or more.
    weights : ndarray of float64, shape (n,), optional
        Above zero; see :func:`group_means` for what they change.

    Returns
    -------
    WelchAnova
        Statistic and p are NaN where a group does not vary.

    Raises
    ------
    ValueError
        As :func:`group_means`.

    References
    ----------
    Welch 1951, Biometrika 38:330. Checked against R's ``oneway.test``; with weights, k - 1 times the F
    before Welch's correction is the Wald statistic of ``regTermTest`` with groups as strata.

    Examples
    --------
    >>> spend = np.array([10.0, 12, 11, 30, 50, 40, 12, 10, 13])
    >>> found = welch_anova(spend, np.repeat([1, 2, 3], 3))
    >>> round(found.statistic, 3), round(found.p, 4), round(found.omega_squared, 2)
    (10.493, 0.0352, 0.84)
    """
    found = group_means(values, labels, weights)
    k = len(found.means)
    explained = omega_squared(values, labels, weights)
    if not (found.variances > 0).all():
        return WelchAnova(math.nan, (k - 1.0, math.nan), math.nan, explained)
    precision = 1 / found.variances
    share = precision / precision.sum()
    between = float(precision @ (found.means - share @ found.means) ** 2) / (k - 1)
    lost = float(((1 - share) ** 2 / found.freedom).sum())
    statistic = between / (1 + 2 * (k - 2) / (k * k - 1) * lost)
    df = (k - 1.0, (k * k - 1) / (3 * lost))
    return WelchAnova(statistic, df, float(fdtrc(*df, statistic)), explained)


def omega_squared(values: Floats, labels: NDArray[np.int64], weights: Floats | None = None) -> float:
    """Return the share of the variance that groups explain, corrected for what chance explains.

    (SSb - (k - 1) MSw) / (SSt + MSw), with MSw = SSw / (n - k); 0 where that is below zero. Squares are
    weighted and n is the effective sample size where respondents carry weights.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        No NaN.
    labels : ndarray of int64, shape (n,)
        Groups 1 to k, none empty.
    weights : ndarray of float64, shape (n,), optional
        Above zero.

    Returns
    -------
    float
        0 to 1: about .01 is small, .06 medium, .14 large. NaN where nobody varies.

    References
    ----------
    Hays 1963, Statistics, 12.18; Cohen 1988 for what is small.
    """
    mass = np.ones(len(values)) if weights is None or alike(weights) else weights
    n = effective_n(mass)
    mass = mass * (n / mass.sum())
    k = int(labels.max())
    centre = float(weighted_mean(values, mass))
    total = float(mass @ (values - centre) ** 2)
    of_group = np.bincount(labels, mass, minlength=k + 1)[1:]
    means = np.bincount(labels, mass * (values - centre), minlength=k + 1)[1:] / of_group
    between = float(of_group @ means**2)
    if total <= 0 or n <= k:
        return math.nan
    within = max(0.0, total - between) / (n - k)
    return max(0.0, (between - (k - 1) * within) / (total + within))


def pairwise_welch(values: Floats, labels: NDArray[np.int64], weights: Floats | None = None) -> Floats:
    """Return two-sided p-values of Welch's t-test for every pair of groups.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        No NaN.
    labels : ndarray of int64, shape (n,)
        Groups 1 to k, each of two or more.
    weights : ndarray of float64, shape (n,), optional
        Above zero; see :func:`group_means`.

    Returns
    -------
    ndarray of float64, shape (k, k)
        Symmetric, not adjusted; NaN on the diagonal and where neither group varies.

    References
    ----------
    Welch 1947, Biometrika 34:28. Checked against scipy's ``ttest_ind``.

    Examples
    --------
    >>> float(pairwise_welch(np.array([1.0, 2, 3, 7, 8, 9]), np.repeat([1, 2], 3))[0, 1].round(4))
    0.0018
    """
    found = group_means(values, labels, weights)
    both = found.variances[:, None] + found.variances[None]
    gap = np.abs(found.means[:, None] - found.means[None])
    per_group = found.variances**2 / found.freedom
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = both**2 / (per_group[:, None] + per_group[None])
        p = 2 * stdtr(freedom, -gap / np.sqrt(both))
    np.fill_diagonal(p, np.nan)
    return np.asarray(p)
