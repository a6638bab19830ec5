"""Spreadsheets that would fill the memory: packed beyond reason, or with a stray cell far out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import reduce

from psychograph.errors import Problem, ResponsesError

MOST_UNPACKED = 1_000_000_000  # bytes
MOST_CELLS = 25_000_000  # 20,000 respondents with 1,000 answers are 20 million
PIECE = 1_000_000
CELL = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")


def refuse_oversized(name: str, content: bytes) -> None:
    """Refuse an XLSX file that is small on disk and enormous in memory.

    A sheet is held as one full rectangle, so a single stray cell in its last corner is
    17 billion cells. Files of other formats pass; damaged ones are the reader's to report.

    Raises
    ------
    ResponsesError
        Where a sheet, or the unpacked file, is larger than any survey.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            if sum(part.file_size for part in file.infolist()) > MOST_UNPACKED:
                raise ResponsesError(_problem(name, f"more than {MOST_UNPACKED:,} bytes when unpacked"))
            for part in file.namelist():
                if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                    _refuse_sheet(name, file, part)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return


def _refuse_sheet(name: str, file: zipfile.ZipFile, part: str) -> None:
    columns: set[bytes] = set()
    last = 0
    for piece in _pieces(file, part):
        found = CELL.findall(piece)
        columns.update(column for column, _ in found)
        last = max(last, max((int(row) for _, row in found[-1:]), default=0))
    width = max(map(_position, columns), default=0)
    if width * last > MOST_CELLS:
        raise ResponsesError(_problem(name, f"a sheet of {last:,} rows and {width:,} columns"))


def _pieces(file: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield a part of the file piece by piece, with an overlap as long as the name of a cell."""
    with file.open(part) as sheet:
        kept = b""
        while piece := sheet.read(PIECE):
            yield kept + piece
            kept = piece[-20:]


def _position(column: bytes) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    return reduce(lambda total, letter: total * 26 + letter - 64, column, 0)


def _problem(name: str, found: str) -> Problem:
    return Problem(
        where=name,
        found=found,
        expected=f"a table of at most {MOST_CELLS:,} cells",
        mend="look for a stray cell far below or far to the right of the answers, or save the sheet as CSV",
    )
