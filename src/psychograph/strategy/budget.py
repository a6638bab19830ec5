"""A hint for the split of the budget."""

from __future__ import annotations

from dataclasses import dataclass

from psychograph.knowledge.rules import Grade, Slot
from psychograph.personas.persona import Persona
from psychograph.strategy.guarded import GuardedLines
from psychograph.strategy.guards import may_split_budget
from psychograph.strategy.lines import BriefLine
from psychograph.strategy.situation import Situation
from psychograph.strategy.targets import TargetRole
from psychograph.study.model import Goal

# Shares of what is left after the test reserve, by the averages that rule X03 cites.
TEST_RESERVE = 0.1
ESTABLISHED_BRAND = 0.6
LAUNCH_BRAND = 0.4
LAUNCHES = frozenset({Goal.LAUNCH_NEW, Goal.LAUNCH_CAUSE, Goal.TRIAL})
# Roles that share the campaign's budget, or have none.
NO_SPLIT = {
    TargetRole.ALSO_SUITABLE: "shared",
    TargetRole.SECOND_WAVE: "gated",
    TargetRole.INDIRECT: "givers",
    TargetRole.MAINTAIN: "keeping",
    TargetRole.NOT_NOW: "nothing",
}


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


def budget_hint(situation: Situation, persona: Persona, lines: GuardedLines) -> BudgetHint:
    """Return where to start with the budget.

    The test reserve is taken off first; the rest is split 60/40 between brand and activation, or 40/60
    for a launch. It is a split by purpose: money is never split by persona, and where the persona is
    exploratory (guard S08) no split is given at all.
    """
    told = lines.about(Slot.BUDGET)
    role = situation.role(persona)
    if role in NO_SPLIT:
        return BudgetHint(situation.say(f"brief-budget-{NO_SPLIT[role]}"), (), None)
    if not may_split_budget(persona):
        text = situation.say("brief-budget-exploratory", personas=persona.plural)
        return BudgetHint(text, (), told[0].grade if told else None, told)
    if not told:
        return BudgetHint(situation.say("brief-budget-open"), (), None)
    launch = situation.study.objective.goal in LAUNCHES
    brand = (1 - TEST_RESERVE) * (LAUNCH_BRAND if launch else ESTABLISHED_BRAND)
    shares = {"brand": brand, "activation": 1 - TEST_RESERVE - brand, "test": TEST_RESERVE}
    money = situation.campaign.budget
    portions = tuple(
        Portion(
            situation.say(f"brief-portion-{name}"),
            round(share, 4),
            None if money is None else round(share * money, 2),
        )
        for name, share in shares.items()
    )
    text = situation.say("brief-budget-launch" if launch else "brief-budget-established")
    return BudgetHint(text, portions, told[0].grade, told)
