"""Rows in the order of what they hold, equal rows as one pattern, and numbers of size one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def content_order(
    values: NDArray[np.float64], weights: NDArray[np.float64] | None = None
) -> NDArray[np.int64]:
    """Return the order of rows by first column, second column, ..., and then by weight.

    Rows that hold the same stay in the order in which they come; nothing but their names tells
    them apart.

    Examples
    --------
    >>> content_order(np.array([[2.0, 1.0], [1.0, 5.0], [1.0, 4.0]])).tolist()
    [2, 1, 0]
    """
    order = np.argsort(values[:, 0], kind="stable")
    sorted_first = values[order, 0]
    if (sorted_first[1:] > sorted_first[:-1]).all():
        return order  # as with scores, of which no two are equal
    keys = [values[:, k] for k in range(values.shape[1])]
    return np.lexsort((*([] if weights is None else [weights]), *keys[::-1]))


def collapse(
    values: NDArray[np.float64], order: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the distinct rows, sorted, and where in `order` those that hold each of them begin.

    Examples
    --------
    >>> patterns, first = collapse(np.array([[4.0], [2.0], [4.0]]), np.array([1, 0, 2]))
    >>> patterns.ravel().tolist(), first.tolist()
    ([2.0, 4.0], [0, 1])
    """
    patterns = values[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (patterns[1:] != patterns[:-1]).any(axis=1)
    first = np.flatnonzero(new)
    return (patterns if len(first) == len(order) else patterns[first]), first


def to_unit(points: NDArray[np.float64]) -> int:
    """Bring points to a size of about 1, in place, without rounding any; return the exponent taken out.

    All are divided by one power of two, and columns far from zero are moved to it: x - c is exact
    where x / 2 <= c <= 2 x (Sterbenz 1974, Floating-point computation). So distances stay what they
    are to the last bit, and squares neither overflow nor lose digits to an offset.

    Examples
    --------
    >>> points = np.array([[1000.0, 1.0], [1004.0, 2.0]])
    >>> to_unit(points), points.tolist()
    (3, [[0.0, 0.0], [0.5, 0.125]])
    """
    exponent = _divided(points)
    lowest, highest = points.min(axis=0), points.max(axis=0)
    nearer = np.where(lowest > 0, lowest, np.where(highest < 0, highest, 0.0))
    farther = np.where(lowest > 0, highest, lowest)
    far_off = np.abs(farther) <= 2 * np.abs(nearer)
    points -= np.where(far_off, nearer, 0.0)
    return exponent + _divided(points)


def _divided(points: NDArray[np.float64]) -> int:
    largest = max(abs(float(points.min())), abs(float(points.max())))
    exponent = int(np.frexp(largest)[1])
    if exponent:
        np.ldexp(points, -exponent, out=points)
    return exponent
