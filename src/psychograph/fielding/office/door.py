"""Whether the survey is open now: by the plan's days, and by what its manager said."""

from __future__ import annotations

import time
from enum import StrEnum

from sqlalchemy import Connection, delete, select

from psychograph.fielding.clock import Clock, stamp
from psychograph.fielding.office.audit import record
from psychograph.fielding.plan.planned import GRACE, Fieldwork
from psychograph.fielding.stores.embedded import EmbeddedDatabase
from psychograph.fielding.stores.office_tables import state
from psychograph.fielding.stores.store import Store

KEY = "door"  # in the state of the office
GRACE_MS = round(GRACE.total_seconds() * 1000)
FRESH = 0.5  # seconds for which a database server is not asked again
_SAID = select(state.c.value, state.c.at).where(state.c.key == KEY)


class Told(StrEnum):
    """What the manager said last."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


ACTIONS = {Told.OPEN: "survey resumed", Told.PAUSED: "survey paused", Told.CLOSED: "survey closed"}


class Standing(StrEnum):
    """What that means for respondents now."""

    NOT_YET = "not-yet"
    OPEN = "open"
    PAUSED = "paused"
    FINISHING = "finishing"  # nobody begins; who has begun may finish
    CLOSED = "closed"


def told(connection: Connection) -> tuple[Told, int]:
    """Return what the manager said last, and when (ms since 1970); open where nothing was said."""
    row = connection.execute(_SAID).one_or_none()
    return (Told(row.value), row.at) if row is not None else (Told.OPEN, 0)


def tell(connection: Connection, what: Told, at: int, user_name: str) -> Told:
    """Note what a manager says, in the audit log too, and return what was said before.

    What was closed stays closed: the draw and the report rest on it.

    Parameters
    ----------
    connection : Connection
        Of the store of the office, for writing.
    what : Told
        What is said.
    at : int
        Now, in ms since 1970.
    user_name : str
        Who says it.
    """
    before, _ = told(connection)
    if before is not Told.CLOSED and before is not what:
        connection.execute(delete(state).where(state.c.key == KEY))
        connection.execute(state.insert().values(key=KEY, value=what.value, at=at))
        record(connection, user_name, ACTIONS[what], "", at)
    return before


def standing(field: Fieldwork, said: Told, since: int, now: int) -> Standing:
    """Return how the survey stands.

    Parameters
    ----------
    field : Fieldwork
        With the days of its plan.
    said : Told
        What the manager said last.
    since : int
        When that was said, in ms since 1970.
    now : int
        Now, likewise.
    """
    closes = stamp(field.closes)
    if said is Told.CLOSED:
        closes = min(closes, since)
    if now >= closes + GRACE_MS:
        return Standing.CLOSED
    if now < stamp(field.opens) and said is not Told.CLOSED:
        return Standing.NOT_YET
    if said is Told.PAUSED:
        return Standing.PAUSED
    return Standing.FINISHING if now >= closes else Standing.OPEN


class Door:
    """Says how the survey stands, to each request anew.

    Parameters
    ----------
    field : Fieldwork
        The study.
    office : Store
        Where what the manager said is kept. A file is read again when it has changed; a database server is
        asked at most twice a second.
    clock : Clock
        Tells the time.
    test : bool
        Whether the survey is tried out: then it is always open.
    """

    def __init__(self, field: Fieldwork, office: Store, clock: Clock, *, test: bool = False) -> None:
        self._field = field
        self._office = office
        self._clock = clock
        self._test = test
        self._said: tuple[Told, int] = (Told.OPEN, 0)
        self._fresh_until = 0.0
        self._seen: tuple[int, ...] = ()

    async def standing(self) -> Standing:
        """Return how it stands now."""
        if self._test:
            return Standing.OPEN
        seen = _changes(self._office)
        if seen != self._seen or time.monotonic() >= self._fresh_until:
            self._said = await self._office.reading(told)
            self._seen, self._fresh_until = seen, time.monotonic() + FRESH
        return standing(self._field, *self._said, stamp(self._clock.now()))


def _changes(store: Store) -> tuple[int, ...]:
    """Return what differs once a store's file was written; nothing for a database server.

    That is size and time of its write-ahead log: every commit appends to it, or begins it anew
    (https://sqlite.org/wal.html).
    """
    if not isinstance(store.database, EmbeddedDatabase):
        return ()
    try:
        log = store.database.path.with_name(f"{store.database.path.name}-wal").stat()
    except OSError:
        return ()
    return log.st_mtime_ns, log.st_size
