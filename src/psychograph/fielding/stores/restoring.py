"""Put a backup in place of the stores, without forgetting what must not be forgotten.

What happened after the backup and must outlive it is kept from the stores that are there: who was erased,
who wants no mail, what was sent already, which links were taken back, where copies are, and the audit log.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Table, create_engine, select, text, tuple_, update
from sqlalchemy.exc import SQLAlchemyError

from psychograph.fielding.errors import StoreError
from psychograph.fielding.stores.backup import Backup, copy_rows, read_backup
from psychograph.fielding.stores.contact_tables import outbox, suppressed
from psychograph.fielding.stores.embedded import file_address
from psychograph.fielding.stores.failures import DAMAGED, failure
from psychograph.fielding.stores.in_use import alone
from psychograph.fielding.stores.link_tables import tokens
from psychograph.fielding.stores.office_tables import audit, copies, erasures
from psychograph.fielding.stores.opened import TABLES, database_at, prepare
from psychograph.fielding.stores.versions import VERSIONS

# What is there now wins over the backup, row by row.
KEPT: dict[str, tuple[Table, ...]] = {
    "answers": (),
    "contacts": (suppressed, outbox),
    "links": (),
    "office": (erasures, copies, audit),
}
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Restored:
    """What a restore did.

    Parameters
    ----------
    backup : Backup
        What was put in place.
    erasures : tuple of str
        Hashes (``erasures.id_hash``) of whoever was ever erased: to be erased again, since the backup may
        hold them. The restore is not done before that is.
    lost : tuple of str
        Stores that could not be read before: what happened in them since the backup is not known.
    aside : tuple of Path
        Damaged files that were moved aside; they hold personal data, and are noted as copies.
    """

    backup: Backup
    erasures: tuple[str, ...]
    lost: tuple[str, ...]
    aside: tuple[Path, ...]


def restore(place: Path | str, folder: Path, *, at: int) -> Restored:
    """Put a backup in place of what the stores hold: each store in one transaction, the office last.

    If it is broken off, run it again: it begins anew.

    Parameters
    ----------
    place : Path or str
        As for :func:`psychograph.fielding.stores.opened.open_stores`; may be empty.
    folder : Path
        That `back_up` wrote.
    at : int
        Now, in milliseconds since 1970.

    Raises
    ------
    StoreError
        If the backup is damaged or newer than this program, or a server has the stores open. Nothing was
        changed then.
    """
    backup = read_backup(folder)
    with alone(place), tempfile.TemporaryDirectory() as scratch:
        lost: list[str] = []
        aside: list[Path] = []
        forgotten: tuple[str, ...] = ()
        for name in TABLES:
            source = _of_this_version(backup, name, Path(scratch))
            try:
                moved = _prepared(place, name, at)
                if moved is not None:
                    lost.append(name)
                    aside.append(moved)
                forgotten = _replaced(place, name, source, aside, at) or forgotten
            finally:
                source.dispose()
    return Restored(backup, forgotten, tuple(lost), tuple(aside))


def _of_this_version(backup: Backup, name: str, scratch: Path) -> Engine:
    """Open a file of the backup; an older one is migrated in a copy."""
    copy = backup.stores[name]
    path = backup.folder / Path(copy.file).name
    if copy.version == VERSIONS[name]:
        return create_engine(file_address(path), hide_parameters=True)
    from psychograph.fielding.stores.migrations.running import bring_up

    engine = create_engine(file_address(Path(shutil.copy(path, scratch))), hide_parameters=True)
    with engine.begin() as connection:
        bring_up(connection, name, TABLES[name])
    return engine


def _prepared(place: Path | str, name: str, at: int) -> Path | None:
    """Make the tables where there are none; move a damaged file aside, and return where it is."""
    database = database_at(place, name)
    try:
        prepare(database, name)
        return None
    except StoreError as reason:
        path: Path | None = getattr(database, "path", None)
        if path is None or not any(DAMAGED.found in problem.found for problem in reason.problems):
            raise
    finally:
        database.close()
    moved = path.with_name(f"{path.name}.damaged-{at}")
    path.rename(moved)
    for end in ("-wal", "-shm"):
        part = path.with_name(path.name + end)
        if part.exists():
            part.rename(moved.with_name(moved.name + end))
    again = database_at(place, name)
    try:
        prepare(again, name)
    finally:
        again.close()
    return moved


def _replaced(place: Path | str, name: str, source: Engine, aside: list[Path], at: int) -> tuple[str, ...]:
    """Replace the rows of a store; return whom the office store knows as erased."""
    database = database_at(place, name)
    tables = TABLES[name]
    try:
        with source.connect() as backup, database.turn(), database.writing.begin() as store:
            kept = {
                table: [dict(row) for row in store.execute(select(table)).mappings()] for table in KEPT[name]
            }
            taken_back = _revoked(store) if name == "links" else []
            for table in reversed(tables.sorted_tables):
                store.execute(table.delete())
            copy_rows(backup, store, tables)
            for table, rows in kept.items():
                _lay_over(store, table, rows)
            for row in taken_back:
                store.execute(
                    update(tokens)
                    .where(tokens.c.token_hash == row["token_hash"])
                    .values(revoked_at=row["revoked_at"])
                )
            if name == "office":
                _lay_over(store, copies, [{"path": str(path), "kind": "damaged", "at": at} for path in aside])
            _count_on(store, tables)
            if name != "office":
                return ()
            return tuple(store.execute(select(erasures.c.id_hash).order_by(erasures.c.id_hash)).scalars())
    except SQLAlchemyError as reason:
        raise failure(reason, database.where) from reason
    finally:
        database.close()


def _revoked(links: Connection) -> list[Row]:
    rows = links.execute(
        select(tokens.c.token_hash, tokens.c.revoked_at).where(tokens.c.revoked_at.is_not(None))
    )
    return [dict(row) for row in rows.mappings()]


def _lay_over(store: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Put rows in place of those with the same key, or the same message to the same person."""
    keys = [list(table.primary_key.columns)]
    if table is outbox:
        keys.append([outbox.c.person_id, outbox.c.wave, outbox.c.message])
    for row in rows:
        for key in keys:
            values = tuple(row[column.name] for column in key)
            store.execute(table.delete().where(tuple_(*key) == values))
        store.execute(table.insert().values(dict(row)))


def _count_on(store: Connection, tables: MetaData) -> None:
    """Let PostgreSQL count on from the highest number; SQLite does so by itself."""
    if store.dialect.name != "postgresql":
        return
    for table in tables.sorted_tables:
        column = table.autoincrement_column
        if column is None or table.primary_key.columns.keys() != [column.name]:
            continue
        store.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'),"  # noqa: S608
                f" coalesce(max({column.name}), 1), max({column.name}) IS NOT NULL) FROM {table.name}"
            )
        )
