"""The time, as something that is handed in: tests and dry runs bring their own."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Final, Protocol

MINUTE: Final = 60_000  # milliseconds, as the stores count time
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the time, aware, in UTC."""
        ...


class SystemClock:
    """The clock of this computer."""

    def now(self) -> datetime:
        """Return the time, aware, in UTC."""
        return datetime.fromtimestamp(time.time(), UTC)


def stamp(moment: datetime) -> int:
    """Return a moment as the stores keep it: milliseconds since 1970 in UTC.

    Examples
    --------
    >>> stamp(datetime(2026, 12, 1, 9, tzinfo=UTC))
    1796115600000
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return round(moment.timestamp() * 1000)


def moment(stamped: int) -> datetime:
    """Return what :func:`stamp` was given, to the millisecond.

    Examples
    --------
    >>> moment(1796115600000).isoformat()
    '2026-12-01T09:00:00+00:00'
    """
    return datetime.fromtimestamp(stamped / 1000, UTC)


def day_of(stamped: int) -> int:
    """Return when the day of a moment began, in UTC: for what is kept to the day alone.

    Examples
    --------
    >>> moment(day_of(1796115600000)).isoformat()
    '2026-12-01T00:00:00+00:00'
    """
    return stamped - stamped % DAY
