"""A field with contacts and a mail server, for tests of what is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from fieldworks import SECRET, fieldwork
from smtp_server import MailServer
from sqlalchemy import Connection, select
from virtual_clock import VirtualClock

from psychograph.fielding.clock import moment
from psychograph.fielding.contacts.addresses import address_of
from psychograph.fielding.contacts.importing import bring_in
from psychograph.fielding.contacts.reading import Contact
from psychograph.fielding.invitations.mailing import Mailing, Turn
from psychograph.fielding.links.keys import case_of_person
from psychograph.fielding.outcomes import Outcome
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.settings import Settings
from psychograph.fielding.stores.answers_tables import cases, events
from psychograph.fielding.stores.contact_tables import outbox, persons
from psychograph.fielding.stores.office_tables import state
from psychograph.fielding.stores.opened import Stores

TUESDAY = datetime(2026, 12, 1, 10, tzinfo=UTC)  # the field of `fieldwork()` opened at eight


@dataclass
class MailedField:
    """Contacts in stores, a clock that is moved by hand, and what becomes of their mail."""

    field: Fieldwork
    stores: Stores
    settings: Settings
    clock: VirtualClock

    def mailing(self, **more: Any) -> Mailing:
        return Mailing(self.field, self.stores, self.settings, self.clock, **more)

    def add(self, *addresses: str, zone: str = "UTC", group: str = "", language: str = "") -> None:
        people = [
            Contact(row, address_of(one), time_zone=zone, group=group, language=language, name="Ann Lee")
            for row, one in enumerate(addresses, start=2)
        ]
        at = int(self.clock.now().timestamp() * 1000)
        self.stores.contacts.write(
            lambda contacts: bring_in(contacts, people, secret=SECRET, source="people.csv", at=at)
        )

    def turns(self, mailing: Mailing, number: int, **step: float) -> list[Turn]:
        """Take turns, and move the clock after each."""
        done = []
        for _ in range(number):
            done.append(mailing.turn())
            self.clock.move(**step)
        return done

    def run(self, mailing: Mailing, **span: float) -> list[Turn]:
        """Let time pass: a turn whenever a message becomes due, and every few hours besides."""
        end, done = self.clock.now() + timedelta(**span), []
        while self.clock.now() < end:
            turn = mailing.turn()
            done.append(turn)
            now = self.clock.now()
            ahead = [moment(row.try_at) for row in self.rows(outbox) if row.state == "planned"]
            nexts = [one for one in ahead if one > now] + [now + timedelta(hours=4), end]
            self.clock.set(now + timedelta(seconds=20) if turn.waiting else min(nexts))
        return done

    def rows(self, table: Any) -> list[Any]:
        store = {"outbox": self.stores.contacts, "persons": self.stores.contacts}.get(
            table.name, self.stores.answers
        )
        return store.read(lambda connection: list(connection.execute(select(table)).all()))

    def states(self) -> Counter[str]:
        return Counter(row.state for row in self.rows(outbox))

    def log(self, *kinds: str) -> list[tuple[str, str, str]]:
        return [
            (row.kind, row.wave, row.detail) for row in self.rows(events) if not kinds or row.kind in kinds
        ]

    def case_of(self, address: str) -> str:
        (person,) = [one for one in self.rows(persons) if one.address == address]
        return self.stores.links.read(lambda links: case_of_person(links, person.person_id))

    def answers(self, address: str, outcome: Outcome = Outcome.COMPLETE) -> None:
        """Let somebody come to the end."""
        case_id = self.case_of(address)

        def finished(answers: Connection) -> None:
            answers.execute(cases.update().where(cases.c.case_id == case_id).values(outcome=outcome.value))

        self.stores.answers.write(finished)

    def door(self, value: str) -> None:
        def told(office: Connection) -> None:
            office.execute(state.delete())
            office.execute(state.insert().values(key="door", value=value, at=0))

        self.stores.office.write(told)


def mailed_field(
    stores: Stores,
    server: MailServer | None,
    *,
    now: datetime = TUESDAY,
    folder: Path = Path(),
    **changes: Any,
) -> MailedField:
    """Make a field whose mail goes to a server of the tests."""
    plan = {"invitations": {"a_minute": 600, **changes.pop("invitations", {})}, **changes}
    settings = Settings(
        public_url="https://ask.example.org",
        secret=SECRET,
        **({"mail": server.mail} if server is not None else {}),
    )
    return MailedField(fieldwork(folder=folder, **plan), stores, settings, VirtualClock(now))


def people(number: int, start: int = 0) -> Iterable[str]:
    return [f"p{at}@example.org" for at in range(start, start + number)]
