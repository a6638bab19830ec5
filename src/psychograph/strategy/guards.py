"""Guards: what must not happen, or must be settled first. Each says whether it acts here.

Orientation for marketers, not legal advice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from psychograph.knowledge.constructs import ConstructMatch
from psychograph.knowledge.rules import Advice
from psychograph.labels import readable_list
from psychograph.personas.persona import Persona
from psychograph.study.model import Pledge, Study

ADULT = 18
HALF = 0.5 - 1e-9  # shares of weight are rounded
LEVERS = frozenset({"motive", "frame", "offer", "theme", "early_access"})
LEVER_WORDS = re.compile(r"\b(worr\w*|afraid|fear\w*|addict\w*|debt\w*|lonel\w*|anxi\w*)\b", re.IGNORECASE)
GREEN_WORDS = re.compile(
    r"\b(eco\w*|green\w*|sustainab\w*|climate\w*|carbon\w*|environment\w*|trees?|ocean\w*|planet\w*|"
    r"recycl\w*|biodegradab\w*|plastic\w*)\b",
    re.IGNORECASE,
)
SCARCE_WORDS = re.compile(r"\b(limited|only \d+|last chance|while stocks last|exclusive)\b", re.IGNORECASE)
CHECKS = {
    "S05": "environmental claim: evidence for this very product is needed; generic claims are barred in the "
    "EU from 27 September 2026 (Directive 2024/825)",
    "S06": "people who are paid or rewarded must say that they are (US 16 CFR 255; EU Directive 2005/29)",
    "S07": "'limited' needs a stock figure or an end date that is true",
}
# Advice that ends up before the public; a measure or a warning needs no disclosure.
PUBLISHED = frozenset(
    {
        "theme",
        "frame",
        "proof",
        "offer",
        "early_access",
        "referral",
        "influencer",
        "event",
        "channel",
        "visual",
    }
)
SENSITIVE_CATEGORIES = frozenset({"housing", "employment", "credit", "insurance"})


@dataclass(frozen=True)
class GuardResult:
    """One guard and what it found.

    Parameters
    ----------
    id : str
        ``"S01"`` to ``"S12"``.
    acts : bool
        Whether it changes or forbids something here.
    text : str
        What it found and did, or what it watches.
    """

    id: str
    acts: bool
    text: str


@dataclass(frozen=True)
class Case:
    """Everything guards look at."""

    study: Study
    target: Persona
    matches: tuple[ConstructMatch, ...]
    blocked: tuple[Advice, ...]


def lever_is_lawful(line: Advice) -> bool:
    """Return whether a line leaves worry, addiction, debt and loneliness alone (guard S04)."""
    return line.slot not in LEVERS or not LEVER_WORDS.search(line.phrase)


def checks_for_copy(text: str, study: Study, *, risks: Sequence[str] = ()) -> tuple[str, ...]:
    """Return what must be settled before a text is printed (guards S05, S06, S07).

    Parameters
    ----------
    text : str
        Copy or advice.
    study : Study
        Says which evidence and stock figures the user owns.
    risks : sequence of str
        Risks that rules attach to their advice.
    """
    facts = study.objective.facts
    stock = facts.new_product.limited_to if facts.new_product else None
    found = []
    if GREEN_WORDS.search(text) or "green_claims" in risks:
        found.append("S05")
    if "endorsement" in risks:
        found.append("S06")
    if SCARCE_WORDS.search(text) and not stock:
        found.append("S07")
    return tuple(f"{guard}: {CHECKS[guard]}" for guard in found)


def claims(study: Study) -> tuple[Pledge, ...]:
    """Return everything the user wants to claim."""
    facts = study.objective.facts
    return (*(facts.cause.pledges if facts.cause else ()), *facts.eco_facts)


def run_guards(case: Case) -> tuple[GuardResult, ...]:
    """Return the result of every guard, S01 to S12."""
    return tuple(GuardResult(guard, *check(case)) for guard, check in GUARDS.items())


def _special_categories(case: Case) -> tuple[bool, str]:
    found = [match.attribute for match in case.matches if match.source == "sensitive"]
    if found:
        return True, (
            f"{readable_list(found)} may touch special-category data (GDPR Art. 9): left out of names, "
            "advice and demographics, and not to be used for targeting."
        )
    return (
        False,
        "No attribute was recognised as special-category data (GDPR Art. 9); check the list.",
    )


def _minors(case: Case) -> tuple[bool, str]:
    asked = case.target.standing("demo.age")
    ages = [n for n in case.target.numbers if asked is not None and n.name == asked.attribute]
    if not ages:
        return (
            True,
            "Age is not known here: make sure that nobody under 18 is profiled for ads (DSA Art. 28).",
        )
    if ages[0].minimum < ADULT:
        return (
            True,
            "The target holds respondents under 18: leave them out of advertising audiences (DSA Art. 28).",
        )
    return False, "Nobody in the target is under 18."


def _regulated_category(case: Case) -> tuple[bool, str]:
    category = case.study.strategy.category
    if category in SENSITIVE_CATEGORIES:
        return (
            True,
            f"{category.capitalize()}: do not use age, gender or postcode to choose who sees the campaign.",
        )
    return False, "Not housing, employment, credit or insurance."


def _levers(case: Case) -> tuple[bool, str]:
    if case.blocked:
        lines = "; ".join(line.phrase for line in case.blocked)
        return True, f"Blocked because it would use a weakness as a lever: {lines}."
    return False, "No line uses worry, addiction, debt or loneliness as a lever (AI Act Art. 5)."


def _green_claims(case: Case) -> tuple[bool, str]:
    product = case.study.objective.facts.new_product
    texts = [claim.text for claim in claims(case.study)]
    texts += [product.name, product.description] if product else []
    found = sorted({hit.group(0).lower() for text in texts for hit in GREEN_WORDS.finditer(text)})
    if found:
        words = ", ".join(f"'{word}'" for word in found)
        return True, f"The copy holds {words}: {CHECKS['S05']}."
    return False, "No environmental words in the claims."


def _endorsement(case: Case) -> tuple[bool, str]:
    if any("endorsement" in line.risks for line in case.target.advice):
        return True, f"Creators, referral rewards and free products are advised: {CHECKS['S06']}."
    return False, "No paid or rewarded voices are advised."


def _scarcity(case: Case) -> tuple[bool, str]:
    product = case.study.objective.facts.new_product
    scarce = any(SCARCE_WORDS.search(line.phrase) for line in case.target.advice)
    if scarce and not (product and product.limited_to):
        return True, f"A limited run is advised and no stock figure is given: {CHECKS['S07']}."
    return False, "Nothing is called limited without a figure."


def _exploratory(case: Case) -> tuple[bool, str]:
    if case.target.exploratory:
        return (
            True,
            "The target is small or unstable: treat the persona as exploratory, do not split budgets by it.",
        )
    return False, "The target is large and stable enough to act on."


def _small_cells(case: Case) -> tuple[bool, str]:
    withheld = [c.name for c in case.target.categories if c.withheld]
    if withheld:
        return True, f"Answers given by fewer than five members are not shown: {readable_list(withheld)}."
    return False, "No cell below five members had to be withheld."


def _split(case: Case) -> tuple[bool, str]:
    if case.target.split:
        return True, (
            f"Members disagree on {readable_list(case.target.split)}: their mean describes few of them; "
            "look at the spread, or cut further."
        )
    return False, "Members of the target agree well enough on every basis variable."


def _joint(case: Case) -> tuple[bool, str]:
    target = case.target
    weighted = "" if target.joint_share is None else f" (weighted {target.joint_share:.0%})"
    fit = f"{target.joint_fit} of {target.n} members{weighted} fit all headline attributes at once"
    if case.target.dropped:
        return (
            True,
            f"{readable_list(case.target.dropped)} left the headline so that half the members fit; {fit}.",
        )
    few = 2 * target.joint_fit < target.n if target.joint_share is None else target.joint_share < HALF
    return few, f"{fit}."


def _hypotheses(case: Case) -> tuple[bool, str]:
    found = [line.phrase for line in case.target.advice if line.hypothesis]
    if found:
        return (
            True,
            f"Printed as hypotheses, since nothing but plausibility supports them: {'; '.join(found)}.",
        )
    return False, "No rule that speaks here rests on plausibility alone."


GUARDS: dict[str, Callable[[Case], tuple[bool, str]]] = {
    "S01": _special_categories,
    "S02": _minors,
    "S03": _regulated_category,
    "S04": _levers,
    "S05": _green_claims,
    "S06": _endorsement,
    "S07": _scarcity,
    "S08": _exploratory,
    "S09": _small_cells,
    "S10": _split,
    "S11": _joint,
    "S12": _hypotheses,
}
