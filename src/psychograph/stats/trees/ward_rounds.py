"""Ward's merges of weighted patterns by rounds of reciprocal nearest neighbours, without numba.

Ward's distance is reducible: a group that two others form is no nearer to a third than the nearer
of them was. So any two groups that are nearest to each other may be joined at once, whatever else
is joined; and only those whose nearest group is no more need to look for it again (Bruynooghe 1977,
Statistique et Analyse des Donnees 2(3):24; Murtagh 1983, Comput J 26:354).

`ward_boxes` does the same with compiled kernels and must give the same to the last bit: what is
decided is decided by the same operations in the same order, and what is screened out before, there
by boxes and here by a product of matrices, could not have been chosen. So results do not depend on
whether anything is compiled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Progress = Callable[[float], None]
"""Called with the share of merges done, 0 to 1."""

BLOCK = 2_000_000
"""Distances looked at together: 16 MB."""


@dataclass(frozen=True, eq=False)
class Merges:
    """Merges of n patterns in the order found; a group is called by its lowest pattern.

    Parameters
    ----------
    first, second : ndarray of int32, shape (n - 1,)
        The two groups; `first` is the lower and stands for both from then on.
    costs : ndarray of float64, shape (n - 1,)
        What the merge adds to the squares within groups.
    rounds : ndarray of int32, shape (n - 1,)
        The round in which it was found; merges of one round do not depend on each other.
    """

    first: NDArray[np.int32]
    second: NDArray[np.int32]
    costs: NDArray[np.float64]
    rounds: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class _Groups:
    """Centres, each the sum of two numbers, masses and nearest groups."""

    high: NDArray[np.float64]
    low: NDArray[np.float32]
    mass: NDArray[np.float64]
    nearest: NDArray[np.int64]
    costs: NDArray[np.float64]
    alive: NDArray[np.bool_]


def merge_patterns(
    patterns: NDArray[np.float64], masses: NDArray[np.float64], progress: Progress | None = None
) -> Merges:
    """Join patterns until one group is left.

    Parameters
    ----------
    patterns : ndarray of float64, shape (n, d)
        Distinct, of size about 1. It is overwritten.
    masses : ndarray of float64, shape (n,)
        Above zero. It is overwritten.
    progress : callable, optional
        Told the share of merges done after every round.
    """
    n = len(patterns)
    groups = _Groups(
        high=patterns,
        low=np.zeros(patterns.shape, np.float32),
        mass=masses,
        nearest=np.full(n, -1),
        costs=np.zeros(n),
        alive=np.ones(n, dtype=bool),
    )
    found: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]] = []
    done, pending = 0, np.arange(n)
    while done < n - 1:
        _search(groups, pending)
        first, second = _reciprocal(groups)
        found.append((first, second, groups.costs[first]))
        _weigh(groups, first, second)
        done += len(first)
        standing = np.flatnonzero(groups.alive)
        lost = ~groups.alive[groups.nearest[standing]] | np.isin(groups.nearest[standing], first)
        lost |= np.isin(standing, first)
        # Rounding can let three groups point at each other in a ring; all look again then.
        pending = standing[lost] if len(first) else standing
        if progress is not None:
            progress(done / (n - 1))
    each = [len(first) for first, _, _ in found]
    return Merges(
        first=np.concatenate([np.empty(0, np.int64), *(first for first, _, _ in found)]).astype(np.int32),
        second=np.concatenate([np.empty(0, np.int64), *(second for _, second, _ in found)]).astype(np.int32),
        costs=np.concatenate([np.empty(0), *(costs for _, _, costs in found)]),
        rounds=np.repeat(np.arange(len(each), dtype=np.int32), each),
    )


def _reciprocal(groups: _Groups) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the pairs of groups that are nearest to each other, the lower first."""
    standing = np.flatnonzero(groups.alive)
    other = groups.nearest[standing]
    mutual = (groups.nearest[other] == standing) & (standing < other)
    return standing[mutual], other[mutual]


def _weigh(groups: _Groups, a: NDArray[np.int64], b: NDArray[np.int64]) -> None:
    """Move groups `a` to the common centres, exact to a rounding of the step (Knuth's two-sum)."""
    high, low = groups.high, groups.low
    both = groups.mass[a] + groups.mass[b]
    share = (groups.mass[b] / both)[:, None]
    start, before = high[a], low[a].astype(np.float64)
    step = ((high[b] - start) + (low[b].astype(np.float64) - before)) * share
    moved = start + step
    back = moved - start
    rest = ((start - (moved - back)) + (step - back)) + before
    high[a] = moved + rest
    low[a] = (rest - (high[a] - moved)).astype(np.float32)
    groups.mass[a] = both
    groups.alive[b] = False


def _search(groups: _Groups, pending: NDArray[np.int64]) -> None:
    """Find the nearest group of each that is pending."""
    standing = np.flatnonzero(groups.alive)
    inverse = 1.0 / groups.mass
    middle = np.median(groups.high[standing], axis=0)
    centred = (groups.high[standing] - middle) + groups.low[standing]
    squares = np.einsum("ij,ij->i", centred, centred)
    size = max(1, BLOCK // len(standing))
    for begin in range(0, len(pending), size):
        queries = pending[begin : begin + size]
        row, column = _within_reach(queries, standing, centred, squares, inverse)
        costs = _costs(groups, inverse, queries[row], standing[column])
        # The least cost comes first in each row, and the least key among ties.
        order = np.lexsort((_tie_keys(queries[row], standing[column]), costs, row))
        chosen = order[np.searchsorted(row[order], np.arange(len(queries)))]
        groups.nearest[queries] = standing[column[chosen]]
        groups.costs[queries] = costs[chosen]


def _within_reach(
    queries: NDArray[np.int64],
    standing: NDArray[np.int64],
    centred: NDArray[np.float64],
    squares: NDArray[np.float64],
    inverse: NDArray[np.float64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return all that may be nearest, as rows among queries and columns among those standing.

    Squared distances come from a product of matrices, |q|^2 + |x|^2 - 2 q'x, which rounding moves
    by less than some (d + 4) x 2.3e-16 (|q| + |x|)^2.
    """
    at = np.searchsorted(standing, queries)
    apart = squares[at][:, None] + squares - 2 * (centred[at] @ centred.T)
    shares = inverse[queries][:, None] + inverse[standing]
    error = (centred.shape[1] + 4) * 1e-15 * 2 * (squares[at][:, None] + squares) + 1e-300
    most = (apart + error) / shares
    most[np.arange(len(queries)), at] = np.inf
    reach = most.min(axis=1)[:, None] * (1 + 1e-12)
    near = (apart - error) / shares <= reach
    near[np.arange(len(queries)), at] = False
    row, column = np.nonzero(near)
    return row, column


def _costs(
    groups: _Groups, inverse: NDArray[np.float64], a: NDArray[np.int64], b: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return by how much joining raises the squares within, summed column by column as kernels do."""
    total = np.zeros(len(a))
    for k in range(groups.high.shape[1]):
        rest = groups.low[a, k].astype(np.float64) - groups.low[b, k].astype(np.float64)
        apart = (groups.high[a, k] - groups.high[b, k]) + rest
        total += apart * apart
    result: NDArray[np.float64] = total / (inverse[a] + inverse[b])
    return result


def _tie_keys(a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return `ward_kernels.tie_key` of each pair."""
    x = (np.minimum(a, b).astype(np.uint64) << np.uint64(32)) | np.maximum(a, b).astype(np.uint64)
    x = (x ^ (x >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    x = (x ^ (x >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    result: NDArray[np.uint64] = x ^ (x >> np.uint64(33))
    return result
