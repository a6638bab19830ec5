"""What was done and by whom: written once, never changed. No address, answer or secret stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from psychograph.fielding.clock import stamp
from psychograph.fielding.stores.office_tables import audit
from psychograph.fielding.stores.opened import Stores
from psychograph.labels import clean

COMMAND_LINE = "command line"  # who it was, where nobody logged in
LONGEST = 500  # characters of a detail


@dataclass(frozen=True)
class Entry:
    """One thing that was done.

    Parameters
    ----------
    entry_id : int
        Ascending with time.
    user_name : str
        Who did it; ``"command line"`` for whoever has the machine.
    action : str
        What, in two or three words, such as ``"survey paused"``.
    detail : str
        More of it.
    at : int
        Milliseconds since 1970.
    """

    entry_id: int
    user_name: str
    action: str
    detail: str
    at: int


def record(connection: Connection, user_name: str, action: str, detail: str, at: int) -> None:
    """Write down that something was done, in the transaction that does it.

    Parameters
    ----------
    connection : Connection
        Of the store of the office, for writing.
    user_name : str
        Who did it.
    action, detail : str
        What. Never an address, an answer or a secret.
    at : int
        Now, in milliseconds since 1970.
    """
    connection.execute(
        audit.insert().values(user_name=user_name, action=action, detail=clean(detail)[:LONGEST], at=at)
    )


def note(stores: Stores, action: str, detail: str, at: datetime, *, user: str = COMMAND_LINE) -> None:
    """Write down that a command did something.

    Parameters
    ----------
    stores : Stores
        Of the field period.
    action, detail : str
        What, as in `record`.
    at : datetime
        Now, aware.
    user : str
        Who; whoever has the command line if absent.
    """
    stores.office.write(lambda connection: record(connection, user, action, detail, stamp(at)))


def entries(connection: Connection, *, at_most: int = 200, before: int | None = None) -> tuple[Entry, ...]:
    """Return what was done, the latest first; only what came before an entry, where one is named."""
    wanted = select(audit).order_by(audit.c.entry_id.desc()).limit(at_most)
    if before is not None:
        wanted = wanted.where(audit.c.entry_id < before)
    rows = connection.execute(wanted)
    return tuple(Entry(row.entry_id, row.user_name, row.action, row.detail, row.at) for row in rows)
