"""Who has the stores open: servers and commands side by side, or one command that replaces them, alone."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError

from psychograph.errors import Problem
from psychograph.fielding.errors import StoreError
from psychograph.fielding.stores.embedded import unwritable
from psychograph.fielding.stores.failures import failure
from psychograph.fielding.stores.postgres import APPLICATION, is_postgres, postgres_address

try:
    import fcntl
except ImportError:  # Windows does not replace a file that is open, and says so
    fcntl = None  # type: ignore[assignment]

NAME = "in-use.lock"
LEAVING = 3.0  # seconds that a server of PostgreSQL may take to see that a connection is gone


class Held:
    """Says that this process has the stores open, until it is closed or the process ends, however it ends."""

    def __init__(self, lock: int | None) -> None:
        self._lock = lock

    def close(self) -> None:
        """Say it no longer; again does nothing."""
        lock, self._lock = self._lock, None
        if lock is not None:
            os.close(lock)


def hold(place: Path | str) -> Held:
    """Say that this process has the stores open.

    Raises
    ------
    StoreError
        If a command is about to replace them, or the folder cannot be written.
    """
    if is_postgres(place) or fcntl is None:
        return Held(None)
    lock = _lock_file(Path(place))
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise StoreError(
            Problem(
                f"stores, {place}",
                "a command is migrating or restoring them",
                "stores that stand still",
                "try again when it is done",
            )
        ) from None
    return Held(lock)


@contextmanager
def alone(place: Path | str) -> Iterator[None]:
    """Keep others from opening the stores meanwhile.

    Raises
    ------
    StoreError
        If a server or another command has them open. With PostgreSQL it is only asked, not held: start no
        server meanwhile.
    """
    if is_postgres(place):
        others = _connected(str(place))
        asked_until = time.monotonic() + LEAVING
        while others and time.monotonic() < asked_until:  # a backend that was told to end takes a moment
            time.sleep(0.1)
            others = _connected(str(place))
        if others:
            raise _used(place, f"{others} connections of Psychograph to this database are open")
        yield
        return
    if fcntl is None:
        yield
        return
    lock = _lock_file(Path(place))
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _used(place, "a server or another command has them open") from None
        yield
    finally:
        os.close(lock)


def _lock_file(folder: Path) -> int:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(folder / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as reason:
        raise unwritable(f"stores, {folder}", folder, reason) from None


def _connected(place: str) -> int:
    address = postgres_address(place)
    engine = create_engine(address, connect_args={"connect_timeout": 5}, hide_parameters=True)
    try:
        with engine.connect() as connection:
            return int(
                connection.exec_driver_sql(
                    "SELECT count(*) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND application_name = %s",
                    (APPLICATION,),
                ).scalar_one()
            )
    except SQLAlchemyError as reason:
        raise failure(reason, f"stores, {address.render_as_string(hide_password=True)}") from None
    finally:
        engine.dispose()


def _used(place: Path | str, found: str) -> StoreError:
    where = place
    if is_postgres(place):
        where = postgres_address(str(place)).render_as_string(hide_password=True)
    return StoreError(
        Problem(
            f"stores, {where}",
            found,
            "stores that nobody uses",
            "stop the server (systemctl stop psychograph), then run the command again",
        )
    )
