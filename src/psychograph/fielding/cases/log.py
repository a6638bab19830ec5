"""The log of a case, and what it agreed to: appended, never changed."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from psychograph.fielding.outcomes import Happening
from psychograph.fielding.stores.answers_tables import consents, events

_EVENT = events.insert().inline()
_CONSENT = consents.insert().inline()
_OPENED = (
    select(events.c.event_id)
    .where(events.c.case_id == bindparam("id"), events.c.kind == Happening.OPENED.value)
    .limit(1)
)


def record(
    connection: Connection, case_id: str, happening: Happening, *, wave: str = "", detail: str = "", at: int
) -> None:
    """Append an event to the log of a case.

    Parameters
    ----------
    connection : Connection
        Of the store of answers.
    case_id : str
        Whose.
    happening : Happening
        What happened.
    wave, detail : str
        As `Happening` says.
    at : int
        Milliseconds since 1970.
    """
    event = {"case_id": case_id, "kind": happening.value, "wave": wave, "detail": detail, "at": at}
    connection.execute(_EVENT, event)


def opened(connection: Connection, case_id: str, at: int) -> None:
    """Note that a person looked at the first page; the first time only."""
    if connection.execute(_OPENED, {"id": case_id}).first() is None:
        record(connection, case_id, Happening.OPENED, at=at)


def consent(
    connection: Connection,
    case_id: str,
    purpose: str,
    given: bool,
    version: str,
    language: str,
    text: str,
    at: int,
) -> None:
    """Keep that somebody agreed to something, or did not, with the words that were shown.

    Parameters
    ----------
    connection : Connection
        Of the store of answers.
    case_id : str
        Whose.
    purpose : str
        ``survey``, ``draw`` or ``marketing``.
    given : bool
        Whether they agreed.
    version, language, text : str
        What was shown: its version, the language it was read in, the words.
    at : int
        Milliseconds since 1970.
    """
    kept = {
        "case_id": case_id,
        "purpose": purpose,
        "given": given,
        "version": version,
        "language": language,
        "text": text,
        "at": at,
    }
    connection.execute(_CONSENT, kept)
