"""The bank: every question can be asked, its codes are those of the standards, its constructs exist."""

from __future__ import annotations

import re

import pytest

from psychograph.instruments.catalogue import shipped
from psychograph.knowledge.base import shipped as knowledge
from psychograph.questionnaire.bank import BANK, TOPICS, BankQuestion, bank
from psychograph.questionnaire.file.reading import parse_questionnaire
from psychograph.questionnaire.model import (
    Battery,
    Choice,
    Page,
    Questionnaire,
    Rating,
    Single,
    choices_of,
)
from psychograph.questionnaire.structure.problems import problems

EVERY = list(bank().values())
IDS = [one.reference for one in EVERY]


def choices(reference: str) -> tuple[Choice, ...]:
    return choices_of(bank()[reference].question.answer)


def codes(reference: str) -> list[str]:
    return [choice.code for choice in choices(reference) if not choice.declined]


def asked(one: BankQuestion) -> str:
    return str(one.question.text)


def test_the_whole_bank_can_stand_in_one_questionnaire() -> None:
    questions = tuple(one.question for one in EVERY)
    assert not list(problems(Questionnaire(questions[0].text, (Page("p", questions),))))


@pytest.mark.parametrize("one", EVERY, ids=IDS)
def test_every_question_is_asked_by_its_reference(one: BankQuestion) -> None:
    given = {"": "", "choices": ", choices: [a, b]", "items": ", items: [a, b]"}[one.fill_in]
    text = f"title: T\npages:\n  - questions:\n      - {{standard: {one.reference}{given}}}\n"
    (found,) = parse_questionnaire(text, "questionnaire.yaml", shipped()).questions
    assert found.name == one.question.name
    assert found == one.question or one.fill_in


@pytest.mark.parametrize("one", EVERY, ids=IDS)
def test_every_question_tells_where_it_comes_from_and_what_it_measures(one: BankQuestion) -> None:
    answer = one.question.answer
    sources = {item.source for item in answer.items} if isinstance(answer, Battery) else {one.question.source}
    assert sources == {f"{BANK}{one.reference}"}
    assert one.reference.partition(".")[0] in TOPICS
    assert not one.measures or one.measures in knowledge().constructs
    # A place in brackets waits for words of the user, and only where that is said.
    assert bool(re.search(r"\[\w", str(answer))) == bool(one.fill_in)


@pytest.mark.parametrize("one", EVERY, ids=IDS)
def test_answers_that_are_none_have_the_usual_codes(one: BankQuestion) -> None:
    for choice in choices_of(one.question.answer):
        usual = {"Don't know": "-9", "Prefer not to say": "-8", "Never": "-7"}.get(str(choice.label))
        assert choice.declined == (usual is not None)
        assert usual is None or choice.code == usual


def test_codes_follow_the_standards() -> None:
    assert codes("demographics.education") == [str(level) for level in range(9)]  # ISCED 2011
    # ISCO-08 has the armed forces as 0; 97 is ours.
    assert codes("demographics.occupation") == [*map(str, range(1, 10)), "0", "97"]
    assert codes("geography.degree_of_urbanisation") == ["1", "2", "3"]  # DEGURBA
    countries = codes("geography.country")
    assert len(countries) == 249  # ISO 3166-1, officially assigned
    assert all(re.fullmatch("[A-Z]{2}", code) for code in countries)
    assert {"DE", "GB", "NO", "US", "XK"} & set(countries) == {"DE", "GB", "NO", "US"}


def test_urban_is_high_and_more_hours_are_more() -> None:
    place = bank()["geography.urbanicity"].question.answer
    hours = bank()["behaviour.social_media_hours"].question.answer
    assert isinstance(place, Rating)
    assert isinstance(hours, Rating)
    assert "big city" in str(place.scale.label(5))
    starts = [
        int(found[0])
        for code in hours.scale.values
        if (found := re.findall(r"\d+", str(hours.scale.label(code))))
    ]
    assert starts == [1, 1, 5, 10, 20]


def test_gender_is_never_forced_and_has_words_of_ones_own() -> None:
    gender = bank()["demographics.gender"].question
    assert isinstance(gender.answer, Single)
    assert not gender.required
    assert [choice.specify for choice in gender.answer.choices] == [False, False, False, True, False]


def test_the_questions_of_the_guide_are_there_word_for_word() -> None:
    texts = {asked(one) for one in EVERY}
    assert {
        "What is your current age?",
        "What is your current occupation?",
        "How many hours per week do you spend on social media?",
        "How often do you try out new products or services?",
    } <= texts


def test_nothing_asks_what_the_law_protects_most() -> None:
    words = re.compile(
        r"\b(religio|church|politic|vote|party|ethnic|race|health|sexual|union|disab)", re.IGNORECASE
    )
    assert [one.reference for one in EVERY if words.search(f"{asked(one)} {one.question.answer}")] == []
