"""How fast answers come in, and how many there would be at the close."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

RECENT = timedelta(days=7)  # holds each day of the week once
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Pace:
    """How fast complete answers come in, and how many there would be at the close.

    Parameters
    ----------
    by_day : tuple of (str, int)
        Complete answers by day in the time zone of the plan, without gaps, as ``("2026-12-01", 12)``.
    a_day : float
        Mean of the last seven days, or since the field opened; the day that runs counts in part.
    days_left : float
        Until the close; 0 after it.
    projected : int
        Complete answers at the close if it goes on like this: a straight line, which reminders bend upwards
        and the end of the list downwards.
    """

    by_day: tuple[tuple[str, int], ...]
    a_day: float
    days_left: float
    projected: int


def pace_of(finished: Sequence[datetime], opens: datetime, closes: datetime, at: datetime, zone: str) -> Pace:
    """Return the pace of complete answers.

    Parameters
    ----------
    finished : sequence of datetime
        When each complete answer came, aware.
    opens, closes, at : datetime
        When the field opens and closes, and now; aware.
    zone : str
        Whose days are counted.

    Examples
    --------
    >>> from datetime import UTC
    >>> opens, closes = datetime(2026, 12, 1, 8, tzinfo=UTC), datetime(2026, 12, 11, 8, tzinfo=UTC)
    >>> came = [opens + timedelta(hours=n) for n in range(24)]
    >>> found = pace_of(came, opens, closes, opens + 2 * DAY, "UTC")
    >>> found.by_day, found.a_day, found.days_left, found.projected
    ((('2026-12-01', 16), ('2026-12-02', 8), ('2026-12-03', 0)), 12.0, 8.0, 120)
    """
    until = min(at, closes)
    since = max(opens, until - RECENT)
    days = (until - since) / DAY
    recent = sum(1 for one in finished if one >= since)
    a_day = recent / days if days > 0 else 0.0
    left = max((closes - at) / DAY, 0.0) if at >= opens else (closes - opens) / DAY
    return Pace(_by_day(finished, opens, until, zone), a_day, left, len(finished) + round(a_day * left))


def _by_day(
    finished: Sequence[datetime], opens: datetime, until: datetime, zone: str
) -> tuple[tuple[str, int], ...]:
    here = ZoneInfo(zone)
    counts = Counter(one.astimezone(here).date() for one in finished)
    first = min([opens.astimezone(here).date(), *counts])
    last = max([until.astimezone(here).date(), *counts])
    days = max((last - first).days + 1, 0)
    return tuple(
        (day.isoformat(), counts[day]) for day in (first + timedelta(days=number) for number in range(days))
    )
