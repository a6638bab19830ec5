"""Who must not be written to: kept as keyed hashes, so that the list outlives erasure and names nobody."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import Connection, delete, select

from psychograph.fielding.stores.contact_tables import suppressed
from psychograph.fielding.stores.once import insert_once
from psychograph.fielding.stores.parts import in_parts


class Reason(StrEnum):
    """Why somebody is not written to."""

    UNSUBSCRIBED = "unsubscribed"
    COMPLAINED = "complained"
    BOUNCED = "bounced"
    ERASED = "erased"
    ASKED = "asked"
    LISTED = "listed"


def address_hash(address_key: str, secret: str) -> str:
    """Return what is kept of an address: HMAC-SHA-256 of its key, keyed with the secret of the server.

    Parameters
    ----------
    address_key : str
        ``Address.key``.
    secret : str
        ``Settings.secret``; whoever changes it loses the list.
    """
    return hmac.new(secret.encode(), b"suppressed\0" + address_key.encode(), hashlib.sha256).hexdigest()


def suppress(connection: Connection, address_key: str, secret: str, reason: Reason, at: int) -> bool:
    """Put an address on the list; False where it stood there already, for whatever reason.

    Parameters
    ----------
    connection : Connection
        Of the store of contacts.
    address_key, secret, reason
        As above.
    at : int
        Milliseconds since 1970.
    """
    row = {"address_hash": address_hash(address_key, secret), "reason": reason.value, "at": at}
    return insert_once(connection, suppressed, [row]) > 0


def unsuppress(connection: Connection, address_key: str, secret: str) -> str:
    """Take an address off the list and return why it stood there; empty where it did not."""
    place = suppressed.c.address_hash == address_hash(address_key, secret)
    row = connection.execute(select(suppressed.c.reason).where(place)).one_or_none()
    connection.execute(delete(suppressed).where(place))
    return row.reason if row is not None else ""


def suppressions(connection: Connection, address_keys: Iterable[str], secret: str) -> dict[str, str]:
    """Return the reason for each of these addresses that is on the list."""
    by_hash = {address_hash(one, secret): one for one in address_keys}
    found: dict[str, str] = {}
    for some in in_parts(list(by_hash)):
        rows = connection.execute(select(suppressed).where(suppressed.c.address_hash.in_(some)))
        found.update((by_hash[row.address_hash], row.reason) for row in rows)
    return found
