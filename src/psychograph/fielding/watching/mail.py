"""Mail by wave: what was sent, what came back, and what it brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psychograph.fielding.clock import moment
from psychograph.fielding.outcomes import Happening
from psychograph.fielding.watching.dispositions import Disposition
from psychograph.fielding.watching.log import Log, Mail


@dataclass(frozen=True)
class WaveLine:
    """One wave of mail.

    Parameters
    ----------
    name : str
        Of the wave.
    sent, bounced, delayed : int
        Messages: taken by a mail server, come back for good, come back for now.
    first_at : datetime or None
        When the first was sent, in UTC; None before.
    started, complete : int
        Cases that began after a message of this wave and before the next, and those of them that are
        complete.
    """

    name: str
    sent: int
    bounced: int
    delayed: int
    first_at: datetime | None
    started: int
    complete: int

    @property
    def delivered(self) -> int:
        """Sent and not come back: a mail server accepted it, which is all that anybody can know."""
        return self.sent - self.bounced


def wave_lines(log: Log, planned: Sequence[str]) -> tuple[WaveLine, ...]:
    """Return a line for each wave of the plan, and for any other that was sent.

    Parameters
    ----------
    log : Log
        Cases and mail.
    planned : sequence of str
        Waves of the plan, in their order.
    """
    started = Counter(one.wave for one in log.records if one.standing.started)
    complete = Counter(one.wave for one in log.records if one.standing.disposition is Disposition.COMPLETE)
    lines = []
    for name in dict.fromkeys((*planned, *log.mail)):
        mail = log.mail.get(name, Mail())
        lines.append(
            WaveLine(
                name,
                mail.counts[Happening.SENT],
                mail.counts[Happening.BOUNCED],
                mail.counts[Happening.DELAYED],
                None if mail.first_at is None else moment(mail.first_at),
                started[name],
                complete[name],
            )
        )
    return tuple(lines)
