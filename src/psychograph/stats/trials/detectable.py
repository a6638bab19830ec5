"""The smallest lift that a trial of given size could have seen."""

from __future__ import annotations

import math

from scipy.optimize import brentq

from psychograph.stats.trials.estimate import quantile


def detectable_rate(base: float, n: int, base_n: int, *, alpha: float = 0.05, power: float = 0.8) -> float:
    """Return the smallest rise of a rate that two arms tell apart with this power.

    The rise d above the base rate p0 at which

        d = z(1 - alpha/2) sqrt(p (1 - p) (1/n1 + 1/n0)) + z(power) sqrt(p1 (1 - p1)/n1 + p0 (1 - p0)/n0)

    with p1 = p0 + d and p the rate of both arms together. It follows from sizes and the base rate
    alone: computed from the lift that was found it would say nothing that the p-value does not.

    Parameters
    ----------
    base : float
        Rate of the holdout, 0 to 1.
    n, base_n : int
        People in the arm and in the holdout, at least 1.
    alpha : float
        Two-sided error of the first kind.
    power : float
        Chance to see the rise where it exists.

    Returns
    -------
    float
        A difference of rates; NaN where no rise, up to a rate of 1, could be seen.

    Raises
    ------
    ValueError
        For a base outside 0 to 1 or empty arms.

    References
    ----------
    Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, 3rd ed., eq. 4.14 and 4.19
    without continuity correction. Hoenig & Heisey 2001, American Statistician 55:19 (why not from
    the lift found). Checked against R's ``power.prop.test`` and ``two_proportion_size``.

    Examples
    --------
    >>> round(detectable_rate(0.02, 21_109, 21_109), 4)
    0.004
    """
    if not 0 <= base <= 1 or min(n, base_n) < 1:
        raise ValueError(f"a base rate of {base} with {n} and {base_n} people has no detectable rise")
    under_null, under_lift = quantile(1 - alpha), quantile(2 * power - 1)

    def missing(rise: float) -> float:
        lifted = base + rise
        middle = (n * lifted + base_n * base) / (n + base_n)
        null = math.sqrt(max(middle * (1 - middle), 0.0) * (1 / n + 1 / base_n))
        both = math.sqrt(max(lifted * (1 - lifted), 0.0) / n + base * (1 - base) / base_n)
        return rise - under_null * null - under_lift * both

    top = 1 - base
    if top == 0 or missing(top) < 0:
        return math.nan
    # A hair above 0, where a base of 0 leaves no error at all.
    least = min(1e-12, top)
    return float(brentq(missing, least, top, xtol=1e-12))


def detectable_mean(error: float, *, alpha: float = 0.05, power: float = 0.8) -> float:
    """Return the smallest difference of means that is told apart with this power.

    (z(1 - alpha/2) + z(power)) times the standard error of the difference.

    Parameters
    ----------
    error : float
        Standard error of the difference.
    alpha : float
        Two-sided error of the first kind.
    power : float
        Chance to see the difference where it exists, above one half.

    References
    ----------
    Checked against R's ``power.t.test``, which is a little larger in small arms.

    Examples
    --------
    >>> round(detectable_mean(0.5), 3)
    1.401
    """
    return (quantile(1 - alpha) + quantile(2 * power - 1)) * error
