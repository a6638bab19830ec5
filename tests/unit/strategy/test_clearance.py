"""Rules are cleared of what a guard forbids, the figures they ask for included."""

from __future__ import annotations

import pytest

from psychograph.knowledge.base import shipped
from psychograph.knowledge.own import parse_knowledge
from psychograph.language.language import language
from psychograph.runs.run import Run
from psychograph.strategy.guards.clearance import cleared, without_special_poles
from psychograph.study.model import StrategySettings

ASKS = """\
rules:
  - id: OUR1
    when: [[any, always]]
    asks: platform_use
    then: {platform: "{answer}"}
    grade: B
"""


@pytest.mark.parametrize(("category", "kept"), [("general", True), ("housing", False)])
def test_a_table_by_age_is_not_asked_where_age_may_not_choose(
    worked_example: Run, category: str, kept: bool
) -> None:
    strategy = StrategySettings.model_validate({"category": category})
    study = worked_example.study.model_copy(update={"strategy": strategy})
    base = parse_knowledge(ASKS, "our_rules.yaml", shipped())
    clear = cleared(base, study, language())
    assert ("OUR1" in {rule.id for rule in clear.rules}) is kept
    assert ("OUR1" in {line.rule for line in clear.withheld if line.guard == "S03"}) is not kept


@pytest.mark.parametrize(
    ("slot", "phrase", "guard"),
    [
        ("frame", "sc\u0430re them", "S04"),  # a Cyrillic letter that looks Latin
        ("offer", "make them addic\u200bted", "S04"),
        ("motive", "they are probably Mus\u00adlim", "S01"),
        ("note", "likely depressed or pregnant", "S01"),
        ("note", "do not read religion into this", ""),
        ("channel", "reach children under 13", "S02"),
        ("influencer", "kid influencers", "S02"),
        ("dont", "do not reach children", ""),
        ("channel", "magazines for parents of children", ""),
    ],
)
def test_lines_of_own_rules_do_not_slip_past_the_guards(
    worked_example: Run, slot: str, phrase: str, guard: str
) -> None:
    own = f'rules:\n  - {{id: OUR1, when: [[any, always]], then: {{{slot}: "{phrase}"}}}}\n'
    clear = cleared(parse_knowledge(own, "our_rules.yaml", shipped()), worked_example.study, language())
    assert [line.guard for line in clear.withheld if line.rule == "OUR1"] == ([guard] if guard else [])
    assert ("OUR1" in {rule.id for rule in clear.rules}) is not bool(guard)


def test_no_shipped_line_reaches_minors_or_speaks_of_special_categories(worked_example: Run) -> None:
    assert cleared(shipped(), worked_example.study, language()).withheld == ()
    assert without_special_poles(shipped())[1] == {}


def test_own_constructs_say_nothing_of_special_categories() -> None:
    own = "constructs: {ours.one: {family: x, tokens: [q], high: are devout Muslims, low: are calm}}\n"
    base, said = without_special_poles(parse_knowledge(own, "our_rules.yaml", shipped()))
    assert said == {"ours.one": ("are devout Muslims",)}
    assert (base.constructs["ours.one"].high, base.constructs["ours.one"].low) == ("", "")
