"""What to ask in the survey: what history shows and cannot explain."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """One thing to ask, and whom.

    Parameters
    ----------
    because : str
        What history shows, with its figures.
    ask : str
        What it cannot say, as a question that answers of customers settle; words of it point
        `psychograph questionnaire suggest` to what to ask.
    constructs : tuple of str
        Constructs that measure it, the most telling first.
    quotas : tuple of (str, int)
        Kinds of customers of whom enough must answer, and how many: ``("bought once", 200)``.
    """

    because: str
    ask: str
    constructs: tuple[str, ...]
    quotas: tuple[tuple[str, int], ...] = ()
