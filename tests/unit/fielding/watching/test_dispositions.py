"""Each code of a web survey of named persons, from what the log tells."""

from __future__ import annotations

from typing import Any

import pytest

from psychograph.fielding.outcomes import Outcome
from psychograph.fielding.watching.dispositions import (
    Category,
    Disposition,
    Facts,
    Thresholds,
    disposition,
)

DECLARED = Thresholds(complete=0.8, partial=0.5)
END, BEGUN, NOT = Outcome.COMPLETE, Outcome.STARTED, Outcome.NOT_STARTED
SENT: dict[str, Any] = {"sent": True}


def facts(outcome: Outcome, answered: int = 0, asked: int = 10, **more: Any) -> Facts:
    return Facts(outcome, answered, asked, **more)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (facts(END, 10), "1.1"),
        (facts(END, 8), "1.1"),
        (facts(END, 7), "1.2"),
        (facts(END, 10, needed=False), "1.2"),
        (facts(END, 4), "2.12"),
        (facts(END, 0), "2.1121"),
        (facts(BEGUN, 9), "1.2"),  # enough answers, but not to the end
        (facts(BEGUN, 5), "1.2"),
        (facts(BEGUN, 4), "2.12"),
        (facts(BEGUN, 0), "2.1121"),
        (facts(BEGUN, 0, refused=True), "2.111"),
        (facts(BEGUN, 4, refused=True), "2.12"),  # unsubscribing takes no answers back
        (facts(END, 10, refused=True), "1.1"),
        (facts(Outcome.REFUSED, 9), "2.111"),  # who says no means it, however much was answered
        (facts(END, 10, withdrawn=True), "2.111"),
        (facts(Outcome.SCREENED_OUT, 2), "4.10"),
        (facts(Outcome.QUOTA_FULL, 2), "4.80"),
        (facts(END, 10, duplicate=True), "4.81"),
        (facts(END, 10, ineligible=True), "4.10"),
        (facts(NOT), "3.11"),
        (facts(NOT, **SENT), "3.19"),
        (facts(NOT, **SENT, undelivered=True), "3.30"),
        (facts(NOT, **SENT, opened=True), "2.1121"),
        (facts(NOT, **SENT, opened=True, undelivered=True), "2.1121"),  # a forwarded link, say
        (facts(NOT, **SENT, refused=True), "2.111"),
        (facts(NOT, **SENT, unavailable="away"), "2.26"),
        (facts(NOT, **SENT, unavailable=""), "2.26"),
        (facts(NOT, **SENT, unavailable="ill"), "2.30"),
        (facts(END, 10, unavailable="away"), "1.1"),  # came back and answered after all
    ],
)
def test_codes(told: Facts, code: str) -> None:
    assert disposition(told, DECLARED).value == code


def test_a_share_is_reached_where_it_is_exactly_met() -> None:
    # .7 x 10 is 7.000000000000001 in doubles; seven of ten are seven tenths.
    assert disposition(facts(END, 7), Thresholds(0.7, 0.5)) is Disposition.COMPLETE
    assert disposition(facts(BEGUN, 3), Thresholds(0.7, 0.3)) is Disposition.PARTIAL


def test_categories_are_the_letters_of_the_standard() -> None:
    # As in the list of codes of the R package responserates 0.1.4 (T. J. Leeper), from AAPOR 2016.
    letters = {code.value: code.category.value for code in Disposition}
    assert letters == {
        "1.1": "I", "1.2": "P", "2.111": "R", "2.1121": "R", "2.12": "R", "2.26": "NC", "2.30": "O",
        "3.11": "UH", "3.19": "UH", "3.30": "UO", "4.10": "NE", "4.80": "NE", "4.81": "NE",
    }  # fmt: skip
    assert set(letters.values()) == {category.value for category in Category}
