"""Numbers as people type them: read where there is one reading, refused where there are two."""

from __future__ import annotations

import pytest

from psychograph.fielding.walk.typed.numbers import Misread, number_in
from psychograph.questionnaire.model import Number

WHOLE, ANY = Number(), Number(whole=False)


@pytest.mark.parametrize(
    ("typed", "asked", "number"),
    [
        ("31", WHOLE, "31"),
        (" 031 ", WHOLE, "31"),
        ("+7", WHOLE, "7"),
        ("-7", WHOLE, "-7"),
        ("\u22127", WHOLE, "-7"),
        ("-0", WHOLE, "0"),
        ("31.0", WHOLE, "31"),
        ("5.", WHOLE, "5"),
        ("\u0663\u0661", WHOLE, "31"),
        ("1,5", ANY, "1.5"),
        ("1.5", ANY, "1.5"),
        (".5", ANY, "0.5"),
        ("1\u066b5", ANY, "1.5"),
        ("1\u066c234\u066b5", ANY, "1234.5"),
        ("1.50", ANY, "1.5"),
        ("1.234,5", ANY, "1234.5"),
        ("1,234.5", ANY, "1234.5"),
        ("1,234,567", ANY, "1234567"),
        ("1.234.567", WHOLE, "1234567"),
        ("1 234 567", WHOLE, "1234567"),
        ("1\u202f234,5", ANY, "1234.5"),
        ("1'234.5", ANY, "1234.5"),
        ("1,234", WHOLE, "1234"),
        ("1.234", Number(0, 10, whole=False), "1.234"),
        ("1.234", Number(1000, 2000, whole=False), "1234"),
        ("1,000", Number(100, 5000), "1000"),
        ("0,234", ANY, "0.234"),
        ("1234.567", ANY, "1234.567"),
        ("12345678901234567890", WHOLE, "12345678901234567890"),
    ],
)
def test_a_number_with_one_reading_is_that(typed: str, asked: Number, number: str) -> None:
    assert number_in(typed, asked) == number


@pytest.mark.parametrize(
    ("typed", "asked"), [("1,234", ANY), ("1.234", ANY), ("1,000", WHOLE), ("12.500", ANY)]
)
def test_a_number_with_two_readings_is_none(typed: str, asked: Number) -> None:
    assert number_in(typed, asked) is Misread.UNCLEAR


@pytest.mark.parametrize(
    "typed",
    [
        "", "  ", "a", "1a", "--1", "1-", "+", "-", ".", ",", "1.2.3", "1,23,456", "1..5", "1 5",
        "12 34", "1e3", "0x1f", "nan", "inf", "Infinity", "1_000", "\u00bd", "\u00b2", "\u4e00",
        "1\x002", "9" * 41, "1,234,5", "1.234,567.8",
    ],
)  # fmt: skip
def test_what_is_no_number_is_none(typed: str) -> None:
    assert number_in(typed, ANY) is Misread.NO_NUMBER


def test_bounds_are_closed_and_exact() -> None:
    tenth = Number(0.1, 0.3, whole=False)
    assert number_in("0.1", tenth) == "0.1"  # as a float it is a little more than a tenth
    assert number_in("0,3", tenth) == "0.3"
    assert number_in("0.09999999999999999999", tenth) is Misread.NO_NUMBER
    assert number_in("0.30000000000000000001", tenth) is Misread.NO_NUMBER
    assert number_in("9", Number(10, None)) is Misread.NO_NUMBER
    assert number_in("11", Number(None, 10)) is Misread.NO_NUMBER


def test_a_whole_number_is_wanted_where_it_is() -> None:
    assert number_in("1.5", WHOLE) is Misread.NO_NUMBER
    assert number_in("0.00000000000000000000000000000000001", WHOLE) is Misread.NO_NUMBER
