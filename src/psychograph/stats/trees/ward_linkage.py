"""From merges of patterns to a linkage matrix of rows, in scipy's format."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.trees.ward_rounds import Merges


@dataclass(frozen=True, eq=False)
class _Branches:
    """What each merge joined: earlier merges, or -1 for a pattern; its height and its rows."""

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    heights: NDArray[np.float64]
    sizes: NDArray[np.int64]


def linkage_of(
    merges: Merges, exponent: int, repeats: NDArray[np.int64], order: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the tree of all rows.

    Rows of the same pattern are joined first, one after the other, at height 0. All other merges
    are sorted by height; among the same heights by the round in which they were found, then by
    pattern, so that no group stands before its parts.

    Parameters
    ----------
    merges : Merges
        Of p patterns.
    exponent : int
        Of the power of two by which heights are to be multiplied.
    repeats : ndarray of int64, shape (p,)
        Rows of each pattern.
    order : ndarray of int64, shape (n,)
        Rows, those of a pattern side by side.

    Returns
    -------
    ndarray of float64, shape (n - 1, 4)
        Linkage matrix; the lower of two numbers stands first.
    """
    n = len(order)
    linkage = np.empty((n - 1, 4))
    same = n - len(repeats)
    own = _join_repeats(linkage, repeats, order)
    branches = _branches(merges, repeats)
    by_height = np.lexsort((merges.first, merges.rounds, branches.heights))
    number = np.empty(len(by_height), np.int64)
    number[by_height] = np.arange(n + same, 2 * n - 1)
    for column, part, whole in ((0, branches.left, merges.first), (1, branches.right, merges.second)):
        earlier = part[by_height]
        linkage[same:, column] = np.where(earlier < 0, own[whole[by_height]], number[earlier])
    linkage[same:, :2].sort(axis=1)
    linkage[same:, 2] = np.ldexp(branches.heights[by_height], exponent)
    linkage[same:, 3] = branches.sizes[by_height]
    return linkage


def _join_repeats(
    linkage: NDArray[np.float64], repeats: NDArray[np.int64], order: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Write the merges of equal rows, and return the number that stands for each pattern."""
    n = len(order)
    begins = np.cumsum(repeats) - repeats
    joins = np.cumsum(repeats - 1) - (repeats - 1)
    number: NDArray[np.int64] = np.where(repeats == 1, order[begins], n + joins + repeats - 2)
    at = np.arange(n - len(repeats))
    step = at - np.repeat(joins, repeats - 1)  # 0 for the first merge of a pattern
    begin = np.repeat(begins, repeats - 1)
    linkage[at, 0] = np.where(step == 0, order[begin], order[begin + step + 1])
    linkage[at, 1] = np.where(step == 0, order[begin + 1], n + at - 1)
    linkage[at, 2] = 0.0
    linkage[at, 3] = step + 2
    linkage[at, :2] = np.sort(linkage[at, :2], axis=1)
    return number


def _branches(merges: Merges, repeats: NDArray[np.int64]) -> _Branches:
    heights = np.sqrt(2 * merges.costs)
    left, right = np.empty_like(merges.first), np.empty_like(merges.first)
    sizes = np.empty(len(heights), np.int64)
    # Of each pattern: the last merge it stands for, its height and its rows.
    last = np.full(len(repeats), -1, np.int32)
    top, rows = np.zeros(len(repeats)), repeats.copy()
    ends = np.flatnonzero(np.diff(merges.rounds, prepend=-1, append=-1))
    for begin, end in pairwise(ends.tolist()):
        a, b = merges.first[begin:end], merges.second[begin:end]
        left[begin:end], right[begin:end] = last[a], last[b]
        # Rounding must not let a group lie below its parts.
        heights[begin:end] = top[a] = np.maximum(heights[begin:end], np.maximum(top[a], top[b]))
        sizes[begin:end] = rows[a] = rows[a] + rows[b]
        last[a] = np.arange(begin, end)
    return _Branches(left, right, heights, sizes)
