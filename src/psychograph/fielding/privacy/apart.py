"""The key is destroyed: afterwards nobody who holds contacts and answers can bring the two together.

Deleting the key alone would not do it. Whoever holds both stores could match the moment at which a message
left with the moment at which a case was sent one; the first row of the one with the first row of the other;
the one contact of a time zone with the one case of it; the one who unsubscribed with the one case that did;
a code of the draw with the case it was made of. So both sides lose what they have in common:

contacts
    Group, time zone, language, arms, source and day of import. Messages of the survey and their bounces.
    Entries to the draw that won nothing; codes of those that did. Whose voucher is whose. Why and when
    somebody is not written to.
answers
    Network addresses. Group, time zone and language wherever fewer than five cases share them (those that
    came to an end, and those that did not, each among themselves). To the hour: when mail was sent. Of cases
    that hold answers: that mail came back, was complained of or unsubscribed from. The list they came from.
both
    The order of rows.

What it cannot reach: logs and mailboxes outside, files of contacts that were imported, backups and exports
made before, and what people said of themselves in their answers.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, and_, delete, func, or_, select, update

from psychograph.fielding.clock import HOUR, day_of
from psychograph.fielding.incentives.codes import destroy_codes
from psychograph.fielding.links.tokens import Purpose
from psychograph.fielding.outcomes import Happening, Outcome, Source
from psychograph.fielding.privacy.erase import NOBODY
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
from psychograph.fielding.stores.parts import in_parts

FEWEST = 5  # cases that share group, time zone and language; a common threshold of statistical disclosure
SHARED = ("time_zone", "language", "group_name")  # given up in this order
MAIL = (Happening.SENT, Happening.BOUNCED, Happening.DELAYED, Happening.COMPLAINED, Happening.UNSUBSCRIBED)


def destroy_key(stores: Stores, at: int) -> dict[str, int]:
    """Destroy the key and what could stand in for it, and return rows by what became of them.

    Parameters
    ----------
    stores : Stores
        Of the field.
    at : int
        Milliseconds since 1970.

    Notes
    -----
    Again does no harm. The key goes last, so that an interruption leaves it to the next attempt.
    """
    day = day_of(at)
    done = stores.contacts.write(lambda connection: _contacts(connection, day))
    done["cases that lost group, time zone or language"] = stores.answers.write(_answers)
    stores.office.write(destroy_codes)
    done["links"] = stores.links.write(_links)
    done["keys"] = stores.links.write(lambda connection: connection.execute(delete(key)).rowcount)
    for store in stores.all:
        store.overwrite()
    return done


def _contacts(connection: Connection, day: int) -> dict[str, int]:
    surveys = select(outbox.c.message_id).where(outbox.c.message == "survey")
    connection.execute(delete(bounces).where(bounces.c.message_id.in_(surveys)))
    messages = connection.execute(delete(outbox).where(outbox.c.message == "survey")).rowcount
    connection.execute(
        update(outbox).values(
            due_at=day, try_at=day, claimed_at=None, sent_at=None, noted_at=None, arms="{}", reply=""
        )
    )
    connection.execute(
        update(persons).values(group_name="", time_zone="", language="", arms="{}", source="", added_at=day)
    )
    won = select(winners.c.entry_id)
    lost = connection.execute(delete(draw_entries).where(draw_entries.c.entry_id.not_in(won))).rowcount
    connection.execute(update(draw_entries).values(person_id=None, salt="", at=day))
    told = ("unsubscribed", "complained", "bounced")
    connection.execute(update(suppressed).where(suppressed.c.reason.in_(told)).values(reason="asked"))
    connection.execute(update(suppressed).values(at=day))
    given = _nobodys_vouchers(connection)
    for table in (persons, outbox, bounces, draw_entries, vouchers, suppressed):
        _shuffle(connection, table)
    return {"messages": messages, "entries that won nothing": lost, "vouchers without a name": given}


def _nobodys_vouchers(connection: Connection) -> int:
    named = and_(vouchers.c.person_id.is_not(None), vouchers.c.person_id.not_like(f"{NOBODY}%"))
    codes = connection.execute(select(vouchers.c.code).where(named)).scalars().all()
    for code in codes:
        nobody = NOBODY + secrets.token_hex(16)
        taken = update(vouchers).where(vouchers.c.code == code)
        connection.execute(taken.values(person_id=nobody, issued_at=None))
    return len(codes)


def _links(connection: Connection) -> int:
    """Delete every link but those to unsubscribe, which open no case and are honoured for ever."""
    gone = connection.execute(delete(tokens).where(tokens.c.purpose != Purpose.UNSUBSCRIBE.value)).rowcount
    earliest = connection.execute(select(func.min(tokens.c.created_at))).scalar() or 0
    connection.execute(update(tokens).values(case_id=None, created_at=day_of(earliest)))
    _shuffle(connection, tokens)
    return gone


def _answers(connection: Connection) -> int:
    connection.execute(update(cases).values(network=""))
    earliest = connection.execute(select(func.min(cases.c.created_at))).scalar() or 0
    invited = select(cases.c.case_id).where(cases.c.source == Source.INVITED.value)
    day = day_of(earliest)
    connection.execute(update(cases).where(cases.c.source == Source.INVITED.value).values(created_at=day))
    enrolled = and_(events.c.kind == Happening.ENROLLED.value, events.c.case_id.in_(invited))
    connection.execute(update(events).where(enrolled).values(at=day, detail=""))
    answered = select(cases.c.case_id).where(or_(cases.c.revision > 0, cases.c.answers != "{}"))
    rare = [kind.value for kind in MAIL if kind is not Happening.SENT]
    connection.execute(delete(events).where(events.c.kind.in_(rare), events.c.case_id.in_(answered)))
    mail = events.c.kind.in_([kind.value for kind in MAIL])
    connection.execute(update(events).where(mail).values(at=events.c.at - events.c.at % HOUR))
    finished = [outcome.value for outcome in (Outcome.COMPLETE, Outcome.SCREENED_OUT, Outcome.QUOTA_FULL)]
    changed = sum(
        _blank_rare(connection, and_(cases.c.source == Source.INVITED.value, among))
        for among in (cases.c.outcome.in_(finished), cases.c.outcome.not_in(finished))
    )
    for table in (cases, saves, events, consents, quota_members):
        _shuffle(connection, table)
    return changed


def _blank_rare(connection: Connection, among: Any) -> int:
    """Blank what fewer than five cases share, and return how many lost something."""
    columns = (cases.c.case_id, *(cases.c[name] for name in SHARED))
    rows = connection.execute(select(*columns).where(among)).all()
    before = {row.case_id: tuple(row[1:]) for row in rows}
    after = blanked(before)
    changed = {case_id: kept for case_id, kept in after.items() if kept != before[case_id]}
    for case_id, kept in changed.items():
        one = update(cases).where(cases.c.case_id == case_id)
        connection.execute(one.values(dict(zip(SHARED, kept, strict=True))))
    return len(changed)


def blanked(people: dict[str, tuple[str, ...]], fewest: int = FEWEST) -> dict[str, tuple[str, ...]]:
    """Blank values, first the first, until every combination is shared by so many, or by all.

    Examples
    --------
    >>> people = {f"case {n}": ("Berlin", "de") for n in range(5)} | {"odd one": ("Apia", "de")}
    >>> sorted(set(blanked(people, fewest=5).values()))
    [('', '')]
    >>> more = people | {f"other {n}": ("Berlin", "de") for n in range(5)}
    >>> sorted(set(blanked(more, fewest=5).values()))
    [('', ''), ('Berlin', 'de')]
    """
    kept = dict(people)
    width = max(map(len, kept.values()), default=0)
    for column in range(width):
        kept = _merged(kept, fewest, lambda values, c=column: (*[""] * (c + 1), *values[c + 1 :]))  # type: ignore[misc]
    while True:  # those without anything left may still be few: the smallest of the others join them
        counts = Counter(kept.values())
        blank = ("",) * width
        if not 0 < counts[blank] < fewest or len(counts) == 1:
            return kept
        wanted = fewest - counts[blank]
        count, values = max((count, values) for values, count in counts.items() if values != blank)
        if count - wanted < fewest:  # nobody has so many to spare: the smallest go as a whole
            count, values = min((count, values) for values, count in counts.items() if values != blank)
            wanted = count
        joining = set(sorted(one for one, own in kept.items() if own == values)[:wanted])
        kept = {one: blank if one in joining else own for one, own in kept.items()}


def _merged(
    kept: dict[str, tuple[str, ...]], fewest: int, blank: Callable[[tuple[str, ...]], tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    counts = Counter(kept.values())
    return {one: blank(values) if counts[values] < fewest else values for one, values in kept.items()}


def _shuffle(connection: Connection, table: Table) -> None:
    """Write a table anew in the order of its numbers of chance, so that no order of rows says anything.

    Rows that are counted keep their order within a case, and get the numbers that there were.
    """
    counted = [column for column in table.primary_key.columns if column.autoincrement is True]
    order: Sequence[Column[Any]] = list(table.primary_key.columns)
    if counted:
        order = [table.c.case_id, *counted]
    rows = [dict(row) for row in connection.execute(select(table).order_by(*order)).mappings()]
    if not rows:
        return
    for column in counted:
        numbers = sorted(row[column.name] for row in rows)
        rows = [{**row, column.name: number} for row, number in zip(rows, numbers, strict=True)]
    connection.execute(delete(table))
    for some in in_parts(rows):
        connection.execute(table.insert(), some)
