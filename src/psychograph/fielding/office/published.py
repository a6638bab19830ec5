"""What was published when the field opened: the hash of plan and questionnaire, so that changes show."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from psychograph.fielding.office.audit import COMMAND_LINE, record
from psychograph.fielding.stores.office_tables import state

KEY = "plan"  # in the state of the office


def published(connection: Connection) -> str:
    """Return the hash of what was published last; empty where nothing was."""
    return str(connection.scalar(select(state.c.value).where(state.c.key == KEY)) or "")


def publish(connection: Connection, digest: str, at: int) -> str:
    """Note what is published now, and return what was before; a change is written into the audit log.

    Parameters
    ----------
    connection : Connection
        Of the store of the office, for writing.
    digest : str
        `Fieldwork.digest`.
    at : int
        Now, in milliseconds since 1970.
    """
    before = published(connection)
    if before == digest:
        return before
    if before:
        connection.execute(update(state).where(state.c.key == KEY).values(value=digest, at=at))
        record(connection, COMMAND_LINE, "plan changed", f"{before[:12]} to {digest[:12]}", at)
    else:
        connection.execute(state.insert().values(key=KEY, value=digest, at=at))
        record(connection, COMMAND_LINE, "plan published", digest[:12], at)
    return before
