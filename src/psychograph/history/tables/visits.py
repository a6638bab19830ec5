"""Days on which customers bought: how many, the first and last, and how many in each stretch of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import narwhals.stable.v2 as nw

from psychograph.history.engines.engine import Table
from psychograph.history.lines.columns import CUSTOMER, DAY, KIND, SALE
from psychograph.history.lines.day_numbers import day_number
from psychograph.history.tables.packing import WORD, by_day, part, some
from psychograph.history.tables.periods import Periods

DAYS, FIRST, LAST = "days", "first", "last"
EARLY_DAYS, EARLY_LAST = "early_days", "early_last"
#: Columns that hold days by period, and by quarter of the calendar where periods are years, several in each.
PACKED_PERIODS, PACKED_QUARTERS = "periods_packed", "quarters_packed"
QUARTERS = 4


def active(index: int) -> str:
    """Return the column that says whether a customer bought in a period, 0 or 1."""
    return f"active_{index}"


def quarter(number: int) -> str:
    """Return the column of days with an order in a quarter of the calendar, 1 to 4, all years together."""
    return f"quarter_{number}"


def visits(orders: Table, periods: Periods, cut: int | None) -> Table:
    """Return one row a customer who bought: days with an order, the first, the last, and when they were.

    Customers and days are the one grouping with nearly as many groups as there are lines: it holds nothing
    beside them, so that it takes the least memory.

    Parameters
    ----------
    orders : LazyFrame
        Those of :func:`~psychograph.history.tables.orders.placed_orders`, of customers by name.
    periods : Periods
        Those that hold all days.
    cut : int or None
        The day before which days are counted apart.

    Returns
    -------
    LazyFrame
        ``customer``, ``days``, ``first``, ``last``; ``early_days`` and ``early_last`` where there is a cut;
        days by stretch of time, to be taken apart by :func:`unpacked`.
    """
    column = nw.col
    early = {}
    if cut is not None:
        before = column(DAY) < cut
        early[EARLY_DAYS] = nw.when(before).then(1).otherwise(0).sum()
        early[EARLY_LAST] = nw.when(before).then(column(DAY)).max()
    # Days in 32 bits: the table of so many groups is a sixth smaller, and less of it is spilled.
    days = orders.filter(column(KIND) == SALE).select(CUSTOMER, column(DAY).cast(nw.Int32).alias(DAY))
    bought = days.group_by(CUSTOMER, DAY).agg()
    found = bought.group_by(CUSTOMER).agg(
        nw.len().alias(DAYS),
        column(DAY).min().alias(FIRST),
        column(DAY).max().alias(LAST),
        *(expression.alias(name) for name, expression in early.items()),
        *(one.packed(word).alias(name) for one in _packings(periods) for word, name in enumerate(one.names)),
    )
    return found.with_columns(column(name).cast(nw.Int64) for name in packed_columns(periods))


def packed_columns(periods: Periods) -> tuple[str, ...]:
    """Return the columns that hold days by stretch of time."""
    return tuple(name for one in _packings(periods) for name in one.names)


def unpacked(customers: Table, periods: Periods) -> Table:
    """Return customers with ``active_0`` ... and ``quarter_1`` ... ``quarter_4``, in place of what held them.

    Engines take apart only what is read of it, when it is read: a kept table has two or three columns in
    place of some forty.
    """
    by_period, *others = _packings(periods)
    flags = [
        nw.when(by_period.some(index)).then(1).otherwise(0).cast(nw.Int64).alias(active(index))
        for index in range(len(periods))
    ]
    if others:
        sums = [others[0].count(at) for at in range(QUARTERS)]
    else:
        sums = [nw.lit(0).cast(nw.Int64)] * QUARTERS
        for index, start in enumerate(periods.starts[:-1]):
            sums[_quarter_of(start)] = sums[_quarter_of(start)] + by_period.count(index)
    named = [days.alias(quarter(at + 1)) for at, days in enumerate(sums)]
    return customers.with_columns(*flags, *named).drop(*packed_columns(periods))


@dataclass(frozen=True)
class _Packing:
    """Days counted by stretch of time, several counts in one whole number.

    Parameters
    ----------
    prefix : str
        Of the columns.
    starts : tuple of int
        First day of each stretch; the last has no end.
    owners : tuple of int
        To which count the days of a stretch add.
    bits : int
        Of each count: more days than they hold there are not.
    """

    prefix: str
    starts: tuple[int, ...]
    owners: tuple[int, ...]
    bits: int

    @property
    def names(self) -> tuple[str, ...]:
        """Columns."""
        return tuple(f"{self.prefix}_{word}" for word in range(max(self.owners) // self._each + 1))

    @property
    def _each(self) -> int:
        return WORD // self.bits

    def packed(self, word: int) -> nw.Expr:
        """Return what a column holds of rows that are days of one customer, each there once."""
        values = [
            1 << self.bits * (owner % self._each) if owner // self._each == word else 0
            for owner in self.owners
        ]
        if len(values) == 1:  # a sum wants a column
            return (nw.col(DAY) * 0 + values[0]).sum()
        return by_day(self.starts[1:], values).sum()

    def count(self, owner: int) -> nw.Expr:
        """Return a count, from the columns."""
        return part(self.names[owner // self._each], self.bits, owner % self._each)

    def some(self, owner: int) -> nw.Expr:
        """Return whether a count is above 0, from the columns."""
        return some(self.names[owner // self._each], self.bits, owner % self._each)


def _packings(periods: Periods) -> tuple[_Packing, ...]:
    """Return how days are counted: by period, then by quarter where periods do not tell it."""
    starts = periods.starts[:-1]
    longest = max((end - start).days for start, end in zip(starts, periods.starts[1:], strict=True))
    numbers = tuple(day_number(start) for start in starts)
    by_period = _Packing(PACKED_PERIODS, numbers, tuple(range(len(starts))), longest.bit_length())
    if periods.months <= 12 // QUARTERS:
        return (by_period,)
    began = [
        date(year, month, 1)
        for year in range(starts[0].year, periods.starts[-1].year)
        for month in (1, 4, 7, 10)
    ]
    days = (periods.starts[-1] - starts[0]).days
    by_quarter = _Packing(
        PACKED_QUARTERS,
        tuple(day_number(start) for start in began),
        tuple(_quarter_of(start) for start in began),
        days.bit_length(),
    )
    return by_period, by_quarter


def _quarter_of(day: date) -> int:
    return (day.month - 1) // 3
