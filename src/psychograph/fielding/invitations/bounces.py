"""What came back, noted: on the message, among those not to be written to, in the log of the case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, select

from psychograph.fielding.contacts.suppression import Reason
from psychograph.fielding.invitations.notices import Kind, Notice
from psychograph.fielding.invitations.noting import COMPLAINT, HARD, SOFT, note_bounce, record_once
from psychograph.fielding.invitations.outbox import SURVEY, Entry, State, entry
from psychograph.fielding.invitations.unsubscribing import withdraw
from psychograph.fielding.links.keys import case_of_person
from psychograph.fielding.outcomes import Happening
from psychograph.fielding.stores.contact_tables import outbox
from psychograph.fielding.stores.opened import Stores
from psychograph.fielding.stores.parts import in_parts

ABOUT_US: Final = (Kind.HARD, Kind.SOFT, Kind.COMPLAINT, Kind.LEAVING)
MOST: Final = 5  # messages that one notice may be about; more is no notice of a mail server
HAPPENINGS: Final = {
    Kind.HARD: Happening.BOUNCED,
    Kind.SOFT: Happening.DELAYED,
    Kind.COMPLAINT: Happening.COMPLAINED,
    Kind.LEAVING: Happening.UNSUBSCRIBED,
}


class Treated(StrEnum):
    """What was done with a notice."""

    NOTED = "noted"
    KNOWN = "noted before"
    UNKNOWN = "of no message of this study"
    UNSENT = "of a message that was never sent"
    NOTHING = "nothing to note"


@dataclass(frozen=True)
class Outcome:
    """A notice, what was done with it, and the wave of the message it is about."""

    notice: Notice
    treated: Treated
    wave: str = ""


def note_notices(stores: Stores, notices: Iterable[Notice], secret: str, at: int) -> list[Outcome]:
    """Note what came back; notices that were read before, or are about nothing of ours, change nothing.

    A message is known by 128 bits of chance in its Message-ID, which only who received it or carried it
    has seen; one that was never sent cannot come back.

    Parameters
    ----------
    stores : Stores
        Of the study.
    notices : iterable of Notice
        As :func:`~psychograph.fielding.invitations.notices.notices_in` yields them.
    secret : str
        ``Settings.secret``.
    at : int
        Milliseconds since 1970.
    """
    return [_note(stores, one, secret, at) for one in notices]


def _note(stores: Stores, notice: Notice, secret: str, at: int) -> Outcome:
    if notice.kind not in ABOUT_US:
        return Outcome(notice, Treated.NOTHING)
    entries = stores.contacts.read(lambda contacts: _entries(contacts, notice))
    if not entries:
        return Outcome(notice, Treated.UNKNOWN)
    gone = [one for one in entries if one.state in {State.SENT, State.UNCERTAIN, State.SENDING}]
    if not gone:
        return Outcome(notice, Treated.UNSENT)
    kind = {Kind.HARD: HARD, Kind.SOFT: SOFT}.get(notice.kind, COMPLAINT)

    def noted(contacts: Connection) -> bool:
        new = [
            note_bounce(contacts, f"{notice.digest}:{i}", one.message_id, kind, notice.status, secret, at)
            for i, one in enumerate(gone)
        ]
        return any(new)

    new = stores.contacts.write(noted)
    for one in gone:  # again for a known notice: a crash may have come between the two stores
        _log(stores, one, notice, secret, at)
    return Outcome(notice, Treated.NOTED if new else Treated.KNOWN, gone[0].wave)


def _log(stores: Stores, one: Entry, notice: Notice, secret: str, at: int) -> None:
    if notice.kind in {Kind.COMPLAINT, Kind.LEAVING}:
        reason = Reason.COMPLAINED if notice.kind is Kind.COMPLAINT else Reason.UNSUBSCRIBED
        withdraw(stores, one.person_id, reason, secret, at)
        return
    if one.message != SURVEY:  # what brings something says nothing about the asking
        return
    case_id = stores.links.read(lambda links: case_of_person(links, one.person_id))
    if case_id:
        stores.answers.write(
            lambda answers: record_once(
                answers, case_id, HAPPENINGS[notice.kind], wave=one.wave, detail=notice.status, at=at
            )
        )


def _entries(contacts: Connection, notice: Notice) -> list[Entry]:
    found: list[Entry] = []
    for part in in_parts(notice.message_ids[:MOST]):
        rows = contacts.execute(select(outbox).where(outbox.c.message_id.in_(part)))
        found.extend(entry(row) for row in rows)
    return found
