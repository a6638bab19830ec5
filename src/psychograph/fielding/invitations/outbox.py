"""The outbox: every message written before it is sent, and taken by one process alone.

``planned`` becomes ``sending`` in a transaction of its own before a mail server hears of it, and ``sent``
after that server took it. What a crash leaves in ``sending`` may have gone out or not; it becomes
``uncertain`` and is never sent again by itself. Every step is one ``UPDATE`` that names the state it
expects, so that of two processes only one succeeds, on SQLite and on PostgreSQL alike.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, select, update

from psychograph.fielding.stores.contact_tables import outbox, persons
from psychograph.fielding.stores.once import insert_once

SURVEY = "survey"  # the message that asks; winners and vouchers have messages of their own
MISSED = "its window was missed"
TAKES = int(timedelta(minutes=15).total_seconds() * 1000)  # longer, and whoever took a message is gone


class State(StrEnum):
    """Where a message is."""

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Entry:
    """A row of the outbox; times in milliseconds since 1970."""

    message_id: str
    person_id: str
    wave: str
    message: str
    state: State
    due_at: int
    arms: str
    attempts: int
    try_at: int
    claimed_at: int | None
    sent_at: int | None
    reply: str

    @property
    def went_at(self) -> int | None:
        """When it went out, or may have; None where it certainly did not."""
        if self.state is State.SENT:
            return self.sent_at
        return self.claimed_at if self.state in {State.UNCERTAIN, State.SENDING} else None


@dataclass(frozen=True)
class Planned:
    """A message to be written into the outbox."""

    person_id: str
    wave: str
    arms: str
    due_at: int
    why_not: str = ""  # not empty: it is cancelled from the start, for this reason


def entry(row: Row[Any]) -> Entry:
    """Return a row of the outbox."""
    return Entry(
        row.message_id,
        row.person_id,
        row.wave,
        row.message,
        State(row.state),
        row.due_at,
        row.arms,
        row.attempts,
        row.try_at,
        row.claimed_at,
        row.sent_at,
        row.reply,
    )


def write_planned(connection: Connection, messages: Sequence[Planned], kind: str = SURVEY) -> int:
    """Write messages that are not there yet, and return how many were not."""
    rows = [
        {
            "message_id": secrets.token_hex(16),
            "person_id": one.person_id,
            "wave": one.wave,
            "message": kind,
            "state": State.CANCELLED.value if one.why_not else State.PLANNED.value,
            "due_at": one.due_at,
            "arms": one.arms,
            "attempts": 0,
            "try_at": one.due_at,
            "claimed_by": "",
            "reply": one.why_not,
        }
        for one in messages
    ]
    return insert_once(connection, outbox, rows)


def due(connection: Connection, at: int, most: int = 50, kinds: Sequence[str] = (SURVEY,)) -> list[Entry]:
    """Return messages of these kinds that may go now, the longest due first."""
    rows = connection.execute(
        select(outbox)
        .where(outbox.c.message.in_(kinds), outbox.c.state == State.PLANNED.value, outbox.c.try_at <= at)
        .order_by(outbox.c.try_at, outbox.c.message_id)
        .limit(most)
    )
    return [entry(row) for row in rows]


def taken_since(connection: Connection, since: int, at: int) -> int:
    """Return how many messages were taken for sending in a stretch of time, by every process."""
    within = outbox.c.claimed_at.between(since + 1, at)
    return connection.execute(select(func.count()).select_from(outbox).where(within)).scalar_one()


def claim(connection: Connection, message_id: str, owner: str, at: int) -> bool:
    """Take a message for sending; False where somebody else did, or it is planned no more."""
    return _move(
        connection,
        message_id,
        (State.PLANNED,),
        state=State.SENDING,
        claimed_by=owner,
        claimed_at=at,
        attempts=outbox.c.attempts + 1,
    )


def give_back(connection: Connection, message_id: str, owner: str) -> bool:
    """Plan a message again as if it had not been taken: the server did not hear of it."""
    return _move(
        connection,
        message_id,
        (State.SENDING,),
        owner,
        state=State.PLANNED,
        claimed_at=None,
        attempts=outbox.c.attempts - 1,
    )


def mark_sent(connection: Connection, message_id: str, owner: str, at: int, reply: str) -> bool:
    """Note that the server took a message, also when it was thought uncertain meanwhile."""
    return _move(
        connection,
        message_id,
        (State.SENDING, State.UNCERTAIN),
        owner,
        state=State.SENT,
        sent_at=at,
        reply=reply,
    )


def mark_failed(connection: Connection, message_id: str, owner: str, reply: str) -> bool:
    """Note that a message certainly did not go out, and is not tried again."""
    return _move(
        connection, message_id, (State.SENDING, State.UNCERTAIN), owner, state=State.FAILED, reply=reply
    )


def try_again(connection: Connection, message_id: str, owner: str, try_at: int, reply: str) -> bool:
    """Plan a message again that certainly did not go out."""
    return _move(
        connection, message_id, (State.SENDING,), owner, state=State.PLANNED, try_at=try_at, reply=reply
    )


def mark_uncertain(connection: Connection, message_id: str, owner: str, reply: str) -> bool:
    """Note that nobody knows whether a message went out."""
    return _move(connection, message_id, (State.SENDING,), owner, state=State.UNCERTAIN, reply=reply)


def put_off(connection: Connection, message_id: str, until: int) -> bool:
    """Plan a message for a later window."""
    return _move(connection, message_id, (State.PLANNED,), due_at=until, try_at=until, reply=MISSED)


def cancel(connection: Connection, message_id: str, why: str) -> bool:
    """Call off a message that is planned."""
    return _move(connection, message_id, (State.PLANNED,), state=State.CANCELLED, reply=why)


def cancel_planned(connection: Connection, person_id: str, why: str) -> int:
    """Call off every planned message of a person that asks, and return how many there were.

    A voucher or a prize is judged when it is to go: it is owed, whoever wants no more questions.
    """
    done = connection.execute(
        update(outbox)
        .where(
            outbox.c.person_id == person_id,
            outbox.c.message == SURVEY,
            outbox.c.state == State.PLANNED.value,
        )
        .values(state=State.CANCELLED.value, reply=why)
    )
    return done.rowcount


def abandoned(connection: Connection, at: int) -> bool:
    """Whether a message was taken so long ago that whoever took it must be gone."""
    lost = select(outbox.c.message_id).where(*_lost(at)).limit(1)
    return connection.execute(lost).first() is not None


def abandon(connection: Connection, at: int) -> int:
    """Call uncertain what was taken long ago and never reported on; return how much that was."""
    done = connection.execute(
        update(outbox)
        .where(*_lost(at))
        .values(
            state=State.UNCERTAIN.value, reply="whoever sent it ended before it was known whether it went"
        )
    )
    return done.rowcount


def release(connection: Connection, message_id: str, at: int) -> bool:
    """Send an uncertain message again, by the hand of somebody who knows that it did not arrive."""
    return _move(
        connection,
        message_id,
        (State.UNCERTAIN,),
        state=State.PLANNED,
        attempts=0,
        try_at=at,
        reply="released",
    )


def uncertain(connection: Connection) -> list[Entry]:
    """Return every message of which nobody knows whether it went out."""
    rows = connection.execute(
        select(outbox).where(outbox.c.state == State.UNCERTAIN.value).order_by(outbox.c.claimed_at)
    )
    return [entry(row) for row in rows]


def unnoted(connection: Connection, most: int = 500) -> list[Entry]:
    """Return messages that ask, whose end the log of their case was not told yet."""
    over = outbox.c.state.in_([State.SENT.value, State.FAILED.value])
    rows = connection.execute(
        select(outbox).where(over, outbox.c.message == SURVEY, outbox.c.noted_at.is_(None)).limit(most)
    )
    return [entry(row) for row in rows]


def mark_noted(connection: Connection, message_id: str, at: int) -> None:
    """Note that the log of the case was told."""
    connection.execute(update(outbox).where(outbox.c.message_id == message_id).values(noted_at=at))


def _lost(at: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return outbox.c.state == State.SENDING.value, outbox.c.claimed_at < at - TAKES


def _move(
    connection: Connection, message_id: str, states: Sequence[State], owner: str = "", **values: Any
) -> bool:
    change = update(outbox).where(
        outbox.c.message_id == message_id, outbox.c.state.in_([one.value for one in states])
    )
    if owner:
        change = change.where(outbox.c.claimed_by == owner)
    plain = {name: value.value if isinstance(value, State) else value for name, value in values.items()}
    return connection.execute(change.values(**plain)).rowcount == 1


def forget_cancelled(connection: Connection, address_key: str) -> int:
    """Forget what was called off for a person who may be written to again, so that it is planned anew."""
    whose = select(persons.c.person_id).where(persons.c.address_key == address_key)
    gone = delete(outbox).where(
        outbox.c.person_id.in_(whose), outbox.c.message == SURVEY, outbox.c.state == State.CANCELLED.value
    )
    return connection.execute(gone).rowcount
