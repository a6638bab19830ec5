"""The rule base is whole, and every rule can speak."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from psychograph.knowledge.base import shipped
from psychograph.knowledge.constructs import constructs
from psychograph.knowledge.firing import Setting
from psychograph.knowledge.firing import fire as fire_all
from psychograph.knowledge.levels import Level
from psychograph.knowledge.lexicon import lexicon
from psychograph.knowledge.references import references
from psychograph.knowledge.rules import Advice, Condition, Rule, Standing, goals, rule_base
from psychograph.study.model import Goal

FACTS = ("cause", "new_product", "eco_facts")


def fire(
    rules: list[Rule], standings: dict[str, Standing], *, goal: str, facts: tuple[str, ...]
) -> tuple[Advice, ...]:
    base = replace(shipped(), rules=tuple(rules))
    return fire_all(base, standings, goal=goal, owned=facts, setting=Setting("US", date(2025, 3, 1))).advice


def standing(condition: Condition) -> Standing:
    level = Level(condition.level) if condition.band is None else Level.MID
    side = 1 if level is Level.HIGH else -1
    median = sum(condition.band) / 2 if condition.band else 0.0
    return Standing(condition.construct, "Column", level, 0.8 * side, 2.0 * side, 1.0 * side, 0.8, median)


def standings(rule: Rule) -> dict[str, Standing]:
    conditions = [c for c in (*rule.when, *rule.also_any[:1]) if c.level != "always"]
    return {condition.construct: standing(condition) for condition in conditions}


@pytest.mark.parametrize("rule", rule_base(), ids=lambda rule: rule.id)
def test_every_rule_is_whole_and_can_fire(rule: Rule) -> None:
    for condition in (*rule.when, *rule.also_any):
        assert condition.level == "always" or condition.construct in constructs()
    assert set(rule.evidence) | set(rule.against) <= set(references())
    assert rule.evidence or rule.grade == "D"
    assert not rule.needs or rule.needs in FACTS
    goal = min(rule.goals, default="trial")
    lines = fire([rule], standings(rule), goal=goal, facts=FACTS)
    assert {(line.slot, line.phrase) for line in lines} == set(rule.then)
    if rule.needs:
        assert not fire([rule], standings(rule), goal=goal, facts=())
    if rule.goals:
        assert not fire([rule], standings(rule), goal="winback", facts=FACTS)
    if not any(condition.level == "always" for condition in rule.when):
        assert not fire([rule], {}, goal=goal, facts=FACTS)


def test_ids_are_used_once() -> None:
    ids = [rule.id for rule in rule_base()]
    assert len(ids) == len(set(ids)) == 61


def test_platforms_by_age_are_silent_for_people_who_avoid_social_media() -> None:
    (rule,) = [rule for rule in rule_base() if rule.id == "D01"]
    assert fire([rule], standings(rule), goal="trial", facts=())
    avoids = {"life.social_media": standing(Condition("life.social_media", "low"))}
    assert not fire([rule], standings(rule) | avoids, goal="trial", facts=())


def test_measured_media_silence_the_inference_from_personality() -> None:
    (rule,) = [rule for rule in rule_base() if rule.id == "P10"]
    reserved = standings(rule)
    assert fire([rule], reserved, goal="trial", facts=())
    asked = {"life.social_media": standing(Condition("life.social_media", "high"))}
    assert not fire([rule], reserved | asked, goal="trial", facts=())


def test_equal_phrases_are_one_line_with_summed_weight() -> None:
    (rule,) = [rule for rule in rule_base() if rule.id == "L05"]
    once = fire([rule], standings(rule), goal="trial", facts=())
    twice = fire([rule, rule], standings(rule), goal="trial", facts=())
    assert [line.weight for line in twice] == [2 * line.weight for line in once]


def test_low_counts_very_low_but_not_the_other_way_round() -> None:
    low, very_low = Condition("adopt.intent", "low"), Condition("adopt.intent", "very_low")
    assert low.degree({"adopt.intent": standing(very_low)}) == 1
    assert very_low.degree({"adopt.intent": standing(low)}) == 0


@pytest.mark.parametrize("goal", Goal)
def test_every_goal_is_known(goal: Goal) -> None:
    known = goals()[goal.value]
    assert set(known.weights) <= set(constructs())
    assert known.ask.format(product="tea").count("tea") == 1
    assert known.measure


def test_no_word_for_names_is_blocked_or_speaks_of_what_the_law_protects() -> None:
    words = lexicon()
    assert not {pole.construct for pole in (*words.adjectives, *words.nouns)} & {"demo.age", "demo.income"}
    assert {pole.construct for pole in (*words.adjectives, *words.nouns)} <= set(constructs())
    for found in (*words.adjectives.values(), *words.nouns.values(), words.fallback_nouns):
        assert not any(words.blocked_words(word) for word in found)
    assert words.blocked_words("Late Luddites") == ("luddite",)
