"""`Table`: rows and columns of a report, ready to be printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from psychograph.charts.theme import segment_colour

# More columns than this do not fit a printed page.
MOST_COLUMNS = 5


@dataclass(frozen=True)
class Head:
    """The head of a row or column.

    Parameters
    ----------
    text, note : str
        What it is, and a second line in small print.
    segment : int or None
        The segment it stands for, whose number and colour go before the text.
    """

    text: str
    note: str = ""
    segment: int | None = None

    @property
    def colour(self) -> str:
        """The segment's colour; empty without a segment."""
        return "" if self.segment is None else segment_colour(self.segment)


@dataclass(frozen=True)
class Cell:
    """One cell: its text, a second line in small print, and a tone.

    Parameters
    ----------
    text, note : str
        What it says.
    tone : str
        ``"strong"`` to set it apart, ``"weak"`` to set it back, ``"unmet"`` to warn, or empty.
    """

    text: str
    note: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a table."""

    head: Head
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """One table.

    Parameters
    ----------
    caption : str
        What it shows.
    corner : str
        Head of the first column.
    columns : tuple of Head
        Heads of the other columns.
    rows : tuple of Row
        Its rows, with a cell a column.
    words : bool
        Whether cells hold words rather than figures.
    """

    caption: str
    corner: str
    columns: tuple[Head, ...]
    rows: tuple[Row, ...]
    words: bool = False


def tables(
    caption: str,
    corner: str,
    columns: Sequence[Head],
    rows: Sequence[Row],
    *,
    most: int = MOST_COLUMNS,
    words: bool = False,
) -> tuple[Table, ...]:
    """Return one table, or several of equal rows where there are too many columns for a page.

    Examples
    --------
    >>> wide = tables("Means", "Attribute", [Head(str(i)) for i in range(7)], [])
    >>> [(table.caption, len(table.columns)) for table in wide]
    [('Means (part 1 of 2)', 4), ('Means (part 2 of 2)', 3)]
    """
    if not rows and not columns:
        return ()
    parts = max(1, -(-len(columns) // most))
    size = -(-len(columns) // parts)
    return tuple(
        Table(
            caption if parts == 1 else f"{caption} (part {part + 1} of {parts})",
            corner,
            tuple(columns[part * size : (part + 1) * size]),
            tuple(Row(row.head, row.cells[part * size : (part + 1) * size]) for row in rows),
            words,
        )
        for part in range(parts)
    )


def attribute_head(name: str, labels: Mapping[str, str], question: str) -> Head:
    """Return the head that stands for an attribute."""
    return Head(labels[name], question)
