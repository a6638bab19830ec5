"""What a store needs of a database, whether a file of this machine or a server."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Protocol

from sqlalchemy import Connection, Engine

PATIENCE = 20.0  # seconds that one process waits for its turn to write


class Database(Protocol):
    """One database, with connections that read and one that writes.

    Attributes
    ----------
    where : str
        What people call it; holds no password.
    reading : Engine
        Connections that see one state of the data from their first statement to their last, and change none.
    looking : Engine
        The same for works of one statement, where that is quicker: each statement may see a later state.
    writing : Engine
        One connection, and a second that looks after files. Their transactions are durable when they are
        committed, and of all processes only one has one open: what it reads in it stays so until it ends.
    """

    @property
    def where(self) -> str: ...  # noqa: D102

    @property
    def reading(self) -> Engine: ...  # noqa: D102

    @property
    def looking(self) -> Engine: ...  # noqa: D102

    @property
    def writing(self) -> Engine: ...  # noqa: D102

    def turn(self) -> AbstractContextManager[None]:
        """Wait until no other process writes, and keep others waiting meanwhile."""
        ...

    def whole(self, connection: Connection) -> bool:
        """Whether a transaction still holds what was written in it; a database may drop it by itself."""
        ...

    def overwrite(self) -> None:
        """Leave nothing of what was deleted in the files of the database, as far as it allows."""
        ...

    def close(self) -> None:
        """Let the connections go."""
        ...


def raw(connection: Connection) -> Any:
    """Return the driver's own connection."""
    return connection.connection.dbapi_connection
