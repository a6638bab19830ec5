"""CSV and its kin: commas, semicolons, tabs or bars; UTF-8, UTF-16 or Windows-1252."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from psychograph.errors import Problem, ResponsesError
from psychograph.responses.grid import MOST_CELLS, Grid, grid_of, too_many_cells

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
NAMED_SEPARATOR = re.compile(r"\s*sep=([,;|\t])\s*\n", re.I)  # a first line by which Excel knows it
LOOKED_INTO = 2_000_000  # letters, of the same rows
LOOKED_AT = 20  # rows that show which separator a file uses
# What the csv module says, in plain words.
REASONS = {
    "unexpected end of data": "a double quote that is opened and never closed",
    "field larger": f"a cell of more than {csv.field_size_limit():,} characters",
    "expected after": "a double quote inside a quoted cell",
}


def read_delimited(name: str, content: bytes, *, unprotect: bool = False) -> Grid:
    """Read the bytes of a delimited file.

    Parameters
    ----------
    name : str
        File name, for messages.
    content : bytes
        The file.
    unprotect : bool
        Whether it is a table as this program writes it, where an apostrophe keeps spreadsheets from
        running a cell: it is taken off again.

    Raises
    ------
    ResponsesError
        Where the bytes are not text or not a table.
    """
    text, encoding_note = _decode(name, content)
    _refuse_markup(name, text)
    refuse_many_lines(name, text)
    named = NAMED_SEPARATOR.match(text)
    separator = named[1] if named else separator_of(text)
    notes = [encoding_note] if encoding_note else []
    if separator != ",":
        notes.append(f"cells are separated by {SEPARATORS[separator]}")
    rows = _rows(name, text, separator, passed_over=1 if named else 0)
    return grid_of(name, rows, decimal_comma=separator in ";\t", notes=notes, unprotect=unprotect)


def _decode(name: str, content: bytes) -> tuple[str, str]:
    """Return the text and a note where the encoding had to be guessed."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if "\0" in text:
            break
        note = "the file is not UTF-8 and was read as Windows-1252 (latin-1)" if encoding == "cp1252" else ""
        # Byte order marks stay inside where files were put together.
        return text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n"), note
    raise ResponsesError(
        Problem(
            where=name,
            found="bytes that are not text",
            expected="a text file with one row a respondent, or a spreadsheet",
            mend="export the answers as CSV in UTF-8, or as XLSX",
        )
    )


def _refuse_markup(name: str, text: str) -> None:
    if text.lstrip().startswith("<"):
        raise ResponsesError(
            Problem(
                where=name,
                found="a web page or XML, whatever its name says",
                expected="a text file with one row a respondent, or a spreadsheet",
                mend="open it in your spreadsheet program and save it as CSV in UTF-8, or as XLSX",
            )
        )


def separator_of(text: str) -> str:
    """Return the separator that splits most of the first rows into equally many cells; commas win a tie.

    The header alone does not tell: its questions may hold more commas than there are columns.
    """
    text = text[:LOOKED_INTO]

    def fit(mark: str) -> tuple[float, int]:
        widths: Counter[int] = Counter()
        with suppress(csv.Error):
            widths.update(map(len, islice(csv.reader(lines_of(text), delimiter=mark), LOOKED_AT)))
        del widths[0]  # blank lines
        width, rows = max(widths.items(), key=lambda item: item[::-1], default=(0, 0))
        return (rows / widths.total() if width > 1 else 0.0, width)

    return max(SEPARATORS, key=fit)


def refuse_many_lines(name: str, text: str) -> None:
    """Refuse text of more lines than any survey has cells, before they are looked at one by one.

    Raises
    ------
    ResponsesError
        For such text.
    """
    if text.count("\n") > MOST_CELLS:
        raise ResponsesError(too_many_cells(name))


def lines_of(text: str) -> Iterator[str]:
    """Yield line by line, each with its end, without a second copy of the text in memory."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _rows(name: str, text: str, separator: str, *, passed_over: int) -> Iterator[tuple[int, list[str]]]:
    lines = csv.reader(lines_of(text), delimiter=separator, strict=True)
    start = 1
    try:
        for cells in lines:
            if start > passed_over:
                yield start, cells
            start = lines.line_num + 1
    except csv.Error as reason:
        found = next((words for said, words in REASONS.items() if said in str(reason)), str(reason))
        raise ResponsesError(
            Problem(
                where=f"{name}, row {start}",
                found=found,
                expected="cells with matching double quotes",
                mend="look for a lone double quote in this row, or export again; "
                "inside a quoted cell, a double quote is written twice",
            )
        ) from None
