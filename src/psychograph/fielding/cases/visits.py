"""Visits of a case: it begins, comes back, chooses a language, says no."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, select, update

from psychograph.fielding.cases.case import Case, case_by_id, locked
from psychograph.fielding.cases.enrolling import Enrolment, enrol, new_case_id
from psychograph.fielding.cases.log import record
from psychograph.fielding.outcomes import Happening, Outcome, Source
from psychograph.fielding.stores.answers_tables import cases


def begin(
    connection: Connection, case_id: str, *, language: str, device: str, at: int, network: str = ""
) -> Case:
    """Begin, or come back to what was begun; a case that is over is returned as it is.

    Parameters
    ----------
    connection : Connection
        Of the store of answers.
    case_id : str
        Who.
    language : str
        In which it is read; empty leaves it as it was.
    device : str
        ``phone``, ``tablet`` or ``desktop``.
    at : int
        Milliseconds since 1970.
    network : str
        Address of the network; given only where the plan declares that it is kept.

    Raises
    ------
    UnknownCaseError
        Where there is none.
    """
    case = locked(connection, case_id)
    if case.outcome.over:
        return case
    first = case.outcome is Outcome.NOT_STARTED
    changes: dict[str, Any] = {"language": language or case.language, "device": device, "seen_at": at}
    if first:
        changes |= {"outcome": Outcome.STARTED, "started_at": at}
    kept = changes | ({"network": network} if network else {})
    connection.execute(update(cases).where(cases.c.case_id == case_id).values(kept))
    happening = Happening.STARTED if first else Happening.RESUMED
    record(connection, case_id, happening, detail=device, at=at)
    return replace(case, **changes)


def begin_open(
    connection: Connection,
    *,
    source: Source,
    language: str,
    device: str,
    at: int,
    at_most: int,
    network: str = "",
    case_id: str = "",
) -> Case | None:
    """Make a case of somebody who came by an open link, and begin it; the same number again finds it.

    A store is written by one process at a time, so that never more than `at_most` begin.

    Parameters
    ----------
    connection : Connection
        Of the store of answers.
    source : Source
        Of the open link, or of a test.
    at_most : int
        Cases of this source that may begin.
    language, device, at, network
        As for :func:`begin`.
    case_id : str
        Number of the case, such as a keyed hash of the form that begins it, so that a form that is sent
        twice makes one; it must be one that nobody can guess. Drawn by chance if empty.

    Returns
    -------
    Case or None
        None where the limit is reached.
    """
    known = case_by_id(connection, case_id) if case_id else None
    if known is not None:
        return known
    begun = connection.scalar(select(func.count()).select_from(cases).where(cases.c.source == source.value))
    if (begun or 0) >= at_most:
        return None
    case_id = case_id or new_case_id()
    enrol(connection, [Enrolment(case_id, source, language, list_name=source.value)], at)
    return begin(connection, case_id, language=language, device=device, at=at, network=network)


def decline(connection: Connection, case_id: str, at: int) -> Case:
    """End a case whose person said no on the first page; one that is over stays as it is.

    Raises
    ------
    UnknownCaseError
        Where there is none.
    """
    case = locked(connection, case_id)
    if case.outcome.over:
        return case
    changes: dict[str, Any] = {
        "outcome": Outcome.REFUSED,
        "screen": "",
        "seen_at": at,
        "finished_at": at,
    }
    connection.execute(update(cases).where(cases.c.case_id == case_id).values(changes))
    record(connection, case_id, Happening.REFUSED, detail="declined", at=at)
    return replace(case, **changes)


def language(connection: Connection, case_id: str, tag: str) -> None:
    """Keep the language in which somebody goes on."""
    connection.execute(update(cases).where(cases.c.case_id == case_id).values(language=tag))
