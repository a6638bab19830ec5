"""Raking: weights that make a sample resemble a population on several variables at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.weights import normalised, weighted_counts

TOLERANCE = 1e-9  # of a share
MOST_PASSES = 5_000  # over all margins
MOST_TRIMS = 1_000
# Raking and trimming in turns gives up where so many turns bring the shares less than 1 % nearer.
TURNS, NEARER = 100, 0.99
AT_BOUND = 1e-6  # of the bound, which turns of raking and trimming come near


@dataclass(frozen=True, eq=False)
class Margin:
    """Shares of a population by the groups of one variable.

    Parameters
    ----------
    groups : ndarray of int64, shape (n,)
        Group of each respondent, 0 to c - 1; negative where it is not known.
    shares : ndarray of float64, shape (c,)
        Above zero, 1 in all. Every group needs a respondent.
    """

    groups: NDArray[np.int64]
    shares: NDArray[np.float64]

    def reached(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the weighted shares of the groups among those whose group is known, shape (c,)."""
        totals = weighted_counts(self.groups, weights, most=len(self.shares))
        shares: NDArray[np.float64] = totals / totals.sum()
        return shares


@dataclass(frozen=True, eq=False)
class Raked:
    """Weights that raking gave, and how well they keep what was asked.

    Parameters
    ----------
    weights : ndarray of float64, shape (n,)
        Mean 1, within the bounds where there are any.
    passes : int
        Times that all margins were adjusted in turn.
    deviation : float
        Largest difference between a weighted share and its population share, 0 to 1.
    converged : bool
        Whether the deviation is at most the tolerance.
    trimmed : int
        Respondents whose weight stands at a bound.
    """

    weights: NDArray[np.float64]
    passes: int
    deviation: float
    converged: bool
    trimmed: int


def rake(
    margins: Sequence[Margin],
    *,
    start: NDArray[np.float64] | None = None,
    bounds: tuple[float, float] | None = None,
    tolerance: float = TOLERANCE,
    most: int = MOST_PASSES,
) -> Raked:
    """Weight respondents so that their shares are those of the population on every margin.

    Iterative proportional fitting: margin by margin, the weights of each group are multiplied by
    what brings it to its share, and again, until all shares hold at once. Respondents whose group
    is not known keep their weight in the adjustment of that margin, and the shares of the others
    are counted without them.

    With bounds: when the shares hold, weights are trimmed (see :func:`trim`), which moves the shares
    again; both are repeated until trimmed weights keep the shares. The last step is trimming, so
    that the bounds always hold; where they leave no room for the shares, `converged` is false and
    `deviation` tells by how much.

    Parameters
    ----------
    margins : sequence of Margin
        At least one.
    start : ndarray of float64, shape (n,), optional
        Weights to begin with, above zero; ones without them.
    bounds : tuple of float, optional
        Smallest and largest weight where the mean is 1: the first below 1, the second above.
    tolerance : float
        Difference of a share that counts as none.
    most : int
        Passes over all margins after which it gives up.

    Raises
    ------
    ValueError
        Where a group of a margin has no respondents.

    References
    ----------
    Deming & Stephan 1940, Ann Math Stat 11:427; DeBell & Krosnick 2009, ANES technical report
    nes012427, for raking and trimming in turns. Checked against survey::rake and
    survey::trimWeights of R.

    Examples
    --------
    Three women and one man, of a population in halves:

    >>> rake([Margin(np.array([0, 0, 0, 1]), np.array([0.5, 0.5]))]).weights.round(3).tolist()
    [0.667, 0.667, 0.667, 2.0]
    """
    n = len(margins[0].groups)
    for margin in margins:
        if (np.bincount(margin.groups[margin.groups >= 0], minlength=len(margin.shares)) == 0).any():
            raise ValueError("a group of a margin has no respondents")
    weights = np.ones(n) if start is None else normalised(start)
    passes, before = 0, [np.inf] * TURNS
    while True:
        weights, used = _fit(weights, margins, tolerance, most - passes)
        passes += used
        weights = normalised(weights)
        if bounds is not None:
            weights = trim(weights, *bounds)
        deviation = max(float(np.abs(m.reached(weights) - m.shares).max()) for m in margins)
        before.append(deviation)
        stuck = deviation > NEARER * before[-1 - TURNS]
        if bounds is None or deviation <= tolerance or passes >= most or stuck:
            break
    return Raked(weights, passes, deviation, deviation <= tolerance, at_bounds(weights, bounds))


def _fit(
    weights: NDArray[np.float64], margins: Sequence[Margin], tolerance: float, most: int
) -> tuple[NDArray[np.float64], int]:
    """Return weights that keep the margins, and the passes it took; at least one."""
    weights = weights.copy()
    for used in range(1, most + 1):
        for margin in margins:
            known = margin.groups >= 0
            factors = margin.shares / margin.reached(weights)
            weights[known] *= factors[margin.groups[known]]
        if all(np.abs(m.reached(weights) - m.shares).max() <= tolerance / 10 for m in margins):
            return weights, used
    return weights, most


def trim(weights: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    """Bring weights within bounds and keep their sum.

    Weights beyond a bound are set to it. What that takes away or adds is spread evenly over the
    other weights, and both are repeated until all lie within.

    Parameters
    ----------
    weights : ndarray of float64, shape (n,)
        Mean 1.
    low, high : float
        Bounds, low < 1 < high.

    References
    ----------
    Lumley, survey::trimWeights(strict = TRUE) of R, which gives the same weights.

    Examples
    --------
    >>> trim(np.array([0.1, 0.4, 0.5, 3.0]), 0.2, 2.0).round(3).tolist()
    [0.2, 0.85, 0.95, 2.0]
    """
    for _ in range(MOST_TRIMS):
        outside = (weights < low) | (weights > high)
        if not outside.any():
            break
        within = np.clip(weights, low, high)
        excess = float((weights - within).sum())
        # Where nobody is left within the bounds, all move; those at a bound come back from it.
        takers = ~outside if not outside.all() else np.ones(len(weights), dtype=bool)
        within[takers] += excess / int(takers.sum())
        weights = within
    return np.clip(weights, low, high)


def at_bounds(weights: NDArray[np.float64], bounds: tuple[float, float] | None) -> int:
    """Return how many weights stand at a bound."""
    if bounds is None:
        return 0
    low, high = bounds
    return int(((weights <= low * (1 + AT_BOUND)) | (weights >= high * (1 - AT_BOUND))).sum())
