"""What became of messages, told to the log of their cases; again where a crash came between."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, select

from psychograph.fielding.cases import record
from psychograph.fielding.contacts.suppression import Reason, suppress
from psychograph.fielding.invitations import outbox
from psychograph.fielding.invitations.outbox import Entry, State
from psychograph.fielding.invitations.sending import Handed, status_of
from psychograph.fielding.links.keys import cases_of
from psychograph.fielding.outcomes import Happening
from psychograph.fielding.stores.answers_tables import events
from psychograph.fielding.stores.contact_tables import bounces, persons
from psychograph.fielding.stores.contact_tables import outbox as messages
from psychograph.fielding.stores.once import insert_once
from psychograph.fielding.stores.opened import Stores

HARD, SOFT, COMPLAINT = "hard", "soft", "complaint"


def gone(status: str) -> bool:
    """Say whether a status (RFC 3463) tells that an address is no good, not merely a message.

    Examples
    --------
    >>> gone("5.1.1"), gone("5.0.0"), gone("5.7.1"), gone("5.2.2"), gone("4.1.1")
    (True, True, False, False, False)
    """
    kind, subject, _ = (*status.split("."), "", "")[:3]
    return kind == "5" and (subject in {"0", "1"} or status == "5.2.1")


def note_refusal(
    contacts: Connection, message_id: str, owner: str, handed: Handed, secret: str, at: int
) -> bool:
    """Note that a message was refused for good, and write no more to an address that does not exist."""
    if not outbox.mark_failed(contacts, message_id, owner, handed.reply):
        return False
    bounce_id = hashlib.sha256(b"refused\0" + message_id.encode()).hexdigest()
    note_bounce(contacts, bounce_id, message_id, HARD, handed.status, secret, at)
    return True


def note_bounce(
    contacts: Connection, bounce_id: str, message_id: str, kind: str, status: str, secret: str, at: int
) -> bool:
    """Note a bounce or a complaint; False where it was noted before."""
    row = {"bounce_id": bounce_id, "message_id": message_id, "kind": kind, "status": status, "at": at}
    if not insert_once(contacts, bounces, [row]):
        return False
    reason = {COMPLAINT: Reason.COMPLAINED, HARD: Reason.BOUNCED}.get(kind)
    if reason is Reason.COMPLAINED or (reason is Reason.BOUNCED and gone(status)):
        whose = select(persons.c.address_key).where(
            persons.c.person_id == messages.c.person_id, messages.c.message_id == message_id
        )
        for address_key in contacts.execute(whose).scalars():
            suppress(contacts, address_key, secret, reason, at)
    return True


def note_ends(stores: Stores, at: int) -> int:
    """Tell the logs of cases about messages that were sent or have failed, each once.

    The outbox and the log are in two databases. The outbox is written first; what the log was not told
    then is told here, and looked for in the log before, so that a crash between loses and doubles nothing.
    """
    entries = stores.contacts.read(outbox.unnoted)
    if not entries:
        return 0
    whose = stores.links.read(lambda links: cases_of(links, [one.person_id for one in entries]))

    def told(answers: Connection) -> None:
        for one in entries:
            if one.person_id in whose:
                _tell(answers, whose[one.person_id], one, at)

    stores.answers.write(told)

    def noted(contacts: Connection) -> None:
        for one in entries:
            outbox.mark_noted(contacts, one.message_id, at)

    stores.contacts.write(noted)
    return len(entries)


def record_once(
    answers: Connection, case_id: str, kind: Happening, *, wave: str, detail: str, at: int
) -> bool:
    """Append an event to a log that does not hold it for this wave yet; False where it does."""
    there = select(events.c.event_id).where(
        events.c.case_id == case_id, events.c.kind == kind.value, events.c.wave == wave
    )
    if answers.execute(there).first() is not None:
        return False
    record(answers, case_id, kind, wave=wave, detail=detail, at=at)
    return True


def _tell(answers: Connection, case_id: str, one: Entry, at: int) -> None:
    if one.state is State.SENT:
        record_once(answers, case_id, Happening.SENT, wave=one.wave, detail=one.arms, at=one.sent_at or at)
        return
    status = status_of(one.reply)
    kind = Happening.BOUNCED if status.startswith("5") else Happening.DELAYED
    record_once(answers, case_id, kind, wave=one.wave, detail=status, at=one.claimed_at or at)
