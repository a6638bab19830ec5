"""How often one network may do something, kept in memory: a bucket that fills again with time.

Token buckets (RFC 2697 in small): so many at once, and so many a minute after that. Universities and firms
reach us through one address, so bounds are wide; they stop floods, not people.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from psychograph.fielding.server.security.network import UNKNOWN, neighbourhood

MOST_KEPT = 20_000  # networks that are remembered; the longest unseen is forgotten
UNKNOWN_SHARE = 50  # times the bound, where nobody can be told apart


@dataclass(frozen=True)
class Rate:
    """So many at once, and so many a minute."""

    at_once: int
    a_minute: int


class Rates:
    """Counts what networks do.

    Parameters
    ----------
    rate : Rate
        The bound of one network.
    clock : callable
        Seconds that only grow.
    """

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, address: str) -> int:
        """Count one more, and return the seconds to wait before it is welcome: 0 for now.

        Parameters
        ----------
        address : str
            Of a network; empty for all that are not known, which share one wide bound.

        Examples
        --------
        >>> rates = Rates(Rate(at_once=2, a_minute=60), clock=lambda: 0.0)
        >>> [rates.wait("203.0.113.7") for _ in range(3)]
        [0, 0, 1]
        >>> rates.wait("203.0.113.8")
        0
        """
        times = UNKNOWN_SHARE if address == UNKNOWN else 1
        full, filling = self.rate.at_once * times, self.rate.a_minute * times / 60
        key, now = neighbourhood(address), self._clock()
        left, since = self._kept.pop(key, (float(full), now))
        left = min(full, left + (now - since) * filling)
        allowed = left >= 1
        self._kept[key] = (left - 1 if allowed else left, now)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return 0 if allowed else max(1, round((1 - left) / filling))
