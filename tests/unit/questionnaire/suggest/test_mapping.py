"""The mapping holds together: with the rules, the instruments, the bank and the papers."""

from __future__ import annotations

from psychograph.codebook.codebook import Role
from psychograph.instruments.catalogue import shipped
from psychograph.knowledge.base import shipped as knowledge
from psychograph.questionnaire.bank import bank
from psychograph.questionnaire.suggest.mapping import suggestions
from psychograph.questionnaire.suggest.page import constructs_of
from psychograph.study.model import Goal

MAPPING = suggestions()
# Constructs that no rule acts on: asked only where a key question is after them, or to see who answered.
NO_RULE = {
    "att.ai",
    "brand.awareness",
    "brand.consideration",
    "brand.loyalty",
    "brand.satisfaction",
    "brand.trust",
    "demo.gender",
    "demo.occupation",
    "insight.barrier",
    "insight.criteria",
    "insight.journey",
    "insight.success",
    "insight.trigger",
    "need.category_use",
    "need.involvement",
    "need.unmet",
}


def test_every_construct_is_acted_on_by_a_rule_or_answers_a_key_question() -> None:
    base = knowledge()
    acting = {name for rule in base.rules for name in constructs_of(rule)}
    acting |= {name for goal in base.goals.values() for name in goal.weights}
    assert {name for name in MAPPING.constructs if name not in acting} == NO_RULE
    answering = {name for topic in MAPPING.topics.values() for name in topic.ask}
    assert set(MAPPING.constructs) - {"demo.gender"} == answering | set(MAPPING.spare.ask) - {""}


def test_constructs_are_those_of_the_knowledge_base() -> None:
    # No construct of ours stands for artificial intelligence or gender: nothing is said of people by them.
    assert {name for name in MAPPING.constructs if name not in knowledge().constructs} == {
        "att.ai",
        "demo.gender",
    }


def test_each_goal_asks_for_all_by_which_targets_are_ranked() -> None:
    assert set(MAPPING.goals) == set(Goal)
    for goal, needs in MAPPING.goals.items():
        asked = {name for topic in needs.topics for name in MAPPING.topics[topic].ask}
        assert set(knowledge().goals[goal.value].weights) <= asked, goal


def test_topics_ask_for_known_constructs_and_cite_known_papers() -> None:
    for topic in MAPPING.topics.values():
        assert set(topic.ask) <= set(MAPPING.constructs), topic.id
        assert set(topic.evidence) <= set(knowledge().references), topic.id
        assert topic.why.endswith("."), topic.id


def test_each_construct_is_asked_by_what_measures_it() -> None:
    for name, asked in MAPPING.constructs.items():
        assert asked.scales or asked.statements or asked.question, name
        for reference in asked.scales:
            measures = shipped().scale(reference)[1].measures
            assert measures.removeprefix("-") == ("" if name == "att.ai" else name), reference
            assert not measures.startswith("-") or asked.turned, reference
        if asked.question:
            assert bank()[asked.question].measures in {name, ""}, name
            assert bank()[asked.question].question.name == asked.attribute, name


def test_validated_scales_come_first_or_the_mapping_says_why_not() -> None:
    for name, asked in MAPPING.constructs.items():
        validated = [shipped().scale(reference)[0].validated for reference in asked.scales]
        if validated != sorted(validated, reverse=True):
            assert "ours comes first" in asked.why, name


def test_every_validated_scale_that_measures_a_construct_was_looked_at() -> None:
    """A scale that ships and is not named here was left out on purpose: it is longer than what is named."""
    longer = {"ipip_bffm_50", "ipip_neo_120"}
    for pack in shipped().in_order:
        for scale in pack.scales if pack.validated and pack.id not in longer else ():
            asked = MAPPING.constructs.get(scale.measures.removeprefix("-"))
            if asked is not None:
                assert f"{pack.id}/{scale.id}" in asked.scales


def test_statements_of_ours_can_be_turned_and_name_what_they_speak_of() -> None:
    for asked in MAPPING.constructs.values():
        if asked.statements:
            assert sum(one.startswith("-") for one in asked.statements) == 1, asked.construct
            assert len(asked.statements) >= 3, asked.construct


def test_names_of_attributes_are_unique_and_spelled_as_names() -> None:
    names = [
        name for asked in MAPPING.constructs.values() for name in (asked.attribute, asked.turned) if name
    ]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() and name[0].isupper() for name in names)


def test_what_law_forbids_to_build_on_only_describes() -> None:
    for name, asked in MAPPING.constructs.items():
        if name.startswith(("demo.", "geo.", "beh.")):
            assert asked.role is Role.DESCRIPTOR, name
