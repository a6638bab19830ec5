"""Ward's merges of weighted patterns by rounds over a tree of boxes, in memory that grows with n.

The rounds are those of `ward_rounds`, and so is the result, to the last bit. Here the nearest group
is looked for in a tree of boxes around groups (a k-d tree: Bentley 1975, Commun ACM 18:509) along
the principal axes. Kernels release Python's lock, so queries are shared out among threads; what a
query finds does not depend on who asks first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.compiled import compiling
from psychograph.stats.trees.ward_rounds import Merges, Progress

if TYPE_CHECKING:
    from psychograph.stats.trees import ward_kernels

KERNELS = "psychograph.stats.trees.ward_kernels"
FEW = 4096
"""Up to this many queries, rounds run one after the other in one thread, without coming back."""
MANY = 20_000
"""From this many groups on, their order in memory and the making of boxes by several threads pay."""
PATIENCE = 20_000
"""Queries after which they come back all the same, so that people can stop them."""
FRESH = 4
"""In small rounds boxes are made anew when one group in so many has changed; else for each round."""
MOST_COLUMNS = 16
"""Boxes use this many principal axes; the others could hardly narrow them."""
SAMPLE = 100_000
"""Patterns from which principal axes are found; they serve speed alone."""
WORK = 1_000_000_000
"""Coordinates a piece of work may look at: about a second at worst."""


def merge_patterns(
    patterns: NDArray[np.float64], masses: NDArray[np.float64], progress: Progress | None = None
) -> Merges:
    """Join patterns until one group is left; as `ward_rounds.merge_patterns`, in O(n d) memory."""
    with compiling(KERNELS, "the tree of segments"), _Workers() as workers:
        rounds = _Rounds(patterns, masses, workers)
        while rounds.done < len(patterns) - 1:
            rounds.go_on()
            if progress is not None:
                progress(rounds.done / (len(patterns) - 1))
    return rounds.found()


class _Workers:
    """Threads, made when there is work enough for several."""

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *raised: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def do(self, pieces: Iterable[Callable[[], None]]) -> None:
        """Do all pieces of work, in any order."""
        pieces = list(pieces)
        if self.count == 1 or len(pieces) == 1:
            for piece in pieces:
                piece()
            return
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self.count)
        waiting = {self._pool.submit(piece) for piece in pieces}
        while waiting:  # a wait without end could not be interrupted on Windows
            done, waiting = wait(waiting, timeout=0.5)
            for one in done:
                one.result()

    @property
    def count(self) -> int:
        """Threads; those of numba, so that its settings hold here too."""
        import numba

        return int(numba.config.NUMBA_NUM_THREADS)  # type: ignore[attr-defined]


class _Rounds:
    """Merges so far, and the state of the groups that are left."""

    def __init__(self, patterns: NDArray[np.float64], masses: NDArray[np.float64], workers: _Workers) -> None:
        from psychograph.stats.trees import ward_kernels

        self._kernels = ward_kernels
        self._workers = workers
        n = len(patterns)
        self._groups = _groups_of(patterns, masses, workers)
        self._merges = ward_kernels.Merges(
            first=np.empty(n - 1, np.int32),
            second=np.empty(n - 1, np.int32),
            costs=np.empty(n - 1),
            rounds=np.empty(n - 1, np.int32),
        )
        self.done = self._turn = 0
        self._pending = np.arange(n, dtype=np.int32)
        self._waiting = n
        self._queries = np.empty(n, np.int32)

    def found(self) -> Merges:
        """Return the merges."""
        return Merges(*self._merges)

    def go_on(self) -> None:
        """Run a large round, or small ones until the boxes should be made anew or it is time to look up."""
        groups, kernels, last = self._groups, self._kernels, len(self._groups.into) - 1
        standing = np.flatnonzero(groups.into == np.arange(last + 1, dtype=np.int32)).astype(np.int32)
        if not self._waiting:
            # Rounding can let three groups point at each other in a ring: all look again.
            self._pending[: len(standing)] = standing
            self._waiting = len(standing)
            groups.fans[:] = -1
        boxes = self._plant(standing)
        if self._waiting > FEW:
            self._large_round(boxes, len(standing))
            return
        patience = max(1, min(PATIENCE, WORK // (len(standing) * groups.turned.shape[1])))
        self.done, self._turn, self._waiting = kernels.rounds(
            groups, boxes, self._merges, self.done, self._turn, self._queries, self._pending,
            self._waiting, min(self.done + max(len(standing) // FRESH, 1), last), FEW, patience,
        )  # fmt: skip

    def _large_round(self, boxes: ward_kernels.Boxes, standing: int) -> None:
        """Search for many, in the order of leaves and by all threads, and join."""
        groups, kernels = self._groups, self._kernels
        queries = self._pending[: self._waiting]
        queries = queries[np.argsort(boxes.place[queries])]
        size = int(np.clip(WORK // (standing * groups.turned.shape[1]), 256, FEW))
        self._workers.do(
            partial(kernels.search, groups, boxes, queries, begin, min(begin + size, len(queries)))
            for begin in range(0, len(queries), size)
        )
        self.done, self._waiting = kernels.join(
            groups, boxes, self._merges, self.done, self._turn, queries, self._pending
        )
        self._turn += 1

    def _plant(self, standing: NDArray[np.int32]) -> ward_kernels.Boxes:
        """Make a tree of boxes around the groups that are left."""
        kernels, groups = self._kernels, self._groups
        order, starts = _halved(groups.turned, standing, self._workers)
        leaves = len(starts) - 1
        counts = [leaves]
        while counts[-1] > 1 or len(counts) == 1:
            counts.append(-(-counts[-1] // kernels.FAN))
        counts = counts[1:]
        columns = groups.turned.shape[1]
        boxes: ward_kernels.Boxes = kernels.Boxes(
            leaves=np.empty((leaves, columns, kernels.LEAF), np.float32),
            inverses=np.empty((leaves, kernels.LEAF), np.float32),
            ids=np.empty((leaves, kernels.LEAF), np.int32),
            nodes=np.empty((sum(counts), 2 * min(columns, MOST_COLUMNS) + 1, kernels.FAN), np.float32),
            offsets=np.concatenate([[0], np.cumsum(counts[:-1])]).astype(np.int64),
            place=np.empty(len(groups.into), np.int32),
        )
        size = 256
        self._workers.do(
            partial(kernels.plant, groups, boxes, order, starts, begin, min(begin + size, counts[0]))
            for begin in range(0, counts[0], size)
        )
        kernels.raise_levels(boxes, np.array(counts))
        return boxes


def _halved(
    turned: NDArray[np.float32], standing: NDArray[np.int32], workers: _Workers
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Order groups so that those of a leaf lie side by side, and return where leaves begin."""
    from psychograph.stats.trees import ward_kernels

    bits = max(0, int(np.ceil(np.log2(len(standing) / ward_kernels.LEAF))))
    order, keys = standing.copy(), np.empty(len(standing), np.float32)
    starts = np.zeros((1 << bits) + 1, np.int64)
    starts[-1] = len(standing)
    shared = min(bits, 4 if len(standing) > MANY else 0)
    for level, until in [*((level, level + 1) for level in range(shared)), (shared, bits)]:
        workers.do(
            partial(ward_kernels.halve, turned, order, keys, starts, bits, level, until, part)
            for part in range(1 << level)
        )
    return order, starts


def _groups_of(
    patterns: NDArray[np.float64], masses: NDArray[np.float64], workers: _Workers
) -> ward_kernels.Groups:
    from psychograph.stats.trees import ward_kernels

    n, d = patterns.shape
    sample = patterns[:: -(-n // SAMPLE)]
    middle = np.median(sample, axis=0)
    spread = np.atleast_2d(np.cov(sample - middle, rowvar=False, ddof=0))
    axes = np.ascontiguousarray(np.linalg.eigh(spread)[1][:, ::-1].T)
    turned = np.zeros((n, max(4, d + d % 2)), np.float32)
    for begin in range(0, n, SAMPLE):
        turned[begin : begin + SAMPLE, :d] = (patterns[begin : begin + SAMPLE] - middle) @ axes.T
    names = np.arange(n, dtype=np.int32)
    if n > MANY:
        names, _ = _halved(turned, names, workers)
        for array in (patterns, masses, turned):
            array[:] = array[names]
    return ward_kernels.Groups(
        names=names,
        high=patterns,
        low=np.zeros((n, d), np.float32),
        mass=masses,
        inverse=1.0 / masses,
        turned=turned,
        into=np.arange(n, dtype=np.int32),
        nearest=np.full(n, -1, np.int32),
        costs=np.zeros(n),
        lost=np.ones(n, np.bool_),
        fans=np.full(n, -1, np.int32),
        next_fan=np.full(n, -1, np.int32),
        middle=middle,
        axes=axes,
    )
