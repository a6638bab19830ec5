"""How often each whole number stands in a column: exact where it matters, in bounded memory everywhere.

An engine's own quantiles differ from engine to engine. Here a column is counted in pieces of its range, and
pieces that matter are counted again in smaller ones, down to single numbers. All of it is counts and sums of
whole numbers, so every engine gives the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import narwhals.stable.v2 as nw
import numpy as np
from numpy.typing import NDArray

from psychograph.history.engines.engine import Engine, Table

#: Pieces counted in one pass, at most.
PIECES = 65_536
#: Pieces that one pass counts again, at most: each is then cut into 64 or more.
AGAIN = 1_024

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Counts:
    """A column of whole numbers in pieces of its range, the lowest first; pieces without rows are not there.

    Parameters
    ----------
    starts, widths : ndarray of int64, shape (n,)
        First number of each piece, and how many numbers it spans: 1 where it is a single number.
    rows : ndarray of int64, shape (n,)
        Rows in it, above 0.
    sums : ndarray of int64, shape (n,)
        Sum of their numbers.
    """

    starts: Ints
    widths: Ints
    rows: Ints
    sums: Ints

    def __len__(self) -> int:
        return len(self.starts)

    @classmethod
    def single(cls, numbers: Ints) -> Counts:
        """Return the counts of numbers at hand, each for itself.

        Examples
        --------
        >>> Counts.single(np.array([5, 1, 5])).rows
        array([1, 2])
        """
        found, rows = np.unique(np.asarray(numbers, np.int64), return_counts=True)
        return cls(found, np.ones(len(found), np.int64), rows.astype(np.int64), found * rows)

    @property
    def total(self) -> int:
        """Rows in all pieces."""
        return int(self.rows.sum())

    @property
    def below(self) -> Ints:
        """Rows in the pieces before each, shape (n,)."""
        return np.asarray(np.cumsum(self.rows) - self.rows)

    def holding(self, rank: int) -> int:
        """Return which piece holds the row of a rank, 0 for the smallest."""
        return int(np.searchsorted(self.below, rank, side="right")) - 1


#: Says how much it matters that each piece is cut further, shape (n,): 0 where it may stay as it is.
Importance: TypeAlias = Callable[[Counts], Floats]


def counts_of(
    engine: Engine, table: Table, column: str, importance: Importance, *, passes: int | None = None
) -> Counts:
    """Return the counts of a column, cut finer and finer where it matters.

    Parameters
    ----------
    engine : Engine
    table : LazyFrame
        One that is kept: it is read once a pass, and few passes are needed.
    column : str
        Whole numbers; rows without one are left out.
    importance : callable
        Takes counts, and says of each piece how much it matters that it is cut.
    passes : int or None
        No further than this many times; until nothing matters if None.

    Returns
    -------
    Counts
    """
    numbers = table.filter(~nw.col(column).is_null()).select(nw.col(column).cast(nw.Int64).alias("number"))
    low, high = nw.col("number").min().alias("low"), nw.col("number").max().alias("high")
    ends = engine.rows(numbers.select(low, high), by=())
    least, most = ends["low"].to_list()[0], ends["high"].to_list()[0]
    if least is None:
        return Counts.single(np.array([], np.int64))
    width = _power_of_two(-(-(most - least + 1) // PIECES))
    found = _pieces(engine, numbers, least, width)
    while passes is None or passes > 0:
        passes = None if passes is None else passes - 1
        matters = np.where(found.widths > 1, importance(found), 0.0)
        if not matters.any():
            break
        # One width a pass: that of the piece that matters most.
        matters[found.widths != found.widths[np.argmax(matters)]] = 0.0
        chosen = np.argsort(-matters, kind="stable")[: min(AGAIN, int((matters > 0).sum()))]
        found = _cut(engine, numbers, least, found, chosen)
    return found


def _cut(engine: Engine, numbers: Table, least: int, found: Counts, chosen: Ints) -> Counts:
    """Count some pieces of one width again, in smaller ones."""
    width = int(found.widths[chosen[0]])
    finer = max(1, width // (_power_of_two(PIECES // len(chosen) + 1) // 2))
    inside = _start(least, width).is_in(found.starts[chosen].tolist())
    again = _pieces(engine, numbers.filter(inside), least, finer)
    stay = np.ones(len(found), np.bool_)
    stay[chosen] = False
    starts = np.concatenate([found.starts[stay], again.starts])
    order = np.argsort(starts)
    return Counts(
        starts[order],
        np.concatenate([found.widths[stay], again.widths])[order],
        np.concatenate([found.rows[stay], again.rows])[order],
        np.concatenate([found.sums[stay], again.sums])[order],
    )


def _pieces(engine: Engine, numbers: Table, least: int, width: int) -> Counts:
    """Count rows by pieces of one width, from the least number on."""
    table = (
        numbers.with_columns(_start(least, width).alias("start"))
        .group_by("start")
        .agg(nw.len().alias("rows"), nw.col("number").sum().alias("sum"))
    )
    fetched = engine.rows(table, by=["start"])
    starts, rows, sums = (fetched[name].to_numpy().astype(np.int64) for name in ("start", "rows", "sum"))
    return Counts(starts, np.full(len(starts), width, np.int64), rows, sums)


def _start(least: int, width: int) -> nw.Expr:
    """Return the first number of the piece in which a number lies.

    Not its number among the pieces: some engines divide whole numbers as floats, which round large ones.
    """
    number = nw.col("number")
    return number - (number - least) % width


def _power_of_two(number: int) -> int:
    """Return the least power of two that is not below a number: pieces of pieces then fit without a rest."""
    return 1 << max(0, number - 1).bit_length()
