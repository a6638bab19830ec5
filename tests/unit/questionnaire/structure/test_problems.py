"""What must hold between the parts of a questionnaire, with and without a file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.condition_text import parse_condition
from psychograph.questionnaire.conditions import Condition, Not
from psychograph.questionnaire.model import (
    Answer,
    Battery,
    Choice,
    Consent,
    Day,
    FreeText,
    Item,
    Multiple,
    Notice,
    Number,
    Page,
    Postcode,
    Question,
    Questionnaire,
    Ranking,
    Rating,
    Single,
)
from psychograph.questionnaire.structure.problems import MOST_COLUMNS, problems

SCALE = AnswerScale(1, 5)
YES_NO = (Choice("1", Translated("Yes")), Choice("2", Translated("No")))


def question(name: str, answer: Answer, shown_if: str = "", expected: str = "") -> Question:
    condition = parse_condition(shown_if) if shown_if else None
    return Question(name, Translated("?"), answer, shown_if=condition, expected=expected)


def of(*pages: Page) -> Questionnaire:
    return Questionnaire(Translated("T"), pages)


def page(name: str, *questions: Question, shown_if: str = "", shuffled: bool = False) -> Page:
    return Page(name, questions, shown_if=parse_condition(shown_if) if shown_if else None, shuffled=shuffled)


def found(*questions: Question) -> list[str]:
    return [breach.found for breach in problems(of(page("p", *questions)))]


def asking(name: str, shown_if: str = "") -> Question:
    return question(name, FreeText(), shown_if)


def battery(*items: Item, scale: AnswerScale = SCALE, declined: tuple[Choice, ...] = ()) -> Answer:
    return Battery(scale, items, declined)


def item(name: str, expected: str = "") -> Item:
    return Item(name, Translated(name), expected=expected)


def choices(*codes: str) -> tuple[Choice, ...]:
    return tuple(Choice(code, Translated(f"label {code}")) for code in codes)


def test_a_questionnaire_in_order_has_no_problem() -> None:
    assert not list(
        problems(
            of(
                page(
                    "p", question("a", Single(YES_NO)), question("b", battery(item("b_1"), item("b_2", "3")))
                ),
                page("q", question("c", Multiple(YES_NO), "a = 1"), asking("d", "c includes 2 and b_1 >= 4")),
                page("r", asking("e", "answered(d) or not (a != 2)"), shown_if="b_2 = 3"),
            )
        )
    )


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (asking("a b"), "the name 'a b'"),
        (asking("1a"), "the name '1a'"),
        (asking("\u00e4"), "the name '\u00e4'"),
        (asking("a" * 41), "a name of 41 letters"),
        (asking("And"), "the name 'And', which conditions use as a word"),
        (question("a", Single(())), "no choices"),
        (question("a", Single(choices("1", "1"))), "the code 1 again, for 'label 1'"),
        (question("a", Single(choices(" 1"))), "the code ' 1' of 'label  1'"),
        (question("a", Single(choices(""))), "the code '' of 'label '"),
        (question("a", battery()), "a battery without statements"),
        (question("a", Rating(AnswerScale(1, 1))), "an answer scale from 1 to 1"),
        (question("a", Rating(AnswerScale(1, 12))), "an answer scale from 1 to 12"),
        (question("a", Rating(AnswerScale(5, 1))), "an answer scale from 5 to 1"),
        (question("a", Rating(AnswerScale(1, 5, ((6, Translated("x")),)))), "a label for 6"),
        (question("a", Rating(SCALE, choices("5"))), "the code 5 again, for 'label 5'"),
        (question("a", Rating(SCALE), expected="6"), "the expected answer '6', which nobody can give"),
        (question("a", Notice(), expected="6"), "`expect: 6` on a text that asks nothing"),
        (question("a", battery(item("b", "9"))), "the expected answer '9', which nobody can give"),
        (question("a", Number(5, 1)), "limits from 5 down to 1"),
        (question("a", Number(float("nan"))), "a limit that is no number"),
        (question("a", Day("2026-02-30")), "'2026-02-30'"),
        (question("a", Day("2026-03-01", "2026-01-01")), "limits from 2026-03-01 back to 2026-01-01"),
        (question("a", FreeText(most=0)), "at most 0 characters"),
        (question("a", Postcode("Britain")), "'Britain'"),
        (question("a", Consent("")), "consent without a version"),
        (question("a", Multiple(YES_NO, least=3)), "at least 3 and at most 2 of 2 choices"),
        (question("a", Multiple(YES_NO, least=2, most=1)), "at least 2 and at most 1 of 2 choices"),
        (question("a", Ranking(YES_NO, most=0)), "at least 0 and at most 0 of 2 choices"),
        (question("a", Single(choices(*map(str, range(2_001))))), "2,001 choices"),
    ],
)
def test_what_is_wrong_with_one_question(broken: Question, told: str) -> None:
    assert found(broken) == [told]


@pytest.mark.parametrize(
    ("measured", "told"),
    [
        ({"attribute": "Pace"}, "`attribute: Pace`"),
        ({"reversed": True}, "`reversed: true`"),
        ({"expected": "2"}, "`expect: 2`"),
        ({"source": "our_pace/pace"}, "`source: our_pace/pace`"),
    ],
)
def test_a_battery_as_a_whole_measures_nothing(measured: dict[str, Any], told: str) -> None:
    whole = replace(question("a", battery(item("b"))), **measured)
    assert found(whole) == [f"{told} on a battery as a whole"]
    assert found(replace(whole, answer=Notice())) == [f"{told} on a text that asks nothing"]


@pytest.mark.parametrize(
    ("questions", "told"),
    [
        ((asking("a"), asking("A")), "the name 'A' again, after question a"),
        ((asking("a"), question("b", battery(item("A")))), "the name 'A' again, after question a"),
        (
            (question("q", Multiple(YES_NO)), asking("q_1")),
            "the column 'q_1' of the answers, which question q fills",
        ),
        (
            (asking("Q_1"), question("q", Multiple(YES_NO))),
            "the column 'q_1' of the answers, which question Q_1 fills",
        ),
        (
            (question("q", Multiple(choices("a", "A"))),),
            "the column 'q_A' of the answers, which question q fills",
        ),
        (
            (question("q", Ranking((replace(YES_NO[0], specify=True), Choice("1_text", Translated("x"))))),),
            "the column 'q_1_text' of the answers, which question q fills",
        ),
    ],
)
def test_names_and_columns_that_two_things_share(questions: tuple[Question, ...], told: str) -> None:
    assert found(*questions) == [told]


def test_pages_have_names_of_their_own_and_something_on_them() -> None:
    told = [
        breach.found for breach in problems(of(page("p", asking("a")), page("P", asking("b")), page("q")))
    ]
    assert told == ["the name 'P' again, after page p", "a page with nothing on it"]
    assert [breach.found for breach in problems(of())] == ["no pages"]


@pytest.mark.parametrize(
    ("answer", "condition", "told", "mend"),
    [
        (Single(YES_NO), "a = 3", "a compared with '3', which is no answer to it", "choose one of them"),
        (Single(YES_NO), "a = yes", "a compared with 'yes', which is no answer to it", "write the code: 1"),
        (Single(YES_NO), "a includes 3", "a compared with '3', which is no answer to it", "choose"),
        (Multiple(YES_NO), "a = 1", "'a = 1'", "write a includes 1"),
        (Rating(SCALE), "a = 6", "a compared with '6', which is no answer to it", "choose"),
        (Rating(SCALE), "a > much", "'much'", "write a > 18"),
        (Rating(SCALE), "a includes 3", "'a includes 3'", "write a = ..."),
        (Number(), "a = x", "'x'", "write a = 18"),
        (Day(), "a > 2026", "'2026'", "write year-month-day"),
        (Consent("1"), "a = yes", "a compared with 'yes', which is no answer to it", "choose"),
        (Notice(), "answered(a)", "'a', which no question is named", "check the name"),
        (battery(item("a_1")), "a = 1", "the battery 'a' as one answer", "name one of its statements"),
        (battery(item("a_1")), "a_1 = 6", "a_1 compared with '6', which is no answer to it", "choose"),
        (Number(), "Aa = 1", "'Aa', which no question is named", "did you mean 'a'?"),
    ],
)
def test_conditions_compare_answers_that_can_be_given(
    answer: Answer, condition: str, told: str, mend: str
) -> None:
    (breach,) = problems(of(page("p", question("a", answer), asking("later", condition))))
    assert breach.found == told
    assert breach.mend.startswith(mend)
    assert breach.place == ("pages", 0, "questions", 1, "show_if")


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        ((page("p", asking("a", "b = 1"), asking("b")),), ["'b', which is asked later"]),
        (
            (page("p", asking("b"), asking("a", "b = 1"), shuffled=True),),
            ["'b', which may come later, since"],
        ),
        ((page("p", asking("b"), shown_if="b = 1"),), ["'b', which stands on the page itself"]),
        ((page("p", asking("a"), shown_if="b = 1"), page("q", asking("b"))), ["'b', which is asked later"]),
        ((page("p", asking("a", "a = 1")),), ["conditions in a circle: a -> a"]),
        (
            (page("p", asking("a", "b = 1"), asking("b", "a = 1")),),
            ["conditions in a circle: a -> b -> a"],
        ),
        (
            (
                page(
                    "p",
                    asking("a", "c = 1"),
                    asking("b", "a = 1"),
                    asking("c", "b = 1 and d = 1"),
                    asking("d"),
                ),
            ),
            ["conditions in a circle: a -> c -> b -> a", "'d', which is asked later"],
        ),
        (
            (page("p", asking("a", "b = 1")), page("q", asking("b"), shown_if="a = 1")),
            ["conditions in a circle: a -> page q -> a"],
        ),
        (
            (page("p", question("a", battery(item("a_1")), "b = 1"), asking("b", "a_1 = 1")),),
            ["conditions in a circle: a -> b -> a"],
        ),
    ],
)
def test_conditions_look_back_and_never_in_a_circle(pages: tuple[Page, ...], told: list[str]) -> None:
    given = [breach.found for breach in problems(of(*pages))]
    assert [one[: len(start)] for one, start in zip(given, told, strict=True)] == [
        start[: len(one)] for one, start in zip(given, told, strict=True)
    ]


def test_places_are_named_for_questionnaires_without_a_file() -> None:
    told = list(problems(of(page("p", question("a", battery(item("x", "9"))), asking("b", "c = 1")))))
    assert [breach.where for breach in told] == ["question a, statement x", "question b"]


def test_languages_are_tags_and_differ_from_that_of_the_texts() -> None:
    text = Translated.of("Hello", {"en": "Hi", "German!": "Hallo"})
    told = [breach.found for breach in problems(replace(of(page("p", asking("a"))), intro=text))]
    assert told == ["the language 'German!'", "a translation of 'Hello' into the language it is in"]


def test_what_is_hostile_is_told_once_and_soon() -> None:
    many = tuple(asking(f"q{at}") for at in range(MOST_COLUMNS + 500))
    assert found(*many) == ["more than 10,000 columns of answers up to here"]
    # Each looks at the next, none in a circle: searching from every question would take minutes.
    chain = tuple(asking(f"q{at}", f"q{at + 1} = 1") for at in range(5_000))
    assert len(found(*chain)) == 5_000
    ring = (*chain, asking("q5000", "q0 = 1"))
    told = found(*ring)
    assert told == ["conditions in a circle: q0 -> q1 -> q2 -> q3 -> q4 -> q5 -> q6 -> q7 -> ... -> q0"]


def test_a_condition_nested_without_end_is_refused_without_recursion() -> None:
    condition: Condition = parse_condition("a = 1")
    for _ in range(50_000):
        condition = Not(condition)
    asked = replace(asking("b"), shown_if=condition)
    assert found(asking("a"), asked) == ["a condition nested too deeply"]
