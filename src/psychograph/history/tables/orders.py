"""Orders, from lines: what everything else is counted in."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from psychograph.history.engines.engine import Table
from psychograph.history.lines.columns import AMOUNT, CUSTOMER, DAY, KIND, ORDER

#: How many orders a row stands for: 1, but for rows that name neither order nor customer.
ORDERS = "orders"


def placed_orders(lines: Table, *, ordered: bool, places: Sequence[str] = ()) -> Table:
    """Return one row an order, of customers by name and of nobody by name.

    Parameters
    ----------
    lines : LazyFrame
        Lines.
    ordered : bool
        Whether lines name their orders; else each line is an order.
    places : sequence of str
        Columns of places.

    Returns
    -------
    LazyFrame
        ``customer``, ``day`` (the first of its lines), ``kind``, ``amount`` (sum of its lines), ``orders``,
        places (the first of the alphabet where lines of an order differ). Sales and returns of one order
        are two rows, and so is one number under two customers. Lines that name no order are one row a
        customer, day and kind, and one order; of nobody by name each line is one, and `orders` counts them.
    """
    column = nw.col
    if not ordered:
        return lines.select(CUSTOMER, DAY, KIND, AMOUNT, nw.lit(1).cast(nw.Int64).alias(ORDERS), *places)
    unnumbered = nw.when(column(ORDER).is_null()).then(column(DAY))
    return (
        lines.with_columns(unnumbered.alias("unnumbered_day"))
        .group_by(CUSTOMER, ORDER, KIND, "unnumbered_day")
        .agg(
            column(DAY).min().alias(DAY),
            column(AMOUNT).sum().cast(nw.Int64).alias(AMOUNT),
            nw.len().cast(nw.Int64).alias("lines"),
            *(column(name).min().alias(name) for name in places),
        )
        .select(
            CUSTOMER,
            DAY,
            KIND,
            AMOUNT,
            nw.when(column(ORDER).is_null() & column(CUSTOMER).is_null())
            .then(column("lines"))
            .otherwise(1)
            .cast(nw.Int64)
            .alias(ORDERS),
            *places,
        )
    )
