"""Whether the answers of a group have two humps, so that their mean describes few of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.weights import effective_n, weighted_counts

Floats = NDArray[np.float64]

MOST_CELLS = 11
WIDEST = 3  # cells taken together as one hump, or as the valley
DEPTH = 0.25  # least fall from the lower hump to the valley, as a share of the hump
SIDE = 0.2  # least share of the answers on either side of the valley
STRETCHES = 7  # of answers that have no steps to count by
FEWEST = 10  # answers, below which nobody is told apart
# 99th percentiles of the clarity where all answers are equally frequent, by number of cells, over
# 20,000 groups of 15 to 1,000 each; they hardly depend on the size of the group.
CRITICAL = {3: 1.75, 4: 2.2, 5: 2.4, 6: 2.55, 7: 2.7, 8: 2.85, 9: 2.95, 10: 3.0, 11: 3.1}


@dataclass(frozen=True)
class Humps:
    """The clearest valley between two humps.

    Parameters
    ----------
    clarity : float
        The smaller of the two falls into the valley, in standard errors; 0 where there is no valley.
    depth : float
        By how much the answers in the valley are rarer than those of the lower hump, 0 to 1.
    side : float
        Share of the answers on the emptier side of the valley, 0 to 0.5.
    critical : float
        Clarity that 1 % of groups exceed whose answers are all equally frequent.
    """

    clarity: float
    depth: float
    side: float
    critical: float

    @property
    def two(self) -> bool:
        """Whether there are two humps: clear, deep enough, and neither of them a few outliers."""
        return self.clarity > self.critical and self.depth >= DEPTH and self.side >= SIDE


NO_HUMPS = Humps(0.0, 0.0, 0.0, math.inf)


def humps(counts: Floats) -> Humps:
    """Look for two humps among answers that stand in order.

    Were there one peak, no answers between two others could be rarer than both. For every stretch of
    up to three neighbouring answers with a stretch on its left and one on its right, the two falls
    are measured as in a test of a share: of a + v answers in a hump of width A and a valley of width V,
    a A / (A + V) share would lie in the hump if both were equally high; z = (a - expected) / standard
    error. The clearest valley is the one whose smaller fall is largest. It is held against its 99th
    percentile in groups whose answers are all equally frequent: of all shapes with one peak, or none,
    the one that looks most like two.

    Parameters
    ----------
    counts : ndarray of float64, shape (c,)
        How many gave each answer, in the order of the answers; weighted shares times the effective
        sample size where respondents carry weights. Cells must be equally wide.

    Returns
    -------
    Humps
        Without any clarity for fewer than 3 or more than 11 cells, or fewer than ten answers.

    References
    ----------
    Hartigan & Hartigan 1985, Ann Stat 13:70 (the flat distribution as the one that is hardest to
    tell from two humps). The windows and the figures in `CRITICAL` are ours; checked by simulation.

    Examples
    --------
    Two camps, and a crowd around the middle:

    >>> humps(np.array([20.0, 15.0, 3.0, 12.0, 20.0])).two, humps(np.array([5.0, 10.0, 20.0, 10.0, 5.0])).two
    (True, False)
    """
    total = float(counts.sum())
    if len(counts) not in CRITICAL or total < FEWEST:
        return NO_HUMPS
    clarity, depth, side = _clearest(counts, _windows(len(counts)))
    return Humps(clarity, depth, side, CRITICAL[len(counts)])


def _clearest(counts: Floats, at: NDArray[np.int64]) -> tuple[float, float, float]:
    up_to = np.concatenate(([0.0], np.cumsum(counts)))
    sums = up_to[at[:, 1::2]] - up_to[at[:, ::2]]  # left hump, valley, right hump
    widths = at[:, 1::2] - at[:, ::2]
    valley, wide = sums[:, 1], widths[:, 1]
    falls = [_fall(sums[:, hump], widths[:, hump], valley, wide) for hump in (0, 2)]
    least = np.minimum(*falls)
    lower = np.minimum(sums[:, 0] / widths[:, 0], sums[:, 2] / widths[:, 2])
    depth = 1 - (valley / wide) / np.where(lower > 0, lower, np.inf)
    sides = np.minimum(up_to[at[:, 2]], up_to[-1] - up_to[at[:, 3]]) / up_to[-1]
    told = (depth >= DEPTH) & (sides >= SIDE)
    best = int(np.where(told, least, -np.inf).argmax()) if told.any() else int(least.argmax())
    return max(0.0, float(least[best])), max(0.0, float(depth[best])), float(sides[best])


def _fall(hump: Floats, width: NDArray[np.int64], valley: Floats, wide: NDArray[np.int64]) -> Floats:
    share = width / (width + wide)
    both = hump + valley
    error = np.sqrt(np.maximum(both, 1e-12) * share * (1 - share))
    return np.where(both > 0, (hump - both * share) / error, 0.0)


@cache
def _windows(cells: int) -> NDArray[np.int64]:
    """Return the first and last end of every left hump, valley and right hump, shape (m, 6)."""
    stretches = [
        (first, last) for first in range(cells) for last in range(first + 1, min(cells, first + WIDEST) + 1)
    ]
    return np.array(
        [
            (*left, *middle, *right)
            for left in stretches
            for middle in stretches
            if middle[0] >= left[1]
            for right in stretches
            if right[0] >= middle[1]
        ],
        dtype=np.int64,
    )


def answer_counts(values: Floats, weights: Floats | None = None) -> Floats:
    """Count answers in at most eleven equally wide cells, for :func:`humps`.

    Answers of at most eleven even steps are counted step by step. Others, such as ages and means of
    items, are spread evenly over the halves of the gaps to their neighbours, as far as gaps are no wider
    than a stretch, and counted in seven stretches between their 5th and 95th percentile: a shape with
    one peak keeps one.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        No NaN.
    weights : ndarray of float64, shape (n,), optional
        Above zero. Counts are then shares of the weight times the effective sample size.

    Examples
    --------
    >>> answer_counts(np.array([1.0, 1, 2, 5])).tolist()
    [2.0, 1.0, 0.0, 0.0, 1.0]
    """
    if not len(values):
        return np.zeros(0)
    known, answer = np.unique(values, return_inverse=True)
    masses = weighted_counts(answer, weights, most=len(known))
    if weights is not None:
        masses *= effective_n(weights) / masses.sum()
    gaps = np.diff(known)
    if not len(gaps):
        return masses
    # Of whole numbers the step is 1, also where everybody answered 1 or 5.
    whole = bool((known == np.rint(known)).all())
    steps = (known - known[0]) / (1.0 if whole else gaps.min())
    if steps[-1] < MOST_CELLS - 0.5 and np.abs(steps - np.rint(steps)).max() < 0.01:
        return weighted_counts(np.rint(steps).astype(np.int64), masses)
    half = np.minimum(gaps, np.ptp(known) / STRETCHES) / 2
    left, right = known - np.append(half[0], half), known + np.append(half, half[-1])
    up_to = np.concatenate(([0.0], np.cumsum(masses)))
    shares = np.column_stack([up_to[:-1], up_to[1:]]).ravel()
    places = np.column_stack([left, right]).ravel()
    low, high = np.interp(np.array([0.05, 0.95]) * up_to[-1], shares, places)
    return np.diff(np.interp(np.linspace(low, high, STRETCHES + 1), places, shares))
