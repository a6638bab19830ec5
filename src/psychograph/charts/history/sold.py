"""What a picture measures: money, or orders where a history names no amounts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from psychograph.charts.history.amounts import SIGNS, money, short
from psychograph.history.measures.customers import Part


class Counted(Protocol):
    """A day, a month or a part: whatever has orders and sales."""

    @property
    def orders(self) -> int:
        """Orders that were not returns."""
        ...

    @property
    def sales(self) -> Decimal:
        """Money."""
        ...


@dataclass(frozen=True)
class Sold:
    """How much was sold, and how that is written.

    Parameters
    ----------
    currency : str or None
        Of the amounts.
    valued : bool
        Whether there are amounts; else orders are counted.
    """

    currency: str | None = None
    valued: bool = True

    @property
    def word(self) -> str:
        """What it is: ``"Sales"`` or ``"Orders"``."""
        return "Sales" if self.valued else "Orders"

    def brief(self, value: float) -> str:
        """Write a value where there is room for a sign of the currency and not for its letters.

        Examples
        --------
        >>> Sold("GBP").brief(14_000), Sold("SEK").brief(14_000)
        ('£14k', '14k')
        """
        return self.say(value) if self.currency in SIGNS else short(value)

    def of(self, one: Counted) -> float:
        """Return how much was sold in a day, month or part."""
        return float(one.sales) if self.valued else float(one.orders)

    def of_part(self, part: Part) -> float:
        """Return how much was sold in a place, nameless customers included where they are known."""
        whole = part.all_sales if self.valued else part.all_orders
        return self.of(part) if whole is None else float(whole)

    def say(self, value: float) -> str:
        """Write a value.

        Examples
        --------
        >>> Sold("GBP").say(8_911_407), Sold(valued=False).say(120)
        ('£8.9m', '120')
        """
        return money(value, self.currency) if self.valued else short(value)
