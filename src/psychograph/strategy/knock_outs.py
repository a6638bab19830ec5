"""Knock-outs: conditions a target should meet, with the evidence for or against each.

The list follows Dolnicar, Gruen & Leisch 2018, Market Segmentation Analysis, ch. 4 (homogeneous, distinct,
large enough, matching what the organisation can do, identifiable, reachable), with stability, the law and
people who refuse the category added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.constructs import ConstructMatch
from psychograph.knowledge.levels import Level
from psychograph.knowledge.rules import Basis, Slot
from psychograph.labels import readable
from psychograph.language.language import Language
from psychograph.personas.persona import Persona
from psychograph.segmentation.judgement import STABLE
from psychograph.segmentation.weaknesses import SMALL_SEGMENT
from psychograph.strategy.guards.s02_minors import age_was_asked
from psychograph.strategy.guards.s03_regulated_categories import may_target_by, regulated
from psychograph.study.model import Study

SMALLEST_SHARE = 0.05
MOST_OVERLAP = 0.1
# Without these nobody is proposed as a target; the others are told as reservations.
HARD = ("served", "lawful", "no_rejector")


@dataclass(frozen=True)
class KnockOut:
    """A condition a target should meet.

    Parameters
    ----------
    condition : str
        The condition in a few words.
    met : bool or None
        Whether it is met; None where nobody said.
    evidence : str
        What that rests on.
    code : str
        Stable name: large, homogeneous, distinct, stable, identifiable, reachable, served, lawful or
        no_rejector.
    hard : bool
        Whether a persona that fails it is never proposed as a target.
    """

    condition: str
    met: bool | None
    evidence: str
    code: str = ""
    hard: bool = False


def knock_outs(
    persona: Persona,
    study: Study,
    matches: Sequence[ConstructMatch],
    knowledge: KnowledgeBase,
    language: Language,
) -> tuple[KnockOut, ...]:
    """Return the conditions of a good target, and whether a persona meets them.

    Parameters
    ----------
    persona : Persona
        The persona.
    study : Study
        What is offered, and what the user says of the segment.
    matches : sequence of ConstructMatch
        What each attribute was taken to measure.
    knowledge : KnowledgeBase
        The rules that give roles.
    language : Language
        What texts are written in.
    """
    return (
        _large(persona, language),
        _homogeneous(persona, language),
        _distinct(persona, language),
        _stable(persona, language),
        _identifiable(persona, study, matches, language),
        _reachable(persona, language),
        _served(persona, study, language),
        _lawful(study, matches, language),
        _no_rejector(persona, knowledge, language),
    )


def _knock_out(code: str, met: bool | None, evidence: str, language: Language) -> KnockOut:
    name = language.say(f"target-condition-{code.replace('_', '-')}")
    return KnockOut(name, met, evidence, code, hard=code in HARD)


def _large(persona: Persona, language: Language) -> KnockOut:
    share = language.percent(persona.share)
    wanted: dict[str, str | float] = {"least": SMALL_SEGMENT, "least_share": language.percent(SMALLEST_SHARE)}
    evidence = (
        language.say("target-evidence-large", n=persona.n, share=share, **wanted)
        if persona.effective_n is None
        else language.say(
            "target-evidence-large-weighted",
            n=persona.n,
            share=share,
            worth=language.number(persona.effective_n, 0),
            **wanted,
        )
    )
    met = persona.share >= SMALLEST_SHARE and (persona.effective_n or persona.n) >= SMALL_SEGMENT
    return _knock_out("large", met, evidence, language)


def _homogeneous(persona: Persona, language: Language) -> KnockOut:
    split = _names(persona.split, language)
    evidence = (
        language.say("target-evidence-homogeneous-not", names=split)
        if split
        else language.say("target-evidence-homogeneous")
    )
    return _knock_out("homogeneous", not split, evidence, language)


def _distinct(persona: Persona, language: Language) -> KnockOut:
    nearer = persona.neighbour.nearer_to_it
    evidence = language.say("target-evidence-distinct", n=nearer, of=persona.n)
    return _knock_out("distinct", nearer <= persona.n * MOST_OVERLAP, evidence, language)


def _stable(persona: Persona, language: Language) -> KnockOut:
    evidence = language.say(
        "target-evidence-stable", share=language.percent(persona.stability), least=language.percent(STABLE)
    )
    return _knock_out("stable", persona.stability >= STABLE, evidence, language)


def _identifiable(
    persona: Persona, study: Study, matches: Sequence[ConstructMatch], language: Language
) -> KnockOut:
    names = [n.name for n in persona.numbers] + [c.name for c in persona.categories if c.shown]
    described = [name for name in names if may_target_by(name, study, matches, language)]
    evidence = (
        language.say("target-evidence-identifiable", names=_names(described, language))
        if described
        else language.say("target-evidence-identifiable-not")
    )
    return _knock_out("identifiable", bool(described), evidence, language)


def _reachable(persona: Persona, language: Language) -> KnockOut:
    asked = [s.attribute for s in persona.standings if "media" in s.construct]
    asked += [
        name
        for line in persona.advice
        if line.slot in (Slot.CHANNEL, Slot.PLATFORM) and line.basis is Basis.MEASURED
        for name in line.attributes
    ]
    names = _names(list(dict.fromkeys(asked)), language)
    evidence = (
        language.say("target-evidence-reachable", names=names)
        if names
        else language.say("target-evidence-reachable-not")
    )
    return _knock_out("reachable", bool(names), evidence, language)


def _served(persona: Persona, study: Study, language: Language) -> KnockOut:
    rated = study.strategy.ratings.get(persona.segment)
    served = rated.served if rated is not None else None
    kind = {True: "yes", False: "no", None: "unsaid"}[served]
    return _knock_out("served", served, language.say(f"target-evidence-served-{kind}"), language)


def _lawful(study: Study, matches: Sequence[ConstructMatch], language: Language) -> KnockOut:
    built = [name for name in study.basis if not may_target_by(name, study, matches, language)]
    if regulated(study) and built:
        category = language.say(f"guard-category-{study.strategy.category}")
        evidence = language.say(
            "target-evidence-lawful-built", category=category, names=_names(built, language)
        )
        return _knock_out("lawful", False, evidence, language)
    if study.strategy.campaign.youth and not age_was_asked(matches):
        return _knock_out("lawful", False, language.say("target-evidence-lawful-youth"), language)
    return _knock_out("lawful", True, language.say("target-evidence-lawful"), language)


def _no_rejector(persona: Persona, knowledge: KnowledgeBase, language: Language) -> KnockOut:
    intent = persona.standing("adopt.intent")
    if intent is not None and intent.level is Level.VERY_LOW:
        evidence = language.say("target-evidence-rejector-asked", name=readable(intent.attribute))
        return _knock_out("no_rejector", False, evidence, language)
    rules = rules_with_role(persona, knowledge, "indirect")
    if rules:
        evidence = language.say("target-evidence-rejector-rule", rules=language.listed(rules))
        return _knock_out("no_rejector", False, evidence, language)
    kind = "target-evidence-rejector-not" if intent is not None else "target-evidence-rejector-unsaid"
    return _knock_out("no_rejector", True if intent is not None else None, language.say(kind), language)


def rules_with_role(persona: Persona, knowledge: KnowledgeBase, role: str) -> tuple[str, ...]:
    """Return the rules that spoke for a persona and give it a role."""
    spoke = {rule for line in persona.advice for rule in line.rules}
    return tuple(rule.id for rule in knowledge.rules if rule.id in spoke and rule.role == role)


def _names(names: Sequence[str], language: Language) -> str:
    return language.listed([readable(name) for name in names])
