"""Reading files of answers that people really have."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from psychograph.errors import ResponsesError
from psychograph.responses.readers import oversized, read_responses
from psychograph.responses.table import Table

ROWS = (("id", "Open", "Calm"), ("a", "1", "5"), ("b", "2", "4"), ("c", "5", "1"))
TEXT = "\n".join(",".join(row) for row in ROWS) + "\n"


def read(folder: Path, content: str | bytes, name: str = "answers.csv") -> Table:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return read_responses(folder / name).responses.table


def refused(folder: Path, content: str | bytes, name: str = "answers.csv") -> str:
    with pytest.raises(ResponsesError) as found:
        read(folder, content, name)
    return str(found.value)


def book(*sheets: tuple[tuple[str, ...], ...], hidden: int | None = None) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets):
        sheet = made.create_sheet(f"sheet {number}")
        sheet.sheet_state = "hidden" if number == hidden else "visible"
        for row in rows:
            sheet.append(row)
    made.active = next(number for number in range(len(sheets)) if number != hidden)
    stored = io.BytesIO()
    made.save(stored)
    return stored.getvalue()


READABLE = {
    "old Mac line ends": TEXT.replace("\n", "\r"),
    "byte order marks inside": "\ufeff\ufeff" + TEXT.replace("\nb", "\n\ufeffb"),
    "a first line that names the separator": "sep=;\n" + TEXT.replace(",", ";"),
    "every cell in quotes": "\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS),
}


@pytest.mark.parametrize("case", READABLE)
def test_odd_text_gives_the_same_cells(case: str, tmp_path: Path) -> None:
    assert read(tmp_path, READABLE[case]).columns == read(tmp_path, TEXT).columns


def test_commas_in_the_questions_do_not_hide_the_semicolons(tmp_path: Path) -> None:
    table = read(tmp_path, "id;On average, if ever, do you, too, buy tea?\na;1\nb;2,5\n")
    assert table.columns == {"id": ("a", "b"), "On average, if ever, do you, too, buy tea?": ("1", "2,5")}


def test_cells_may_run_over_lines(tmp_path: Path) -> None:
    table = read(tmp_path, 'id,"Age\nin years"\n"a\nb",20\nc,30\n')
    assert table.columns == {"id": ("a\nb", "c"), "Age\nin years": ("20", "30")}
    assert table.row_numbers == (3, 5)


def test_a_quote_that_is_never_closed_swallows_no_rows(tmp_path: Path) -> None:
    said = refused(tmp_path, TEXT.replace("b,2", 'b,"2'))
    assert "row 3" in said
    assert "never closed" in said


def test_a_title_above_the_header_is_named(tmp_path: Path) -> None:
    for title in ("Survey of 2025\n", "Survey of 2025,,\n\n"):
        said = refused(tmp_path, title + TEXT)
        assert "row 1" in said
        assert "'Survey of 2025', above rows of several" in said
        assert "delete the lines above" in said


def test_rows_that_end_early_are_noted(tmp_path: Path) -> None:
    table = read(tmp_path, TEXT.replace("b,2,4", "b;2;4"))
    assert table.columns["Calm"] == ("5", None, "1")
    assert table.notes == (
        "1 of 3 rows hold fewer cells than the header (first row 3), and what they lack was read as blank",
    )


def test_text_under_the_name_of_a_spreadsheet_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, TEXT, "answers.xlsx").columns == read(tmp_path, TEXT).columns
    assert "a web page" in refused(tmp_path, "<html><table><tr><td>id</td></tr></table>", "answers.xls")


@pytest.mark.parametrize("hidden", [None, 0])
def test_the_first_visible_sheet_that_holds_anything_is_read(hidden: int | None, tmp_path: Path) -> None:
    first = () if hidden is None else (("a note to myself",),)
    table = read(tmp_path, book(first, ROWS, hidden=hidden), "answers.xlsx")
    assert table.columns == read(tmp_path, TEXT).columns
    assert table.notes == ("only the first visible sheet with cells, 'sheet 1', was read",)


def test_a_stray_cell_far_out_is_named_before_memory_is_asked_for(tmp_path: Path) -> None:
    made = Workbook()
    made.active["A1"] = "id"
    made.active.cell(1_048_576, 16_384, "x")
    made.save(tmp_path / "far.xlsx")
    said = refused(tmp_path, (tmp_path / "far.xlsx").read_bytes(), "far.xlsx")
    assert "1,048,576 rows and 16,384 columns" in said
    assert "stray cell" in said


def test_a_file_that_unpacks_to_more_than_any_survey_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oversized, "MOST_UNPACKED", 1_000_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b" " * 2_000_000)
    assert "when unpacked" in refused(tmp_path, packed.getvalue(), "bomb.xlsx")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
def test_pipes_and_devices_are_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(ResponsesError, match="a pipe or a device"):
            read_responses(path)
