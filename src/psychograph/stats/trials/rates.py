"""Two rates of different people: their difference, their ratio, and the chance of so large a difference."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from psychograph.stats.comparison.proportions import pairwise_proportions, wilson_interval
from psychograph.stats.comparison.tables import LEAST_EXPECTED
from psychograph.stats.trials.estimate import Estimate, quantile, weighted_sum

HALVINGS = 80  # brings an interval of ratios to the last digits


def wilson(successes: int, n: int, *, level: float = 0.95) -> Estimate:
    """Return a rate with Wilson's score interval, :func:`wilson_interval`.

    Parameters
    ----------
    successes, n : int
        People with the outcome, of so many. For nobody the rate is NaN and the interval 0 to 1.
    level : float
        Level of the interval.

    Raises
    ------
    ValueError
        For counts that cannot be.

    Examples
    --------
    >>> rate = wilson(81, 263)
    >>> round(rate.low, 4), round(rate.high, 4)
    (0.2553, 0.3662)
    """
    _check(successes, n)
    return Estimate(successes / n if n else math.nan, *wilson_interval(successes, n, level=level))


def difference_of_rates(
    successes: int, n: int, base_successes: int, base_n: int, *, level: float = 0.95
) -> Estimate:
    """Return a rate minus a base rate, with Newcombe's hybrid score interval.

    Parameters
    ----------
    successes, n : int
        People with the outcome, of so many, in the arm of interest.
    base_successes, base_n : int
        The same in the arm it is compared with.
    level : float
        Level of the interval.

    Returns
    -------
    Estimate
        Between -1 and 1. Good at small counts and rates near 0, where the plain interval (standard
        errors of the two rates) is too narrow and may leave the range.

    References
    ----------
    Newcombe 1998, Statistics in Medicine 17:873, method 10. Checked against the examples of its
    table II, statsmodels (``newcomb``) and by simulation.

    Examples
    --------
    >>> lift = difference_of_rates(56, 70, 48, 80)
    >>> round(lift.value, 4), round(lift.low, 4), round(lift.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    rate, base = (
        wilson(successes, n, level=level),
        wilson(base_successes, base_n, level=level),
    )
    if n == 0 or base_n == 0:
        return Estimate(math.nan, -1.0, 1.0)
    return weighted_sum([rate, base], [1, -1])


def ratio_of_rates(
    successes: int, n: int, base_successes: int, base_n: int, *, level: float = 0.95
) -> Estimate:
    """Return a rate divided by a base rate, with Koopman's score interval.

    The interval holds every ratio r that the score test does not refuse: with the rates that fit best
    where one is r times the other, the squared standardised difference p1 - r p0 is at most the
    quantile.

    Parameters
    ----------
    successes, n, base_successes, base_n : int
        As for :func:`difference_of_rates`.
    level : float
        Level of the interval.

    Returns
    -------
    Estimate
        0 to infinity. NaN where nobody of the base has the outcome; the low end then still holds.

    References
    ----------
    Koopman 1984, Biometrics 40:513. Recommended for ratios by Fagerland, Lydersen & Laake 2015,
    Statistical Methods in Medical Research 24:224. Checked against statsmodels (``score``).

    Examples
    --------
    >>> ratio = ratio_of_rates(36, 40, 16, 80)
    >>> round(ratio.value, 2), round(ratio.low, 2), round(ratio.high, 2)
    (4.5, 2.94, 7.15)
    """
    _check(successes, n)
    _check(base_successes, base_n)
    if n == 0 or base_n == 0 or successes == base_successes == 0:
        return Estimate(math.nan, 0.0, math.inf)
    most = quantile(level) ** 2

    def refused(ratio: float) -> bool:
        return _score(ratio, successes, n, base_successes, base_n) > most

    value = (successes / n) / (base_successes / base_n) if base_successes else math.inf
    # Every ratio between the estimate and an end is accepted, so an end is found by halving, on logs.
    some = math.log(value) if 0 < value < math.inf else math.log(base_n / n)
    low = 0.0 if successes == 0 else math.exp(_end(some, -1, refused))
    high = math.inf if base_successes == 0 else math.exp(_end(some, 1, refused))
    return Estimate(value if math.isfinite(value) else math.nan, low, high)


def chance_of_difference(successes: int, n: int, base_successes: int, base_n: int) -> float:
    """Return the two-sided p-value of two rates being equal.

    Pearson's chi-square without a correction for continuity; Fisher's exact test where an expected
    count is below five.

    Parameters
    ----------
    successes, n, base_successes, base_n : int
        As for :func:`difference_of_rates`.

    Returns
    -------
    float
        NaN where an arm is empty; 1 where nobody, or everybody, has the outcome.

    References
    ----------
    Checked against R's ``prop.test(correct = FALSE)`` and ``fisher.test``.

    Examples
    --------
    >>> round(chance_of_difference(56, 70, 48, 80), 5), round(chance_of_difference(3, 4, 1, 4), 4)
    (0.00805, 0.4857)
    """
    _check(successes, n)
    _check(base_successes, base_n)
    if n == 0 or base_n == 0:
        return math.nan
    everybody, having = n + base_n, successes + base_successes
    if having in {0, everybody}:
        return 1.0
    pooled = having / everybody
    if min(n, base_n) * min(pooled, 1 - pooled) < LEAST_EXPECTED:
        from scipy.stats import fisher_exact  # slow to import, and seldom needed

        table = np.array([[successes, n - successes], [base_successes, base_n - base_successes]])
        return float(fisher_exact(table).pvalue)
    rates = np.array([successes / n, base_successes / base_n])
    return float(pairwise_proportions(rates, np.array([n, base_n], dtype=float))[0, 1])


def _check(successes: int, n: int) -> None:
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} people cannot have an outcome")


def _score(ratio: float, successes: int, n: int, base_successes: int, base_n: int) -> float:
    """Return the squared score statistic of the rates being `ratio` to 1."""
    everybody = n + base_n
    # The base rate that fits best under the ratio: the smaller root of a quadratic (Koopman, eq. 3).
    a = everybody * ratio
    b = ratio * (n + base_successes) + successes + base_n
    c = successes + base_successes
    base = 2 * c / (b + math.sqrt(max(b * b - 4 * a * c, 0.0)))
    rate = ratio * base
    variance = rate * (1 - rate) / n + ratio**2 * base * (1 - base) / base_n
    gap = successes / n - ratio * base_successes / base_n
    return gap**2 / variance if variance > 0 else (math.inf if gap else 0.0)


def _end(start: float, direction: int, refused: Callable[[float], bool]) -> float:
    """Return the logarithm of the last ratio in one direction that is not refused."""
    inside, step = start, 1.0
    while refused(math.exp(inside)):  # where the estimate is 0 or infinite, the start is a guess
        inside -= direction * step
        step *= 2
    step = 1.0
    while not refused(math.exp(inside + direction * step)):
        inside += direction * step
        step *= 2
    outside = inside + direction * step
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2
        if refused(math.exp(middle)):
            outside = middle
        else:
            inside = middle
    return inside
