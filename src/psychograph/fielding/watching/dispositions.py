"""What became of each case: one final disposition code by the Standard Definitions of AAPOR.

Codes are those of internet surveys of specifically named persons in American Association for Public Opinion
Research 2016, Standard Definitions: Final Dispositions of Case Codes and Outcome Rates for Surveys, 9th
edition. While the field is open, each case has the code that it would have if the field closed now.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from psychograph.fielding.outcomes import Outcome


class Category(StrEnum):
    """The letters of AAPOR's formulas."""

    COMPLETE = "I"
    PARTIAL = "P"
    REFUSED = "R"  # and broken off
    NO_CONTACT = "NC"
    OTHER = "O"
    UNKNOWN = "UH"  # nothing is known of person or address
    UNKNOWN_OTHER = "UO"
    NOT_ELIGIBLE = "NE"


class Disposition(StrEnum):
    """A final disposition, by its code."""

    COMPLETE = "1.1"
    PARTIAL = "1.2"
    EXPLICIT_REFUSAL = "2.111"
    LOGGED_ON = "2.1121"
    BREAK_OFF = "2.12"
    UNAVAILABLE = "2.26"
    OTHER = "2.30"
    NOT_SENT = "3.11"
    NOTHING_RETURNED = "3.19"
    UNDELIVERED = "3.30"
    SCREENED_OUT = "4.10"
    QUOTA_FULL = "4.80"
    DUPLICATE = "4.81"

    @property
    def category(self) -> Category:
        """The letter it counts under.

        Examples
        --------
        >>> Disposition.BREAK_OFF.category.value, Disposition.UNDELIVERED.category.value
        ('R', 'UO')
        """
        return _CATEGORIES[self]

    @property
    def words(self) -> str:
        """What it means, in plain words.

        Examples
        --------
        >>> Disposition("3.19").words
        'nothing came back'
        """
        return _WORDS[self]


_CATEGORIES = {
    Disposition.COMPLETE: Category.COMPLETE,
    Disposition.PARTIAL: Category.PARTIAL,
    Disposition.EXPLICIT_REFUSAL: Category.REFUSED,
    Disposition.LOGGED_ON: Category.REFUSED,
    Disposition.BREAK_OFF: Category.REFUSED,
    Disposition.UNAVAILABLE: Category.NO_CONTACT,
    Disposition.OTHER: Category.OTHER,
    Disposition.NOT_SENT: Category.UNKNOWN,
    Disposition.NOTHING_RETURNED: Category.UNKNOWN,
    Disposition.UNDELIVERED: Category.UNKNOWN_OTHER,
    Disposition.SCREENED_OUT: Category.NOT_ELIGIBLE,
    Disposition.QUOTA_FULL: Category.NOT_ELIGIBLE,
    Disposition.DUPLICATE: Category.NOT_ELIGIBLE,
}
_WORDS = {
    Disposition.COMPLETE: "complete",
    Disposition.PARTIAL: "partial, with enough answers to count",
    Disposition.EXPLICIT_REFUSAL: "said no, withheld consent or unsubscribed",
    Disposition.LOGGED_ON: "came to the survey and answered nothing",
    Disposition.BREAK_OFF: "broken off, with too few answers to count",
    Disposition.UNAVAILABLE: "away for the whole field period",
    Disposition.OTHER: "could not take part: ill, language or another reason",
    Disposition.NOT_SENT: "no invitation sent",
    Disposition.NOTHING_RETURNED: "nothing came back",
    Disposition.UNDELIVERED: "invitation came back undelivered",
    Disposition.SCREENED_OUT: "screened out: the study is not about them",
    Disposition.QUOTA_FULL: "quota full",
    Disposition.DUPLICATE: "a duplicate of another case",
}


@dataclass(frozen=True)
class Thresholds:
    """What counts as complete and as partial; declared before the start.

    Parameters
    ----------
    complete, partial : float
        Shares of the questions on a case's way that must be answered, 0 to 1.
    """

    complete: float = 1.0
    partial: float = 0.5


@dataclass(frozen=True)
class Facts:
    """What the log tells of a case, as far as its disposition hangs on it.

    Parameters
    ----------
    outcome : Outcome
        What became of it on the survey's own pages.
    answered, asked : int
        Questions answered, and questions on its way; notices are none.
    needed : bool
        Whether every question without which nothing is complete was answered.
    sent, undelivered : bool
        Whether a server took a message; whether each one that was taken came back for good.
    opened : bool
        Whether a person looked at the first page.
    refused : bool
        Whether somebody unsubscribed, or called the mail spam.
    withdrawn : bool
        Whether answers were erased at the person's wish.
    duplicate, ineligible : bool
        What a manager found out.
    unavailable : str or None
        Why somebody cannot take part, as a manager noted it; None for nothing.
    """

    outcome: Outcome
    answered: int = 0
    asked: int = 0
    needed: bool = True
    sent: bool = False
    undelivered: bool = False
    opened: bool = False
    refused: bool = False
    withdrawn: bool = False
    duplicate: bool = False
    ineligible: bool = False
    unavailable: str | None = None


AWAY = ("", "away")  # reasons of which AAPOR makes 2.26; any other is 2.30


def disposition(facts: Facts, thresholds: Thresholds) -> Disposition:
    """Return the one final disposition of a case.

    What a manager found out goes first, then what the person said, then what was answered, then what the
    mail tells. Somebody who says no, or wants the answers erased, is a refusal however much was answered;
    who unsubscribes is one only where nothing was answered.

    Parameters
    ----------
    facts : Facts
        What the log tells.
    thresholds : Thresholds
        Shares declared before the start.

    Examples
    --------
    >>> declared = Thresholds(complete=0.8, partial=0.5)
    >>> to_the_end = Facts(Outcome.COMPLETE, answered=9, asked=10, sent=True)
    >>> disposition(to_the_end, declared).value
    '1.1'
    >>> disposition(Facts(Outcome.STARTED, answered=4, asked=10, sent=True), declared).words
    'broken off, with too few answers to count'
    >>> disposition(Facts(Outcome.NOT_STARTED, sent=True, undelivered=True), declared).value
    '3.30'
    """
    if facts.duplicate:
        return Disposition.DUPLICATE
    if facts.ineligible or facts.outcome is Outcome.SCREENED_OUT:
        return Disposition.SCREENED_OUT
    if facts.outcome is Outcome.QUOTA_FULL:
        return Disposition.QUOTA_FULL
    if facts.withdrawn or facts.outcome is Outcome.REFUSED:
        return Disposition.EXPLICIT_REFUSAL
    if facts.answered:
        return _by_answers(facts, thresholds)
    return _without_answers(facts)


def _by_answers(facts: Facts, thresholds: Thresholds) -> Disposition:
    """Return what so many answers amount to; multiplied out, so that 4 of 5 are 0.8."""
    at_end = facts.outcome is Outcome.COMPLETE
    if at_end and facts.needed and facts.answered >= round(thresholds.complete * facts.asked, 9):
        return Disposition.COMPLETE
    if facts.answered >= round(thresholds.partial * facts.asked, 9):
        return Disposition.PARTIAL
    return Disposition.BREAK_OFF


def _without_answers(facts: Facts) -> Disposition:
    if facts.refused:
        return Disposition.EXPLICIT_REFUSAL
    if facts.unavailable is not None:
        return Disposition.UNAVAILABLE if facts.unavailable in AWAY else Disposition.OTHER
    if facts.opened or facts.outcome is not Outcome.NOT_STARTED:
        return Disposition.LOGGED_ON
    if not facts.sent:
        return Disposition.NOT_SENT
    return Disposition.UNDELIVERED if facts.undelivered else Disposition.NOTHING_RETURNED
