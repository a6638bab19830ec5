"""The search for a consensus: k-means on the groups of many solutions, by patterns of groups."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from psychograph.stats.canonical import distinct_rows

ROUNDS = 100
SAME = 1e-12
"""Share by which two searches that found the same may differ."""

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Patterns:
    """Respondents whom all solutions treat alike, taken together.

    Patterns, the solutions in them and the numbers of groups stand in an order that depends on what
    is in them, not on how it came.
    """

    codes: Labels  # (patterns, solutions): groups from 0
    masses: Floats  # (patterns,)
    importance: Floats  # (solutions,): shares
    pattern: Labels  # (n,): the pattern of each respondent

    @classmethod
    def of(cls, codes: Labels, weights: Floats | None, importance: Floats) -> Patterns:
        """Return the patterns of respondents; `codes` are groups from 0, shape (n, solutions)."""
        rows, first, masses = distinct_rows(codes.astype(np.float64), weights)
        renamed, order = _renamed(codes[rows], masses, importance)
        # Solutions that do not count tell nobody apart.
        order = order[importance[order] > 0]
        again, second, _ = distinct_rows(renamed[:, order].astype(np.float64), masses)
        pattern = second[first]
        by_weight = np.argsort(weights, kind="stable") if weights is not None else np.arange(len(codes))
        counted = None if weights is None else weights[by_weight]
        totals = np.bincount(pattern[by_weight], counted, minlength=len(again)).astype(np.float64)
        return cls(renamed[again][:, order], totals, importance[order], pattern)


def search(patterns: Patterns, k: int, rng: np.random.Generator, starts: int) -> Labels:
    """Return the best partition of the patterns found, groups from 0, the heaviest first."""
    best, least = np.zeros(len(patterns.masses), dtype=np.int64), np.inf
    space = _Space(patterns)
    for begin in [*_solutions_of(patterns, space, k, starts), *(space.drawn(k, rng) for _ in range(starts))]:
        labels, cost = space.settled(begin, k)
        if cost < least * (1 - SAME) - SAME * space.total:
            best, least = labels, cost
    mass = np.bincount(best, patterns.masses, minlength=k)
    first = np.array([int((best == group).argmax()) for group in range(k)])
    number = np.empty(k, dtype=np.int64)
    number[np.lexsort((first, -mass))] = np.arange(k)
    return number[best]


def overlaps(codes: Labels, masses: Floats) -> Floats:
    """Return the mass that each two groups share, of all solutions one after the other."""
    starts = _starts(codes)
    table = np.zeros((starts[-1], starts[-1]))
    for one in range(codes.shape[1]):
        for other in range(one + 1):
            height, width = starts[one + 1] - starts[one], starts[other + 1] - starts[other]
            both = np.bincount(codes[:, one] * width + codes[:, other], masses, minlength=height * width)
            block = both.reshape(height, width)
            mine, theirs = slice(starts[one], starts[one + 1]), slice(starts[other], starts[other + 1])
            table[mine, theirs], table[theirs, mine] = block, block.T
    return table


class _Space:
    """Patterns as points: one column for each group of each solution, 1 for members."""

    def __init__(self, patterns: Patterns) -> None:
        self.codes, self.masses, self.importance = patterns.codes, patterns.masses, patterns.importance
        self.starts = _starts(self.codes)
        n, m = self.codes.shape
        self.scale = np.repeat(self.importance, np.diff(self.starts))
        self.total = float(self.masses.sum())
        columns = (self.codes + self.starts[:-1]).ravel()
        shape = (n, int(self.starts[-1]))
        self.points = csr_array((np.ones(n * m), columns, np.arange(0, n * m + 1, m)), shape=shape)

    def centres(self, labels: Labels, k: int) -> tuple[Floats, Floats]:
        """Return the share of each centre's mass in each group, shape (groups, k), and its mass."""
        mass = np.bincount(labels, self.masses, minlength=k).astype(np.float64)
        inside = np.empty((self.starts[-1], k))
        for solution, (first, last) in enumerate(itertools.pairwise(self.starts)):
            both = self.codes[:, solution] * k + labels
            counted = np.bincount(both, self.masses, minlength=(last - first) * k)
            inside[first:last] = counted.reshape(-1, k)
        return inside / np.where(mass > 0, mass, 1.0), mass

    def distances(self, centres: Floats) -> Floats:
        """Return squared distances of the patterns to centres, shape (patterns, k)."""
        weighed = self.scale[:, None] * centres
        constant = 1.0 + (weighed * centres).sum(axis=0)
        return np.asarray(np.maximum(constant - 2 * (self.points @ weighed), 0.0))

    def settled(self, labels: Labels, k: int) -> tuple[Labels, float]:
        """Move patterns to the nearest centre until none moves; return groups and the cost."""
        cost = np.inf
        for _ in range(ROUNDS):
            labels = self._without_empty(labels, k)
            centres, _ = self.centres(labels, k)
            apart = self.distances(centres)
            here = float(self.masses @ apart[np.arange(len(labels)), labels])
            nearest = apart.argmin(axis=1)
            # Who is as near to the own centre stays, so that rounding moves nobody.
            own, least = apart[np.arange(len(labels)), labels], apart.min(axis=1)
            moved = np.where(least < own - SAME, nearest, labels)
            if (moved == labels).all() or not here < cost:
                return labels, here
            labels, cost = moved, here
        return self._without_empty(labels, k), cost

    def drawn(self, k: int, rng: np.random.Generator) -> Labels:
        """Return groups around k patterns drawn far from each other (Arthur & Vassilvitskii 2007)."""
        chances = self.masses
        chosen: list[int] = []
        least = np.full(len(self.masses), np.inf)
        nearest = np.zeros(len(self.masses), dtype=np.int64)
        for group in range(k):
            ends = np.cumsum(chances)
            if not ends[-1] > 0:
                break  # those left differ by less than can be told; groups are filled afterwards
            chosen.append(int(np.searchsorted(ends, rng.random() * ends[-1], side="right")))
            centre = np.zeros((self.starts[-1], 1))
            centre[self.codes[chosen[-1]] + self.starts[:-1]] = 1.0
            apart = self.distances(centre)[:, 0]
            nearest[apart < least] = group
            least = np.minimum(least, apart)
            least[chosen] = 0.0
            chances = self.masses * least
        return nearest

    def _without_empty(self, labels: Labels, k: int) -> Labels:
        """Give each group that nobody is in the pattern that is farthest from its centre."""
        empty = np.flatnonzero(np.bincount(labels, minlength=k) == 0)
        for group in empty:
            labels = labels.copy()
            apart = self.distances(self.centres(labels, k)[0])[np.arange(len(labels)), labels]
            alone = np.bincount(labels, minlength=k)[labels] == 1
            labels[int(np.where(alone, -1.0, self.masses * apart).argmax())] = group
        return labels


def _solutions_of(patterns: Patterns, space: _Space, k: int, most: int) -> list[Labels]:
    """Return the solutions of k groups, those first that have most in common with all."""
    having = np.flatnonzero(np.diff(space.starts) == k)
    if not len(having):
        return []
    common = overlaps(patterns.codes, patterns.masses) ** 2 @ space.scale
    sizes = np.add.reduceat(common, space.starts[:-1])
    ranked = having[np.argsort(-sizes[having], kind="stable")]
    return [patterns.codes[:, solution].copy() for solution in ranked[:most]]


def _renamed(codes: Labels, masses: Floats, importance: Floats) -> tuple[Labels, Labels]:
    """Number groups by their mass and overlaps, and return that with an order of the solutions."""
    table = overlaps(codes, masses / masses.sum())
    starts = _starts(codes)
    scale = np.repeat(importance, np.diff(starts))
    # Rounded, as sums in another order differ in the last digits. The second tells apart groups of
    # like overlaps by what they overlap with.
    mass = np.diag(table).round(12)
    common = (table**2 @ scale).round(12)
    beyond = (table**3 @ (scale * (1 + common + mass**2))).round(12)
    order = np.lexsort((beyond, common, mass))
    renamed = np.empty_like(codes)
    keys = []
    for solution, (first, last) in enumerate(itertools.pairwise(starts)):
        mine = order[(order >= first) & (order < last)] - first
        number = np.empty(len(mine), dtype=np.int64)
        number[mine] = np.arange(len(mine))
        renamed[:, solution] = number[codes[:, solution]]
        of_groups = [tell[first + mine].tolist() for tell in (mass, common, beyond)]
        keys.append((float(importance[solution]), len(mine), of_groups))
    return renamed, np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)


def _starts(codes: Labels) -> Labels:
    """Return where the groups of each solution begin if all stand one after the other, and the end."""
    return np.concatenate([[0], np.cumsum(codes.max(axis=0) + 1)]).astype(np.int64)
