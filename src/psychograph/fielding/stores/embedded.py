"""A store in a file of this machine: SQLite, set so that what it acknowledged is on the disk.

Facts from https://sqlite.org: with a write-ahead log and ``synchronous = FULL`` the log is flushed at every
commit (pragma.html); ``BEGIN IMMEDIATE`` takes the right to write at once, where a transaction that has read
first is refused at its first change if another one wrote meanwhile (lang_transaction.html); a full disk or a
damaged file may end a transaction without being asked (lang_transaction.html, 3); versions before 3.51.3 can
damage a file when two connections write and check-point at the same moment (wal.html, "WAL-reset bug").
Because of the last, the lock of `turn` is held over the whole of a commit with the check-point in it.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from psychograph.errors import Problem
from psychograph.fielding.errors import StoreError
from psychograph.fielding.stores.database import PATIENCE, raw

try:
    import fcntl
except ImportError:  # Windows: SQLite's own locks alone
    fcntl = None  # type: ignore[assignment]

CAREFUL = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    f"busy_timeout = {int(PATIENCE * 1000)}",
    "journal_size_limit = 16777216",
    "trusted_schema = OFF",
)
READERS = 8  # kept open
MORE_READERS = 56  # opened when threads want them; a connection is a file and 2 MB at most


class EmbeddedDatabase:
    """A SQLite file.

    Parameters
    ----------
    path : Path
        The file; made, readable by its owner only, where there is none.
    name : str
        Of the store.
    """

    def __init__(self, path: Path, name: str) -> None:
        self.path = path
        self.where = f"store {name}, {path}"
        _make_private(path, self.where)
        address = file_address(path)
        driver = {"timeout": PATIENCE, "isolation_level": None, "check_same_thread": False}
        self.reading = create_engine(
            address, connect_args=driver, hide_parameters=True, pool_size=READERS, max_overflow=MORE_READERS
        )
        self.writing = create_engine(
            address, connect_args=driver, hide_parameters=True, pool_size=1, max_overflow=1
        )
        self.looking = self.reading
        _tell(self.reading, (*CAREFUL, "wal_autocheckpoint = 0", "query_only = ON"), "BEGIN")
        _tell(self.writing, CAREFUL, "BEGIN IMMEDIATE")

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until no other process writes, and keep others waiting meanwhile."""
        if fcntl is None:
            yield
            return
        lock = os.open(self.path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            _wait_for(lock, self.where)
            yield
        finally:
            os.close(lock)

    def whole(self, connection: Connection) -> bool:
        """Whether a transaction still holds what was written in it."""
        driver: sqlite3.Connection = raw(connection)
        return driver.in_transaction

    def overwrite(self) -> None:
        """Write the file anew without what was deleted, also where rows were moved, and empty the log."""
        with self.turn(), closing(self.writing.raw_connection()) as connection:
            # Not as SQLAlchemy's AUTOCOMMIT, which leaves the connection in sqlite3's own transactions.
            cursor = connection.cursor()
            cursor.execute("VACUUM")
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            cursor.close()
        if busy:
            raise StoreError(
                Problem(
                    self.where,
                    f"a process has been reading it for {PATIENCE:.0f} seconds, so that its log still holds "
                    "what was deleted",
                    "processes that read for moments",
                    "end it (ps), then do this again: what is done already is not done twice",
                )
            )

    def close(self) -> None:
        """Let the file go; the last to do so moves the log into it."""
        self.reading.dispose()
        with suppress(StoreError), self.turn():
            self.writing.dispose()


def file_address(path: Path) -> URL:
    """Return the address of a SQLite file, whatever its folders are called.

    Examples
    --------
    >>> file_address(Path("Who drinks tea?", "answers.db")).database
    'Who drinks tea?/answers.db'
    """
    return URL.create("sqlite", database=path.as_posix())  # in a text, what follows a ? would be an option


def _tell(engine: Engine, pragmas: tuple[str, ...], begin: str) -> None:
    def opened(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", opened)
    event.listen(engine, "begin", begun)


def _make_private(path: Path, where: str) -> None:
    """Make the file, which SQLite would make readable for all; its log and index take the same mode."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(0o600)
        with path.open("r+b"):
            pass
    except OSError as reason:
        raise unwritable(where, path.parent, reason) from None


def unwritable(where: str, folder: Path, reason: OSError) -> StoreError:
    """Return what to raise where a file of a store cannot be made or written."""
    return StoreError(
        Problem(
            where,
            f"it cannot be opened for writing: {reason.strerror or reason}",
            "a file in a folder that this user may write to",
            f"make {folder} a folder of the user that runs the server, or name another place",
        )
    )


def _wait_for(lock: int, where: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise StoreError(
                    Problem(
                        where,
                        f"another process has been writing for {PATIENCE:.0f} seconds",
                        "processes that take turns",
                        "see whether one of them was stopped (ps), and end it",
                    )
                ) from None
            time.sleep(0.001)
        else:
            return
