"""Texts, numbers and lists as a language writes them, whatever is given."""

from __future__ import annotations

from psychograph.language.language import language, of_texts


def test_long_texts_are_said_whole() -> None:
    claim, other = "Every purchase plants a tree. " * 200, "x" * 5_000
    assert language().say("list-and", first=claim, last=other) == f"{claim} and {other}"


def test_what_is_given_is_said_to_the_letter() -> None:
    strange = "{ $last } { -term } \ufdd00\ufdd1 .attribute = " * 30
    assert language().say("list-and", first=strange, last="b") == f"{strange} and b"


def test_a_long_text_still_chooses_no_variant() -> None:
    choosing = of_texts("en", ["pick = { $x ->\n    [a] first\n   *[other] { $x }\n}"])
    assert choosing.say("pick", x="a") == "first"
    assert choosing.say("pick", x="b" * 3_000) == "b" * 3_000


def test_the_largest_numbers_are_written() -> None:
    assert language().number(1e308).startswith("100,000,")
    assert language().number(-1e308, 0).startswith("-100,000,")
    assert language().percent(1e300).endswith("%")
