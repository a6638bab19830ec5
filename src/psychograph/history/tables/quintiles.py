"""Fifths of the customers by recency, frequency and value: where they are cut, and scores as columns."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals.stable.v2 as nw
import numpy as np

from psychograph.history.engines.engine import Engine, Table
from psychograph.history.tables.counts import Counts, Floats, counts_of

FIFTHS = 5


@dataclass(frozen=True)
class Cuts:
    """Where a column of whole numbers is cut into fifths.

    Parameters
    ----------
    starts : tuple of int, length 4
        Numbers at which scores 2 to 5 begin; one more than the highest where nobody has the score.
    sizes : tuple of int, length 5
        Rows of each score.
    lowest, highest : int
    median : tuple of (int, int)
        The two numbers in the middle; the same twice where there is one.
    """

    starts: tuple[int, ...]
    sizes: tuple[int, ...]
    lowest: int
    median: tuple[int, int]
    highest: int


def cuts_of(engine: Engine, table: Table, column: str) -> Cuts:
    """Return where a column is cut into fifths, exactly.

    Rows with equal numbers have equal scores, that of the middle of their ranks: with c rows below a number
    and m at it, of n, the score is 1 + floor(5 (c + m / 2) / n).

    Parameters
    ----------
    engine : Engine
    table : LazyFrame
        One that is kept, with one row or more.
    column : str
        Whole numbers.
    """
    return cuts_in(counts_of(engine, table, column, _undecided))


def cuts_in(counts: Counts) -> Cuts:
    """Return where counts are cut into fifths; pieces that decide must be single numbers.

    Examples
    --------
    Orders of ten customers, six of whom bought once: they share a score, that of the middle of their ranks.

    >>> cuts_in(Counts.single(np.array([1, 1, 1, 1, 1, 1, 2, 3, 4, 9])))
    Cuts(starts=(1, 2, 2, 4), sizes=(0, 6, 0, 2, 2), lowest=1, median=(1, 1), highest=9)
    """
    n = counts.total
    # One more, for scores that nobody has.
    starts = np.append(counts.starts, counts.starts[-1] + 1)
    before = np.append(counts.below, n)
    begins = [_start_of(counts, fifth) for fifth in range(1, FIFTHS)]
    middle = [int(counts.starts[counts.holding(rank)]) for rank in ((n - 1) // 2, n // 2)]
    return Cuts(
        tuple(int(starts[at]) for at in begins),
        tuple(int(size) for size in np.diff([0, *before[begins], n])),
        int(counts.starts[0]),
        (middle[0], middle[1]),
        int(counts.starts[-1]),
    )


def _start_of(counts: Counts, fifth: int) -> int:
    """Return which piece begins the score after a fifth; one past the last where none does."""
    n = counts.total
    at = counts.holding(-(-n * fifth // FIFTHS) - 1)
    reached = FIFTHS * (2 * int(counts.below[at]) + int(counts.rows[at])) >= 2 * n * fifth
    return at if reached else at + 1


def _undecided(counts: Counts) -> Floats:
    """Say which pieces decide on a cut, the median or the ends."""
    n = counts.total
    matters = np.zeros(len(counts))
    for fifth in range(1, FIFTHS):
        holding = counts.holding(-(-n * fifth // FIFTHS) - 1)
        matters[holding] = 1.0
        # Only once the piece is a single number is it known whether the next begins the score.
        if counts.widths[holding] == 1 and (at := _start_of(counts, fifth)) < len(counts):
            matters[at] = 1.0
    for rank in (0, (n - 1) // 2, n // 2, n - 1):
        matters[counts.holding(rank)] = 1.0
    return matters


def score(column: str, cuts: Cuts) -> nw.Expr:
    """Return the score of each row, 1 to 5, as an expression."""
    found = nw.lit(1)
    for start in cuts.starts:
        found = found + nw.when(nw.col(column) >= start).then(1).otherwise(0)
    return found.cast(nw.Int64)
