"""Days: of the calendar, within bounds, as a field or as three."""

from __future__ import annotations

import pytest

from psychograph.fielding.walk.typed.days import day_in, day_of
from psychograph.questionnaire.model import Day


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-30",
        " 2026-11-30 ",
        "2026/11/30",
        "2026.11.30",
        "\u0662\u0660\u0662\u0666-\u0661\u0661-\u0663\u0660",
    ],
)
def test_a_day_is_read_year_first(typed: str) -> None:
    assert day_in(typed, Day()) == "2026-11-30"


@pytest.mark.parametrize(
    "typed", ["", "2026", "30.11.2026", "11/30/2026", "2026-13-01", "2026-02-29", "0000-01-01", "26-11-30"]
)
def test_other_writings_and_days_that_never_come_are_none(typed: str) -> None:
    assert day_in(typed, Day()) is None


def test_bounds_are_closed() -> None:
    asked = Day("2026-01-02", "2026-01-03")
    read = [day_in(f"2026-01-0{day}", asked) for day in (1, 2, 3, 4)]
    assert read == [None, "2026-01-02", "2026-01-03", None]


def test_three_fields_are_a_day_when_all_three_are() -> None:
    assert day_of(("1984", "2", "29"), Day()) == "1984-02-29"
    assert day_of(("1984", "02", "09"), Day()) == "1984-02-09"
    for parts in (
        ("84", "2", "1"),
        ("1984", "", "1"),
        ("1984", "x", "1"),
        ("1984", "2", "30"),
        ("1984", "-2", "1"),
    ):
        assert day_of(parts, Day()) is None
