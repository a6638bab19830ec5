"""Waves and the outbox. Addresses are shown so that one knows one's own, and nobody can copy them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select
from starlette.responses import Response

from psychograph.errors import Problem, UsageError
from psychograph.fielding.contacts.addresses import masked, masked_in
from psychograph.fielding.invitations.outbox import State
from psychograph.fielding.invitations.outbox import release as release_message
from psychograph.fielding.office.audit import record
from psychograph.fielding.server.manager.desk import Desk
from psychograph.fielding.stores.contact_tables import draw_entries, outbox, persons, suppressed

MOST_SHOWN = 100
TROUBLED = (State.UNCERTAIN, State.FAILED)


@dataclass(frozen=True)
class WaveBox:
    """Messages of a wave, by how far they are."""

    wave: str
    states: Mapping[State, int]


@dataclass(frozen=True)
class Message:
    """A message that needs somebody's eyes.

    Parameters
    ----------
    message_id, wave : str
        Which one.
    state : State
        Uncertain or failed.
    address : str
        Masked.
    attempts : int
        How often it was tried.
    claimed_at : int or None
        When it was taken last: milliseconds since 1970.
    reply : str
        What the mail server said, or why it failed.
    """

    message_id: str
    wave: str
    state: State
    address: str
    attempts: int
    claimed_at: int | None
    reply: str


@dataclass(frozen=True)
class Outbox:
    """All of it, as the page shows it."""

    waves: tuple[WaveBox, ...]
    troubled: tuple[Message, ...]
    people: int
    suppressed: int


async def mail(desk: Desk) -> Response:
    """Show how far each wave is, and what went wrong."""
    planned = desk.context.field.plan.invitations
    found = await outbox_of(desk)
    status = await desk.bureau.status()
    return desk.page("mail", "Mail", outbox=found, planned=planned, lines=status.waves, states=tuple(State))


async def outbox_of(desk: Desk) -> Outbox:
    """Read the outbox of the study; for those alone who may see it."""
    planned = desk.context.field.plan.invitations
    names = tuple(wave.name for wave in planned.waves) if planned is not None else ()
    return await desk.context.stores.contacts.reading(lambda connection: read_outbox(connection, names))


async def release(desk: Desk) -> Response:
    """Send an uncertain message again, by the hand of somebody who knows that it did not arrive."""
    message_id, user, at = desk.sent("message"), desk.user, desk.at
    stores = desk.context.stores
    done = await stores.contacts.writing(lambda connection: release_message(connection, message_id, at))
    if not done:
        raise UsageError(
            Problem(
                "the message", "none that is uncertain", "an uncertain one", "go back and reload the page"
            )
        )
    await stores.office.writing(
        lambda connection: record(connection, user, "message released", message_id[:8], at)
    )
    return Response(None, 303, {"location": "/manage/mail"})


def read_outbox(connection: Connection, names: tuple[str, ...]) -> Outbox:
    """Read the outbox: numbers by wave in the order of the plan, and messages in trouble.

    Parameters
    ----------
    connection : Connection
        Of the store of contacts.
    names : tuple of str
        Waves of the plan.
    """
    numbers: dict[str, Counter[State]] = {name: Counter() for name in names}
    rows = connection.execute(
        select(outbox.c.wave, outbox.c.state, func.count()).group_by(outbox.c.wave, outbox.c.state)
    )
    for wave, state, number in rows:
        numbers.setdefault(wave, Counter())[State(state)] += number
    return Outbox(
        tuple(WaveBox(name, states) for name, states in numbers.items()),
        _troubled(connection),
        int(connection.scalar(select(func.count()).select_from(persons)) or 0),
        int(connection.scalar(select(func.count()).select_from(suppressed)) or 0),
    )


def _troubled(connection: Connection) -> tuple[Message, ...]:
    rows = connection.execute(
        select(outbox, func.coalesce(persons.c.address, draw_entries.c.address).label("address"))
        .join(persons, persons.c.person_id == outbox.c.person_id, isouter=True)
        # A winner's message stands under the entry: there may be no contact behind it.
        .join(draw_entries, draw_entries.c.entry_id == outbox.c.person_id, isouter=True)
        .where(outbox.c.state.in_([one.value for one in TROUBLED]))
        .order_by(outbox.c.state.desc(), outbox.c.claimed_at)
        .limit(MOST_SHOWN)
    )
    return tuple(
        Message(
            row.message_id,
            row.wave,
            State(row.state),
            masked(row.address) if row.address else "erased",
            row.attempts,
            row.claimed_at,
            masked_in(row.reply),
        )
        for row in rows
    )
