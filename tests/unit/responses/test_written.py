"""Tables that are written: safe to open in a spreadsheet, and read again as they were."""

from __future__ import annotations

import csv
import io
import string
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from psychograph.cells import NUMBER, RISKY, protected, unprotected
from psychograph.codebook.codebook import Code, Codebook, Variable, VariableType
from psychograph.codebook.files import read_codebook
from psychograph.responses.cell_text import cleaned
from psychograph.responses.readers import read_responses
from psychograph.responses.responses import Responses
from psychograph.responses.table import Table
from psychograph.responses.written import CODEBOOK, TABLE, responses_files

CELLS = st.text(
    st.sampled_from("=+-@'\",;|\t\n\r 1a.é\ufeff\0") | st.characters(codec="utf-8"), max_size=9
).map(lambda text: cleaned(text) or None)
HARMFUL = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "'=1+1", "''=1", "-5", "'tis", "'")


def again(responses: Responses, folder: Path) -> Responses:
    for name, content in responses_files(responses).items():
        (folder / name).write_bytes(content)
    return read_responses(folder / TABLE, codebook=read_codebook(folder / CODEBOOK)).responses


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6),
    st.sampled_from(["q", "=q", "'=q", "-q", "a,b", "a\nb"]),
)
def test_what_is_written_is_read_again_as_it_was(
    tmp_path: Path, rows: list[tuple[str | None, str | None]], name: str
) -> None:
    # A column that is always filled: rows without any answer are left out when a file is read.
    columns = {
        "row": tuple(map(str, range(len(rows)))),
        name: tuple(a for a, _ in rows),
        "+z": tuple(b for _, b in rows),
    }
    book = Codebook(tuple(Variable(column, VariableType.TEXT) for column in columns))
    found = again(Responses(Table("t.csv", columns, tuple(range(2, len(rows) + 2))), book), tmp_path)
    assert found.table.columns == columns
    assert found.codebook == book


def test_no_cell_is_run_by_a_spreadsheet() -> None:
    columns = {"=name": HARMFUL}
    table = Table("t.csv", columns, tuple(range(2, len(HARMFUL) + 2)))
    files = responses_files(Responses(table, Codebook((Variable("=name", VariableType.TEXT),))))
    written = [row[0] for row in csv.reader(io.StringIO(files[TABLE].decode()))]
    assert len(written) == len(HARMFUL) + 1
    assert [cell for cell in written if cell[:1] in RISKY and not NUMBER.fullmatch(cell)] == []


@given(st.text(st.sampled_from("'=+-@1 " + string.ascii_letters), max_size=6))
def test_protection_is_taken_off_again(text: str) -> None:
    assert unprotected(protected(text)) == text


def test_codes_that_look_like_formulas_still_find_their_labels(tmp_path: Path) -> None:
    book = Codebook((Variable("q", VariableType.CATEGORY, codes=(Code("-", "No"), Code("+", "Yes"))),))
    found = again(Responses(Table("t.csv", {"q": ("-", "+", "+")}, (2, 3, 4)), book), tmp_path)
    assert found.categories("q") == ("No", "Yes", "Yes")


def test_without_a_codebook_an_apostrophe_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,q\n1,'=x\n2,y\n")
    assert read_responses(tmp_path / "a.csv").responses.table.columns["q"] == ("'=x", "y")


def test_decimal_commas_are_written_as_points(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id;v\n1;3,5\n2;-0,5\n3;a,b\n")
    found = read_responses(tmp_path / "a.csv").responses
    assert again(found, tmp_path).table.columns["v"] == ("3.5", "-0.5", "a,b")


def test_rows_without_any_answer_are_left_out_and_noted(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Email,q\na@b.de,\nc@d.de,2\ne@f.de,3\n")
    found = read_responses(tmp_path / "a.csv").responses
    assert found.table.columns == {"q": ("2", "3")}
    assert found.table.row_numbers == (3, 4)
    assert "1 row without any answer left out (first row 2)" in found.table.notes
