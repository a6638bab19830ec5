"""Readers: one file a format, from the bytes of a file to answers with their codebook."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from psychograph.codebook.codebook import Codebook, Variable, VariableType
from psychograph.codebook.infer import infer_codebook
from psychograph.errors import Problem, ResponsesError
from psychograph.responses.grid import Grid
from psychograph.responses.imported import Dropped, Imported, Sheet
from psychograph.responses.layouts import read_layout
from psychograph.responses.layouts.plain import Plain
from psychograph.responses.responses import Responses
from psychograph.responses.table import Table
from psychograph.study.files import read_file

# Cells become text in memory, some ten times their size in a file.
LARGEST = 200_000_000  # bytes; 20,000 respondents with 1,000 answers are 40 million


def read_responses(
    path: Path,
    *,
    layout: str | None = None,
    codebook: Codebook | None = None,
    keep: Collection[str] = (),
) -> Imported:
    """Read a file of answers from any tool.

    Parameters
    ----------
    path : Path
        Delimited text in UTF-8, UTF-16 or Windows-1252, a spreadsheet (its first sheet),
        SPSS, Parquet or Triple-S.
    layout : str or None
        Name of the tool's layout; detected from the content if None.
    codebook : Codebook or None
        What the columns mean, where that is known; guessed where absent.
    keep : collection of str
        Columns to keep although they look personal.

    Returns
    -------
    Imported
        Answers with their codebook, and what was decided on the way.

    Raises
    ------
    ResponsesError
        Where the file is absent, empty, damaged or not a table, or where no layout bears the name.
    """
    path = Path(path)
    sheet, found, evidence = _sheet(path, _content(path), layout, codebook)
    table = sheet.table
    if codebook is not None:
        return _described(table, codebook, found, evidence, keep)
    inferred = infer_codebook(table.columns, sheet.hints, decimal_comma=table.decimal_comma, keep=keep)
    kept = replace(table, columns={name: table.columns[name] for name in inferred.codebook.names})
    return Imported(
        Responses(kept, inferred.codebook),
        found,
        evidence,
        tuple(Dropped(column, "it may hold personal data") for column in inferred.personal),
        inferred.remarks,
    )


def _described(
    table: Table, codebook: Codebook, found: str, evidence: tuple[str, ...], keep: Collection[str]
) -> Imported:
    """Return the columns that a codebook describes, and those to be kept; the others are left out."""
    variables = tuple(
        codebook[name] if name in codebook else Variable(name, VariableType.TEXT)
        for name in table.columns
        if name in codebook or name in keep
    )
    kept = replace(table, columns={variable.name: table.columns[variable.name] for variable in variables})
    dropped = tuple(
        Dropped(name, "the codebook does not describe it")
        for name in table.columns
        if name not in kept.columns
    )
    return Imported(Responses(kept, Codebook(variables)), found, evidence, dropped)


def _sheet(
    path: Path, content: bytes, layout: str | None, codebook: Codebook | None
) -> tuple[Sheet, str, tuple[str, ...]]:
    """Return the cells, the name of the layout, and what showed it."""
    grid = _grid(path, content)
    if layout is None and codebook is not None and grid.rows and {*codebook.names} <= {*grid.rows[0][1]}:
        return Plain().read(grid), Plain.name, ("its header row holds the columns of the codebook",)
    return read_layout(grid, layout)


def _grid(path: Path, content: bytes) -> Grid:
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
