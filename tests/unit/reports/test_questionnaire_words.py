"""The words around questions: every language has all of them, and asks for the same."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from psychograph.reports.questionnaire.voice import SPOKEN, Voice, direction_of, words_of

ROOM = files("psychograph.reports.questionnaire").joinpath("words")
ENGLISH_ONLY = {"list-and", "list-or"}  # lists of other languages are written as Unicode's tables say


def messages(code: str) -> dict[str, frozenset[str]]:
    """Return each message of a file with what it asks for."""
    lines = ROOM.joinpath(f"{code}.ftl").read_text(encoding="utf-8").splitlines()
    found = (re.fullmatch(r"([a-z-]+) = (.+)", line) for line in lines)
    return {one[1]: frozenset(re.findall(r"\$(\w+)", one[2])) for one in found if one}


def test_the_files_are_those_that_are_spoken() -> None:
    assert sorted(entry.name for entry in ROOM.iterdir()) == [f"{code}.ftl" for code in sorted(SPOKEN)]


@pytest.mark.parametrize("code", sorted(SPOKEN))
def test_every_language_has_every_message_and_asks_for_the_same(code: str) -> None:
    expected = {key: asks for key, asks in messages("en").items() if code == "en" or key not in ENGLISH_ONLY}
    assert messages(code) == expected


@pytest.mark.parametrize("code", sorted(SPOKEN))
def test_every_message_can_be_said(code: str) -> None:
    voice = Voice(code, "en")
    for key, asks in messages(code).items():
        assert voice.say(key, **dict.fromkeys(asks, "7")).strip()


def test_a_language_without_a_file_is_answered_in_english() -> None:
    assert words_of("fi").code == "en"
    assert Voice("fi", "en").say("next") == "Next"
    assert Voice("pt-BR", "en").say("list-and", first="a", last="b") == "a and b"


def test_lists_are_those_of_the_language() -> None:
    assert Voice("de", "en").listed(["a", "b", "c"], "or") == "a, b oder c"
    assert Voice("en", "en").listed(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize("code", ["", "x", "not a tag", "zz-ZZ"])
def test_a_tag_that_nobody_knows_is_read_from_left_to_right(code: str) -> None:
    assert direction_of(code) == "ltr"
