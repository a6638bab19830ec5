"""Spreadsheets that would fill the memory: packed beyond reason, or with a stray cell far out."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from psychograph.errors import Problem, ResponsesError
from psychograph.responses.grid import MOST_CELLS

MOST_UNPACKED = 1_000_000_000  # bytes
PIECE = 1_000_000
LARGEST_ROW = 50_000_000  # bytes
LONGEST = 500  # bytes of a tag that names a cell, or of a formula with what follows it
CELL = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
DECLARED = re.compile(rb"<!(?:ENTITY|DOCTYPE)")
NO_RESULT = re.compile(rb"(?:</f>|<f\b[^<>]*/>)\s*(?:<v\s*/>|<v>\s*</v>|</c>)")
ODS_ROW = b"<table:table-row"
ROWS = re.compile(rb"""[^>]*?number-rows-repeated\s*=\s*["'](\d{1,9})""")
COLUMNS = re.compile(rb"""number-columns-repeated\s*=\s*["'](\d{1,9})""")


@dataclass
class Measured:
    """What is known of one part of a spreadsheet, as it is unpacked.

    Parameters
    ----------
    last : int
        Its last row that holds anything.
    width : int
        Its last column that holds anything.
    no_result : int
        Formulas without a stored result.
    rows : int
        Rows so far, filled or not.
    """

    last: int = 0
    width: int = 0
    no_result: int = 0
    rows: int = -1  # what stands before the first row counts as one


def refuse_oversized(name: str, content: bytes) -> int:
    """Refuse an XLSX or ODS file that is small on disk and enormous in memory.

    Every part is unpacked piece by piece and its bytes are counted, so that nothing the file says
    about its own size is believed. A sheet is held as one full rectangle, so a single stray cell in
    its last corner is 17 billion cells.

    Returns
    -------
    int
        Cells with a formula and without its result, in all sheets.

    Raises
    ------
    ResponsesError
        Where a sheet, or the unpacked file, is larger than any survey; where the file is damaged or
        locked; where its XML declares entities, by which text grows without end.
    """
    if not content.startswith(b"PK"):
        return 0  # the older formats are not packed; the process that reads them has its own limits
    unpacked = no_result = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            for part in file.infolist():
                measured = Measured()
                measure = _measure_ods if part.filename == "content.xml" else _measure_xlsx
                rest = b""
                for piece in _pieces(name, content, part):
                    unpacked += len(piece)
                    if unpacked > MOST_UNPACKED:
                        raise ResponsesError(
                            _problem(name, f"more than {MOST_UNPACKED:,} bytes when unpacked")
                        )
                    if part.filename.endswith((".xml", ".rels")) and DECLARED.search(rest[-20:] + piece):
                        raise ResponsesError(_unusable(name, "XML that declares entities"))
                    rest = measure(measured, rest, piece)
                    _refuse_large(name, measured, rest)
                measure(measured, rest, ODS_ROW)  # ends the last row
                _refuse_large(name, measured, rest)
                no_result += measured.no_result
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, NotImplementedError):
        raise ResponsesError(_unusable(name, "a spreadsheet that cannot be opened (damaged)")) from None
    return no_result


def _refuse_large(name: str, measured: Measured, rest: bytes) -> None:
    if measured.width * measured.last > MOST_CELLS:
        found = f"a sheet of {measured.last:,} rows and {measured.width:,} columns"
        raise ResponsesError(_problem(name, found))
    if len(rest) > LARGEST_ROW:
        raise ResponsesError(_problem(name, f"a row of more than {LARGEST_ROW:,} bytes"))


def _measure_xlsx(measured: Measured, rest: bytes, piece: bytes) -> bytes:
    """Take a piece of a part into account; return what the next piece needs of it."""
    seen = rest + piece
    found = CELL.findall(seen)
    columns = {column.upper() for column, _ in found}
    measured.width = max(measured.width, *map(_position, columns), 0)
    measured.last = max(measured.last, max((int(row) for _, row in found), default=0))
    measured.no_result += sum(match.end() > len(rest) for match in NO_RESULT.finditer(seen))
    return piece[-LONGEST:]


def _measure_ods(measured: Measured, rest: bytes, piece: bytes) -> bytes:
    """Take a piece of the one part with all cells into account: there, cells and rows may be repeated."""
    *rows, rest = (rest + piece).split(ODS_ROW)
    for row in filter(None, rows):  # the last may go on in the next piece
        repeated = ROWS.match(row)
        measured.rows += int(repeated[1]) if repeated else 1
        end = row.rfind(b"</table:table-cell>")
        if end >= 0:
            filled = row[:end]
            width = filled.count(b"<table:table-cell") + sum(map(int, COLUMNS.findall(filled)))
            measured.width, measured.last = max(measured.width, width), max(measured.last, measured.rows)
        if b"</table:table>" in row:
            measured.rows = 0
    return ODS_ROW + rest


def _pieces(name: str, content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what one part unpacks to, by the stream itself and not by the size that is stated for it."""
    if part.flag_bits & 1:
        raise ResponsesError(_unusable(name, "a spreadsheet that is locked with a password"))
    name_size, extra_size = struct.unpack_from("<HH", content, part.header_offset + 26)
    start = part.header_offset + 30 + name_size + extra_size
    packed = memoryview(content)[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        for at in range(0, len(packed), PIECE):
            yield bytes(packed[at : at + PIECE])
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise NotImplementedError
    stream = zlib.decompressobj(-15)
    rest: bytes | memoryview = packed
    while rest and not stream.eof:
        yield stream.decompress(rest, PIECE)
        rest = stream.unconsumed_tail


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


def _unusable(name: str, found: str) -> Problem:
    return Problem(
        where=name,
        found=found,
        expected="a spreadsheet without password, answers on its first sheet",
        mend="open it in your spreadsheet program and save it again as XLSX or CSV",
    )
