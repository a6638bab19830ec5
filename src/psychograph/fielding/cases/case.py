"""`Case`: one person who is asked, under a number of chance. What the store of answers keeps of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select

from psychograph.fielding.outcomes import Outcome, Source
from psychograph.fielding.stores.answers_tables import cases
from psychograph.fielding.walk.values import Value, answers_of


class UnknownCaseError(LookupError):
    """A case that was never made, or was erased meanwhile."""


@dataclass(frozen=True)
class Case:
    """One person who is asked.

    Parameters
    ----------
    case_id : str
        128 bits of chance in hexadecimal; knows nobody.
    handle : str
        Stands in addresses; opens nothing by itself.
    source : Source
        How it came.
    seed : int
        Of every order of chance, 0 to 2**62 - 1.
    language, time_zone, group : str
        As they were enrolled, or chose; empty where unknown.
    arms : mapping of str to str
        Factor and arm that was drawn.
    device : str
        ``phone``, ``tablet`` or ``desktop``, of the last visit.
    outcome : Outcome
        What became of it.
    screen : str
        Where to go on; empty before the first form was taken, and once it is over.
    answers : mapping of str to Value
        Everything that was accepted, also what is no longer on the way; see `Walk.kept`.
    revision : int
        Number of forms taken.
    created_at, started_at, seen_at, finished_at : int or None
        Milliseconds since 1970.
    """

    case_id: str
    handle: str
    source: Source
    seed: int
    language: str
    time_zone: str
    group: str
    arms: Mapping[str, str]
    device: str
    outcome: Outcome
    screen: str
    answers: Mapping[str, Value]
    revision: int
    created_at: int
    started_at: int | None
    seen_at: int | None
    finished_at: int | None


COLUMNS = (
    cases.c.case_id,
    cases.c.handle,
    cases.c.source,
    cases.c.seed,
    cases.c.language,
    cases.c.time_zone,
    cases.c.group_name,
    cases.c.arms,
    cases.c.device,
    cases.c.outcome,
    cases.c.screen,
    cases.c.answers,
    cases.c.revision,
    cases.c.created_at,
    cases.c.started_at,
    cases.c.seen_at,
    cases.c.finished_at,
)
_BY_HANDLE = select(*COLUMNS).where(cases.c.handle == bindparam("handle"))
_BY_ID = select(*COLUMNS).where(cases.c.case_id == bindparam("id"))
_LOCKED = _BY_ID.with_for_update()  # SQLite has one writer at a time, and passes over it


def case_of(connection: Connection, handle: str) -> Case | None:
    """Return the case of a handle; None where there is none."""
    row = connection.execute(_BY_HANDLE, {"handle": handle}).one_or_none()
    return None if row is None else case_from(row)


def case_by_id(connection: Connection, case_id: str) -> Case | None:
    """Return a case by its number; None where there is none."""
    row = connection.execute(_BY_ID, {"id": case_id}).one_or_none()
    return None if row is None else case_from(row)


def locked(connection: Connection, case_id: str) -> Case:
    """Return a case that nobody else changes before this transaction ends.

    Raises
    ------
    UnknownCaseError
        Where there is none.
    """
    row = connection.execute(_LOCKED, {"id": case_id}).one_or_none()
    if row is None:
        raise UnknownCaseError(case_id)
    return case_from(row)


def case_from(row: Sequence[Any]) -> Case:
    """Return the case of a row of `COLUMNS`."""
    return Case(
        case_id=row[0],
        handle=row[1],
        source=Source(row[2]),
        seed=row[3],
        language=row[4],
        time_zone=row[5],
        group=row[6],
        arms=json.loads(row[7]),
        device=row[8],
        outcome=Outcome(row[9]),
        screen=row[10],
        answers=answers_of(row[11]),
        revision=row[12],
        created_at=row[13],
        started_at=row[14],
        seen_at=row[15],
        finished_at=row[16],
    )
