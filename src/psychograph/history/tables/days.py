"""Orders, sales and returns by day and by place, whoever placed them."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from psychograph.history.engines.engine import Table
from psychograph.history.lines.columns import AMOUNT, CUSTOMER, DAY, KIND, SALE
from psychograph.history.tables.customers import RETURNS, SALES
from psychograph.history.tables.orders import ORDERS
from psychograph.history.tables.periods import with_month

MONTH, CUSTOMERS = "month", "customers"
ALL_ORDERS, ALL_SALES = "all_orders", "all_sales"


def days(orders: Table) -> Table:
    """Return one row a day on which something was sold or came back: ``day, orders, sales, returns``.

    Parameters
    ----------
    orders : LazyFrame
        Those of :func:`~psychograph.history.tables.orders.placed_orders`, of nobody by name too.

    Returns
    -------
    LazyFrame
        An order counts on its first day. Amounts in ten-thousandths of the currency, 0 or more.
    """
    sold, amount = nw.col(KIND) == SALE, nw.col(AMOUNT)
    found = orders.group_by(DAY).agg(
        nw.when(sold).then(nw.col(ORDERS)).otherwise(0).sum().alias(ORDERS),
        nw.when(sold).then(amount).otherwise(0).sum().alias(SALES),
        nw.when(sold).then(0).otherwise(amount * -1).sum().alias(RETURNS),
    )
    return found.with_columns(nw.col(name).cast(nw.Int64) for name in (ORDERS, SALES, RETURNS))


def places(orders: Table, place: str) -> Table:
    """Return one row a place: the place (empty where nothing is said), ``all_orders`` and ``all_sales``.

    Parameters
    ----------
    orders : LazyFrame
        Those of :func:`~psychograph.history.tables.orders.placed_orders`, of nobody by name too, or their
        :func:`~psychograph.history.tables.accounts.accounts`.
    place : str
        Column of a level of places.
    """
    sold = nw.col(KIND) == SALE
    named = orders.with_columns(nw.col(place).fill_null("").alias(place))
    found = named.group_by(place).agg(
        nw.when(sold).then(nw.col(ORDERS)).otherwise(0).sum().alias(ALL_ORDERS),
        nw.when(sold).then(nw.col(AMOUNT)).otherwise(0).sum().alias(ALL_SALES),
    )
    return found.with_columns(nw.col(name).cast(nw.Int64) for name in (ALL_ORDERS, ALL_SALES))


def customers_by_month(orders: Table) -> Table:
    """Return ``month`` (months since January 1970) and ``customers``: how many different ones bought in it.

    Where periods of retention are months, their flags say it already, and this need not be computed.
    """
    bought = orders.filter(nw.col(KIND) == SALE, ~nw.col(CUSTOMER).is_null())
    pairs = with_month(bought.select(CUSTOMER, DAY), DAY, MONTH).group_by(CUSTOMER, MONTH).agg(nw.len())
    return pairs.group_by(MONTH).agg(nw.len().cast(nw.Int64).alias(CUSTOMERS))
