"""Periods of retention: as many equal pieces of the calendar as one table can carry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals.stable.v2 as nw

from psychograph.history.lines.day_numbers import EPOCH

MOST = 36


#: Days of four years, one of them a leap year; and where the four begin in one that begins with a leap year.
FOUR_YEARS = 1461
LEAP_START = (date(1968, 1, 1) - EPOCH).days


def with_month(table: nw.LazyFrame[Any], day: str, month: str) -> nw.LazyFrame[Any]:
    """Add months since January 1970 of days since 1970-01-01, from March 1900 to February 2100.

    Whole-number arithmetic, since engines name and type the parts of a date differently; in columns one after
    another, since planners of engines take long over expressions that name what they are made of many times.
    Four years have 48 months, wherever they begin.
    """
    start = LEAP_START - 25 * FOUR_YEARS  # January 1868: no day is below 0, where engines divide differently
    first = date(1968, 1, 1)
    ends = [(date(1968 + at // 12, at % 12 + 1, 1) - first).days for at in range(1, 48)]
    found = table.with_columns(((nw.col(day) - start) // FOUR_YEARS).alias("cycle"))
    found = found.with_columns((nw.col(day) - start - nw.col("cycle") * FOUR_YEARS).alias("of_cycle"))
    inside = nw.lit(-102 * 12)
    for end in ends:
        inside = inside + nw.when(nw.col("of_cycle") >= end).then(1).otherwise(0)
    found = found.with_columns((nw.col("cycle") * 48 + inside).cast(nw.Int64).alias(month))
    return found.drop("cycle", "of_cycle")


@dataclass(frozen=True)
class Periods:
    """Calendar months, or quarters or years where there are too many months.

    Parameters
    ----------
    months : int
        Months in a period: 1, 3, 12 or a multiple of 12.
    starts : tuple of date
        First day of each, and of the one after the last: periods + 1 days.
    """

    months: int
    starts: tuple[date, ...]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @classmethod
    def spanning(cls, first: date, last: date) -> Periods:
        """Return the shortest periods of which at most 36 hold both days.

        Examples
        --------
        >>> len(Periods.spanning(date(2010, 12, 1), date(2011, 12, 9)))
        13
        >>> Periods.spanning(date(2001, 1, 1), date(2011, 12, 9)).months
        12
        """
        months = 1
        while (found := cls._of(months, first, last)) is None:
            months = {1: 3, 3: 12}.get(months, months + 12)
        return found

    @classmethod
    def _of(cls, months: int, first: date, last: date) -> Periods | None:
        start = (first.year * 12 + first.month - 1) // months * months
        end = last.year * 12 + last.month - 1
        if (end - start) // months >= MOST:
            return None
        count = (end - start) // months + 1
        at = [start + months * index for index in range(count + 1)]
        return cls(months, tuple(date(month // 12, month % 12 + 1, 1) for month in at))
