"""Rules without what guards forbid: it is taken out before any rule speaks, so nothing is built of it."""

from __future__ import annotations

import re
from dataclasses import replace

from psychograph.knowledge.base import KnowledgeBase, WithheldLine
from psychograph.knowledge.rules import Condition, Rule, Slot
from psychograph.language.language import Language
from psychograph.strategy.guards.copy import DESCRIBING, WARNING, presses_on_weakness
from psychograph.strategy.guards.s01_special_categories import tells_special_category
from psychograph.strategy.guards.s03_regulated_categories import protected_construct, regulated
from psychograph.strategy.guards.words import words_found
from psychograph.study.model import Study

# A note may name a special category of data to say that it is left alone.
DENIED = re.compile(r"\b(?:not|never|no|without|avoid)\b", re.IGNORECASE)


def cleared(knowledge: KnowledgeBase, study: Study, language: Language) -> KnowledgeBase:
    """Return the knowledge without rules and lines that guards S01 to S04 forbid in this study.

    Parameters
    ----------
    knowledge : KnowledgeBase
        Shipped and own rules, in the language of the study.
    study : Study
        Says what is offered.
    language : Language
        Whose words are looked for, besides the English ones.

    Returns
    -------
    KnowledgeBase
        The same without them; ``withheld`` says what was taken out.
    """
    kept: list[Rule] = []
    withheld: list[WithheldLine] = []
    for rule in knowledge.rules:
        allowed = _without_protected(rule, knowledge) if regulated(study) else rule
        if allowed is None:
            withheld.append(WithheldLine("S03", rule.id))
            continue
        lines = [(slot, phrase, _forbidden_by(slot, phrase, language)) for slot, phrase in allowed.then]
        withheld += [WithheldLine(guard, rule.id, slot, phrase) for slot, phrase, guard in lines if guard]
        then = tuple((slot, phrase) for slot, phrase, guard in lines if not guard)
        if then or not allowed.then:
            kept.append(allowed if then == allowed.then else replace(allowed, then=then))
    return replace(knowledge, rules=tuple(kept), withheld=tuple(withheld))


def without_special_poles(knowledge: KnowledgeBase) -> tuple[KnowledgeBase, dict[str, tuple[str, ...]]]:
    """Return knowledge without what constructs say of special categories of data, and what they said.

    Parameters
    ----------
    knowledge : KnowledgeBase
        Shipped and own constructs. What people of an own one do ("are devout ...") would stand in cards as
        if it had been measured.

    Returns
    -------
    KnowledgeBase
        The same, such constructs without texts: nothing is said of their ends.
    dict of str to tuple of str
        The texts, by construct.
    """
    said = {
        name: tuple(text for text in (one.high, one.low) if tells_special_category(text))
        for name, one in knowledge.constructs.items()
    }
    said = {name: texts for name, texts in said.items() if texts}
    mute = {name: replace(knowledge.constructs[name], high="", low="") for name in said}
    return replace(knowledge, constructs={**knowledge.constructs, **mute}), said


def _forbidden_by(slot: str, phrase: str, language: Language) -> str:
    warns = slot in WARNING and (slot != Slot.NOTE or DENIED.search(phrase))
    if not warns and tells_special_category(phrase):
        return "S01"
    if slot not in WARNING and words_found("minors", phrase, language):
        return "S02"
    return "S04" if slot not in DESCRIBING and presses_on_weakness(phrase, language) else ""


def _without_protected(rule: Rule, knowledge: KnowledgeBase) -> Rule | None:
    """Return a rule without conditions on age, gender or place; None where it rests on one."""

    def free(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(c for c in conditions if not _protected(c, knowledge))

    any_left = free(rule.also_any)
    if (
        free(rule.when) != rule.when
        or (rule.also_any and not any_left)
        or _asks_by_protected(rule, knowledge)
    ):
        return None
    return replace(rule, also_any=any_left, unless=free(rule.unless))


def _asks_by_protected(rule: Rule, knowledge: KnowledgeBase) -> bool:
    """Return whether a rule asks a table whose row is chosen by age, gender or place."""
    table = knowledge.facts.get(rule.asks)
    return table is not None and _is_protected(table.by, knowledge)


def _protected(condition: Condition, knowledge: KnowledgeBase) -> bool:
    return _is_protected(condition.construct, knowledge)


def _is_protected(name: str, knowledge: KnowledgeBase) -> bool:
    construct = knowledge.constructs.get(name)
    return protected_construct(name, construct.family if construct else "")
