"""Attributes from data frames of all kinds, without a study."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from psychograph.codebook.codebook import Scale
from psychograph.errors import ResponsesError
from psychograph.responses.frame_attributes import attributes_from_frame

COLUMNS = {
    "Calm": [1, 5, None, 3],
    "Pays": [0.5, 2.5, 1.0, None],
    "Owns": [True, False, True, None],
    "Agrees": ["agree", "strongly agree", "disagree", None],
    "Town": ["Ulm", "Bonn", "Ulm", None],
}
KINDS: list[Callable[[dict[str, list[Any]]], Any]] = [
    pd.DataFrame,
    pl.DataFrame,
    pl.LazyFrame,
    pa.table,
    lambda columns: pd.DataFrame(columns).convert_dtypes(),
    lambda columns: pd.DataFrame(columns, dtype=object),
]


@pytest.mark.parametrize("frame", KINDS)
def test_every_kind_of_frame_gives_the_same(frame: Callable[[dict[str, list[Any]]], Any]) -> None:
    found = attributes_from_frame(frame(COLUMNS))
    assert found.names == tuple(COLUMNS)
    assert found.respondents == ("0", "1", "2", "3")
    assert found.levels == ((), (), (), (), ("Bonn", "Ulm"))
    nan = np.nan
    wanted = [[1, 0.5, 1, 3, 1], [5, 2.5, 0, 4, 0], [nan, 1.0, 1, 2, 1], [3, nan, nan, nan, nan]]
    np.testing.assert_array_equal(found.values, wanted)
    assert found.scales[3] == Scale(1, 4)  # disagree, agree and strongly agree stand on four steps
    assert found.weights.tolist() == [1, 1, 1, 1]


def test_a_row_without_any_text_stays_in_its_place() -> None:
    found = attributes_from_frame(pl.DataFrame({"Town": [None, "Ulm", None, "Bonn"], "Age": [1, 2, 3, 4]}))
    np.testing.assert_array_equal(found.column("Town"), [np.nan, 1, np.nan, 0])


def test_columns_can_be_chosen_and_keep_the_order_of_the_frame() -> None:
    found = attributes_from_frame(pl.DataFrame(COLUMNS), ["Pays", "Calm"])
    assert set(found.names) == {"Pays", "Calm"}
    assert found.column("Calm")[1] == 5


def test_ids_come_from_the_index_or_a_column() -> None:
    frame = pd.DataFrame({"Id": ["a", "b"], "Calm": [1, 2]}, index=[7, 9])
    assert attributes_from_frame(frame, ["Calm"]).respondents == ("7", "9")
    named = attributes_from_frame(frame, respondents="Id")
    assert (named.respondents, named.names) == (("a", "b"), ("Calm",))
    twice = pd.DataFrame({"Calm": [1, 2]}, index=[7, 7])
    assert attributes_from_frame(twice).respondents == ("0", "1")


@pytest.mark.parametrize("weights", ["w", [1.0, 3.0], pd.Series([2, 6])], ids=str)
def test_weights_come_from_a_column_or_as_numbers(weights: Any) -> None:
    frame = pd.DataFrame({"Calm": [1, 2], "w": [1, 3]})
    found = attributes_from_frame(frame, weights=weights)
    assert found.weights.tolist() == [0.5, 1.5]
    assert ("w" in found.names) == (not isinstance(weights, str))


def test_scales_are_of_all_columns_of_numbers_or_of_those_named() -> None:
    frame = pl.DataFrame({"Calm": [1, 2], "Age": [30, 40]})
    assert attributes_from_frame(frame, ["Calm"], scales=(1, 5)).scales == (Scale(1, 5),)
    assert attributes_from_frame(frame, scales={"Calm": (1, 5)}).scales == (Scale(1, 5), None)


@pytest.mark.parametrize(
    ("columns", "options", "message"),
    [
        ({"Calm": [1.0, np.inf]}, {}, "1 answer such as inf"),
        (
            {"Calm": [1.0, -1e200]},
            {},
            "1 answer such as -1e.200\n  expected  numbers up to 1,000,000,000,000,000",
        ),
        ({"Calm": [1.0, 9.0]}, {"scales": (1, 5)}, "1 answer such as 9\n  expected  1 to 5"),
        ({"Calm": [1, 2], "w": [0, 1]}, {"weights": "w"}, "1 of 2 that are blank, 0, negative"),
        ({"Calm": [1, 2], "w": [-1, 1]}, {"weights": "w"}, "1 of 2 that are blank, 0, negative"),
        ({"Calm": [1, 2], "w": [None, 1]}, {"weights": "w"}, "1 of 2 that are blank, 0, negative"),
        ({"Calm": [1, 2], "w": ["x", "y"]}, {"weights": "w"}, "2 of 2 that are blank, 0, negative"),
        ({"Calm": [1, 2]}, {"weights": [1, 2, 3]}, r"weights of shape \(3,\)"),
        ({"Calm": [1, 2]}, {"weights": ["a", "b"]}, "no number"),
        ({"Calm": [1, 2]}, {"weights": "Clam"}, "no column 'Clam'"),
        ({"Calm": [1, 2]}, {"columns": ["Clam"]}, "did you mean 'Calm'"),
        ({"Calm": [1, 2], "Id": ["a", "a"]}, {"respondents": "Id"}, "1 ids that stood there before"),
        ({"Calm": [1, 2], "Id": ["a", None]}, {"respondents": "Id"}, "blank ids"),
        ({"Day": [dt.date(2026, 1, day) for day in range(1, 9)]}, {}, "found     dates"),
        ({"Why": [f"since I liked number {n} of them best" for n in range(30)]}, {}, "free text"),
    ],
    ids=str,
)
def test_what_cannot_be_used_is_told(columns: dict[str, Any], options: dict[str, Any], message: str) -> None:
    with pytest.raises(ResponsesError, match=message):
        attributes_from_frame(pl.DataFrame(columns), **options)


def test_text_among_numbers_is_told_with_its_row() -> None:
    frame = pd.DataFrame({"Calm": [1, 2, "x", 4, 5, 3]})
    with pytest.raises(ResponsesError, match="row 3, column Calm\n  found     'x'"):
        attributes_from_frame(frame)


def test_all_problems_are_told_together() -> None:
    with pytest.raises(ResponsesError) as caught:
        attributes_from_frame(
            pl.DataFrame({"Calm": [1.0, np.inf], "Wild": [np.inf, 2.0], "w": [0, 1]}), weights="w"
        )
    assert len(caught.value.problems) == 3


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(ResponsesError, match="a data frame of pandas or Polars"):
        attributes_from_frame(np.zeros((2, 2)))


def test_a_million_columns_are_refused() -> None:
    with pytest.raises(ResponsesError, match="1,000,000 columns"):
        attributes_from_frame(pd.DataFrame(np.zeros((2, 1_000_000))).rename(columns=str))
