"""Sessions of users: 256 bits of chance in a cookie, their hash in the store, and two ends.

OWASP Session Management Cheat Sheet: an idle limit, an absolute limit, a new session at every login.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from psychograph.fielding.clock import HOUR, MINUTE
from psychograph.fielding.stores.office_tables import sessions, users

BYTES = 32
SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")  # of 32 bytes in base64 for addresses
IDLE = 30 * MINUTE
LONGEST = 12 * HOUR
TOUCHED = MINUTE  # a session is noted as seen at most so often, so that looking writes little


@dataclass(frozen=True)
class Session:
    """Somebody who is logged in.

    Parameters
    ----------
    session_hash : str
        SHA-256 of what the cookie holds.
    user_name, role : str
        Who it is, and what they may do as of now.
    seen_at, expires_at : int
        When it was last noted as seen, and when it ends at the latest: milliseconds since 1970.
    """

    session_hash: str
    user_name: str
    role: str
    seen_at: int
    expires_at: int

    def is_to_touch(self, at: int) -> bool:
        """Say whether it should be noted as seen again."""
        return at - self.seen_at >= TOUCHED


def session_hash(token: str) -> str:
    """Return what is kept of a session's cookie."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(connection: Connection, user_name: str, at: int) -> str:
    """Begin a session and return what its cookie holds; what has ended is forgotten on the way."""
    connection.execute(
        delete(sessions).where((sessions.c.expires_at <= at) | (sessions.c.seen_at <= at - IDLE))
    )
    token = secrets.token_urlsafe(BYTES)
    connection.execute(
        sessions.insert().values(
            session_hash=session_hash(token),
            user_name=user_name,
            created_at=at,
            seen_at=at,
            expires_at=at + LONGEST,
        )
    )
    return token


def resolve(connection: Connection, token: str, at: int) -> Session | None:
    """Return whose session a cookie is; None for one that was never made, has ended, or is of a locked user.

    Examples
    --------
    >>> resolve(None, "no session", at=0) is None
    True
    """
    if not SHAPE.fullmatch(token):
        return None
    wanted = session_hash(token)
    row = connection.execute(
        select(sessions, users.c.role)
        .join(users, users.c.name == sessions.c.user_name)
        .where(sessions.c.session_hash == wanted, users.c.disabled_at.is_(None))
    ).one_or_none()
    if row is None or at >= row.expires_at or at - row.seen_at >= IDLE:
        return None
    return Session(wanted, row.user_name, row.role, row.seen_at, row.expires_at)


def touch(connection: Connection, session: Session, at: int) -> None:
    """Note that a session was seen; one that has ended meanwhile stays ended."""
    connection.execute(
        update(sessions).where(sessions.c.session_hash == session.session_hash).values(seen_at=at)
    )


def end(connection: Connection, session: Session) -> None:
    """End one session."""
    connection.execute(delete(sessions).where(sessions.c.session_hash == session.session_hash))


def end_all(connection: Connection, user_name: str) -> int:
    """End every session of a user, and return how many there were."""
    return connection.execute(delete(sessions).where(sessions.c.user_name == user_name)).rowcount
