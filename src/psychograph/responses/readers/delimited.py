"""CSV and its kin: commas, semicolons, tabs or bars; UTF-8, UTF-16 or Windows-1252."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from psychograph.errors import Problem, ResponsesError
from psychograph.responses.readers.grid import table_from_rows
from psychograph.responses.table import Table

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def read_delimited(name: str, content: bytes) -> Table:
    """Read the bytes of a delimited file.

    Raises
    ------
    ResponsesError
        Where the bytes are not text or not a table.
    """
    text, encoding_note = _decode(name, content)
    separator = _separator(text)
    notes = [encoding_note] if encoding_note else []
    if separator != ",":
        notes.append(f"cells are separated by {SEPARATORS[separator]}")
    return table_from_rows(name, _rows(name, text, separator), decimal_comma=separator in ";\t", notes=notes)


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
        guessed = encoding == "cp1252"
        return text, "the file is not UTF-8 and was read as Windows-1252 (latin-1)" if guessed else ""
    raise ResponsesError(
        Problem(
            where=name,
            found="bytes that are not text",
            expected="a text file with one row a respondent, or a spreadsheet",
            mend="export the answers as CSV in UTF-8, or as XLSX",
        )
    )


def _separator(text: str) -> str:
    """Return the separator that splits the first line into most cells; commas win a tie."""
    first = next(line for line in text.splitlines() if line.strip())
    return max(SEPARATORS, key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))


def _rows(name: str, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    start = 1
    try:
        for cells in lines:
            yield start, cells
            start = lines.line_num + 1
    except csv.Error as reason:
        raise ResponsesError(
            Problem(
                where=f"{name}, row {start}",
                found=f"cells that cannot be told apart ({reason})",
                expected="cells with matching double quotes",
                mend="look for a lone double quote in this row, or export again",
            )
        ) from None
