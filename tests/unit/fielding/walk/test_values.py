"""Answers as JSON: as they were, whatever they hold."""

from __future__ import annotations

import json

import pytest

from psychograph.fielding.walk.values import Value, answers_of, given, text_of


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"a": "", "b": ()},
        {"a": "1", "b": ("2", "1"), "c": ("best",)},
        {"words": 'She said: "no"\n\\ </script> \U0001f642 مرحبا é'},
    ],
)
def test_answers_come_back_as_they_were(answers: dict[str, Value]) -> None:
    assert answers_of(text_of(answers)) == answers


def test_the_same_answers_are_the_same_text() -> None:
    assert text_of({"b": "2", "a": ("1",)}) == text_of({"a": ("1",), "b": "2"}) == '{"a":["1"],"b":"2"}'


def test_letters_of_every_script_can_be_read_in_the_store() -> None:
    assert text_of({"a": "é مرحبا"}) == '{"a":"é مرحبا"}'
    assert json.loads(text_of({"a": "é"})) == {"a": "é"}


def test_conditions_see_several_as_a_set() -> None:
    assert given(("1", "2")) == frozenset({"1", "2"})
    assert given("1") == "1"
    assert given(None) is None
