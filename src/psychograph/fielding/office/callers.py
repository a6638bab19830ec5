"""Whom proxies name: what a server has seen, so that `field doctor` can tell a proxy that keeps it to itself.

Numbers alone: no address is kept.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from sqlalchemy import Connection, delete, select

from psychograph.fielding.stores.office_tables import state

KEY = "callers"  # in the state of the office


@dataclass(frozen=True)
class Callers:
    """Requests that a server told apart by network since it began.

    Parameters
    ----------
    named : int
        By a trusted proxy, which said for whom.
    unnamed : int
        By a trusted proxy, which did not: all of these count as one caller.
    untrusted : int
        By somebody who says to speak for others, and is not trusted to.
    direct : int
        By the caller themselves, as far as can be seen.
    """

    named: int = 0
    unnamed: int = 0
    untrusted: int = 0
    direct: int = 0

    def seen(self, peer: str, forwarded: bool, network: str) -> Callers:
        """Return it with one request more.

        Parameters
        ----------
        peer : str
            The other end of the connection; empty where it is not known.
        forwarded : bool
            Whether the request says whom it is for.
        network : str
            Whom it is for, as far as that is believed; empty where nobody is known.

        Examples
        --------
        >>> Callers().seen("127.0.0.1", False, "")
        Callers(named=0, unnamed=1, untrusted=0, direct=0)
        """
        if not network:
            return replace(self, unnamed=self.unnamed + 1)
        if network != peer:
            return replace(self, named=self.named + 1)
        if forwarded:
            return replace(self, untrusted=self.untrusted + 1)
        return replace(self, direct=self.direct + 1)


def keep(connection: Connection, callers: Callers, at: int) -> None:
    """Keep what a server has seen, instead of what was kept before; `at`: milliseconds since 1970."""
    connection.execute(delete(state).where(state.c.key == KEY))
    connection.execute(state.insert().values(key=KEY, value=json.dumps(asdict(callers)), at=at))


def kept(connection: Connection) -> Callers:
    """Return what a server has seen last; zeros where none ran."""
    text = connection.execute(select(state.c.value).where(state.c.key == KEY)).scalar()
    return Callers(**json.loads(text)) if text else Callers()
