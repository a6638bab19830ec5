"""Parts of a status by themselves: costs, pace, early against late, scores made of statements, the goal."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Connection

from psychograph.fielding.outcomes import Happening, Outcome
from psychograph.fielding.watching.answers import cells_of
from psychograph.fielding.watching.averaged import averaged
from psychograph.fielding.watching.costs import costs_of
from psychograph.fielding.watching.early_late import early_against_late, standardised_difference
from psychograph.fielding.watching.pace import DAY, pace_of
from psychograph.fielding.watching.sample import goal_of
from psychograph.fielding.watching.status import status
from tests.fielded_cases import HOUR, OPENS, T0, Kept, put
from tests.fieldworks import fieldwork, worked_example

MAIL = {"sender": "survey@example.org"}
VOUCHER = {"draw": None, "voucher": {"what": "5 EUR", "worth": 5, "currency": "EUR", "at_most": 3}}
CLOSES = OPENS + 10 * DAY


def test_what_is_spent_and_promised() -> None:
    plan = fieldwork(costs={"fixed": 100, "a_message": 0.5, "currency": "EUR"}).plan
    (cost,) = costs_of(plan, messages=40, completes=16, finished=[{}] * 16)
    assert (cost.fixed, cost.messages, cost.incentives) == (100, 20, 200)  # two prizes of 100
    assert (cost.total, cost.each) == (320, 20)


def test_vouchers_go_to_those_who_were_offered_one_while_there_are_any() -> None:
    plan = fieldwork(incentives=VOUCHER, costs={"currency": "EUR"}).plan
    offered, not_offered = {"incentive": "voucher"}, {"incentive": "none"}
    assert costs_of(plan, 0, 3, [offered, not_offered, {}])[0].incentives == 10
    assert costs_of(plan, 0, 9, [offered] * 9)[0].incentives == 15  # there are three


def test_currencies_are_not_added_up() -> None:
    plan = fieldwork(costs={"fixed": 7, "currency": "USD"}).plan
    assert [(one.currency, one.total) for one in costs_of(plan, 0, 1, [])] == [("USD", 7), ("EUR", 200)]


def test_nothing_costs_nothing() -> None:
    assert costs_of(fieldwork(incentives=None).plan, 100, 3, []) == ()


def test_pace_before_the_field_opens_and_after_it_closed() -> None:
    before = pace_of([], OPENS, CLOSES, OPENS - DAY, "UTC")
    assert (before.by_day, before.a_day, before.days_left, before.projected) == ((), 0.0, 10.0, 0)
    came = [OPENS + n * DAY for n in range(9)]
    after = pace_of(came, OPENS, CLOSES, CLOSES + 3 * DAY, "UTC")
    assert (after.days_left, after.projected) == (0.0, 9)
    assert len(after.by_day) == 11


def test_days_are_those_of_the_plan() -> None:
    late = datetime(2026, 12, 2, 3, tzinfo=UTC)  # the evening before in New York
    found = pace_of([late], OPENS, CLOSES, OPENS + 2 * DAY, "America/New_York")
    assert dict(found.by_day)["2026-12-01"] == 1


def test_reminded_people_are_the_late_ones() -> None:
    alike, higher = np.array([1.0, 2, 3, 4, 5]), np.array([2.0, 3, 4, 5, 5])
    early = np.column_stack([np.tile(alike, 40)] * 2)
    late = np.column_stack([np.tile(alike, 10), np.tile(higher, 10)])
    waves = [0] * 200 + [1] * 30 + [2] * 20
    found = early_against_late(["same", "apart"], np.vstack([early, late]), waves)
    assert found is not None
    same, apart = found.gaps
    assert (found.by, found.early, found.late) == ("wave", 200, 50)
    assert same.difference.value == 0
    # .8 points; variances are 2 and 1.36.
    assert apart.difference.value == pytest.approx(0.8 / math.sqrt((200 * 2 + 50 * 1.36) / 248), rel=0.01)
    assert apart.difference.above(0)
    assert "1 of 2 attributes" in found.sentence
    assert "apart" in found.sentence
    assert "cannot show that they are alike" in found.sentence


def test_without_reminders_thirds_are_compared() -> None:
    values = np.arange(90.0)[:, None]
    found = early_against_late(["rising"], values, [-1] * 90)
    assert found is not None
    assert (found.by, found.early, found.late) == ("third", 30, 30)
    assert (found.gaps[0].early, found.gaps[0].late) == (14.5, 74.5)


def test_few_respondents_are_not_compared() -> None:
    assert early_against_late(["a"], np.zeros((59, 1)), [0] * 40 + [1] * 19) is None


def test_what_does_not_vary_has_no_standardised_difference() -> None:
    found = standardised_difference(np.zeros(30), np.ones(30))
    assert math.isnan(found.value)
    assert found.low == -math.inf


def test_a_status_compares_early_with_late_and_with_the_goal(store: Connection) -> None:
    study = worked_example(invitations=MAIL)
    names = [
        item.name
        for question in study.questionnaire.questions
        for item in getattr(question.answer, "items", ())
    ]
    rng = np.random.default_rng(2)
    for number in range(60):
        answers: dict[str, Any] = {name: str(rng.integers(1, 6)) for name in names}
        answers |= {"agreed": "1", "Life_HoursSocialMedia": "2", "Life_TryNewProducts": "4", "Age": "30"}
        wave = "invitation" if number < 30 else "reminder"
        at = T0 + number * HOUR
        put(
            store,
            [
                Kept(
                    f"p{number}",
                    Outcome.COMPLETE,
                    answers,
                    events=((Happening.SENT, wave, at),),
                    started_at=at + 1,
                    finished_at=at + HOUR,
                )
            ],
        )
    found = status(store, study, OPENS + timedelta(days=5))
    assert found.early_late is not None
    assert (found.early_late.by, found.early_late.early, found.early_late.late) == ("wave", 30, 30)
    assert [gap.attribute for gap in found.early_late.gaps] == list(study.study.basis if study.study else ())
    assert found.goal is not None
    assert (found.goal.completed, found.goal.so_far, found.goal.missing) == (778, 60, 718)
    assert "short-of-goal" in {finding.code for finding in found.findings}


def test_the_goal_is_that_of_the_questionnaire_s_size() -> None:
    goal = goal_of(worked_example().study, 800)
    assert goal is not None
    # 70 people for each of ten attributes; a tenth is left out as careless.
    assert (goal.basis, goal.answers, goal.completed, goal.missing) == (10, 700, 778, 0)
    assert goal_of(None, 5) is None


def test_scores_are_averages_with_reversed_statements_turned() -> None:
    field = worked_example()
    assert field.study is not None
    given = [{"ope_1": "5", "ope_2": "4", "ope_3": "1"}, {"ope_1": "2"}, {"ope_1": "2", "ope_3": "3"}]
    scores = averaged(field.questionnaire, field.study, cells_of(field.questionnaire, given))
    made = {variable.name: cells for variable, cells in scores}
    assert sorted(made) == ["Agreeableness", "Conscientiousness", "Extraversion", "Neuroticism", "Openness"]
    # (5 + 4 + (6 - 1)) / 3; one of three is less than half; (2 + 3) / 2.
    assert made["Openness"] == ["4.66667", None, "2.5"]


@pytest.mark.parametrize("needed", [["views"], ["Calm"]])
def test_a_battery_or_a_statement_may_be_needed(store: Connection, needed: list[str]) -> None:
    given = {
        "agreed": "1", "Drinks": ("tea",), "Cups": "1", "Ritual": "2", "Attentive": "4", "Order": ("green",),
        "Taste": "1", "Age": "31", "Gender": "w", "Since": "2001-01-01", "Place": "10115",
    }  # fmt: skip
    put(store, [Kept("c", Outcome.COMPLETE, given, started_at=T0, finished_at=T0)])
    found = status(store, fieldwork(counting={"needed": needed}), OPENS)
    assert [code.value for code, _ in found.dispositions] == ["1.2"]
