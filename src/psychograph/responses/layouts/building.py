"""What all layouts share: header rows of unequal length, columns by position, and the sheet they become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from psychograph.codebook.codebook import Role, VariableType
from psychograph.codebook.hint import Hint
from psychograph.errors import Problem, ResponsesError
from psychograph.quoting import listed
from psychograph.responses.grid import Grid, table_from_grid
from psychograph.responses.imported import Dropped, Sheet, Split
from psychograph.responses.table import Table

Cells = tuple[str | None, ...]
FIELDWORK = "describes the interview and not the person"
PARADATA = Hint(role=Role.IGNORED, note=FIELDWORK)
PERSONAL = Hint(personal=True)
IDENTIFIER = Hint(role=Role.ID)
SECONDS = Hint(type=VariableType.NUMBER, role=Role.DURATION)
OPEN = Hint(type=VariableType.TEXT, role=Role.IGNORED, note="holds free text")
MOST_PEEKED = 30  # rows that are looked at to recognise a layout


@dataclass
class Draft:
    """A table on its way to a sheet: columns are renamed, recoded, split and left out, and each is told.

    Parameters
    ----------
    table : Table
        The answers.
    hints : dict of str to Hint
        What is known about its columns.
    """

    table: Table
    hints: dict[str, Hint] = field(default_factory=dict)
    dropped: list[Dropped] = field(default_factory=list)
    split: list[Split] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    recoded: dict[str, Cells] = field(default_factory=dict)
    replaced: dict[str, dict[str, Cells]] = field(default_factory=dict)

    def cells(self, name: str) -> Cells:
        """Return a column as it is in the file."""
        return self.table.columns[name]

    def distinct(self, name: str) -> set[str]:
        """Return the distinct answers of a column."""
        return {cell for cell in set(self.table.columns[name]) if cell is not None}

    def drop(self, name: str, why: str) -> None:
        """Leave a column out."""
        self.replaced[name] = {}
        self.dropped.append(Dropped(name, why))

    def divide(self, name: str, columns: Mapping[str, Cells]) -> None:
        """Put several columns in the place of one."""
        self.replaced[name] = dict(columns)
        self.split.append(Split(name, tuple(columns)))

    def sheet(self) -> Sheet:
        """Return the sheet."""
        columns: dict[str, Cells] = {}
        for name, cells in self.table.columns.items():
            columns.update(self.replaced.get(name, {name: self.recoded.get(name, cells)}))
        table = replace(self.table, columns=columns, notes=(*self.table.notes, *self.notes))
        hints = {name: hint for name, hint in self.hints.items() if name in columns}
        return Sheet(table, hints, tuple(self.dropped), tuple(self.split))


def header_rows(grid: Grid, count: int) -> list[list[str]]:
    """Return the first rows, all as wide as the widest; columns without any heading stay empty."""
    rows = [cells for _, cells in grid.rows[:count]]
    width = max(map(len, rows), default=0)
    return [[*cells, *[""] * (width - len(cells))] for cells in rows]


def first_rows(grid: Grid, start: int) -> list[list[str]]:
    """Return the first rows below the header, to see what their cells look like."""
    return [cells for _, cells in grid.rows[start : start + MOST_PEEKED]]


def at(cells: Sequence[str], place: int) -> str:
    """Return a cell of a row that may have been cut off."""
    return cells[place] if place < len(cells) else ""


def draft_of(grid: Grid, names: Sequence[str], *, headers: int) -> Draft:
    """Return a draft with the rows below the headers under new names; empty names are left out.

    Raises
    ------
    ResponsesError
        For no rows, or for rows longer than the header.
    """
    return Draft(table_from_grid(grid, names, headers=headers))


def refuse_without_rows(grid: Grid) -> None:
    """Refuse a grid without any row.

    Raises
    ------
    ResponsesError
        Where there is none.
    """
    if not grid.rows:
        raise ResponsesError(
            Problem(
                where=grid.name,
                found="no header and no answers",
                expected="a header row and one row a respondent",
                mend="export the answers again",
            )
        )


def renamed_note(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return a note where headings that occur several times were told apart."""
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    if not changed:
        return []
    one = len(changed) == 1
    return [
        f"{len(changed)} column{' has' if one else 's have'} the heading of an earlier one, and "
        f"{'is' if one else 'are'} called {listed(changed, 4)}"
    ]
