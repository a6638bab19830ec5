"""A field that owes vouchers and prizes, with a mail server, for tests of what people get."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from mailed_field import MailedField, mailed_field
from smtp_server import MailServer
from sqlalchemy import select

from psychograph.fielding.clock import moment
from psychograph.fielding.delivery.delivery import Delivery
from psychograph.fielding.incentives.vouchers import add_codes
from psychograph.fielding.invitations.carrying import Turn
from psychograph.fielding.stores.contact_tables import draw_entries, outbox, persons, vouchers, winners
from psychograph.fielding.stores.opened import Stores

VOUCHER = {"what": {"en": "Book token", "de": "Buchgutschein"}, "worth": 5, "currency": "EUR"}
DRAW = {
    "prizes": [{"what": {"en": "Gift card", "de": "Geschenkkarte"}, "worth": 100, "number": 2}],
    "currency": "EUR",
    "drawn": "2026-12-22 12:00",
    "eligible": {"en": "Adults", "de": "Erwachsene"},
    "law": {"en": "German law holds.", "de": "Es gilt deutsches Recht."},
}
PRIZE = "Gift card, worth 100 EUR"


@dataclass
class Delivered:
    """What a field owes, and what became of it."""

    period: MailedField

    @property
    def stores(self) -> Stores:
        return self.period.stores

    def delivery(self, **more: Any) -> Delivery:
        one = self.period
        return Delivery(one.field, one.stores, one.settings, one.clock, **more)

    def invited(self, *addresses: str, **more: Any) -> None:
        """Bring people in and invite them; whoever is there is invited once."""
        self.period.add(*addresses, **more)
        self.period.run(self.period.mailing(), hours=8)

    def completed(self, *addresses: str) -> None:
        for one in addresses:
            self.period.answers(one)

    def codes(self, *codes: str) -> None:
        self.stores.contacts.write(lambda contacts: add_codes(contacts, codes))

    def won(self, people: Iterable[tuple[str, str]]) -> None:
        """Write winners: addresses, each with what was won; a contact's by its person."""
        contacts = {one.address: one.person_id for one in self.period.rows(persons)}
        for place, (address, prize) in enumerate(people, start=1):
            entry = {
                "entry_id": f"entry{place}",
                "person_id": contacts.get(address),
                "address": address,
                "address_key": address,
                "name": "Win Ner",
                "route": "survey" if address in contacts else "free",
                "salt": "ab" * 16,
                "at": 0,
            }
            row = {
                "draw_id": "draw",
                "place": place,
                "entry_id": f"entry{place}",
                "prize": prize,
                "state": "drawn",
                "at": 0,
            }
            self.stores.contacts.write(
                lambda c, e=entry, r=row: (
                    c.execute(draw_entries.insert(), [e]),
                    c.execute(winners.insert(), [r]),
                )
            )

    def run(self, delivery: Delivery, **span: float) -> list[Turn]:
        """Let time pass: a turn whenever a message becomes due, and every few hours besides."""
        period, done = self.period, []
        end = period.clock.now() + timedelta(**span)
        while period.clock.now() < end:
            done.append(delivery.turn())
            now = period.clock.now()
            ahead = [moment(row.try_at) for row in period.rows(outbox) if row.state == "planned"]
            nexts = [one for one in ahead if one > now] + [now + timedelta(hours=4), end]
            period.clock.set(min(nexts))
        return done

    def states(self, kind: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for row in self.period.rows(outbox):
            if row.message == kind:
                found[row.state] = found.get(row.state, 0) + 1
        return found

    def holders(self) -> dict[str, str]:
        """Whose code is whose."""
        rows = self.stores.contacts.read(lambda c: c.execute(select(vouchers)).all())
        return {row.code: row.person_id for row in rows if row.person_id}

    def standings(self) -> list[str]:
        rows = self.stores.contacts.read(lambda c: c.execute(select(winners).order_by(winners.c.place)).all())
        return [row.state for row in rows]


def delivered(stores: Stores, server: MailServer | None, **changes: Any) -> Delivered:
    """Make a field that owes vouchers and prizes."""
    changes.setdefault("incentives", {"voucher": VOUCHER, "draw": DRAW})
    return Delivered(mailed_field(stores, server, **changes))
