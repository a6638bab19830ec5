"""The key: which case is whose. The one place where a person and a case stand side by side."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import Connection, select

from psychograph.fielding.stores.link_tables import key
from psychograph.fielding.stores.once import insert_once
from psychograph.fielding.stores.parts import in_parts


def cases_of(connection: Connection, person_ids: Sequence[str]) -> dict[str, str]:
    """Return the case of each person who has one.

    Parameters
    ----------
    connection : Connection
        Of the store of links.
    person_ids : sequence of str
        Whom to look for.
    """
    found: dict[str, str] = {}
    for some in in_parts(person_ids):
        rows = connection.execute(select(key.c.person_id, key.c.case_id).where(key.c.person_id.in_(some)))
        found.update((row.person_id, row.case_id) for row in rows)
    return found


def case_of_person(connection: Connection, person_id: str) -> str:
    """Return the case of a person; empty where there is none, or where the key was destroyed."""
    return cases_of(connection, [person_id]).get(person_id, "")


def person_of_case(connection: Connection, case_id: str) -> str:
    """Return whose case it is; empty where nobody can tell."""
    row = connection.execute(select(key.c.person_id).where(key.c.case_id == case_id)).one_or_none()
    return row.person_id if row is not None else ""


def tie(connection: Connection, person_ids: Sequence[str]) -> dict[str, str]:
    """Give each person a case, where none is there yet, and return the case of each.

    Who comes second finds the case of who came first, so that two processes never give a person two.
    """
    known = cases_of(connection, person_ids)
    missing = [one for one in person_ids if one not in known]
    insert_once(connection, key, [{"case_id": secrets.token_hex(16), "person_id": one} for one in missing])
    return known | cases_of(connection, missing)
