"""Numbers, shares and times as the manager's pages show them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from psychograph.fielding.clock import moment

NONE = "-"
MINUS = "\u2212"


@dataclass(frozen=True)
class Words:
    """Times on the clock of the plan."""

    zone: ZoneInfo

    def when(self, at: datetime | None) -> str:
        """Return a moment to the minute.

        Examples
        --------
        >>> from datetime import UTC
        >>> Words(ZoneInfo("Europe/Berlin")).when(datetime(2026, 12, 1, 9, tzinfo=UTC))
        '1 Dec 2026, 10:00'
        """
        if at is None:
            return NONE
        local = at.astimezone(self.zone)
        return f"{local.day} {local:%b %Y, %H:%M}"

    def day(self, at: datetime | None) -> str:
        """Return the day of a moment."""
        if at is None:
            return NONE
        local = at.astimezone(self.zone)
        return f"{local.day} {local:%b %Y}"

    def stamped(self, at: int | None) -> str:
        """Return a moment of a store to the minute."""
        return self.when(moment(at)) if at is not None else NONE


def share(value: Fraction | float | None) -> str:
    """Return a share in percent.

    Examples
    --------
    >>> share(Fraction(1, 3)), share(None)
    ('33.3%', '-')
    """
    if value is None or math.isnan(value):
        return NONE
    return f"{float(value) * 100:.1f}%"


def count(value: float) -> str:
    """Return a number with commas between thousands."""
    return f"{value:,.0f}"


def minutes(seconds: float) -> str:
    """Return a duration in minutes and seconds.

    Examples
    --------
    >>> minutes(200.4), minutes(math.nan)
    ('3:20 min', '-')
    """
    if math.isnan(seconds):
        return NONE
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d} min"


def money(amount: float | None, currency: str) -> str:
    """Return an amount of money."""
    return NONE if amount is None else f"{amount:,.2f} {currency}"


def points(value: float) -> str:
    """Return a difference of shares in percentage points, with its sign; zero has none.

    Examples
    --------
    >>> points(0.062), points(-0.0004), points(math.nan)
    ('+6.2', '0.0', '-')
    """
    return NONE if math.isnan(value) else _with_sign(value * 100, 1)


def signed(value: float) -> str:
    """Return a difference with its sign; zero has none."""
    return NONE if math.isnan(value) else _with_sign(value, 2)


def _with_sign(value: float, digits: int) -> str:
    said = f"{value:+.{digits}f}"
    return said.replace("-", MINUS) if any(one in said for one in "123456789") else said[1:]


def dated(day: str) -> str:
    """Return a day as it is read.

    Examples
    --------
    >>> dated("2026-12-01")
    '1 Dec'
    """
    found = date.fromisoformat(day)
    return f"{found.day} {found:%b}"


FILTERS: dict[str, Callable[..., str]] = {
    "share": share,
    "count": count,
    "minutes": minutes,
    "money": money,
    "points": points,
    "signed": signed,
    "dated": dated,
}
