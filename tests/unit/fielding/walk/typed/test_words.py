"""Texts without what no text can hold; everything else stays."""

from __future__ import annotations

import pytest

from psychograph.fielding.walk.typed.words import cleaned, in_digits


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "'; DROP TABLE cases; --",
        "👨‍👩‍👧",
        "می‌خواهم",
        "é",
        "=1+1",
        "\u200f\u05e9\u05dc\u05d5\u05dd",
        "100 %",
    ],
)
def test_what_people_write_stays(text: str) -> None:
    assert cleaned(text, long=True) == text
    assert cleaned(text, long=False) == text


def test_controls_halves_of_signs_and_turns_of_direction_go() -> None:
    assert cleaned("a\x00b\x07c\x1bd\x7fe\x9ff", long=True) == "abcdef"
    assert cleaned("a\ud800b\udfffc\ufffed", long=True) == "abcd"
    assert cleaned("safe\u202etxt.exe\u2066", long=True) == "safetxt.exe"


def test_lines_stay_where_there_may_be_several() -> None:
    assert cleaned("\n a\r\nb\rc\u2028d \n", long=True) == "a\nb\nc\nd"
    assert cleaned("a\r\nb\tc", long=False) == "a b c"


def test_digits_of_every_script_are_digits() -> None:
    assert (
        in_digits("\u0660\u0661\u0662 \u0966\u0967\u0968 \uff10\uff11\uff12 a\u00bd") == "012 012 012 a\u00bd"
    )
