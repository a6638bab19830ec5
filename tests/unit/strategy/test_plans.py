"""Aims, measures, gates, budget and the test plan."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from unit.strategy.briefing import briefs_of

from psychograph.runs.run import Run
from psychograph.stats.sample_size import two_mean_size
from psychograph.strategy.brief import Brief
from psychograph.strategy.kpis import KpiTree
from psychograph.strategy.lines import Stage
from psychograph.strategy.plan import TestPlan
from psychograph.strategy.sizes import size_rows
from psychograph.strategy.targets import TargetRole
from psychograph.study.model import CampaignSettings, Goal

REALISTS, PIONEERS = 1, 2
RUNNERS, PURCHASERS, NON_ADOPTERS = 1, 2, 3


def plan_of(brief: Brief) -> TestPlan:
    assert brief.plan is not None
    return brief.plan


def tree_of(brief: Brief) -> KpiTree:
    assert brief.kpis is not None
    return brief.kpis


def test_no_number_is_made_up_where_the_user_gave_none(worked_example: Run) -> None:
    brief = briefs_of(worked_example)[PIONEERS]
    assert (brief.where_now.value, brief.where_to_be.value) == (None, None)
    assert "find out this number: first purchases" in brief.where_now.text
    assert "Set a target" in brief.where_to_be.text


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "Sign-ups a week: 60. Set the day and name who answers for it."),
        ({"by": "2025-06-30"}, "Sign-ups a week: 60 by June 30, 2025. Name who answers for it."),
        ({"owner": "Ada"}, "Sign-ups a week: 60; Ada answers for it. Set the day."),
        ({"by": "2025-06-30", "owner": "Ada"}, "Sign-ups a week: 60 by June 30, 2025; Ada answers for it."),
    ],
)
def test_where_to_be_is_the_users(worked_example: Run, more: dict[str, str], said: str) -> None:
    measure = {"metric": "sign-ups a week", "base": 1_240.5, "target": 60, **more}
    brief = briefs_of(worked_example, objective__measure=measure)[PIONEERS]
    assert brief.where_now.text == "Sign-ups a week: 1,240.5 today."
    assert brief.where_to_be.text == said
    assert (brief.where_to_be.by, brief.where_to_be.owner) == (more.get("by", ""), more.get("owner", ""))
    assert tree_of(brief).primary.text == "sign-ups a week"
    assert tree_of(brief).primary.basis == "yours"


def test_measures_of_rules_stand_at_their_stage(worked_example: Run) -> None:
    tree = tree_of(briefs_of(worked_example)[PIONEERS])
    by_rule = {rule: d.stage for d in tree.diagnostics for line in d.lines for rule in line.rules}
    assert by_rule == {"L01": Stage.SEE, "V02": Stage.THINK, "A01": Stage.DO, "A02": Stage.CARE}
    assert [d.stage for d in tree.diagnostics] == list(Stage)
    said = " ".join(line.text for line in tree.guardrails)
    assert all(word in said for word in ("margin", "complaints", "opt-outs", "refunds"))


@pytest.mark.parametrize("goal", Goal)
def test_every_goal_has_its_tree(worked_example: Run, goal: Goal) -> None:
    brief = briefs_of(worked_example, objective__goal=goal.value)[PIONEERS]
    assert tree_of(brief).formula
    assert tree_of(brief).primary.text == worked_example.knowledge.goals[goal].measure


def test_the_gate_is_the_plans_own_number(wearable: Run) -> None:
    briefs = briefs_of(wearable, strategy__campaign__base_rate=0.05, strategy__campaign__lift=0.2)
    (own,) = briefs[PURCHASERS].timing
    row = plan_of(briefs[RUNNERS]).sizes[0]
    assert own.gate is not None
    assert (own.gate.people, own.gate.responses) == (row.per_arm, row.responses) == (8_158, 489)
    assert "8,158 people in each arm" in own.start
    assert "489" in own.start
    assert [wave.number for wave in briefs[RUNNERS].timing] == [1, 2, 2]


def test_without_a_base_rate_the_gate_names_the_usual_ones(wearable: Run) -> None:
    (wave,) = briefs_of(wearable)[PURCHASERS].timing
    assert wave.gate is not None
    assert (wave.gate.people, wave.gate.responses) == (None, None)
    assert "21,109 at 2%, 8,158 at 5% or 3,841 at 10%" in wave.start


def test_the_first_wave_starts_on_the_day_that_the_user_names(worked_example: Run, wearable: Run) -> None:
    assert briefs_of(worked_example)[PIONEERS].timing[0].start == "Starts on March 1, 2025."
    assert "the study file names none" in briefs_of(wearable)[RUNNERS].timing[0].start
    assert "when presents are chosen" in briefs_of(wearable)[NON_ADOPTERS].timing[0].start


def test_messages_are_crossed_with_personas(wearable: Run) -> None:
    plan = plan_of(briefs_of(wearable)[RUNNERS])
    assert [arm.name for arm in plan.arms] == ["message-1", "message-2", "holdout"]
    assert {(cell.segment, cell.arm) for cell in plan.cells} == {
        (segment, f"message-{message}") for segment in (1, 2) for message in (1, 2)
    }
    assert all(cell.people is None for cell in plan.cells)
    assert plan.personas == ("Trend-seeking Front-runners", "Practical Purchasers")


def test_people_in_all_are_the_people_of_all_cells(wearable: Run) -> None:
    # Everybody is sold to: the target sees all messages, each other persona its own and the target's.
    roles = dict.fromkeys((PURCHASERS, NON_ADOPTERS), TargetRole.ALSO_SUITABLE)
    for some in (roles, {PURCHASERS: TargetRole.ALSO_SUITABLE}, {}):
        for brief in briefs_of(wearable, roles=some, strategy__campaign__base_rate=0.1).values():
            plan = plan_of(brief)
            people = [cell.people for cell in plan.cells if cell.people is not None]
            assert len(people) == len(plan.cells)
            assert sum(people) == plan.sizes[0].in_all
    plan = plan_of(briefs_of(wearable, roles=roles)[RUNNERS])
    assert len(plan.cells) == 7
    for segment in (PURCHASERS, NON_ADOPTERS):
        assert {c.arm for c in plan.cells if c.segment == segment} == {"message-1", f"message-{segment}"}


def test_an_interaction_takes_twice_the_people_a_cell_and_four_times_in_all() -> None:
    (alone,) = size_rows(CampaignSettings(base_rate=0.05))
    (crossed,) = size_rows(CampaignSettings(base_rate=0.05), personas=2)
    assert (alone.per_cell, crossed.per_cell) == (None, 2 * alone.per_arm)
    assert crossed.in_all == 4 * alone.in_all


def test_the_page_on_briefs_prints_these_sizes() -> None:
    page = (Path(__file__).parents[3] / "docs" / "briefs.md").read_text(encoding="utf-8")
    for row in size_rows(CampaignSettings(), personas=2):
        cells = (f"{row.base:.0%}", *(f"{n:,}" for n in (row.per_arm, row.per_cell, row.in_all, row.holdout)))
        assert f"| {' | '.join(cells)} |" in page
    assert f"needs {two_mean_size(0.2)} people an arm" in page


def test_a_crossed_test_is_decided_in_two_steps(wearable: Run) -> None:
    briefs = briefs_of(wearable, strategy__campaign__base_rate=0.02)
    assert "21,109 people" in plan_of(briefs[RUNNERS]).duration
    assert "each cell holds 42,218" in plan_of(briefs[RUNNERS]).duration
    assert "cell" not in plan_of(briefs[NON_ADOPTERS]).duration
    assert "twice as many" in plan_of(briefs_of(wearable)[RUNNERS]).duration


def test_bets_say_which_message_must_beat_which(wearable: Run) -> None:
    briefs = briefs_of(wearable, strategy__campaign__base_rate=0.02, strategy__campaign__lift=0.5)
    bets = {bet.segment: bet for bet in plan_of(briefs[RUNNERS]).bets}
    assert (bets[RUNNERS].message_matched, bets[RUNNERS].message_other) == ("message-1", "message-2")
    assert (bets[PURCHASERS].message_matched, bets[PURCHASERS].message_other) == ("message-2", "message-1")
    assert bets[RUNNERS].expected_lift == pytest.approx(0.01)
    assert bets[RUNNERS].relative_lift == 0.5
    (giving,) = plan_of(briefs[NON_ADOPTERS]).bets
    assert (giving.message_matched, giving.message_other) == ("message-3", "plain")
    assert "presents" in giving.metric


def test_what_would_prove_a_brief_wrong_is_one_sentence_with_both_messages(wearable: Run) -> None:
    for brief in briefs_of(wearable, strategy__campaign__base_rate=0.02).values():
        wrong = plan_of(brief).wrong_if
        assert wrong.startswith("This brief is wrong if")
        assert wrong.count(". ") == 0
        assert "21,109 people in each arm" in wrong
    assert (
        "after “First to have it” than after “Simple to own”"
        in plan_of(briefs_of(wearable)[RUNNERS]).wrong_if
    )


def test_a_persona_alone_is_tested_against_a_plain_message(worked_example: Run) -> None:
    brief = briefs_of(worked_example, roles={REALISTS: TargetRole.NOT_NOW})[PIONEERS]
    assert [arm.name for arm in plan_of(brief).arms] == ["message-2", "plain", "holdout"]
    assert "after a plain message" in plan_of(brief).wrong_if


def test_a_lift_beyond_everybody_has_no_row(worked_example: Run) -> None:
    brief = briefs_of(worked_example, strategy__campaign__base_rate=0.9, strategy__campaign__lift=0.2)[
        PIONEERS
    ]
    assert plan_of(brief).sizes == ()
    assert all(cell.people is None for cell in plan_of(brief).cells)
    assert len(size_rows(CampaignSettings(lift=9.5))) == 2  # at 10 %, nine and a half times more is too much


def test_the_holdout_is_as_large_as_its_share_asks(worked_example: Run) -> None:
    half, tenth = (size_rows(CampaignSettings(base_rate=0.02, holdout=share))[0] for share in (0.5, 0.1))
    assert half.holdout == half.per_arm
    assert half.per_arm / 2 < tenth.holdout < half.per_arm
    steps = " ".join(plan_of(briefs_of(worked_example, strategy__campaign__base_rate=0.02)[PIONEERS]).steps)
    assert f"{tenth.holdout:,}" in steps
    assert "psychograph strategy evaluate results.csv" in steps


@pytest.mark.parametrize(("goal", "brand"), [("launch_new", 0.36), ("awareness", 0.54)])
def test_the_budget_starts_from_averages_and_keeps_a_tenth_for_tests(
    wearable: Run, goal: str, brand: float
) -> None:
    brief = briefs_of(wearable, objective__goal=goal, strategy__campaign__budget=50_000)[RUNNERS]
    shares = [portion.share for portion in brief.budget.portions]
    assert shares == pytest.approx([brand, 0.9 - brand, 0.1])
    assert math.fsum(p.money or 0 for p in brief.budget.portions) == pytest.approx(50_000)
    assert brief.budget.grade == "C"
    assert "average" in brief.budget.text
    assert all(portion.money is None for portion in briefs_of(wearable)[RUNNERS].budget.portions)


def test_no_budget_is_split_by_an_exploratory_persona(worked_example: Run, wearable: Run) -> None:
    assert worked_example.personas[1].exploratory
    assert briefs_of(worked_example)[PIONEERS].budget.portions == ()
    assert "S08" in briefs_of(worked_example)[PIONEERS].budget.text
    briefs = briefs_of(wearable)
    assert briefs[RUNNERS].budget.portions
    assert not any(briefs[segment].budget.portions for segment in (PURCHASERS, NON_ADOPTERS))
    assert "before the gate opens" in briefs[PURCHASERS].budget.text
