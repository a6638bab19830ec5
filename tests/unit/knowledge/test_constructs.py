"""Columns find their constructs, and sensitive ones are left alone."""

from __future__ import annotations

import pytest

from psychograph.knowledge.constructs import constructs
from psychograph.knowledge.matching import match_construct
from psychograph.runs.run import Run


@pytest.mark.parametrize(
    ("name", "question", "construct", "turned"),
    [
        ("Att_TradValues", "", "val.tradition", False),
        ("Life_HoursSocialMedia", "", "life.social_media", False),
        ("Q3", "How often do you try out new products or services?", "adopt.innovativeness", False),
        ("Adopt_WaitSecondGeneration", "", "adopt.innovativeness", True),
        ("emotional_stability", "", "big5.neuroticism", True),
        ("Age", "What is your current age?", "demo.age", False),
        ("Agreeableness", "", "big5.agreeableness", False),
        # The question outranks the header.
        ("Openness", "Traditional values are important to me.", "val.tradition", False),
    ],
)
def test_matches(name: str, question: str, construct: str, turned: bool) -> None:
    match = match_construct(name, question)
    assert match.construct is not None
    assert (match.construct.name, match.reversed) == (construct, turned)


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("Q12", "Which of these colours do you like?"),
        ("Average", ""),
        # One word of a sentence may stand there by chance.
        ("Q9", "My age group is friendly to strangers."),
        ("X", ""),
    ],
)
def test_no_match_rather_than_a_guess(name: str, question: str) -> None:
    assert match_construct(name, question).construct is None


@pytest.mark.parametrize("question", ["Which religion do you belong to?", "Do you have a health condition?"])
def test_special_categories_are_quarantined(question: str) -> None:
    match = match_construct("Traditional values", question)
    assert (match.construct, match.source) == (None, "sensitive")


def test_a_declared_construct_wins() -> None:
    assert match_construct("Openness", "", "val.status").construct == constructs()["val.status"]
    assert match_construct("Openness", "", "none").construct is None


def test_all_columns_of_the_samples_map(worked_example: Run, wearable: Run) -> None:
    assert all(match.construct for match in worked_example.matches)
    unmapped = {match.attribute for match in wearable.matches if match.construct is None}
    assert "Att_FirstToKnow" not in unmapped
    assert "Adopt_WouldBuy" not in unmapped
