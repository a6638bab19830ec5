"""Triple-S 2.0: what is written keeps to the standard, our reader of answers takes it, and foreign files."""

from __future__ import annotations

from pathlib import Path

import pytest

from psychograph.codebook.codebook import Role, VariableType
from psychograph.errors import PsychographError
from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.conditions import Compared, Operator
from psychograph.questionnaire.formats.foreign.bounded import bounded_xml
from psychograph.questionnaire.formats.probe import probe
from psychograph.questionnaire.formats.triple_s import FORMAT
from psychograph.questionnaire.formats.triple_s.reading import read
from psychograph.questionnaire.formats.triple_s.texts import LANGUAGE
from psychograph.questionnaire.formats.triple_s.writing import write
from psychograph.questionnaire.losses import WHOLE, Aspect
from psychograph.questionnaire.model import (
    Choice,
    Day,
    FreeText,
    Multiple,
    Number,
    Page,
    Question,
    Questionnaire,
    Rating,
    Single,
)
from psychograph.responses.readers import read_responses


def foreign(variables: str, head: str = 'version="2.0" languages="en"') -> bytes:
    return (
        f"<sss {head}><survey><title>A survey</title><record ident='A'>{variables}</record></survey></sss>"
    ).encode()


def variable(kind: str, inside: str = "", *, name: str = "q", label: str = "Why?", more: str = "") -> str:
    return (
        f'<variable ident="1" type="{kind}" {more}><name>{name}</name><label>{label}</label>'
        f'<position start="1"/>{inside}</variable>'
    )


def taken(kind: str, inside: str = "", **told: str) -> tuple[Question, set[Aspect]]:
    found = read("a.sss", foreign(variable(kind, inside, **told)))
    (question,) = found.questionnaire.questions
    return question, {loss.aspect for loss in found.losses}


def test_what_is_written_of_the_probe() -> None:
    root = bounded_xml("a", write(probe()).files[".sss"], expected="", mend="")
    assert (root.tag, root.get("version"), root.get("languages")) == ("sss", "2.0", "en de")
    record = root.find("survey/record")
    assert record is not None
    assert (record.get("format"), record.get("skip")) == ("csv", "1")
    variables = record.findall("variable")
    assert [(one.findtext("name"), one.get("type")) for one in variables] == [
        ("respondent", "character"),
        ("agreed", "logical"),
        ("age", "quantity"),
        ("spend", "quantity"),
        ("home", "single"),
        ("home_else_text", "character"),
        ("postcode", "character"),
        ("trad_1", "single"),
        ("trad_2", "single"),
        ("check", "single"),
        ("recommend", "single"),
        ("drinks", "multiple"),
        ("best", "multiple"),
        ("last", "date"),
        ("why", "character"),
        ("brand", "character"),
    ]
    # Each has a number of its own, and its place in a line of the answers.
    for place, one in enumerate(variables, 1):
        assert one.get("ident") == str(place)
        assert [position.attrib for position in one.iter("position")] == [{"start": str(place)}]
    by_name = {one.findtext("name"): one for one in variables}
    assert by_name["age"].find("values/range").attrib == {"from": "16", "to": "110"}  # type: ignore[union-attr]
    assert by_name["spend"].find("values/range").get("from") == "0.000000"  # type: ignore[union-attr]
    assert by_name["home"].get("format") == "literal"  # codes are words
    assert by_name["last"].find("values/range").get("to") == "20261231"  # type: ignore[union-attr]
    assert by_name["recommend"].find("values/range").attrib == {"from": "0", "to": "10"}  # type: ignore[union-attr]
    label = by_name["trad_1"].find("label")
    assert label is not None
    assert (label.text, label[0].tag, label[0].tail) == ("How far do you agree?", "br", "Tea is tradition.")
    assert label[1].get(LANGUAGE) == "de"
    assert label[1].text == "Wie weit stimmen Sie zu?"


def test_every_loss_of_the_probe() -> None:
    told = {(loss.where, loss.aspect) for loss in write(probe()).losses}
    assert told == {
        (WHOLE, Aspect.TEXT),
        (WHOLE, Aspect.TRANSLATION),
        (WHOLE, Aspect.REQUIRED),
        (WHOLE, Aspect.PAGES),
        (WHOLE, Aspect.KEY),
        ("about_you", Aspect.TEXT),
        ("about_you", Aspect.TRANSLATION),
        ("about_you", Aspect.SKIP),
        ("opinions", Aspect.ORDER),
        ("agreed", Aspect.TYPE),
        ("agreed", Aspect.TEXT),
        ("agreed", Aspect.KEY),
        ("what", Aspect.CONTENT),
        ("age", Aspect.TEXT),  # its unit
        ("age", Aspect.TRANSLATION),
        ("spend", Aspect.HELP),
        ("spend", Aspect.TRANSLATION),
        ("spend", Aspect.SKIP),
        ("home", Aspect.ORDER),
        ("home", Aspect.CHOICE),
        ("postcode", Aspect.TYPE),
        ("postcode", Aspect.LIMITS),
        ("postcode", Aspect.SKIP),
        ("opinion", Aspect.TYPE),
        ("opinion", Aspect.TEXT),
        ("opinion", Aspect.TRANSLATION),
        ("opinion", Aspect.ORDER),
        ("opinion", Aspect.CHOICE),
        ("drinks", Aspect.ORDER),
        ("drinks", Aspect.LIMITS),
        ("drinks", Aspect.CHOICE),
        ("best", Aspect.TYPE),
        ("best", Aspect.SKIP),
        ("last", Aspect.SKIP),
    }


ANSWERS = {
    "respondent": "r1", "agreed": "1", "age": "41", "spend": "12.5", "home": "else",
    "home_else_text": "a boat", "postcode": "10115",
    "trad_1": "5", "trad_2": "98", "check": "4", "recommend": "9", "drinks": "13",
    "best": "31", "last": "20260401", "why": "taste", "brand": "none",
}  # fmt: skip


def test_answers_beside_the_description_are_read_by_it(tmp_path: Path) -> None:
    written = write(probe())
    names = written.files[".csv"].decode().strip().split(",")
    assert names == [*ANSWERS]
    for suffix, content in written.files.items():
        (tmp_path / f"tea{suffix}").write_bytes(content)
    with (tmp_path / "tea.csv").open("a", encoding="utf-8", newline="") as file:
        file.write(",".join(ANSWERS.values()) + "\r\n")
    imported = read_responses(tmp_path / "tea.sss").responses
    cells = {name: column[0] for name, column in imported.table.columns.items()}
    assert {name: cells[name] for name in ("age", "home", "home_else_text", "trad_1", "last")} == {
        "age": "41",
        "home": "else",
        "home_else_text": "a boat",
        "trad_1": "5",
        "last": "2026-04-01",
    }
    # At most three of four: codes are listed. Two of three in order, too.
    assert [cells[f"drinks_{code}"] for code in "1239"] == ["1", "0", "1", "0"]
    assert [cells[f"best_{code}"] for code in "123"] == ["1", "0", "1"]
    codebook = imported.codebook
    assert codebook["respondent"].role is Role.ID
    assert codebook["trad_1"].type is VariableType.LIKERT
    assert codebook["trad_2"].missing == ("98",)


def test_places_of_a_multiple_answer_are_a_string_of_bits(tmp_path: Path) -> None:
    choices = tuple(Choice(str(code), Translated(f"thing {code}")) for code in (1, 2, 4))
    page = Page("p", (Question("own", Translated("What?"), Multiple(choices)),))
    for suffix, content in write(Questionnaire(Translated("t"), (page,))).files.items():
        (tmp_path / f"a{suffix}").write_bytes(content)
    with (tmp_path / "a.csv").open("a", encoding="utf-8") as file:
        file.write("r1,0101\nr2,1000\n")
    columns = read_responses(tmp_path / "a.sss").responses.table.columns
    assert [columns[f"own_{code}"] for code in (1, 2, 4)] == [("0", "1"), ("1", "0"), ("1", "0")]


def test_languages_and_modes() -> None:
    label = (
        '<text mode="analysis">Visits</text><text mode="interview">How often do\n you come<br/> here?</text>'
        '<text xml:lang="fr" mode="interview">Combien de visites ?</text><text xml:lang="not a tag">x</text>'
    )
    question, lost = taken("quantity", '<values><range from="0" to="9"/></values>', label=f"Visits{label}")
    assert question.text == Translated("How often do you come\nhere?", (("fr", "Combien de visites ?"),))
    assert question.answer == Number(0, 9)
    assert lost == {Aspect.TEXT}  # the short one


def test_a_label_in_two_languages_alone() -> None:
    label = '<text xml:lang="en">Sex</text><text xml:lang="de">Geschlecht</text>'
    question, lost = taken("character", "<size>20</size>", label=label)
    assert question.text == Translated("Sex", (("de", "Geschlecht"),))
    assert question.answer == FreeText(most=20)
    assert not lost


VALUES = '<value code="1">Disagree</value><value code="2">Neither</value><value code="3">Agree</value>'
AGREE = ((1, Translated("Disagree")), (2, Translated("Neither")), (3, Translated("Agree")))
UNSURE = Choice("9", Translated("Don't know"), declined=True)
YEAR = Day("2005-01-01", "2005-12-31")
UNSURE_VALUE = '<value code="9">Don\'t know</value>'


@pytest.mark.parametrize(
    ("kind", "inside", "answer", "lost"),
    [
        ("single", f"<values>{VALUES}</values>", Rating(AnswerScale(1, 3, AGREE)), {Aspect.TYPE}),
        (
            "single",
            f"<values>{VALUES}{UNSURE_VALUE}</values>",
            Rating(AnswerScale(1, 3, AGREE), (UNSURE,)),
            {Aspect.TYPE, Aspect.CHOICE},
        ),
        (
            "single",
            f'<values><range from="1" to="3"/>{VALUES}{UNSURE_VALUE}</values>',
            Rating(AnswerScale(1, 3, AGREE), (UNSURE,)),
            set(),
        ),
        ("single", '<values><range from="0" to="10"/></values>', Rating(AnswerScale(0, 10)), set()),
        ("single", '<values><range from="1" to="99"/></values>', Number(1, 99), {Aspect.TYPE}),
        (
            "single",
            '<values><range from="1" to="99"/><value code="5">five</value></values>',
            Single((Choice("5", Translated("five")),)),
            {Aspect.CODES},
        ),
        ("single", "<values/>", FreeText(), {Aspect.TYPE}),
        ("multiple", "<values/>", FreeText(), {Aspect.TYPE}),
        (
            "multiple",
            '<values><range from="1" to="2"/></values>',
            Multiple((Choice("1", Translated("1")), Choice("2", Translated("2")))),
            {Aspect.TEXT},
        ),
        ("time", "", FreeText(), {Aspect.TYPE}),
        ("date", "", Day(), set()),
        ("date", '<values><range from="20050101" to="20051231"/></values>', YEAR, set()),
        ("date", '<values><range from="20059999" to="99991231"/></values>', Day(), {Aspect.LIMITS}),
        ("character", "<size>9999</size>", FreeText(long=True, most=9999), set()),
        ("character", "<size>many</size>", FreeText(), set()),
        ("quantity", '<values><range from="0.00" to="9.50"/></values>', Number(0, 9.5, whole=False), set()),
    ],
)  # fmt: skip
def test_answers_of_other_programs(kind: str, inside: str, answer: object, lost: set[Aspect]) -> None:
    question, told = taken(kind, inside)
    assert question.answer == answer
    assert told == lost


def test_a_filter_is_a_condition_where_it_is_a_yes() -> None:
    for first, condition in (
        (variable("logical", name="y"), Compared("y", Operator.EQUAL, "1")),
        (variable("quantity", '<values><range from="1" to="2"/></values>', name="y"), None),
    ):
        for second in (variable("character", more='filter="y"'), variable("character", "<filter>y</filter>")):
            found = read("a.sss", foreign(first + second))
            assert found.questionnaire.question("q").shown_if == condition
            assert (Aspect.SKIP in {loss.aspect for loss in found.losses}) is (condition is None)


def test_names_labels_titles_and_languages_that_are_not_there() -> None:
    content = foreign(variable("character", name="1. Why", label=""), 'version="1.1"').replace(
        b"<title>A survey</title>", b""
    )
    found = read("visits.sss", content)
    (question,) = found.questionnaire.questions
    assert (question.name, question.text.text) == ("q_1_Why", "1. Why")
    assert found.questionnaire.title.text == "visits.sss"
    assert {(loss.where, loss.aspect) for loss in found.losses} == {
        ("1. Why", Aspect.NAME),
        ("q_1_Why", Aspect.TEXT),
        (WHOLE, Aspect.TEXT),
        (WHOLE, Aspect.TRANSLATION),
    }
    assert "'q_1_Why'" in next(loss.instead for loss in found.losses if loss.aspect is Aspect.NAME)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (foreign(""), "no variables"),
        (foreign(variable("character", more='use="serial"')), "nobody is asked"),
        (foreign(variable("guess")), "'guess'"),
        (foreign(variable("character") * 2), "2 variables of this name"),
        (foreign(variable("character"), 'version="3.0"'), "'3.0'"),
        (b"<html><body/></html>", "<html>"),
        (foreign(variable("character"))[:-30], "ends early"),
        (b'<!DOCTYPE sss [<!ENTITY x "y">]>' + foreign(variable("character", label="&x;")), "document type"),
    ],
)
def test_what_is_no_description_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(PsychographError, match=said) as found:
        read("a.sss", content)
    assert all(one.where and one.found and one.expected and one.mend for one in found.value.problems)


def test_the_format_says_how_to_go_on() -> None:
    assert FORMAT.recognises is not None
    assert FORMAT.recognises(write(probe()).files[FORMAT.suffix])
    assert not FORMAT.recognises(b"<html/>")
    assert ".csv" in FORMAT.next_step
