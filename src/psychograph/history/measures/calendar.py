"""Sales over time, from totals of days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from psychograph.history.lines.day_numbers import day_of
from psychograph.history.measures.money import money
from psychograph.history.measures.rhythms import season_rhythm, weekday_rhythm
from psychograph.history.measures.time import Calendar, DayTotal, MonthTotal

Floats = NDArray[np.float64]


def day_totals(rows: Sequence[tuple[int, int, int, int]]) -> tuple[DayTotal, ...]:
    """Return days from (days since 1970-01-01, orders, sales, returns), amounts in ten-thousandths."""
    return tuple(
        DayTotal(day_of(day), orders, money(sold), money(back)) for day, orders, sold, back in sorted(rows)
    )


def calendar(
    days: Sequence[DayTotal],
    customers: Mapping[date, int],
    first: date,
    until: date,
    *,
    rng: np.random.Generator,
) -> Calendar:
    """Return sales by day, month, weekday and season.

    Parameters
    ----------
    days : sequence of DayTotal
        Days with something in them, in their order.
    customers : mapping of date to int
        By first day of a month: different customers by name who bought in it.
    first, until : date
        The span: its first day, and the day after its last. Days of it that are not in `days` sold nothing.
    rng : numpy.random.Generator
        Draws weeks anew, for intervals.

    Returns
    -------
    Calendar
        Without p of weekday and season: they are questions among others, and are judged with them.
    """
    months = month_totals(days, customers, first, until)
    sales = daily(days, first, until)
    return Calendar(tuple(days), months, weekday_rhythm(first, sales, rng=rng), season_rhythm(months))


def daily(days: Sequence[DayTotal], first: date, until: date) -> Floats:
    """Return sales of each day of a span, shape (days,); orders, where nothing cost anything.

    Examples
    --------
    >>> from decimal import Decimal
    >>> sold = DayTotal(date(2024, 1, 2), 3, Decimal("12.5"), Decimal(0))
    >>> daily([sold], date(2024, 1, 1), date(2024, 1, 4))
    array([ 0. , 12.5,  0. ])
    """
    found = np.zeros((until - first).days)
    by_money = any(day.sales for day in days)
    for day in days:
        found[(day.day - first).days] = float(day.sales) if by_money else day.orders
    return found


def month_totals(
    days: Sequence[DayTotal], customers: Mapping[date, int], first: date, until: date
) -> tuple[MonthTotal, ...]:
    """Return each month of a span, empty ones included; see `calendar`."""
    found = []
    start = first.replace(day=1)
    at = 0
    while start < until:
        end = _month_after(start)
        inside = []
        while at < len(days) and days[at].day < end:
            inside.append(days[at])
            at += 1
        found.append(
            MonthTotal(
                start,
                (min(end, until) - max(start, first)).days,
                sum(day.orders for day in inside),
                sum((day.sales for day in inside), start=money(0)),
                customers.get(start, 0),
            )
        )
        start = end
    return tuple(found)


def month_of(number: int) -> date:
    """Return the first day of a number of months since January 1970."""
    return date(1970 + number // 12, number % 12 + 1, 1)


def _month_after(start: date) -> date:
    return month_of((start.year - 1970) * 12 + start.month)
