"""One row a customer, from lines: the one heavy piece of work, done once."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from psychograph.history.engines.engine import Table
from psychograph.history.lines.columns import AMOUNT, CUSTOMER, DAY, KIND, SALE
from psychograph.history.lines.day_numbers import day_number
from psychograph.history.tables.accounts import QUARTERS_PACKED, quarter, quarters
from psychograph.history.tables.accounts import accounts as accounts_of
from psychograph.history.tables.orders import ORDERS
from psychograph.history.tables.packing import WORD, by_day, part
from psychograph.history.tables.periods import Periods

DAYS, FIRST, LAST = "days", "first", "last"
SALES, RETURNS = "sales", "returns"
EARLY_DAYS, EARLY_LAST = "early_days", "early_last"


def active(index: int) -> str:
    """Return the column that says whether a customer bought in a period, 0 or 1."""
    return f"active_{index}"


def several(place: str) -> str:
    """Return the column that says whether a customer has more than one place, 0 or 1."""
    return f"several_{place}"


def customers_of(
    orders: Table,
    periods: Periods,
    *,
    places: Sequence[str] = (),
    cut: int | None = None,
    accounts: Table | None = None,
) -> Table:
    """Return one row a customer who bought or returned something, from their orders.

    Parameters
    ----------
    orders : LazyFrame
        Those of :func:`placed_orders`, of customers by name.
    periods : Periods
        Those of retention.
    places : sequence of str
        Columns of places; where a customer has several, the first of the alphabet stands.
    cut : int or None
        A day up to which purchases are told apart, for trying a forecast.
    accounts : LazyFrame or None
        :func:`~psychograph.history.tables.accounts.accounts` of the orders, where they are kept.

    Returns
    -------
    LazyFrame
        ``customer``; ``orders`` and ``days``: orders, and days with one, without returns; ``first`` and
        ``last``: days of the first and last order; ``sales`` and ``returns``: amounts, both 0 or more;
        ``quarter_1`` ... ``quarter_4``: orders in January to March, and so on; ``active_0`` ...: 1 in
        periods with an order; ``early_days`` and ``early_last``: days with an order before the cut, and the
        last of them, where there is a cut; places, and ``several_`` of each: 1 where there was more than one.
        Who only returned has no orders and no days.
    """
    column = nw.col
    if accounts is None:
        accounts = accounts_of(orders, periods, places)
    early = () if cut is None else (EARLY_DAYS, EARLY_LAST)
    counts = [ORDERS, DAYS, SALES, RETURNS, *(quarter(number) for number in range(1, 5)), *early[:1]]
    counts += [active(index) for index in range(len(periods))]
    found = _added_up(accounts, places).join(_visits(orders, periods, cut), on=CUSTOMER, how="left")
    return found.select(
        CUSTOMER,
        *(column(name).fill_null(0).cast(nw.Int64) for name in counts),
        *(column(name).cast(nw.Int64) for name in (FIRST, LAST, *early[1:])),
        *places,
        *(several(name) for name in places),
    )


def _added_up(accounts: Table, places: Sequence[str]) -> Table:
    """Return one row a customer: orders, money, quarters and places."""
    column = nw.col
    sold = column(KIND) == SALE

    def of_sales(name: str) -> nw.Expr:
        return nw.when(sold).then(column(name)).otherwise(0).sum().cast(nw.Int64).alias(name)

    found = accounts.group_by(CUSTOMER).agg(
        of_sales(ORDERS),
        of_sales(AMOUNT).alias(SALES),
        nw.when(sold).then(0).otherwise(column(AMOUNT) * -1).sum().alias(RETURNS),
        *(of_sales(name) for name in QUARTERS_PACKED),
        *(column(name).min().alias(name) for name in places),
        *(column(name).max().alias(_last_of(name)) for name in places),
    )
    return found.with_columns(
        *quarters(),
        *(
            nw.when(column(name) != column(_last_of(name)))
            .then(1)
            .otherwise(0)
            .cast(nw.Int64)
            .alias(several(name))
            for name in places
        ),
    )


def _visits(orders: Table, periods: Periods, cut: int | None) -> Table:
    """Return one row a customer who bought: days with an order, the first, the last, and in which periods.

    Customers and days are the one grouping with nearly as many groups as there are lines: it holds nothing
    beside them, so that it takes the least memory.
    """
    column = nw.col
    packed = _active(periods)
    early = {}
    if cut is not None:
        before = column(DAY) < cut
        early[EARLY_DAYS] = nw.when(before).then(1).otherwise(0).sum()
        early[EARLY_LAST] = nw.when(before).then(column(DAY)).max()
    bought = orders.filter(column(KIND) == SALE).group_by(CUSTOMER, DAY).agg()
    found = bought.group_by(CUSTOMER).agg(
        nw.len().alias(DAYS),
        column(DAY).min().alias(FIRST),
        column(DAY).max().alias(LAST),
        *(expression.alias(name) for name, expression in {**packed, **early}.items()),
    )
    return found.with_columns(column(name).cast(nw.Int64) for name in packed).with_columns(*_flags(periods))


def _last_of(place: str) -> str:
    return f"last_{place}"


def _active(periods: Periods) -> dict[str, nw.Expr]:
    """Return columns that hold purchase days of several periods each, by name: see :func:`_flags`."""
    bits, each = _packing(periods)
    ends = [day_number(start) for start in periods.starts]
    found = {}
    for word, first in enumerate(range(0, len(periods), each)):
        held = range(first, min(first + each, len(periods)))
        values = [0, *(1 << bits * (at - first) for at in held), 0]
        found[_word_of_days(word)] = by_day(ends[held.start : held.stop + 1], values).sum()
    return found


def _flags(periods: Periods) -> list[nw.Expr]:
    """Return flags of periods, from the columns that hold several: no period has more days than its bits."""
    bits, each = _packing(periods)
    return [
        nw.when(part(_word_of_days(at // each), bits, at % each) > 0).then(1).otherwise(0).alias(active(at))
        for at in range(len(periods))
    ]


def _packing(periods: Periods) -> tuple[int, int]:
    """Return the bits that count the days of a period, and how many periods fit into a whole number."""
    longest = max((end - start).days for start, end in zip(periods.starts, periods.starts[1:], strict=False))
    bits = longest.bit_length()
    return bits, WORD // bits


def _word_of_days(number: int) -> str:
    return f"days_packed_{number}"
