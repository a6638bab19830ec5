"""The four stores of a study, opened together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import MetaData, text
from sqlalchemy.exc import SQLAlchemyError

from psychograph.fielding.stores.answers_tables import answers
from psychograph.fielding.stores.contact_tables import contacts
from psychograph.fielding.stores.database import Database
from psychograph.fielding.stores.embedded import EmbeddedDatabase
from psychograph.fielding.stores.failures import failure
from psychograph.fielding.stores.in_use import Held, hold
from psychograph.fielding.stores.link_tables import links
from psychograph.fielding.stores.office_tables import office
from psychograph.fielding.stores.postgres import PostgresDatabase, is_postgres
from psychograph.fielding.stores.store import Store
from psychograph.fielding.stores.versions import VERSIONS, make_or_check, version_of

TABLES: dict[str, MetaData] = {"answers": answers, "contacts": contacts, "links": links, "office": office}


@dataclass(frozen=True)
class Stores:
    """What is kept of a field period: who, what, the key between them, and who runs it."""

    answers: Store
    contacts: Store
    links: Store
    office: Store
    held: Held | None = None  # what says that this process has them open

    @property
    def all(self) -> tuple[Store, Store, Store, Store]:
        """The four of them."""
        return self.answers, self.contacts, self.links, self.office

    def close(self) -> None:
        """Finish what was handed in, and let the databases go."""
        for store in self.all:
            store.close()
        if self.held is not None:
            self.held.close()


def open_stores(place: Path | str) -> Stores:
    """Open the stores, and make them where there are none.

    Parameters
    ----------
    place : Path or str
        A folder, for four SQLite files; or an address of PostgreSQL
        (``postgresql://user:password@host/database``), for four schemas of one database.

    Raises
    ------
    StoreError
        If a place cannot be written, holds something else, is of another version, or a server does not let
        us in.
    """
    opened: dict[str, Store] = {}
    using = hold(place)
    try:
        for name in TABLES:
            database = database_at(place, name)
            opened[name] = Store(name, database)
            prepare(database, name)
    except BaseException:
        for store in opened.values():
            store.close()
        using.close()
        raise
    return Stores(**opened, held=using)


@contextmanager
def stores_at(place: Path | str) -> Iterator[Stores]:
    """Open the stores for a while."""
    stores = open_stores(place)
    try:
        yield stores
    finally:
        stores.close()


def database_at(place: Path | str, name: str) -> Database:
    """Return the database of a store; what it holds is not looked at."""
    if is_postgres(place):
        return PostgresDatabase(str(place), name)
    return EmbeddedDatabase(Path(place) / f"{name}.db", name)


def prepare(database: Database, name: str) -> None:
    """Make the tables of a fresh store, or refuse one of another version."""
    try:
        with database.reading.connect() as connection:
            if version_of(connection) == VERSIONS[name]:
                return
        with database.turn(), database.writing.begin() as connection:
            if isinstance(database, PostgresDatabase):
                connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {database.schema}"))
            make_or_check(connection, name, TABLES[name], database.where)
    except SQLAlchemyError as reason:
        raise failure(reason, database.where) from None
