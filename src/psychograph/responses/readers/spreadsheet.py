"""Spreadsheets: the first sheet of XLSX, XLS, XLSB or ODS, read without a formula being run."""

from __future__ import annotations

from psychograph.responses.grid import Grid, grid_of
from psychograph.responses.readers.apart import decode
from psychograph.responses.readers.oversized import refuse_oversized


def read_spreadsheet(name: str, content: bytes) -> Grid:
    """Read the bytes of a spreadsheet.

    Of a formula, the result that was stored with it is read; nothing is computed.

    Raises
    ------
    ResponsesError
        Where the file is damaged, locked with a password, too large, or not a spreadsheet.
    """
    no_result = refuse_oversized(name, content)
    decoded = decode(
        "book",
        name,
        content,
        expected="a spreadsheet without password, answers on its first sheet",
        mend="open it in your spreadsheet program and save it again as XLSX or CSV",
    )
    sheets, sheet = decoded.head["sheets"], decoded.head["sheet"]
    notes = []
    if len(sheets) > 1:
        first = "the first sheet" if sheet == sheets[0] else "the first visible sheet with cells"
        notes.append(f"only {first}, '{sheet}', was read")
    if no_result:
        cells = f"{no_result:,} cells hold" if no_result > 1 else "1 cell holds"
        notes.append(
            f"{cells} a formula without a stored result, read as blank; "
            "open the file in your spreadsheet program and save it, which computes them"
        )
    columns = [[cell or "" for cell in column.cells()] for column in decoded.columns]
    return grid_of(name, enumerate(zip(*columns, strict=True), 1), notes=notes)
