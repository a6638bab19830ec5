"""Parquet files: every type of column, and files that are damaged or expand without end."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from files_that_harm import damaged

from psychograph.codebook.codebook import VariableType
from psychograph.errors import ResponsesError
from psychograph.responses.readers import apart, read_responses
from psychograph.responses.table import Table

TYPES: dict[str, tuple[pl.Series, tuple[str | None, ...]]] = {
    "whole": (pl.Series([1, 5, None]), ("1", "5", None)),
    "beyond 2**53": (pl.Series([2**60 + 1, 1, 2]), ("1152921504606846977", "1", "2")),
    "float": (pl.Series([1.0, float("nan"), 2.5]), ("1", None, "2.5")),
    "short float": (pl.Series([0.1, 2.0, None], dtype=pl.Float32), ("0.1", "2", None)),
    "text": (pl.Series([" a ", "", None]), ("a", None, None)),
    "text with odd letters": (pl.Series(["x\0y", "two\r\nlines", "\ufeffz"]), ("xy", "two\nlines", "z")),
    "category": (pl.Series(["n", "s", None], dtype=pl.Categorical), ("n", "s", None)),
    "enum": (pl.Series(["lo", "hi", "lo"], dtype=pl.Enum(["lo", "hi"])), ("lo", "hi", "lo")),
    "truth": (pl.Series([True, False, None]), ("TRUE", "FALSE", None)),
    "date": (pl.Series([dt.date(2025, 2, 1), None, None]), ("2025-02-01", None, None)),
    "moment": (pl.Series([dt.datetime(2025, 2, 1, 9, 30), None, None]), ("2025-02-01T09:30:00", None, None)),  # noqa: DTZ001
    "midnight": (pl.Series([dt.datetime(2025, 2, 1), None, None]), ("2025-02-01", None, None)),  # noqa: DTZ001
    "time": (pl.Series([dt.time(9, 30), None, None]), ("09:30:00", None, None)),
    "span": (pl.Series([dt.timedelta(minutes=2), None, None]), ("120", None, None)),
    "decimal": (pl.Series(["1.50", "2", None]).cast(pl.Decimal(10, 2)), ("1.5", "2", None)),
    "nothing": (pl.Series([None, None, None]), (None, None, None)),
}


def packed(frame: pl.DataFrame) -> bytes:
    stored = io.BytesIO()
    frame.write_parquet(stored)
    return stored.getvalue()


def read(folder: Path, frame: pl.DataFrame) -> Table:
    (folder / "a.parquet").write_bytes(packed(frame))
    return read_responses(folder / "a.parquet", keep=frame.columns).responses.table


@pytest.mark.parametrize("name", TYPES)
def test_every_type_of_column_becomes_text(name: str, tmp_path: Path) -> None:
    series, cells = TYPES[name]
    frame = pl.DataFrame({"row": [1, 2, 3], "v": series})
    assert read(tmp_path, frame).columns["v"] == cells


def test_lists_become_one_column_an_option(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(
        packed(pl.DataFrame({"q": [1, 2, 3], "bought": [["web", "shop"], [], None]}))
    )
    found = read_responses(tmp_path / "a.parquet").responses
    assert found.table.columns["bought_shop"] == ("1", "0", None)
    assert found.codebook["bought_web"].type is VariableType.OPTION
    assert found.codebook["bought_web"].battery == "bought"


def test_lists_of_too_many_things_are_joined(tmp_path: Path) -> None:
    lists = [[f"word {row} {place}" for place in range(3)] for row in range(100)]
    table = read(tmp_path, pl.DataFrame({"q": range(100), "said": lists}))
    assert table.columns["said"][1] == "word 1 0; word 1 1; word 1 2"
    assert "joined to text" in table.notes[0]


def test_structures_and_bytes_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ResponsesError, match="structures or bytes: s, b") as found:
        read(tmp_path, pl.DataFrame({"q": [1], "s": [{"x": 1}], "b": [b"x"]}))
    assert "one plain column" in str(found.value)


def test_damaged_files_are_read_or_refused_and_print_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    frame = pl.DataFrame({name: series for name, (series, _) in TYPES.items()})
    content = packed(pl.concat([frame] * 9))
    outcomes = set()
    for made in damaged(content, 25, seed=4):
        (tmp_path / "a.parquet").write_bytes(made)
        try:
            read_responses(tmp_path / "a.parquet")
        except ResponsesError:
            outcomes.add("refused")
        else:
            outcomes.add("read")
    assert outcomes == {"read", "refused"}
    assert capfd.readouterr().err == ""


def test_more_cells_than_any_survey_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MOST_CELLS", 1_000)
    frame = pl.DataFrame({"q": pl.repeat(1, 501, eager=True), "r": pl.repeat(1, 501, eager=True)})
    assert len(read(tmp_path, frame.head(500))) == 500
    with pytest.raises(ResponsesError, match="more than 500 rows of 2 columns"):
        read(tmp_path, frame)


def test_a_text_repeated_without_end_is_held_once(tmp_path: Path) -> None:
    # Some kilobytes on disk, two gigabytes if every cell were a text of its own.
    frame = pl.DataFrame({"said": pl.repeat("x" * 1_000, 2_000_000, eager=True)})
    cells = read(tmp_path, frame).columns["said"]
    assert (tmp_path / "a.parquet").stat().st_size < 1_000_000
    assert len(cells) == 2_000_000
    assert len(set(map(id, cells))) == 1


def test_polars_is_imported_only_by_the_process_that_decodes(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(packed(pl.DataFrame({"q": [1, 2]})))
    script = (
        "import sys; from pathlib import Path; from psychograph import read_responses;"
        "read_responses(Path(sys.argv[1])); print([m for m in ('polars', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "a.parquet")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
