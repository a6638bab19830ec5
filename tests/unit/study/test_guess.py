"""What is guessed from raw answers, column by column."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from responses_from import guess_columns

from psychograph.codebook.codebook import Code, Codebook, Role, Scale, Variable, VariableType
from psychograph.codebook.columns import look_at
from psychograph.codebook.headers import Kind
from psychograph.errors import StudyError
from psychograph.study.guess import Guess, guess_study
from psychograph.study.model import AttributeType

FIVE = ["1", "2", "3", "4", "5", "3"]


def guess(**columns: Sequence[str | None]) -> Guess:
    return guess_columns(columns, title="Tea")


@pytest.mark.parametrize(
    ("header", "cells", "kind"),
    [
        ("Openness", FIVE, Kind.SCALE),
        ("Openness", ["1.5", "2.25", "4", "5"], Kind.SCALE),
        ("nps", ["0", "10", "7", "9"], Kind.SCALE),
        ("Age", ["22", "31", "45", "60"], Kind.NUMBER),
        ("Children", ["0", "1", "2", "3"], Kind.NUMBER),
        ("Income", ["22000", "31000.50", "45000", None], Kind.NUMBER),
        ("Delta", ["-2", "1", "3", "2"], Kind.NUMBER),
        ("Owner", ["0", "1", "1", "0"], Kind.CATEGORY),
        ("Zip", ["10115", "20095", "10115", "80331"], Kind.CATEGORY),
        ("Job", ["Nurse", "Engineer", "Nurse", None], Kind.CATEGORY),
        ("Brand name", ["Acme", "Zeta", "Acme", "Zeta"], Kind.CATEGORY),
        ("E-mail", ["x", "y", "x", "y"], Kind.PERSONAL),
        ("Contact me", ["ann@example.org", None, None, "bob@example.org"], Kind.PERSONAL),
        ("Q9", ["nothing", "none", "ann@example.org", "no"], Kind.PERSONAL),
        ("Call", ["+49 30 1234567", "+44 20 7946 0958", None, "+1 202 555 0143"], Kind.PERSONAL),
        ("Q5", ["015112345678", "4915112345679", "4930123456", "4930123457"], Kind.PERSONAL),
        ("Income", ["12000000", "15000000", "18000000", "19500000"], Kind.NUMBER),
        ("gender", ["1", "2", "2", "1"], Kind.CATEGORY),
        ("Highest education level", FIVE, Kind.CATEGORY),
        ("Gender equality", FIVE, Kind.SCALE),
        ("Fruit", ["255", "1677721500000000", "255", "16777215"], Kind.CATEGORY),
        ("Card", ["", *["255"] * 2, *(str(10**16 + i) for i in range(20))], Kind.IDENTIFIER),
        ("Host", ["192.0.2.1", "192.0.2.7", "192.0.2.9", None], Kind.PERSONAL),
        ("Name", ["Ann", "Bob", "Cy", "Di"], Kind.PERSONAL),
        ("RecipientLastName", ["Ann", "Bob", "Cy", "Di"], Kind.PERSONAL),
        ("Vorname", ["Ann", "Bob", "Cy", "Di"], Kind.PERSONAL),
        ("Date of birth", ["x", "y", "z", "w"], Kind.PERSONAL),
        ("When", ["2025-01-02", "2025-01-03 10:00", "2025-02-01", None], Kind.DATE),
        ("When", ["1/2/2025", "13.4.2025", "3/2/25", None], Kind.DATE),
        ("Duration (in seconds)", ["100", "200", "300", "400"], Kind.FIELDWORK),
        ("ResponseId", ["R_1", "R_2", "R_3", "R_4"], Kind.IDENTIFIER),
        ("id", ["1", "2", "3", "4"], Kind.IDENTIFIER),
        ("Country", ["DE", "DE", "DE", "DE"], Kind.CONSTANT),
        ("Wave", ["3", "3", None, "3"], Kind.CONSTANT),
        ("Blank", [None, "", " ", None], Kind.EMPTY),
        ("Why", [f"Because of reason {i}, which I would like to explain" for i in range(30)], Kind.FREE_TEXT),
        ("How many offers reach you by e-mail every week?", FIVE, Kind.SCALE),
    ],
)
def test_kind_of_a_column(header: str, cells: list[str | None], kind: Kind) -> None:
    assert look_at(header, cells).kind is kind


def test_decimal_commas_are_numbers_where_the_file_has_them() -> None:
    cells = ["1,5", "2,5", "4", "5"]
    assert look_at("Calm", cells, decimal_comma=True).kind is Kind.SCALE
    assert look_at("Calm", cells).kind is Kind.CATEGORY


@pytest.mark.parametrize(
    ("columns", "scales"),
    [
        ({"a": ["1", "3", "2"]}, {"a": (1, 5)}),
        ({"a": ["1", "7", "2"]}, {"a": (1, 7)}),
        ({"a": ["0", "10", "2"]}, {"a": (0, 10)}),
        ({"a": ["1", "10", "2"]}, {"a": (1, 10)}),
        ({"a": ["1", "11", "2"]}, {"a": (1, 11)}),
        ({"a": ["0", "4", "2"]}, {"a": (0, 4)}),
        ({"q_1": ["2", "3", "4"], "q_2": ["1", "7", "2"]}, {"q_1": (1, 7), "q_2": (1, 7)}),
        (
            {"q_1": ["2", "3", "1"], "q_2": ["1", "0", "2"], "x": ["1", "5"]},
            {"q_1": (0, 4), "q_2": (0, 4), "x": (1, 5)},
        ),
        (
            {"q1": ["1", "3"], "q2": ["2", "3"], "q3": ["1", "3"], "x": ["1", "7"]},
            {"q1": (1, 3), "q2": (1, 3), "q3": (1, 3), "x": (1, 7)},
        ),
        (
            {"ope1": ["1", "7"], "ope2": ["2", "6"], "con1": ["2", "4"], "mean": ["2.5", "6.5"]},
            {"ope1": (1, 7), "ope2": (1, 7), "con1": (1, 7), "mean": (1, 7)},
        ),
    ],
)
def test_columns_that_look_alike_share_bounds(
    columns: dict[str, list[str]], scales: dict[str, tuple[int, int]]
) -> None:
    attributes = guess(**columns).study.attributes
    assert {name: attribute.scale for name, attribute in attributes.items()} == scales


def test_roles_and_remarks() -> None:
    ids = [str(i) for i in range(1, 7)]
    result = guess(
        ResponseId=ids,
        Email=[f"p{i}@example.org" for i in ids],
        Phone=ids,
        Age=["20", "30", "40", "50", "60", "70"],
        Calm=FIVE,
        Bold=["1", "2", "n/a", "4", "5", None],
        Job=["a", "b", "a", "b", "a", "b"],
        Land=["DE"] * 6,
        Start_Date=ids,
    )
    study = result.study
    assert study.respondent == "ResponseId"
    assert study.basis == ("Calm", "Bold")
    assert study.descriptors == ("Age", "Job")
    assert study.attributes["Age"].scale is None
    assert result.reasons["Calm"] == "guessed: answers run from 1 to 5"
    assert result.remarks == (
        "Respondents are identified by ResponseId.",
        "2 columns were taken for answers on a scale from 1 to 5.",
        "Left out, because they describe the interview and not the person: Start_Date.",
        "Left out, because every answer is the same: Land.",
    )


def test_no_respondent_column_means_row_numbers() -> None:
    result = guess(id=["1", "1", "2"], Calm=["1", "2", "5"])
    assert result.study.respondent is None
    assert (
        result.remarks[0] == "No column identifies respondents, so the rows are numbered 1, 2, 3 and so on."
    )


def test_the_most_telling_id_wins_and_the_other_is_left_out() -> None:
    result = guess(brand_id=["1", "2", "3"], Respondent=["7", "8", "9"], Calm=["1", "2", "5"])
    assert result.study.respondent == "Respondent"
    assert "Left out, because they only identify a row: brand_id." in result.remarks


def test_numbers_build_segments_where_there_is_no_scale() -> None:
    result = guess(Age=["20", "30", "40"], Distance=["120", "30", "45"])
    assert (result.study.basis, result.study.descriptors) == (("Distance",), ("Age",))
    assert any("these numbers build the segments: Distance." in remark for remark in result.remarks)


def test_only_ages_are_better_than_nothing() -> None:
    assert guess(Age=["20", "30", "40"]).study.basis == ("Age",)


def test_no_numbers_at_all_is_an_error_with_a_remedy() -> None:
    with pytest.raises(StudyError) as caught:
        guess(Job=["a", "b", "c"])
    assert caught.value.problems[0].found == "no column with numbers that could build segments"
    assert caught.value.problems[0].mend.startswith("export the answers as numbers")


def test_cells_that_are_no_numbers_are_named() -> None:
    result = guess(Calm=["1", "2", "3", "4", "5", "often"])
    assert result.study.attributes["Calm"].type is AttributeType.LIKERT
    assert any("Calm ('often')" in remark for remark in result.remarks)


def test_questions_as_headers_get_short_names() -> None:
    asked = "How often do you try out new products or services?"
    again = "How often do you try out new products or brands in shops?"
    study = guess_columns({asked: FIVE, again: FIVE, " Age ": FIVE}, title="T").study
    assert list(study.attributes) == ["Try_Out_New_Products", "Try_Out_New_Products_2", "Age"]
    first = study.attributes["Try_Out_New_Products"]
    assert (first.column, first.question) == (asked, asked)
    assert study.attributes["Age"].column == " Age "


def test_ten_thousand_columns() -> None:
    source = random.Random(7)  # noqa: S311 - not a secret
    column = [str(source.randint(1, 5)) for _ in range(300)]
    study = guess_columns({f"q_{i}": column for i in range(10_000)}, title="T").study
    assert len(study.basis) == 10_000


def test_items_of_one_construct_are_one_attribute_with_the_codebooks_keys() -> None:
    scale = Scale(1, 5)
    items = [
        Variable("q1", VariableType.LIKERT, Role.BASIS, scale=scale, construct="big5.openness"),
        Variable("q2", VariableType.LIKERT, Role.BASIS, scale=scale, construct="thrift", note="n"),
        Variable(
            "q3", VariableType.LIKERT, Role.BASIS, scale=scale, construct="big5.openness", reversed=True
        ),
    ]
    study = guess_study(Codebook(tuple(items)), title="T", responses="r.csv").study
    assert study.basis == ("openness", "q2")
    openness = study.attributes["openness"]
    assert [(item.column, item.reversed) for item in openness.items] == [("q1", False), ("q3", True)]
    assert study.attributes["q2"].measured_construct == "thrift"


def test_a_code_is_named_by_the_key_words_of_its_question() -> None:
    asked = "I like to be the first to try new products"
    codebook = Codebook((Variable("Q4_1", VariableType.LIKERT, Role.BASIS, asked, scale=Scale(1, 5)),))
    study = guess_study(codebook, title="T", responses="r.csv").study
    assert {name: attribute.column for name, attribute in study.attributes.items()} == {
        "Like_First_Try_New": "Q4_1"
    }


def test_answers_in_the_words_of_a_scale_are_one_whatever_the_question_speaks_of() -> None:
    study = guess(Price_decides=["Neutral", "Disagree", "Strongly agree"], Price=["10", "20", "15"]).study
    assert study.attributes["Price_decides"].scale == (1, 5)
    assert study.attributes["Price"].type is AttributeType.NUMBER


def test_groups_of_people_are_categories_so_that_their_labels_are_read() -> None:
    ages = (Code("1", "18-34"), Code("2", "35 and older"))
    columns = (
        Variable("q1", VariableType.LIKERT, Role.BASIS, scale=Scale(1, 5)),
        Variable("ages", VariableType.LIKERT, Role.DESCRIPTOR, codes=ages, scale=Scale(1, 2)),
    )
    study = guess_study(Codebook(columns), title="T", responses="r.csv").study
    assert study.attributes["ages"].type is AttributeType.CATEGORY
    assert study.attributes["q1"].type is AttributeType.LIKERT


def test_an_option_is_told_with_the_question_it_answers() -> None:
    columns = (
        Variable("q1", VariableType.LIKERT, Role.BASIS, scale=Scale(1, 5)),
        Variable("p1", VariableType.OPTION, Role.DESCRIPTOR, "Tea shop", "Where do you buy tea?"),
    )
    study = guess_study(Codebook(columns), title="T", responses="r.csv").study
    assert study.attributes["Tea shop"].question == "Where do you buy tea? - Tea shop"
