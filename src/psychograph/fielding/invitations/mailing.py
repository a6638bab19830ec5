"""`Mailing`: writes what is to be sent into the outbox, and sends what may go now."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from psychograph.fielding.clock import Clock, stamp
from psychograph.fielding.invitations import outbox
from psychograph.fielding.invitations.arms import arms_text
from psychograph.fielding.invitations.carrying import Carrier, Taken, Turn
from psychograph.fielding.invitations.composing import Composer, Reader
from psychograph.fielding.invitations.enrolment import enrol_all
from psychograph.fielding.invitations.messages import Envelope, envelope_of
from psychograph.fielding.invitations.noting import note_ends
from psychograph.fielding.invitations.outbox import Entry, Planned
from psychograph.fielding.invitations.planning import (
    TOO_LATE,
    Recipient,
    intend,
    invitations_of,
    next_moment,
    recipients,
    waiting_for,
    window_of,
    zone_of,
)
from psychograph.fielding.invitations.schedule import MARGIN, is_open
from psychograph.fielding.links.tokens import Purpose, issue
from psychograph.fielding.office.door import Told, told
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.plan.schema import Wave
from psychograph.fielding.settings import Settings
from psychograph.fielding.stores.opened import Stores

__all__ = ["Mailing", "Turn"]
log = logging.getLogger("psychograph.mail")

UNSUBSCRIBING: Final = timedelta(days=400)  # after the close, links to unsubscribe still open


@dataclass(frozen=True)
class _Claimed:
    entry: Entry
    recipient: Recipient
    wave: Wave


class Mailing:
    """Sends the messages of a field; any number of processes may do so side by side.

    Parameters
    ----------
    field : Fieldwork
        Plan and questionnaire.
    stores : Stores
        Of the study.
    settings : Settings
        Of the server: its address, its secret, its mail server.
    clock : Clock
        Tells the time.
    step : callable, optional
        Told the name of each step once it is done; tests end the process there.
    """

    def __init__(
        self,
        field: Fieldwork,
        stores: Stores,
        settings: Settings,
        clock: Clock,
        *,
        step: Callable[[str], object] = str,
    ) -> None:
        self.field = field
        self.stores = stores
        self.settings = settings
        self.clock = clock
        self._step = step
        self._composer = Composer(field)
        # Of a plan without invitations nothing is sent, at whatever rate.
        a_minute = field.plan.invitations.a_minute if field.plan.invitations is not None else 1
        self._carrier = Carrier(stores, settings, clock, a_minute=a_minute, step=self._done)
        self._too_late: set[tuple[str, str]] = set()  # told once, and not looked at again
        self._logged = ""

    def _done(self, step: str) -> None:
        self._step(step)

    def stop(self) -> None:
        """End the turn that is going on after its present message; for good."""
        self._carrier.stop()

    def turn(self) -> Turn:
        """Plan what is to be planned, send what may go now, and return what was done.

        Takes as long as sending takes, at most as many messages as the plan allows a minute. Call it every
        few seconds, in a thread that runs no event loop.

        Raises
        ------
        StoreError
            Where a store cannot be read or written; nothing is lost, and the next turn goes on.
        """
        turn = self._turn()
        if turn.stopped != self._logged:
            self._logged = turn.stopped
            if turn.stopped:
                log.warning("mail: %s", turn.stopped)
        if turn.uncertain:
            log.warning("mail: of %d messages nobody knows whether they went out", turn.uncertain)
        return turn

    def _turn(self) -> Turn:
        if self.field.plan.invitations is None:
            return Turn()
        at = self._now
        if self.stores.contacts.read(lambda contacts: outbox.abandoned(contacts, at)):
            self.stores.contacts.write(lambda contacts: outbox.abandon(contacts, at))
        note_ends(self.stores, self._now)
        closed = self.in_the_way()
        if closed:
            return Turn(stopped=closed)
        known = self._never_reached()
        turn = Turn(planned=self._plan())
        turn = turn.more(too_late=self._never_reached() - known)
        if turn.too_late:
            log.warning("mail: the window of %d people does not open before the close", turn.too_late)
        if not self.settings.mail.host:
            return replace(turn, stopped="no mail server is set: PSYCHOGRAPH_SMTP_HOST is empty")
        return asyncio.run(self._carrier.carry(turn, self))

    # --- Planning

    def _plan(self) -> int:
        now = self.clock.now()
        return sum(self._plan_wave(wave, now) for wave in invitations_of(self.field).waves)

    def _plan_wave(self, wave: Wave, now: datetime) -> int:
        waiting = self.stores.contacts.read(lambda contacts: waiting_for(self.field, wave, contacts, now))
        fresh = [one for one in waiting if (one, wave.name) not in self._too_late]
        if not fresh:
            return 0
        people = recipients(self.stores, self.settings.secret, fresh)
        first = wave == invitations_of(self.field).waves[0]
        if first:
            people = self._enrolled(people, now)
        intended = [intend(self.field, one, wave, now) for one in people]
        self._too_late.update(
            (one.recipient.person_id, wave.name) for one in intended if one.why_not == TOO_LATE
        )
        messages = [
            Planned(
                one.recipient.person_id,
                wave.name,
                arms_text(one.recipient.arms),
                stamp(one.due or now),
                one.why_not,
            )
            for one in intended
            if one.why_not != TOO_LATE
        ]
        self._step("enrolled")
        written = self.stores.contacts.write(lambda contacts: outbox.write_planned(contacts, messages))
        self._step("planned")
        return written

    def _never_reached(self) -> int:
        """Return how many people get no message at all."""
        first = invitations_of(self.field).waves[0].name
        return sum(wave == first for _, wave in self._too_late)

    def _enrolled(self, people: list[Recipient], now: datetime) -> list[Recipient]:
        """Enrol those who may be written to, and return everybody."""
        at = self._now
        wanted = [one for one in people if not one.stopped and now <= self.field.closes - MARGIN]
        enrolled = {one.person_id: one for one in enrol_all(self.stores, self.field, wanted, at)}
        return [enrolled.get(one.person_id, one) for one in people]

    # --- Sending: what `Carrier` asks of a `Post`

    @property
    def kinds(self) -> tuple[str, ...]:
        """Messages that ask."""
        return (outbox.SURVEY,)

    @property
    def sender(self) -> str:
        """The address they come from."""
        return invitations_of(self.field).sender

    def choose(self, entries: list[Entry], turn: Turn) -> tuple[Taken | None, Turn]:
        """Take the first of these that may really go now; put off or call off those that may not."""
        people = {
            one.person_id: one
            for one in recipients(self.stores, self.settings.secret, [one.person_id for one in entries])
        }
        for entry in entries:
            taken, turn = self._judge(entry, people.get(entry.person_id), turn)
            if taken is not None:
                return taken, turn
        return None, turn

    def settled(self) -> None:
        """Tell the log of the case."""
        note_ends(self.stores, self._now)

    def _judge(self, entry: Entry, recipient: Recipient | None, turn: Turn) -> tuple[Taken | None, Turn]:
        """Take one message if nothing has come between since it was planned."""
        now = self.clock.now()
        wave = next((one for one in invitations_of(self.field).waves if one.name == entry.wave), None)
        if recipient is None or not recipient.case_id:
            return None, self._call_off(turn, entry, "erased")
        if wave is None:
            return None, self._call_off(turn, entry, "the plan has no such wave any more")
        if recipient.stopped:
            return None, self._call_off(turn, entry, recipient.stopped)
        if now > self.field.closes - MARGIN:
            return None, self._call_off(turn, entry, TOO_LATE)
        if not is_open(now, window_of(self.field, recipient.arms), zone_of(self.field, recipient)):
            # Whoever was missed comes early in the next window, so that a turn once an hour finds them.
            place = 0.0 if entry.reply == outbox.MISSED else 0.25
            later = next_moment(self.field, recipient, now, place)
            if later is None:
                return None, self._call_off(turn, entry, TOO_LATE)
            self._write(lambda contacts: outbox.put_off(contacts, entry.message_id, stamp(later)))
            return None, turn.more(put_off=1)
        if not self._carrier.claim(entry):
            return None, turn
        return Taken(entry, lambda: self._envelope(_Claimed(entry, recipient, wave))), turn

    def _call_off(self, turn: Turn, entry: Entry, why: str) -> Turn:
        self._write(lambda contacts: outbox.cancel(contacts, entry.message_id, why))
        return turn.more(cancelled=1)

    def _envelope(self, claimed: _Claimed) -> Envelope:
        recipient, field, at = claimed.recipient, self.field, self.clock.now()

        def issued(links: Connection) -> tuple[str, str]:
            survey = issue(
                links,
                field.name,
                Purpose.SURVEY,
                at=stamp(at),
                expires_at=stamp(field.last_call),
                case_id=recipient.case_id,
            )
            leaving = issue(
                links,
                field.name,
                Purpose.UNSUBSCRIBE,
                at=stamp(at),
                expires_at=stamp(field.closes + UNSUBSCRIBING),
                person_id=recipient.person_id,
            )
            return survey, leaving

        survey, leaving = self.stores.links.write(issued)
        self._step("issued")
        reader = Reader(recipient.name, recipient.language, zone_of(field, recipient), recipient.arms)
        url = self.settings.public_url
        letter = self._composer.letter(
            claimed.wave, reader, link=f"{url}/s/{survey}", unsubscribe_link=f"{url}/u/{leaving}"
        )
        return envelope_of(
            field,
            letter,
            message_id=claimed.entry.message_id,
            address=recipient.address,
            name=recipient.name,
            at=at,
        )

    # --- What stands in the way

    def in_the_way(self) -> str:
        """Say why nothing may be sent at all; empty where it may."""
        now = self.clock.now()
        if now < self.field.opens:
            return "the field is not open yet"
        if now >= self.field.closes:
            return "the field has closed"
        said, _ = self.stores.office.read(told)
        return "" if said is Told.OPEN else f"the field is {said}"

    @property
    def _now(self) -> int:
        return stamp(self.clock.now())

    def _write(self, work: Callable[[Connection], bool]) -> bool:
        return self.stores.contacts.write(work)
