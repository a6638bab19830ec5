"""Any grid gives a sheet that agrees with itself, or a problem in words; never anything else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psychograph.errors import ResponsesError
from psychograph.responses.grid import Grid, grid_of
from psychograph.responses.importing import imported
from psychograph.responses.layouts import LAYOUTS, layout_named, read_layout

# What tools write, what people type, and what breaks.
HEADINGS = (
    *("", " ", "StartDate", "ResponseId", "Finished", "Status", "Q1", "Q1_1", "Q1_2", "Q1_2_TEXT", "Q1_DO_1"),
    *(
        '{"ImportId":"QID1"}',
        "{'ImportId': 'QID1-1'}",
        '{"ImportId":"QID1_2"}',
        "Duration (in seconds)",
        "V1",
    ),
    *("Respondent ID", "Collector ID", "Response", "Open-Ended Response", "Other (please specify)", "Name"),
    *(
        "Timestamp",
        "Stem [Row]",
        "Stem [Other]",
        "[]",
        "[x]",
        "Email Address",
        "id",
        "submitdate",
        "lastpage",
    ),
    *("startlanguage", "seed", "Q[SQ001]", "Q[SQ002]", "Q[SQ001][1]", "Q[other]", "Q. Text [A][Scale 1]"),
    *("_id", "_uuid", "_submission_time", "q", "q/a", "q/b", "g/q", "g/q/a", "/", "#tag", "#", "Network ID"),
    *("Submit Date (UTC)", "Start Date (UTC)", "Other", "Tea", "<p>Tea</p>", "x" * 300, "a\nb", "\u202eTea"),
)
ANSWERS = (
    *("", "1", "0", "2", "-99", "Y", "N", "Yes", "-oth-", "Tea", "Tea, Milk", "Milk", "Tea; Milk", " / Tea"),
    *("Agree", "Disagree", "Strongly agree", "Don't know", "2025-01-01 10:00:00", "R_3abcdefghijkl", "a b"),
    *("5 - Very much", "1e999", "9" * 30, "\udcff", "\u0130", "#tag", '[{ "title": "x"}]', "3,5"),
)
WIDTH = st.integers(1, 9)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Header rows and rows of answers, ragged and in any order."""
    heads = draw(st.lists(st.lists(st.sampled_from(HEADINGS), max_size=9), max_size=4))
    rows = draw(st.lists(st.lists(st.sampled_from(ANSWERS), max_size=9), max_size=6))
    odd = draw(st.lists(st.lists(st.text(max_size=4), max_size=4), max_size=1))
    return grid_of("odd.csv", enumerate([*heads, *rows, *odd], 1))


@given(grids(), st.sampled_from([None, *(layout.name for layout in LAYOUTS)]))
@settings(max_examples=200, deadline=None)
def test_any_grid(grid: Grid, name: str | None) -> None:
    try:
        sheet, layout, evidence = read_layout(grid, name)
    except ResponsesError:
        return
    columns = sheet.table.columns
    assert evidence
    assert set(sheet.hints) <= set(columns)
    assert all(len(cells) == len(sheet.table) for cells in columns.values())
    assert all(column not in columns for column in (drop.column for drop in sheet.dropped))
    assert all(set(split.options) <= set(columns) for split in sheet.split)
    read = imported(sheet, layout, evidence)
    assert tuple(read.responses.codebook.names) == tuple(read.responses.table.columns)
    for variable in read.responses.codebook:
        read.responses.numbers(variable.name)
        read.responses.categories(variable.name)


@given(st.lists(st.text(max_size=6), min_size=1, max_size=8), st.sampled_from(LAYOUTS))
@settings(max_examples=200, deadline=None)
def test_any_single_row(cells: list[str], layout: object) -> None:
    grid = grid_of("odd.csv", [(1, cells)])
    with pytest.raises(ResponsesError):
        layout_named(layout.name).read(grid)  # type: ignore[attr-defined]


def test_an_empty_grid_is_a_problem_for_every_layout() -> None:
    for layout in LAYOUTS:
        assert layout.name == "plain" or layout.recognise(grid_of("odd.csv", [])) is None
        with pytest.raises(ResponsesError, match="no answers"):
            layout.read(grid_of("odd.csv", []))
