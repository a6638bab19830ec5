"""Scoring: reversal, averages, ids, and which answers count as missing."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from responses_from import score_table as score

from psychograph.codebook.codebook import Scale
from psychograph.errors import ResponsesError
from psychograph.responses.coding import parse_number
from psychograph.responses.scoring import average_items, pomp, reverse
from psychograph.responses.table import Table
from psychograph.study.load import parse_study

BOUNDS = [Scale(1, 3), Scale(1, 5), Scale(1, 7), Scale(1, 10), Scale(0, 10), Scale(-2, 2)]


def table(**columns: list[str | None]) -> Table:
    n = len(next(iter(columns.values())))
    return Table("answers.csv", {k: tuple(v) for k, v in columns.items()}, tuple(range(2, n + 2)))


def study(attributes: str, respondent: str = "null") -> object:
    return parse_study(
        f"title: T\nobjective: {{goal: trial, statement: S}}\nrespondent: {respondent}\n"
        f"attributes:\n{attributes}\nbasis: [A]\nsegmentation: {{segments: 2}}\n",
        "study.yaml",
    )


@given(st.sampled_from(BOUNDS), st.data())
def test_reversal_twice_is_no_reversal(scale: Scale, data: st.DataObject) -> None:
    answers = st.floats(scale.low, scale.high)
    values = np.array(data.draw(st.lists(answers, min_size=1)))
    turned = reverse(values, scale)
    assert ((turned >= scale.low) & (turned <= scale.high)).all()
    np.testing.assert_allclose(reverse(turned, scale), values, atol=1e-12)


@pytest.mark.parametrize("points", [3, 5, 7, 10])
def test_items_are_turned_and_averaged_on_every_scale(points: int) -> None:
    found = score(
        table(x=["1", str(points)], y=[str(points), str(points)]),
        study(
            f"  A: {{type: likert, scale: [1, {points}],"
            " items: [{column: x}, {column: y, reversed: true}]}"
        ),
    )
    assert found.numeric.column("A").tolist() == [1.0, (points + 1) / 2]


def test_fewer_than_half_of_the_items_is_a_missing_score() -> None:
    items = np.array([[1, 2, 3], [1, np.nan, 3], [1, np.nan, np.nan], [np.nan] * 3])
    np.testing.assert_equal(average_items(items), [2.0, 2.0, np.nan, np.nan])


@pytest.mark.parametrize("cell", [None, "NA", "n/a", "NaN", "null", "#N/A"])
def test_missing_answers(cell: str | None) -> None:
    assert math.isnan(parse_number(cell, decimal_comma=False) or 0.0)


@pytest.mark.parametrize(
    "cell", ["inf", "-Infinity", "1e999", "1_000", "٣", "0x10", "1,5", "--1", "5 %", "="]
)
def test_what_is_no_number(cell: str) -> None:
    assert parse_number(cell, decimal_comma=False) is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_that_python_prints_is_read_back(number: float) -> None:
    assert parse_number(repr(number), decimal_comma=False) == number


def test_a_category_may_be_called_na() -> None:
    found = score(
        table(A=["1", "2"], Country=["NA", None]),
        study("  A: {type: likert, scale: [1, 5]}\n  Country: {type: category}"),
    )
    assert found.categorical[0].values == ("NA", None)


def test_rows_are_numbered_where_no_column_identifies_people() -> None:
    found = score(table(A=["1", "2"]), study("  A: {type: likert, scale: [1, 5]}"))
    assert found.respondents == ("1", "2")


def test_problems_name_the_row_of_the_file() -> None:
    with pytest.raises(ResponsesError) as caught:
        score(table(A=["1", "7"]), study("  A: {type: likert, scale: [1, 5]}"))
    (problem,) = caught.value.problems
    assert problem.where == "answers.csv, row 3, column A"
    assert problem.found == "'7'"
    assert problem.expected == "a number from 1 to 5"


@pytest.mark.parametrize(
    ("answered", "scored"), [(0.2, [5, 4, 3, 2, 1]), (0.5, [5, 4, 3]), (0.8, [5, 4]), (1.0, [5])]
)
def test_scores_are_prorated_under_the_declared_share(answered: float, scored: list[int]) -> None:
    """Of five items, one to five answered: 0.8 asks for four of them and 1.0 for all."""
    items = np.array([[4.0] * k + [np.nan] * (5 - k) for k in (5, 4, 3, 2, 1, 0)])
    known = np.isfinite(average_items(items, answered))
    assert [k for k, there in zip((5, 4, 3, 2, 1, 0), known, strict=True) if there] == scored
    assert (average_items(items, answered)[known] == 4).all()


@pytest.mark.parametrize(
    ("answered", "expected"), [(0.5, [2.0, 3.0]), (0.8, [2.0, None]), (1.0, [2.0, None])]
)
def test_the_study_declares_the_share(answered: float, expected: list[float | None]) -> None:
    text = (
        "  A: {type: likert, scale: [1, 5], items: [{column: x}, {column: y}, {column: z}]}\n"
        f"scoring: {{answered: {answered}}}"
    )
    found = score(table(x=["1", "2"], y=["2", None], z=["3", "4"]), study(text))
    assert [None if math.isnan(v) else v for v in found.numeric.column("A").tolist()] == expected


@given(st.sampled_from(BOUNDS), st.data())
def test_pomp_keeps_order_and_ends_at_the_ends(scale: Scale, data: st.DataObject) -> None:
    values = np.sort(np.array(data.draw(st.lists(st.floats(scale.low, scale.high), min_size=1))))
    found = pomp(values, scale)
    assert ((found >= 0) & (found <= 100)).all()
    assert (np.diff(found) >= 0).all()
    assert pomp(np.array([scale.low, scale.midpoint, scale.high]), scale).tolist() == [0, 50, 100]
    # Turning an answer turns its share.
    np.testing.assert_allclose(pomp(reverse(values, scale), scale), 100 - found, atol=1e-9)
