"""`Store`: one database, read from anywhere and written through its writer."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from psychograph.fielding.stores.database import Database
from psychograph.fielding.stores.failures import failure
from psychograph.fielding.stores.writer import Work, Writer

T = TypeVar("T")

READERS = 2  # threads in which an event loop reads a server; more contend with it for the interpreter


class Store:
    """One of the four stores.

    Parameters
    ----------
    name : str
        ``answers``, ``contacts``, ``links`` or ``office``.
    database : Database
        A SQLite file, or a schema of PostgreSQL.
    """

    def __init__(self, name: str, database: Database) -> None:
        self.name = name
        self.database = database
        self.writer = Writer(database)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix=f"{name} reader")

    @property
    def engine(self) -> Engine:
        """Connections that read."""
        return self.database.reading

    @property
    def embedded(self) -> bool:
        """Whether it is a file of this machine (SQLite)."""
        return self.engine.dialect.name == "sqlite"

    def read(self, work: Work[T]) -> T:
        """Return what a work reads: one committed state of the store. A work that writes is refused.

        Raises
        ------
        StoreError
            If the database cannot be read.
        """
        return self._read(self.database.reading, work)

    def write(self, work: Work[T]) -> T:
        """Return what a work returns, once what it wrote is on the disk.

        Raises
        ------
        StoreError
            If it is not sure to be there; it can be tried again where doing it twice is harmless.
        """
        return self.writer.submit(work).result()

    async def reading(self, work: Work[T]) -> T:
        """Do as `read` inside an event loop: a file at once, a server in a thread.

        With a server, each statement of the work sees what is committed then: a page wants one, quickly. For
        several that must fit each other use `read` in a thread.
        """
        if self.embedded:
            return self.read(work)
        return await asyncio.get_running_loop().run_in_executor(
            self._readers, self._read, self.database.looking, work
        )

    async def writing(self, work: Work[T]) -> T:
        """Do as `write` inside an event loop. Cancelled, it is not written, unless that has begun."""
        return await asyncio.wrap_future(self.writer.submit(work))

    def overwrite(self) -> None:
        """Leave nothing of what was deleted in the database's own files; what erases calls it at its end."""
        try:
            self.database.overwrite()
        except SQLAlchemyError as reason:
            raise failure(reason, self.database.where) from reason

    def close(self) -> None:
        """Finish what was handed in, and let the database go; nothing in a process that was forked off."""
        if self.writer.close():
            self._readers.shutdown()
            self.database.close()

    def _read(self, engine: Engine, work: Work[T]) -> T:
        try:
            try:
                with engine.connect() as connection:
                    return work(connection)
            except DBAPIError as reason:  # it was idle while the server was started again
                if not reason.connection_invalidated:
                    raise
                with engine.connect() as connection:
                    return work(connection)
        except SQLAlchemyError as reason:
            told = failure(reason, self.database.where)
            if told is reason:
                raise
            raise told from reason
