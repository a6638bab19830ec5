"""The distribution with one peak that lies closest to a column: what the column would be without groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

Floats = NDArray[np.float64]

PEAKS = 41  # places tried for the peak, evenly spread over the values


@dataclass(frozen=True, eq=False)
class Margin:
    """How one column is distributed, as the way from shares to values.

    Parameters
    ----------
    shares : ndarray of float64, shape (m,)
        Share of the population up to each value, rising to 1.
    values : ndarray of float64, shape (m,)
        Values, rising.
    steps : bool
        Whether nobody stands between two values.
    """

    shares: Floats
    values: Floats
    steps: bool

    def quantile(self, shares: Floats) -> Floats:
        """Return the values up to which these shares of the population lie.

        Parameters
        ----------
        shares : ndarray of float64
            0 to 1.
        """
        if self.steps:
            at = np.searchsorted(self.shares, shares, side="left")
            return np.asarray(self.values[np.minimum(at, len(self.values) - 1)])
        return np.asarray(np.interp(shares, self.shares, self.values))


def as_it_is(column: Floats, weights: Floats) -> Margin:
    """Return the distribution of a column itself, with its steps and ties.

    Parameters
    ----------
    column : ndarray of float64, shape (n,)
        No NaN.
    weights : ndarray of float64, shape (n,)
        Above zero.

    Examples
    --------
    >>> margin = as_it_is(np.array([1.0, 1.0, 5.0]), np.ones(3))
    >>> margin.quantile(np.array([0.2, 0.6, 0.9])).tolist()
    [1.0, 1.0, 5.0]
    """
    values, at = np.unique(column, return_inverse=True)
    shares = np.cumsum(np.bincount(at, weights))
    return Margin(shares / shares[-1], values, steps=True)


def with_one_peak(column: Floats, weights: Floats) -> Margin:
    """Return the distribution with a single peak that lies closest to a column.

    For each of 41 places of the peak, the density before it is the rising one and the density
    behind it the falling one that fit the gaps between neighbouring values best (pooled adjacent
    violators); the place where the largest gap between the two cumulative curves is least is taken.
    A column that has one peak stays, up to the roughness of a sample, as it is: skew, heavy tails and
    flat tops are kept, valleys are filled.

    Parameters
    ----------
    column, weights
        As for :func:`as_it_is`.

    References
    ----------
    Grenander 1956, Skand Aktuarietidskr 39:125 (the falling density); Hartigan & Hartigan 1985, Ann
    Stat 13:70 (the closest curve with one peak).

    Examples
    --------
    Nobody stands between two camps; with one peak, a third of all people do.

    >>> camps = np.concatenate([np.linspace(1, 2, 50), np.linspace(8, 9, 50)])
    >>> people = with_one_peak(camps, np.ones(100)).quantile(np.linspace(0, 1, 100))
    >>> int(((camps > 2.5) & (camps < 7.5)).sum()), bool(((people > 2.5) & (people < 7.5)).sum() > 30)
    (0, True)
    """
    raw = as_it_is(column, weights)
    values = raw.values
    if len(values) < 4:
        return raw
    masses = np.diff(raw.shares, prepend=0.0)
    middles = raw.shares - masses / 2  # a value lies in the middle of those who gave it
    middles = (middles - middles[0]) / (middles[-1] - middles[0])
    widths = np.diff(values)
    density = np.diff(middles) / widths
    best, least = middles, np.inf
    for peak in np.unique(np.linspace(0, len(widths), PEAKS).astype(np.int64)):
        shares = np.concatenate(([0.0], np.cumsum(_rising_then_falling(density, widths, int(peak)) * widths)))
        off = float(np.abs(shares - middles).max())
        if off < least:
            best, least = shares, off
    return Margin(best / best[-1], values, steps=False)


def _rising_then_falling(density: Floats, widths: Floats, peak: int) -> Floats:
    parts = []
    if peak:
        parts.append(isotonic_regression(density[:peak], weights=widths[:peak]).x)
    if peak < len(density):
        parts.append(isotonic_regression(density[peak:], weights=widths[peak:], increasing=False).x)
    return np.concatenate(parts)
