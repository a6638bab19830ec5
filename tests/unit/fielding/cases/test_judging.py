"""Who is screened out, whose quota is full, and who counts."""

from __future__ import annotations

from typing import Any

import pytest
from fieldworks import fieldwork
from sittings import COFFEE, Sitting
from sqlalchemy import func, select

from psychograph.fielding.cases import Saved
from psychograph.fielding.outcomes import Outcome
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.stores.answers_tables import quota_members
from psychograph.fielding.stores.opened import Stores
from psychograph.fielding.walk.values import Value

WOMEN = {"name": "women", "when": "Gender = w", "at_most": 1}
AT_FIRST = {"name": "coffee", "when": "Drinks includes coffee", "at_most": 1}


def _field(*, quotas: list[dict[str, Any]] | None = None, out: str = "Age < 18") -> Fieldwork:
    return fieldwork(quotas=quotas or [], screen_out=[{"name": "rule", "when": out}] if out else [])


def _counted(stores: Stores, quota: str) -> int:
    asked = select(func.count()).where(quota_members.c.quota == quota)
    return stores.answers.read(lambda store: store.scalar(asked)) or 0


def _forms(**changes: dict[str, Value]) -> dict[str, dict[str, Value]]:
    return {**COFFEE, **changes}


def _until(sitting: Sitting, last: str, **changes: dict[str, Value]) -> Saved:
    """Send every form up to one; return what came of that."""
    forms = _forms(**changes)
    names = list(forms)
    return sitting.through({name: forms[name] for name in names[: names.index(last) + 1]})


def test_whoever_a_rule_screens_out_is_told_at_once(stores: Stores) -> None:
    sitting = Sitting(stores, _field())
    assert _until(sitting, "Drinks").case.outcome is Outcome.STARTED
    saved = sitting.send("Age", {"Age": "17"})
    assert (saved.case.outcome, saved.next, saved.case.finished_at) == (Outcome.SCREENED_OUT, "", 2000)
    assert sitting.log[-2:] == [("saved", "Age"), ("screened_out", "rule")]
    assert saved.case.answers["Age"] == "17"
    assert not sitting.send("Age", {"Age": "18"}).taken


def test_a_rule_that_denies_waits_until_its_question_was_asked(stores: Stores) -> None:
    sitting = Sitting(stores, _field(out="not (Gender = w)"))
    assert _until(sitting, "Age").case.outcome is Outcome.STARTED
    assert sitting.send("Gender", {"Gender": "w"}).case.outcome is Outcome.STARTED
    other = Sitting(stores, _field(out="not (Gender = w)"))
    assert _until(other, "Gender", Gender={}).case.outcome is Outcome.SCREENED_OUT


def test_a_rule_sees_only_answers_on_the_way(stores: Stores) -> None:
    field = _field(out="Cups > 20")
    sitting = Sitting(stores, field)
    sitting.through({"agreed": {"agreed": "1"}, "Drinks": {"Drinks": ("coffee",)}})
    assert sitting.send("Cups", {"Cups": "30"}).case.outcome is Outcome.STARTED  # left the way meanwhile
    assert sitting.send("Drinks", {"Drinks": ("tea",)}).case.outcome is Outcome.SCREENED_OUT


def test_a_quota_is_full_when_as_many_are_complete(stores: Stores) -> None:
    field = _field(quotas=[WOMEN])
    assert _until(Sitting(stores, field), "Words").case.outcome is Outcome.COMPLETE
    other = Sitting(stores, field)
    assert _until(other, "Age").case.outcome is Outcome.STARTED
    saved = other.send("Gender", {"Gender": "w"})
    assert (saved.case.outcome, saved.next) == (Outcome.QUOTA_FULL, "")
    assert other.log[-1] == ("quota_full", "women")
    men = Sitting(stores, field)
    assert _until(men, "Words", Gender={"Gender": "m"}).case.outcome is Outcome.COMPLETE
    assert _counted(stores, "women") == 1


def test_those_who_began_do_not_count_before_they_are_complete(stores: Stores) -> None:
    field = _field(quotas=[WOMEN])
    for _ in range(3):
        assert _until(Sitting(stores, field), "Gender").case.outcome is Outcome.STARTED
    assert _counted(stores, "women") == 0


def test_whoever_is_on_the_way_is_told_at_the_next_save_that_the_quota_filled(stores: Stores) -> None:
    field = _field(quotas=[WOMEN])
    waiting = Sitting(stores, field)
    assert _until(waiting, "Gender").case.outcome is Outcome.STARTED
    _until(Sitting(stores, field), "Words")
    assert waiting.send("Since", {}).case.outcome is Outcome.QUOTA_FULL


def test_whoever_stands_at_the_last_screen_is_complete_and_counts(stores: Stores) -> None:
    """The overshoot: at most those who had one screen left when the quota filled."""
    field = _field(quotas=[WOMEN])
    waiting = [Sitting(stores, field) for _ in range(3)]
    for sitting in waiting:
        _until(sitting, "Place")
    for sitting in waiting:
        assert sitting.send("Words", {}).case.outcome is Outcome.COMPLETE
    assert _counted(stores, "women") == 3


def test_a_quota_that_the_last_answer_decides_is_looked_at_before_it_counts(stores: Stores) -> None:
    quota = {"name": "talkers", "when": "answered(Words)", "at_most": 1}
    field = _field(quotas=[quota])
    words: dict[str, dict[str, Value]] = {"Words": {"Words": "Thanks"}}
    assert _until(Sitting(stores, field), "Words", **words).case.outcome is Outcome.COMPLETE
    assert _until(Sitting(stores, field), "Words", **words).case.outcome is Outcome.QUOTA_FULL
    assert _until(Sitting(stores, field), "Words").case.outcome is Outcome.COMPLETE
    assert _counted(stores, "talkers") == 1


def test_screening_out_comes_before_a_full_quota(stores: Stores) -> None:
    field = _field(quotas=[AT_FIRST], out="Drinks includes coffee and Age < 18")
    first = Sitting(stores, field)
    assert _until(first, "Words").case.outcome is Outcome.COMPLETE
    both = Sitting(stores, field)
    both.through({"agreed": {"agreed": "1"}, "Age": {"Age": "17"}})
    saved = both.send("Drinks", {"Drinks": ("coffee",)})
    assert saved.case.outcome is Outcome.SCREENED_OUT


def test_withholding_consent_comes_before_everything(stores: Stores) -> None:
    field = _field(out="answered(agreed)")
    assert Sitting(stores, field).send("agreed", {"agreed": "0"}).case.outcome is Outcome.REFUSED


def test_one_case_counts_for_every_quota_that_it_meets(stores: Stores) -> None:
    quotas = [
        {**WOMEN, "at_most": 5},
        {**AT_FIRST, "at_most": 5},
        {"name": "old", "when": "Age > 60", "at_most": 5},
    ]
    _until(Sitting(stores, _field(quotas=quotas)), "Words")
    assert [_counted(stores, name) for name in ("women", "coffee", "old")] == [1, 1, 0]


def test_the_first_full_quota_is_named(stores: Stores) -> None:
    field = _field(quotas=[{**WOMEN, "at_most": 5}, AT_FIRST])
    _until(Sitting(stores, field), "Words")
    other = Sitting(stores, field)
    assert _until(other, "Drinks").case.outcome is Outcome.QUOTA_FULL
    assert other.log[-1] == ("quota_full", "coffee")


def test_a_test_is_judged_and_never_counts(stores: Stores) -> None:
    field = _field(quotas=[WOMEN])
    assert _until(Sitting(stores, field, "test"), "Words").case.outcome is Outcome.COMPLETE
    assert _counted(stores, "women") == 0
    assert _until(Sitting(stores, field), "Words").case.outcome is Outcome.COMPLETE
    assert _until(Sitting(stores, field, "test"), "Gender").case.outcome is Outcome.QUOTA_FULL


@pytest.mark.parametrize("partial", [True, False])
def test_a_form_that_is_put_aside_is_judged_all_the_same(stores: Stores, partial: bool) -> None:
    sitting = Sitting(stores, _field())
    _until(sitting, "Drinks")
    assert sitting.send("Age", {"Age": "17"}, partial=partial).case.outcome is Outcome.SCREENED_OUT
