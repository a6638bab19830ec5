"""A store in one schema of a PostgreSQL database, through psycopg 3.

Facts from https://www.postgresql.org/docs/17: with ``synchronous_commit`` a commit returns when its log is
flushed (runtime-config-wal.html); a lock of ``pg_advisory_xact_lock`` is held until the transaction has
ended, and each later statement of a READ COMMITTED transaction sees what was committed before it
(functions-admin.html, transaction-iso.html). So one process at a time writes a store, and reads in its
transaction what it changes: as with SQLite, no change is lost between two processes, and none deadlock.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from psychograph.errors import Problem
from psychograph.fielding.errors import StoreError
from psychograph.fielding.stores.database import PATIENCE, raw

READERS = 4
MORE_READERS = 4
APPLICATION = "psychograph"  # in pg_stat_activity
LOCKS = zlib.crc32(b"psychograph") - 2**31  # first half of the keys of our advisory locks


class PostgresDatabase:
    """A schema of a PostgreSQL database.

    Parameters
    ----------
    address : str
        ``postgresql://user:password@host/database``.
    name : str
        Of the store; its schema is ``psychograph_`` and the name.
    """

    def __init__(self, address: str, name: str) -> None:
        self.address = postgres_address(address)
        self.schema = f"psychograph_{name}"
        self.where = f"store {name}, {self.address.render_as_string(hide_password=True)}"
        self.reading = self._engine(
            READERS,
            MORE_READERS,
            {"default_transaction_read_only": "on", "default_transaction_isolation": "repeatable\\ read"},
        )
        self.writing = self._engine(
            1,
            1,
            {
                "synchronous_commit": "on",
                "lock_timeout": f"{PATIENCE:.0f}s",
                "idle_in_transaction_session_timeout": "60s",
            },
        )
        # One statement is one state anyway: without BEGIN and ROLLBACK it is one way there, not three.
        self.looking = self.reading.execution_options(isolation_level="AUTOCOMMIT")
        event.listen(self.writing, "begin", self._take_turn)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Do nothing: the transaction waits for its turn where it begins."""
        yield

    def whole(self, connection: Connection) -> bool:
        """Whether a transaction still holds what was written in it."""
        import psycopg

        status: psycopg.pq.TransactionStatus = raw(connection).info.transaction_status
        return status is psycopg.pq.TransactionStatus.INTRANS

    def overwrite(self) -> None:
        """Write every table anew without what was deleted."""
        with self.writing.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in connection.exec_driver_sql(
                "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
            ).scalars():
                connection.exec_driver_sql(f'VACUUM FULL "{table}"')

    def close(self) -> None:
        """Let the connections go."""
        self.reading.dispose()
        self.writing.dispose()

    def _engine(self, kept: int, more: int, options: dict[str, str]) -> Engine:
        told = {"search_path": self.schema, **options}
        given = self.address.query.get("options", "")
        arguments: dict[str, Any] = {
            "options": " ".join([str(given), *(f"-c{key}={value}" for key, value in told.items())]).strip(),
            "application_name": APPLICATION,
            "connect_timeout": 5,
            "tcp_user_timeout": int(PATIENCE * 1000),
        }
        return create_engine(
            self.address.difference_update_query(["options"]),
            connect_args=arguments,
            hide_parameters=True,
            pool_size=kept,
            max_overflow=more,
        )

    def _take_turn(self, connection: Connection) -> None:
        if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
            connection.exec_driver_sql(
                "SELECT pg_advisory_xact_lock(%s, %s)", (LOCKS, zlib.crc32(self.schema.encode()) - 2**31)
            )


def postgres_address(address: str) -> URL:
    """Return an address of PostgreSQL with psycopg 3 as its driver.

    Examples
    --------
    >>> str(postgres_address("postgres://ask@db.example.org/survey"))
    'postgresql+psycopg://ask@db.example.org/survey'

    Raises
    ------
    StoreError
        If it is no address of PostgreSQL, or psycopg is not installed.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.get_backend_name() not in ("postgresql", "postgres"):
        raise StoreError(
            Problem(
                "database",
                "an address that is not one of PostgreSQL",
                "postgresql://user:password@host/database",
                "mend PSYCHOGRAPH_DATABASE; characters such as @ and / in a password are written %40 and %2F",
            )
        )
    try:
        import psycopg  # noqa: F401 - only whether it is there
    except ImportError:
        raise StoreError(
            Problem(
                "database",
                "the driver of PostgreSQL, psycopg, is not installed",
                "psychograph with its extra `postgres`",
                'pip install "psychograph[postgres]"',
            )
        ) from None
    return url.set(drivername="postgresql+psycopg")


def is_postgres(place: object) -> bool:
    """Whether a place is an address and not a folder."""
    return isinstance(place, str) and "://" in place
