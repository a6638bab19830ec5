"""Effects of arms: everybody who was drawn counts, and nobody wins by chance."""

from __future__ import annotations

import json
import math

import pytest
from sqlalchemy import Connection

from psychograph.fielding.outcomes import Happening, Outcome
from psychograph.fielding.watching.arms import ArmEffect, Share, arm_effects, difference_within
from psychograph.fielding.watching.counts import Standing
from psychograph.fielding.watching.dispositions import Disposition
from psychograph.fielding.watching.log import Record
from psychograph.fielding.watching.status import status
from tests.fielded_cases import OPENS, T0, Kept, put
from tests.fieldworks import fieldwork


def record(arms: dict[str, str], *, started: bool, complete: bool, group: str = "") -> Record:
    code = Disposition.COMPLETE if complete else Disposition.NOTHING_RETURNED
    standing = Standing(code, sent=True, opened=started, started=started)
    return Record("c", standing, False, group, "", json.dumps(arms), "", None, None, 0, complete, None, "")


def arm(name: str, cases: int, started: int, complete: int, *, group: str = "") -> list[Record]:
    return [
        record({"window": name}, started=at < started, complete=at < complete, group=group)
        for at in range(cases)
    ]


def effects(records: list[Record], **planned: tuple[str, ...]) -> dict[tuple[str, str], ArmEffect]:
    return {(one.arm, one.outcome): one for one in arm_effects(records, planned)}


def test_the_first_arm_of_the_plan_is_what_others_are_compared_with() -> None:
    records = [*arm("a", 10, 5, 1), *arm("b", 10, 6, 2), *arm("z", 10, 4, 3)]
    found = arm_effects(records, {"window": ("b", "a")})
    assert [(one.arm, one.base, one.outcome) for one in found] == [
        ("a", "b", "started"), ("a", "b", "complete"), ("z", "b", "started"), ("z", "b", "complete"),
    ]  # fmt: skip
    assert {one.comparisons for one in found} == {4}


def test_counts_and_difference() -> None:
    found = effects([*arm("noon", 80, 48, 20), *arm("late", 70, 56, 10)], window=("noon", "late"))
    began = found["late", "started"]
    assert (began.having, began.cases, began.base_having, began.base_cases) == (56, 70, 48, 80)
    # Newcombe 1998, table II, first column of method 10.
    assert (round(began.difference.low, 4), round(began.difference.high, 4)) == (0.0524, 0.3339)


def test_all_comparisons_together_ask_for_wider_intervals() -> None:
    found = effects([*arm("noon", 80, 48, 20), *arm("late", 70, 56, 10)], window=("noon", "late"))
    for one in found.values():
        assert one.together.low < one.difference.low <= one.difference.high < one.together.high


def test_no_winner_while_the_wider_interval_holds_nought() -> None:
    # 60 against 48 of 80: beyond chance for one comparison, not for the four that were made.
    records = [*arm("noon", 80, 45, 10), *arm("late", 80, 58, 10), *arm("dawn", 80, 45, 10)]
    began = effects(records, window=("noon", "late", "dawn"))["late", "started"]
    assert not began.difference.holds(0)
    assert began.together.holds(0)
    assert began.verdict.startswith("No winner: with late,")


def test_a_winner_is_named_with_what_it_may_be_worth() -> None:
    found = effects([*arm("noon", 400, 100, 100), *arm("late", 400, 200, 50)], window=("noon", "late"))
    assert found["late", "started"].verdict.startswith("With late, ")
    assert found["late", "started"].verdict.endswith("points more began than with noon.")
    assert "fewer completed" in found["late", "complete"].verdict


def test_arms_are_compared_within_groups() -> None:
    # Alike within each group; together late looks worse, since it has more of the group that seldom answers.
    records = [
        *arm("noon", 300, 150, 0, group="keen"), *arm("late", 100, 50, 0, group="keen"),
        *arm("noon", 100, 10, 0, group="cool"), *arm("late", 300, 30, 0, group="cool"),
    ]  # fmt: skip
    began = effects(records, window=("noon", "late"))["late", "started"]
    assert began.difference.value == pytest.approx(0, abs=1e-12)
    assert began.groups == 2
    assert began.having / began.cases < began.base_having / began.base_cases


def test_everybody_who_was_drawn_counts_reached_or_not(store: Connection) -> None:
    late, noon = {"window": "late"}, {"window": "noon"}
    put(
        store,
        [
            Kept("a", Outcome.STARTED, arms=late, started_at=T0, screen="Drinks"),
            Kept("b", arms=late),  # nothing was sent
            Kept("c", arms=late, events=((Happening.SENT, "w", T0), (Happening.BOUNCED, "w", T0 + 1))),
            Kept("d", Outcome.COMPLETE, arms=late, started_at=T0, events=((Happening.DUPLICATE, "", T0),)),
            Kept("e", arms=noon),
            Kept("f", arms=late, source="open", started_at=T0),
        ],
    )
    (began, _) = status(store, fieldwork(), OPENS).arms
    assert (began.arm, began.base) == ("noon", "late")  # by name: the plan varies nothing any more
    assert (began.base_having, began.base_cases, began.cases) == (2, 4, 1)


def test_nothing_to_compare_is_no_difference() -> None:
    nothing = difference_within([(Share(1, 2), Share(0, 0))])
    assert math.isnan(nothing.value)
    assert (nothing.low, nothing.high) == (-1, 1)


def test_one_arm_is_no_comparison() -> None:
    assert arm_effects(arm("noon", 5, 1, 1), {"window": ("noon", "late")}) == ()
