"""Outcome rates by AAPOR's formulas, in exact fractions; 0 of 0 is no rate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from psychograph.fielding.watching.dispositions import Category, Disposition

PROPORTIONAL = (
    "proportional allocation: the share of eligible cases among those whose eligibility is known, "
    "(I + P + R + NC + O) / (I + P + R + NC + O + NE)"
)
UNKNOWN = "of no case is it known whether it is eligible"


@dataclass(frozen=True)
class Rate:
    """One rate: so many of so many; `below` may hold a part of a case where e is no whole number."""

    name: str
    above: int
    below: Fraction | None

    @property
    def value(self) -> Fraction | None:
        """The rate, 0 to 1; None where there is nobody to divide by.

        Examples
        --------
        >>> Rate("RR1", 4, Fraction(11)).value, Rate("RR1", 0, Fraction(0)).value
        (Fraction(4, 11), None)
        """
        return Fraction(self.above) / self.below if self.below else None

    def __str__(self) -> str:
        return "no rate" if self.value is None else f"{float(self.value) * 100:.1f}%"


@dataclass(frozen=True)
class Tally:
    """Cases by category: the letters of AAPOR's formulas.

    Parameters
    ----------
    complete, partial, refused, no_contact, other, unknown, unknown_other, not_eligible : int
        I, P, R, NC, O, UH, UO and NE.
    """

    complete: int = 0
    partial: int = 0
    refused: int = 0
    no_contact: int = 0
    other: int = 0
    unknown: int = 0
    unknown_other: int = 0
    not_eligible: int = 0

    @classmethod
    def counted(cls, dispositions: Mapping[Disposition, int]) -> Tally:
        """Add up cases by disposition.

        Examples
        --------
        >>> Tally.counted({Disposition.BREAK_OFF: 2, Disposition.LOGGED_ON: 1}).refused
        3
        """
        count: Counter[Category] = Counter()
        for disposition, cases in dispositions.items():
            count[disposition.category] += cases
        return cls(*(count[category] for category in Category))

    @property
    def eligible(self) -> int:
        """I + P + R + NC + O."""
        return self.complete + self.partial + self.refused + self.no_contact + self.other

    @property
    def of_unknown(self) -> int:
        """UH + UO."""
        return self.unknown + self.unknown_other

    @property
    def cases(self) -> int:
        """All of them."""
        return self.eligible + self.of_unknown + self.not_eligible


@dataclass(frozen=True)
class Eligibility:
    """What share of the cases of unknown eligibility is taken to be eligible, and on what basis.

    Parameters
    ----------
    e : Fraction or None
        0 to 1; None where it cannot be known.
    basis : str
        Where it comes from, for people.
    """

    e: Fraction | None
    basis: str


def proportional(tally: Tally) -> Eligibility:
    """Return e by proportional allocation (the CASRO estimate): what holds of the known holds of the others.

    Examples
    --------
    >>> proportional(Tally(complete=4, partial=2, refused=1, no_contact=1, other=1, not_eligible=1)).e
    Fraction(9, 10)
    """
    known = tally.eligible + tally.not_eligible
    return Eligibility(Fraction(tally.eligible, known), PROPORTIONAL) if known else Eligibility(None, UNKNOWN)


def declared(e: Fraction, basis: str = "set by hand") -> Eligibility:
    """Return an e that somebody sets, with the reason.

    Raises
    ------
    ValueError
        Where it does not lie between 0 and 1.
    """
    if not 0 <= e <= 1:
        raise ValueError(f"e is a share between 0 and 1, not {e}")
    return Eligibility(e, basis)


@dataclass(frozen=True)
class Rates:
    """Every rate of the Standard Definitions, with the e that some of them rest on.

    Parameters
    ----------
    tally : Tally
        What was counted.
    eligibility : Eligibility
        e and its basis.
    response, cooperation, refusal, contact : tuple of Rate
        RR1 to RR6, COOP1 to COOP4, REF1 to REF3 and CON1 to CON3.
    """

    tally: Tally
    eligibility: Eligibility
    response: tuple[Rate, ...]
    cooperation: tuple[Rate, ...]
    refusal: tuple[Rate, ...]
    contact: tuple[Rate, ...]

    @property
    def all(self) -> tuple[Rate, ...]:
        """Every rate."""
        return (*self.response, *self.cooperation, *self.refusal, *self.contact)

    def rate(self, name: str) -> Rate:
        """Return a rate by its name, such as ``"RR3"``.

        Raises
        ------
        KeyError
            Where there is none of that name.
        """
        for one in self.all:
            if one.name == name:
                return one
        raise KeyError(name)


def rates(tally: Tally, eligibility: Eligibility | None = None) -> Rates:
    """Return every outcome rate of a tally.

    With D = (I + P) + (R + NC + O) and U = UH + UO: RR1 = I / (D + U), RR3 = I / (D + eU), RR5 = I / D;
    RR2, RR4 and RR6 have I + P above. COOP1 = I / (I + P + R + O), COOP2 with I + P above; COOP3 and COOP4
    without O below. REF1 to REF3 = R, and CON1 to CON3 = I + P + R + O, over D + U, D + eU and D.

    Parameters
    ----------
    tally : Tally
        Final dispositions, counted.
    eligibility : Eligibility, optional
        e; by proportional allocation if absent.

    References
    ----------
    AAPOR 2016, Standard Definitions, 9th edition. Checked against the worked examples of the R package
    outcomerate 1.0.1 (Pilliard Hellwig 2018).

    Examples
    --------
    >>> counted = Tally(4, 2, 1, 1, 1, 1, 1, not_eligible=1)
    >>> [str(one) for one in rates(counted).response]
    ['36.4%', '54.5%', '37.0%', '55.6%', '44.4%', '66.7%']
    """
    found = eligibility or proportional(tally)
    known = Fraction(tally.eligible)
    below = (
        known + tally.of_unknown,
        None if found.e is None else known + found.e * tally.of_unknown,
        known,
    )
    some = tally.complete + tally.partial
    met = Fraction(some + tally.refused)
    return Rates(
        tally,
        found,
        tuple(
            Rate(f"RR{2 * at + extra}", above, each)
            for at, each in enumerate(below)
            for extra, above in ((1, tally.complete), (2, some))
        ),
        (
            Rate("COOP1", tally.complete, met + tally.other),
            Rate("COOP2", some, met + tally.other),
            Rate("COOP3", tally.complete, met),
            Rate("COOP4", some, met),
        ),
        tuple(Rate(f"REF{at}", tally.refused, each) for at, each in enumerate(below, 1)),
        tuple(Rate(f"CON{at}", some + tally.refused + tally.other, each) for at, each in enumerate(below, 1)),
    )
