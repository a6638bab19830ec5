"""Forms of every kind of answer: what is read, what is wrong, what is not looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from fieldworks import fieldwork

from psychograph.fielding.walk.forms import KEYS, Read, Wrong, fields_of, read_form
from psychograph.fielding.walk.screens import Screen
from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.answers.codebook import columns_of
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
    Ranking,
    Rating,
    Single,
)

WORDS = Path(__file__).parents[4] / "src" / "psychograph"
SCALE = AnswerScale(1, 5)
SILENT = Choice("dk", Translated("Don't know"), declined=True)
CHOICES = (
    Choice("1", Translated("Tea")),
    Choice("2", Translated("Coffee")),
    Choice("3", Translated("Milk")),
    Choice("o", Translated("Other"), specify=True),
    Choice("n", Translated("None"), exclusive=True),
)
ITEMS = tuple(Item(name, Translated(name)) for name in ("calm", "bold"))
RANKED = Ranking(CHOICES[:3])


def _screen(answer: Answer, *, required: bool = False) -> Screen:
    question = Question("q", Translated("Which?"), answer, required=required)
    return Screen("q", Page("p", (question,)), question)


def _read(answer: Answer, *, required: bool = False, **fields: str | list[str]) -> Read:
    form = {name: [value] if isinstance(value, str) else value for name, value in fields.items()}
    return read_form(_screen(answer, required=required), form)


def _wrong(answer: Answer, *, required: bool = False, **fields: str | list[str]) -> list[tuple[str, str]]:
    return [(one.name, one.key) for one in _read(answer, required=required, **fields).wrong]


@pytest.mark.parametrize(
    "answer",
    [
        Rating(SCALE),
        Single(CHOICES[:3]),
        Multiple(CHOICES[:3], least=2),
        RANKED,
        Number(),
        FreeText(),
        Day(),
        Postcode("DE"),
    ],
)
def test_what_is_left_empty_is_empty_where_it_may_be_and_missing_where_not(answer: Answer) -> None:
    for form in ({}, {"q": []}, {"q": [""]}, {"q": [" "]} if isinstance(answer, FreeText) else {}):
        screen = _screen(answer)
        read = read_form(screen, form)
        assert read.wrong == ()
        assert list(read.answers) == ["q"]
        assert not read.answers["q"]
        assert read_form(_screen(answer, required=True), form) == Read({}, (Wrong("q", "wrong-missing"),))


def test_one_code_of_the_list_is_an_answer_and_nothing_else_is() -> None:
    for answer in (Rating(SCALE, (SILENT,)), Single((*CHOICES[:2], Choice("3", Translated("c")), SILENT))):
        assert _read(answer, q="3").answers["q"] == "3"
        assert _read(answer, q="dk", required=True).answers["q"] == "dk"
        assert _read(answer, q=["3", "3"]).answers["q"] == "3"
        for sent in ("6", "03", " 3", "3 ", "Tea", "3\x00", ["1", "3"], ["3", "9"]):
            assert _wrong(answer, q=sent) == [("q", "wrong-choice")]


def test_a_battery_wants_every_line_where_it_wants_any() -> None:
    battery = Battery(SCALE, ITEMS, (SILENT,))
    assert _read(battery, required=True, calm="1", bold="dk") == Read({"calm": "1", "bold": "dk"}, ())
    assert _read(battery, calm="1") == Read({"calm": "1", "bold": ""}, ())
    half = _read(battery, required=True, calm="1")
    assert half.answers == {"calm": "1"}
    assert [(one.name, one.key) for one in half.wrong] == [("q", "wrong-rows"), ("bold", "wrong-missing")]
    assert _wrong(battery, calm="7") == [("q", "wrong-choice"), ("calm", "wrong-choice")]
    assert _wrong(battery, required=True, calm="7") == [
        ("q", "wrong-rows"),
        ("calm", "wrong-choice"),
        ("bold", "wrong-missing"),
    ]
    assert _read(battery, q="1").answers == {"calm": "", "bold": ""}


def test_several_are_kept_in_the_order_of_the_list() -> None:
    assert _read(Multiple(CHOICES), q=["2", "1", "2"]).answers["q"] == ("1", "2")
    assert _read(Multiple(CHOICES), q=["n"]).answers["q"] == ("n",)
    assert _wrong(Multiple(CHOICES), q=["1", "9"]) == [("q", "wrong-choice")]
    assert _wrong(Multiple(CHOICES), q=["1", "n"]) == [("q", "wrong-alone")]


def test_several_are_as_many_as_are_asked_for() -> None:
    asked = Multiple(CHOICES, least=2, most=3)
    assert _wrong(asked, q=["1"]) == [("q", "wrong-count")]
    assert _wrong(asked, q=["1", "2", "3", "o"]) == [("q", "wrong-count")]
    assert _wrong(asked, q=["1", "2"]) == _wrong(asked, q=["1", "2", "3"]) == []
    assert _wrong(asked, q=["n"]) == []  # alone is alone, however many are asked for


def test_a_ranking_gives_each_place_once_from_the_first_on() -> None:
    places = {"q.1": "2", "q.2": "1", "q.3": "3"}
    assert _read(RANKED, **places).answers == {"q": ("2", "1", "3")}
    assert _read(RANKED, **{"q.3": " \u0661 "}).answers == {"q": ("3",)}
    for wrong in (
        {"q.1": "2"}, {"q.1": "1", "q.2": "1"}, {"q.1": "1", "q.2": "3"}, {"q.1": "0"}, {"q.1": "-1"},
        {"q.1": "x"}, {"q.1": "1.0"}, {"q.1": "4"}, {"q.1": "9" * 5000}, {"q.1": "²"},
    ):  # fmt: skip
        assert _wrong(RANKED, **wrong) == [("q", "wrong-rank")]


def test_a_ranking_that_is_required_is_whole_and_one_with_a_most_ends_there() -> None:
    assert _wrong(RANKED, required=True, **{"q.1": "1", "q.2": "2"}) == [("q", "wrong-rank")]
    best = Ranking(CHOICES[:3], most=2)
    assert _read(best, required=True, **{"q.3": "1", "q.1": "2"}).answers == {"q": ("3", "1")}
    assert _wrong(best, **{"q.1": "1", "q.2": "2", "q.3": "3"}) == [("q", "wrong-rank")]
    assert (
        _read(Ranking(CHOICES[:3], most=9), required=True, **{"q.1": "1", "q.2": "2", "q.3": "3"}).wrong == ()
    )


def test_numbers_days_and_postcodes_say_what_is_wrong_with_them() -> None:
    assert _read(Number(0, 30), q=" 7 ").answers == {"q": "7"}
    assert _wrong(Number(0, 30), q="31") == [("q", "wrong-number")]
    assert _wrong(Number(whole=False), q="1,234") == [("q", "wrong-number-unclear")]
    assert _read(Day(), q="2026-11-30").answers == {"q": "2026-11-30"}
    assert _wrong(Day("2027-01-01"), q="2026-11-30") == [("q", "wrong-day")]
    assert _read(Postcode("GB"), q="sw1a1aa").answers == {"q": "SW1A 1AA"}
    assert _wrong(Postcode("DE"), q="1234") == [("q", "wrong-postcode")]


def test_a_day_may_come_in_three_fields() -> None:
    three = {"q.year": "1984", "q.month": "2", "q.day": "29"}
    assert _read(Day(), **three).answers == {"q": "1984-02-29"}
    assert _wrong(Day(), **{**three, "q.year": "1985"}) == [("q", "wrong-day")]
    assert _wrong(Day(), **{"q.year": "1984"}) == [("q", "wrong-day")]
    assert _wrong(Day(), required=True) == [("q", "wrong-missing")]


def test_texts_are_as_long_as_they_may_be() -> None:
    assert _wrong(FreeText(long=True, most=5), q="123456") == [("q", "wrong-long")]
    assert _read(FreeText(long=True, most=5), q=" 12345 ").answers == {"q": "12345"}
    assert _read(FreeText(), q="x" * 10_000).wrong == ()
    assert _wrong(FreeText(), q="x" * 10_001) == [("q", "wrong-long")]
    assert _read(FreeText(long=True, most=20_000), q="x" * 20_000).wrong == ()
    assert _read(FreeText(long=True), q="a\r\nb").answers == {"q": "a\nb"}
    assert _read(FreeText(), q="a\r\nb").answers == {"q": "a b"}


def test_nobody_withholds_consent_by_an_oversight() -> None:
    asked = Consent("1")
    assert _read(asked, q="1").answers == {"q": "1"}
    assert _read(asked, q="0").answers == {"q": "0"}
    assert _wrong(asked) == [("q", "wrong-missing")]
    assert _wrong(asked, q="yes") == [("q", "wrong-choice")]
    assert _wrong(asked, q=["0", "1"]) == [("q", "wrong-choice")]


def test_a_notice_is_passed_by_any_form() -> None:
    assert _read(Notice(), required=True, q="x") == Read({"q": ""}, ())


def test_the_text_of_a_choice_comes_along_whether_it_is_chosen_or_not() -> None:
    assert _read(Multiple(CHOICES), q=["o"], q_o_text=" Mate ").answers == {"q": ("o",), "q_o_text": "Mate"}
    assert _read(Single(CHOICES), q="1", q_o_text="Mate").answers == {"q": "1", "q_o_text": "Mate"}
    assert _read(Single(CHOICES), q="1").answers == {"q": "1", "q_o_text": ""}
    assert _wrong(Single(CHOICES), q="o", q_o_text="x" * 10_001) == [("q_o_text", "wrong-long")]
    missing = _read(Single(CHOICES), required=True, q_o_text="Mate")
    assert missing == Read({"q_o_text": "Mate"}, (Wrong("q", "wrong-missing"),))


def test_what_is_not_asked_is_not_read() -> None:
    extra = {
        "outcome": "complete",
        "Age": "31",
        "q_1": "1",
        "seed": "0",
        "q.1": "1",
        "calm": "5",
        "__proto__": "1",
    }
    assert _read(Single(CHOICES[:2]), q="1", **extra) == Read({"q": "1"}, ())


def test_answers_are_named_as_their_columns_are() -> None:
    """Whatever a screen takes is a column of the export, or the parts of one."""
    for question in fieldwork().questionnaire.questions:
        screen = Screen(question.name, Page("p", (question,)), question)
        names = set(read_form(screen, {}).answers)
        if not isinstance(question.answer, Multiple | Ranking | Notice):
            assert names <= set(columns_of(question))
        assert {field.split(".")[0] for field in fields_of(screen)} <= {question.name, *columns_of(question)}


def test_fields_are_those_that_are_read() -> None:
    assert fields_of(_screen(RANKED)) == ("q.1", "q.2", "q.3")
    assert fields_of(_screen(Day())) == ("q", "q.year", "q.month", "q.day")
    assert fields_of(_screen(Battery(SCALE, ITEMS))) == ("calm", "bold")
    assert fields_of(_screen(Single(CHOICES))) == ("q", "q_o_text")
    assert fields_of(_screen(Notice())) == ()


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar"])
def test_whatever_can_be_wrong_is_said_in_every_language(language: str) -> None:
    folders = (WORDS / "reports/questionnaire/words", WORDS / "fielding/server/words")
    said = "".join((folder / f"{language}.ftl").read_text(encoding="utf-8") for folder in folders)
    assert [key for key in KEYS if f"\n{key} =" not in said] == []
