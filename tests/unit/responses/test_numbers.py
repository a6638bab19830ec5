"""Cells that should be numbers, and what is said where they are not."""

from __future__ import annotations

import numpy as np
import pytest
from responses_from import number_problems_of
from responses_from import score_table as score

from psychograph.codebook.codebook import Scale
from psychograph.responses.doubts import no_answer_codes, thousands
from psychograph.responses.table import Table
from psychograph.study.load import parse_study


def table(*cells: str | None) -> Table:
    return Table("answers.csv", {"Open": cells}, tuple(range(2, len(cells) + 2)))


def test_labels_instead_of_numbers_are_one_problem() -> None:
    problems = number_problems_of(table(*["Agree", "Strongly agree", "4"] * 5, None), "Open", Scale(1, 5))
    assert [problem.found for problem in problems] == [
        "text in 10 of 15 answers, such as 'Agree', 'Strongly agree'"
    ]
    assert "as numbers (values or codes)" in problems[0].mend


def test_a_few_words_among_numbers_are_named_cell_by_cell() -> None:
    problems = number_problems_of(table("1", "20%", "3", "$5", "2"), "Open", None)
    assert [problem.where for problem in problems] == [
        "answers.csv, row 3, column Open",
        "answers.csv, row 5, column Open",
    ]
    assert "without units" in problems[0].expected


@pytest.mark.parametrize("cell", ["1e300", "-1e16", "12345678901234567890"])
def test_numbers_beyond_precision_are_no_answers(cell: str) -> None:
    problems = number_problems_of(table("1", cell), "Open", None)
    assert problems[0].found == f"'{cell}'"
    assert "scale" not in problems[0].mend


def test_a_cell_is_shown_on_one_line_and_shortened() -> None:
    problems = number_problems_of(table("1", "2", "a\x1b[31m\nb" + "x" * 10_000), "Open", None)
    assert len(problems[0].found) < 80
    assert problems[0].found.isprintable()


def test_codes_for_no_answer_are_noted_where_no_scale_refuses_them() -> None:
    cells = ("31", "-99", "46", "-99", None)
    assert notes(*cells) == (
        "Age holds -99 (2 times), which often stands for no answer; if it does here, leave those cells blank",
    )


def notes(*cells: str | None, decimal_comma: bool = False) -> tuple[str, ...]:
    study = parse_study(
        "title: T\nobjective: {goal: trial, statement: s}\nrespondent: null\n"
        "attributes: {Age: {type: number}}\nbasis: [Age]\n",
        "study.yaml",
    )
    rows = tuple(range(2, len(cells) + 2))
    return score(Table("answers.csv", {"Age": cells}, rows, decimal_comma), study).notes


def test_a_mark_that_may_part_thousands_is_noted_where_commas_are_decimal() -> None:
    for mark in ",.":
        said = notes("980", f"1{mark}250", None, decimal_comma=True)
        assert said == (
            f"Age holds '1{mark}250', read as 1.25; if it means 1250, take the mark out of these numbers",
        )
    assert notes("980", "1.250") == ()
    assert list(thousands(["1,250", "3,5"])) == list(thousands(["980", None])) == []


@pytest.mark.parametrize("values", [[-9, -8, -7], [900, 999, 950], [-99, -99], [1, 2, np.nan]])
def test_numbers_among_their_like_are_no_codes(values: list[float]) -> None:
    assert list(no_answer_codes(np.array(values, dtype=float))) == []
