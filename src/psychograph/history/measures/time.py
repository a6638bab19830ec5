"""When people buy: day by day, month by month, weekday by weekday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True)
class DayTotal:
    """One day of the calendar on which something was sold or came back."""

    day: date
    orders: int
    sales: Decimal
    returns: Decimal


@dataclass(frozen=True)
class MonthTotal:
    """One month of the calendar, days without a sale included.

    Parameters
    ----------
    start : date
        Its first day.
    days : int
        Days of it that lie within the span.
    orders : int
    sales : Decimal
    customers : int
        Different customers by name who bought in it.
    """

    start: date
    days: int
    orders: int
    sales: Decimal
    customers: int


@dataclass(frozen=True)
class Rhythm:
    """How sales stand at each time of a cycle, against the average of the cycle.

    Parameters
    ----------
    cycle : str
        ``"weekday"`` or ``"month"``.
    labels : tuple of str
        ``"Monday"`` ..., or ``"January"`` ...
    index : tuple of float
        100 is the average day of the span; trend taken out where there are two cycles or more. NaN where
        there is no day of it.
    low, high : tuple of float
        95 % interval of each.
    cycles : float
        Whole weeks or years seen.
    p : float or None
        That it is chance; None where there is too little to say (a season wants two years).
    """

    cycle: str
    labels: tuple[str, ...]
    index: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    cycles: float
    p: float | None


@dataclass(frozen=True)
class Calendar:
    """Sales over time."""

    days: tuple[DayTotal, ...]
    months: tuple[MonthTotal, ...]
    weekday: Rhythm
    season: Rhythm
