"""What a database says when it fails, in words for people."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from psychograph.errors import Problem
from psychograph.fielding.errors import StoreError

RETRY = "answers that were not acknowledged are kept by the respondent's browser and can be sent again"


@dataclass(frozen=True)
class _Said:
    found: str
    expected: str
    mend: str


FULL = _Said(
    "the disk is full",
    "room for what people answer",
    f"free some, and writing goes on by itself; {RETRY}",
)
DAMAGED = _Said(
    "the file is damaged, or is no SQLite database",
    "a file that a store wrote",
    "keep a copy of it, then put a backup in place: psychograph field restore",
)
READ_ONLY = _Said(
    "it cannot be written",
    "a file and a folder that this user may write to",
    "see who owns them, and whether the disk was mounted to be read only",
)
BUSY = _Said(
    "another program keeps it locked",
    "processes that take turns",
    "close programs that have the file open, such as a database viewer or a synchronised folder",
)
BROKEN = _Said(
    "the disk fails to read or write",
    "a disk that works",
    "see the system's log; copy the folder to another disk, with a backup beside",
)
ABSENT = _Said(
    "it is not there",
    "the file of a store",
    "name the folder that holds it, or put a backup in place: psychograph field restore",
)
# Primary result codes of https://sqlite.org/rescode.html
OF_SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_AUTH: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: ABSENT,
    sqlite3.SQLITE_IOERR: BROKEN,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_PROTOCOL: BUSY,
}

SERVER_GONE = _Said(
    "the database server does not answer",
    "a PostgreSQL that runs",
    f"start it, and writing goes on by itself; {RETRY}",
)
NO_HOST = _Said(
    "the name of the database server is not known",
    "a host that can be found",
    "mend the host in PSYCHOGRAPH_DATABASE",
)
NOT_LET_IN = _Said(
    "the database server refuses this user or password",
    "a user of PostgreSQL who may log in",
    "mend user and password in PSYCHOGRAPH_DATABASE; @ and / in a password are written %40 and %2F",
)
NO_DATABASE = _Said(
    "the database server has no database of this name",
    "a database that was made for the survey",
    "make it: createdb NAME, or mend the name in PSYCHOGRAPH_DATABASE",
)
NOT_ALLOWED = _Said(
    "the user of the database may not do this",
    "a user who may make schemas and write to them",
    "GRANT CREATE ON DATABASE name TO user",
)
# SQLSTATE, or its first two characters: https://www.postgresql.org/docs/17/errcodes-appendix.html
OF_POSTGRES = {
    "53100": FULL,
    "28": NOT_LET_IN,
    "3D": NO_DATABASE,
    "42501": NOT_ALLOWED,
    "25006": READ_ONLY,
    "55P03": BUSY,
    "57P": SERVER_GONE,
    "08": SERVER_GONE,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
    "58": BROKEN,
}
# What libpq says before there is a connection has no SQLSTATE.
OF_LIBPQ = {
    "resolve host": NO_HOST,
    "translate host": NO_HOST,
    "name or service not known": NO_HOST,
    "authentication failed": NOT_LET_IN,
    "no password supplied": NOT_LET_IN,
    "no pg_hba.conf entry": NOT_LET_IN,
    "role ": NOT_LET_IN,
    "database ": NO_DATABASE,
}


def failure(reason: BaseException, where: str) -> BaseException:
    """Return what to raise for whatever went wrong in a database.

    Parameters
    ----------
    reason : BaseException
        What was raised.
    where : str
        The store, as people know it.

    Returns
    -------
    BaseException
        A :class:`StoreError` where the database could not do its work; else `reason`, which is the caller's:
        a row that is there already (`IntegrityError`) or a mistake in a statement.
    """
    if isinstance(reason, PoolTimeout):
        return _error(where, BUSY, str(reason))
    if not isinstance(reason, DBAPIError) or isinstance(reason, IntegrityError | DataError):
        return reason
    said = _said(reason.orig)
    if isinstance(reason, ProgrammingError) and said is None:
        return reason
    first = str(reason.orig).strip().partition("\n")[0]
    if said is None and reason.connection_invalidated:
        said = SERVER_GONE
    return _error(where, said or _Said("it failed", "a database that works", "see what it says"), first)


def _error(where: str, said: _Said, words: str) -> StoreError:
    return StoreError(
        Problem(where, f"{said.found} ({words})" if words else said.found, said.expected, said.mend)
    )


def _said(reason: BaseException | None) -> _Said | None:
    if isinstance(reason, sqlite3.Error):
        return OF_SQLITE.get(getattr(reason, "sqlite_errorcode", 0) & 0xFF)
    state = getattr(reason, "sqlstate", None)
    if state:
        return next((said for code, said in OF_POSTGRES.items() if state.startswith(code)), None)
    if type(reason).__module__.startswith("psycopg"):
        words = str(reason).casefold()
        return next((said for part, said in OF_LIBPQ.items() if part in words), SERVER_GONE)
    return None
