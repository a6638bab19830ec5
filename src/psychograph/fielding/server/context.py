"""What every route is given: the study, its stores, settings, clock and pages."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from psychograph.fielding.clock import Clock, stamp
from psychograph.fielding.office.callers import Callers
from psychograph.fielding.outcomes import Source
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.settings import Settings
from psychograph.fielding.stores.opened import Stores

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

    from psychograph.fielding.server.pages.pages import Pages


class Seen:
    """Counts whom proxies named."""

    def __init__(self) -> None:
        self.callers = Callers()

    def count(self, peer: str, forwarded: bool, network: str) -> None:
        """Count one request, as `Callers.seen` says."""
        self.callers = self.callers.seen(peer, forwarded, network)


@dataclass(frozen=True)
class Context:
    """What routes work with; one for each process.

    Parameters
    ----------
    field : Fieldwork
        The study that is fielded.
    stores : Stores
        Its four stores.
    settings : Settings
        Of this server.
    clock : Clock
        Tells the time; tests bring their own.
    pages : Pages
        The respondents' pages.
    test : bool
        Whether the survey is tried out: only cases of a test are made and found.
    seen : Seen
        Whom proxies named.
    """

    field: Fieldwork
    stores: Stores
    settings: Settings
    clock: Clock
    pages: Pages
    test: bool = False
    seen: Seen = dataclasses.field(default_factory=Seen, compare=False)

    @property
    def at(self) -> int:
        """Now, as the stores keep it: milliseconds since 1970 in UTC."""
        return stamp(self.clock.now())

    @property
    def source(self) -> Source:
        """Source of the cases that an open link makes."""
        return Source.TEST if self.test else Source.OPEN

    def network(self, connection: HTTPConnection) -> str:
        """Return the address of the network a request comes from; empty where only a proxy is known.

        Parameters
        ----------
        connection : HTTPConnection
            A request. ``X-Forwarded-For`` counts only as far as the proxies of the settings wrote it.
        """
        from psychograph.fielding.server.security.network import network_of

        peer = connection.client.host if connection.client else ""
        forwarded = connection.headers.getlist("x-forwarded-for")
        network = network_of(peer, forwarded, self.settings.trusted_proxies)
        self.seen.count(peer, bool(forwarded), network)
        return network
