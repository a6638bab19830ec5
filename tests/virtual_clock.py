"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta


class VirtualClock:
    """Tells the time it was set to; may be moved forwards and back."""

    def __init__(self, now: datetime = datetime(2026, 12, 1, 9, tzinfo=UTC)) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def move(self, **by: float) -> None:
        self._now += timedelta(**by)

    def set(self, now: datetime) -> None:
        self._now = now.astimezone(UTC)
