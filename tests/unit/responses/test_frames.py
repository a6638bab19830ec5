"""The border with data frames, to and fro."""

from __future__ import annotations

import datetime as dt
import math
import sys

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import psychograph
from psychograph.codebook.codebook import Code, Codebook, Scale, Variable, VariableType
from psychograph.errors import ResponsesError, UsageError
from psychograph.responses.frames import KINDS, responses_from_frame, responses_to_frame
from psychograph.responses.responses import Responses
from psychograph.responses.table import Table

AGREE = (Code("1", "No"), Code("2", "Perhaps"), Code("3", "Yes"), Code("9", "Don't know"))
FRAMES = {
    "polars": pl.DataFrame,
    "lazy": pl.LazyFrame,
    "pandas": pd.DataFrame,
    "pyarrow": pa.table,
}
BOOK = Codebook(
    (
        Variable("id", VariableType.TEXT),
        Variable("agree", VariableType.LIKERT, codes=AGREE, missing=("9",), scale=Scale(1, 3)),
        Variable("bare", VariableType.LIKERT, scale=Scale(1, 5)),
        Variable("age", VariableType.NUMBER, missing=("-1",), missing_range=(900, 999)),
        Variable("region", VariableType.CATEGORY, codes=(Code("1", "North"), Code("2", "South"))),
        Variable("odd", VariableType.CATEGORY, codes=(Code("1", "2"), Code("2", "1"))),
        Variable("town", VariableType.CATEGORY),
        Variable("web", VariableType.OPTION),
    )
)


@st.composite
def responses(draw: st.DrawFn) -> Responses:
    """Draw answers as codes or labels, with every way of not answering."""
    rows = draw(st.integers(1, 7))

    def cells(answers: st.SearchStrategy[str]) -> tuple[str | None, ...]:
        return tuple(draw(st.lists(st.none() | answers, min_size=rows, max_size=rows)))

    numbers = st.floats(-800, 800, width=32).map(lambda number: repr(float(number)))
    columns = {
        "id": tuple(f"r{row}" for row in range(rows)),
        "agree": cells(st.sampled_from(["1", "2", "3", "9", "Yes", "no", "Don't know"])),
        "bare": cells(st.sampled_from(["1", "2", "3", "4", "5", "5.0"])),
        "age": cells(numbers | st.sampled_from(["-1", "950"])),
        "region": cells(st.sampled_from(["1", "2", "North", "South"])),
        "odd": cells(st.sampled_from(["1", "2"])),
        "town": cells(st.sampled_from(["Ulm", "Köln", "NA", "5"])),
        "web": cells(st.sampled_from(["0", "1"])),
    }
    return Responses(Table("t.csv", columns, tuple(range(2, rows + 2))), BOOK)


@settings(deadline=None)
@given(responses(), st.sampled_from(KINDS), st.booleans())
def test_answers_survive_the_way_out_and_back(given_: Responses, kind: str, labels: bool) -> None:
    frame = responses_to_frame(given_, kind, labels=labels)
    back = responses_from_frame(frame, codebook=BOOK).responses
    assert back.codebook == BOOK
    assert back.table.columns["id"] == given_.table.columns["id"]
    for variable in BOOK:
        if variable.type in {VariableType.LIKERT, VariableType.NUMBER, VariableType.OPTION}:
            np.testing.assert_array_equal(back.numbers(variable.name), given_.numbers(variable.name))
        elif variable.type is VariableType.CATEGORY:
            # A label in other letters than the codebook's comes back as the codebook writes it.
            assert back.categories(variable.name) == given_.categories(variable.name)


def simple() -> Responses:
    columns = {
        "id": ("a", "b", "c"),
        "agree": ("3", "9", None),
        "bare": ("5", "1", None),
        "age": ("31", "-1", "40.5"),
        "region": ("2", "1", None),
        "odd": ("1", "2", None),
        "town": ("Ulm", "Bonn", None),
        "web": ("1", "0", None),
    }
    return Responses(Table("t.csv", columns, (2, 3, 4)), BOOK)


@pytest.mark.parametrize("kind", KINDS)
def test_codes_are_numbers_and_every_missing_answer_is_null(kind: str) -> None:
    frame = pl.DataFrame(responses_to_frame(simple(), kind)) if kind != "pandas" else pl.from_pandas(
        responses_to_frame(simple(), kind)
    )  # fmt: skip
    assert frame["agree"].to_list() == [3.0, None, None]
    assert frame["age"].to_list() == [31.0, None, 40.5]
    assert frame["region"].to_list() == [2.0, 1.0, None]
    assert frame["town"].to_list() == ["Ulm", "Bonn", None]


def test_labels_keep_the_order_of_the_codebook() -> None:
    frame = responses_to_frame(simple(), "polars", labels=True)
    assert frame.schema["agree"] == pl.Enum(["No", "Perhaps", "Yes"])
    assert frame["agree"].to_list() == ["Yes", None, None]
    assert list(responses_to_frame(simple(), "pandas", labels=True)["region"].cat.categories) == [
        "North",
        "South",
    ]
    assert pa.types.is_dictionary(
        responses_to_frame(simple(), "pyarrow", labels=True).schema.field("region").type
    )


def test_labels_that_could_be_taken_for_another_code_are_not_given() -> None:
    assert responses_to_frame(simple(), "polars", labels=True)["odd"].to_list() == [1.0, 2.0, None]


@pytest.mark.parametrize("library", FRAMES)
def test_every_library_gives_the_same_answers(library: str) -> None:
    frame = FRAMES[library](
        {
            "q": [1, 5, None],
            "f": [0.5, None, 2.0],
            "town": ["Ulm", None, " "],
            "on": [dt.date(2025, 2, 1), None, dt.date(2025, 2, 3)],
            "said": [["a", "b"], [], None],
        }
    )
    found = responses_from_frame(frame)
    assert found.layout == "frame"
    assert found.responses.table.columns == {
        "q": ("1", "5", None),
        "f": ("0.5", None, "2"),
        "town": ("Ulm", None, None),
        "on": ("2025-02-01", None, "2025-02-03"),
        "said_a": ("1", "0", None),
        "said_b": ("1", "0", None),
    }


def test_what_only_pandas_has() -> None:
    frame = pd.DataFrame(
        {
            1: [1, 2, 3],
            "mixed": [1, "two", 3.0],
            "na": pd.array([1, pd.NA, 3], dtype="Int64"),
            "when": [pd.Timestamp("2025-02-01 10:00"), pd.NaT, pd.Timestamp("2025-02-02")],
            "cat": pd.Categorical(["lo", None, "hi"], categories=["lo", "mid", "hi"], ordered=True),
            "bool": [True, False, True],
        },
        index=["x", "y", "z"],
    )
    columns = responses_from_frame(frame, keep=["when"]).responses.table.columns
    assert columns["1"] == ("1", "2", "3")
    assert columns["mixed"] == ("1", "two", "3")
    assert columns["na"] == ("1", None, "3")
    assert columns["when"] == ("2025-02-01T10:00:00", None, "2025-02-02")
    assert columns["cat"] == ("lo", None, "hi")
    assert columns["bool"] == ("TRUE", "FALSE", "TRUE")


def test_short_floats_stay_short_and_nan_is_missing() -> None:
    frame = pl.DataFrame({"row": [1, 2], "f": pl.Series([0.1, math.nan], dtype=pl.Float32)})
    assert responses_from_frame(frame).responses.table.columns["f"] == ("0.1", None)


def test_personal_columns_are_left_out_unless_kept() -> None:
    frame = pl.DataFrame({"q": [1, 2], "Email": ["a@b.de", "c@d.de"]})
    assert [dropped.column for dropped in responses_from_frame(frame).dropped] == ["Email"]
    assert responses_from_frame(frame, keep=["Email"]).dropped == ()


REFUSED = {
    "no frame": (lambda: 5, "Unsupported dataframe type"),
    "two columns of a name": (lambda: pd.DataFrame([[1, 2]], columns=["a", "a"]), "unique column names"),
    "no rows": (lambda: pl.DataFrame({"a": []}), "no answers"),
    "no columns": (pd.DataFrame, "no variables"),
    "structures": (lambda: pl.DataFrame({"a": [{"x": 1}]}), "column a"),
    "things": (lambda: pd.DataFrame({"a": [object(), None]}), "column a"),
    "bytes": (lambda: pl.DataFrame({"a": [b"x"]}), "column a"),
    "lists of lists": (lambda: pl.DataFrame({"a": [[[1]]]}), "column a"),
    "too many columns": (lambda: pl.DataFrame({f"c{n}": [1] for n in range(20_001)}), "20,001 columns"),
    "too many cells": (
        lambda: pl.DataFrame({"a": pl.repeat(1, 25_000_001, dtype=pl.Int8, eager=True)}),
        "cells",
    ),
    "too many cells to come": (
        lambda: pl.LazyFrame({"a": [1]}).select(pl.repeat(1, 30_000_000, dtype=pl.Int8)),
        "cells",
    ),
    "names alike": (lambda: pl.DataFrame({"a ": [1], "a": [2]}), "2 columns of this name"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_table_of_answers_is_refused(case: str) -> None:
    make, said = REFUSED[case]
    with pytest.raises(ResponsesError) as found:
        responses_from_frame(make(), name="my frame")
    assert "my frame" in str(found.value)
    assert said in str(found.value)


def test_kinds_that_are_unknown_or_not_installed_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="'duckdb'"):
        responses_to_frame(simple(), "duckdb")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match="pyarrow is not installed"):
        responses_to_frame(simple(), "pyarrow")


def test_both_are_on_the_public_face() -> None:
    assert psychograph.responses_from_frame is responses_from_frame
    assert psychograph.responses_to_frame is responses_to_frame
