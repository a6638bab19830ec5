"""An order of respondents that depends on their answers alone, not on where they stand in a file."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.weights import alike


def canonical_order(
    values: NDArray[np.float64], weights: NDArray[np.float64] | None = None
) -> NDArray[np.int64]:
    """Return the rows sorted by the first column, ties by the next, and at last by weight.

    Methods that go through rows one by one meet ties. Where they meet them in this order, a shuffled
    file gives the same result: rows that still tie are the same in everything.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        NaN stands last in a column.
    weights : ndarray of float64, shape (n,), optional
        Weights that are all alike do not matter.

    Returns
    -------
    ndarray of int64, shape (n,)
        ``values[order]`` is sorted.

    Examples
    --------
    >>> canonical_order(np.array([[2.0, 1.0], [1.0, 9.0], [2.0, 0.0]])).tolist()
    [1, 2, 0]
    """
    keys = [values[:, column] for column in range(values.shape[1] - 1, -1, -1)]
    if weights is not None and not alike(weights):
        keys.insert(0, weights)
    return np.lexsort(keys) if keys else np.arange(len(values))


def distinct_rows(
    values: NDArray[np.float64], weights: NDArray[np.float64] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return the first row of each distinct pattern of answers, the pattern of each row, and its weight.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        Two rows that miss the same answers and agree on the others are the same.
    weights : ndarray of float64, shape (n,), optional
        Everybody weighs 1 without them.

    Returns
    -------
    rows : ndarray of int64, shape (m,)
        A row of each pattern; patterns stand in canonical order.
    pattern : ndarray of int64, shape (n,)
        Positions in `rows`, from 0.
    total : ndarray of float64, shape (m,)
        Weight of each pattern. Weights are added from the lightest, so that sums do not depend on
        the order of the rows to the last bit.

    Examples
    --------
    >>> rows, pattern, total = distinct_rows(np.array([[5.0], [1.0], [5.0]]))
    >>> rows.tolist(), pattern.tolist(), total.tolist()
    ([1, 0], [1, 0, 1], [1.0, 2.0])
    """
    order = canonical_order(values, weights)
    new = np.zeros(len(order), dtype=bool)
    new[:1] = True
    for column in values.T:
        ranked = column[order]
        differ = ranked[1:] != ranked[:-1]
        new[1:] |= differ & ~(np.isnan(ranked[1:]) & np.isnan(ranked[:-1]))
    pattern = np.empty(len(order), dtype=np.int64)
    pattern[order] = np.cumsum(new) - 1
    masses = np.ones(len(order)) if weights is None else weights
    total = np.bincount(pattern[order], masses[order]).astype(np.float64)
    return order[new], pattern, total
