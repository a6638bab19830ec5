"""Gower dissimilarities, compiled. `gower.py` imports this for many rows and has the same in numpy.

Every sum is in float32, over columns in their order, as in numpy's version: both agree to the last
bit, so that ties are ties in both. Counters of inner loops are unsigned, and their arrays plain and
one-dimensional: so the compiler takes eight rows at once.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy import float32
from numpy.typing import NDArray

Floats32 = NDArray[np.float32]

TILE = 2048  # rows compared at a time: what is kept of them fits the fastest memory of a core


@njit(cache=True, nogil=True)
def add_known(
    x: np.float32, others: Floats32, known: Floats32, weight: np.float32, nominal: bool, found: Floats32
) -> None:
    """Add the weighted differences on one column to those of other columns, where they are known."""
    m = np.uint64(len(found))
    if nominal:
        for j in range(m):
            found[j] += (weight if others[j] != x else float32(0)) * known[j]
    else:
        for j in range(m):
            apart = abs(others[j] - x)
            found[j] += (apart if apart < weight else weight) * known[j]


@njit(cache=True, nogil=True)
def add_all(x: np.float32, others: Floats32, weight: np.float32, nominal: bool, found: Floats32) -> None:
    """Add the weighted differences on one column that everybody answered to those of other columns."""
    m = np.uint64(len(found))
    if nominal:
        for j in range(m):
            found[j] += weight if others[j] != x else float32(0)
    else:
        for j in range(m):
            apart = abs(others[j] - x)
            found[j] += apart if apart < weight else weight


@njit(cache=True, nogil=True)
def one_to_many(
    one: Floats32,
    known_one: Floats32,
    start: int,
    columns: Floats32,
    known: Floats32,
    nominal: NDArray[np.bool_],
    weights: Floats32,
    unknown: np.float32,
    compared: Floats32,
    found: Floats32,
) -> None:
    """Write dissimilarities of one row to those from `start` on, as many as `found` holds.

    `compared` is room for as many numbers where answers are missing, and empty where none are.
    """
    m = np.uint64(len(found))
    stop = start + len(found)
    gaps = len(compared) > 0
    total = float32(0)
    found[:] = float32(0)
    compared[:] = float32(0)
    for column in range(len(one)):
        weight = weights[column]
        total += weight
        if not gaps:
            add_all(one[column], columns[column][start:stop], weight, nominal[column], found)
        elif known_one[column] > 0:
            both = known[column][start:stop]
            for j in range(m):
                compared[j] += weight * both[j]
            add_known(one[column], columns[column][start:stop], both, weight, nominal[column], found)
    if gaps:
        for j in range(m):
            found[j] = found[j] / compared[j] if compared[j] > 0 else unknown
    else:
        for j in range(m):
            found[j] /= total


@njit(cache=True, nogil=True)
def pairs_of(
    rows: Floats32,
    known_rows: Floats32,
    columns: Floats32,
    known: Floats32,
    nominal: NDArray[np.bool_],
    weights: Floats32,
    unknown: np.float32,
    compared: Floats32,
    first: int,
    last: int,
    out: Floats32,
) -> None:
    """Write the part of the condensed matrix that the rows `first` to `last` have with all after them."""
    n = len(rows)
    for tile in range(first + 1, n, TILE):
        for i in range(first, last):
            start, stop = max(tile, i + 1), min(n, tile + TILE)
            at = i * (2 * n - i - 1) // 2 - i - 1
            if start < stop:
                room = compared[: stop - start]
                found = out[at + start : at + stop]
                one_to_many(
                    rows[i], known_rows[i], start, columns, known, nominal, weights, unknown, room, found
                )


@njit(cache=True, nogil=True)
def rows_to(
    rows: Floats32,
    known_rows: Floats32,
    columns: Floats32,
    known: Floats32,
    nominal: NDArray[np.bool_],
    weights: Floats32,
    unknown: np.float32,
    compared: Floats32,
    first: int,
    last: int,
    out: Floats32,
) -> None:
    """Write dissimilarities of the rows `first` to `last` to all others, shape (rows, others)."""
    m = out.shape[1]
    for start in range(0, m, TILE):
        stop = min(m, start + TILE)
        for i in range(first, last):
            room, found = compared[: stop - start], out[i][start:stop]
            one_to_many(rows[i], known_rows[i], start, columns, known, nominal, weights, unknown, room, found)
