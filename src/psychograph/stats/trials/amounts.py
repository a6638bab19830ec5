"""Two means of different people, such as what they spent: their difference and their ratio."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from psychograph.stats.trials.estimate import Estimate, quantile


@dataclass(frozen=True)
class Moments:
    """What is known of the amounts of one group.

    Parameters
    ----------
    n : int
        People.
    mean : float
        Their mean; NaN for nobody.
    variance : float
        Their variance with n - 1 below; NaN for fewer than two.
    """

    n: int
    mean: float
    variance: float

    @property
    def error_variance(self) -> float:
        """Return the squared standard error of the mean."""
        return self.variance / self.n if self.n > 1 else math.nan


def moments_of(amounts: NDArray[np.float64]) -> Moments:
    """Return the moments of amounts, shape (n,), none of them missing.

    Examples
    --------
    >>> moments_of(np.array([1.0, 2.0, 6.0]))
    Moments(n=3, mean=3.0, variance=7.0)
    """
    n = len(amounts)
    mean = float(amounts.mean()) if n else math.nan
    return Moments(n, mean, float(amounts.var(ddof=1)) if n > 1 else math.nan)


@dataclass(frozen=True)
class Contrast:
    """A weighted sum of means, with what a test of it needs.

    Parameters
    ----------
    estimate : Estimate
        The sum and its interval.
    error : float
        Its standard error.
    df : float
        Degrees of freedom by Welch and Satterthwaite.
    p : float
        Two-sided p-value of the sum being 0.
    """

    estimate: Estimate
    error: float
    df: float
    p: float


def contrast_of_means(groups: list[Moments], factors: list[float], *, level: float = 0.95) -> Contrast:
    """Return a weighted sum of means with Welch's interval; variances may differ between groups.

    Parameters
    ----------
    groups : list of Moments
        Groups of different people.
    factors : list of float
        What each mean is multiplied by: ``[1, -1]`` for a difference of two.
    level : float
        Level of the interval.

    Returns
    -------
    Contrast
        NaN, with an unbounded interval, where a group has fewer than two people. Exact for normal
        amounts, good for others once groups are large; amounts that are mostly 0 with a few very
        large ones need hundreds or thousands.

    References
    ----------
    Welch 1947, Biometrika 34:28; Satterthwaite 1946, Biometrics Bulletin 2:110. Checked against R's
    ``t.test``.

    Examples
    --------
    >>> a, b = Moments(20, 12.0, 9.0), Moments(30, 10.0, 16.0)
    >>> found = contrast_of_means([a, b], [1, -1])
    >>> round(found.estimate.low, 3), round(found.estimate.high, 3), round(found.df, 1), round(found.p, 4)
    (0.005, 3.995, 47.2, 0.0494)
    """
    weights = np.asarray(factors, dtype=float)
    value = float(weights @ np.array([group.mean for group in groups]))
    parts = weights**2 * np.array([group.error_variance for group in groups])
    variance = float(parts.sum())
    if not math.isfinite(variance) or not math.isfinite(value):
        return Contrast(Estimate(math.nan, -math.inf, math.inf), math.nan, math.nan, math.nan)
    if variance == 0:  # nobody differs from anybody
        return Contrast(Estimate(value, value, value), 0.0, math.nan, 1.0 if value == 0 else 0.0)
    df = variance**2 / float((parts**2 / np.array([group.n - 1 for group in groups])).sum())
    error = math.sqrt(variance)
    half = float(stdtrit(df, (1 + level) / 2)) * error
    p = 2 * float(stdtr(df, -abs(value) / error))
    return Contrast(Estimate(value, value - half, value + half), error, df, p)


def ratio_of_means(group: Moments, base: Moments, *, level: float = 0.95) -> Estimate:
    """Return a mean divided by a base mean, with Fieller's interval.

    The interval holds every ratio r for which the mean and r times the base mean are not told apart.

    Parameters
    ----------
    group, base : Moments
        Groups of different people.
    level : float
        Level of the interval, by the normal distribution.

    Returns
    -------
    Estimate
        Unbounded where the base mean is not surely other than 0, and NaN where it is 0.

    References
    ----------
    Fieller 1954, J. Royal Statist. Soc. B 16:175. Checked through what defines it: at either end the
    difference of the mean and r times the base mean is as many standard errors as the level says.

    Examples
    --------
    >>> found = ratio_of_means(Moments(400, 12.0, 100.0), Moments(400, 10.0, 100.0))
    >>> round(found.value, 2), round(found.low, 3), round(found.high, 3)
    (1.2, 1.057, 1.366)
    """
    z2 = quantile(level) ** 2
    above, below = group.error_variance, base.error_variance
    if not (math.isfinite(above) and math.isfinite(below)) or base.mean == 0:
        return Estimate(math.nan, -math.inf, math.inf)
    return fieller(group.mean, base.mean, above, 0.0, below, z2)


def fieller(
    above: float, below: float, above_variance: float, covariance: float, below_variance: float, z2: float
) -> Estimate:
    """Return the ratio of two estimates with every r for which (above - r below)^2 <= z2 variance.

    Parameters
    ----------
    above, below : float
        Estimates; `below` is not 0.
    above_variance, covariance, below_variance : float
        Their variances and their covariance.
    z2 : float
        Squared quantile of the level.

    Examples
    --------
    >>> found = fieller(6.0, 2.0, 0.25, 0.0, 0.01, 4.0)
    >>> round(found.value, 2), round(found.low, 3), round(found.high, 3)
    (3.0, 2.443, 3.617)
    """
    ratio = above / below
    leading = below**2 - z2 * below_variance
    if leading <= 0:  # what stands below may as well be 0
        return Estimate(ratio, -math.inf, math.inf)
    middle = above * below - z2 * covariance
    last = above**2 - z2 * above_variance
    half = math.sqrt(max(middle**2 - leading * last, 0.0))
    return Estimate(ratio, (middle - half) / leading, (middle + half) / leading)
