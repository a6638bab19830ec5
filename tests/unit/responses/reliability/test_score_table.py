"""The table of scores that people take away."""

from __future__ import annotations

import csv
import io

import numpy as np

from psychograph.codebook.codebook import Scale
from psychograph.responses.attributes import Attributes, ScoredResponses
from psychograph.responses.reliability.score_table import scores_csv


def table(names: tuple[str, ...], ids: tuple[str, ...], values: list[list[float]]) -> list[list[str]]:
    scales = tuple(None if name == "Age" else Scale(1, 5) for name in names)
    scored = ScoredResponses(Attributes(ids, names, ("",) * len(names), scales, np.array(values)))
    return list(csv.reader(io.StringIO(scores_csv(scored, respondent="Respondent"))))


def test_every_score_stands_beside_its_share_of_the_scale() -> None:
    assert table(("Open", "Age"), ("a", "b"), [[1, 20], [4, np.nan]]) == [
        ["Respondent", "Open", "Open_pomp", "Age"],
        ["a", "1", "0", "20"],
        ["b", "4", "75", ""],
    ]


def test_no_cell_is_a_formula() -> None:
    rows = table(("=cmd|' /C calc'!A0",), ("@SUM(1)", "-1+1"), [[1], [2]])
    assert all(not cell.startswith(("=", "@", "+")) for row in rows for cell in row)
    assert rows[2][0] == "'-1+1"


def test_no_two_columns_have_one_name() -> None:
    header, _ = table(("Open", "Open_pomp", "Respondent"), ("a",), [[1, 2, 3]])
    assert len(set(header)) == len(header) == 7
    assert header[:2] == ["Respondent_", "Open"]
