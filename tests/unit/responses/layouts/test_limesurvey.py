"""LimeSurvey: codes or whole questions for headings, options, incomplete questionnaires, timings."""

from __future__ import annotations

from psychograph.codebook.codebook import Role, VariableType
from psychograph.responses.imported import Imported
from psychograph.responses.importing import imported
from psychograph.responses.layouts import read_layout
from psychograph.responses.readers.delimited import read_delimited

CODES = '"id";"submitdate";"lastpage";"startlanguage";"seed"'
HEADINGS = '"Response ID","Date submitted","Last page","Start language","Seed"'
BOTH = '"id. Response ID","submitdate. Date submitted","lastpage. Last page","startlanguage. Start language"'


def read(*rows: str) -> Imported:
    return imported(*read_layout(read_delimited("l.csv", ("\ufeff" + "\n".join(rows)).encode())))


def test_codes_are_names_and_arrays_batteries() -> None:
    found = read(
        f'{CODES};"Q1[SQ001]";"Q1[SQ002]";"token";"ipaddr"',
        '"1";"2025-01-01 10:00:00";"3";"en";"11";"A lot";"A little";"t1";"192.0.2.1"',
        '"2";"";"1";"en";"12";"None at all";"A lot";"t2";"192.0.2.2"',
    )
    codebook = found.responses.codebook
    assert codebook["id"].role is Role.ID
    assert codebook["Q1[SQ001]"].battery == "Q1"
    assert codebook["Q1[SQ001]"].type is VariableType.LIKERT
    assert [drop.column for drop in found.dropped] == ["token", "ipaddr"]
    assert "not complete, without a date of submission: 1 of 2, kept" in found.responses.table.notes


def test_whole_questions_lose_their_markup_and_are_cut_short() -> None:
    question = "<p>Please tell us&nbsp;how <b>calm</b> you are, considering everything that happened</p>"
    found = read(
        f'{HEADINGS},"{question}","Rate: [Tea]","Rate: [Milk]","Which? [Other]","Other thing?"',
        '"1","2025-01-01","3","en","1","4","2","5","","x"',
        '"2","2025-01-02","3","en","2","5","1","4","rum","y"',
    ).responses.codebook
    name = found.names[5]
    assert name == "Please tell us how calm you are, considering everything that"
    assert found[name].question.startswith("Please tell us how calm")
    assert found["Tea"].battery == "Rate:"
    assert "Which - Other" in found


def test_codes_and_questions_together() -> None:
    found = read(
        f'{BOTH},"Q1[SQ001]. Rate: [Tea]","Q1[SQ002]. Rate: [Milk]","age. How old are you?"',
        '"1","2025-01-01","3","en","4","2","31"',
        '"2","2025-01-02","3","en","5","1","47"',
    ).responses.codebook
    assert found["Q1[SQ002]"].question == "Milk"
    assert found["Q1[SQ002]"].battery == "Rate:"
    assert found["age"].question == "How old are you?"


def test_options_marked_y_and_by_numbers() -> None:
    found = read(
        f'{CODES};"q[a]";"q[b]";"q[other]";"r[a]";"r[b]"',
        *('"1";"2025-01-01";"3";"en";"1";"Y";"";"";"1";"0"', '"2";"2025-01-01";"3";"en";"2";"";"";"";"";""'),
        '"3";"2025-01-01";"3";"en";"3";"";"";"rum";"0";"0"',
    ).responses
    assert found.table.columns["q[a]"] == ("1", None, "0")
    assert found.table.columns["q[b]"] == ("0", None, "0")
    assert found.table.columns["r[b]"] == ("0", None, "0")
    assert found.codebook["q[other]"].type is VariableType.TEXT


def test_codes_that_the_tool_gives_itself_get_labels() -> None:
    found = read(
        f'{CODES};"again";"tea";"tea[other]"',
        '"1";"2025-01-01";"3";"en";"1";"Y";"-oth-";"rum"',
        '"2";"2025-01-01";"3";"en";"2";"N";"A1";""',
    ).responses
    assert found.categories("again") == ("Yes", "No")
    assert found.categories("tea") == ("Other", "A1")


def test_timings_and_uploads_are_told() -> None:
    found = read(
        f'{CODES};"age";"pic";"interviewtime";"groupTime12";"ageTime"',
        '"1";"2025-01-01";"3";"en";"1";"31";"[{ ""title"":""cat"" }]";"95.2";"60.1";"12"',
        '"2";"2025-01-01";"3";"en";"2";"47";"";"120.7";"80.5";"9"',
    ).responses.codebook
    assert [found[name].role for name in ("interviewtime", "groupTime12", "ageTime")] == [
        *(Role.DURATION, Role.DURATION, Role.IGNORED)
    ]
    assert found["pic"].note == "names files that were uploaded"


def test_both_scales_of_a_dual_array_are_batteries_of_their_own() -> None:
    stem = "Do and like"
    found = read(
        f'{HEADINGS},"{stem} [Sing][Scale 1]","{stem} [Sing][Scale 2]","{stem} [Run][Scale 1]"',
        '"1","2025-01-01","3","en","1","4","2","5"',
        '"2","2025-01-01","3","en","2","3","1","4"',
    ).responses.codebook
    assert found.names[5:] == ("Scale 1 - Sing", "Scale 2 - Sing", "Scale 1 - Run")
    assert found["Scale 1 - Sing"].battery == found["Scale 1 - Run"].battery == "Do and like [Scale 1]"
