"""A hint for the split of the budget."""

from __future__ import annotations

from dataclasses import dataclass

from psychograph.knowledge.rules import Grade
from psychograph.strategy.lines import BriefLine


@dataclass(frozen=True)
class Portion:
    """A part of the budget: what for, its share of the whole, and the money where the user gave a sum."""

    purpose: str
    share: float
    money: float | None = None


@dataclass(frozen=True)
class BudgetHint:
    """Where to start with the split of the budget.

    Parameters
    ----------
    text : str
        The hint, with its doubts.
    portions : tuple of Portion
        Brand, activation and the reserve for tests; they add up to 1. Empty where nothing is spent.
    grade : Grade or None
        Grade of the evidence: C at best.
    lines : tuple of BriefLine
        What the rules say.
    """

    text: str
    portions: tuple[Portion, ...]
    grade: Grade | None
    lines: tuple[BriefLine, ...] = ()
