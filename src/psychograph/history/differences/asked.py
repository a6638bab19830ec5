"""A question that was put to the data, before all questions are judged together."""

from __future__ import annotations

import math
from dataclasses import dataclass

from psychograph.history.measures.difference import FALSE_CALLS
from psychograph.labels import readable

#: What is said after the figures; a page that shows the verdict beside them leaves it out.
MORE, NO_MORE = "more than chance", "no more than chance"


@dataclass(frozen=True)
class Asked:
    """A question with its answer, as long as the other questions are not known.

    Parameters
    ----------
    by, what, test : str
        As of `Difference`.
    p : float or None
        None where it could not be asked.
    effect : float
    effect_name : str
    figures : str
        What was seen, without a verdict: ``"61% of the 90 customers in East came back, 49% of the 70 in
        West"``.
    why_not : str
        Why it could not be asked; empty where it was.
    left_out : str
        Who is not in the comparison; empty where all are.
    """

    by: str
    what: str
    test: str
    p: float | None
    effect: float
    effect_name: str
    figures: str
    why_not: str = ""
    left_out: str = ""


def not_asked(by: str, what: str, test: str, why: str) -> Asked:
    """Return a question that could not be asked."""
    return Asked(by, what, test, None, math.nan, "", "", why)


def sentence(asked: Asked, q: float | None) -> str:
    """Return what was found, in one or two sentences.

    Examples
    --------
    >>> one = Asked("gender", "repeat buying", "", 0.4, 0.0, "", "Of women 61% came back, of men 59%")
    >>> sentence(one, 0.6)
    'Of women 61% came back, of men 59%: no more than chance.'

    >>> sentence(not_asked("season", "sales", "", "two years are needed"), None)
    'Whether sales differ by season cannot be told: two years are needed.'
    """
    if asked.p is None or q is None:
        verb = "differ" if asked.what.endswith("s") else "differs"
        about = f"{asked.what} {verb} by {readable(asked.by).lower()}"
        return f"Whether {about} cannot be told: {asked.why_not}."
    verdict = MORE if q < FALSE_CALLS else NO_MORE
    tail = f" {asked.left_out}" if asked.left_out else ""
    return f"{asked.figures}: {verdict}.{tail}"
