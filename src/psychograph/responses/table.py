"""`Table`: what a file of answers contains, before anything is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from psychograph.quoting import shortened


@dataclass(frozen=True, eq=False)
class Table:
    """The cells of one file of answers, as text.

    Parameters
    ----------
    name : str
        File name, for messages.
    columns : mapping of str to tuple of (str or None)
        Cells by column, stripped of surrounding space; None is a blank cell.
    row_numbers : tuple of int
        Where each row stands in the file, as an editor or a spreadsheet counts (header: 1).
    decimal_comma : bool
        Whether the file belongs to a locale that writes 3,5 for three and a half.
    notes : tuple of str
        What the reader had to decide, for the report.
    """

    name: str
    columns: Mapping[str, tuple[str | None, ...]]
    row_numbers: tuple[int, ...]
    decimal_comma: bool = False
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.row_numbers)

    def place(self, row: int, column: str) -> str:
        """Return the words that name one cell; `row` counts from 0 below the header."""
        return f"{self.name}, row {self.row_numbers[row]}, column {shortened(column)}"
