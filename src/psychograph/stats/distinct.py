"""Distinct rows in an order of their own, so that no result depends on how rows happen to be sorted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.canonical import canonical_order
from psychograph.stats.weights import normalised

LARGEST = 1e150
"""Squares of larger values could not be added up."""


@dataclass(frozen=True)
class Distinct:
    """Rows of which no two are equal.

    Attributes
    ----------
    points : ndarray of float64, shape (p, d)
        Sorted by the first column, then the second, and so on.
    masses : ndarray of float64, shape (p,)
        Weight of the rows that are equal to each point; weights have a mean of 1 over rows.
    row_point : ndarray of int64, shape (n,)
        Which point each row is, from 0.
    order : ndarray of int64, shape (n,)
        Rows sorted by point, and by weight among equal ones.
    weights : ndarray of float64, shape (n,)
        Weights of the sorted rows, with a mean of 1.
    """

    points: NDArray[np.float64]
    masses: NDArray[np.float64]
    row_point: NDArray[np.int64]
    order: NDArray[np.int64]
    weights: NDArray[np.float64]


def distinct_points(values: NDArray[np.float64], weights: NDArray[np.float64] | None = None) -> Distinct:
    """Sort rows and make one point of equal ones.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        No NaN or infinity, nothing beyond 1e150; n and d at least 1.
    weights : ndarray of float64, shape (n,), optional
        Above zero.

    Raises
    ------
    ValueError
        For values or weights that are not so.

    Examples
    --------
    >>> found = distinct_points(np.array([[5.0], [2.0], [5.0]]))
    >>> found.points.ravel().tolist(), found.masses.tolist(), found.row_point.tolist()
    ([2.0, 5.0], [1.0, 2.0], [1, 0, 1])
    """
    values = checked_values(values) + 0.0  # minus zero becomes zero
    given = np.ones(len(values)) if weights is None else checked_weights(weights, len(values))
    order = np.argsort(values[:, 0], kind="stable")
    if (np.diff(values[order, 0]) == 0).any():  # else the other columns, slow to sort by, do not matter
        order = canonical_order(values, given)
    ranked = values[order]
    new = np.ones(len(values), dtype=bool)
    new[1:] = (ranked[1:] != ranked[:-1]).any(axis=1)
    row_point = np.empty(len(values), dtype=np.int64)
    row_point[order] = np.cumsum(new) - 1
    scaled = normalised(given[order])
    masses = np.add.reduceat(scaled, np.flatnonzero(new))
    return Distinct(np.ascontiguousarray(ranked[new]), masses, row_point, order, scaled)


def checked_values(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return values as numbers in rows and columns, or raise ValueError."""
    found: NDArray[np.float64] = np.asarray(values, dtype=float)
    if found.ndim != 2 or not found.size:
        raise ValueError(f"values must have rows and columns, but have shape {found.shape}")
    if not np.isfinite(found).all():
        raise ValueError("values hold NaN or infinity")
    if np.abs(found).max() > LARGEST:
        raise ValueError(f"values hold numbers beyond {LARGEST:g}, whose squares cannot be added up")
    return found


def checked_weights(weights: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    """Return weights as numbers above zero, one for each of n rows, or raise ValueError."""
    found: NDArray[np.float64] = np.asarray(weights, dtype=float)
    if found.shape != (n,):
        raise ValueError(f"{n} rows need {n} weights, but weights have shape {found.shape}")
    if not (np.isfinite(found).all() and (found > 0).all()):
        raise ValueError("weights must be finite and above zero")
    return found
