"""Several counts in one column of whole numbers: one sum in place of many, each count in bits of its own."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from psychograph.history.lines.columns import DAY

#: Bits of a column that holds several counts: the sign has one, and one stays free.
WORD = 62


def by_day(ends: Sequence[int], values: Sequence[int]) -> nw.Expr:
    """Return the value of the stretch in which a day lies: one more value than ends.

    By halves, since engines that look at a row only where it still matters then compare it some five times
    and not with each of many ends.
    """
    if len(set(values)) == 1:
        return nw.lit(values[0], dtype=nw.Int64)
    middle = len(ends) // 2
    return (
        nw.when(nw.col(DAY) < ends[middle])
        .then(by_day(ends[:middle], values[: middle + 1]))
        .otherwise(by_day(ends[middle + 1 :], values[middle + 1 :]))
    )


def part(column: str, bits: int, place: int) -> nw.Expr:
    """Return the count that stands at a place of a packed column, each of so many bits.

    What stands below is taken away before the division: engines that divide whole numbers as floats would
    round it into the count, or lose the count in it.
    """
    low, high = 1 << bits * place, 1 << bits * (place + 1)
    packed = nw.col(column)
    return ((packed % high - packed % low) // low).cast(nw.Int64)


def some(column: str, bits: int, place: int) -> nw.Expr:
    """Return whether the count at a place of a packed column is above 0, without a division."""
    low, high = 1 << bits * place, 1 << bits * (place + 1)
    return nw.col(column) % high >= low
