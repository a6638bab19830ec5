"""Cases are made: for contacts when their sample is drawn, for others when they come by an open link."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection

from psychograph.fielding.outcomes import Happening, Outcome, Source
from psychograph.fielding.stores.answers_tables import cases, events

SEEDS: Final = 2**62


@dataclass(frozen=True)
class Enrolment:
    """Somebody who becomes a case.

    Parameters
    ----------
    case_id : str
        Drawn by :func:`new_case_id`.
    source : Source
        How they come.
    language, time_zone, group : str
        Empty where unknown.
    arms : mapping of str to str
        Factor and arm.
    list_name : str
        The list they came from; stands in the log.
    """

    case_id: str
    source: Source = Source.INVITED
    language: str = ""
    time_zone: str = ""
    group: str = ""
    arms: Mapping[str, str] = field(default_factory=dict)
    list_name: str = ""


def new_case_id() -> str:
    """Return 128 bits of chance in hexadecimal."""
    return secrets.token_hex(16)


def enrol(connection: Connection, people: Sequence[Enrolment], at: int) -> None:
    """Make a case of each, with a seed and a handle of chance, and log it.

    Parameters
    ----------
    connection : Connection
        Of the store of answers.
    people : sequence of Enrolment
        Whom.
    at : int
        Milliseconds since 1970.

    Raises
    ------
    sqlalchemy.exc.IntegrityError
        Where one of them is a case already; then none is made.
    """
    if not people:
        return
    connection.execute(cases.insert(), [_row(one, at) for one in people])
    enrolled = Happening.ENROLLED.value
    connection.execute(
        events.insert(),
        [{"case_id": one.case_id, "kind": enrolled, "detail": one.list_name, "at": at} for one in people],
    )


def _row(one: Enrolment, at: int) -> dict[str, object]:
    return {
        "case_id": one.case_id,
        "handle": secrets.token_hex(8),
        "source": one.source.value,
        "seed": secrets.randbelow(SEEDS),
        "language": one.language,
        "time_zone": one.time_zone,
        "group_name": one.group,
        "arms": json.dumps(dict(one.arms), ensure_ascii=False, sort_keys=True),
        "outcome": Outcome.NOT_STARTED.value,
        "created_at": at,
    }
