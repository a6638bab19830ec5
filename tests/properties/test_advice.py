"""Whatever a segment is like: no advice contradicts itself, and each line carries what it rests on."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from psychograph.knowledge.base import shipped
from psychograph.knowledge.firing import Setting, fire
from psychograph.knowledge.levels import Level, level_of, salience_of
from psychograph.knowledge.rules import Basis, Grade, Slot, Standing
from psychograph.study.model import Goal

BASE = shipped()
RULES = {rule.id: rule for rule in BASE.rules}
CONSTRUCTS = sorted(
    {c.construct for rule in BASE.rules for c in (*rule.when, *rule.also_any, *rule.unless)} - {"any"}
)


@st.composite
def standings(draw: st.DrawFn) -> dict[str, Standing]:
    found = {}
    for construct in draw(st.lists(st.sampled_from(CONSTRUCTS), unique=True, max_size=len(CONSTRUCTS))):
        position, g = draw(st.floats(-1, 1)), draw(st.floats(-4, 4))
        median = draw(st.floats(0, 110)) if construct == "demo.age" else 3.0
        level = level_of(position, g)
        salience = salience_of(position, g)
        clear = draw(st.booleans()) or level is Level.MID
        found[construct] = Standing(
            construct, f"Q {construct}", level, position, g, g / 2, salience, median, clear
        )
    return found


settings_of_campaigns = st.builds(
    Setting,
    st.sampled_from([None, "US", "GB", "DE", "FR", "AQ"]),
    st.dates(date(2022, 1, 1), date(2029, 1, 1)),
)
owned = st.sets(st.sampled_from(["new_product", "cause", "eco_facts"]))


@settings(max_examples=300)
@given(standings(), st.sampled_from(Goal), owned, settings_of_campaigns)
def test_advice_holds_together(
    stands: dict[str, Standing], goal: Goal, facts: set[str], setting: Setting
) -> None:
    fired = fire(BASE, stands, goal=goal, owned=facts, setting=setting)
    for entry in BASE.clashes:
        sides = [[line for line in fired.advice if any(n.names(line) for n in side)] for side in entry.sides]
        assert not all(sides), entry.id
    for clash in fired.clashes:
        assert clash.kept is None or clash.kept in clash.sides
        assert not {side for side in clash.sides if side != clash.kept} & set(fired.advice)
    assert len({(line.slot, line.phrase) for line in fired.advice}) == len(fired.advice)
    weights = [line.weight for line in fired.advice]
    assert weights == sorted(weights, reverse=True)
    for line in fired.advice:
        rules = [RULES[key] for key in line.rules]
        assert 0 < line.weight <= sum(3 for _ in rules)
        assert line.grade == min(rule.grade for rule in rules)
        assert line.evidence or line.grade is Grade.D
        assert (line.basis is Basis.HYPOTHESIS) <= line.hypothesis
        assert (line.basis is Basis.FACT) <= bool(line.note)
        assert set(line.attributes) <= {standing.attribute for standing in stands.values()}
        assert all(not rule.needs or rule.needs in facts for rule in rules)
        assert all(not rule.goals or goal in rule.goals for rule in rules)
        assert "{" not in line.phrase + line.note
    if setting.country is None:
        assert not [line for line in fired.advice if line.slot is Slot.PLATFORM]
    spoke = {key for line in fired.advice for key in line.rules}
    assert not spoke & {key for key, _ in fired.silent}


@given(standings(), st.sampled_from(Goal), owned, settings_of_campaigns)
def test_the_order_in_which_things_were_asked_is_nobodys_business(
    stands: dict[str, Standing], goal: Goal, facts: set[str], setting: Setting
) -> None:
    turned = dict(reversed(stands.items()))
    assert fire(BASE, stands, goal=goal, owned=facts, setting=setting) == fire(
        BASE, turned, goal=goal, owned=facts, setting=setting
    )
