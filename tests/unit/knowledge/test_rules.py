"""The rule base is whole, and every rule can speak and be silent: generated from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from psychograph.knowledge.base import KnowledgeBase, shipped
from psychograph.knowledge.clashes import Clash, Contradiction, LineName
from psychograph.knowledge.facts import FactTable, Group, Survey
from psychograph.knowledge.firing import Fired, Setting, fire
from psychograph.knowledge.levels import Level
from psychograph.knowledge.lexicon import lexicon
from psychograph.knowledge.rules import Condition, Rule, Slot, Standing
from psychograph.knowledge.told import ANSWER
from psychograph.study.model import Goal

OWNED = ("cause", "new_product", "eco_facts")
RULES = shipped().rules
NOBODY = Setting(None, date(2025, 3, 1))


def standing(condition: Condition, median: float | None = None) -> Standing:
    level = Level(condition.level) if condition.band is None else Level.MID
    side = 1 if level is Level.HIGH else -1
    if median is None:
        median = sum(condition.band) / 2 if condition.band else 0.0
    return Standing(condition.construct, "Column", level, 0.8 * side, 2.0 * side, 1.0 * side, 0.8, median)


def all_of(*conditions: Condition, median: float | None = None) -> dict[str, Standing]:
    return {c.construct: standing(c, median) for c in conditions if c.level != "always"}


def speaks(rule: Rule, standings: dict[str, Standing], setting: Setting = NOBODY, **given: object) -> Fired:
    goal = str(given.get("goal", min(rule.goals, default="trial")))
    owned: tuple[str, ...] = tuple(given.get("owned", OWNED))  # type: ignore[arg-type]
    base = replace(shipped(), rules=(rule,))
    return fire(base, standings, goal=goal, owned=owned, setting=setting)


def answered(rule: Rule) -> tuple[Setting, float | None]:
    """Return where and when, and with which median, a rule that asks a table gets an answer."""
    if not rule.asks:
        return NOBODY, None
    table = shipped().facts[rule.asks]
    for survey, group in rows(table):
        value = group.low if group.low > 0 else None
        setting = Setting(survey.country, survey.ended.first_day)
        inside = value is None or any(c.band and c.band[0] <= value <= c.band[1] for c in rule.when)
        if inside and table.ask(setting.country, setting.as_of, value=value, name=rule.group):
            return setting, value
    raise AssertionError(f"no figure of {rule.asks} lets {rule.id} speak")


def rows(table: FactTable) -> Iterator[tuple[Survey, Group]]:
    return ((survey, group) for survey in table.surveys for group in survey.groups)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_fires_where_its_conditions_hold_and_says_all_it_has(rule: Rule) -> None:
    setting, median = answered(rule)
    for other in rule.also_any or (None,):
        conditions = (*rule.when, *([other] if other else []))
        fired = speaks(rule, all_of(*conditions, median=median), setting)
        assert fired.advice, other
        assert {line.slot for line in fired.advice} == {slot for slot, _ in rule.then}
        if not rule.asks:
            assert {(line.slot, line.phrase) for line in fired.advice} == set(rule.then)
        assert not fired.silent
        assert not any(ANSWER in line.phrase for line in fired.advice)


def silencers(rule: Rule) -> Iterator[tuple[str, dict[str, Standing], dict[str, object]]]:
    """Yield everything that must silence a rule: what it is, where the segment stands, what else is given."""
    _, median = answered(rule)
    whole = (*rule.when, *rule.also_any[:1])
    for condition in rule.when:
        if condition.level == "always":
            continue
        rest = [c for c in whole if c is not condition]
        yield f"without {condition.construct}", all_of(*rest, median=median), {}
        yield (
            f"{condition.construct} otherwise",
            all_of(*rest, opposite(condition), median=outside(condition)),
            {},
        )
    if rule.also_any:
        yield "none of also_any", all_of(*rule.when, median=median), {}
    for condition in rule.unless:
        yield f"unless {condition.construct}", all_of(*whole, condition, median=median), {}
    if rule.unless_measured:
        asked = Condition(rule.unless_measured, "mid")
        yield f"{rule.unless_measured} was asked", all_of(*whole, asked, median=median), {}
    if rule.needs:
        yield f"without {rule.needs}", all_of(*whole, median=median), {"owned": set(OWNED) - {rule.needs}}
    if rule.goals:
        yield "another goal", all_of(*whole, median=median), {"goal": min(set(Goal) - rule.goals)}


def opposite(condition: Condition) -> Condition:
    if condition.band is not None:
        return condition
    turned = {"high": "low", "low": "high", "very_low": "low", "mid": "high"}
    return Condition(condition.construct, turned[condition.level])


def outside(condition: Condition) -> float | None:
    return None if condition.band is None else condition.band[1] + 1


SILENT = [(rule, *case) for rule in RULES for case in silencers(rule)]


@pytest.mark.parametrize(
    ("rule", "_why", "standings", "given"), SILENT, ids=[f"{c[0].id} {c[1]}" for c in SILENT]
)
def test_every_rule_is_silent_where_one_thing_is_missing(
    rule: Rule, _why: str, standings: dict[str, Standing], given: dict[str, object]
) -> None:
    assert not speaks(rule, standings, answered(rule)[0], **given).advice


def test_every_field_that_can_silence_a_rule_is_tried() -> None:
    # A rule base in which nobody used a field would leave the code behind it untested.
    fields = "also_any unless goals needs unless_measured asks group measured protects role risk"
    assert all(any(getattr(rule, name) for rule in RULES) for name in fields.split())
    assert any(c.band for rule in RULES for c in rule.when)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.asks], ids=lambda rule: rule.id)
def test_rules_that_ask_a_table_say_why_they_stay_silent(rule: Rule) -> None:
    setting, median = answered(rule)
    stands = all_of(*rule.when, median=median)
    nowhere = speaks(rule, stands, NOBODY)
    assert nowhere.advice == ()
    assert [key for key, _ in nowhere.silent] == [rule.id]
    assert "names no country" in nowhere.silent[0][1]
    elsewhere = speaks(rule, stands, Setting("AQ", setting.as_of))
    assert "Antarctica" in elsewhere.silent[0][1]
    much_later = speaks(rule, stands, Setting(setting.country, date(2040, 1, 1)))
    assert "look up current ones" in much_later.silent[0][1]
    before = speaks(rule, stands, Setting(setting.country, date(2015, 1, 1)))
    assert "after the first day" in before.silent[0][1]


def test_ids_are_used_once() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))


def test_equal_phrases_are_one_line_with_summed_weight() -> None:
    (rule,) = [rule for rule in RULES if rule.id == "L05"]
    base = replace(shipped(), rules=(rule, replace(rule, id="L99")))
    once = speaks(rule, all_of(*rule.when)).advice
    twice = fire(base, all_of(*rule.when), goal="trial", owned=(), setting=NOBODY).advice
    assert [line.weight for line in twice] == [2 * line.weight for line in once]
    assert twice[0].rules == ("L05", "L99")


def test_low_counts_very_low_but_not_the_other_way_round() -> None:
    low, very_low = Condition("adopt.intent", "low"), Condition("adopt.intent", "very_low")
    assert low.degree(all_of(very_low)) == 1
    assert very_low.degree(all_of(low)) == 0


def test_media_that_were_asked_about_are_measured_and_traits_are_inferred() -> None:
    bases = {
        (line.rules, line.slot): line.basis
        for rule in RULES
        for line in speaks(rule, all_of(*rule.when), answered(rule)[0]).advice
    }
    assert bases[("L01",), Slot.CHANNEL] == "measured"
    assert bases[("L01",), Slot.KPI] == "inferred"
    assert bases[("P01",), Slot.FRAME] == "inferred"
    assert bases[("P13",), Slot.TONE] == "hypothesis"


@pytest.mark.parametrize("goal", Goal)
def test_every_goal_is_known(goal: Goal) -> None:
    base = shipped()
    known = base.goals[goal.value]
    assert set(known.weights) <= set(base.constructs)
    assert known.ask.format(product="tea").count("tea") == 1
    assert known.measure


def test_no_word_for_names_is_blocked_or_speaks_of_what_the_law_protects() -> None:
    words = lexicon()
    assert not {pole.construct for pole in (*words.adjectives, *words.nouns)} & {"demo.age", "demo.income"}
    assert {pole.construct for pole in (*words.adjectives, *words.nouns)} <= set(shipped().constructs)
    for found in (*words.adjectives.values(), *words.nouns.values(), words.fallback_nouns):
        assert not any(words.blocked_words(word) for word in found)
    assert words.blocked_words("Late Luddites") == ("luddite",)


# ---- contradictions


@pytest.mark.parametrize("entry", shipped().clashes, ids=lambda entry: entry.id)
def test_every_contradiction_can_arise(entry: Contradiction) -> None:
    """Some line of the one side can stand against some line of the other, in one segment."""
    by_id = {rule.id: rule for rule in RULES}
    found: list[Clash] = []
    for first in entry.sides[0]:
        for second in entry.sides[1]:
            rules = (by_id[first.rule], by_id[second.rule])
            assert all(slot in dict(r.then) for r, slot in zip(rules, (first.slot, second.slot), strict=True))
            conditions = [c for rule in rules for c in (*rule.when, *rule.also_any[:1])]
            if len({c.construct for c in conditions}) < len(set(conditions)):
                continue  # one construct cannot be high and low at once
            goal = min((rules[0].goals | rules[1].goals) or {"trial"})
            base = replace(shipped(), rules=tuple(dict.fromkeys(rules)), clashes=(entry,))
            fired = fire(base, all_of(*conditions), goal=goal, owned=OWNED, setting=NOBODY)
            found += fired.clashes
            lines = set(fired.advice)
            for clash in fired.clashes:
                assert clash.why
                assert {clash.kept} & lines == ({clash.kept} if clash.kept else set())
                assert not {side for side in clash.sides if side != clash.kept} & lines
    assert found


def two_lines(base: KnowledgeBase, first: Rule, second: Rule) -> tuple[str, ...]:
    fired = fire(base, all_of(*first.when, *second.when), goal="trial", owned=OWNED, setting=NOBODY)
    return tuple(clash.kept.phrase if clash.kept else "open" for clash in fired.clashes)


def test_what_protects_people_wins_then_what_was_measured_then_what_is_owned_then_weight() -> None:
    by_id = {rule.id: rule for rule in RULES}
    quick, slow = by_id["V15"], by_id["V13"]
    quick = replace(quick, then=((Slot.DEPTH, "quick"),), priority=3)
    slow = replace(slow, then=((Slot.DEPTH, "slow"),), grade=quick.grade, effect=quick.effect, priority=3)
    entry = Contradiction("K", ((LineName("V15", Slot.DEPTH),), (LineName("V13", Slot.DEPTH),)), "Which?")
    base = replace(shipped(), clashes=(entry,))

    def kept(first: Rule, second: Rule) -> tuple[str, ...]:
        return two_lines(replace(base, rules=(first, second)), first, second)

    assert kept(quick, slow) == ("open",)
    assert kept(replace(quick, priority=2), slow) == ("slow",)  # half as heavy again
    assert kept(replace(quick, needs="cause"), slow) == ("quick",)
    assert kept(replace(quick, needs="cause", priority=1), slow) == ("quick",)
    assert kept(replace(quick, needs="cause"), replace(slow, measured=frozenset({Slot.DEPTH}))) == ("slow",)
    guarded = replace(quick, protects=frozenset({Slot.DEPTH}), priority=1)
    assert kept(guarded, replace(slow, measured=frozenset({Slot.DEPTH}))) == ("quick",)


def test_the_same_phrase_advised_and_warned_of_is_a_clash() -> None:
    by_id = {rule.id: rule for rule in RULES}
    loud = replace(by_id["V13"], then=((Slot.VISUAL, "Crowd scenes"),))
    quiet = replace(by_id["P09"], then=((Slot.DONT, "crowd scenes"),), grade=loud.grade, priority=1)
    base = replace(shipped(), rules=(loud, quiet), clashes=())
    fired = fire(base, all_of(*loud.when, *quiet.when), goal="trial", owned=(), setting=NOBODY)
    assert fired.advice == ()
    assert [(clash.kept, clash.slot) for clash in fired.clashes] == [(None, Slot.VISUAL)]
    assert "Does “Crowd scenes” help or harm?" in fired.clashes[0].why


def test_a_warning_that_wins_or_loses_reads_as_one() -> None:
    by_id = {rule.id: rule for rule in RULES}
    loud, quiet = by_id["V13"], by_id["P09"]
    (entry,) = [entry for entry in shipped().clashes if entry.id == "K07"]
    base = replace(shipped(), rules=(loud, quiet), clashes=(entry,))
    fired = fire(base, all_of(*loud.when, *quiet.when), goal="trial", owned=(), setting=NOBODY)
    assert [clash.why for clash in fired.clashes] == [
        "“avoid crowd scenes and loud campaigns” stands against “sensory, fast-moving”, "
        "since its evidence weighs more."
    ]
