"""Spreadsheets: the first sheet of XLSX, XLS, XLSB or ODS, read without a formula being run."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from psychograph.errors import Problem, ResponsesError
from psychograph.responses.grid import Grid, grid_of
from psychograph.responses.readers.oversized import refuse_oversized

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


def read_spreadsheet(name: str, content: bytes) -> Grid:
    """Read the bytes of a spreadsheet.

    Raises
    ------
    ResponsesError
        Where the file is damaged, locked with a password, or not a spreadsheet.
    """
    from python_calamine import CalamineError, load_workbook

    refuse_oversized(name, content)
    try:
        book = load_workbook(io.BytesIO(content))
        sheet, cells = _first_filled(book)
    except (CalamineError, OSError, ValueError, IndexError) as reason:
        raise ResponsesError(
            Problem(
                where=name,
                found=f"a spreadsheet that cannot be opened ({str(reason).strip() or 'damaged'})",
                expected="a spreadsheet without password, answers on its first sheet",
                mend="open it in your spreadsheet program and save it again as XLSX or CSV",
            )
        ) from None
    first = "the first sheet" if sheet == book.sheet_names[0] else "the first visible sheet with cells"
    notes = [f"only {first}, '{sheet}', was read"] if len(book.sheet_names) > 1 else []
    return grid_of(name, _rows(cells), notes=notes)


def _first_filled(book: CalamineWorkbook) -> tuple[str, Sequence[Sequence[object]]]:
    """Return name and cells of the first visible sheet that holds anything, else of the first."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    shown = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
    ]
    for name in shown:
        cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if cells:
            return name, cells
    return book.sheet_names[0], []


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
