"""Readers: one file a format, each from a path to a `Table`."""

from __future__ import annotations

from pathlib import Path

from psychograph.errors import Problem, ResponsesError
from psychograph.responses.table import Table
from psychograph.study.files import read_file

# Cells become text in memory, some ten times their size in a file.
LARGEST = 200_000_000  # bytes; 20,000 respondents with 1,000 answers are 40 million


def read_table(path: Path) -> Table:
    """Read a file of answers, CSV or spreadsheet.

    Parameters
    ----------
    path : Path
        A CSV, TSV or semicolon-separated file in UTF-8, UTF-16 or Windows-1252,
        or a spreadsheet, of which the first sheet is read.

    Returns
    -------
    Table
        Header and cells as text.

    Raises
    ------
    ResponsesError
        Where the file is absent, empty, damaged or not a table.
    """
    path = Path(path)
    content = _content(path)
    # By content: people rename files, and a spreadsheet is a zip or an OLE file whatever its name.
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        from psychograph.responses.readers.spreadsheet import read_spreadsheet

        return read_spreadsheet(path.name, content)
    from psychograph.responses.readers.delimited import read_delimited

    return read_delimited(path.name, content)


def _content(path: Path) -> bytes:
    try:
        content = read_file(path, most=LARGEST)
    except FileNotFoundError:
        raise ResponsesError(
            Problem(
                where=str(path),
                found="no such file",
                expected="the file of answers",
                mend="check the name and the folder it is looked for in",
            )
        ) from None
    except OSError as reason:
        raise ResponsesError(
            Problem(
                where=str(path),
                found=reason.strerror or str(reason),
                expected="a file of answers that can be read",
                mend="name the file itself, check that you may read it, and export only the columns you need",
            )
        ) from None
    if not content.strip():
        raise ResponsesError(
            Problem(
                where=str(path),
                found="an empty file",
                expected="a header row and one row a respondent",
                mend="export the answers again",
            )
        )
    return content
