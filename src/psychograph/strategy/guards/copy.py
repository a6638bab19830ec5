"""What must be settled before copy or advice is printed (guards S04 to S07)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from psychograph.knowledge.rules import Advice, Slot
from psychograph.language.language import Language
from psychograph.strategy.guards.words import words_found
from psychograph.study.model import Pledge, Study

# Advice that ends up before the public; a measure or a warning needs no disclosure.
PUBLISHED = frozenset(
    {
        Slot.THEME,
        Slot.FRAME,
        Slot.PROOF,
        Slot.OFFER,
        Slot.EARLY_ACCESS,
        Slot.REFERRAL,
        Slot.INFLUENCER,
        Slot.EVENT,
        Slot.CHANNEL,
        Slot.VISUAL,
    }
)
# Advice that describes people, warns or measures: it may name a weakness, since it does not press on it.
DESCRIBING = frozenset(
    {
        Slot.BARRIER,
        Slot.DECISION,
        Slot.ROLE,
        Slot.DONT,
        Slot.AVOID_CHANNEL,
        Slot.RISK,
        Slot.NOTE,
        Slot.TEST,
        Slot.KPI,
        Slot.BUDGET,
        Slot.STAGE,
    }
)
REWARDED = frozenset({Slot.INFLUENCER, Slot.REFERRAL})
# Of these some only warn or measure: they may name a special category of data, to say that it is left alone.
WARNING = DESCRIBING - {Slot.BARRIER, Slot.DECISION, Slot.ROLE, Slot.STAGE}
# Directive (EU) 2024/825 is applied from this day on; national law of these countries follows it.
GENERIC_BARRED = date(2026, 9, 27)
EU = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())


def lever_is_lawful(line: Advice, language: Language) -> bool:
    """Return whether a line leaves worry, addiction, debt and loneliness alone (guard S04)."""
    return line.slot in DESCRIBING or not presses_on_weakness(line.phrase, language)


def presses_on_weakness(text: str, language: Language) -> tuple[str, ...]:
    """Return the words of a text that would use a weakness as a lever (guard S04); empty where none does."""
    return words_found("levers", text, language)


def checks_for_copy(
    text: str,
    study: Study,
    *,
    risks: Sequence[str] = (),
    language: Language,
    slot: str = "",
    evidence: str | None = None,
) -> tuple[str, ...]:
    """Return what must be settled before a text is printed (guards S04 to S07).

    Parameters
    ----------
    text : str
        Copy or advice.
    study : Study
        Says which evidence and stock figures the user owns, and when and where the campaign runs.
    risks : sequence of str
        Risks that rules attach to their advice.
    language : Language
        What checks are written in.
    slot : str
        What a line of advice is about; empty for copy.
    evidence : str or None
        Evidence the user gives for a claim. It settles an environmental claim, unless that is a generic one.

    Returns
    -------
    tuple of str
        Sentences that begin with the guard, such as ``"S05: ..."``.
    """
    found = []
    if slot not in DESCRIBING and (pressed := presses_on_weakness(text, language)):
        found.append(("S04", language.say("guard-check-s04", words=_quoted(pressed, language))))
    if green := _green(text, study, language, risks=risks, evidence=evidence):
        found.append(("S05", green))
    if needs_disclosure(text, language, risks=risks, slot=slot):
        found.append(("S06", language.say("guard-check-s06")))
    if (slot == "" or slot in PUBLISHED) and scarcity_is_unproven(text, study, language):
        found.append(("S07", language.say("guard-check-s07")))
    return tuple(f"{guard}: {said}" for guard, said in found)


def _green(text: str, study: Study, language: Language, *, risks: Sequence[str], evidence: str | None) -> str:
    """Return what an environmental claim needs where and when the campaign runs; empty for nothing."""
    generic = words_found("generic", text, language)
    if generic:
        kind = generic_claims(study)
        if kind.startswith("eu") or not evidence:
            return language.say(f"guard-check-s05-{kind}", words=_quoted(generic, language))
        return ""
    if evidence or not (words_found("green", text, language) or "green_claims" in risks):
        return ""
    return language.say("guard-check-s05")


def generic_claims(study: Study) -> str:
    """Return how generic environmental claims stand where and when the campaign runs.

    Returns
    -------
    str
        ``"eu-barred"``, ``"eu-soon"`` (a campaign that starts before 27 September 2026), ``"us"``, ``"gb"``,
        ``"elsewhere"``, or ``"eu-unsaid"`` without a country. Without a start the stricter rule holds.
    """
    campaign = study.strategy.campaign
    if campaign.country is None:
        return "eu-unsaid"
    if campaign.country in EU:
        return "eu-soon" if campaign.start is not None and campaign.start < GENERIC_BARRED else "eu-barred"
    return {"US": "us", "GB": "gb"}.get(campaign.country, "elsewhere")


def needs_disclosure(text: str, language: Language, *, risks: Sequence[str] = (), slot: str = "") -> bool:
    """Return whether somebody is paid or rewarded here and must say so (guard S06)."""
    if slot and slot not in PUBLISHED:
        return False
    return slot in REWARDED or "endorsement" in risks or bool(words_found("endorsement", text, language))


def scarcity_is_unproven(text: str, study: Study, language: Language) -> bool:
    """Return whether a text calls something scarce and the study gives no figure or date (guard S07)."""
    return bool(words_found("scarce", text, language)) and not stock_figure(study)


def stock_figure(study: Study) -> str:
    """Return what makes "limited" true: a stock figure or an end date; empty where none is given.

    Words alone, as in "very few", are no figure.
    """
    product = study.objective.facts.new_product
    given = (product.limited_to or "") if product else ""
    return given if re.search(r"\d", given) else ""


def claims(study: Study, language: Language) -> tuple[Pledge, ...]:
    """Return everything the user wants to claim, without claims that press on a weakness (guard S04)."""
    return tuple(claim for claim in all_claims(study) if not presses_on_weakness(claim.text, language))


def all_claims(study: Study) -> tuple[Pledge, ...]:
    """Return everything the user wants to claim, unchecked."""
    facts = study.objective.facts
    return (*(facts.cause.pledges if facts.cause else ()), *facts.eco_facts, *facts.claims)


def _quoted(found: Sequence[str], language: Language) -> str:
    return language.listed([language.say("guard-quoted", word=word) for word in found])
