"""`Carrier`: takes messages out of the outbox, one after the other, and hands them to the mail server.

What may go, and what it says, is told by the `Post` it carries for; that a message goes once at most, how
fast, and what becomes of it when the server fails is the same for all.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol
from urllib.parse import urlsplit

from sqlalchemy import Connection

from psychograph.fielding.clock import Clock, stamp
from psychograph.fielding.invitations import outbox
from psychograph.fielding.invitations.messages import Envelope
from psychograph.fielding.invitations.noting import note_refusal
from psychograph.fielding.invitations.outbox import Entry
from psychograph.fielding.invitations.sending import Connected, Fate, Handed, NoServerError
from psychograph.fielding.settings import Settings
from psychograph.fielding.stores.opened import Stores

MINUTE: Final = timedelta(minutes=1)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=6)  # between tries of one message
MOST_TRIES: Final = 8  # with these waits, over some 26 hours of open windows
SERVER_WAIT, LONGEST_SERVER_WAIT = timedelta(seconds=30), timedelta(minutes=15)
REFUSALS_IN_A_ROW: Final = 10  # so many refused for good one after the other: it is us, not them


@dataclass(frozen=True)
class Turn:
    """What one turn did: numbers of messages, and why it ended before all was done.

    Parameters
    ----------
    planned : int
        Written into the outbox.
    sent, delayed, failed, uncertain : int
        Taken by the mail server; to be tried again; refused for good; perhaps taken.
    put_off, cancelled : int
        Moved to a later window; called off.
    too_late : int
        People whom no message will reach: their window does not open before the close.
    waiting : bool
        Whether more is due now and the bound a minute holds it back.
    stopped : str
        Why nothing more was sent, in words; empty where nothing was in the way.
    """

    planned: int = 0
    sent: int = 0
    delayed: int = 0
    failed: int = 0
    uncertain: int = 0
    put_off: int = 0
    cancelled: int = 0
    too_late: int = 0
    waiting: bool = False
    stopped: str = ""

    def more(self, **by: int) -> Turn:
        """Return it with some counts raised."""
        return replace(self, **{name: getattr(self, name) + number for name, number in by.items()})


@dataclass(frozen=True)
class Taken:
    """A message that one process took for itself; `envelope` writes it."""

    entry: Entry
    envelope: Callable[[], Envelope]


class Post(Protocol):
    """Messages of a kind: which may go, and what they say."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of messages in the outbox."""

    @property
    def sender(self) -> str:
        """The address they come from."""

    def in_the_way(self) -> str:
        """Say why nothing may be sent at all; empty where it may."""

    def choose(self, entries: list[Entry], turn: Turn) -> tuple[Taken | None, Turn]:
        """Take the first of these that may really go now; put off or call off those that may not."""

    def settled(self) -> None:
        """Go on after the outbox was told what became of a message."""


class Carrier:
    """Carries messages for a `Post`; any number of processes may do so side by side.

    Parameters
    ----------
    stores : Stores
        Of the study.
    settings : Settings
        Of the server: its address, its secret, its mail server.
    clock : Clock
        Tells the time.
    a_minute : int
        Messages a minute at most, of every kind and by every process.
    step : callable
        Told the name of each step once it is done.
    """

    def __init__(
        self,
        stores: Stores,
        settings: Settings,
        clock: Clock,
        *,
        a_minute: int,
        step: Callable[[str], object],
    ) -> None:
        self.stores = stores
        self.settings = settings
        self.clock = clock
        self.a_minute = a_minute
        self.owner = secrets.token_hex(8)
        self._step = step
        self._stopping = threading.Event()
        self._not_before: datetime | None = None
        self._why_not = ""
        self._failures = 0
        self._refused_in_a_row = 0

    def stop(self) -> None:
        """End what is going on after its present message; for good."""
        self._stopping.set()

    def claim(self, entry: Entry) -> bool:
        """Take a message for this process; False where another was quicker."""
        return self._write(lambda contacts: outbox.claim(contacts, entry.message_id, self.owner, self._now))

    async def carry(self, turn: Turn, post: Post) -> Turn:
        """Send what may go now, and return the turn with what was done."""
        now = self.clock.now()
        if self._not_before is not None and now < self._not_before:
            return replace(turn, stopped=self._why_not)
        if not self._due(post, 1):
            return turn
        try:
            async with Connected(self.settings.mail, self._own_name) as server:
                return await self._send_due(server, turn, post)
        except NoServerError as reason:
            return replace(turn, stopped=self._wait_for_server(str(reason)))

    async def _send_due(self, server: Connected, turn: Turn, post: Post) -> Turn:
        self._failures, self._not_before = 0, None
        for _ in range(self.a_minute):
            if self._stopping.is_set():
                return replace(turn, stopped="the server is ending")
            stopped = post.in_the_way()
            if stopped:
                return replace(turn, stopped=stopped)
            if self._full():
                break
            taken, turn = self._take(turn, post)
            if taken is None:
                return turn
            self._step("claimed")
            handed = await self._hand_over(server, taken)
            turn = self._settle(turn, taken, handed, post)
            if handed.fate is Fate.NOT_US:
                return replace(turn, stopped=self._wait_for_server(_about_us(post.sender, handed)))
            if self._refused_in_a_row >= REFUSALS_IN_A_ROW:
                self._refused_in_a_row = 0
                return replace(turn, stopped=self._wait_for_server(_refused(handed), LONGEST_SERVER_WAIT))
            if not server.listens:
                await server.leave()
                await server.connect()
        return replace(turn, waiting=bool(self._due(post, 1)))

    def _due(self, post: Post, most: int) -> list[Entry]:
        return self.stores.contacts.read(lambda contacts: outbox.due(contacts, self._now, most, post.kinds))

    def _take(self, turn: Turn, post: Post) -> tuple[Taken | None, Turn]:
        while True:
            entries = self._due(post, 5)
            if not entries:
                return None, turn
            taken, turn = post.choose(entries, turn)
            if taken is not None:
                return taken, turn

    async def _hand_over(self, server: Connected, taken: Taken) -> Handed:
        envelope = taken.envelope()
        self._step("composed")
        handed = await server.hand_over(envelope.sender, envelope.recipient, envelope.content)
        self._step("handed over")
        return handed

    def _settle(self, turn: Turn, taken: Taken, handed: Handed, post: Post) -> Turn:
        """Write down what became of a message, first in the outbox, then wherever else it matters."""
        number, owner, reply = taken.entry.message_id, self.owner, handed.reply
        self._refused_in_a_row = self._refused_in_a_row + 1 if handed.fate is Fate.REFUSED else 0
        match handed.fate:
            case Fate.TAKEN:
                self._write(lambda contacts: outbox.mark_sent(contacts, number, owner, self._now, reply))
                turn = turn.more(sent=1)
            case Fate.REFUSED:
                self._write(
                    lambda contacts: note_refusal(
                        contacts, number, owner, handed, self.settings.secret, self._now
                    )
                )
                turn = turn.more(failed=1)
            case Fate.UNKNOWN:
                self._write(lambda contacts: outbox.mark_uncertain(contacts, number, owner, reply))
                turn = turn.more(uncertain=1)
            case Fate.NOT_US:
                self._write(lambda contacts: outbox.give_back(contacts, number, owner))
            case Fate.LATER:
                turn = self._later(turn, taken.entry, reply)
        self._step("marked")
        post.settled()
        self._step("noted")
        return turn

    def _later(self, turn: Turn, entry: Entry, reply: str) -> Turn:
        number, tries = entry.message_id, entry.attempts + 1
        if tries >= MOST_TRIES:
            self._write(lambda contacts: outbox.mark_failed(contacts, number, self.owner, reply))
            return turn.more(failed=1)
        wait = min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT)
        try_at = stamp(self.clock.now() + wait)
        self._write(lambda contacts: outbox.try_again(contacts, number, self.owner, try_at, reply))
        return turn.more(delayed=1)

    def _full(self) -> bool:
        """Whether as many messages were taken within a minute as the plan allows."""
        since = stamp(self.clock.now() - MINUTE)
        taken = self.stores.contacts.read(lambda contacts: outbox.taken_since(contacts, since, self._now))
        return taken >= self.a_minute

    def _wait_for_server(self, why: str, wait: timedelta | None = None) -> str:
        """Leave the mail server alone for a while, longer each time."""
        self._failures += 1
        wait = wait or min(SERVER_WAIT * 2 ** (self._failures - 1), LONGEST_SERVER_WAIT)
        self._not_before = self.clock.now() + wait
        self._why_not = why
        return why

    @property
    def _own_name(self) -> str:
        return urlsplit(self.settings.public_url).hostname or "localhost"

    @property
    def _now(self) -> int:
        return stamp(self.clock.now())

    def _write(self, work: Callable[[Connection], bool]) -> bool:
        return self.stores.contacts.write(work)


def _about_us(sender: str, handed: Handed) -> str:
    return (
        f"the mail server takes nothing from {sender} at the moment ({handed.reply}): see whether it may "
        "send with this user"
    )


def _refused(handed: Handed) -> str:
    return (
        f"{REFUSALS_IN_A_ROW} messages were refused one after the other, the last with {handed.reply!r}: "
        "see whether the mail server refuses us rather than them"
    )
