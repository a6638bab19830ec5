"""Vouchers: codes from a file, one to each who completed, and none to two people."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select, text, update
from sqlalchemy.exc import IntegrityError

from psychograph.errors import Problem
from psychograph.fielding.clock import day_of, stamp
from psychograph.fielding.errors import IncentiveError
from psychograph.fielding.incentives.codes import Codes
from psychograph.fielding.incentives.eligible import Entrant, voucher_entrants
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.stores.contact_tables import persons, vouchers
from psychograph.fielding.stores.once import insert_once
from psychograph.fielding.stores.opened import Stores
from psychograph.named_files import read_file

LARGEST = 10_000_000  # bytes of a file of codes
LONGEST = 200  # characters of a code
MOST_TOLD = 20  # problems of one file


@dataclass(frozen=True)
class Held:
    """How many codes there are: `free` of `codes` are nobody's yet."""

    codes: int
    free: int


@dataclass(frozen=True)
class Given:
    """What one round of giving did: people who got a code now, who had one, and who found none left."""

    now: int
    before: int
    without: int


@dataclass(frozen=True)
class Issued:
    """A code and whose it is."""

    code: str
    address: str
    name: str


def read_codes(path: Path) -> tuple[str, ...]:
    """Return the codes of a file, one a line, each once; lines that begin with # are left out.

    Raises
    ------
    IncentiveError
        With every line that is no code: with blanks or control characters inside, or longer than 200
        characters; or where there is no code at all.
    """
    try:
        lines = read_file(path, most=LARGEST).decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as reason:
        found = getattr(reason, "strerror", None) or "bytes that are not UTF-8"
        raise IncentiveError(
            Problem(str(path), found, "a text file with a code on each line", "name such a file")
        ) from None
    found, wrong = [], []
    for number, line in enumerate(lines, 1):
        code = line.strip()
        if not code or code.startswith("#"):
            continue
        if len(code) > LONGEST or not code.isprintable() or len(code.split()) > 1:
            expected = f"one code, without blanks, of at most {LONGEST} characters"
            shown = "several words" if len(code.split()) > 1 else "a code that is too long or unreadable"
            wrong.append(Problem(f"{path.name}, line {number}", shown, expected, "mend or delete the line"))
        found.append(code)
    if not found:
        wrong.append(Problem(str(path), "no code", "a code on each line", "name the file of codes"))
    IncentiveError.collect(wrong[:MOST_TOLD])
    return tuple(dict.fromkeys(found))


def add_codes(connection: Connection, codes: tuple[str, ...]) -> int:
    """Add codes and return how many are new; one that is there already is nobody's twice.

    Parameters
    ----------
    connection : Connection
        Of the store of contacts, for writing.
    codes : tuple of str
        As :func:`read_codes` returns them.
    """
    return insert_once(connection, vouchers, [{"code": code} for code in codes])


def held(connection: Connection) -> Held:
    """Return how many codes there are."""
    everything = connection.execute(select(func.count()).select_from(vouchers)).scalar_one()
    free = select(func.count()).select_from(vouchers).where(vouchers.c.person_id.is_(None))
    return Held(everything, connection.execute(free).scalar_one())


def give(stores: Stores, field: Fieldwork, at: datetime) -> Given:
    """Give a code to everybody who completed, was promised one, and has none.

    Parameters
    ----------
    stores : Stores
        Of the field.
    field : Fieldwork
        With a voucher in its plan; its `at_most` bounds how many are given in all.
    at : datetime
        Now; kept to the day.

    Raises
    ------
    IncentiveError
        Where the plan promises no voucher.
    """
    promised = field.plan.incentives.voucher
    if promised is None:
        raise IncentiveError(
            Problem("field.yaml", "no voucher", "incentives: voucher:", "promise one before giving one")
        )
    entrants = voucher_entrants(stores)
    return stores.contacts.write(lambda connection: _give(connection, entrants, promised.at_most, stamp(at)))


def voucher_of(connection: Connection, person_id: str, at: int) -> str | None:
    """Return a person's code, given now where there is none yet; None where no code is left.

    One statement finds and takes a free code, so that two processes never take the same.

    Parameters
    ----------
    connection : Connection
        Of the store of contacts, for writing.
    person_id : str
        Who gets it.
    at : int
        Milliseconds since 1970; kept to the day.
    """
    has = select(vouchers.c.code).where(vouchers.c.person_id == person_id)
    there: str | None = connection.execute(has).scalar()
    if there is not None:
        return there
    free = (
        select(vouchers.c.code)
        .where(vouchers.c.person_id.is_(None))
        .order_by(func.random())  # in the order of the codes, they would tell who completed when
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    taking = update(vouchers).where(vouchers.c.code == free)
    with contextlib.suppress(IntegrityError), connection.begin_nested():  # another process was quicker
        connection.execute(taking.values(person_id=person_id, issued_at=day_of(at)))
    given: str | None = connection.execute(has).scalar()
    return given


def voucher_shown(
    connection: Connection, codes: Codes, case_id: str, *, at_most: int | None, at: int
) -> str | None:
    """Return the code of a case that came by an open link, taken now where it has none; None: none is left.

    Nobody knows an address, so that the page shows it. What stands beside the code leads to the case only
    with the key that `codes` hold; the same case gets the same code, however often the page is opened.

    Parameters
    ----------
    connection : Connection
        Of the store of contacts, for writing.
    codes : Codes
        Of the field.
    case_id : str
        Who completed.
    at_most : int or None
        How many vouchers the plan has in all.
    at : int
        Milliseconds since 1970; kept to the day.
    """
    holder = codes.voucher_holder(case_id)
    there = shown_before(connection, holder)
    if there is not None:
        return there
    if at_most is not None:
        if connection.dialect.name == "postgresql":  # SQLite has one writer at a time
            connection.execute(text("LOCK TABLE vouchers IN SHARE ROW EXCLUSIVE MODE"))
        given = select(func.count()).select_from(vouchers).where(vouchers.c.person_id.is_not(None))
        if connection.execute(given).scalar_one() >= at_most:
            return None
    return voucher_of(connection, holder, at)


def shown_before(connection: Connection, holder: str) -> str | None:
    """Return the code that stands beside a holder; None where there is none."""
    code: str | None = connection.execute(
        select(vouchers.c.code).where(vouchers.c.person_id == holder)
    ).scalar()
    return code


def issued(connection: Connection) -> tuple[Issued, ...]:
    """Return every code that was given, with whose it is; empty on an open link, and where it was erased."""
    rows = connection.execute(
        select(vouchers.c.code, persons.c.address, persons.c.name)
        .join(persons, persons.c.person_id == vouchers.c.person_id, isouter=True)
        .where(vouchers.c.person_id.is_not(None))
        .order_by(vouchers.c.code)
    )
    return tuple(Issued(row.code, row.address or "", row.name or "") for row in rows)


def _give(connection: Connection, entrants: tuple[Entrant, ...], at_most: int | None, at: int) -> Given:
    taken = select(vouchers.c.person_id).where(vouchers.c.person_id.is_not(None))
    have = set(connection.execute(taken).scalars())
    wanting = [one.person_id for one in entrants if one.person_id not in have]
    room = len(wanting) if at_most is None else max(at_most - len(have), 0)
    got = sum(voucher_of(connection, one, at) is not None for one in wanting[:room])
    return Given(now=got, before=len(entrants) - len(wanting), without=len(wanting) - got)
