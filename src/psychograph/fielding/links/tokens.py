"""Links: 128 bits of chance, kept as a hash, bound to a study, a purpose and an end."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select, update

from psychograph.fielding.stores.link_tables import tokens

BYTES = 16
SHAPE = re.compile(r"[A-Za-z0-9_-]{22}")  # of 16 bytes in base64 for addresses


class Purpose(StrEnum):
    """What a link is for; it opens nothing else."""

    SURVEY = "survey"
    RESUME = "resume"
    UNSUBSCRIBE = "unsubscribe"


@dataclass(frozen=True)
class Link:
    """What a token stands for; `case_id` or `person_id` may be empty."""

    purpose: Purpose
    case_id: str
    person_id: str
    expired: bool


def token_hash(token: str, study: str, purpose: Purpose) -> str:
    """Return what is kept of a token: SHA-256 over study, purpose and token, so that it fits no other.

    Parameters
    ----------
    token : str
        As it stands in the link.
    study : str
        Name of the study the link was made for.
    purpose : Purpose
        What it is for.
    """
    return hashlib.sha256("\0".join((study, purpose, token)).encode()).hexdigest()


def issue(
    connection: Connection,
    study: str,
    purpose: Purpose,
    *,
    at: int,
    expires_at: int,
    case_id: str = "",
    person_id: str = "",
) -> str:
    """Make a link and return its token; nobody can read it from the store again.

    Parameters
    ----------
    connection : Connection
        Of the store of links.
    study : str
        Name of the study.
    purpose : Purpose
        What it opens.
    at, expires_at : int
        Now, and when it ends: milliseconds since 1970.
    case_id, person_id : str
        What it stands for.
    """
    token = secrets.token_urlsafe(BYTES)
    connection.execute(
        tokens.insert().values(
            token_hash=token_hash(token, study, purpose),
            purpose=purpose,
            case_id=case_id or None,
            person_id=person_id or None,
            created_at=at,
            expires_at=expires_at,
        )
    )
    return token


def resolve(connection: Connection, token: str, study: str, purpose: Purpose, *, at: int) -> Link | None:
    """Return what a token stands for; None for one that was never made, or taken back.

    Examples
    --------
    >>> resolve(None, "no token", "tea", Purpose.SURVEY, at=0) is None
    True
    """
    if not SHAPE.fullmatch(token):
        return None
    row = connection.execute(
        select(tokens).where(tokens.c.token_hash == token_hash(token, study, purpose))
    ).one_or_none()
    if row is None or row.revoked_at is not None:
        return None
    return Link(purpose, row.case_id or "", row.person_id or "", expired=at >= row.expires_at)


def revoke(connection: Connection, *, case_id: str = "", person_id: str = "", at: int) -> None:
    """Take back every link of a case, or of a person."""
    column, value = (tokens.c.case_id, case_id) if case_id else (tokens.c.person_id, person_id)
    connection.execute(
        update(tokens).where(column == value, tokens.c.revoked_at.is_(None)).values(revoked_at=at)
    )
