"""Latent classes of many respondents: the compiled E-step, on all processors."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from psychograph.stats.compiled import compiling
from psychograph.stats.mixtures.latent_items import CategoricalItems
from psychograph.stats.mixtures.latent_mixture import LEAST, Floats, MixtureModel
from psychograph.stats.parallel import threads

KERNELS = "psychograph.stats.mixtures.latent_class_kernels"
LANES = 64  # classes, over starts, that are worked on side by side
BLOCKS = 16  # parts of the rows; more where a part would exceed the following
BLOCK_ROWS = 8192
JOINED = 64  # most answers of items that are joined into one
FACTORS = 20  # probabilities that can be multiplied before looking whether products became too small


class CompiledLatentClasses(MixtureModel):
    """The mixture of latent classes, its expectation done by numba; a context, for its threads.

    Few-levelled items are joined by twos or threes, whose probabilities are multiplied once a step
    instead of once a row. Rows are parted into blocks, and starts into groups, without regard to
    the number of processors, and sums are taken in one order: results do not depend on it.
    """

    def __init__(self, items: CategoricalItems, weights: Floats, k: int) -> None:
        super().__init__(items, weights, k)
        self.items = items
        self.joined = Joined(items)
        block = min(BLOCK_ROWS, -(-items.n // BLOCKS))
        self.blocks = [(first, min(first + block, items.n)) for first in range(0, items.n, block)]
        self.pool = ThreadPoolExecutor(threads())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        # After Ctrl-C nobody waits for the blocks at work: they end soon, and write to nothing in use.
        self.pool.shutdown(wait=failure is None, cancel_futures=True)

    def expectation(self, parameters: Floats) -> tuple[Floats, Floats, Floats]:
        """Return log-likelihoods, (starts,), masses of classes, (starts, k), and masses of cells."""
        each = max(1, LANES // self.k)
        groups = [parameters[at : at + each] for at in range(0, len(parameters), each)]
        found = [self._group(group) for group in groups]
        log_likelihood, masses, statistics = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return log_likelihood, masses, statistics

    def _group(self, parameters: Floats) -> tuple[Floats, Floats, Floats]:
        starts, k = len(parameters), self.k
        tables = self.joined.tables(np.maximum(self.items.tables(parameters[:, k:], k), LEAST))
        shares = np.maximum(parameters[:, :k], LEAST).ravel()
        sums = [(np.zeros(tables.shape), np.zeros(starts * k), np.zeros(starts)) for _ in self.blocks]
        self._run(
            [
                self.pool.submit(self._block, tables, shares, first, last, into)
                for (first, last), into in zip(self.blocks, sums, strict=True)
            ]
        )
        counts, masses, log_likelihood = sums[0]
        for more in sums[1:]:
            counts += more[0]
            masses += more[1]
            log_likelihood += more[2]
        statistics = self.items.flat(self.joined.parted(counts), starts, k)
        return log_likelihood, masses.reshape(starts, k), statistics

    def _block(
        self, tables: Floats, shares: Floats, first: int, last: int, into: tuple[Floats, Floats, Floats]
    ) -> None:
        from psychograph.stats.mixtures import latent_class_kernels as kernels

        kernels.expectation(
            self.joined.chosen, self.weights, tables, shares, self.k, self.joined.chunk, first, last, *into
        )

    def _run(self, tasks: Sequence[Future[None]]) -> None:
        with compiling(KERNELS, "latent classes"):
            for task in tasks:
                task.result()


class Joined:
    """Items joined while few answers to them together are possible, a missing answer being one more.

    Attributes
    ----------
    chosen : ndarray of uint32, shape (n, joined items)
        The cell that every row chose.
    chunk : int
        Joined items whose probabilities can be multiplied without becoming too small.
    """

    def __init__(self, items: CategoricalItems) -> None:
        options = items.levels + (items.codes < 0).any(axis=0)
        groups = _grouped(options)
        widest = max(len(group) for group in groups)
        self.chunk = max(1, FACTORS // widest)
        self.cells = items.cells  # the index of a row of ones, for missing answers
        self.chosen = np.empty((items.n, len(groups)), dtype=np.uint32)
        members, start = [], 0
        for at, group in enumerate(groups):
            sizes = options[group]
            codes = items.codes[:, group]
            places = np.where(codes < 0, items.levels[group], codes)
            self.chosen[:, at] = start + np.ravel_multi_index(tuple(places.T), tuple(sizes))
            members.append(self._cells_of(items, group, sizes, widest))
            start += len(members[-1])
        # Shape (joined cells, widest): the cells of single items behind each joined cell.
        self.members = np.concatenate(members)
        marks = sparse.csr_array(
            (
                np.ones(self.members.size),
                self.members.ravel(),
                np.arange(0, self.members.size + 1, widest),
            ),
            shape=(start, self.cells + 1),
        )
        self.parting = marks.T.tocsr()

    def _cells_of(
        self, items: CategoricalItems, group: NDArray[np.int64], sizes: NDArray[np.int64], widest: int
    ) -> NDArray[np.int64]:
        answers = np.stack(np.unravel_index(np.arange(sizes.prod()), tuple(sizes)), axis=1)
        cells = np.where(answers < items.levels[group], answers + items.offsets[group], self.cells)
        return np.pad(cells, ((0, 0), (0, widest - len(group))), constant_values=self.cells)

    def tables(self, single: Floats) -> Floats:
        """Return the probabilities of joined cells from those of single cells, (cells, lanes)."""
        with_ones = np.vstack([single, np.ones(single.shape[1])])
        product: Floats = with_ones[self.members[:, 0]]
        for column in self.members.T[1:]:
            product *= with_ones[column]
        return product

    def parted(self, counts: Floats) -> Floats:
        """Return the masses of single cells from those of joined cells."""
        result: Floats = np.asarray(self.parting @ counts)[: self.cells]
        return result


def _grouped(options: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Return neighbouring items in groups with at most JOINED answers together."""
    groups: list[list[int]] = []
    size = JOINED + 1
    for item, count in enumerate(options.tolist()):
        if size * count > JOINED:
            groups.append([])
            size = 1
        groups[-1].append(item)
        size *= count
    return [np.array(group) for group in groups]
