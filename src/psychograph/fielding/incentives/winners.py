"""Who won: for the manager's eyes. Prizes that nobody claims go to the next reserve."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, select, update

from psychograph.errors import Problem
from psychograph.fielding.clock import moment, stamp
from psychograph.fielding.errors import IncentiveError
from psychograph.fielding.stores.contact_tables import draw_entries, winners


class Standing(StrEnum):
    """How far a winner is."""

    DRAWN = "drawn"
    TOLD = "told"
    CLAIMED = "claimed"
    FORFEITED = "forfeited"


NEXT = {
    Standing.DRAWN: (Standing.TOLD, Standing.CLAIMED, Standing.FORFEITED),
    Standing.TOLD: (Standing.CLAIMED, Standing.FORFEITED),
    Standing.CLAIMED: (),
    Standing.FORFEITED: (),
}


@dataclass(frozen=True)
class Winner:
    """A place of the draw.

    Parameters
    ----------
    place : int
        From 1.
    prize : str
        Empty for a reserve whom no prize has come to.
    standing : Standing
        How far they are.
    at : int
        Since when: milliseconds since 1970.
    address, name : str
        Empty for one who was erased.
    """

    place: int
    prize: str
    standing: Standing
    at: int
    address: str
    name: str

    def overdue(self, days: int, now: datetime) -> bool:
        """Return whether they were told more than so many days ago and said nothing."""
        told = moment(self.at)
        return self.standing is Standing.TOLD and now > told + time_to_answer(told, days)


def time_to_answer(told: datetime, days: int) -> timedelta:
    """Return how long a winner has: the days of the plan, and until the hour is full.

    The message to a winner says the same moment, and is written before it is known to have gone, so that the
    list never calls a winner late who is not.

    Examples
    --------
    >>> time_to_answer(datetime(2026, 12, 22, 12, 20), 14)
    datetime.timedelta(days=14, seconds=2400)
    """
    past = timedelta(minutes=told.minute, seconds=told.second, microseconds=told.microsecond)
    return timedelta(days=days) + (timedelta(hours=1) - past if past else timedelta())


def winners_of(connection: Connection) -> tuple[Winner, ...]:
    """Return every place, the first first.

    Parameters
    ----------
    connection : Connection
        Of the store of contacts.
    """
    rows = connection.execute(
        select(winners, draw_entries.c.address, draw_entries.c.name)
        .join(draw_entries, draw_entries.c.entry_id == winners.c.entry_id, isouter=True)
        .order_by(winners.c.place)
    )
    return tuple(
        Winner(row.place, row.prize, Standing(row.state), row.at, row.address or "", row.name or "")
        for row in rows
    )


def mark(connection: Connection, place: int, standing: Standing, at: datetime) -> Winner | None:
    """Note how far a winner is, and return the reserve whom the prize goes to, where one gives it up.

    Parameters
    ----------
    connection : Connection
        Of the store of contacts, for writing.
    place : int
        Of the draw.
    standing : Standing
        told, claimed or forfeited.
    at : datetime
        Now.

    Raises
    ------
    IncentiveError
        Where there is no such place, no prize on it, or where it was claimed or given up before.
    """
    found = next((one for one in winners_of(connection) if one.place == place), None)
    if found is None or not found.prize:
        raise _problem(
            place, "no prize on it", "a place with a prize", "psychograph field draw winners STUDY"
        )
    if found.standing is standing:
        return None
    if standing not in NEXT[found.standing]:
        raise _problem(place, f"{found.standing} already", "a prize still open", "leave it as it is")
    _set(connection, place, standing.value, found.prize, at)
    if standing is not Standing.FORFEITED:
        return None
    reserve = next(
        (one for one in winners_of(connection) if not one.prize and one.standing is Standing.DRAWN), None
    )
    if reserve is None:
        return None
    _set(connection, reserve.place, Standing.DRAWN.value, found.prize, at)
    return next(one for one in winners_of(connection) if one.place == reserve.place)


def _set(connection: Connection, place: int, state: str, prize: str, at: datetime) -> None:
    connection.execute(
        update(winners).where(winners.c.place == place).values(state=state, prize=prize, at=stamp(at))
    )


def _problem(place: int, found: str, expected: str, mend: str) -> IncentiveError:
    return IncentiveError(Problem(f"place {place} of the draw", found, expected, mend))
