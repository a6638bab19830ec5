"""Bring stores that an older Psychograph made to the tables of this one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from psychograph.fielding.stores.failures import failure
from psychograph.fielding.stores.in_use import alone
from psychograph.fielding.stores.opened import TABLES, database_at, prepare
from psychograph.fielding.stores.versions import VERSIONS, version_of


@dataclass(frozen=True)
class Migrated:
    """What became of one store; `before` is empty for one that was made just now."""

    store: str
    before: str
    after: str


def migrate(place: Path | str) -> tuple[Migrated, ...]:
    """Bring the stores to this version, each in one transaction: it is of the old version or the new.

    Parameters
    ----------
    place : Path or str
        As for :func:`psychograph.fielding.stores.opened.open_stores`.

    Returns
    -------
    tuple of Migrated
        One a store.

    Raises
    ------
    StoreError
        If a server has the stores open, or a store is newer than this program.
    """
    with alone(place):
        return tuple(_migrated(place, name) for name in TABLES)


def _migrated(place: Path | str, name: str) -> Migrated:
    database = database_at(place, name)
    try:
        with database.reading.connect() as connection:
            before = version_of(connection)
        if before is None or before >= VERSIONS[name]:
            prepare(database, name)
            return Migrated(name, before or "", VERSIONS[name])
        from psychograph.fielding.stores.migrations.running import bring_up

        with database.turn(), database.writing.begin() as connection:
            bring_up(connection, name, TABLES[name])
    except SQLAlchemyError as reason:
        raise failure(reason, database.where) from None
    finally:
        database.close()
    return Migrated(name, before, VERSIONS[name])
