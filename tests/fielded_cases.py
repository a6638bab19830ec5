"""Cases with their log, put into a store of answers as the server would: for tests of what is counted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection

from psychograph.fielding.clock import stamp
from psychograph.fielding.outcomes import Happening, Outcome
from psychograph.fielding.stores.answers_tables import cases, events, saves
from psychograph.fielding.walk.values import Value, text_of

OPENS = datetime(2026, 12, 1, 8, tzinfo=UTC)
MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
T0 = stamp(OPENS)


@dataclass(frozen=True)
class Kept:
    """A case as it stands in the store, with its events and the milliseconds it spent on screens."""

    name: str
    outcome: Outcome = Outcome.NOT_STARTED
    answers: Mapping[str, Value] = field(default_factory=dict)
    events: Sequence[tuple[Happening, str, int]] = ()  # kind, wave (or detail of what has none), time
    source: str = "invited"
    group: str = ""
    arms: Mapping[str, str] = field(default_factory=dict)
    device: str = ""
    time_zone: str = ""
    screen: str = ""
    started_at: int | None = None
    finished_at: int | None = None
    spent: Mapping[str, int] = field(default_factory=dict)

    @property
    def case_id(self) -> str:
        return hashlib.sha256(self.name.encode()).hexdigest()[:32]

    @property
    def seed(self) -> int:
        return int(self.case_id[:12], 16)


def put(connection: Connection, kept: Iterable[Kept]) -> None:
    """Write cases with their events and saves."""
    written = list(kept)
    connection.execute(cases.insert(), [_case(one) for one in written])
    log = [_event(one, *told) for one in written for told in one.events]
    if log:
        connection.execute(events.insert(), sorted(log, key=lambda event: event["at"]))
    pages = [_save(one, screen, ms) for one in written for screen, ms in one.spent.items()]
    if pages:
        connection.execute(saves.insert(), pages)


def _case(one: Kept) -> dict[str, object]:
    return {
        "case_id": one.case_id,
        "handle": one.case_id[::-1],
        "source": one.source,
        "seed": one.seed,
        "language": "en",
        "time_zone": one.time_zone,
        "group_name": one.group,
        "arms": json.dumps(dict(one.arms), sort_keys=True),
        "device": one.device,
        "outcome": one.outcome.value,
        "screen": one.screen,
        "answers": text_of(one.answers),
        "revision": len(one.spent),
        "created_at": T0,
        "started_at": one.started_at,
        "seen_at": one.finished_at or one.started_at,
        "finished_at": one.finished_at,
    }


WITH_DETAIL = (Happening.SAVED, Happening.UNAVAILABLE, Happening.STARTED, Happening.REFUSED)


def _event(one: Kept, kind: Happening, told: str, at: int) -> dict[str, object]:
    wave, detail = ("", told) if kind in WITH_DETAIL else (told, "")
    return {"case_id": one.case_id, "kind": kind.value, "wave": wave, "detail": detail, "at": at}


def _save(one: Kept, screen: str, ms: int) -> dict[str, object]:
    return {
        "case_id": one.case_id,
        "nonce": f"{one.case_id}{screen}",
        "screen": screen,
        "answers": "{}",
        "shown_ms": ms,
        "device": one.device,
        "at": (one.started_at or T0) + ms,
    }
