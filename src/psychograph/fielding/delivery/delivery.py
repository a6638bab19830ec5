"""`Delivery`: vouchers go out by themselves, word of a prize once a manager says so; each once."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, select

from psychograph.fielding.clock import Clock, stamp
from psychograph.fielding.delivery.addressees import (
    VOUCHER,
    WINNER,
    Addressee,
    anybody_told,
    note_told,
    queue,
    unqueued,
    voucher_people,
    winner_people,
)
from psychograph.fielding.delivery.letters import Letters
from psychograph.fielding.incentives.rules import rules_of
from psychograph.fielding.incentives.vouchers import Held, give, held
from psychograph.fielding.invitations import outbox
from psychograph.fielding.invitations.carrying import Carrier, Taken, Turn
from psychograph.fielding.invitations.messages import Envelope, envelope_of, sender_of
from psychograph.fielding.invitations.outbox import Entry
from psychograph.fielding.invitations.planning import window_of
from psychograph.fielding.invitations.schedule import first_moment, is_open, share_of
from psychograph.fielding.office.door import Told, told
from psychograph.fielding.outcomes import Outcome, Source
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.settings import Settings
from psychograph.fielding.stores.answers_tables import cases
from psychograph.fielding.stores.opened import Stores

log = logging.getLogger("psychograph.mail")

LOOKS: Final = timedelta(seconds=30)  # between two looks at who has completed
EARLY: Final = 0.25  # in what part of a window vouchers go that had to wait for it
A_MINUTE: Final = 60  # messages, where the plan has no invitations that say


@dataclass(frozen=True)
class Telling:
    """What telling the winners did.

    Parameters
    ----------
    queued : int
        Messages that are to go now.
    held : tuple of Addressee
        Winners who are not written to, each with why: to be told by hand.
    """

    queued: int
    held: tuple[Addressee, ...]


class Delivery:
    """Brings people what they were promised; any number of processes may do so side by side.

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
        plan = field.plan.invitations
        a_minute = plan.a_minute if plan is not None else A_MINUTE
        self._carrier = Carrier(stores, settings, clock, a_minute=a_minute, step=step)
        self._letters = Letters(field)
        self._looked: datetime | None = None
        self._seen: tuple[int, Held] | None = None
        self._logged = ""

    def stop(self) -> None:
        """End the turn that is going on after its present message; for good."""
        self._carrier.stop()

    def turn(self) -> Turn:
        """Give vouchers to those who completed, and send what may go now; return what was done.

        Call it every few seconds, in a thread that runs no event loop. It goes on after the close, for those
        who finished late; nothing goes while the field is paused.

        Raises
        ------
        StoreError
            Where a store cannot be read or written; nothing is lost, and the next turn goes on.
        """
        turn = self._turn()
        if turn.stopped != self._logged:
            self._logged = turn.stopped
            if turn.stopped:
                log.warning("vouchers and winners: %s", turn.stopped)
        if turn.uncertain:
            log.warning("of %d vouchers or winners nobody knows whether they went out", turn.uncertain)
        return turn

    def _turn(self) -> Turn:
        at = self._now
        if self.stores.contacts.read(lambda contacts: outbox.abandoned(contacts, at)):
            self.stores.contacts.write(lambda contacts: outbox.abandon(contacts, at))
        self.settled()
        stopped = self.in_the_way()
        if stopped:
            return Turn(stopped=stopped)
        if not self.settings.mail.host:
            return Turn(stopped="no mail server is set: PSYCHOGRAPH_SMTP_HOST is empty")
        turn = Turn(planned=self._vouchers())
        return asyncio.run(self._carrier.carry(turn, self))

    def tell_winners(self) -> Telling:
        """Queue a message to every winner who was not told yet; again, it queues nobody twice.

        Held back are winners who are not written to by a machine; whoever unsubscribed is.
        """
        at, secret = self._now, self.settings.secret

        def queued(contacts: Connection) -> Telling:
            people = winner_people(contacts, secret)
            fresh = unqueued(contacts, people, WINNER)
            number = queue(contacts, WINNER, fresh, [at] * len(fresh))
            return Telling(number, tuple(one for one in people if one.held))

        done = self.stores.contacts.write(queued)
        self._step("planned")
        return done

    # --- Vouchers

    def _vouchers(self) -> int:
        """Give codes to those who completed, and queue them; a look now and then is soon enough."""
        promised, now = self.field.plan.incentives.voucher, self.clock.now()
        if promised is None or promised.sent != "mail":
            return 0
        if self._looked is not None and timedelta() <= now - self._looked < LOOKS:
            return 0
        codes = self.stores.contacts.read(held)
        completed = self.stores.answers.read(_completed)
        if codes.free and self._seen != (completed, codes):
            give(self.stores, self.field, now)
            self._step("given")
            self._seen = (completed, self.stores.contacts.read(held))
        queued = self._queue_vouchers(now)
        self._looked = now
        return queued

    def _queue_vouchers(self, now: datetime) -> int:
        secret = self.settings.secret

        def fresh(contacts: Connection) -> tuple[Addressee, ...]:
            return unqueued(contacts, voucher_people(contacts, secret), VOUCHER)

        if not self.stores.contacts.read(fresh):
            return 0

        def queued(contacts: Connection) -> int:
            people = fresh(contacts)
            return queue(contacts, VOUCHER, people, [stamp(self._when(one, now)) for one in people])

        number = self.stores.contacts.write(queued)
        self._step("planned")
        return number

    def _when(self, one: Addressee, now: datetime) -> datetime:
        """Return when a voucher may go: now within the person's own window, else early in the next."""
        if self.field.plan.invitations is None:
            return now
        window = window_of(self.field, json.loads(one.arms or "{}"))
        zone = one.time_zone or self.field.plan.period.time_zone
        if is_open(now, window, zone):
            return now
        return first_moment(now, window, zone, EARLY * share_of(one.number, self.field.digest)) or now

    # --- What `Carrier` asks of a `Post`

    @property
    def kinds(self) -> tuple[str, ...]:
        """Messages that bring something."""
        return (VOUCHER, WINNER)

    @property
    def sender(self) -> str:
        """The address they come from."""
        return sender_of(self.field)

    def in_the_way(self) -> str:
        """Say why nothing may be sent at all; empty where it may."""
        said, _ = self.stores.office.read(told)
        return "the field is paused" if said is Told.PAUSED else ""

    def choose(self, entries: list[Entry], turn: Turn) -> tuple[Taken | None, Turn]:
        """Take the first of these that may really go now; put off or call off those that may not."""
        numbers = [one.person_id for one in entries]
        secret = self.settings.secret
        found = self.stores.contacts.read(
            lambda contacts: {
                VOUCHER: {one.number: one for one in voucher_people(contacts, secret, numbers)},
                WINNER: {one.number: one for one in winner_people(contacts, secret, numbers)},
            }
        )
        for entry in entries:
            one = found[entry.message].get(entry.person_id)
            why = self._why_not(entry, one)
            if one is None or why:
                self._write(lambda contacts, n=entry.message_id, w=why: outbox.cancel(contacts, n, w))  # type: ignore[misc]
                turn = turn.more(cancelled=1)
                continue
            later = self._when(one, self.clock.now()) if entry.message == VOUCHER else self.clock.now()
            if later > self.clock.now():
                due = stamp(later)
                self._write(lambda contacts, n=entry.message_id, d=due: outbox.put_off(contacts, n, d))  # type: ignore[misc]
                turn = turn.more(put_off=1)
                continue
            if self._carrier.claim(entry):
                return self._taken(entry, one), turn
        return None, turn

    def settled(self) -> None:
        """Note which winners were told."""
        if self.stores.contacts.read(anybody_told):
            self.stores.contacts.write(note_told)

    def _why_not(self, entry: Entry, one: Addressee | None) -> str:
        incentives = self.field.plan.incentives
        if (incentives.voucher if entry.message == VOUCHER else incentives.draw) is None:
            return "the plan promises none any more"
        if one is not None:
            return one.held
        return "no voucher of theirs" if entry.message == VOUCHER else "told before, given up or erased"

    def _taken(self, entry: Entry, one: Addressee) -> Taken:
        return Taken(entry, lambda: self._envelope(entry, one))

    def _envelope(self, entry: Entry, one: Addressee) -> Envelope:
        at, voucher = self.clock.now(), self.field.plan.incentives.voucher
        rules = rules_of(self.field)
        if entry.message == VOUCHER and voucher is not None:
            letter = self._letters.voucher(one, voucher)
        elif entry.message == WINNER and rules is not None:
            letter = self._letters.winner(one, rules, at, record=f"{self.settings.public_url}/draw")
        else:
            raise ValueError("what the plan does not promise is called off")
        return envelope_of(
            self.field, letter, message_id=entry.message_id, address=one.address, name=one.name, at=at
        )

    @property
    def _now(self) -> int:
        return stamp(self.clock.now())

    def _write(self, work: Callable[[Connection], bool]) -> bool:
        return self.stores.contacts.write(work)


def _completed(answers: Connection) -> int:
    invited = cases.c.outcome == Outcome.COMPLETE.value, cases.c.source == Source.INVITED.value
    return answers.execute(select(func.count()).select_from(cases).where(*invited)).scalar_one()
