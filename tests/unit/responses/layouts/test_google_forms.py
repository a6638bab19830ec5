"""Google Forms: grids, repeated questions, and checkboxes that are split only on strong evidence."""

from __future__ import annotations

import pytest

from psychograph.codebook.codebook import VariableType
from psychograph.responses.imported import Imported
from psychograph.responses.importing import imported
from psychograph.responses.layouts import read_layout
from psychograph.responses.layouts.options import joined_answers
from psychograph.responses.readers.delimited import read_delimited


def read(header: str, *rows: str) -> Imported:
    stamped = [f"1/{day}/2025 10:00:00,{row}" for day, row in enumerate(rows, 1)]
    text = "\n".join([f"Timestamp,{header}", *stamped])
    return imported(*read_layout(read_delimited("g.csv", text.encode())))


def test_a_grid_is_a_battery() -> None:
    found = read(
        "How is it? [Taste],How is it? [Price]", "Good,Poor", "Fair,Good", "Excellent,Fair"
    ).responses
    assert found.codebook["Taste"].battery == "How is it?"
    assert found.codebook["Price"].question == "Price"
    assert found.numbers("Price").tolist() == [1, 3, 2]


def test_a_single_bracket_is_part_of_the_question() -> None:
    found = read("What do you weigh [kg]?,Size [cm]", "70,170", "80,180").responses
    assert list(found.table.columns)[1:] == ["What do you weigh [kg]?", "Size [cm]"]


def test_repeated_questions_are_told_apart_and_said() -> None:
    found = read("Why not tea?,Why not tea?", "a,b", "c,d").responses
    assert list(found.table.columns)[1:] == ["Why not tea?", "Why not tea? (2)"]
    assert any("Why not tea? (2)" in note for note in found.table.notes)


@pytest.mark.parametrize("mark", [", ", ";"])
def test_checkboxes_are_split_into_options(mark: str) -> None:
    given = ["Tea", "Tea Milk", "Milk", "Tea Rum", "Rum", "Milk Rum", "Tea own"]
    found = read("What do you drink?", *(f'"{mark.join(row.split())}"' for row in given), '""')
    (split,) = found.split
    columns = found.responses.table.columns
    assert split.column == "What do you drink?"
    assert columns["What do you drink - Tea"] == (
        "1",
        "1",
        "0",
        "1",
        "0",
        "0",
        "1",
        None,
    )
    assert found.responses.codebook["What do you drink - Rum"].type is VariableType.OPTION
    assert columns["What do you drink - Other answers"][-2:] == ("own", None)
    assert found.columns_in_file == 2


@pytest.mark.parametrize(
    "cells",
    [
        ("Yes, often", "No, never", "Yes, often", "No, never", "Yes, often"),
        ("Paris, France", "Lyon, France", "Bonn, Germany", "Paris, France", "Ulm, Germany", "Lyon, France"),
        ("I like it, but rarely", "Well, no", "It is hot, sweet, and good", "Tea, then milk", "So, so"),
        ("Tea", "Milk", "Tea", "Tea, Milk"),
        (None, None),
        (),
    ],
)
def test_other_commas_split_nothing(cells: tuple[str | None, ...]) -> None:
    assert joined_answers(cells, [";", ", "]) is None


def test_an_option_with_a_comma_stays_one() -> None:
    cells = (
        "Shop, in person",
        "Web",
        "Web, Shop, in person",
        "Phone",
        "Web, Phone",
        "Phone, Shop, in person",
    )
    found = joined_answers(cells, [", "])
    assert found is not None
    assert set(found.options) == {"Shop, in person", "Web", "Phone"}
    assert found.rows[2] == ("Web", "Shop, in person")


def test_the_address_of_the_respondent_is_left_out() -> None:
    found = read("Email Address,Tea?", "a@example.org,Yes", "b@example.org,No")
    assert [drop.column for drop in found.dropped] == ["Email Address"]
