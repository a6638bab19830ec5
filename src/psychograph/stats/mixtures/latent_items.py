"""Categorical items as the indicators of a latent class model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from psychograph.stats.mixtures.latent_mixture import LEAST, ROWS, SHRINK, Floats

Codes = NDArray[np.int64]

KEPT = 5_000  # up to so many patterns their marks are kept, beyond they are made anew to save memory


@dataclass(frozen=True, eq=False)
class Patterns:
    """Different rows of answers in an order of their own, and how many respondents stand behind each.

    Attributes
    ----------
    codes : ndarray of int64, shape (u, J)
        Patterns, sorted.
    weights : ndarray of float64, shape (u,)
        Sum of the weights of respondents.
    which : ndarray of int64, shape (n,)
        The pattern of every respondent.
    """

    codes: Codes
    weights: Floats
    which: NDArray[np.int64]


def collapse(codes: Codes, weights: Floats | None) -> Patterns:
    """Collapse equal rows; neither patterns nor their weights depend on the order of rows.

    Examples
    --------
    >>> found = collapse(np.array([[1, 0], [0, 1], [1, 0]]), None)
    >>> found.codes.tolist(), found.weights.tolist()
    ([[0, 1], [1, 0]], [1.0, 2.0])
    """
    # Big-endian bytes of codes that begin at zero sort as the codes themselves do.
    bytes_of = np.ascontiguousarray(codes + 1, dtype=">u4" if codes.max(initial=0) > 254 else "u1")
    keys = bytes_of.view(np.dtype((np.void, bytes_of.dtype.itemsize * codes.shape[1]))).ravel()
    _, first, which, counts = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    which = which.reshape(-1).astype(np.int64)
    if weights is None:
        return Patterns(codes[first], counts.astype(float), which)
    order = np.lexsort((weights, which))  # a sum of floats depends on its order
    sums = np.add.reduceat(weights[order], np.concatenate(([0], np.cumsum(counts)[:-1])))
    return Patterns(codes[first], sums, which)


def checked_codes(codes: Codes, levels: Sequence[int]) -> Codes:
    """Return answers as int64, or say what is wrong with them.

    Raises
    ------
    ValueError
        Unless codes are whole numbers, one column an item, from -1 to one less than its levels.
    """
    found = np.asarray(codes)
    if found.ndim != 2 or found.shape[1] != len(levels) or not found.size:
        raise ValueError(
            f"codes must be a table with {len(levels)} columns, one an item, and at least one row"
        )
    if found.dtype.kind not in "iu":
        raise ValueError("codes must be whole numbers: levels from 0, and -1 for a missing answer")
    if min(levels) < 1:
        raise ValueError("every item must have at least one level")
    wrong = (found < -1) | (found >= np.asarray(levels))
    if wrong.any():
        row, item = np.argwhere(wrong)[0].tolist()
        raise ValueError(
            f"item {item} has levels from 0 to {levels[item] - 1}, and -1 for missing; "
            f"row {row} says {found[row, item]}"
        )
    return found.astype(np.int64)


class CategoricalItems:
    """Items whose answers have probabilities of their own in every class; ordinal ones count as nominal.

    Parameters of a start are probabilities of shape (cells, k), flat: a cell is one level of one
    item, items one after another. Who did not answer an item says nothing through it.

    Parameters
    ----------
    codes : ndarray of int64, shape (n, J)
        Levels from 0; -1 is missing.
    levels : sequence of int
        Levels of every item.
    """

    def __init__(self, codes: Codes, levels: Sequence[int]) -> None:
        self.codes = codes
        self.levels = np.asarray(levels, dtype=np.int64)
        self.offsets = np.concatenate(([0], np.cumsum(self.levels)[:-1])).astype(np.int64)
        self.cells = int(self.levels.sum())

    @property
    def n(self) -> int:
        """Rows."""
        return len(self.codes)

    def marks(self, rows: slice) -> sparse.csr_array:
        """Return a row of zeros for each of some rows, with a one in every cell that was chosen."""
        if self.n > KEPT:
            return self._marks(rows)
        kept: sparse.csr_array = self._kept[rows.start // ROWS]
        return kept

    def marks_of_all(self) -> sparse.csr_array:
        """Return the marks of all rows."""
        return self._marks(slice(0, self.n))

    @cached_property
    def _kept(self) -> list[sparse.csr_array]:
        return [self._marks(slice(start, start + ROWS)) for start in range(0, self.n, ROWS)]

    def _marks(self, rows: slice) -> sparse.csr_array:
        codes = self.codes[rows]
        given = codes >= 0
        ends = np.concatenate(([0], np.cumsum(given.sum(axis=1))))
        chosen = (codes + self.offsets)[given]
        return sparse.csr_array((np.ones(len(chosen)), chosen, ends), shape=(len(codes), self.cells))

    def densities(self, parameters: Floats, k: int) -> Callable[[slice], Floats]:
        """Return a function from rows to the log-probability of their answers, (rows, starts, k)."""
        tables = np.log(np.maximum(self.tables(parameters, k), LEAST))
        return lambda rows: np.asarray(self.marks(rows) @ tables).reshape(-1, len(parameters), k)

    def tables(self, parameters: Floats, k: int) -> Floats:
        """Return probabilities as a table of cells and, side by side, the classes of all starts."""
        shaped = parameters.reshape(len(parameters), self.cells, k)
        return np.ascontiguousarray(shaped.transpose(1, 0, 2)).reshape(self.cells, -1)

    def statistics(self, masses: Floats, rows: slice) -> Floats:
        """Return the mass of every cell in every class."""
        _, starts, k = masses.shape
        return self.flat(np.asarray(self.marks(rows).T @ masses.reshape(len(masses), -1)), starts, k)

    def flat(self, tables: Floats, starts: int, k: int) -> Floats:
        """Turn a table of cells into one row a start."""
        rows: Floats = tables.reshape(self.cells, starts, k).transpose(1, 0, 2).reshape(starts, -1)
        return rows

    def maximise(self, statistics: Floats, masses: Floats, parameters: Floats) -> Floats:
        """Return the shares of the levels among those who answered; a class of nobody keeps its own."""
        before = parameters.reshape(len(statistics), self.cells, -1)
        return self._shares(statistics.reshape(before.shape), before).reshape(len(statistics), -1)

    def mended(self, proposed: Floats, secure: Floats) -> Floats:
        """Return probabilities that neither vanish nor turn negative in one leap."""
        before = secure.reshape(len(secure), self.cells, -1)
        bounded = np.maximum(proposed.reshape(before.shape), SHRINK * before)
        return self._shares(bounded, before).reshape(len(secure), -1)

    def _shares(self, masses: Floats, before: Floats) -> Floats:
        totals = np.repeat(np.add.reduceat(masses, self.offsets, axis=1), self.levels, axis=1)
        shares = np.divide(masses, totals, out=before.copy(), where=totals > 1e-200)
        return np.asarray(np.maximum(shares, LEAST))

    def random(self, starts: int, k: int, rng: np.random.Generator) -> Floats:
        """Draw probabilities, every set of them as likely as any other."""
        drawn = rng.standard_exponential((starts, self.cells, k))
        return self._shares(drawn, drawn).reshape(starts, -1)
