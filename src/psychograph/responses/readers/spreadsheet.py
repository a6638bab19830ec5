"""Spreadsheets: the first sheet of XLSX, XLS, XLSB or ODS, read without a formula being run."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence

from psychograph.errors import Problem, ResponsesError
from psychograph.responses.readers.grid import table_from_rows
from psychograph.responses.table import Table


def read_spreadsheet(name: str, content: bytes) -> Table:
    """Read the bytes of a spreadsheet.

    Raises
    ------
    ResponsesError
        Where the file is damaged, locked with a password, or not a spreadsheet.
    """
    from python_calamine import CalamineError, load_workbook

    try:
        book = load_workbook(io.BytesIO(content))
        sheet = book.get_sheet_by_index(0)
        cells = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError) as reason:
        raise ResponsesError(
            Problem(
                where=name,
                found=f"a spreadsheet that cannot be opened ({str(reason).strip() or 'damaged'})",
                expected="a spreadsheet without password, answers on its first sheet",
                mend="open it in your spreadsheet program and save it again as XLSX or CSV",
            )
        ) from None
    others = book.sheet_names[1:]
    notes = [f"only the first sheet, '{book.sheet_names[0]}', was read"] if others else []
    return table_from_rows(name, _rows(cells), notes=notes)


def _rows(cells: Sequence[Sequence[object]]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(cells, 1):
        yield number, [_text(cell) for cell in row]


def _text(cell: object) -> str:
    """Return a cell as a person would type it: 5 and not 5.0, a date as 2025-02-01."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return str(cell)
