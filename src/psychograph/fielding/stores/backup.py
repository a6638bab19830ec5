"""A copy of the four stores as they were at one moment, made while the server runs.

A backup is a folder: one SQLite file a store and ``manifest.json`` with the SHA-256 of each. It holds rows
and not pages of a database, so that nothing deleted is in it, and a backup of SQLite files can be restored
into PostgreSQL and the other way round.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Connection, MetaData, create_engine, select
from sqlalchemy.exc import SQLAlchemyError

from psychograph.errors import Problem
from psychograph.fielding.errors import StoreError
from psychograph.fielding.stores.database import Database
from psychograph.fielding.stores.embedded import file_address
from psychograph.fielding.stores.failures import failure
from psychograph.fielding.stores.office_tables import copies
from psychograph.fielding.stores.opened import TABLES, database_at
from psychograph.fielding.stores.versions import VERSIONS, make_or_check, version_of

FORMAT = 1
MANIFEST = "manifest.json"
AT_ONCE = 1_000  # rows


@dataclass(frozen=True)
class StoreCopy:
    """One file of a backup.

    Parameters
    ----------
    file : str
        Its name in the folder.
    sha256 : str
        Of its bytes, hexadecimal.
    version : str
        Of the tables.
    rows : mapping of str to int
        Number of rows by table.
    """

    file: str
    sha256: str
    version: str
    rows: Mapping[str, int]


@dataclass(frozen=True)
class Backup:
    """What a manifest says.

    Parameters
    ----------
    folder : Path
        Where the backup is.
    made_at : int
        Milliseconds since 1970.
    stores : mapping of str to StoreCopy
        By name.
    """

    folder: Path
    made_at: int
    stores: Mapping[str, StoreCopy]


def back_up(place: Path | str, folder: Path, *, at: int) -> Backup:
    """Write a copy of the stores, all four as they were at one moment, and note it in the office store.

    Writing waits while the four are opened for reading, some milliseconds; it does not wait for the copy.

    Parameters
    ----------
    place : Path or str
        As for :func:`psychograph.fielding.stores.opened.open_stores`.
    folder : Path
        To be made; readable by its owner only. It comes into being whole or not at all.
    at : int
        Now, in milliseconds since 1970.

    Raises
    ------
    StoreError
        If the folder is there already or cannot be written, or a store cannot be read.
    """
    if folder.exists():
        raise StoreError(
            Problem(str(folder), "it is there already", "a new folder for each backup", "name another")
        )
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    databases = {name: database_at(place, name) for name in TABLES}
    try:
        for name, database in databases.items():
            with database.reading.connect() as connection:
                _refuse_other_version(connection, name, database)
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700, parents=True)
        _note(databases["office"], folder, at)  # before there is a copy, so that none is unknown
        with _at_one_moment(databases) as seen:
            stores = {name: _copied(seen[name], name, unfinished) for name in TABLES}
        _write_manifest(unfinished, at, stores)
        unfinished.rename(folder)
        _flush(folder.parent)
    except SQLAlchemyError as reason:
        raise failure(reason, "backup") from reason
    except OSError as reason:
        raise StoreError(
            Problem(
                str(folder),
                f"it cannot be written: {reason.strerror or reason}",
                "a place with room that this user may write to",
                "name another with --to",
            )
        ) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
        for database in databases.values():
            database.close()
    return Backup(folder, at, stores)


def read_backup(folder: Path) -> Backup:
    """Read what a backup holds, and refuse one that is damaged.

    Raises
    ------
    StoreError
        With everything that is wrong: files that are not there, changed, or of a newer version.
    """
    try:
        told = json.loads((folder / MANIFEST).read_bytes())
        if told["format"] != FORMAT:
            raise ValueError(told["format"])
        stores = {name: StoreCopy(**told["stores"][name]) for name in TABLES}
        backup = Backup(folder, int(told["made_at"]), stores)
    except (OSError, ValueError, KeyError, TypeError):
        raise StoreError(
            Problem(
                str(folder),
                f"no {MANIFEST} of a backup that this version can read",
                "a folder that `psychograph field backup` wrote",
                "name that folder itself; for one of a newer Psychograph, install that",
            )
        ) from None
    StoreError.collect(
        problem for name, copy in stores.items() if (problem := _wrong_with(name, copy, folder)) is not None
    )
    return backup


def copy_rows(source: Connection, target: Connection, tables: MetaData) -> dict[str, int]:
    """Copy every row of every table, and return how many there were."""
    counted = {}
    for table in tables.sorted_tables:
        rows = source.execution_options(yield_per=AT_ONCE).execute(
            select(table).order_by(*table.primary_key.columns)
        )
        counted[table.name] = 0
        for part in rows.mappings().partitions(AT_ONCE):
            target.execute(table.insert(), [dict(row) for row in part])
            counted[table.name] += len(part)
    return counted


@contextmanager
def _at_one_moment(databases: Mapping[str, Database]) -> Iterator[dict[str, Connection]]:
    """Keep all four from being written until each has a connection that sees what is there now."""
    with ExitStack() as reading:
        seen = {}
        with ExitStack() as writing:
            for database in databases.values():
                writing.enter_context(database.turn())
                writing.enter_context(database.writing.begin())
            for name, database in databases.items():
                seen[name] = reading.enter_context(database.reading.connect())
                _refuse_other_version(seen[name], name, database)
        yield seen


def _refuse_other_version(connection: Connection, name: str, database: Database) -> None:
    found = version_of(connection)
    if found is None:
        raise StoreError(
            Problem(
                database.where,
                "nothing is there",
                "stores of a field period",
                "name the study whose stores they are; `psychograph field serve` makes them",
            )
        )
    if found != VERSIONS[name]:
        raise StoreError(
            Problem(
                database.where,
                f"tables of version {found}" if found else "tables without a version",
                f"version {VERSIONS[name]}",
                "back it up with the Psychograph that made it, or: psychograph field migrate",
            )
        )


def _copied(source: Connection, name: str, folder: Path) -> StoreCopy:
    path = folder / f"{name}.db"
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    engine = create_engine(file_address(path), hide_parameters=True)
    try:
        with engine.begin() as target:
            make_or_check(target, name, TABLES[name], str(path))
            rows = copy_rows(source, target, TABLES[name])
    finally:
        engine.dispose()
    _flush(path)
    return StoreCopy(path.name, digest_of_file(path), VERSIONS[name], rows)


def _note(office: Database, folder: Path, at: int) -> None:
    row = {"path": str(folder.resolve()), "kind": "backup", "at": at}
    with office.turn(), office.writing.begin() as connection:
        connection.execute(copies.delete().where(copies.c.path == row["path"]))
        connection.execute(copies.insert().values(row))


def _write_manifest(folder: Path, at: int, stores: Mapping[str, StoreCopy]) -> None:
    told = {"format": FORMAT, "made_at": at, "stores": {name: asdict(copy) for name, copy in stores.items()}}
    path = folder / MANIFEST
    path.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n")
    path.chmod(0o600)
    _flush(path)
    _flush(folder)


def _wrong_with(name: str, copy: StoreCopy, folder: Path) -> Problem | None:
    path = folder / Path(copy.file).name
    try:
        found = digest_of_file(path)
    except OSError as reason:
        return Problem(
            str(path),
            f"it cannot be read: {reason.strerror or reason}",
            "the file of a backup",
            "take another backup",
        )
    if found != copy.sha256:
        return Problem(
            str(path),
            "its bytes are not those that were written",
            f"SHA-256 {copy.sha256}",
            "take another copy of the backup, or an older one",
        )
    if copy.version > VERSIONS[name]:
        return Problem(
            str(path),
            f"tables of version {copy.version}, which a newer Psychograph made",
            f"version {VERSIONS[name]} or older",
            "install the newer Psychograph",
        )
    return None


def delete_backup(folder: Path) -> None:
    """Delete a backup, and nothing else: its own files, and its folder if that is empty then.

    Raises
    ------
    OSError
        If a file cannot be deleted.
    """
    for name in (*(f"{name}.db" for name in TABLES), MANIFEST):
        (folder / name).unlink(missing_ok=True)
    folder.rmdir()


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(path: Path) -> None:
    """See a file, or the names in a folder, onto the disk."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
