"""Which version of the tables a store holds, asked with one query when it is opened.

The tables of a fresh store are made at once and marked as of this version; a test holds that a store which
went through every migration has the same. Alembic is imported by `psychograph field migrate` alone.
"""

from __future__ import annotations

from sqlalchemy import Connection, MetaData, inspect

from psychograph.errors import Problem
from psychograph.fielding.errors import StoreError

# The last migration of each store; numbers with leading zeros, so that they can be compared.
VERSIONS = {"answers": "0001", "contacts": "0001", "links": "0001", "office": "0001"}
MARK = "alembic_version"


def version_of(connection: Connection) -> str | None:
    """Return the version of a store's tables; None for a store without any."""
    names = inspect(connection).get_table_names(schema=None)
    if MARK not in names:
        return "" if names else None
    return str(connection.exec_driver_sql(f"SELECT version_num FROM {MARK}").scalar() or "")  # noqa: S608


def make_or_check(connection: Connection, name: str, tables: MetaData, where: str) -> None:
    """Make the tables of a fresh store, or refuse one of another version.

    Parameters
    ----------
    connection : Connection
        In a transaction that may write.
    name : str
        Of the store.
    tables : MetaData
        What it should hold.
    where : str
        The store, as people know it.

    Raises
    ------
    StoreError
        If the store is older or newer than this program.
    """
    found, expected = version_of(connection), VERSIONS[name]
    if found is None:
        tables.create_all(connection)
        connection.exec_driver_sql(f"CREATE TABLE {MARK} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.exec_driver_sql(f"INSERT INTO {MARK} VALUES ('{expected}')")  # noqa: S608
    elif found != expected:
        raise StoreError(_other(where, found, expected))


def _other(where: str, found: str, expected: str) -> Problem:
    if found > expected:
        return Problem(
            where,
            f"tables of version {found}, which a newer Psychograph made",
            f"version {expected} or older",
            "install the newer Psychograph again, or put a backup in place that is not newer than this one",
        )
    return Problem(
        where,
        f"tables of version {found}" if found else "tables without a version",
        f"version {expected}",
        "make a backup, then: psychograph field migrate",
    )
