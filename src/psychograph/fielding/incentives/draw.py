"""The draw itself: the list is committed to, the randomness comes out, the lowest rank wins."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, text, update

from psychograph.errors import Problem
from psychograph.fielding.clock import day_of, stamp
from psychograph.fielding.contacts.addresses import address_of
from psychograph.fielding.errors import IncentiveError
from psychograph.fielding.incentives import verify_draw as check
from psychograph.fielding.incentives.beacons import CHAINS
from psychograph.fielding.incentives.codes import Codes
from psychograph.fielding.incentives.eligible import agreed_entrants
from psychograph.fielding.incentives.entries import Entry, entries
from psychograph.fielding.incentives.record import Record, drawn_record, record_of, statement_of
from psychograph.fielding.incentives.rules import (
    DrawRules,
    Frozen,
    freeze_rules,
    frozen_rules,
    rules_of,
    secret_of,
)
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.plan.schema import Beacon
from psychograph.fielding.stores.contact_tables import draw_entries, draws, winners
from psychograph.fielding.stores.once import insert_once
from psychograph.fielding.stores.opened import Stores

DRAW = "draw"  # a field has one
AHEAD = timedelta(minutes=1)  # between commitment and randomness: clocks differ
HEX = re.compile("[0-9a-f]+")


@dataclass(frozen=True)
class Change:
    """What differs from the published rules: why, and the hour of the draw where it is another."""

    why: str = ""
    drawn: datetime | None = None


def commit(stores: Stores, field: Fieldwork, at: datetime, change: Change = Change()) -> Record:
    """Close the list of entries and commit to it.

    The invited who came to an end and agreed are entered now; those who gave an address themselves are in
    already. Nobody can enter after it.

    Parameters
    ----------
    stores : Stores
        Of the field.
    field : Fieldwork
        With a draw in its plan.
    at : datetime
        Now.
    change : Change
        What differs from the rules that people were told. It is part of what is committed to.

    Returns
    -------
    Record
        To publish at once, before the randomness comes out.

    Raises
    ------
    IncentiveError
        Where there is no draw, where people may still answer, where the randomness is out already, where the
        rules were changed without a word, or where it was committed before.
    """
    rules = _rules(field)
    frozen = stores.office.read(frozen_rules)
    opened = frozen is not None
    drawn = (change.drawn or rules.drawn).astimezone(at.tzinfo)
    IncentiveError.collect(_too_early(field, at) + _too_late(at, drawn) + _changed(rules, frozen, change))
    if frozen is None:
        frozen = stores.office.write(lambda connection: freeze_rules(connection, field, at))
    assert frozen is not None  # noqa: S101 - there is a draw
    told = _told(rules, frozen, change)
    source = _source(field, frozen, drawn, opened=opened)
    rows = _rows(stores, at)

    def closed(connection: Connection) -> Record:
        _close(connection, stamp(at))
        insert_once(connection, draw_entries, rows)
        tickets = [entry.ticket for entry in entries(connection)]
        statement = statement_of(rules, tickets, committed_at=at, drawn=drawn, source=source, changed=told)
        record = Record(statement, rules.lines, tuple(sorted(tickets)))
        connection.execute(update(draws).where(draws.c.draw_id == DRAW).values(record=record.text))
        return record

    return stores.contacts.write(closed)


def run(stores: Stores, at: datetime, randomness: str = "", signature: str = "") -> Record:
    """Hold the draw and return its record with the result; once held, it stays.

    Parameters
    ----------
    stores : Stores
        Of the field.
    at : datetime
        Now.
    randomness, signature : str
        Of the public round, hexadecimal, as its page says; neither where the source is a secret.

    Raises
    ------
    IncentiveError
        Where nothing was committed to, where it is too early, or where the randomness cannot be that of the
        round. Whether drand signed it is not checked here: its page says so, and anyone can look.
    """
    record = committed_record(stores)
    if record is None:
        raise _problem("no list was committed to", "a commitment first", "run: psychograph field draw commit")
    if record.result is not None:
        given = randomness.strip().lower()
        if not given or given == record.result.randomness:
            return record
        raise _problem(
            "the draw was held, with another randomness",
            "one draw",
            "leave it; a draw that is held until somebody likes the result is none",
        )
    if at < record.drawn:
        raise _problem(f"it is before {record.drawn:%Y-%m-%d %H:%M:%S} UTC", "the hour of the draw", "wait")
    if record.beacon is Beacon.COMMITTED:
        randomness, signature = stores.office.read(secret_of), ""
    else:
        randomness, signature = _checked(randomness, signature)
    done = drawn_record(record, randomness, signature)
    found = check.problems_of(done.text)
    if found:
        raise _problem(
            " ".join(found), "a record that agrees with its commitment", "restore it from a backup"
        )
    return stores.contacts.write(lambda connection: _keep(connection, done, stamp(at)))


def committed_record(stores: Stores) -> Record | None:
    """Return the record as it is now; None where no list was committed to."""
    kept = stores.contacts.read(lambda connection: connection.execute(select(draws.c.record)).scalar())
    return record_of(kept) if kept else None


def _keep(connection: Connection, done: Record, at: int) -> Record:
    """Keep the result, unless somebody held the draw a moment ago: then theirs."""
    kept = record_of(connection.execute(select(draws.c.record).with_for_update()).scalar_one())
    if kept.result is not None or done.result is None:
        return kept
    connection.execute(update(draws).where(draws.c.draw_id == DRAW).values(record=done.text))
    entry_of = {entry.ticket: entry.entry_id for entry in entries(connection)}
    rows = [
        {
            "draw_id": DRAW,
            "place": one.place,
            # A winner who was erased in between is in the list still, and nobody can tell who it was.
            "entry_id": entry_of.get(one.ticket, ""),
            "prize": one.prize,
            "state": "drawn",
            "at": at,
        }
        for one in done.result.places
    ]
    if rows:
        connection.execute(winners.insert(), rows)
    return done


def _rules(field: Fieldwork) -> DrawRules:
    rules = rules_of(field)
    if rules is None:
        raise _problem("no draw in field.yaml", "incentives: draw:", "add it before the field opens")
    return rules


def _rows(stores: Stores, at: datetime) -> list[dict[str, object]]:
    """Return the entries of the invited."""
    codes = Codes.of(stores, stamp(at))
    return [
        {
            "entry_id": secrets.token_hex(16),
            "person_id": one.person_id,
            "address": one.address,
            "address_key": address_of(one.address).key,
            "name": one.name,
            "route": "survey",
            "salt": codes.for_case(one.case_id),
            "at": day_of(stamp(at)),
        }
        for one in agreed_entrants(stores)
    ]


def _close(connection: Connection, at: int) -> None:
    """Close the list: written before the entries are read, so that none comes in between."""
    if not insert_once(connection, draws, [{"draw_id": DRAW, "record": "", "at": at}]):
        raise _problem(
            "the list was committed to before",
            "one commitment",
            "psychograph field draw commit writes the same files again where they are lost",
        )
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE draw_entries IN SHARE ROW EXCLUSIVE MODE"))


def _too_early(field: Fieldwork, at: datetime) -> tuple[Problem, ...]:
    if at >= field.last_call:
        return ()
    last = f"{field.last_call:%Y-%m-%d %H:%M} UTC"
    return (
        Problem(
            "the draw",
            f"people may answer until {last}",
            "a list that is complete",
            f"commit between {last} and the draw",
        ),
    )


def _too_late(at: datetime, drawn: datetime) -> tuple[Problem, ...]:
    if at + AHEAD <= drawn:
        return ()
    return (
        Problem(
            "the draw",
            f"its randomness came out at {drawn:%Y-%m-%d %H:%M %Z}, so that the list could be made to fit it",
            "a commitment before that",
            "hold it later and say why: --drawn '2026-12-24 12:00' --because 'we were ill'",
        ),
    )


def _changed(rules: DrawRules, frozen: Frozen | None, change: Change) -> tuple[Problem, ...]:
    if change.why or (change.drawn is None and (frozen is None or frozen.sha256 == rules.sha256)):
        return ()
    return (
        Problem(
            "the rules of the draw",
            "others than those that the field opened with",
            "the same, or a word to everybody",
            "put field.yaml back, or say why with --because: it is published with the draw",
        ),
    )


def _told(rules: DrawRules, frozen: Frozen, change: Change) -> str:
    """Return what differs from what people were told, as it is published."""
    parts = []
    if frozen.sha256 != rules.sha256:
        parts.append(f"the rules, which had the SHA-256 {frozen.sha256} when the field opened")
    if change.drawn is not None:
        parts.append(f"the hour of the draw, from {rules.drawn:%Y-%m-%d %H:%M} {rules.drawn.tzinfo}")
    return f"{' and '.join(parts)}; {change.why}" if parts else ""


def _source(field: Fieldwork, frozen: Frozen, drawn: datetime, *, opened: bool) -> str:
    draw = field.plan.incentives.draw
    assert draw is not None  # noqa: S101 - its rules were read
    if draw.beacon is not Beacon.COMMITTED:
        chain = CHAINS[draw.beacon]
        return f"drand {chain.hash} round {chain.round_at(drawn)}"
    if not frozen.secret_hash:
        raise _problem(
            "a secret as the source of randomness, and none was made when the field opened",
            "the source that the rules named when it opened",
            "put a public source into field.yaml, and say why with --because",
        )
    when = "at the opening" if opened else "at the commitment, when the list was known"
    return f"secret {frozen.secret_hash} made {when}"


def _checked(randomness: str, signature: str) -> tuple[str, str]:
    randomness, signature = randomness.strip().lower(), signature.strip().lower()
    if not check.HEX.fullmatch(randomness):
        raise _problem(
            "no randomness of 64 hexadecimal digits",
            "what the page of the round says after `randomness`",
            "copy it whole: psychograph field draw run STUDY --randomness HEX",
        )
    if signature and (not HEX.fullmatch(signature) or len(signature) % 2):
        raise _problem("a signature that is not hexadecimal", "what the page says", "copy it whole")
    if signature and hashlib.sha256(bytes.fromhex(signature)).hexdigest() != randomness:
        raise _problem(
            "a randomness that is not the SHA-256 of its signature",
            "both from the page of one round",
            "copy both again",
        )
    return randomness, signature


def _problem(found: str, expected: str, mend: str) -> IncentiveError:
    return IncentiveError(Problem("the draw", found, expected, mend))


__all__ = ["Change", "Entry", "commit", "committed_record", "run"]
