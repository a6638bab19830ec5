"""Rules as a marketer reads them: when they speak, what they say, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.facts import FactTable
from psychograph.knowledge.rules import EFFECT_WEIGHT, GRADE_WEIGHT, HIGHEST_PRIORITY, Condition, Rule

OWNED = {
    "new_product": "where you launch a new product",
    "cause": "where you support a cause",
    "eco_facts": "where you own facts on the environment",
}
GRADES = {
    "A": "meta-analysis or several large experiments",
    "B": "one solid study",
    "C": "small, correlational, qualitative or trade knowledge",
    "D": "plausible only: printed as a hypothesis",
}


def condition_in_words(condition: Condition) -> str:
    """Return a condition as people say it.

    Examples
    --------
    >>> condition_in_words(Condition("adopt.intent", "very_low"))
    'adopt.intent very low'
    >>> condition_in_words(Condition("demo.age", "band", (16, 29)))
    'median of demo.age from 16 to 29'
    """
    if condition.level == "always":
        return "always"
    if condition.band is not None:
        return f"median of {condition.construct} from {condition.band[0]:g} to {condition.band[1]:g}"
    return f"{condition.construct} {condition.level.replace('_', ' ')}"


def when_in_words(rule: Rule) -> str:
    """Return when a rule speaks, as one line."""
    parts = [" and ".join(condition_in_words(condition) for condition in rule.when)]
    if rule.also_any:
        parts.append("with " + " or ".join(condition_in_words(c) for c in rule.also_any))
    if rule.goals:
        parts.append(f"for the goal {' or '.join(sorted(rule.goals))}")
    if rule.needs:
        parts.append(OWNED.get(rule.needs, f"where you own {rule.needs}"))
    if rule.asks:
        parts.append(f"with figures of `{rule.asks}`")
    if rule.unless:
        parts.append("unless " + " or ".join(condition_in_words(c) for c in rule.unless))
    if rule.unless_measured:
        parts.append(f"unless {rule.unless_measured} was asked")
    return ", ".join(parts)


def full_weight(rule: Rule) -> float:
    """Return the weight of a rule whose conditions hold fully: grade x effect x priority / 3."""
    return GRADE_WEIGHT[rule.grade] * EFFECT_WEIGHT[rule.effect] * rule.priority / HIGHEST_PRIORITY


def rule_in_words(rule: Rule, base: KnowledgeBase) -> Iterator[str]:
    """Yield everything there is to say of a rule, a line each."""
    yield f"{rule.id}: {when_in_words(rule)}"
    for slot, phrase in rule.then:
        marks = [
            *(["the survey asked about this itself"] if slot in rule.measured else []),
            *(["keeps people from harm"] if slot in rule.protects else []),
        ]
        yield f"{slot.replace('_', ' ')}: {phrase}" + (f" ({', '.join(marks)})" if marks else "")
    yield f"grade {rule.grade}: {GRADES[rule.grade]}"
    yield f"effect {rule.effect}, priority {rule.priority} of 3: weight {full_weight(rule):.2f} at most"
    if rule.risk:
        yield f"before it is used: check {rule.risk.replace('_', ' ')}"
    if rule.role:
        yield f"makes of a persona: {rule.role.replace('_', ' ')}"
    for title, keys in (("evidence", rule.evidence), ("against", rule.against)):
        for key in keys:
            yield f"{title}: {reference_in_words(key, base)}"
    if rule.asks in base.facts:
        yield from table_in_words(base.facts[rule.asks])
    for entry in base.clashes:
        if any(name.rule == rule.id for side in entry.sides for name in side):
            yield f"may clash ({entry.id}): {entry.ask}"


def reference_in_words(key: str, base: KnowledgeBase) -> str:
    """Return a reference with what it shows and how far it was read."""
    reference = base.references[key]
    return (
        f"{reference.citation}. {reference.finding[:1].upper()}{reference.finding[1:]} "
        f"({reference.design}; read: {reference.checked}). {reference.link}".rstrip()
    )


def table_in_words(table: FactTable) -> Iterator[str]:
    """Yield where and when the figures of a table are from."""
    for survey in table.surveys:
        ended = f"{survey.ended.year}-{survey.ended.month:02d}"
        yield f"figures on {table.title}: {survey.country}, asked until {ended} ({survey.source})"
