"""The place of most of a customer's orders, where there are several."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from psychograph.history.engines.engine import Table
from psychograph.history.lines.columns import AMOUNT, CUSTOMER, KIND, SALE
from psychograph.history.tables.orders import ORDERS


def with_main_places(customers: Table, accounts: Table, places: Sequence[str]) -> Table:
    """Return customers each in the place of most of their orders.

    Parameters
    ----------
    customers : LazyFrame
        With a column for each level of places.
    accounts : LazyFrame
        Those of :func:`~psychograph.history.tables.accounts.accounts`, kept: it is read several times.
    places : sequence of str
        Columns of all levels, one or more. They are taken together, so that a region lies in its country.

    Returns
    -------
    LazyFrame
        `customers` with other places: those of most orders; of these, of the highest sales; of these, the
        first of the alphabet. Who bought nowhere in particular, or only brought things back, keeps his.
    """
    bought = accounts.filter(nw.col(KIND) == SALE, ~nw.col(CUSTOMER).is_null())
    told = bought.filter(~nw.all_horizontal(*(nw.col(name).is_null() for name in places), ignore_nulls=False))
    most = _highest(_highest(told, ORDERS), AMOUNT)
    main = most.group_by(CUSTOMER).agg(*(nw.col(name).min().alias(_main(name)) for name in places))
    found = customers.join(main, on=CUSTOMER, how="left")
    chosen = [nw.coalesce(nw.col(_main(name)), nw.col(name)).alias(name) for name in places]
    return found.with_columns(*chosen).select(*customers.collect_schema().names())


def _highest(rows: Table, column: str) -> Table:
    """Return the rows of each customer that are highest in a column."""
    highest = rows.group_by(CUSTOMER).agg(nw.col(column).max().alias("highest"))
    return (
        rows.join(highest, on=CUSTOMER, how="inner")
        .filter(nw.col(column) == nw.col("highest"))
        .drop("highest")
    )


def _main(place: str) -> str:
    return f"main_{place}"
