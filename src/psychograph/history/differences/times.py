"""Do sales follow the week and the year, and renewals the months."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from psychograph.history.differences.asked import Asked, not_asked
from psychograph.history.measures.calendar import daily
from psychograph.history.measures.time import MONTHS, Calendar, Rhythm
from psychograph.history.renewals import Renewals
from psychograph.stats.comparison.rhythms import RhythmTest, season_test, weekday_test

WEEK = "Hotelling's T squared of weekly profiles"
YEAR = "power of yearly waves over the noise between"
HAENSZEL = "Mantel-Haenszel within renewals of a year"
SHARE = "share of the variation explained"
CLOSED = 0.5  # index below which a weekday, or a month, is one without sales: no comparison, but a fact


def time_questions(calendar: Calendar, first: date, until: date, rng: np.random.Generator) -> Iterator[Asked]:
    """Ask whether days of the week differ, and whether months of the year do.

    Days are the unit, in blocks of weeks and in waves of years; see
    :mod:`psychograph.stats.comparison.rhythms`.
    """
    sales = np.maximum(daily(calendar.days, first, until), 0.0)
    yield _of_rhythm("weekday", WEEK, weekday_test(sales), calendar.weekday)
    yield _of_rhythm("season", YEAR, season_test(sales, rng), calendar.season)


def _of_rhythm(by: str, test: str, found: RhythmTest, rhythm: Rhythm) -> Asked:
    if found.p is None:
        return not_asked(by, "sales", test, found.reason)
    return Asked(by, "sales", test, found.p, found.effect, SHARE, _peak(rhythm))


def _peak(rhythm: Rhythm) -> str:
    """Return the highest and the lowest time of a cycle; what is closed is told and not compared."""
    known = [
        (value, label)
        for value, label in zip(rhythm.index, rhythm.labels, strict=True)
        if math.isfinite(value)
    ]
    closed = [label for value, label in known if value < CLOSED]
    known = [one for one in known if one[0] >= CLOSED]
    if not known:
        return "Days are compared as they are"
    high, low = max(known), min(known)
    weekly = rhythm.cycle == "weekday"
    best, worst = (f"A {high[1]}", f"a {low[1]}") if weekly else (f"A day in {high[1]}", f"one in {low[1]}")
    if not closed:
        return f"{best} sells {_against(high[0], 'than ')}the average day, {worst} {_against(low[0])}"
    # The average of all days would count the closed ones; so open days are compared with each other.
    nothing = " or ".join(f"{label}s" if weekly else label for label in closed)
    shut = f"there are no sales {'on' if weekly else 'in'} {nothing}"
    if len(known) == 1:
        return f"{shut[0].upper()}{shut[1:]}"
    return f"{best} sells {high[0] / low[0]:.1f} times what {worst} does; {shut}"


def _against(index: float, than: str = "") -> str:
    apart = round(index - 100)
    if not apart:
        return "as much as " if than else "as much"
    return f"{abs(apart)}% {'more' if apart > 0 else 'less'}{f' {than}' if than else ''}"


def renewal_questions(renewals: Renewals | None) -> Iterator[Asked]:
    """Ask whether months of the year differ in renewals, where there are subscriptions."""
    if renewals is None:
        return
    if renewals.month_p is None:
        yield not_asked("month", "renewal", HAENSZEL, "too few subscriptions came to a renewal")
        return
    figures = _months(renewals.by_month)
    yield Asked("month", "renewal", HAENSZEL, renewals.month_p, renewals.month_v, "Cramer's V", figures)


def _months(by_month: Sequence[tuple[int, int]]) -> str:
    rates = [(kept / came, name, came) for name, (came, kept) in zip(MONTHS, by_month, strict=True) if came]
    high, low = max(rates), min(rates)
    return (
        f"Of {high[2]:,} renewals due in {high[1]} {high[0]:.0%} were made, of {low[2]:,} in {low[1]} "
        f"{low[0]:.0%}"
    )
