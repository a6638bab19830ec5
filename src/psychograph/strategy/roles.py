"""Why a persona has its role, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.knowledge.levels import Level
from psychograph.language.language import Language
from psychograph.personas.persona import Persona
from psychograph.strategy.situation import Situation, poles
from psychograph.strategy.targets import TargetRole

MOST_REASONS = 3
ALMOST_ALWAYS = 0.99  # from here figures of random draws would claim too much


def why_role(situation: Situation, persona: Persona) -> str:
    """Return why a persona has its role, as a sentence."""
    role = situation.role(persona)
    score = situation.ranking.score(persona.segment)
    language = situation.language
    fit = language.number(score.fit, 1)
    if role is TargetRole.PRIMARY:
        if situation.ranking.chosen_by_user:
            return situation.say("brief-why-primary-named", fit=fit)
        return situation.say("brief-why-primary", fit=fit, first=_often(score.first_share, language))
    if role is TargetRole.SECOND_WAVE:
        return _with_brakes(situation, persona, "brief-why-second-wave")
    if role is TargetRole.NOT_NOW:
        closed = [condition.evidence for condition in score.closed]
        if closed:
            return situation.say("brief-why-closed", evidence="; ".join(closed))
        if not score.contributions:
            return situation.say("brief-why-unmeasured")
        return _with_brakes(situation, persona, "brief-why-not-now", fit=fit)
    return situation.say(f"brief-why-{role.name.lower().replace('_', '-')}", fit=fit)


def _often(share: float, language: Language) -> str:
    """Return a share of random draws, which never prove that something is certain."""
    if share > ALMOST_ALWAYS:
        return language.say("share-over", share=language.percent(ALMOST_ALWAYS))
    return language.percent(share)


def _with_brakes(situation: Situation, persona: Persona, key: str, **given: str) -> str:
    told = [
        pole.text
        for pole in poles(persona, situation.knowledge)
        if _speaks_against(situation, pole.standing.construct, pole.standing.z)
    ]
    if not told:
        return situation.say(f"{key}-plain", **given)
    return situation.say(key, brakes=situation.clauses(told[:MOST_REASONS]), **given)


def _speaks_against(situation: Situation, construct: str, z: float) -> bool:
    weights = situation.knowledge.goals[situation.study.objective.goal].weights
    return weights.get(construct, 0.0) * z < 0


def would_change(situation: Situation, persona: Persona) -> tuple[str, ...]:
    """Return what would give a persona a role in this campaign, sentence by sentence.

    Where it stands low on what speaks for the goal, or high on what speaks against it, the opposite in a
    later survey would; so would another goal, and so may the user, who can name it.
    """
    return tuple(_changes(situation, persona))


def _changes(situation: Situation, persona: Persona) -> Iterator[str]:
    if situation.ranking.score(persona.segment).closed:
        yield situation.say("brief-change-condition")
    opposites = []
    for standing in sorted(persona.standings, key=lambda s: (-abs(s.z), s.construct)):
        construct = situation.knowledge.constructs.get(standing.construct)
        if construct is None or not _speaks_against(situation, standing.construct, standing.z):
            continue
        text = construct.low if standing.z > 0 else construct.high
        if text and standing.level not in {Level.SHARED_HIGH, Level.SHARED_LOW}:
            opposites.append(text)
    if opposites:
        told = situation.clauses(opposites[:MOST_REASONS], "or")
        yield situation.say("brief-change-answers", poles=told)
    yield situation.say("brief-change-goal")
    yield situation.say("brief-change-named", segment=persona.segment)
