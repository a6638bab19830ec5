"""Guards: what must not happen, or must be settled first. Orientation for marketers, not legal advice.

One guard, one class, one file; the docstring of a guard is its page. Guards act before anything is written:
special categories and minors are taken out before segments are built, rules are cleared before any speaks,
and copy carries its checks. `run_guards` then says what each found.
"""

from psychograph.language.language import Language
from psychograph.strategy.guards.clearance import cleared
from psychograph.strategy.guards.copy import (
    PUBLISHED,
    checks_for_copy,
    claims,
    lever_is_lawful,
    presses_on_weakness,
    stock_figure,
)
from psychograph.strategy.guards.guard import Case, Guard, GuardResult
from psychograph.strategy.guards.notice import notice
from psychograph.strategy.guards.s01_special_categories import SpecialCategories
from psychograph.strategy.guards.s02_minors import Minors, adults
from psychograph.strategy.guards.s03_regulated_categories import RegulatedCategories, may_target_by
from psychograph.strategy.guards.s04_levers import Levers
from psychograph.strategy.guards.s05_green_claims import GreenClaims
from psychograph.strategy.guards.s06_endorsements import Endorsements
from psychograph.strategy.guards.s07_scarcity import Scarcity
from psychograph.strategy.guards.s08_exploratory import Exploratory, may_split_budget
from psychograph.strategy.guards.s09_small_cells import SmallCells
from psychograph.strategy.guards.s10_split_attributes import SplitAttributes
from psychograph.strategy.guards.s11_joint_prevalence import JointPrevalence
from psychograph.strategy.guards.s12_hypotheses import Hypotheses

__all__ = [
    "GUARDS",
    "PUBLISHED",
    "Case",
    "Guard",
    "GuardResult",
    "adults",
    "checks_for_copy",
    "claims",
    "cleared",
    "lever_is_lawful",
    "may_split_budget",
    "may_target_by",
    "notice",
    "presses_on_weakness",
    "run_guards",
    "stock_figure",
]

GUARDS: tuple[Guard, ...] = (
    SpecialCategories(),
    Minors(),
    RegulatedCategories(),
    Levers(),
    GreenClaims(),
    Endorsements(),
    Scarcity(),
    Exploratory(),
    SmallCells(),
    SplitAttributes(),
    JointPrevalence(),
    Hypotheses(),
)


def run_guards(case: Case, language: Language) -> tuple[GuardResult, ...]:
    """Return the result of every guard, S01 to S12."""
    return tuple(
        GuardResult(
            guard.code, *guard.check(case, language), title=language.say(f"guard-{guard.code.lower()}-title")
        )
        for guard in GUARDS
    )
