"""CSV to Parquet, once: every engine sees the same rows, and bad ones are known before anything is computed.

CSV has many readers, and no two agree on blanks, quotes and broken rows. So DuckDB alone reads it, whatever
computes afterwards.
"""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from psychograph.errors import Problem
from psychograph.history.engines.csv_header import UTF_16, CsvHeader
from psychograph.history.engines.sql import file_name, identifier, literal

if TYPE_CHECKING:
    import duckdb

MOST_BAD = 1_000
SHOWN_BAD = 5
#: What a blank cell may hold: spaces of ASCII, and those that spreadsheets and web pages leave.
BLANKS = " \t\r\n\v\f\u00a0\u2007\u202f\u3000"
PIECE = 1 << 20


@dataclass(frozen=True)
class Converted:
    """What became of one CSV file.

    Parameters
    ----------
    problem : Problem or None
        Why it cannot be used; nothing of it was kept then.
    note : str
        What was guessed, in words; empty where nothing was.
    """

    problem: Problem | None
    note: str = ""


class _UntidyError(Exception):
    """The file wants a tidy copy: other than UTF-8, or line ends of several kinds."""


def convert(connection: duckdb.DuckDBPyConnection, path: Path, header: CsvHeader, target: Path) -> Converted:
    """Write the rows of a CSV file to a Parquet file: every cell as text, blank ones null.

    A row with more or fewer cells than the header, and a quote that is not closed, are refused with their
    lines: a cell that slipped would be a wrong number in another column. Files that are neither UTF-8 nor
    UTF-16 are read as Windows-1252.

    Parameters
    ----------
    connection : DuckDBPyConnection
        With access to both folders.
    path, target : Path
    header : CsvHeader
        How it is written.
    """
    tidy = target.with_suffix(".csv")
    try:
        try:
            # Rows may be bad for the line ends alone, so that a tidy copy is tried before they are refused.
            if header.encoding == "utf-8" and not _copied(connection, path, header, target):
                return Converted(None)
        except _UntidyError:
            pass
        encoding = _tidied(path, tidy, packed=header.packed)
        plain = CsvHeader(header.columns, header.separator, header.passed_over, False, "utf-8")
        note = f"{path.name} is not UTF-8 and was read as Windows-1252" if encoding == "cp1252" else ""
        return Converted(_bad_rows(tidy, plain, _copied(connection, tidy, plain, target), path.name), note)
    except _UntidyError as reason:
        return Converted(_problem(path.name, str(reason)))
    except (EOFError, gzip.BadGzipFile, zlib.error):
        return Converted(_problem(path.name, "a gzip file that is cut off or damaged"))
    except UnicodeError:
        return Converted(_problem(path.name, "bytes that are not text"))
    finally:
        tidy.unlink(missing_ok=True)


Rejected = tuple[int, int, str, str]  # lines before it, bytes before it, what DuckDB calls it, its words


def _copied(
    connection: duckdb.DuckDBPyConnection, path: Path, header: CsvHeader, target: Path
) -> list[Rejected]:
    """Copy the rows and return those that were refused."""
    import duckdb

    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in header.columns)
    text = literal(BLANKS)
    # Most cells begin with a letter or digit: the first two comparisons spare them the third.
    cells = ", ".join(
        f"CASE WHEN ({name} < '!' OR {name} >= '\u00a0') AND trim({name}, {text}) = '' THEN NULL "
        f"ELSE {name} END AS {name}"
        for name in map(identifier, header.columns)
    )
    read = (
        f"read_csv([{literal(file_name(str(path)))}], auto_detect = false, header = true, "
        f"skip = {header.passed_over}, "
        f"delim = {literal(header.separator)}, quote = '\"', escape = '\"', columns = {{{columns}}}, "
        f"compression = '{'gzip' if header.packed else 'none'}', hive_partitioning = false, "
        f"store_rejects = true, rejects_limit = {MOST_BAD})"
    )
    for name in ("reject_errors", "reject_scans"):
        connection.execute(f"DROP TABLE IF EXISTS {name}")
    # It looks for what cells have in common, each with each, and finds nothing: minutes for 2,000 columns.
    connection.execute("SET disabled_optimizers = 'common_subexpressions'")
    try:
        connection.execute(f"COPY (SELECT {cells} FROM {read}) TO {literal(str(target))} (FORMAT parquet)")  # noqa: S608
    except duckdb.IOException as reason:
        if "GZIP" in str(reason):
            raise EOFError from None
        raise
    except duckdb.InvalidInputException as reason:
        raise _UntidyError("line ends of several kinds, or quotes inside quoted cells") from reason
    finally:
        connection.execute("RESET disabled_optimizers")
    found = connection.execute(
        "SELECT line, line_byte_position, error_type::VARCHAR, min(error_message) FROM reject_errors "
        "GROUP BY ALL ORDER BY line_byte_position"
    ).fetchall()
    if any("ENCODING" in row[2] for row in found):
        raise _UntidyError("bytes that are not text")
    return cast("list[Rejected]", found)


WORDS = {
    "TOO MANY COLUMNS": "has more cells than the header",
    "MISSING COLUMNS": "has fewer cells than the header",
    "UNQUOTED VALUE": "has a double quote that is not closed, or one inside a quoted cell",
    "LINE SIZE OVER MAXIMUM": "is longer than two million characters",
}


def _bad_rows(path: Path, header: CsvHeader, rejected: list[Rejected], name: str = "") -> Problem | None:
    if not rejected:
        return None
    shown = rejected[:SHOWN_BAD]
    lines = _lines_at(path, [position for _, position, _, _ in shown], packed=header.packed)
    found = [
        f"line {line:,} {WORDS.get(kind, words)}"
        for line, (_, _, kind, words) in zip(lines, shown, strict=True)
    ]
    more = len(rejected) - len(shown)
    if more:
        at_least = "at least " if len(rejected) >= MOST_BAD else ""
        found.append(f"and {at_least}{more:,} more of such rows")
    return Problem(
        where=name or path.name,
        found="; ".join(found),
        expected=f"{len(header.columns)} cells in every row, as in its header",
        mend="mend these rows, or export the file again with double quotes around texts; "
        "no row is left out or guessed",
    )


def _problem(name: str, found: str) -> Problem:
    return Problem(
        where=name,
        found=found,
        expected="a CSV file: a header row, then a row a line, with equally many cells",
        mend="export it again as CSV in UTF-8",
    )


@contextmanager
def _bytes_of(path: Path, *, packed: bool) -> Iterator[IO[bytes]]:
    with gzip.open(path) if packed else path.open("rb") as file:
        yield cast("IO[bytes]", file)


def _lines_at(path: Path, positions: list[int], *, packed: bool) -> list[int]:
    """Return the numbers of the lines on which bytes stand; DuckDB counts rows, which may have several."""
    found: list[int] = []
    lines, start = 1, 0
    with _bytes_of(path, packed=packed) as file:
        for at in positions:
            while start < at - 1 and (piece := file.read(min(PIECE, at - 1 - start))):
                lines += piece.count(b"\n")
                start += len(piece)
            found.append(lines)
    return found


def _tidied(path: Path, target: Path, *, packed: bool) -> str:
    """Copy a file as UTF-8 with one kind of line ends, and return the encoding it had."""
    with _bytes_of(path, packed=packed) as file:
        utf_16 = file.read(2) in UTF_16
    for encoding in ["utf-16"] if utf_16 else ["utf-8-sig", "cp1252"]:
        try:
            with _bytes_of(path, packed=packed) as file, target.open("wb") as out:
                _recode(file, out, encoding)
        except UnicodeError:
            if encoding == "utf-8-sig":
                continue
            raise
        return encoding
    raise AssertionError("one of them raises or returns")


def _recode(file: IO[bytes], out: IO[bytes], encoding: str) -> None:
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(), translate=True)
    while piece := file.read(PIECE):
        text = decoder.decode(piece)
        if "\0" in text:
            raise UnicodeError("a zero byte")
        out.write(text.encode())
    out.write(decoder.decode(b"", final=True).encode())
