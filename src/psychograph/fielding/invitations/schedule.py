"""When a message goes: in a window of hours on the recipient's own clock, whatever that clock does.

Everything is decided on the line of UTC: a window of a day becomes the stretches of UTC during which the
local clock shows an hour of the window on that date. A spring change that swallows the window leaves no
stretch, one that cuts it leaves a shorter one, and an autumn change that repeats it a longer one, or two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from psychograph.fielding.plan.schema import Weekday, Window

WEEK: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SAMPLED = timedelta(minutes=30)  # no zone changes its clock twice in that time
WIDEST = timedelta(
    hours=26
)  # local clocks are at most 14 hours from UTC, and a change moves them by at most 24
LONGEST_SEARCH = 60  # days; a window that a week and a change of clocks do not bring never comes
MARGIN = timedelta(hours=3)  # before the close: a message that leaves less time to answer is not sent


@dataclass(frozen=True)
class Stretch:
    """Time in UTC from `start` to just before `end`."""

    start: datetime
    end: datetime

    @property
    def seconds(self) -> float:
        """How long it is."""
        return (self.end - self.start).total_seconds()


def share_of(person: str, seed: str) -> float:
    """Return where in a window a person's message goes: 0 at its start, just under 1 at its end.

    The same person has the same place in every wave, so that a reminder comes at the hour of the invitation.

    Parameters
    ----------
    person : str
        Number of the person.
    seed : str
        ``Fieldwork.digest``, or anything that is the same each time.

    Examples
    --------
    >>> share_of("ann", "tea") == share_of("ann", "tea"), 0 <= share_of("ben", "tea") < 1
    (True, True)
    """
    told = hashlib.sha256("\0".join((seed, person)).encode()).digest()
    return int.from_bytes(told[:6], "big") / 2**48


def first_moment(after: datetime, window: Window, zone: str, share: float) -> datetime | None:
    """Return when a message goes: in the first window at or after a moment, at the person's place in it.

    Of a window that has begun already, what is left of it is shared out, so that nobody waits a day more
    than needed.

    Parameters
    ----------
    after : datetime
        Not before; aware.
    window : Window
        Days of the week, and hours from `start` until before `end`.
    zone : str
        Whose clock it is (IANA).
    share : float
        Place in the window, 0 to under 1; see :func:`share_of`.

    Returns
    -------
    datetime or None
        In UTC, to the second; None where no such window comes within 60 days.

    Examples
    --------
    >>> weekdays = Window()
    >>> saturday = datetime(2026, 12, 5, 9, tzinfo=UTC)
    >>> first_moment(saturday, weekdays, "Asia/Kolkata", 0.5).isoformat()
    '2026-12-07T06:30:00+00:00'
    """
    after = after.astimezone(UTC)
    for _, stretches in days_of(after, window, zone):
        left = [Stretch(max(one.start, after), one.end) for one in stretches if one.end > after]
        if left:
            return _at(left, share)
    return None


def is_open(now: datetime, window: Window, zone: str) -> bool:
    """Say whether a message may go at this moment.

    Examples
    --------
    >>> is_open(datetime(2026, 12, 7, 6, 30, tzinfo=UTC), Window(), "Asia/Kolkata")
    True
    """
    local = now.astimezone(ZoneInfo(zone))
    in_hours = window.start <= local.time().replace(tzinfo=None) < window.end
    return in_hours and WEEK[local.weekday()] in window.days


def days_of(after: datetime, window: Window, zone: str) -> Iterator[tuple[date, tuple[Stretch, ...]]]:
    """Yield days of the local calendar on which the window may open, with its stretches of UTC."""
    first = after.astimezone(ZoneInfo(zone)).date() - timedelta(days=1)
    for ahead in range(LONGEST_SEARCH):
        day = first + timedelta(days=ahead)
        if WEEK[day.weekday()] in window.days:
            yield day, stretches_of(day, window.start, window.end, zone)


@lru_cache(maxsize=20_000)
def stretches_of(day: date, start: time, end: time, zone: str) -> tuple[Stretch, ...]:
    """Return the time in UTC during which a clock shows a date and an hour from `start` until before `end`.

    Examples
    --------
    In Berlin the hour from two to three does not come on the last Sunday of March, and comes twice on that
    of October.

    >>> spring, autumn = date(2027, 3, 28), date(2027, 10, 31)
    >>> hours = time(2), time(3)
    >>> [one.seconds for day in (spring, autumn) for one in stretches_of(day, *hours, "Europe/Berlin")]
    [7200.0]
    """
    wanted = datetime.combine(day, start), datetime.combine(day, end)
    found: list[Stretch] = []
    for part, offset in _constant_parts(day, zone):
        begins = max((wanted[0] - offset).replace(tzinfo=UTC), part.start)
        ends = min((wanted[1] - offset).replace(tzinfo=UTC), part.end)
        if begins >= ends:
            continue
        if found and found[-1].end == begins:
            found[-1] = Stretch(found[-1].start, ends)
        else:
            found.append(Stretch(begins, ends))
    return tuple(found)


@lru_cache(maxsize=20_000)
def _constant_parts(day: date, zone: str) -> tuple[tuple[Stretch, timedelta], ...]:
    """Return the time about a day in parts during which the clock does not change, each with its offset."""
    clock = ZoneInfo(zone)
    noon = datetime.combine(day, time(12), tzinfo=UTC)
    start, last = noon - WIDEST - timedelta(hours=12), noon + WIDEST + timedelta(hours=12)
    parts: list[tuple[Stretch, timedelta]] = []
    here, offset = start, _offset(start, clock)
    while here < last:
        ahead = here + SAMPLED
        changed = _offset(ahead, clock)
        if changed != offset:
            change = _change(here, ahead, offset, clock)
            parts.append((Stretch(start, change), offset))
            start, offset = change, changed
        here = ahead
    return (*parts, (Stretch(start, last), offset))


def _change(low: datetime, high: datetime, before: timedelta, clock: ZoneInfo) -> datetime:
    """Return the first second at which the clock no longer has the offset `before`."""
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if _offset(middle, clock) == before:
            low = middle
        else:
            high = middle
    return high


def _offset(instant: datetime, clock: ZoneInfo) -> timedelta:
    return instant.astimezone(clock).utcoffset() or timedelta()


def _at(stretches: list[Stretch], share: float) -> datetime:
    """Return the moment at a share of several stretches, to the second where that lies within."""
    ahead = share * sum(one.seconds for one in stretches)
    for one in stretches:
        if ahead < one.seconds:
            return one.start + timedelta(seconds=int(ahead))
        ahead -= one.seconds
    return stretches[-1].start
