"""Typeform: joined choices of new exports, a column a choice of old ones."""

from __future__ import annotations

from psychograph.codebook.codebook import Role, VariableType
from psychograph.responses.imported import Imported
from psychograph.responses.importing import imported
from psychograph.responses.layouts import read_layout
from psychograph.responses.readers.delimited import read_delimited

TAIL = "Start Date (UTC),Submit Date (UTC),Network ID"


def read(header: str, *rows: str) -> Imported:
    body = [f"t{i},{row},2025-01-01 10:00:00,2025-01-01 10:05:00,n{i}" for i, row in enumerate(rows)]
    text = "\n".join([f"#,{header},{TAIL}", *body])
    return imported(*read_layout(read_delimited("t.csv", text.encode())))


def test_token_times_and_network() -> None:
    found = read("How old are you?", "31", "47")
    assert found.layout == "typeform"
    assert found.responses.codebook["#"].role is Role.ID
    assert found.responses.codebook["Submit Date (UTC)"].role is Role.IGNORED
    assert [drop.column for drop in found.dropped] == ["Network ID"]
    assert found.columns_in_file == 5


def test_a_column_a_choice() -> None:
    found = read("Tea,Milk,Rum,Other,Age", "Tea,,,,30", ",,,,40", "Tea,Milk,,,50", ",,,gin,60").responses
    assert found.table.columns["Tea"] == ("1", None, "1", "0")
    assert found.table.columns["Milk"] == ("0", None, "1", "0")
    assert found.codebook["Other"].type is VariableType.TEXT
    assert found.table.columns["Rum"] == ("0", None, "0", "0")  # nobody chose it
    assert any("does not name the question behind Tea, Milk, Rum" in note for note in found.table.notes)


def test_a_choice_that_nobody_made_between_others_is_one_of_them() -> None:
    found = read("Tea,Rum,Milk", "Tea,,", ",,Milk", ",,").responses
    assert found.table.columns["Rum"] == ("0", "0", None)


def test_choices_joined_by_strokes_also_with_one_in_front() -> None:
    found = read(
        "What do you drink?", " / Tea / Milk", " / Tea", " / Milk / Rum", " / Rum", " / Milk", " / Tea / Rum"
    )
    assert found.responses.table.columns["What do you drink - Rum"] == ("0", "0", "1", "1", "0", "1")


def test_questions_of_one_heading_are_told_apart() -> None:
    found = read("Which sport?,Which sport?", "golf,run", "swim,dive").responses
    assert list(found.table.columns)[1:3] == ["Which sport?", "Which sport? (2)"]
    assert any("Which sport? (2)" in note for note in found.table.notes)
