"""Readers: one file a format, from the bytes of a file to answers with their codebook."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from psychograph.codebook.codebook import Codebook
from psychograph.errors import Problem, ResponsesError
from psychograph.named_files import read_file
from psychograph.quoting import quoted
from psychograph.responses.grid import Grid, table_from_grid
from psychograph.responses.imported import Imported, Sheet
from psychograph.responses.importing import imported
from psychograph.responses.layouts import read_layout
from psychograph.responses.layouts.plain import Plain
from psychograph.responses.table import Table

# Cells become text in memory, some ten times their size in a file.
LARGEST = 200_000_000  # bytes; 20,000 respondents with 1,000 answers are 40 million

Read = tuple[Sheet, str, tuple[str, ...]]  # cells, the name of the layout, and what showed it


def read_responses(
    path: str | Path,
    *,
    layout: str | None = None,
    codebook: Codebook | None = None,
    keep: Collection[str] = (),
) -> Imported:
    r"""Read a file of answers from any tool.

    Parameters
    ----------
    path : str or Path
        Delimited text in UTF-8, UTF-16 or Windows-1252, a spreadsheet (its first sheet),
        SPSS, Parquet or Triple-S. Recognised by content, whatever the name.
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

    Examples
    --------
    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "export.csv"
    >>> written = file.write_text("id,Calm,E-mail\n1,Agree,a@example.org\n2,Disagree,\n3,Neutral,\n")
    >>> found = read_responses(file)
    >>> found.layout, found.responses.numbers("Calm").tolist(), [left.column for left in found.dropped]
    ('plain', [3.0, 1.0, 2.0], ['E-mail'])
    """
    path = Path(path)
    sheet, found, evidence = _sheet(path, _content(path), layout, codebook)
    return imported(sheet, found, evidence, codebook=codebook, keep=keep)


def read_table(path: str | Path) -> Table:
    """Read the cells of a file as they are, for tables that hold no answers, such as results of a campaign.

    No tool is recognised, no column is left out, and nothing is guessed.

    Parameters
    ----------
    path : str or Path
        A file of any format that :func:`read_responses` knows, names of the columns in its first row.

    Raises
    ------
    ResponsesError
        Where the file is absent, empty, damaged or not a table.
    """
    path = Path(path)
    content = _content(path)
    described = _describing_format(path, content, None, None)
    return described[0].table if described else table_from_grid(_grid(path, content, with_codebook=False))


def _sheet(path: Path, content: bytes, layout: str | None, codebook: Codebook | None) -> Read:
    described = _describing_format(path, content, layout, codebook)
    if described is not None:
        if layout not in {None, described[1]}:
            raise ResponsesError(
                Problem(
                    where=path.name,
                    found=f"the layout {quoted(layout)} for a file of another kind ({described[1]})",
                    expected="no layout, for a file that describes itself",
                    mend="leave the layout out",
                )
            )
        return described
    grid = _grid(path, content, with_codebook=codebook is not None)
    if layout is None and codebook is not None and grid.rows and {*codebook.names} <= {*grid.rows[0][1]}:
        return Plain().read(grid), Plain.name, ("its header row holds the columns of the codebook",)
    return read_layout(grid, layout)


def _describing_format(
    path: Path, content: bytes, layout: str | None, codebook: Codebook | None
) -> Read | None:
    """Read a file of a format that names and describes its columns itself; None for any other file."""
    if content.startswith((b"$FL2", b"$FL3")):
        from psychograph.responses.readers.spss import read_spss

        return read_spss(path, content), "spss", ("it begins as SPSS files do",)
    if content.startswith(b"PAR1"):
        from psychograph.responses.readers.parquet import read_parquet

        return read_parquet(path.name, content), "parquet", ("it begins as Parquet files do",)
    from psychograph.responses.readers.triple_s import find_triple_s, read_triple_s

    pair = find_triple_s(path, content, layout=layout, has_codebook=codebook is not None)
    return (read_triple_s(pair), "triple-s", (pair.evidence,)) if pair else None


def _grid(path: Path, content: bytes, *, with_codebook: bool) -> Grid:
    # By content: people rename files, and a spreadsheet is a zip or an OLE file whatever its name.
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        from psychograph.responses.readers.spreadsheet import read_spreadsheet

        return read_spreadsheet(path.name, content)
    _refuse_foreign(path.name, content)
    from psychograph.responses.readers.delimited import read_delimited

    # Without a codebook nobody knows that the file was written here, and an apostrophe may be meant.
    return read_delimited(path.name, content, unprotect=with_codebook)


def _refuse_foreign(name: str, content: bytes) -> None:
    """Refuse formats of other programs by their names, which helps more than "not text"."""
    known = {
        "an SPSS portable file (.por)": b"SPSS PORT FILE" in content[:500],
        "a Stata file (.dta)": content.startswith(b"<stata_dta>")
        or (content[:1] in {b"\x71", b"\x72", b"\x73"} and content[1:4] in {b"\1\1\0", b"\2\1\0"}),
        "a SAS file (.sas7bdat)": content[12:16] == b"\xc2\xea\x81\x60",
        "an R file (.rds or .RData)": content.startswith((b"RDX", b"RDA")),
        "a compressed file (.gz, or .rds of R)": content.startswith(b"\x1f\x8b"),
    }
    for what, fits in known.items():
        if fits:
            raise ResponsesError(
                Problem(
                    where=name,
                    found=f"{what}, which is not read",
                    expected="CSV, XLSX, ODS, SPSS .sav, Parquet or Triple-S",
                    mend="unpack it, or save it from its program as .sav or as CSV",
                )
            )


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
    except (OSError, ValueError) as reason:
        raise ResponsesError(
            Problem(
                where=str(path),
                found=getattr(reason, "strerror", None) or str(reason),
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
