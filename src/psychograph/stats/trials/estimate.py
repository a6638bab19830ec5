"""`Estimate`: a figure with its interval, and figures that are sums of others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri


@dataclass(frozen=True)
class Estimate:
    """A figure with its interval.

    Parameters
    ----------
    value : float
        The figure; NaN where nothing can be computed.
    low, high : float
        Ends of its interval; infinite where the data set no bound.

    Examples
    --------
    >>> lift = Estimate(0.02, 0.005, 0.035)
    >>> lift.above(0), lift.below(0.03), lift.holds(0.03)
    (True, False, True)
    """

    value: float
    low: float
    high: float

    def above(self, value: float) -> bool:
        """Return whether the whole interval lies above a value."""
        return self.low > value

    def below(self, value: float) -> bool:
        """Return whether the whole interval lies below a value."""
        return self.high < value

    def holds(self, value: float) -> bool:
        """Return whether a value lies in the interval."""
        return self.low <= value <= self.high


def quantile(level: float) -> float:
    """Return how many standard errors a two-sided interval of this level reaches.

    Raises
    ------
    ValueError
        For a level outside 0 to 1.

    Examples
    --------
    >>> round(quantile(0.95), 4)
    1.96
    """
    if not 0 < level < 1:
        raise ValueError(f"a level between 0 and 1 is needed, not {level}")
    return float(ndtri((1 + level) / 2))


def weighted_sum(parts: Sequence[Estimate], factors: Sequence[float]) -> Estimate:
    """Return a weighted sum of independent figures, with an interval made of their intervals.

    The distance from the sum to each of its ends is the root of the summed squares of the distances
    from the parts to theirs (a method of variance estimates recovery, MOVER): for a part with a
    negative factor the other end counts. Parts may have intervals that are not symmetric, as those of
    rates are not, and the sum then has none either.

    Parameters
    ----------
    parts : sequence of Estimate
        Figures of different people, with intervals of the same level.
    factors : sequence of float
        What each is multiplied by.

    Raises
    ------
    ValueError
        Where there are not as many factors as parts.

    References
    ----------
    Zou & Donner 2008, Statistics in Medicine 27:1693, doi 10.1002/sim.3095.

    Examples
    --------
    >>> here, elsewhere = Estimate(0.03, 0.01, 0.05), Estimate(0.01, -0.01, 0.02)
    >>> found = weighted_sum([here, elsewhere], [1, -1])
    >>> round(found.value, 4), round(found.low, 4), round(found.high, 4)
    (0.02, -0.0024, 0.0483)
    """
    if len(parts) != len(factors):
        raise ValueError(f"{len(parts)} figures and {len(factors)} factors: as many are needed")
    values = np.array([part.value for part in parts], dtype=float)
    ends = np.array([(part.low, part.high) for part in parts], dtype=float).reshape(-1, 2)
    weights = np.asarray(factors, dtype=float)
    used = weights != 0
    values, ends, weights = values[used], ends[used], weights[used]
    down = np.where(weights > 0, values - ends[:, 0], ends[:, 1] - values)
    up = np.where(weights > 0, ends[:, 1] - values, values - ends[:, 0])
    value = float(weights @ values)
    return Estimate(
        value, value - math.hypot(*(abs(weights) * down)), value + math.hypot(*(abs(weights) * up))
    )
