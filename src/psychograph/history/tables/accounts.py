"""Orders added up by customer, kind and places: far fewer rows, and all that money and places need."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import narwhals.stable.v2 as nw

from psychograph.history.engines.engine import Table
from psychograph.history.lines.columns import AMOUNT, CUSTOMER, KIND
from psychograph.history.lines.day_numbers import day_number
from psychograph.history.tables.orders import ORDERS
from psychograph.history.tables.packing import HALF, by_day, part
from psychograph.history.tables.periods import Periods

#: Columns that hold the orders of two quarters of the calendar each; two thousand million of one fit.
QUARTERS_PACKED = ("quarters_1_2", "quarters_3_4")


def quarter(number: int) -> str:
    """Return the column of the orders in a quarter of the calendar, 1 to 4, all years together."""
    return f"quarter_{number}"


def accounts(orders: Table, periods: Periods, places: Sequence[str] = ()) -> Table:
    """Return orders added up by customer, kind and places.

    Parameters
    ----------
    orders : LazyFrame
        Those of :func:`~psychograph.history.tables.orders.placed_orders`, of nobody by name too.
    periods : Periods
        Those that hold all days.
    places : sequence of str
        Columns of all levels.

    Returns
    -------
    LazyFrame
        ``customer``, ``kind``, places; ``amount``, ``orders``; `QUARTERS_PACKED`, to be summed further and
        then unpacked by :func:`quarters`, and 0 of nobody by name, whose orders may be more than fit.
    """
    named = ~nw.col(CUSTOMER).is_null()
    packed = [
        nw.when(named).then(_in_quarters(periods, half) * nw.col(ORDERS)).otherwise(0) for half in range(2)
    ]
    found = orders.group_by(CUSTOMER, KIND, *places).agg(
        nw.col(AMOUNT).sum().alias(AMOUNT),
        nw.col(ORDERS).sum().alias(ORDERS),
        *(one.sum().alias(name) for one, name in zip(packed, QUARTERS_PACKED, strict=True)),
    )
    return found.with_columns(nw.col(name).cast(nw.Int64) for name in (AMOUNT, ORDERS, *QUARTERS_PACKED))


def quarters() -> tuple[nw.Expr, ...]:
    """Return ``quarter_1`` ... ``quarter_4``, from the columns that hold two of them each."""
    return tuple(
        part(QUARTERS_PACKED[at // 2], HALF, at % 2).alias(quarter(at + 1))
        for at in range(2 * len(QUARTERS_PACKED))
    )


def _in_quarters(periods: Periods, half: int) -> nw.Expr:
    """Return 1, in the bits of its quarter, for a day in a half of the year; 0 for one in the other."""
    begun = _quarters_in(periods)
    values = [1 << HALF * ((number - 1) % 2) if (number - 1) // 2 == half else 0 for _, number in begun]
    return by_day([day_number(start) for start, _ in begun[1:]], values)


def _quarters_in(periods: Periods) -> list[tuple[date, int]]:
    """Return where quarters of the calendar begin in the periods, and their numbers, 1 to 4."""
    at, end = periods.starts[0], periods.starts[-1]
    found = []
    while at < end:
        number = (at.month - 1) // 3 + 1
        found.append((at, number))
        at = date(at.year + number // 4, 3 * number % 12 + 1, 1)
    return found
