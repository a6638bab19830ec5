"""One row a customer, from lines: the one heavy piece of work, done once."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from psychograph.history.engines.engine import Table
from psychograph.history.lines.columns import AMOUNT, CUSTOMER, KIND, SALE
from psychograph.history.tables.accounts import accounts as accounts_of
from psychograph.history.tables.orders import ORDERS
from psychograph.history.tables.periods import Periods
from psychograph.history.tables.visits import (
    DAYS,
    EARLY_DAYS,
    EARLY_LAST,
    FIRST,
    LAST,
    packed_columns,
    visits,
)

SALES, RETURNS = "sales", "returns"


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
        Those of retention, which hold all days.
    places : sequence of str
        Columns of places; where a customer has several, the first of the alphabet stands, until
        :func:`~psychograph.history.tables.main_places.with_main_places` finds a better one.
    cut : int or None
        A day up to which purchases are told apart, for trying a forecast.
    accounts : LazyFrame or None
        :func:`~psychograph.history.tables.accounts.accounts` of the orders, where they are kept.

    Returns
    -------
    LazyFrame
        ``customer``; ``orders`` and ``days``: orders, and days with one, without returns; ``first`` and
        ``last``: days of the first and last order; ``sales`` and ``returns``: amounts, both 0 or more;
        ``early_days`` and ``early_last``: days with an order before the cut, and the last of them, where
        there is a cut; days with an order by stretch of time, which
        :func:`~psychograph.history.tables.visits.unpacked` takes apart; places, and ``several_`` of each: 1
        where there was more than one. Who only returned has no orders and no days.
    """
    column = nw.col
    if accounts is None:
        accounts = accounts_of(orders, places)
    early = () if cut is None else (EARLY_DAYS, EARLY_LAST)
    counts = [ORDERS, DAYS, SALES, RETURNS, *early[:1], *packed_columns(periods)]
    found = _added_up(accounts, places).join(visits(orders, periods, cut), on=CUSTOMER, how="left")
    return found.select(
        CUSTOMER,
        *(column(name).fill_null(0).cast(nw.Int64) for name in counts),
        *(column(name).cast(nw.Int64) for name in (FIRST, LAST, *early[1:])),
        *places,
        *(several(name) for name in places),
    )


def _added_up(accounts: Table, places: Sequence[str]) -> Table:
    """Return one row a customer: orders, money and places."""
    column = nw.col
    sold = column(KIND) == SALE

    def of_sales(name: str) -> nw.Expr:
        return nw.when(sold).then(column(name)).otherwise(0).sum().cast(nw.Int64).alias(name)

    found = accounts.group_by(CUSTOMER).agg(
        of_sales(ORDERS),
        of_sales(AMOUNT).alias(SALES),
        nw.when(sold).then(0).otherwise(column(AMOUNT) * -1).sum().alias(RETURNS),
        *(column(name).min().alias(name) for name in places),
        *(column(name).max().alias(_last_of(name)) for name in places),
    )
    flags = [
        nw.when(column(name) != column(_last_of(name)))
        .then(1)
        .otherwise(0)
        .cast(nw.Int64)
        .alias(several(name))
        for name in places
    ]
    return found.with_columns(*flags) if flags else found


def _last_of(place: str) -> str:
    return f"last_{place}"
