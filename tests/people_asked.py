"""A field whose people were asked, for tests of draws and vouchers: rows as the rooms below write them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from psychograph.fielding.clock import stamp
from psychograph.fielding.stores.answers_tables import cases, consents
from psychograph.fielding.stores.contact_tables import persons
from psychograph.fielding.stores.link_tables import key
from psychograph.fielding.stores.opened import Stores

FINISHED = datetime(2026, 12, 5, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Asked:
    """Somebody who was asked: what became of it, and whether they want to be in the draw."""

    number: int
    outcome: str = "complete"
    draw: tuple[bool, ...] = (True,)
    arms: dict[str, str] = field(default_factory=dict)
    source: str = "invited"

    @property
    def person_id(self) -> str:
        return f"person{self.number:04d}"

    @property
    def case_id(self) -> str:
        return f"case{self.number:04d}"

    @property
    def address(self) -> str:
        return f"p{self.number}@example.org"


def ask(stores: Stores, people: Iterable[Asked]) -> None:
    """Write people into the stores as they are after the field."""
    people = tuple(people)
    at = stamp(FINISHED)
    stores.contacts.write(
        lambda c: c.execute(
            persons.insert(),
            [
                {
                    "person_id": one.person_id,
                    "address": one.address,
                    "address_key": one.address,
                    "name": f"Person {one.number}",
                    "added_at": at,
                }
                for one in people
            ],
        )
    )
    stores.links.write(
        lambda c: c.execute(key.insert(), [{"case_id": p.case_id, "person_id": p.person_id} for p in people])
    )
    stores.answers.write(lambda c: c.execute(cases.insert(), [_case(one, at) for one in people]))
    agreed = [_consent(one, given, at) for one in people for given in one.draw]
    if agreed:
        stores.answers.write(lambda c: c.execute(consents.insert(), agreed))


def _case(one: Asked, at: int) -> dict[str, object]:
    return {
        "case_id": one.case_id,
        "handle": f"h{one.number}",
        "source": one.source,
        "seed": one.number,
        "arms": json.dumps(one.arms),
        "outcome": one.outcome,
        "created_at": at,
    }


def _consent(one: Asked, given: bool, at: int) -> dict[str, object]:
    return {
        "case_id": one.case_id,
        "purpose": "draw",
        "given": given,
        "version": "1",
        "language": "en",
        "text": "Keep my address.",
        "at": at,
    }
