"""Orders added up by customer, kind and places: far fewer rows, and all that money and places need."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from psychograph.history.engines.engine import Table
from psychograph.history.lines.columns import AMOUNT, CUSTOMER, KIND
from psychograph.history.tables.orders import ORDERS


def accounts(orders: Table, places: Sequence[str] = ()) -> Table:
    """Return orders added up by customer, kind and places.

    Parameters
    ----------
    orders : LazyFrame
        Those of :func:`~psychograph.history.tables.orders.placed_orders`, of nobody by name too.
    places : sequence of str
        Columns of all levels.

    Returns
    -------
    LazyFrame
        ``customer``, ``kind``, places; ``amount`` and ``orders``, to be summed further.
    """
    found = orders.group_by(CUSTOMER, KIND, *places).agg(
        nw.col(AMOUNT).sum().alias(AMOUNT), nw.col(ORDERS).sum().alias(ORDERS)
    )
    return found.with_columns(nw.col(name).cast(nw.Int64) for name in (AMOUNT, ORDERS))
