"""Files that hold copies of answers or contacts: which there are, and one person taken out of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import delete, select

from psychograph.fielding.privacy.subjects import Subject
from psychograph.fielding.stores.answers_tables import cases
from psychograph.fielding.stores.office_tables import copies
from psychograph.fielding.stores.once import insert_once
from psychograph.fielding.stores.opened import Stores
from psychograph.fielding.watching.respondents import respondent_of

LARGEST = 500_000_000  # bytes of a table that is rewritten; a larger one is deleted
TABLES = frozenset({".csv", ".tsv", ".txt"})


class Fate(StrEnum):
    """What became of a copy."""

    REWRITTEN = "rewritten without them"
    UNTOUCHED = "holds nothing of them"
    DELETED = "deleted, since rows of one person cannot be found in it: export again"
    GONE = "not there any more"
    KEPT = "a backup, which is erased again when it is restored; delete it where that is not enough"
    REFUSED = "cannot be read or written: take them out by hand"


@dataclass(frozen=True)
class Copy:
    """A file that holds a copy: its path, `kind` (export, backup, winners) and what became of it."""

    path: str
    kind: str
    fate: Fate | None = None


def note_copy(stores: Stores, path: Path, kind: str, at: int) -> None:
    """Remember a file that was written, so that erasure reaches it.

    Parameters
    ----------
    stores : Stores
        Of the field.
    path : Path
        The file.
    kind : {"export", "backup", "winners"}
        What it holds.
    at : int
        Milliseconds since 1970.
    """
    row = {"path": str(path.resolve()), "kind": kind, "at": at}
    stores.office.write(lambda connection: insert_once(connection, copies, [row]))


def known_copies(stores: Stores) -> tuple[Copy, ...]:
    """Return the copies that are known, by path."""
    rows = stores.office.read(lambda c: c.execute(select(copies).order_by(copies.c.path)).all())
    return tuple(Copy(row.path, row.kind) for row in rows)


def erase_from_copies(stores: Stores, subject: Subject) -> tuple[Copy, ...]:
    """Take somebody out of every copy that is known, and say what became of each.

    A table of text is rewritten without the rows in which a cell is their number or address. A file of
    another kind, and a table in which no case at all can be recognised, is deleted. Backups stay.
    """
    needles = _needles(subject)
    others = stores.answers.read(lambda c: c.execute(select(cases.c.case_id, cases.c.handle)).all())
    known = [(row.case_id, row.handle, respondent_of(row.case_id)) for row in others]
    everybody = frozenset(value for row in known for value in row) | needles
    done = []
    for copy in known_copies(stores):
        fate = _fate(Path(copy.path), copy.kind, needles, everybody)
        if fate in {Fate.GONE, Fate.DELETED}:
            _forget(stores, copy.path)
        done.append(Copy(copy.path, copy.kind, fate))
    return tuple(done)


def delete_copies(stores: Stores, kinds: Collection[str]) -> tuple[Copy, ...]:
    """Delete every copy of these kinds that is known, and say what became of each; backups are told only."""
    done = []
    for copy in known_copies(stores):
        if copy.kind == "backup":
            done.append(Copy(copy.path, copy.kind, Fate.KEPT if Path(copy.path).exists() else Fate.GONE))
        elif copy.kind in kinds:
            fate = _deleted(Path(copy.path))
            if fate is not Fate.REFUSED:
                _forget(stores, copy.path)
            done.append(Copy(copy.path, copy.kind, fate))
    return tuple(done)


def rows_about(stores: Stores, subject: Subject) -> dict[str, list[dict[str, str]]]:
    """Return what the copies that can be read hold about somebody, by path."""
    needles, found = _needles(subject), {}
    for copy in known_copies(stores):
        path = Path(copy.path)
        table = _table(path) if path.suffix.lower() in TABLES else None
        if table is None:
            continue
        header, *rows = table.rows or [[]]
        about = [dict(zip(header, row, strict=False)) for row in rows if _is_about(row, needles)]
        if about:
            found[copy.path] = about
    return found


@dataclass(frozen=True)
class _Table:
    rows: list[list[str]]
    dialect: type[csv.Dialect] | csv.Dialect
    mark: str


def _needles(subject: Subject) -> frozenset[str]:
    exported = map(respondent_of, subject.case_ids)
    return frozenset(
        (*subject.case_ids, *subject.handles, *subject.person_ids, *subject.address_keys, *exported)
    )


def _is_about(row: list[str], needles: frozenset[str]) -> bool:
    return any(cell.strip().casefold() in needles or cell.strip() in needles for cell in row)


def _fate(path: Path, kind: str, needles: frozenset[str], everybody: frozenset[str]) -> Fate:
    if not path.exists():
        return Fate.GONE
    if kind == "backup":
        return Fate.KEPT
    table = _table(path) if path.suffix.lower() in TABLES else None
    if table is None:
        return _deleted(path)
    _, *rows = table.rows or [[]]
    kept = [row for row in rows if not _is_about(row, needles)]
    if len(kept) == len(rows):
        recognised = not rows or any(_is_about(row, everybody) for row in rows)
        return Fate.UNTOUCHED if recognised else _deleted(path)
    return _rewritten(path, table, [*table.rows[:1], *kept])


def _table(path: Path) -> _Table | None:
    try:
        if path.stat().st_size > LARGEST:
            return None
        content = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    mark = "\ufeff" if content.startswith("\ufeff") else ""
    content = content.removeprefix(mark)
    first = content.partition("\n")[0]
    delimiter = max("\t;,", key=first.count)

    class Dialect(csv.excel):
        pass

    Dialect.delimiter = delimiter
    Dialect.lineterminator = "\r\n" if first.endswith("\r") else "\n"
    try:
        return _Table(list(csv.reader(io.StringIO(content, newline=""), Dialect)), Dialect, mark)
    except csv.Error:
        return None


def _rewritten(path: Path, table: _Table, rows: list[list[str]]) -> Fate:
    out = io.StringIO(newline="")
    csv.writer(out, table.dialect).writerows(rows)
    content = (table.mark + out.getvalue()).encode()
    try:
        # In place, so that no block of the old file is left to itself; what is longer is blanked first.
        with path.open("r+b") as file:
            file.write(b"\0" * path.stat().st_size)
            file.flush()
            file.seek(0)
            file.truncate()
            file.write(content)
    except OSError:
        return Fate.REFUSED
    return Fate.REWRITTEN


def _deleted(path: Path) -> Fate:
    try:
        if path.is_dir():
            return Fate.REFUSED
        path.unlink()
    except FileNotFoundError:
        return Fate.GONE
    except OSError:
        return Fate.REFUSED
    return Fate.DELETED


def _forget(stores: Stores, path: str) -> None:
    stores.office.write(lambda connection: connection.execute(delete(copies).where(copies.c.path == path)))
