"""Briefs: one a persona, by its role; what they say is measured, declared or of a rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import pytest
from unit.strategy.briefing import briefs_of, changed

from psychograph.knowledge.clashes import Clash
from psychograph.knowledge.levels import Level
from psychograph.knowledge.rules import Advice, Basis, Grade, Slot, Standing
from psychograph.personas.persona import Persona
from psychograph.runs.run import Run, run_steps
from psychograph.strategy.brief import Brief
from psychograph.strategy.lines import BriefLine, Stage
from psychograph.strategy.targets import TargetRole

pytestmark = pytest.mark.usefixtures("hasty_judgement")

REALISTS, PIONEERS = 1, 2
RUNNERS, PURCHASERS, NON_ADOPTERS = 1, 2, 3


def lines_of(value: object) -> Iterator[BriefLine]:
    if isinstance(value, BriefLine):
        yield value
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from lines_of(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from lines_of(item)


def advice(
    slot: Slot, phrase: str, *rules: str, grade: Grade = Grade.B, attribute: str = "Openness"
) -> Advice:
    basis = Basis.HYPOTHESIS if grade is Grade.D else Basis.INFERRED
    return Advice(slot, phrase, 1.0, rules, (attribute,), ("joyal2022",), (), grade, (), basis)


def with_persona(run: Run, segment: int, **changes: object) -> tuple[Persona, ...]:
    return tuple(replace(p, **changes) if p.segment == segment else p for p in run.personas)  # type: ignore[arg-type]


def test_one_brief_a_persona_and_the_target_first(worked_example: Run, wearable: Run) -> None:
    for run in (worked_example, wearable):
        assert [brief.segment for brief in run.briefs] == [score.segment for score in run.ranking.scores]
        assert run.briefs[0] is run.brief
        assert run.briefs[0].role is TargetRole.PRIMARY


def test_the_four_lines_read_on_from_one_another(worked_example: Run) -> None:
    assert worked_example.brief is not None
    four = worked_example.brief.summary
    assert f"Get {four.get} who {four.who}, to {four.to}, by {four.by}" == (
        "Get Innovative Pioneers, 16 of the 28 who answered (57%), who are open to new ideas, try new "
        "products early, and decide with others in mind, to be the first to try the eco line, and take part "
        "in what it supports, by the idea “take part in a change you can see”, made real through early "
        "access, an event "
        "they can join, and a reward for bringing a friend."
    )


def test_a_second_wave_is_shown_proof_and_the_version_that_made_it_one(wearable: Run) -> None:
    brief = briefs_of(wearable)[PURCHASERS]
    assert brief.role is TargetRole.SECOND_WAVE
    assert "once others have shown that it works" in brief.summary.to
    assert "independent results" in brief.summary.by
    assert "the simpler or the previous generation" in brief.summary.by
    assert brief.theme.text == "simple to own"


def test_an_insight_tells_what_pulls_and_what_holds_by_what_counts_for_the_goal(wearable: Run) -> None:
    briefs = briefs_of(wearable)
    assert briefs[PURCHASERS].insight.text.startswith(
        "They intend to buy, but wait for proof before trying and are careful with money."
    )
    assert "All of this pulls towards the new wearable" in briefs[RUNNERS].insight.text
    assert briefs[NON_ADOPTERS].insight.text.startswith(
        "They see a use for the product, but do not intend to buy"
    )


def test_every_insight_rests_on_statements_of_its_persona(worked_example: Run, wearable: Run) -> None:
    for run in (worked_example, wearable):
        for brief in run.briefs:
            (persona,) = [p for p in run.personas if p.segment == brief.segment]
            known = {statement.id for statement in persona.statements}
            assert brief.insight.statements
            assert set(brief.insight.statements) | set(brief.summary.statements) <= known


def test_media_use_chooses_channels_and_is_no_insight(worked_example: Run) -> None:
    for brief in worked_example.briefs:
        assert "social media" not in brief.insight.text
        assert "social media" not in brief.summary.who


def test_who_will_not_buy_is_not_sold_to(wearable: Run) -> None:
    brief = briefs_of(wearable)[NON_ADOPTERS]
    assert "give presents to Calm Non-adopters" in brief.summary.get
    assert brief.summary.to == "give the new wearable as a present"
    sold = (brief.frames, brief.proofs, brief.offers, brief.early_access, brief.referral, brief.events)
    assert not any(sold)
    assert {rule for line in brief.channels for rule in line.rules} == {"A06"}
    assert "gift" in brief.role_advice[0].text
    assert brief.kpis is not None
    assert "presents" in brief.kpis.primary.text
    assert "presents" in brief.where_now.text
    assert brief.budget.portions == ()


def test_not_now_says_why_and_what_would_change_it_and_spends_nothing(worked_example: Run) -> None:
    brief = briefs_of(worked_example, roles={REALISTS: TargetRole.NOT_NOW})[REALISTS]
    assert "wait for proof before trying" in brief.why_role
    assert any("try new products early" in sentence for sentence in brief.would_change)
    assert any("target: 1" in sentence for sentence in brief.would_change)
    assert brief.plan is None
    assert brief.kpis is None
    assert not any((brief.messages, brief.channels, brief.timing, brief.offers, brief.frames))
    assert "Nothing is spent" in brief.budget.text


def test_not_now_names_the_condition_that_rules_a_persona_out(worked_example: Run) -> None:
    study = changed(worked_example.study, strategy__ratings={REALISTS: {"served": False}})
    run = run_steps(study, worked_example.responses)
    (brief,) = [brief for brief in run.briefs if brief.segment == REALISTS]
    assert brief.role is TargetRole.NOT_NOW
    assert brief.why_role.startswith("A condition without which nobody is proposed is not met")
    assert brief.would_change[0] == "The condition that is not met, once it is."


def test_maintain_keeps_who_buys_already(worked_example: Run) -> None:
    brief = briefs_of(worked_example, roles={REALISTS: TargetRole.MAINTAIN})[REALISTS]
    assert brief.summary.to == "stay with the eco line"
    assert brief.kpis is not None
    assert "kept" in brief.kpis.primary.text
    assert brief.plan is not None
    assert [arm.kind for arm in brief.plan.arms] == ["message", "holdout"]
    assert brief.plan.bets[0].message_other == "holdout"
    assert not brief.early_access


def test_also_suitable_says_what_differs_from_the_target(worked_example: Run) -> None:
    briefs = briefs_of(worked_example, roles={REALISTS: TargetRole.ALSO_SUITABLE})
    differs = {line.text for line in briefs[REALISTS].differs}
    same = {line.text for line in lines_of(briefs[PIONEERS])}
    assert "formal and respectful" in differs
    assert not differs & same
    assert briefs[PIONEERS].differs == ()


@pytest.mark.parametrize("role", TargetRole)
def test_every_role_gives_a_whole_brief(worked_example: Run, wearable: Run, role: TargetRole) -> None:
    for run in (worked_example, wearable):
        last = run.ranking.scores[-1].segment
        brief = briefs_of(run, roles={run.ranking.scores[0].segment: TargetRole.SECOND_WAVE, last: role})[
            last
        ]
        assert all((brief.summary.get, brief.summary.who, brief.summary.to, brief.summary.by, brief.why_role))
        assert [guard.id for guard in brief.guards] == [f"S{n:02d}" for n in range(1, 13)]
        assert [item.guard for item in brief.compliance] == [guard.id for guard in brief.guards]
        known = {rule.id for rule in run.knowledge.rules}
        for line in lines_of(brief):
            assert line.text
            assert line.rules or line.basis in {"goal", "yours", "open", "hypothesis"}
            assert set(line.rules) <= known


def test_every_rule_and_paper_of_a_brief_stands_in_its_appendix(worked_example: Run) -> None:
    for brief in worked_example.briefs:
        rules = {rule for line in lines_of(brief) for rule in line.rules}
        assert {used.rule for used in brief.evidence.rules} == rules
        cited = {key for used in brief.evidence.rules for key in (*used.references, *used.against)}
        assert {paper.key for paper in brief.evidence.references} == cited
        assert all(paper.checked for paper in brief.evidence.references)


def test_what_presses_on_a_weakness_is_in_no_brief(worked_example: Run) -> None:
    bad = advice(Slot.FRAME, "use their fear of missing out", "P01")
    personas = with_persona(worked_example, PIONEERS, advice=(bad, *worked_example.personas[1].advice))
    brief = briefs_of(worked_example, personas=personas)[PIONEERS]
    assert "fear" not in " ".join(line.text for line in lines_of(brief))
    assert [guard.acts for guard in brief.guards if guard.id == "S04"] == [True]


def test_where_the_law_forbids_it_age_chooses_no_channel(worked_example: Run) -> None:
    study = changed(worked_example.study, strategy__category="insurance")
    for brief in run_steps(study, worked_example.responses).briefs:
        assert not [line for line in lines_of(brief) if "Age" in line.attributes]
        assert [guard.acts for guard in brief.guards if guard.id == "S03"] == [True]
    assert [line for brief in worked_example.briefs for line in lines_of(brief) if "Age" in line.attributes]


def test_a_hypothesis_is_marked_and_leads_only_where_there_is_nothing_else(worked_example: Run) -> None:
    weak = advice(Slot.FRAME, "bright colours", "G02", grade=Grade.D)
    firm = advice(Slot.FRAME, "plain words", "P03")
    personas = with_persona(worked_example, PIONEERS, advice=(weak, firm))
    brief = briefs_of(worked_example, personas=personas)[PIONEERS]
    assert brief.theme.text == "plain words"
    assert [line.basis for line in brief.frames] == ["hypothesis", "inferred"]
    alone = briefs_of(worked_example, personas=with_persona(worked_example, PIONEERS, advice=(weak,)))[
        PIONEERS
    ]
    assert (alone.theme.text, alone.theme.basis) == ("bright colours", "hypothesis")


def test_without_any_advice_a_brief_still_stands(worked_example: Run) -> None:
    personas = with_persona(worked_example, PIONEERS, advice=(), standings=())
    brief = briefs_of(worked_example, personas=personas)[PIONEERS]
    assert brief.theme.text == "what the product does, plainly said"
    assert brief.insight == worked_example.personas[1].one_line
    assert worked_example.personas[1].one_line.text in brief.summary.who
    assert all(line.basis == "open" for line in brief.channels)


def test_of_two_angles_of_one_weight_the_one_that_sets_them_apart_leads(worked_example: Run) -> None:
    near, far = (
        Standing("x", name, Level.HIGH, 0.5, g, 1.0, 0.5, 4.0) for name, g in (("A", 0.6), ("B", 2.4))
    )
    angles = (
        advice(Slot.FRAME, "a nearer one", "P03", attribute="A"),
        advice(Slot.FRAME, "the farther one", "P04", attribute="B"),
    )
    personas = with_persona(worked_example, PIONEERS, advice=angles, standings=(near, far))
    assert briefs_of(worked_example, personas=personas)[PIONEERS].theme.text == "the farther one"


def test_an_open_question_of_the_rules_becomes_arms_of_the_test(worked_example: Run) -> None:
    sides = (advice(Slot.TIMING, "early access", "A01"), advice(Slot.TIMING, "second wave", "A05"))
    clashes = (
        Clash(Slot.TIMING, sides, None, "Early or late?"),
        Clash(Slot.TIMING, sides, sides[0], "Early."),
    )
    brief = briefs_of(worked_example, personas=with_persona(worked_example, PIONEERS, clashes=clashes))[
        PIONEERS
    ]
    (question,) = brief.open_questions
    assert question.text == "Early or late?"
    assert brief.plan is not None
    arms = {arm.name: arm.text for arm in brief.plan.arms if arm.kind == "question"}
    assert arms == {"question-1-a": "Early access", "question-1-b": "Second wave"}
    assert set(question.arms) == set(arms)
    assert [cell.segment for cell in brief.plan.cells if cell.arm in arms] == [PIONEERS, PIONEERS]


def test_channels_tell_their_stage_and_what_nobody_asked(worked_example: Run, wearable: Run) -> None:
    briefs = briefs_of(worked_example)
    stages = {line.text: line.stage for line in briefs[PIONEERS].channels}
    assert stages["social media"] is Stage.SEE
    assert stages["niche creators with real fit; test a small and a mid-size tier"] is Stage.THINK
    assert stages["beta sign-up or limited first run with a feedback loop"] is Stage.DO
    (comparison,) = [line for line in briefs[REALISTS].channels if "comparison" in line.text]
    assert comparison.stage is Stage.THINK
    for brief in (*worked_example.briefs, *wearable.briefs):
        assert [s for s in Stage if any(c.stage is s for c in brief.channels)] == list(Stage)
        assert [line.stage for line in brief.channels] == sorted(
            (line.stage for line in brief.channels), key=list(Stage).index
        )
    unknown = [line for line in briefs_of(wearable)[PURCHASERS].channels if line.basis == "open"]
    assert "which media they use" in unknown[0].text
    assert not unknown[0].rules


def test_a_figure_comes_with_its_source(worked_example: Run) -> None:
    facts = [line for line in briefs_of(worked_example)[PIONEERS].channels if line.basis == "fact"]
    (line,) = facts  # platforms of one survey stand in one line, each with its figure
    assert line.text == (
        "YouTube 93%, Instagram 78%, Snapchat 65%, TikTok 62% "
        "(people aged 18 to 29, United States, September 2023)"
    )
    assert line.note.startswith("Pew Research Center 2024")


def test_people_to_look_for_speak_for_the_cause(worked_example: Run) -> None:
    texts = [line.text for line in briefs_of(worked_example)[PIONEERS].influencers]
    assert (
        texts[-1] == "look first among people already active for communities in need, trees and clean oceans"
    )


def test_guards_say_which_lines_wait_for_them(worked_example: Run) -> None:
    brief = briefs_of(worked_example)[PIONEERS]
    waiting = {item.guard: item for item in brief.compliance}
    assert waiting["S06"].status == "to settle"
    assert any("creators" in text for text in waiting["S06"].concerns)
    assert any("plants a tree" in text for text in waiting["S05"].concerns)
    assert waiting["S08"].status == "acts"
    assert waiting["S03"].status == "quiet"
    settled = briefs_of(worked_example, objective__facts__new_product__limited_to="500 bottles")[PIONEERS]
    assert waiting["S07"].status == "to settle"
    assert {item.guard: item.status for item in settled.compliance}["S07"] == "quiet"


def test_what_is_missing_is_said_before_the_start_and_goes_when_it_is_there(worked_example: Run) -> None:
    brief = briefs_of(worked_example)[PIONEERS]
    assert any("base_rate" in sentence for sentence in brief.before_start)
    assert any("3 claims that have none" in sentence for sentence in brief.before_start)
    assert any(
        "all your claims are about the cause" in s for s in briefs_of(worked_example)[REALISTS].before_start
    )
    claims = [{"text": "Three years of warranty", "evidence": "terms"}]
    whole = briefs_of(
        worked_example,
        objective__facts__claims=claims,
        objective__facts__cause__pledges=[],
        objective__facts__new_product__limited_to="500 bottles",
        objective__measure={"metric": "sign-ups a week", "base": 40, "target": 60},
        strategy__campaign__base_rate=0.02,
    )
    # 28 people stay too few, whatever the user writes down.
    assert [text[:20] for text in whole[PIONEERS].before_start] == ["Collect more answers"]


def test_the_order_of_personas_changes_no_brief(wearable: Run) -> None:
    assert briefs_of(wearable) == briefs_of(wearable, personas=wearable.personas[::-1])


def test_nobody_to_target_leaves_every_other_brief(worked_example: Run) -> None:
    briefs = briefs_of(worked_example, roles=dict.fromkeys((REALISTS, PIONEERS), TargetRole.SECOND_WAVE))
    assert all("names no first wave" in brief.timing[0].start for brief in briefs.values())
    assert all(isinstance(brief, Brief) for brief in briefs.values())
