"""Rules on answers wait until they are sure to hold."""

from __future__ import annotations

from itertools import product

import pytest
from fieldworks import fieldwork

from psychograph.fielding.walk.surely import surely
from psychograph.fielding.walk.values import Value
from psychograph.fielding.walk.walk import Walk
from psychograph.questionnaire.condition_text import parse_condition
from psychograph.questionnaire.conditions import Given, holds

SMALL = fieldwork().questionnaire


def _holds(text: str, answers: dict[str, Value]) -> bool:
    return Walk(SMALL, 7).sure(answers).holds(parse_condition(text))


@pytest.mark.parametrize(
    "text",
    ["a = 1", "not (a = 1)", "a = 1 and b = 1", "a = 1 or not (b = 1)", "not (a = 1 and (b = 1 or c = 1))"],
)
def test_what_is_sure_holds_whatever_comes_and_what_is_not_may_turn_out_either_way(text: str) -> None:
    condition, names = parse_condition(text), [name for name in "abc" if f"{name} =" in text]
    for known in product([True, False], repeat=len(names)):
        open_yet = [name for name, is_known in zip(names, known, strict=True) if not is_known]
        settled = [name for name, is_known in zip(names, known, strict=True) if is_known]
        for said in product(["0", "1", None], repeat=len(settled)):
            so_far: dict[str, Given] = dict(zip(settled, said, strict=True))
            ends = {
                holds(condition, {**so_far, **dict(zip(open_yet, rest, strict=True))})
                for rest in product(["0", "1", None], repeat=len(open_yet))
            }
            assert surely(condition, so_far) == (ends.pop() if len(ends) == 1 else None)


def test_a_rule_on_what_was_not_asked_yet_waits() -> None:
    answers: dict[str, Value] = {"agreed": "1", "Drinks": ("coffee",)}
    assert not _holds("not (Gender = w)", answers)
    assert not _holds("not (Gender = w)", {**answers, "Age": "31"})
    assert _holds("not (Gender = w)", {**answers, "Age": "31", "Gender": "m"})
    assert _holds("not (Gender = w)", {**answers, "Age": "31", "Gender": ""})
    assert not _holds("not (Gender = w)", {**answers, "Age": "31", "Gender": "w"})


def test_a_rule_on_what_was_left_out_is_settled_once_it_is_behind() -> None:
    assert not _holds("not (answered(Cups))", {"agreed": "1"})
    assert _holds("not (answered(Cups))", {"agreed": "1", "Drinks": ("coffee",)})
    assert not _holds("Cups > 3", {"agreed": "1", "Drinks": ("coffee",), "Cups": "9"})  # off the way


def test_an_answer_further_on_counts_as_soon_as_it_is_given() -> None:
    """Two tabs: one went ahead while the other still stands at the first question."""
    assert _holds("Age < 18", {"agreed": "1", "Age": "17"})
    assert not _holds("Age < 18 and Drinks includes tea", {"agreed": "1", "Age": "17"})
    assert _holds("Age < 18 or Drinks includes tea", {"agreed": "1", "Age": "17"})


def test_a_rule_on_a_name_that_nobody_has_is_one_on_no_answer() -> None:
    assert not _holds("nobody = 1", {})
    assert _holds("not (nobody = 1)", {})
