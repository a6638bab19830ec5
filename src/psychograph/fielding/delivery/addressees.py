"""Whom a voucher or a prize is for, and why somebody is not written to.

These messages are no survey and no advertising: they bring what was promised. So whoever unsubscribed from
the survey still gets them. Whoever called our mail spam, asked not to be written to, or has an address that
sends mail back is not written to by a machine: that is left to the manager, who is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, select

from psychograph.fielding.clock import moment
from psychograph.fielding.contacts.suppression import Reason, suppressions
from psychograph.fielding.incentives.winners import Standing, mark
from psychograph.fielding.invitations.outbox import Planned, State, write_planned
from psychograph.fielding.stores.contact_tables import (
    bounces,
    draw_entries,
    outbox,
    persons,
    vouchers,
    winners,
)
from psychograph.fielding.stores.parts import in_parts

VOUCHER: Final = "voucher"
WINNER: Final = "winner"


@dataclass(frozen=True)
class Addressee:
    """Somebody to whom one of these messages goes.

    Parameters
    ----------
    number : str
        In the outbox: of the person; of the entry to the draw, which has no person behind it where the link
        was open or the way in was free.
    address, name, language, time_zone : str
        How to reach them; all but the address may be empty.
    arms : str
        JSON, as drawn.
    what : str
        The code, or the prize as the record of the draw names it.
    place : int
        Of the draw; 0 for a voucher.
    held : str
        Why they are not written to; empty where they are.
    """

    number: str
    address: str
    name: str
    language: str
    time_zone: str
    arms: str
    what: str
    place: int = 0
    held: str = ""


def voucher_people(
    contacts: Connection, secret: str, numbers: Sequence[str] | None = None
) -> tuple[Addressee, ...]:
    """Return contacts who have a code, sorted by person.

    Parameters
    ----------
    contacts : Connection
        Of the store of contacts.
    secret : str
        ``Settings.secret``.
    numbers : sequence of str, optional
        Of people; everybody if absent.
    """
    wanted = (
        select(persons, vouchers.c.code)
        .join(vouchers, vouchers.c.person_id == persons.c.person_id)
        .order_by(persons.c.person_id)
    )
    if numbers is not None:
        wanted = wanted.where(persons.c.person_id.in_(numbers))
    rows = contacts.execute(wanted).all()
    held = _held(contacts, secret, {row.person_id: (row.address_key, (row.person_id,)) for row in rows})
    return tuple(
        Addressee(
            row.person_id,
            row.address,
            row.name,
            row.language,
            row.time_zone,
            row.arms,
            row.code,
            held=held.get(row.person_id, ""),
        )
        for row in rows
    )


def winner_people(
    contacts: Connection, secret: str, numbers: Sequence[str] | None = None
) -> tuple[Addressee, ...]:
    """Return winners who were not told yet, by place; reserves only once a prize has come to them.

    Parameters
    ----------
    contacts : Connection
        Of the store of contacts.
    secret : str
        ``Settings.secret``.
    numbers : sequence of str, optional
        Of entries; everybody if absent.
    """
    wanted = (
        select(
            winners.c.place,
            winners.c.prize,
            draw_entries,
            persons.c.language,
            persons.c.time_zone,
        )
        .join(draw_entries, draw_entries.c.entry_id == winners.c.entry_id)
        .join(persons, persons.c.person_id == draw_entries.c.person_id, isouter=True)
        .where(winners.c.prize != "", winners.c.state == Standing.DRAWN.value)
        .order_by(winners.c.place)
    )
    if numbers is not None:
        wanted = wanted.where(draw_entries.c.entry_id.in_(numbers))
    rows = contacts.execute(wanted).all()
    held = _held(contacts, secret, {row.entry_id: (row.address_key, _numbers(row)) for row in rows})
    return tuple(
        Addressee(
            row.entry_id,
            row.address,
            row.name,
            row.language or "",
            row.time_zone or "",
            "{}",
            row.prize,
            row.place,
            held.get(row.entry_id, ""),
        )
        for row in rows
    )


def queue(contacts: Connection, kind: str, people: Sequence[Addressee], due: Sequence[int]) -> int:
    """Write messages into the outbox, once for each person, and return how many of them will go.

    Who is not to be written to is there as called off, so that the manager sees it; once the reason is gone,
    the message is planned.

    Parameters
    ----------
    contacts : Connection
        Of the store of contacts, for writing.
    kind : str
        `VOUCHER` or `WINNER`.
    people : sequence of Addressee
        Whom.
    due : sequence of int
        When each goes: milliseconds since 1970.
    """
    free = [one.number for one in people if not one.held]
    for some in in_parts(free):
        contacts.execute(
            delete(outbox).where(
                outbox.c.person_id.in_(some),
                outbox.c.message == kind,
                outbox.c.state == State.CANCELLED.value,
            )
        )
    pairs = list(zip(people, due, strict=True))
    held = [Planned(one.number, kind, "{}", at, one.held) for one, at in pairs if one.held]
    going = [Planned(one.number, kind, "{}", at) for one, at in pairs if not one.held]
    write_planned(contacts, held, kind)
    return write_planned(contacts, going, kind)


def unqueued(contacts: Connection, people: Sequence[Addressee], kind: str) -> tuple[Addressee, ...]:
    """Return those for whom the outbox holds nothing that tells how they stand now."""
    rows = contacts.execute(
        select(outbox.c.person_id, outbox.c.state, outbox.c.reply).where(outbox.c.message == kind)
    )
    there = {row.person_id: row for row in rows}

    def settled(one: Addressee) -> bool:
        row = there.get(one.number)
        return row is not None and (row.state != State.CANCELLED.value or bool(one.held))

    return tuple(one for one in people if not settled(one))


def note_told(contacts: Connection) -> int:
    """Note of winners whose message a mail server took that they were told then; return how many.

    Both stand in one store, and the outbox is what is believed: after a crash in between, this is done again.
    """
    rows = contacts.execute(_told()).all()
    for row in rows:
        mark(contacts, row.place, Standing.TOLD, moment(row.sent_at))
    return len(rows)


def anybody_told(contacts: Connection) -> bool:
    """Say whether :func:`note_told` has anything to note."""
    return contacts.execute(_told().limit(1)).first() is not None


def _told() -> Any:
    return (
        select(winners.c.place, outbox.c.sent_at)
        .join(outbox, outbox.c.person_id == winners.c.entry_id)
        .where(
            outbox.c.message == WINNER,
            outbox.c.state == State.SENT.value,
            outbox.c.sent_at.is_not(None),
            winners.c.state == Standing.DRAWN.value,
            winners.c.prize != "",
        )
    )


def _numbers(row: Row[Any]) -> tuple[str, ...]:
    return (row.entry_id, row.person_id) if row.person_id else (row.entry_id,)


def _held(
    contacts: Connection, secret: str, people: dict[str, tuple[str, tuple[str, ...]]]
) -> dict[str, str]:
    """Return why people are not written to, for address keys and numbers in the outbox by number."""
    listed = suppressions(contacts, [key for key, _ in people.values()], secret)
    returned: set[str] = set()
    for some in in_parts([number for _, numbers in people.values() for number in numbers]):
        rows = contacts.execute(
            select(outbox.c.person_id)
            .join(bounces, bounces.c.message_id == outbox.c.message_id)
            .where(outbox.c.person_id.in_(some), bounces.c.kind.in_(("hard", "complaint")))
        )
        returned.update(rows.scalars())
    found: dict[str, str] = {}
    for number, (key, numbers) in people.items():
        reason = listed.get(key, "")
        if reason and reason != Reason.UNSUBSCRIBED.value:
            found[number] = reason
        elif returned.intersection(numbers):
            found[number] = Reason.BOUNCED.value
    return found
