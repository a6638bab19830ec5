"""Statistics of one respondent's own answers, for all respondents at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

CELLS = 2_000_000  # numbers that a step may hold at once: 16 MB
FAR_OUT = 3.0  # interquartile ranges beyond the quartiles; Tukey 1977, Exploratory Data Analysis


def slices(rows: int, width: int) -> Iterable[slice]:
    """Return parts of the rows that hold at most CELLS numbers each."""
    most = max(1, CELLS // max(width, 1))
    return [slice(start, min(start + most, rows)) for start in range(0, rows, most)]


def within_person_correlation(
    values: NDArray[np.float64], first: Sequence[int], second: Sequence[int], *, fewest: int = 3
) -> NDArray[np.float64]:
    """Return each respondent's correlation over pairs of columns.

    Parameters
    ----------
    values : ndarray of float64, shape (n, k)
        Answers; NaN is missing, and a pair counts only where both are there.
    first, second : sequence of int
        Columns of each pair.
    fewest : int
        Complete pairs that a respondent needs.

    Returns
    -------
    ndarray of float64, shape (n,)
        -1 to 1; NaN with too few pairs or where either side does not vary.

    Examples
    --------
    >>> answers = np.array([[1.0, 2, 1, 5, 4, 5], [3, 3, 3, 3, 3, 3]])
    >>> within_person_correlation(answers, [0, 2, 4], [1, 3, 5]).round(2)
    array([0.5, nan])
    """
    found = np.full(len(values), np.nan)
    for part in slices(len(values), len(first)):
        x, y = values[part][:, list(first)], values[part][:, list(second)]
        known = np.isfinite(x) & np.isfinite(y)
        n = known.sum(axis=1)
        share = np.maximum(n, 1)[:, None]
        x, y = (
            np.where(known, side - np.where(known, side, 0.0).sum(axis=1, keepdims=True) / share, 0.0)
            for side in (x, y)
        )
        scale = np.sqrt((x**2).sum(axis=1) * (y**2).sum(axis=1))
        usable = (n >= fewest) & (scale > 1e-9)
        found[part] = np.divide((x * y).sum(axis=1), scale, out=np.full(len(n), np.nan), where=usable)
    return np.asarray(np.clip(found, -1.0, 1.0))


def spread_within(values: NDArray[np.float64], *, fewest: int) -> NDArray[np.float64]:
    """Return the standard deviation (divisor m - 1) of each respondent's m answers.

    Parameters
    ----------
    values : ndarray of float64, shape (n, k)
        Answers; NaN is left out.
    fewest : int
        Answers that a respondent needs; NaN below.

    Examples
    --------
    >>> spread_within(np.array([[1.0, 3, 5], [2, 2, np.nan]]), fewest=2).tolist()
    [2.0, 0.0]
    """
    found = np.full(len(values), np.nan)
    for part in slices(len(values), values.shape[1]):
        mine = values[part]
        known = np.isfinite(mine)
        n = known.sum(axis=1)
        mean = np.where(known, mine, 0.0).sum(axis=1) / np.maximum(n, 1)
        squares = (np.where(known, mine - mean[:, None], 0.0) ** 2).sum(axis=1)
        found[part] = np.where(n >= max(fewest, 2), np.sqrt(squares / np.maximum(n - 1, 1)), np.nan)
    return found


def upper_fence(index: NDArray[np.float64], *, least_spread: float = 0.0) -> float:
    """Return the third quartile plus three interquartile ranges: beyond, a value is far out.

    Parameters
    ----------
    index : ndarray of float64, shape (n,)
        NaN is left out; infinite where nothing is left.
    least_spread : float
        Taken for the interquartile range where that is smaller.

    Examples
    --------
    >>> upper_fence(np.array([2.0, 3, 3, 4, 5, 30]))
    10.0
    """
    known = index[np.isfinite(index)]
    if known.size == 0:
        return float("inf")
    low, high = np.quantile(known, (0.25, 0.75))
    return float(high + FAR_OUT * max(high - low, least_spread))


def robust_low(index: NDArray[np.float64], deviations: float) -> float:
    """Return the median less so many robust standard deviations (1.4826 median absolute deviations).

    Parameters
    ----------
    index : ndarray of float64, shape (n,)
        NaN is left out; minus infinity where nothing is left.
    deviations : float
        How many.
    """
    known = index[np.isfinite(index)]
    if known.size == 0:
        return float("-inf")
    middle = float(np.median(known))
    return middle - deviations * 1.4826 * float(np.median(np.abs(known - middle)))


def robust_high(index: NDArray[np.float64], deviations: float) -> float:
    """Return the median plus so many robust standard deviations; see :func:`robust_low`."""
    return -robust_low(-index, deviations)
