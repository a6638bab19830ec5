"""Cases counted, in all and by what sets them apart; every breakdown adds up to the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from psychograph.fielding.watching.dispositions import Disposition


@dataclass(frozen=True)
class Standing:
    """How far one case came, and what became of it.

    Parameters
    ----------
    disposition : Disposition
        What it would be if the field closed now.
    sent, bounced, opened, started : bool
        Whether a message was taken by a mail server; whether every one of them came back for good; whether a
        person looked at the first page, or began; whether somebody pressed begin.
    underway : bool
        Whether it has begun, and may still go on.
    """

    disposition: Disposition
    sent: bool = False
    bounced: bool = False
    opened: bool = False
    started: bool = False
    underway: bool = False


@dataclass(frozen=True)
class Counts:
    """Cases, counted twice over: how far they came, and what became of them.

    Parameters
    ----------
    cases : int
        Everybody who is asked; for an open link, everybody who began.
    sent, bounced, opened, started : int
        How far they came; see :class:`Standing`. Who started has opened.
    underway : int
        Those who have begun and may still go on; they stand below as partial or broken off as well.
    complete, partial, broken_off, logged_on, refused, unavailable, other : int
        What became of them: AAPOR's 1.1, 1.2, 2.12, 2.1121 (looked, answered nothing), 2.111, 2.26 and 2.30.
    silent, undelivered, not_sent : int
        3.19 (nothing came back), 3.30 and 3.11.
    screened_out, quota_full, duplicate : int
        4.10, 4.80 and 4.81.
    """

    cases: int = 0
    sent: int = 0
    bounced: int = 0
    opened: int = 0
    started: int = 0
    underway: int = 0
    complete: int = 0
    partial: int = 0
    broken_off: int = 0
    logged_on: int = 0
    refused: int = 0
    unavailable: int = 0
    other: int = 0
    silent: int = 0
    undelivered: int = 0
    not_sent: int = 0
    screened_out: int = 0
    quota_full: int = 0
    duplicate: int = 0

    @property
    def delivered(self) -> int:
        """Sent and not come back: a mail server accepted it, which is all that anybody can know."""
        return self.sent - self.bounced

    @property
    def ends(self) -> tuple[int, ...]:
        """What became of the cases; adds up to all of them."""
        return tuple(getattr(self, name) for name in ENDS.values())

    def started_share(self) -> Fraction | None:
        """Return started of all cases; None for no case."""
        return Fraction(self.started, self.cases) if self.cases else None

    def completion(self) -> Fraction | None:
        """Return complete of those who started and are not known to be ineligible; None for nobody."""
        eligible = self.started - self.screened_out - self.quota_full
        return Fraction(self.complete, eligible) if eligible > 0 else None

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


ENDS = {
    Disposition.COMPLETE: "complete",
    Disposition.PARTIAL: "partial",
    Disposition.BREAK_OFF: "broken_off",
    Disposition.LOGGED_ON: "logged_on",
    Disposition.EXPLICIT_REFUSAL: "refused",
    Disposition.UNAVAILABLE: "unavailable",
    Disposition.OTHER: "other",
    Disposition.NOTHING_RETURNED: "silent",
    Disposition.UNDELIVERED: "undelivered",
    Disposition.NOT_SENT: "not_sent",
    Disposition.SCREENED_OUT: "screened_out",
    Disposition.QUOTA_FULL: "quota_full",
    Disposition.DUPLICATE: "duplicate",
}


@dataclass(frozen=True)
class Row:
    """The cases of one kind, such as one group; `name` is empty for those of whom it is not known."""

    name: str
    counts: Counts


@dataclass(frozen=True)
class Breakdown:
    """Cases by what sets them apart; each case stands in exactly one row.

    Parameters
    ----------
    by : str
        ``"wave"``, ``"group"``, ``"device"``, ``"hour"``, or ``"arm: FACTOR"``.
    note : str
        What a row holds, for people.
    rows : tuple of Row
        In order of time or name; those of whom it is not known last.
    """

    by: str
    note: str
    rows: tuple[Row, ...]


def counted(standings: Mapping[Standing, int]) -> Counts:
    """Count cases.

    Parameters
    ----------
    standings : mapping of Standing to int
        How many cases stand alike.

    Examples
    --------
    >>> two = {Standing(Disposition.COMPLETE, True, False, True, True): 3, Standing(Disposition.NOT_SENT): 1}
    >>> found = counted(two)
    >>> found.cases, found.sent, found.complete, found.not_sent, sum(found.ends)
    (4, 3, 3, 1, 4)
    """
    numbers = dict.fromkeys(Counts.__dataclass_fields__, 0)
    for one, cases in standings.items():
        numbers["cases"] += cases
        for name in ("sent", "bounced", "opened", "started", "underway"):
            numbers[name] += cases * getattr(one, name)
        numbers[ENDS[one.disposition]] += cases
    return Counts(**numbers)
