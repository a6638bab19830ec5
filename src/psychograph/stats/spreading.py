"""Spreading out skewed figures: logarithms and ranks, so that a few large ones do not make all distances."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.comparison.ranks import mid_ranks

Floats = NDArray[np.float64]


def logs(values: Floats) -> Floats:
    """Return the natural logarithm of 1 + each figure.

    ln(1 + x) is 0 for nothing, near x for small figures and near ln x for large ones, so that customers
    with no order keep a place. It depends on the unit: amounts belong in whole units of the currency,
    not in hundredths.

    Parameters
    ----------
    values : ndarray of float64
        Figures from 0 up; NaN stays NaN.

    Raises
    ------
    ValueError
        For figures below 0.

    Examples
    --------
    >>> logs(np.array([0.0, 1.0, 9.0, np.nan])).round(2).tolist()
    [0.0, 0.69, 2.3, nan]
    """
    if (values < 0).any():
        raise ValueError("a figure below 0 has no logarithm")
    spread: Floats = np.log1p(values)
    return spread


def ranks(values: Floats, weights: Floats | None = None) -> Floats:
    """Return the place of each figure among all: the share below it and half the share at it.

    Ridits (Bross 1958, Biometrics 14:18). With equal weights and no ties they are (rank - 1/2) / n; their
    weighted mean is 1/2.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        Figures; NaN stays NaN and counts for nobody.
    weights : ndarray of float64, shape (n,), optional
        How many people each stands for.

    Examples
    --------
    >>> ranks(np.array([5.0, 900.0, 5.0, 20.0])).tolist()
    [0.25, 0.875, 0.25, 0.625]
    """
    known = np.isfinite(values)
    found = np.full(len(values), np.nan)
    if known.any():
        found[known] = mid_ranks(values[known], None if weights is None else weights[known])
    return found


def figures_at(spread: Floats, known_spread: Floats, known: Floats) -> Floats:
    """Return the figures that stand at places between known ones.

    Parameters
    ----------
    spread : ndarray of float64
        Places, as logarithms or ranks.
    known_spread, known : ndarray of float64, shape (n,)
        Places and figures of those that are known, one at least, without NaN.

    Returns
    -------
    ndarray of float64
        Between the smallest and the largest known figure; straight lines between them.

    Examples
    --------
    >>> known = np.array([0.0, 10.0, 1000.0])
    >>> figures_at(np.array([0.5, 2.0]), ranks(known), known).tolist()
    [10.0, 1000.0]
    """
    at, first = np.unique(known_spread, return_index=True)
    return np.asarray(np.interp(spread, at, known[first]), dtype=float)


def skewness(values: Floats) -> float:
    """Return the skewness of figures: the mean cube of their distance from the mean, in standard deviations.

    The moment coefficient g1 of Joanes & Gill 1998, The Statistician 47:183, not adjusted for n.

    Parameters
    ----------
    values : ndarray of float64
        NaN is left out.

    Returns
    -------
    float
        0 where figures lie alike on both sides; NaN where they do not differ or there are fewer than 3.

    Examples
    --------
    >>> skewness(np.array([1.0, 2.0, 3.0])), round(skewness(np.array([1.0, 1.0, 1.0, 9.0])), 2)
    (0.0, 1.15)
    """
    known = values[np.isfinite(values)]
    if len(known) < 3 or np.ptp(known) == 0:
        return float("nan")
    far = known - known.mean()
    return float((far**3).mean() / (far**2).mean() ** 1.5)
