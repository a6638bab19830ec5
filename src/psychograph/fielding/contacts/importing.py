"""Contacts into the store: added, brought up to date, or left out."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from psychograph.fielding.contacts.reading import Contact
from psychograph.fielding.contacts.suppression import suppressions
from psychograph.fielding.stores.contact_tables import outbox, persons
from psychograph.fielding.stores.once import insert_once
from psychograph.fielding.stores.parts import in_parts

SMALL_GROUP = 10  # people: in a smaller one, a few answers may tell who gave them


@dataclass(frozen=True)
class Brought:
    """What an import did: numbers of people, and groups that are small with their size."""

    added: int
    updated: int
    unchanged: int
    suppressed: int
    kept_group: int
    small_groups: tuple[tuple[str, int], ...]


def bring_in(
    connection: Connection, contacts: Sequence[Contact], *, secret: str, source: str, at: int
) -> Brought:
    """Write contacts into the store, all in the caller's transaction or none.

    Somebody who is there already is brought up to date: what the file leaves blank stays. Whoever has
    been written to, or is about to be, keeps the group, since arms were drawn within it. A new time zone
    or language calls off what is planned and not sent, so that it is planned anew.

    Parameters
    ----------
    connection : Connection
        Of the store of contacts.
    contacts : sequence of Contact
        No address twice.
    secret : str
        ``Settings.secret``, for the list of suppressed addresses.
    source : str
        Name of the file.
    at : int
        Milliseconds since 1970.
    """
    keys = [one.address.key for one in contacts]
    left_out = suppressions(connection, keys, secret)
    known = _known(connection, keys)
    in_sample = _in_sample(connection)
    new = [one for one in contacts if one.address.key not in left_out and one.address.key not in known]
    added = insert_once(connection, persons, [_row(one, source, at) for one in new])
    updated = kept = 0
    for one in contacts:
        there = known.get(one.address.key)
        if there is None or one.address.key in left_out:
            continue
        changes = _changes(there, one)
        if "group_name" in changes and there.person_id in in_sample:
            del changes["group_name"]
            kept += 1
        if changes:
            _change(connection, there.person_id, changes)
            updated += 1
    unchanged = len(contacts) - added - updated - len(left_out)
    return Brought(added, updated, unchanged, len(left_out), kept, small_groups(connection))


def small_groups(connection: Connection) -> tuple[tuple[str, int], ...]:
    """Return groups of fewer than ten people, and how many each has."""
    return tuple((name, size) for name, size in groups(connection) if name and size < SMALL_GROUP)


def groups(connection: Connection) -> tuple[tuple[str, int], ...]:
    """Return how many people each group has, by name; the nameless group is of those without one."""
    rows = connection.execute(
        select(persons.c.group_name, func.count())
        .group_by(persons.c.group_name)
        .order_by(persons.c.group_name)
    )
    return tuple((row[0], row[1]) for row in rows)


def _known(connection: Connection, keys: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for some in in_parts(keys):
        rows = connection.execute(select(persons).where(persons.c.address_key.in_(some)))
        found.update((row.address_key, row) for row in rows)
    return found


def _in_sample(connection: Connection) -> set[str]:
    return set(connection.execute(select(outbox.c.person_id).distinct()).scalars())


def _row(one: Contact, source: str, at: int) -> dict[str, Any]:
    return {
        "person_id": secrets.token_hex(16),
        "address": one.address.written,
        "address_key": one.address.key,
        "name": one.name,
        "language": one.language,
        "time_zone": one.time_zone,
        "group_name": one.group,
        "arms": "{}",
        "source": source,
        "added_at": at,
    }


def _changes(there: Any, one: Contact) -> dict[str, str]:
    given = {
        "name": one.name,
        "language": one.language,
        "time_zone": one.time_zone,
        "group_name": one.group,
    }
    return {column: value for column, value in given.items() if value and value != getattr(there, column)}


def _change(connection: Connection, person_id: str, changes: dict[str, str]) -> None:
    connection.execute(update(persons).where(persons.c.person_id == person_id).values(**changes))
    if "time_zone" in changes:
        connection.execute(
            delete(outbox).where(
                outbox.c.person_id == person_id, outbox.c.state == "planned", outbox.c.attempts == 0
            )
        )


def suppressed_by_group(connection: Connection, secret: str) -> dict[str, int]:
    """Return how many people of each group may not be written to."""
    rows = connection.execute(select(persons.c.address_key, persons.c.group_name)).all()
    left_out = suppressions(connection, [row.address_key for row in rows], secret)
    return dict(Counter(row.group_name for row in rows if row.address_key in left_out))
