"""How many people a test needs."""

from __future__ import annotations

import math

from scipy.special import ndtri


def two_proportion_size(base: float, lifted: float, *, alpha: float = 0.05, power: float = 0.8) -> int:
    """Return the people needed in each of two arms to tell two shares apart.

    n = [z(1 - alpha/2) sqrt(2 p (1 - p)) + z(power) sqrt(p1 (1 - p1) + p2 (1 - p2))]^2 / (p2 - p1)^2,
    with p the mean of the two shares.

    Parameters
    ----------
    base, lifted : float
        Shares to be told apart, 0 to 1, not equal.
    alpha : float
        Two-sided error of the first kind.
    power : float
        Chance to see the difference where it exists.

    References
    ----------
    Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, 3rd ed., eq. 4.14.

    Examples
    --------
    >>> two_proportion_size(0.02, 0.024), two_proportion_size(0.10, 0.12)
    (21109, 3841)
    """
    middle = (base + lifted) / 2
    under_null = float(ndtri(1 - alpha / 2)) * math.sqrt(2 * middle * (1 - middle))
    under_lift = float(ndtri(power)) * math.sqrt(base * (1 - base) + lifted * (1 - lifted))
    return math.ceil((under_null + under_lift) ** 2 / (lifted - base) ** 2)


def two_mean_size(effect: float, *, alpha: float = 0.05, power: float = 0.8) -> int:
    """Return the people needed in each of two arms to see a standardised difference of means.

    The normal approximation 2 (z(1 - alpha/2) + z(power))^2 / effect^2.

    Examples
    --------
    >>> two_mean_size(0.2), two_mean_size(0.3)
    (393, 175)
    """
    reach = float(ndtri(1 - alpha / 2)) + float(ndtri(power))
    return math.ceil(2 * (reach / effect) ** 2)
