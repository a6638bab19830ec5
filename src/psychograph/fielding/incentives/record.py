"""What is published of a draw: everything that anyone needs to check it, and nobody's data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from psychograph.fielding.incentives import verify_draw as check
from psychograph.fielding.incentives.beacons import CHAINS
from psychograph.fielding.incentives.rules import DrawRules
from psychograph.fielding.plan.schema import Beacon

RECORD, SCRIPT = "draw-record.json", "verify_draw.py"


@dataclass(frozen=True)
class Place:
    """A ticket that was drawn; `prize` is empty for a reserve."""

    place: int
    prize: str
    ticket: str


@dataclass(frozen=True)
class Result:
    """What came out; `signature` is empty where none was handed in, and with a secret."""

    randomness: str
    signature: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Record:
    """A draw as it is published.

    Parameters
    ----------
    statement : tuple of str
        What was committed to, line by line.
    rules : tuple of str
        The rules, line by line.
    entries : tuple of str
        Tickets, sorted.
    result : Result or None
        None before the draw.
    """

    statement: tuple[str, ...]
    rules: tuple[str, ...]
    entries: tuple[str, ...]
    result: Result | None = None

    @property
    def commitment(self) -> str:
        """SHA-256 of the statement: what is published before the draw."""
        return check.sha256(check.text_of(list(self.statement)).encode())

    @property
    def beacon(self) -> Beacon:
        """Where its randomness comes from."""
        kind, value = self._source[:2]
        if kind == "secret":
            return Beacon.COMMITTED
        return next(beacon for beacon, chain in CHAINS.items() if chain.hash == value)

    @property
    def round(self) -> int | None:
        """The public round that was named beforehand; None with a secret."""
        return None if self.beacon is Beacon.COMMITTED else int(self._source[3])

    @property
    def secret_hash(self) -> str:
        """SHA-256 of the secret that was committed to; empty with a public round."""
        return self._source[1] if self.beacon is Beacon.COMMITTED else ""

    @property
    def drawn(self) -> datetime:
        """When the randomness comes out, in UTC."""
        return datetime.fromisoformat(check.said(list(self.statement), "drawn")[0]).astimezone(UTC)

    @property
    def where_to_look(self) -> str:
        """Where anyone can see the randomness, in a sentence."""
        return check.where_to_look(list(self.statement))

    @property
    def text(self) -> str:
        """The file that is published."""
        return check.record_text(
            {
                "format": check.FORMAT,
                "statement": list(self.statement),
                "rules": list(self.rules),
                "entries": list(self.entries),
                "commitment": self.commitment,
                "result": self._result(),
            }
        )

    def files(self) -> dict[str, bytes]:
        """Return the files that go beside each other: the record, its parts to hash by hand, the script."""
        return dict(_files_of(self))

    def _result(self) -> dict[str, Any] | None:
        if self.result is None:
            return None
        winners = [
            {"place": one.place, "prize": one.prize, "ticket": one.ticket} for one in self.result.places
        ]
        return {
            "randomness": self.result.randomness,
            "signature": self.result.signature,
            "winners": winners,
        }

    @property
    def _source(self) -> list[str]:
        return check.said(list(self.statement), "randomness")[0].split()


@lru_cache(maxsize=2)  # a page that anyone may ask for, of a record that hardly ever changes
def _files_of(record: Record) -> dict[str, bytes]:
    return {
        RECORD: record.text.encode(),
        "commitment.txt": check.text_of(list(record.statement)).encode(),
        "entries.txt": check.list_text(list(record.entries)).encode(),
        "rules.txt": check.text_of(list(record.rules)).encode(),
        SCRIPT: files("psychograph.fielding.incentives").joinpath(SCRIPT).read_bytes(),
    }


@lru_cache(maxsize=2)
def record_of(text: str) -> Record:
    """Return a record from its published text; ValueError with every problem where it does not agree."""
    found = check.problems_of(text)
    if found:
        raise ValueError(" ".join(found))
    kept = json.loads(text)
    result = kept["result"]
    return Record(
        tuple(kept["statement"]),
        tuple(kept["rules"]),
        tuple(kept["entries"]),
        None
        if result is None
        else Result(result["randomness"], result["signature"], _places(result["winners"])),
    )


def drawn_record(record: Record, randomness: str, signature: str) -> Record:
    """Return a record with what a randomness gives."""
    winners = check.winners_of(list(record.statement), list(record.entries), randomness)
    result = Result(randomness, signature, _places(winners))
    return Record(record.statement, record.rules, record.entries, result)


def statement_of(
    rules: DrawRules,
    tickets: list[str],
    *,
    committed_at: datetime,
    drawn: datetime,
    source: str,
    changed: str,
) -> tuple[str, ...]:
    """Return what is committed to, line by line.

    Parameters
    ----------
    rules : DrawRules
        As they are published.
    tickets : list of str
        Of every entry.
    committed_at, drawn : datetime
        Now, and when the randomness comes out; aware.
    source : str
        ``drand CHAIN round NUMBER`` or ``secret SHA256 made at the opening``.
    changed : str
        What differs from the rules as the field opened with them, and why; empty for nothing.
    """
    prizes = [f"prize: {one.number} x {prize_line(one.line, rules.currency)}" for one in rules.prizes]
    return (
        check.FORMAT,
        f"study: {_line(rules.title.text)}",
        f"organiser: {_line(rules.organiser)}",
        f"rules: {rules.sha256}",
        f"changed: {_line(changed) or 'nothing'}",
        *prizes,
        f"reserves: {rules.reserves}",
        f"committed: {committed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S+00:00}",
        f"drawn: {drawn.astimezone(UTC):%Y-%m-%dT%H:%M:%S+00:00}",
        f"randomness: {source}",
        f"entries: {len(tickets)}",
        f"list: {check.sha256(check.list_text(tickets).encode())}",
    )


def _places(winners: list[dict[str, Any]]) -> tuple[Place, ...]:
    return tuple(Place(one["place"], one["prize"], one["ticket"]) for one in winners)


def prize_line(line: str, currency: str) -> str:
    """Return a prize as the statement names it: `line` of its rule, and the currency."""
    return _line(f"{line} {currency}")


def _line(text: str) -> str:
    return " ".join(text.split())
