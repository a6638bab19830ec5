"""The search for medoids: greedy beginnings, and swaps until none is left that helps.

Most candidates are no good, which matrices in float32 tell with room for their rounding; the others
are weighed exactly, in float64 and in the order of the rows. So the result does not depend on the
library that multiplies matrices, nor on its threads.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Floats32 = NDArray[np.float32]
Ints = NDArray[np.int64]

COLUMNS = 1_024
"""Rows added up in float32 at a time; sums of these are added up in float64."""
ROUNDING = 4 * (COLUMNS + 8) * 2.0**-24
"""More than the share by which such a sum of positive numbers can be off."""
WIDEST = 256
"""Candidates looked at together."""
AFTER_A_SWAP = 4
"""Candidates looked at after a swap, as the next one is likely to be near; then twice as many each time."""


def build(square: Floats32, weights: Floats, candidates: Ints, k: int, stop: NDArray[np.bool_]) -> Ints:
    """Choose medoids one by one, each the one that leaves the smallest cost.

    Kaufman & Rousseeuw 1990, 2.4 (BUILD). The first among equals is taken.

    Parameters
    ----------
    square : ndarray of float32, shape (n, n)
        Distances.
    weights : ndarray of float64, shape (n,)
        Above zero.
    candidates : ndarray of int64, shape (m,)
        Rows that may be medoids, in their order.
    k : int
        Medoids, 1 to m.
    stop : ndarray of bool, shape (1,)
        Once it is set the work ends, with whatever there is.
    """
    n, m = len(weights), len(candidates)
    nearest = np.full(n, np.inf, dtype=np.float32)
    chosen = np.arange(k)
    for c in range(k):
        if stop[0]:
            break
        costs = np.zeros(m)
        for first in range(0, n, COLUMNS):
            part = slice(first, first + COLUMNS)
            mass = weights[part].astype(np.float32)
            for top in range(0, m, WIDEST):
                block = square[candidates[top : top + WIDEST], part]
                costs[top : top + WIDEST] += np.minimum(block, nearest[part]) @ mass
        costs[chosen[:c]] = np.inf
        likely = np.flatnonzero(costs <= costs.min() * (1 + 2 * ROUNDING))
        exact = [_sum(weights * np.minimum(square[row], nearest)) for row in candidates[likely]]
        chosen[c] = likely[int(np.argmin(exact))]
        nearest = np.minimum(nearest, square[candidates[chosen[c]]])
    return candidates[chosen]


def settle(
    square: Floats32,
    weights: Floats,
    candidates: Ints,
    medoids: Ints,
    enough: float,
    rounds: int,
    settled: set[tuple[int, ...]],
    stop: NDArray[np.bool_],
) -> bool:
    """Swap medoids in place until no swap of one makes the cost smaller.

    Candidates are taken in their order, time and again, and each is swapped at once for the medoid
    whose place it takes best (FasterPAM of Schubert & Rousseeuw 2021).

    Parameters
    ----------
    square, weights, candidates, stop
        As for :func:`build`.
    medoids : ndarray of int64, shape (k,)
        Rows to begin with, k > 1; those found are written here.
    enough : float
        Share of the cost that a swap must save, so that rounding makes none.
    rounds : int
        How often to go through all rows at most.
    settled : set of tuple of int
        Medoids, sorted, of which other starts know that no swap is left; those found are added.

    Returns
    -------
    bool
        Whether no swap of one medoid is left.
    """
    m = len(candidates)
    state = _State(square[medoids], weights)
    width, since = AFTER_A_SWAP, 0
    for _ in range(rounds):
        first = 0
        while first < m:
            if tuple(sorted(medoids.tolist())) in settled:
                return True
            if stop[0]:
                return False
            last = min(m, first + width, first + m - since)
            swap = state.first_swap(square[candidates[first:last]], enough)
            if swap is None:
                first, since, width = last, since + last - first, min(WIDEST, 2 * width)
            else:
                at, out = swap
                medoids[out] = candidates[first + at]
                state.replace(out, square[medoids[out]])
                first, since, width = first + at + 1, 0, AFTER_A_SWAP
            if since >= m:
                settled.add(tuple(sorted(medoids.tolist())))
                return True
    return False


class _State:
    """Where rows stand: their nearest medoid, and the distances to it and to the next."""

    def __init__(self, to_medoids: Floats32, weights: Floats) -> None:
        self.to_medoids, self.weights = to_medoids, weights
        self._look()

    def replace(self, medoid: int, apart: Floats32) -> None:
        """Put another row in the place of a medoid."""
        self.to_medoids[medoid] = apart
        self._look()

    def first_swap(self, block: Floats32, enough: float) -> tuple[int, int] | None:
        """Return the first candidate that is worth a swap, and the medoid it replaces."""
        changes = self.removal + np.zeros((len(block), 1))
        for first in range(0, block.shape[1], COLUMNS):
            part = slice(first, first + COLUMNS)
            # Per medoid: what its rows save that the candidate is nearer to, and by how much
            # less they lose if it goes.
            gain = np.minimum(block[:, part] - self._nearest32[part], 0) @ self._members[part]
            less = np.minimum(block[:, part] - self._second32[part], 0) @ self._members[part]
            changes += less
            changes -= gain
            changes += gain.sum(axis=1, keepdims=True)
        for at in np.flatnonzero(changes.min(axis=1) < self._slack).tolist():
            exact = self.changes(block[at])
            out = int(exact.argmin())
            if exact[out] < -enough * self.cost:
                return at, out
        return None

    def changes(self, row: Floats32) -> Floats:
        """Return what the cost changes by if a candidate takes the place of each medoid, shape (k,)."""
        apart = row.astype(np.float64)
        nearer = apart < self.nearest
        gain = _sum(self.weights * np.where(nearer, apart - self.nearest, 0.0))
        change = np.where(nearer, self.nearest - self.second, np.minimum(apart - self.second, 0.0))
        changes = np.bincount(self.near, self.weights * change, minlength=len(self.to_medoids))
        return np.asarray(gain + (changes + self.removal))

    def _look(self) -> None:
        k, n = self.to_medoids.shape
        self.near = self.to_medoids.argmin(axis=0)
        self._nearest32, self._second32 = np.partition(self.to_medoids, 1, axis=0)[:2]
        self.nearest, self.second = self._nearest32.astype(np.float64), self._second32.astype(np.float64)
        self.cost = _sum(self.weights * self.nearest)
        self.removal = np.bincount(self.near, self.weights * (self.second - self.nearest), minlength=k)
        self._members = np.zeros((n, k), dtype=np.float32)
        self._members[np.arange(n), self.near] = self.weights
        # All that is added up for a candidate is no more than twice the second distances.
        self._slack = 2 * ROUNDING * float(self.weights @ self.second)


def _sum(numbers: Floats) -> float:
    """Return the sum, added up from left to right, which numpy's `sum` does not promise."""
    return float(np.bincount(np.zeros(len(numbers), dtype=np.int64), numbers, minlength=1)[0])
