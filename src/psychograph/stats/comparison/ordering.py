"""An order of rows and of groups that depends on what they hold, not on how they are numbered."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.canonical import distinct_rows


def group_order(
    values: NDArray[np.float64], labels: NDArray[np.int64], weights: NDArray[np.float64] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return rows sorted by group and content, and groups numbered by content.

    Groups stand by size, the smallest first, then by the contents of their sorted rows. Random draws
    that follow this order give the same result for shuffled rows and for other numbers of the groups.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        What rows hold; NaN is a blank.
    labels : ndarray of int64, shape (n,)
        Groups, any numbers.
    weights : ndarray of float64, shape (n,), optional
        Rows that differ in weight alone are told apart by it.

    Returns
    -------
    order : ndarray of int64, shape (n,)
        Rows, sorted.
    groups : ndarray of int64, shape (k,)
        The groups' numbers, in their order.

    Examples
    --------
    >>> order, groups = group_order(np.array([[5.0], [1.0], [4.0]]), np.array([1, 1, 2]))
    >>> order.tolist(), groups.tolist()
    ([2, 1, 0], [2, 1])
    """
    held = values if weights is None else np.column_stack([values, weights])
    _, pattern, _ = distinct_rows(held)
    sorted_patterns = {
        int(group): np.sort(pattern[labels == group]).astype(">i8") for group in np.unique(labels)
    }
    groups = sorted(sorted_patterns, key=lambda g: (len(sorted_patterns[g]), sorted_patterns[g].tobytes()))
    place = {group: at for at, group in enumerate(groups)}
    rank = np.array([place[int(label)] for label in labels])
    return np.lexsort([pattern, rank]), np.array(groups, dtype=np.int64)
