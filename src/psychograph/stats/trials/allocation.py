"""Whether people were split among the arms of a trial as planned."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from psychograph.stats.comparison.tables import chi_square


@dataclass(frozen=True)
class Split:
    """A chi-square test of how people were split.

    Parameters
    ----------
    statistic : float
        Chi-square.
    df : int
        Degrees of freedom.
    p : float
        Chance of a split that differs as much from the plan; NaN where there is nothing to test.
    """

    statistic: float
    df: int
    p: float


def split_as_planned(counts: NDArray[np.int64], shares: NDArray[np.float64]) -> Split:
    """Test whether arms hold the people that their planned shares give (sample ratio mismatch).

    Parameters
    ----------
    counts : ndarray of int64, shape (a,)
        People in each arm.
    shares : ndarray of float64, shape (a,)
        What was planned, in any unit, above 0.

    Raises
    ------
    ValueError
        Where a share is not above 0.

    References
    ----------
    Fabijan et al. 2019, Diagnosing sample ratio mismatch in online controlled experiments, KDD.
    Checked against R's ``chisq.test(x, p =)``.

    Examples
    --------
    >>> found = split_as_planned(np.array([5_200, 4_800]), np.array([1.0, 1.0]))
    >>> found.statistic, found.df, round(found.p, 6)
    (16.0, 1, 6.3e-05)
    """
    counts, shares = np.asarray(counts, dtype=float), np.asarray(shares, dtype=float)
    if not (shares > 0).all():
        raise ValueError("every arm needs a planned share above 0")
    if len(counts) < 2 or counts.sum() == 0:
        return Split(0.0, 0, math.nan)
    expected = counts.sum() * shares / shares.sum()
    statistic = float(((counts - expected) ** 2 / expected).sum())
    df = len(counts) - 1
    return Split(statistic, df, float(chdtrc(df, statistic)))


def split_alike(counts: NDArray[np.int64]) -> Split:
    """Test whether every row was split among the columns in the same shares, whatever they are.

    Pearson's :func:`chi_square`, where there are two rows and two columns.

    Parameters
    ----------
    counts : ndarray of int64, shape (r, c)
        People by persona and arm; empty rows and columns are left out.

    Examples
    --------
    >>> found = split_alike(np.array([[50, 50], [30, 70]]))
    >>> round(found.statistic, 3), found.df, round(found.p, 4)
    (8.333, 1, 0.0039)
    """
    counts = np.asarray(counts)
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if min(counts.shape) < 2:
        return Split(0.0, 0, math.nan)
    found = chi_square(counts)
    return Split(found.statistic, round(found.df[0]), found.p)
