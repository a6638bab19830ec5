"""From rows of cells to a `Table`: what every layout checks alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from psychograph.cells import unprotected
from psychograph.errors import Problem, ResponsesError
from psychograph.quoting import quoted
from psychograph.responses.cell_text import cleaned
from psychograph.responses.table import Table

MOST_LISTED = 5
MOST_COLUMNS = 20_000  # a spreadsheet has 16,384
MOST_CELLS = 25_000_000  # 20,000 respondents with 1,000 answers are 20 million


@dataclass(frozen=True, eq=False)
class Grid:
    """The cells of a file before anybody knows which of its rows are headers.

    Parameters
    ----------
    name : str
        File name, for messages.
    rows : sequence of (int, list of str)
        Row number in the file and its cells, stripped of surrounding space. Blank rows are passed over.
    decimal_comma : bool
        Whether numbers are written with a decimal comma.
    notes : tuple of str
        What the reader had to decide.
    """

    name: str
    rows: Sequence[tuple[int, list[str]]]
    decimal_comma: bool = False
    notes: tuple[str, ...] = ()


class _Stripped(dict[str, str]):
    """Cells without surrounding space, each kept once however often it occurs."""

    def __init__(self, *, unprotect: bool) -> None:
        super().__init__()
        self.unprotect = unprotect
        self.known: dict[str, str] = {}

    def __missing__(self, cell: str) -> str:
        stripped = cleaned(cell)
        if self.unprotect:
            stripped = unprotected(stripped)
        kept = self[cell] = self.known.setdefault(stripped, stripped)
        return kept


def grid_of(
    name: str,
    rows: Iterable[tuple[int, Sequence[str]]],
    *,
    decimal_comma: bool = False,
    notes: Sequence[str] = (),
    unprotect: bool = False,
) -> Grid:
    """Strip the cells of a file and pass blank rows over.

    Parameters
    ----------
    name : str
        File name, for messages.
    rows : iterable of (int, sequence of str)
        Row number in the file, and its cells.
    decimal_comma : bool
        Whether numbers are written with a decimal comma.
    notes : sequence of str
        What the reader had to decide.
    unprotect : bool
        Whether apostrophes that keep spreadsheets from running a cell are taken off again.

    Raises
    ------
    ResponsesError
        For more columns than any survey has.
    """
    stripped = _Stripped(unprotect=unprotect)
    filled = []
    held = 0
    for number, cells in rows:
        if len(cells) > MOST_COLUMNS:
            raise ResponsesError(
                Problem(
                    where=f"{name}, row {number}",
                    found=f"{len(cells):,} columns",
                    expected=f"at most {MOST_COLUMNS:,}",
                    mend="check that this is a table with one row a respondent, "
                    "and export only the columns you need",
                )
            )
        held += len(cells)
        if held > MOST_CELLS:
            raise ResponsesError(too_many_cells(name))
        kept = list(map(stripped.__getitem__, cells))
        if any(kept):
            filled.append((number, kept))
    return Grid(name, filled, decimal_comma, tuple(notes))


def too_many_cells(name: str) -> Problem:
    """Return what is said of a file with more cells than anyone can use."""
    return Problem(
        where=name,
        found=f"more than {MOST_CELLS:,} cells",
        expected=f"at most {MOST_CELLS:,}, such as {MOST_CELLS // 1_000:,} respondents with 1,000 answers",
        mend="export only the columns you need",
    )


def table_from_grid(grid: Grid, header: Sequence[str] | None = None, *, headers: int = 1) -> Table:
    """Check a header and its rows, and turn them into columns.

    Parameters
    ----------
    grid : Grid
        The cells.
    header : sequence of str or None
        Names of the columns, where the layout makes them; the first row if None.
    headers : int
        Rows above the answers.

    Raises
    ------
    ResponsesError
        For no header, no rows, a repeated column name, or rows longer than the header.
    """
    name = grid.name
    filled = grid.rows
    if len(filled) <= headers:
        raise ResponsesError(
            Problem(
                where=name,
                found="a header and no answers" if filled else "no header and no answers",
                expected="a header row and one row a respondent",
                mend="export the answers again",
            )
        )
    body = filled[headers:]
    if header is None:
        header = filled[0][1]
        ResponsesError.collect(_title(name, filled))
    ResponsesError.collect([*_repeated(name, header), *_ragged(name, header, body)])
    width = len(header)
    padded = [
        cells if len(cells) == width else cells[:width] + [""] * (width - len(cells)) for _, cells in body
    ]
    columns = {
        # Cells are held once each, so that looking for a blank one is quick.
        column: tuple([cell or None for cell in cells]) if "" in cells else cells
        for column, cells in zip(header, zip(*padded, strict=True), strict=True)
        if column
    }
    notes = [*grid.notes, *_short(len(header), body)]
    nameless = [place for place, column in enumerate(header) if not column]
    unnamed = [place + 1 for place in nameless if any(cells[place] for cells in padded)]
    if unnamed:
        notes = [*notes, f"column {unnamed[0]} has answers but no name in the header, and was left out"]
    return Table(
        name=name,
        columns=columns,
        row_numbers=tuple(number for number, _ in body),
        decimal_comma=grid.decimal_comma,
        notes=tuple(notes),
    )


def _title(name: str, rows: Sequence[tuple[int, Sequence[str]]]) -> Iterable[Problem]:
    """Report a title above the header: one cell alone, over rows of several."""
    number, first = rows[0]
    if sum(map(bool, first)) == 1 and all(sum(map(bool, cells)) > 1 for _, cells in rows[1:3]):
        title = next(filter(None, first))
        yield Problem(
            where=f"{name}, row {number}",
            found=f"a single cell, {quoted(title)}, above rows of several",
            expected="the names of the columns in the first row",
            mend="delete the lines above the names of the columns",
        )


def _short(width: int, body: Sequence[tuple[int, Sequence[str]]]) -> Iterable[str]:
    """Note rows that end early; some programs cut blank cells off, others lose answers."""
    short = [number for number, cells in body if len(cells) < width]
    if short:
        yield (
            f"{len(short)} of {len(body)} rows hold fewer cells than the header (first row {short[0]}), "
            "and what they lack was read as blank"
        )


def _repeated(name: str, header: Sequence[str]) -> Iterable[Problem]:
    for column, times in Counter(column for column in header if column).items():
        if times > 1:
            places = [str(i) for i, other in enumerate(header, 1) if other == column]
            yield Problem(
                where=f"{name}, header",
                found=f"{times} columns named {quoted(column)} (columns {', '.join(places[:MOST_LISTED])})",
                expected="a name of its own for every column",
                mend="rename all but one of them",
            )


def _ragged(name: str, header: Sequence[str], body: Sequence[tuple[int, Sequence[str]]]) -> Iterable[Problem]:
    """Report rows longer than the header: their cells have slipped, so no column can be trusted."""
    width = len(header)
    long = [(number, cells) for number, cells in body if len(cells) > width and any(cells[width:])]
    for number, cells in long[:MOST_LISTED]:
        yield Problem(
            where=f"{name}, row {number}",
            found=f"{len(cells)} cells",
            expected=f"{len(header)} cells, as in the header",
            mend="put answers that contain the separator in double quotes",
        )
    if len(long) > MOST_LISTED:
        yield Problem(
            where=name,
            found=f"{len(long) - MOST_LISTED} more rows that are too long",
            expected=f"{len(header)} cells in every row",
            mend="mend the export rather than each row",
        )
