"""What was bought in the whole span."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Totals:
    """What was bought in the whole span.

    Parameters
    ----------
    first, last : date
        Days of the first and last line used.
    until : date
        The day from which recency counts back.
    orders : int
        Orders that were not returns.
    customers : int
        Who bought at least once, by name.
    customers_read : int
        Different customers among all rows read, whatever was the matter with them.
    sales, returns : Decimal
        Money, both 0 or more; with rows that name nobody.
    named_sales : Decimal
        Of `sales`, that of customers by name.
    currency : str or None
    """

    first: date
    last: date
    until: date
    orders: int
    customers: int
    customers_read: int
    sales: Decimal
    returns: Decimal
    named_sales: Decimal
    currency: str | None
