"""Customers who bought, and what the table of customers says of them and of those who never did."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from psychograph.history.engines.engine import Table
from psychograph.history.lines.columns import CUSTOMER
from psychograph.history.tables.visits import EARLY_LAST, FIRST, LAST

LISTED = "listed"
#: What nobody has who never bought.
NOT_BOUGHT = (FIRST, LAST, EARLY_LAST)


def with_people(customers: Table, people: Table, columns: Sequence[str]) -> Table:
    """Return everybody: who bought, and who stands in the table of customers without having bought.

    Parameters
    ----------
    customers : LazyFrame
        One row a customer who bought or returned something.
    people : LazyFrame
        One row a customer of the table of customers.
    columns : sequence of str
        Columns of `people` that are taken over.

    Returns
    -------
    LazyFrame
        Columns of `customers`, then `columns` (null of who is not in the table of customers), and
        ``listed``: 1 of who is. Who never bought has 0 in every column of whole numbers, but for ``first``
        and ``last``, and no place of transactions.
    """
    listed = people.select(CUSTOMER, *columns, nw.lit(1).cast(nw.Int64).alias(LISTED))
    schema = customers.collect_schema()
    bought = customers.join(listed, on=CUSTOMER, how="left").select(
        *schema.names(), *columns, nw.col(LISTED).fill_null(0).cast(nw.Int64).alias(LISTED)
    )
    blank = [
        nw.lit(None if name in NOT_BOUGHT or not kind.is_integer() else 0).cast(kind).alias(name)
        for name, kind in schema.items()
        if name != CUSTOMER
    ]
    others = (
        listed.join(customers.select(CUSTOMER), on=CUSTOMER, how="anti")
        .with_columns(*blank)
        .select(*schema.names(), *columns, LISTED)
    )
    return nw.concat([bought, others], how="vertical")
