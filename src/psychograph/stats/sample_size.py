"""How many people a test needs."""

from __future__ import annotations

import math

from scipy.special import ndtri


def two_proportion_size(
    base: float, lifted: float, *, alpha: float = 0.05, power: float = 0.8, ratio: float = 1.0
) -> int:
    """Return the people needed in an arm to tell its share from that of another arm.

    n = [z(1 - alpha/2) sqrt((r + 1) p (1 - p)) + z(power) sqrt(r p1 (1 - p1) + p2 (1 - p2))]^2
    / (r (p2 - p1)^2), with r the people in the other arm for each one in this, and
    p = (p1 + r p2) / (r + 1) the share in both together. With r = 1 this is the formula for equal arms.

    Parameters
    ----------
    base, lifted : float
        Share in this arm and in the other, above 0 and below 1, not equal.
    alpha : float
        Two-sided error of the first kind, above 0 and below 1.
    power : float
        Chance to see the difference where it exists, above 0 and below 1.
    ratio : float
        People in the other arm for each one in this, above 0: 9 where a tenth is held out.

    Returns
    -------
    int
        Rounded up.

    Raises
    ------
    ValueError
        Where a share, an error or a ratio is out of its range.

    References
    ----------
    Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, 3rd ed., eq. 4.14 and 4.18,
    without the correction for continuity. Checked against R's ``power.prop.test`` and ``uniroot`` on the
    power of unequal arms, and against statsmodels.

    Examples
    --------
    >>> two_proportion_size(0.02, 0.024), two_proportion_size(0.10, 0.12)
    (21109, 3841)
    >>> two_proportion_size(0.02, 0.024, ratio=9)  # people in a holdout of a tenth
    12047
    """
    _inside("a share", base, lifted)
    _inside("an error or a power", alpha, power)
    if base == lifted:
        raise ValueError("equal shares cannot be told apart, however many people are asked")
    if not (math.isfinite(ratio) and ratio > 0):
        raise ValueError(f"the ratio of two arms is above 0, not {ratio}")
    middle = (base + ratio * lifted) / (ratio + 1)
    under_null = float(ndtri(1 - alpha / 2)) * math.sqrt((ratio + 1) * middle * (1 - middle))
    under_lift = float(ndtri(power)) * math.sqrt(ratio * base * (1 - base) + lifted * (1 - lifted))
    return math.ceil((under_null + under_lift) ** 2 / (ratio * (lifted - base) ** 2))


def two_mean_size(effect: float, *, alpha: float = 0.05, power: float = 0.8) -> int:
    """Return the people needed in each of two arms to see a standardised difference of means.

    The normal approximation 2 (z(1 - alpha/2) + z(power))^2 / effect^2; the t-test needs one person more.

    Parameters
    ----------
    effect : float
        Difference in standard deviations, not 0.
    alpha, power : float
        As in :func:`two_proportion_size`.

    Raises
    ------
    ValueError
        Where the effect is 0 or not finite, or an error is out of its range.

    References
    ----------
    Cohen 1988, Statistical Power Analysis for the Behavioral Sciences, 2nd ed., section 2.4. Checked
    against statsmodels' ``NormalIndPower`` and ``TTestIndPower`` and R's ``power.t.test``.

    Examples
    --------
    >>> two_mean_size(0.2), two_mean_size(0.3)
    (393, 175)
    """
    _inside("an error or a power", alpha, power)
    if effect == 0 or not math.isfinite(effect):
        raise ValueError(f"a difference of {effect} standard deviations cannot be planned for")
    reach = float(ndtri(1 - alpha / 2)) + float(ndtri(power))
    return math.ceil(2 * (reach / effect) ** 2)


def interaction_factor() -> int:
    """Return how many times the people of a simple effect an interaction of its size needs in each cell.

    A simple effect is the difference of two arms: its variance is 2 v / n. An interaction is the
    difference of two such differences: 4 v / n. So each cell needs twice the people, and since there
    are twice as many cells, the test needs four times as many in all.

    References
    ----------
    Cox 1958, Planning of Experiments, ch. 7. Checked by simulation in ``tests/recovery``.
    """
    return 2


def _inside(what: str, *values: float) -> None:
    for value in values:
        if not 0 < value < 1:
            raise ValueError(f"{what} lies between 0 and 1, not at {value}")
