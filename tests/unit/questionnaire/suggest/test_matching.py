"""Which topics a business question points to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from business_questions import FIRST, FOURTH, SECOND, THIRD

from psychograph.questionnaire.suggest.mapping import suggestions
from psychograph.questionnaire.suggest.matching import phrase_stems, refused, topics_of

TOPICS = suggestions().topics
PAGE = Path(__file__).parents[4] / "docs" / "questionnaire-suggest.md"


def found(question: str) -> list[str]:
    return [one.topic.id for one in topics_of(question, TOPICS)]


def counted(asked: Sequence[tuple[str, str]]) -> tuple[int, int, int]:
    """Topic found, nothing found, only another topic found."""
    results = [(topic, found(question)) for question, topic in asked]
    hits = sum(topic in ids for topic, ids in results)
    nothing = sum(not ids for _, ids in results)
    return hits, nothing, len(results) - hits - nothing


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("Which customers are more open to try new products?", ["new_products"]),
        (
            "Do I use traditional marketing channels or digital channels for the customer segment?",
            ["channels"],
        ),
        ("What are their values and beliefs?", ["values"]),
    ],
)
def test_the_key_questions_of_the_guide(question: str, topics: list[str]) -> None:
    assert found(question) == topics


@pytest.mark.parametrize("asked", [FIRST, SECOND, THIRD], ids=["first", "second", "third"])
def test_questions_that_words_were_added_for(asked: Sequence[tuple[str, str]]) -> None:
    assert len(asked) == 30
    assert counted(asked) == (30, 0, 0)


def test_questions_that_no_word_was_added_for_are_understood_as_often_as_the_page_says() -> None:
    hits, nothing, wrong = counted(FOURTH)
    (told,) = re.findall(
        r"\| others, after the present draft \| (\d+) \| (\d+) \| (\d+) \|", PAGE.read_text("utf-8")
    )
    assert (hits, nothing, wrong) == tuple(map(int, told))
    assert wrong <= 3  # nothing found is said and does no harm; another topic is asked in its place


def test_what_is_no_business_question_points_to_nothing() -> None:
    for question in ("What is the weather like?", "Lorem ipsum dolor sit amet", "", "???", "42"):
        assert found(question) == []


def test_longer_phrases_beat_shorter_ones_inside_them() -> None:
    assert found("Is tradition important to them?") == ["tradition", "values"]
    assert found("Do we use traditional channels?") == ["channels"]


def test_a_pair_of_words_beats_one_of_them_alone_and_not_its_neighbours() -> None:
    assert found("What are the common values or beliefs of our customers?") == ["values"]
    assert found("What values do our customers have?") == ["values"]
    assert found("Why do customers not buy, and how do they find out about us?") == ["reasons", "journey"]


def test_a_veto_silences_a_topic() -> None:
    assert "values" not in found("Is it value for money?")
    assert "price" not in found("How large should our budget be?")


def test_words_of_constructs_are_tried_where_no_phrase_is_found() -> None:
    (one,) = topics_of("Who is talkative?", TOPICS)
    assert (one.topic.id, one.words) == ("personality", "big5.extraversion")


def test_order_case_and_marks_do_not_matter() -> None:
    for question in (
        "NEW PRODUCTS: WHO TRIES THEM?",
        "who tries  products\tthat are new",
        "who\u2019s trying new products?",
    ):
        assert found(question) == ["new_products"]


def test_a_question_of_a_million_letters_is_read_as_far_as_questions_go() -> None:
    assert found("new products " + "x " * 500_000) == ["new_products"]
    assert found("x " * 500_000 + "new products") == []


def test_questions_after_special_categories_are_refused() -> None:
    assert refused("Do they pray?") == "religion"
    assert refused("Whom did they vote for in the last election?") == "politics"
    assert refused("Who is open to new products?") is None


def test_no_phrase_says_less_than_it_seems_to() -> None:
    """A phrase whose small words fall away would be one word alone: it needs = before it."""
    for topic in TOPICS.values():
        for phrase in (*topic.words, *topic.not_with):
            stems = phrase_stems(phrase)
            assert stems, phrase
            if not phrase.startswith("=") and len(re.findall(r"[^\W\d_]+", phrase)) > 1:
                assert len(set(stems)) > 1, f"{topic.id}: {phrase}"


def test_no_phrase_points_to_two_topics() -> None:
    seen: dict[tuple[str, ...], str] = {}
    for topic in TOPICS.values():
        for phrase in topic.words:
            stems = phrase_stems(phrase)
            words = stems if phrase.startswith("=") else tuple(sorted(stems))
            assert seen.setdefault(words, topic.id) == topic.id, phrase
