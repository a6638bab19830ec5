"""Differences between two parts of a population, with intervals and tests."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Z = 1.959963984540054  # the 97.5th percentile of the normal distribution


@dataclass(frozen=True)
class MeanDifference:
    """Two means compared in standard deviations.

    Parameters
    ----------
    d : float
        Difference of the means, first less second, in pooled standard deviations; NaN where nothing differs.
    low, high : float
        95% interval.
    p : float
        Two-sided, of Welch's test; NaN where it cannot be asked.
    """

    d: float
    low: float
    high: float
    p: float


@dataclass(frozen=True)
class ShareDifference:
    """Two shares compared.

    Parameters
    ----------
    difference : float
        First less second, -1 to 1.
    low, high : float
        95% interval.
    """

    difference: float
    low: float
    high: float


def mean_difference(first: Floats, second: Floats) -> MeanDifference:
    """Compare the means of two parts.

    Cohen's d with the pooled standard deviation, its interval by the large-sample standard error of Hedges &
    Olkin (1985, Statistical Methods for Meta-Analysis, p. 86): sqrt(1/n + 1/m + d^2 / (2 (n + m))). The p is
    that of Welch's test, which does not ask for equal spread.

    Parameters
    ----------
    first, second : ndarray of float64
        Figures; NaN is left out.

    Returns
    -------
    MeanDifference
        NaN throughout where a part has fewer than two figures, or none of them differ.

    Examples
    --------
    >>> found = mean_difference(np.array([4.0, 5.0, 6.0, 7.0]), np.array([1.0, 2.0, 3.0, 4.0]))
    >>> round(found.d, 2), round(found.low, 2), round(found.high, 2), round(found.p, 3)
    (2.32, 0.53, 4.12, 0.017)
    """
    from scipy import stats

    one, other = first[np.isfinite(first)], second[np.isfinite(second)]
    n, m = len(one), len(other)
    nothing = MeanDifference(math.nan, math.nan, math.nan, math.nan)
    if n < 2 or m < 2:
        return nothing
    a, b = float(one.var(ddof=1)), float(other.var(ddof=1))
    pooled = math.sqrt(((n - 1) * a + (m - 1) * b) / (n + m - 2))
    if pooled == 0:
        return nothing
    d = float(one.mean() - other.mean()) / pooled
    error = math.sqrt(1 / n + 1 / m + d * d / (2 * (n + m)))
    test = stats.ttest_ind_from_stats(
        one.mean(), math.sqrt(a), n, other.mean(), math.sqrt(b), m, equal_var=False
    )
    return MeanDifference(d, d - Z * error, d + Z * error, float(test.pvalue))


def share_difference(count: int, n: int, other_count: int, m: int) -> ShareDifference:
    """Compare two shares, with an interval that holds for small counts too.

    Parameters
    ----------
    count, n : int
        People with the answer, and all, in the first part; n above 0.
    other_count, m : int
        In the second.

    Notes
    -----
    Newcombe 1998, Stat Med 17:873, method 10: from Wilson's intervals of the two shares.

    Examples
    --------
    The example of Newcombe's table II, 56 of 70 against 48 of 80.

    >>> found = share_difference(56, 70, 48, 80)
    >>> round(found.difference, 4), round(found.low, 4), round(found.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    from psychograph.stats.comparison.proportions import wilson_interval

    p, q = count / n, other_count / m
    (p_low, p_high), (q_low, q_high) = wilson_interval(count, n), wilson_interval(other_count, m)
    below = math.hypot(p - p_low, q_high - q)
    above = math.hypot(p_high - p, q - q_low)
    return ShareDifference(p - q, p - q - below, p - q + above)


def table_p(counts: NDArray[np.int64]) -> float:
    """Return the p of Pearson's test that two parts have the same shares of every category.

    Parameters
    ----------
    counts : ndarray of int64, shape (2, c)
        People by part and category.

    Returns
    -------
    float
        NaN where there is only one part or one category.

    Examples
    --------
    >>> round(table_p(np.array([[30, 20], [20, 30]])), 4)
    0.0455
    """
    from psychograph.stats.comparison.tables import chi_square

    used = counts[:, counts.sum(axis=0) > 0]
    if used.shape[1] < 2 or (used.sum(axis=1) == 0).any():
        return math.nan
    return chi_square(used).p
