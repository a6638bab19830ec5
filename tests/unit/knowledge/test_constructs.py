"""Columns find their constructs, and sensitive ones are left alone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from psychograph.knowledge.constructs import constructs, sensitive_kinds
from psychograph.knowledge.matching import ACCEPTED, Item, match_construct
from psychograph.knowledge.wording import read
from psychograph.runs.run import Run

# Wrong matches by source of wordings, as docs/constructs.md tells them.
MOST_WRONG = {
    "written": 0,
    "ipip_bffm_50": 0,
    "tipi_10": 0,
    "ipip_neo_120": 2,
    "ipip_nfc_10": 0,
    "ipip_orais_200": 0,
    "ipip_orvis_92": 0,
}


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


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("I do not like to try new products.", "-adopt.innovativeness"),
        ("I never try new products.", "-adopt.innovativeness"),
        ("I rarely try new products.", "-adopt.innovativeness"),
        ("I hardly ever try out new products.", "-adopt.innovativeness"),
        ("I avoid trying new products.", "-adopt.innovativeness"),
        ("Trying new products is not important to me.", "-adopt.innovativeness"),
        ("I wouldn\u2019t try new products.", "-adopt.innovativeness"),
        # Twice turned is not turned.
        ("I do not wait for the second generation.", "adopt.innovativeness"),
        ("I don't mind being the center of attention.", "big5.extraversion"),
        ("I not only like, I love to try new products.", "adopt.innovativeness"),
        # What is denied stands elsewhere.
        ("I try new products, but I do not tell anybody.", "adopt.innovativeness"),
        ("How satisfied or dissatisfied are you with our service?", "brand.satisfaction"),
        ("I have a little extra for luxury brands.", "val.status"),
    ],
)
def test_negated_wordings_turn_the_match(question: str, key: str) -> None:
    assert match_construct("Q", question).key == key


def test_answers_that_are_turned_for_scoring_turn_the_question_and_not_the_name() -> None:
    asked = match_construct("Q", "I wait for the second generation.", turned=True)
    assert (asked.key, asked.source) == ("adopt.innovativeness", "question")
    named = match_construct("Openness", "I prefer it as it is.", turned=True)
    assert (named.key, named.source) == ("big5.openness", "name")


@pytest.mark.parametrize(
    "kind", ["religion", "politics", "ethnicity", "sexuality", "union", "health", "biometric"]
)
def test_every_kind_of_special_category_is_known_by_several_words(kind: str) -> None:
    known = next(entry for entry in sensitive_kinds() if entry.name == kind)
    assert len(known.tokens) >= 3


@pytest.mark.parametrize("question", ["Which religion do you belong to?", "Do you have a health condition?"])
def test_special_categories_are_quarantined(question: str) -> None:
    match = match_construct("Traditional values", question)
    assert (match.construct, match.source) == (None, "sensitive")


def test_a_declared_construct_wins() -> None:
    assert match_construct("Openness", "", "val.status").construct == constructs()["val.status"]
    assert match_construct("Openness", "", "none").construct is None
    turned = match_construct("Q", "I am religious.", "-val.tradition")
    assert (turned.key, turned.reversed, turned.source) == ("-val.tradition", True, "declared")


def test_below_the_bar_it_asks() -> None:
    match = match_construct("Status")
    assert (match.construct, match.source) == (None, "")
    assert [(near.key, near.score < ACCEPTED) for near in match.near] == [("val.status", True)]


def test_two_constructs_that_fit_alike_are_asked_about() -> None:
    match = match_construct("Q", "I care about recycling and privacy.")
    assert match.construct is None
    assert {near.construct.name for near in match.near} == {"val.environment", "att.privacy"}


def test_a_header_of_one_word_is_not_believed_against_its_question() -> None:
    assert match_construct("Age", "How long have you had the machine?").construct is None
    assert match_construct("Age").key == "demo.age"


def test_items_speak_together() -> None:
    shy, friends = Item("I am shy.", reversed=True), Item("I make friends easily.")
    strange = Item("I like the colour green.")
    match = match_construct("Scale1", items=[shy, friends, strange])
    assert (match.key, match.source) == ("big5.extraversion", "items")
    contrary = match_construct("Scale1", items=[Item("I am shy."), friends])
    assert contrary.construct is None
    assert contrary.near[0].construct.name == "big5.extraversion"
    secret = match_construct("Scale1", items=[friends, Item("I pray every day.")])
    assert (secret.source, secret.kind) == ("sensitive", "religion")


def test_an_introduction_is_no_question() -> None:
    text = "Thank you for taking part. " * 30 + "Do you like to try new products?"
    assert match_construct("Q", text).construct is None


def test_phrases_of_constructs_say_something() -> None:
    """A phrase whose words all fall away would match everything or nothing."""
    for construct in constructs().values():
        for token in (*construct.tokens, *construct.reversed_tokens, *construct.not_with):
            assert read(token).words, token
            assert read(token).stems or token.startswith("="), token


WORDINGS = list(
    csv.DictReader((Path(__file__).parent / "wordings.csv").read_text(encoding="utf-8").splitlines())
)


def outcome(row: dict[str, str]) -> str:
    match = match_construct(row["name"], row["question"])
    found = "sensitive" if match.source == "sensitive" else match.key
    if found in row["construct"].split("|"):
        return "right"
    return "asked or missed" if found == "none" else "wrong"


@pytest.mark.parametrize(("source", "wrong"), sorted(MOST_WRONG.items()))
def test_few_matches_are_wrong(source: str, wrong: int) -> None:
    """Counts of wrong matches per source of wordings, as published: more would be a step back."""
    rows = [row for row in WORDINGS if row["source"] == source]
    assert rows
    assert sum(outcome(row) == "wrong" for row in rows) <= wrong


def test_all_columns_of_the_samples_map(worked_example: Run, wearable: Run) -> None:
    assert all(match.construct for match in worked_example.matches)
    unmapped = {match.attribute for match in wearable.matches if match.construct is None}
    assert "Att_FirstToKnow" not in unmapped
    assert "Adopt_WouldBuy" not in unmapped
