"""Whether the secret of the settings is the one that suppressed addresses were noted with."""

from __future__ import annotations

import hashlib
import hmac

from sqlalchemy import Connection, delete, select

from psychograph.fielding.office.audit import COMMAND_LINE, record
from psychograph.fielding.stores.office_tables import state

KEY, CHANGED = "secret", "secret changed"  # in the state of the office


def fingerprint(secret: str) -> str:
    """Return what tells one secret from another, and of which nobody gets the secret back.

    Examples
    --------
    >>> fingerprint("q7Rt2LmZx9KvB4nW8sYcJ3hDf6GpTe5u")
    '2c265c67f4f3418c'
    """
    return hmac.new(secret.encode(), b"fingerprint", hashlib.sha256).hexdigest()[:16]


def is_another(connection: Connection, secret: str) -> bool:
    """Say whether the field was served with another secret last; not where it never was."""
    before = connection.scalar(select(state.c.value).where(state.c.key == KEY))
    return before is not None and before != fingerprint(secret)


def changed_at(connection: Connection) -> int | None:
    """Return when it was first served with another secret than before, in ms since 1970; None for never."""
    return connection.scalar(select(state.c.at).where(state.c.key == CHANGED))


def note_secret(connection: Connection, secret: str, at: int) -> bool:
    """Note which secret it is served with; return whether it was another, which the audit log tells."""
    another = is_another(connection, secret)
    if another:
        connection.execute(delete(state).where(state.c.key.in_((KEY, CHANGED))))
        connection.execute(state.insert().values(key=CHANGED, value="", at=at))
        record(connection, COMMAND_LINE, "secret changed", "", at)
    if another or connection.scalar(select(state.c.value).where(state.c.key == KEY)) is None:
        connection.execute(state.insert().values(key=KEY, value=fingerprint(secret), at=at))
    return another
