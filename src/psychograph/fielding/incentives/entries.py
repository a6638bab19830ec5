"""Entries to the draw: one for each address, by the survey or by the free way in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, delete, select, update

from psychograph.errors import Problem
from psychograph.fielding.clock import day_of
from psychograph.fielding.contacts.addresses import address_of
from psychograph.fielding.errors import IncentiveError
from psychograph.fielding.incentives.verify_draw import ticket_of
from psychograph.fielding.stores.contact_tables import draw_entries, draws
from psychograph.fielding.stores.once import insert_once

Route = Literal["survey", "free"]
LONGEST_NAME = 200  # characters


@dataclass(frozen=True)
class Entry:
    """An entry as the draw needs it.

    Parameters
    ----------
    entry_id : str
        Of chance.
    address_key : str
        The address, so that duplicates are equal.
    salt : str
        The entry code.
    """

    entry_id: str
    address_key: str
    salt: str

    @property
    def ticket(self) -> str:
        """What the published list calls it."""
        return ticket_of(self.salt, self.address_key)


def enter(
    connection: Connection,
    address: str,
    name: str,
    route: Route,
    person_id: str | None,
    at: int,
    code: str = "",
    *,
    for_one: bool = False,
) -> str:
    """Enter somebody into the draw and return a code to show them.

    An address that is in already stays as it is, with the code it got first. Whoever entered it again is
    shown a code of the same kind, which is in no list: nobody learns from this whether an address was in.
    Nor from the time it takes: both ways put as much on the disk.

    The time is kept to the day, and rows are not kept in the order of entering: with an open link, the
    moment of entering would lead from an address to the answers that were finished just then.

    Parameters
    ----------
    connection : Connection
        Of the store of contacts, for writing.
    address : str
        As it was typed.
    name : str
        May be empty.
    route : {"survey", "free"}
        How they came in.
    person_id : str or None
        Of a contact; None where the link was open or the way in was free.
    at : int
        Milliseconds since 1970.
    code : str
        ``Codes.for_form`` of the form's nonce, so that a form that is sent twice gives one code; made of
        chance if empty.
    for_one : bool
        Whether the form stands for one person: sent again with another address, that takes the place of the
        first. Else each address is an entry, as where two share a computer.

    Raises
    ------
    ValueError
        Where it is no address; the words do not repeat it.
    IncentiveError
        Where the list was committed to.
    """
    key = address_of(address).key
    code = code or secrets.token_hex(16)
    row = {
        "entry_id": secrets.token_hex(16),
        "person_id": person_id,
        "address": address_of(address).written,
        "address_key": key,
        "name": " ".join(name.split())[:LONGEST_NAME],
        "route": route,
        "salt": code,
        "at": day_of(at),
    }
    if not (for_one and _moved(connection, row)):
        insert_once(connection, draw_entries, [row])
    _write_alike(connection, row)
    # Asked after the row is written: whoever commits to the list waits for it, or is seen here.
    if committed(connection):
        raise IncentiveError(
            Problem(
                where="the draw",
                found="its list of entries was closed and committed to",
                expected="an entry before the close",
                mend="nothing: a list that could still grow would be no commitment",
            )
        )
    return code


def _moved(connection: Connection, row: dict[str, Any]) -> bool:
    """Give the entry of a form the address that the form has now; False where it made none yet."""
    if not is_in(connection, row["salt"]):
        return False
    taken = select(draw_entries.c.entry_id).where(draw_entries.c.address_key == row["address_key"])
    if connection.execute(taken).first() is None:
        now = {name: row[name] for name in ("address", "address_key", "name")}
        connection.execute(update(draw_entries).where(draw_entries.c.salt == row["salt"]).values(now))
    return True


def _write_alike(connection: Connection, row: dict[str, Any]) -> None:
    """Write and take back a row of chance, so that a commit with nothing new waits for the disk as well.

    A commit without a change returns at once, on SQLite some 4 ms earlier than one with an entry: that would
    tell whoever tries an address whether it was in.
    """
    decoy = secrets.token_hex(16)
    connection.execute(
        draw_entries.insert().values({**row, "entry_id": decoy, "address_key": decoy, "person_id": None})
    )
    connection.execute(delete(draw_entries).where(draw_entries.c.entry_id == decoy))


def is_in(connection: Connection, code: str) -> bool:
    """Return whether an entry was made with a code."""
    found = select(draw_entries.c.entry_id).where(draw_entries.c.salt == code).limit(1)
    return connection.execute(found).first() is not None


def committed(connection: Connection) -> bool:
    """Return whether the list of entries is closed."""
    return connection.execute(select(draws.c.draw_id).limit(1)).first() is not None


def entries(connection: Connection) -> tuple[Entry, ...]:
    """Return every entry, sorted by its number of chance."""
    columns = (draw_entries.c.entry_id, draw_entries.c.address_key, draw_entries.c.salt)
    rows = connection.execute(select(*columns).order_by(draw_entries.c.entry_id))
    return tuple(Entry(row.entry_id, row.address_key, row.salt) for row in rows)
