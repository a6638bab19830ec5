"""Users of the manager's pages, and what each role may do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from psychograph.errors import Problem, UsageError
from psychograph.fielding.office.audit import COMMAND_LINE, record
from psychograph.fielding.office.sessions import end_all
from psychograph.fielding.stores.office_tables import users
from psychograph.quoting import did_you_mean, quoted

NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,79}")


class Role(StrEnum):
    """What a user may do."""

    MANAGER = "manager"  # everything: people, waves, doors, users
    ANALYST = "analyst"  # figures and answers, no contacts
    VIEWER = "viewer"  # figures only


@dataclass(frozen=True)
class User:
    """One who may log in.

    Parameters
    ----------
    name : str
        Lower case.
    role : Role
        What they may do.
    created_at : int
        Milliseconds since 1970.
    disabled_at : int or None
        Since when they may not log in; None for those who may.
    """

    name: str
    role: Role
    created_at: int
    disabled_at: int | None = None


def name_of(written: str) -> str:
    """Return a name as it is kept: lower case, without spaces around it.

    Raises
    ------
    UsageError
        Where it is none.

    Examples
    --------
    >>> name_of(" Anna.Smith ")
    'anna.smith'
    """
    name = written.strip().casefold()
    if not NAME.fullmatch(name):
        raise UsageError(
            Problem(
                "the user's name",
                quoted(written),
                "2 to 80 letters a to z, digits, and . _ @ + - between them",
                "choose another, such as anna.smith",
            )
        )
    return name


def add(
    connection: Connection, name: str, role: Role, password_hash: str, at: int, *, by: str = COMMAND_LINE
) -> None:
    """Add a user. This and every change is written into the audit log, with who made it.

    Raises
    ------
    UsageError
        Where there is one of that name.
    """
    if _row(connection, name) is not None:
        raise UsageError(
            Problem(
                "the user's name",
                f"{quoted(name)}, who is there already",
                "a name that nobody has; names of disabled users stay theirs",
                f"choose another, or run `psychograph field user role` or `password` for {name}",
            )
        )
    connection.execute(
        users.insert().values(name=name, role=role.value, password_hash=password_hash, created_at=at)
    )
    record(connection, by, "user added", f"{name} as {role}", at)


def everybody(connection: Connection) -> tuple[User, ...]:
    """Return all users, by name."""
    rows = connection.execute(select(users).order_by(users.c.name))
    return tuple(User(row.name, Role(row.role), row.created_at, row.disabled_at) for row in rows)


def find(connection: Connection, name: str) -> User | None:
    """Return a user; None where there is none of that name."""
    row = _row(connection, name)
    return User(row.name, Role(row.role), row.created_at, row.disabled_at) if row is not None else None


def password_hash_of(connection: Connection, name: str) -> str:
    """Return the hash of a user's password; empty for nobody and for those who are disabled."""
    row = _row(connection, name)
    return str(row.password_hash) if row is not None and row.disabled_at is None else ""


def set_password(
    connection: Connection, name: str, password_hash: str, at: int, *, by: str = COMMAND_LINE
) -> None:
    """Give a user another password, and end their sessions everywhere."""
    known(connection, name)
    _keep_hash(connection, name, password_hash)
    end_all(connection, name)
    record(connection, by, "password changed", f"of {name}", at)


def renew_hash(connection: Connection, name: str, password_hash: str) -> None:
    """Keep the hash of the same password, made with the parameters of now."""
    _keep_hash(connection, name, password_hash)


def set_role(connection: Connection, name: str, role: Role, at: int, *, by: str = COMMAND_LINE) -> None:
    """Give a user another role, and end their sessions, so that no page of the old role stays open.

    Raises
    ------
    UsageError
        For nobody, and for the last manager, without whom nobody could undo it.
    """
    user = known(connection, name)
    if role is not Role.MANAGER:
        _not_the_last(connection, user)
    connection.execute(update(users).where(users.c.name == name).values(role=role.value))
    end_all(connection, name)
    record(connection, by, "role changed", f"{name} from {user.role} to {role}", at)


def set_disabled(
    connection: Connection, name: str, disabled: bool, at: int, *, by: str = COMMAND_LINE
) -> None:
    """Lock a user out, or let them in again; their sessions end.

    Raises
    ------
    UsageError
        For nobody, and for the last manager.
    """
    user = known(connection, name)
    if disabled:
        _not_the_last(connection, user)
    connection.execute(update(users).where(users.c.name == name).values(disabled_at=at if disabled else None))
    end_all(connection, name)
    record(connection, by, "user disabled" if disabled else "user enabled", name, at)


def managers(connection: Connection) -> int:
    """Return how many managers may log in."""
    counted = select(func.count()).where(users.c.role == Role.MANAGER.value, users.c.disabled_at.is_(None))
    return int(connection.scalar(counted) or 0)


def _not_the_last(connection: Connection, user: User) -> None:
    if user.role is Role.MANAGER and user.disabled_at is None and managers(connection) == 1:
        raise UsageError(
            Problem(
                f"user {user.name}",
                "the last manager who may log in",
                "one manager at least",
                "make somebody else a manager first",
            )
        )


def known(connection: Connection, name: str) -> User:
    """Return a user.

    Raises
    ------
    UsageError
        Where there is none of that name.
    """
    user = find(connection, name)
    if user is None:
        known = [one.name for one in everybody(connection)]
        raise UsageError(
            Problem(
                "the user's name",
                f"{quoted(name)}, whom nobody added",
                "a user",
                did_you_mean(name, known) or "`psychograph field user list` names them",
            )
        )
    return user


def _keep_hash(connection: Connection, name: str, password_hash: str) -> None:
    connection.execute(update(users).where(users.c.name == name).values(password_hash=password_hash))


def _row(connection: Connection, name: str) -> Row[Any] | None:
    return connection.execute(select(users).where(users.c.name == name)).one_or_none()
