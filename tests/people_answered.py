"""A field after it closed, with rows in every table: people, their mail, what they said and won."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table

from psychograph.fielding.stores.answers_tables import cases, consents, events, quota_members, saves
from psychograph.fielding.stores.contact_tables import (
    bounces,
    draw_entries,
    outbox,
    persons,
    suppressed,
    vouchers,
    winners,
)
from psychograph.fielding.stores.link_tables import key, tokens
from psychograph.fielding.stores.opened import Stores

OPENED = 1_796_112_000_000  # 2026-12-01 08:00 UTC
HOUR = 3_600_000
ZONES = ("Europe/Berlin", "Europe/London", "America/New_York", "Asia/Tokyo")
GROUPS = ("customers", "visitors")


@dataclass(frozen=True)
class Answered:
    """Somebody who was invited and answered, under numbers of chance that say nothing of each other."""

    number: int
    address: str
    name: str
    answer: str
    group: str
    zone: str
    language: str
    complete: bool = True

    @property
    def person_id(self) -> str:
        return hashlib.sha256(f"person {self.number}".encode()).hexdigest()[:32]

    @property
    def case_id(self) -> str:
        return hashlib.sha256(f"case {self.number}".encode()).hexdigest()[:32]

    @property
    def handle(self) -> str:
        return hashlib.sha256(f"handle {self.number}".encode()).hexdigest()[:22]

    @property
    def invited_at(self) -> int:
        """When the message left: each at a moment of its own, as a rate limit makes it."""
        return OPENED + self.number * 1_009

    @property
    def started_at(self) -> int:
        return self.invited_at + HOUR + (self.number * 7_919) % (40 * HOUR)


def population(n: int, *, seed: int = 7) -> tuple[Answered, ...]:
    """Return people; a few are alone in their group, time zone and language."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    return tuple(
        Answered(
            number,
            f"person.{number}@example.org",
            f"Person Nr{number}",
            f"words of {number}",
            chance.choice(GROUPS) if number % 41 else f"rare{number}",
            chance.choice(ZONES) if number % 37 else "Pacific/Auckland",
            "de" if number % 3 else "en",
            complete=number % 5 != 0,
        )
        for number in range(n)
    )


def fill(stores: Stores, people: Sequence[Answered], *, draw: str = "") -> None:
    """Write everything that a field leaves of these people; `draw`: the draw whose winners some are."""
    for store, tables in (
        (stores.contacts, _contacts(people, draw)),
        (stores.links, _links(people)),
        (stores.answers, _answers(people)),
    ):
        for table, rows in tables:
            written = list(rows)
            if written:
                store.write(lambda c, table=table, written=written: c.execute(table.insert(), written))  # type: ignore[misc]


Rows = Iterator[tuple[Table, Iterable[dict[str, Any]]]]


def _contacts(people: Sequence[Answered], draw: str) -> Rows:
    yield (
        persons,
        (
            {
                "person_id": p.person_id,
                "address": p.address,
                "address_key": p.address.lower(),
                "name": p.name,
                "language": p.language,
                "time_zone": p.zone,
                "group_name": p.group,
                "source": "people.csv",
                "arms": json.dumps({"subject": f"s{p.number % 2}"}),
                "added_at": OPENED - 24 * HOUR,
            }
            for p in people
        ),
    )
    yield (
        outbox,
        (
            {
                "message_id": f"message-{p.number}-{wave}",
                "person_id": p.person_id,
                "wave": wave,
                "message": "survey",
                "state": "sent",
                "due_at": p.invited_at + late,
                "try_at": p.invited_at + late,
                "sent_at": p.invited_at + late,
                "reply": "250 OK",
            }
            for p in people
            for wave, late in (("invitation", 0), ("reminder", 96 * HOUR))
            if not late or p.number % 2
        ),
    )
    yield (
        bounces,
        (
            {
                "bounce_id": f"bounce-{p.number}",
                "message_id": f"message-{p.number}-invitation",
                "kind": "soft",
                "at": p.invited_at + HOUR,
            }
            for p in people
            if p.number % 50 == 3
        ),
    )
    yield (
        suppressed,
        (
            {
                "address_hash": hashlib.sha256(p.address.encode()).hexdigest(),
                "reason": "unsubscribed",
                "at": p.started_at + HOUR,
            }
            for p in people
            if p.number % 60 == 7
        ),
    )
    yield (
        draw_entries,
        (
            {
                "entry_id": f"entry-{p.number}",
                "person_id": p.person_id,
                "address": p.address,
                "address_key": p.address.lower(),
                "name": p.name,
                "route": "survey",
                "salt": f"{p.number:032x}",
                "at": OPENED,
            }
            for p in people
            if p.complete
        ),
    )
    yield (
        winners,
        (
            {
                "draw_id": draw,
                "place": place,
                "entry_id": f"entry-{p.number}",
                "prize": "Gift card" if place < 3 else "",
                "state": "claimed" if place < 3 else "drawn",
                "at": OPENED,
            }
            for place, p in enumerate([p for p in people if p.complete][:4], 1)
            if draw
        ),
    )
    yield (
        vouchers,
        (
            {
                "code": f"CODE-{p.number:04d}",
                "person_id": p.person_id,
                "issued_at": OPENED,
            }
            for p in people
            if p.complete
        ),
    )


def _links(people: Sequence[Answered]) -> Rows:
    yield key, ({"case_id": p.case_id, "person_id": p.person_id} for p in people)
    yield (
        tokens,
        (
            {
                "token_hash": hashlib.sha256(f"{purpose} {p.number}".encode()).hexdigest(),
                "purpose": purpose,
                "case_id": p.case_id if purpose != "unsubscribe" else None,
                "person_id": p.person_id,
                "created_at": p.invited_at,
                "expires_at": OPENED + 1_000 * HOUR,
            }
            for p in people
            for purpose in ("survey", "unsubscribe")
        ),
    )


def _answers(people: Sequence[Answered]) -> Rows:
    yield (
        cases,
        (
            {
                "case_id": p.case_id,
                "handle": p.handle,
                "source": "invited",
                "seed": p.number,
                "language": p.language,
                "time_zone": p.zone,
                "group_name": p.group,
                "arms": json.dumps({"subject": f"s{p.number % 2}"}),
                "device": "phone",
                "outcome": "complete" if p.complete else "started",
                "answers": json.dumps({"Words": p.answer}, ensure_ascii=False),
                "revision": 1,
                "created_at": OPENED - HOUR,
                "started_at": p.started_at,
                "seen_at": p.started_at + 60_000,
                "finished_at": p.started_at + 60_000 if p.complete else None,
                "network": f"192.0.2.{p.number % 250}",
            }
            for p in people
        ),
    )
    yield (
        saves,
        (
            {
                "case_id": p.case_id,
                "nonce": f"nonce{p.number}",
                "screen": "Words",
                "answers": json.dumps({"Words": p.answer}, ensure_ascii=False),
                "at": p.started_at + 30_000,
            }
            for p in people
        ),
    )
    yield (
        events,
        (
            {"case_id": p.case_id, "kind": kind, "wave": wave, "detail": detail, "at": at}
            for p in people
            for kind, wave, detail, at in _events(p)
        ),
    )
    yield (
        consents,
        (
            {
                "case_id": p.case_id,
                "purpose": purpose,
                "given": True,
                "version": "1",
                "language": p.language,
                "text": "I agree.",
                "at": p.started_at + 60_000,
            }
            for p in people
            for purpose in ("survey", "draw")
            if purpose == "survey" or p.complete
        ),
    )
    yield quota_members, ({"quota": "all", "case_id": p.case_id} for p in people if p.complete)


def _events(p: Answered) -> Iterator[tuple[str, str, str, int]]:
    yield "enrolled", "", "people.csv", OPENED - HOUR
    yield "sent", "invitation", "{}", p.invited_at
    if p.number % 50 == 3:
        yield "delayed", "invitation", "4.2.2", p.invited_at + HOUR
    if p.number % 2:
        yield "sent", "reminder", "{}", p.invited_at + 96 * HOUR
    if p.number % 60 == 7:
        yield "unsubscribed", "", "", p.started_at + HOUR
    yield "started", "", "phone", p.started_at
    yield "saved", "", "Words", p.started_at + 30_000
    if p.complete:
        yield "completed", "", "", p.started_at + 60_000
