"""Public randomness: drand's chains, and which of their rounds a moment belongs to.

drand is a network of independent organisations (the League of Entropy) that signs the number of each round
together; the randomness of a round is the SHA-256 of that signature. Nobody can know it before its time,
or choose it. Chain hash, genesis time and period below are what each chain says of itself at
``https://api.drand.sh/CHAIN/info`` (drand.love/developer, read November 2026).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from psychograph.fielding.plan.schema import Beacon


@dataclass(frozen=True)
class Chain:
    """A chain of drand.

    Parameters
    ----------
    hash : str
        Its name for machines, 64 hexadecimal digits.
    genesis : int
        When round 1 came out: seconds since 1970.
    period : int
        Seconds from one round to the next.
    """

    hash: str
    genesis: int
    period: int

    def round_at(self, moment: datetime) -> int:
        """Return the first round that comes out at a moment or after it.

        Round n comes out at genesis + (n - 1) * period.

        Examples
        --------
        >>> quicknet = CHAINS[Beacon.DRAND_QUICKNET]
        >>> quicknet.round_at(datetime(2026, 4, 20, tzinfo=UTC))
        27946612
        """
        late = moment.timestamp() - self.genesis
        if late < 0:
            raise ValueError("a moment before the chain began")
        return int(-(-late // self.period)) + 1

    def comes_out(self, number: int) -> datetime:
        """Return when a round comes out."""
        return datetime.fromtimestamp(self.genesis, UTC) + timedelta(seconds=(number - 1) * self.period)


CHAINS = {
    Beacon.DRAND_QUICKNET: Chain(
        "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971", 1692803367, 3
    ),
    Beacon.DRAND_DEFAULT: Chain(
        "8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce", 1595431050, 30
    ),
}


def public_page(beacon: Beacon, number: int) -> str:
    """Return where anyone can see a round.

    Examples
    --------
    >>> public_page(Beacon.DRAND_DEFAULT, 7)[:29], public_page(Beacon.DRAND_DEFAULT, 7)[-9:]
    ('https://api.drand.sh/8990e7a9', '/public/7')
    """
    return f"https://api.drand.sh/{CHAINS[beacon].hash}/public/{number}"
