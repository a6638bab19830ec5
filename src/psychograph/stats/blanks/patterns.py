"""Patterns of missing answers, and what is expected of them if answers are normal."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Numbers a block of patterns or rows may hold at once: 4 million are 32 MB.
BLOCK = 4_000_000


@dataclass(frozen=True, eq=False)
class Block:
    """Respondents who miss equally many answers, those of one pattern next to each other."""

    rows: NDArray[np.int64]
    # Shape (patterns, m): columns missing. Shape (rows,): whose row is of which pattern.
    absent: NDArray[np.int64]
    pattern_of: NDArray[np.int64]


def patterns_of(known: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Return the distinct rows and, for every row, which of them it is."""
    _, first, which = np.unique(np.packbits(known, axis=1), axis=0, return_index=True, return_inverse=True)
    return known[first], which.reshape(-1).astype(np.int64)


def blocks_of(known: NDArray[np.bool_]) -> list[Block]:
    """Return all rows in blocks that hold at most BLOCK numbers, squares of missing columns counted."""
    patterns, pattern_of = patterns_of(known)
    absent = (~patterns).sum(axis=1)
    blocks = []
    for m in np.unique(absent).tolist():
        rows = np.flatnonzero(absent[pattern_of] == m)
        rows = rows[np.argsort(pattern_of[rows], kind="stable")]
        most = max(1, BLOCK // max(known.shape[1], m * m))
        for start in range(0, len(rows), most):
            part = rows[start : start + most]
            which, place = np.unique(pattern_of[part], return_inverse=True)
            gaps = np.nonzero(~patterns[which])[1].reshape(len(which), m)
            blocks.append(Block(part, gaps, place.reshape(-1)))
    return blocks


def own_part(matrix: NDArray[np.float64], absent: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the part of a matrix that belongs to each pattern's missing columns, (patterns, m, m)."""
    part: NDArray[np.float64] = matrix[absent[:, :, None], absent[:, None, :]]
    return part


def inverse_of(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the inverse of a matrix, or of each of a pile of them."""
    return np.asarray(np.linalg.inv(matrix), dtype=np.float64)


def expected_missing(
    deviations: NDArray[np.float64], block: Block, precision: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return expected deviations, (rows, m), and conditional covariances, (patterns, m, m), of the missing.

    With K the precision, the missing have conditional covariance K_mm^-1 and expectation
    -K_mm^-1 K_mo d_o: small matrices where little is missing. Deviations are 0 where missing.
    """
    gaps = block.absent[block.pattern_of]
    pull = np.take_along_axis(deviations @ precision, gaps, axis=1)
    spread = inverse_of(own_part(precision, block.absent))
    if 8 * len(block.absent) > len(block.rows):
        each: NDArray[np.float64] = (spread[block.pattern_of] @ pull[:, :, None])[:, :, 0]
        return -each, spread
    ends = np.searchsorted(block.pattern_of, np.arange(len(block.absent) + 1))
    parts = [pull[a:b] @ spread[j] for j, (a, b) in enumerate(itertools.pairwise(ends.tolist()))]
    return -np.concatenate(parts), spread


def distances(
    deviations: NDArray[np.float64], blocks: list[Block], precision: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return squared Mahalanobis distances over what is known, shape (rows,)."""
    found = np.zeros(len(deviations))
    for block in blocks:
        mine = deviations[block.rows]
        expected, _ = expected_missing(mine, block, precision)
        pull = np.take_along_axis(mine @ precision, block.absent[block.pattern_of], axis=1)
        found[block.rows] = ((mine @ precision) * mine).sum(axis=1) + (expected * pull).sum(axis=1)
    return found
