"""A difference between parts of the customers or times of the year, and whether it is more than chance."""

from __future__ import annotations

from dataclasses import dataclass

#: q below which a difference is called one: of those called, so many are wrong at most, on average.
FALSE_CALLS = 0.05


@dataclass(frozen=True)
class Difference:
    """One question put to the data, and its answer: does this differ by that.

    Parameters
    ----------
    by : str
        What tells apart: ``"country"``, ``"gender"``, ``"weekday"``, ``"season"``.
    what : str
        ``"repeat buying"``, ``"value"``, ``"recency"``, ``"sales"``, ``"renewal"``.
    test : str
        Its name, for people who want to know.
    p : float or None
        None where it could not be asked; `text` says why.
    q : float or None
        p adjusted for all questions that were asked (Benjamini & Hochberg); a difference is called one
        where q < .05.
    effect : float
        Its size, 0 to 1: Cramer's V, or eta squared of ranks; NaN where not asked.
    effect_name : str
    text : str
        What it is, in a sentence with its figures.
    """

    by: str
    what: str
    test: str
    p: float | None
    q: float | None
    effect: float
    effect_name: str
    text: str

    @property
    def real(self) -> bool:
        """Whether it is larger than chance, at five false calls in a hundred."""
        return self.q is not None and self.q < FALSE_CALLS
