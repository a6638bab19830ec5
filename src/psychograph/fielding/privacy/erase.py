"""One person is erased, from every copy (GDPR, Article 17)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, delete, select, update

from psychograph.fielding.clock import day_of, stamp
from psychograph.fielding.contacts.suppression import Reason, suppress
from psychograph.fielding.outcomes import Happening, Outcome, Source
from psychograph.fielding.privacy.copies import Copy, erase_from_copies
from psychograph.fielding.privacy.subjects import Subject, reached
from psychograph.fielding.stores.answers_tables import cases, events
from psychograph.fielding.stores.contact_tables import draw_entries, persons, vouchers, winners
from psychograph.fielding.stores.link_tables import key
from psychograph.fielding.stores.office_tables import erasures
from psychograph.fielding.stores.once import insert_once
from psychograph.fielding.stores.opened import Stores

NOBODY = "erased-"  # before a number of chance, where a row must stay


@dataclass(frozen=True)
class Erased:
    """What an erasure did.

    Parameters
    ----------
    rows : mapping of str to int
        Rows that were erased, by table.
    copies : tuple of Copy
        What became of files that hold copies.
    lists : tuple of str
        Files that they were imported from, which are yours to mend.
    places : tuple of int
        Places of the draw whose winner is erased: what was won and when stays, without who it was.
    suppressed : bool
        Whether the address is on the list of those who are not written to, as a keyed hash.
    """

    rows: dict[str, int]
    copies: tuple[Copy, ...] = ()
    lists: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    suppressed: bool = False


def erase(stores: Stores, subject: Subject, secret: str, at: datetime) -> Erased:
    """Erase somebody from every store and from every file that is known to hold a copy.

    Of the answers an event ERASED under a fresh number is left, so that counts add up; of the address a keyed
    hash, so that the next list of contacts does not bring it back. It can be done again, and has to be
    where it was interrupted: the address is erased last, so that it finds the rest.

    Parameters
    ----------
    stores : Stores
        Of the field.
    subject : Subject
        Who it is.
    secret : str
        ``Settings.secret``.
    at : datetime
        Now.
    """
    now = stamp(at)
    # First, so that a backup that is restored meanwhile is erased again.
    _remember(stores, subject, now)
    lists = stores.contacts.read(
        lambda c: (
            c.execute(select(persons.c.source).where(persons.c.person_id.in_(subject.person_ids)))
            .scalars()
            .all()
        )
    )
    done = erase_from_copies(stores, subject)
    places = _places(stores, subject)
    for address_key in subject.address_keys:
        stores.contacts.write(lambda c, one=address_key: suppress(c, one, secret, Reason.ERASED, now))  # type: ignore[misc]
    rows = _erase_rows(stores, subject, now)
    for store in stores.all:
        store.overwrite()
    return Erased(rows, done, tuple(filter(None, lists)), places, suppressed=bool(subject.address_keys))


def erase_again(stores: Stores, hashes: Collection[str], at: datetime) -> int:
    """Erase whoever was erased before, after a backup was put in place, and return how many rows went.

    Parameters
    ----------
    stores : Stores
        As restored.
    hashes : collection of str
        ``id_hash`` of the erasures that were done since the backup, taken before it was put in place; those
        that the restored office knows are added.
    at : datetime
        Now.
    """
    wanted = set(hashes) | set(
        stores.office.read(lambda c: c.execute(select(erasures.c.id_hash)).scalars().all())
    )

    def of(column_of: Table, name: str, store: str) -> tuple[str, ...]:
        ids = getattr(stores, store).read(lambda c: c.execute(select(column_of.c[name])).scalars().all())
        return tuple(one for one in ids if id_hash(one) in wanted)

    subject = Subject(
        person_ids=tuple({*of(persons, "person_id", "contacts"), *of(key, "person_id", "links")}),
        case_ids=tuple({*of(cases, "case_id", "answers"), *of(key, "case_id", "links")}),
        entry_ids=of(draw_entries, "entry_id", "contacts"),
    )
    rows = [{"id_hash": one, "at": day_of(stamp(at))} for one in sorted(wanted)]
    stores.office.write(lambda c: insert_once(c, erasures, rows))
    if not subject.known:
        return 0
    gone = _erase_rows(stores, subject, stamp(at))
    for store in stores.all:
        store.overwrite()
    return sum(gone.values())


def erased_hashes(stores: Stores) -> frozenset[str]:
    """Return what a restore hands to :func:`erase_again`, read before the backup is put in place."""
    return frozenset(stores.office.read(lambda c: c.execute(select(erasures.c.id_hash)).scalars().all()))


def id_hash(number: str) -> str:
    """Return what is remembered of a number of chance that was erased: its SHA-256."""
    return hashlib.sha256(number.encode()).hexdigest()


def _remember(stores: Stores, subject: Subject, now: int) -> None:
    ids = sorted(map(id_hash, (*subject.person_ids, *subject.case_ids, *subject.entry_ids)))
    rows = [{"id_hash": one, "at": day_of(now)} for one in ids]
    stores.office.write(lambda c: insert_once(c, erasures, rows))


def _places(stores: Stores, subject: Subject) -> tuple[int, ...]:
    wanted = select(winners.c.place).where(winners.c.entry_id.in_(subject.entry_ids), winners.c.prize != "")
    return tuple(stores.contacts.read(lambda c: c.execute(wanted.order_by(winners.c.place)).scalars().all()))


def _erase_rows(stores: Stores, subject: Subject, now: int) -> dict[str, int]:
    """Erase the rows, each store in one transaction per visit; return how many by table."""
    counts: dict[str, int] = {}
    for store in ("answers", "links", "contacts", "links", "contacts"):
        parts = [one for one in reached(subject) if one.store == store and one.table.name not in counts]
        # The key goes after everything that only it leads to, the person after the key.
        last = {"links": "key", "contacts": "persons"}.get(store)
        early = [one for one in parts if one.table.name != last] or parts

        def work(connection: Connection, early=early) -> dict[str, int]:  # type: ignore[no-untyped-def]
            if store == "answers":  # noqa: B023 - used before the next round
                _leave_a_number(connection, subject, now)
            return {one.table.name: _erase(connection, one.table, one.where) for one in early}

        counts.update(getattr(stores, store).write(work))
    return {name: count for name, count in counts.items() if count}


def _erase(connection: Connection, table: Table, where) -> int:  # type: ignore[no-untyped-def]
    if table is winners:  # that a prize was won is told to everybody; who won it is forgotten
        return connection.execute(update(winners).where(where).values(entry_id="")).rowcount
    if table is vouchers:  # the code was given away; nobody may get it again
        codes = connection.execute(select(vouchers.c.code).where(where)).scalars().all()
        for code in codes:
            nobody = NOBODY + secrets.token_hex(16)
            taken = update(vouchers).where(vouchers.c.code == code)
            connection.execute(taken.values(person_id=nobody, issued_at=None))
        return len(codes)
    return connection.execute(delete(table).where(where)).rowcount


def _leave_a_number(connection: Connection, subject: Subject, now: int) -> None:
    """Leave, for each case, one that says nothing but that it was erased."""
    there = connection.execute(
        select(cases.c.source).where(
            cases.c.case_id.in_(subject.case_ids), cases.c.source != Source.TEST.value
        )
    ).scalars()
    day = day_of(now)
    for source in there.all():
        number = secrets.token_hex(16)
        connection.execute(
            cases.insert().values(
                case_id=number,
                handle=secrets.token_hex(16),
                source=source,
                seed=0,
                outcome=Outcome.REFUSED.value,
                created_at=day,
            )
        )
        connection.execute(events.insert().values(case_id=number, kind=Happening.ERASED.value, at=day))
