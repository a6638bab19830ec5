"""Personal data are found by header, question and content; questions about them are not personal."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from psychograph.codebook.codebook import Role, Scale, VariableType
from psychograph.codebook.headers import Certainty, is_personal
from psychograph.codebook.hint import Hint
from psychograph.codebook.infer import infer_codebook

NAMES = ["Ann", "Bob", "Cy", "Di", "Eve", "Fay"]


@pytest.mark.parametrize(
    "text",
    [
        *("Email", "E-mail address", "Phone", "First name", "RecipientLastName", "IPAddress", "Vorname"),
        *("Latitude", "deviceid", "Telefonnummer", "ExternalReference", "What is your name?"),
        *("What is your e-mail address?", "Please enter your postal address", "Date of birth"),
        "Please leave your phone number if we may call you back about this survey",
        "Bitte geben Sie Ihre Telefonnummer an",
        "May we have your email?",
    ],
)
def test_headers_and_questions_that_ask_for_it(text: str) -> None:
    assert is_personal(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        *("Brand name", "Age", "Gender", "Country", "Income", "Which name fits the brand best?"),
        *("How often do you e-mail?", "How often do you e-mail your friends?", "Do you own a mobile phone?"),
        *("How satisfied are you with your phone?", "Where do you use your mobile phone most?"),
        *("What do you think of e-mail offers?", "What is your email provider?", "Product usage"),
        "How many offers reach you by e-mail every week?",
    ],
)
def test_questions_about_it_are_not_personal(text: str) -> None:
    assert is_personal(text) is None


@pytest.mark.parametrize(
    ("header", "cells", "left_out"),
    [
        ("Mobile phone brand", ["Apple", "Samsung"] * 6, False),
        ("Mobile phone brand", NAMES, True),
        ("Phone use", ["1", "2", "5", "4", "3", "1"], False),
        ("Phone bill", ["20", "31.5", "18", "44", "20", "25"], False),
        ("GPS latitude", ["52.5", "48.1", "50.2", "51.0", "47.9", "52.4"], True),
        ("Phone", ["1", "2", "3", "4", "5", "6"], True),
        ("Q9", ["52.5200 13.4050 34 5", "48.1371 11.5754 519 5"] * 3, True),
        ("Income", ["1000-199999", "200000-399999"] * 6, False),
        ("Name", NAMES, True),
        ("Q1", ["fine", "x@example.org", "ok", "no", "yes", "so"], True),
    ],
)
def test_answers_settle_what_a_header_only_mentions(
    header: str, cells: Sequence[str], left_out: bool
) -> None:
    assert (infer_codebook({header: cells}).personal == (header,)) is left_out


def test_an_item_called_phone_is_rated_and_not_left_out() -> None:
    hint = Hint(question="Phone", battery="How satisfied are you with these ways to reach us?")
    found = infer_codebook({"Phone": ["4", "5", "2", "1"]}, {"Phone": hint})
    assert found.personal == ()
    assert found.codebook["Phone"].scale == Scale(1, 5)
    worded = infer_codebook({"Phone": ["Good", "Poor", "Fair", "Good"]}, {"Phone": hint})
    assert worded.codebook["Phone"].type is VariableType.LIKERT


def test_an_option_called_e_mail_is_kept() -> None:
    hint = Hint(question="E-mail", battery="How did you hear of us?", type=VariableType.OPTION)
    found = infer_codebook({"E-mail": ["1", "0", "1"]}, {"E-mail": hint})
    assert found.personal == ()


def test_every_column_of_a_question_for_an_address_is_left_out() -> None:
    columns = {"Street": ["Elm St", "Oak St"], "Number": ["7", "12"], "City": ["Ulm", "Bonn"]}
    hints = {name: Hint(question=name, battery="Please enter your address") for name in columns}
    assert infer_codebook(columns, hints).personal == ("Street", "Number", "City")


def test_what_the_tool_calls_personal_is_left_out_unless_it_is_kept() -> None:
    columns, hints = {"Q7": ["a", "b"]}, {"Q7": Hint(personal=True)}
    assert infer_codebook(columns, hints).personal == ("Q7",)
    assert infer_codebook(columns, hints, keep=["Q7"]).personal == ()


def test_how_sure() -> None:
    assert is_personal("E-mail") is Certainty.SURE
    assert is_personal("Phone contract") is Certainty.LIKELY


def test_labels_become_codes_and_no_answer_becomes_missing() -> None:
    cells = ["Often", "Never", "Don't know", None, "Always", "n/a"]
    variable = infer_codebook({"Tea": cells}).codebook["Tea"]
    assert variable.type is VariableType.LIKERT
    assert variable.role is Role.BASIS
    assert variable.scale == Scale(1, 5)
    labels = [code.label for code in variable.codes]
    assert labels == ["Never", "Rarely", "Sometimes", "Often", "Always", "Don't know"]
    assert variable.missing == ("-98",)
    assert [variable.is_missing(cell) for cell in ("Don't know", "Often")] == [True, False]


def test_items_of_a_battery_share_their_labels_and_open_ones_spoil_nothing() -> None:
    columns = {
        "a": ["Agree", "Disagree", "Agree"],
        "b": ["Strongly agree", "Disagree", "Neutral"],
        "c": ["because", "why not", "no idea"],
    }
    hints = {name: Hint(battery="Do you agree?") for name in columns}
    found = infer_codebook({name: columns[name] for name in "ab"}, hints).codebook
    assert found["a"].scale == found["b"].scale == Scale(1, 5)
    found = infer_codebook(columns, hints).codebook
    assert found["b"].type is VariableType.LIKERT
    assert found["c"].type is VariableType.CATEGORY


def test_columns_of_a_battery_share_the_bounds_of_their_numbers() -> None:
    columns = {"taste": ["2", "3", "3"], "price": ["1", "7", "4"], "look": ["2", "4", "3"]}
    hints = {name: Hint(battery="How much do these matter?") for name in columns}
    found = infer_codebook(columns, hints).codebook
    assert [variable.scale for variable in found] == [Scale(1, 7)] * 3


def test_how_likely_to_recommend_is_asked_from_nought_to_ten() -> None:
    question = "How likely are you to recommend us to a friend?"
    found = infer_codebook({"Q3": ["9", "7", "8", "4"]}, {"Q3": Hint(question=question)}).codebook
    assert found["Q3"].scale == Scale(0, 10)
