"""A plain table: one header row, one row a respondent."""

from __future__ import annotations

from typing import ClassVar

from psychograph.responses.grid import Grid, table_from_grid
from psychograph.responses.imported import Sheet
from psychograph.responses.layouts.layout import Evidence, Layout


class Plain(Layout):
    """One header row, one row a respondent, and nothing that a certain tool would add."""

    name: ClassVar[str] = "plain"
    title: ClassVar[str] = "Plain table"

    def recognise(self, grid: Grid) -> Evidence | None:
        """Accept every grid, with the weakest evidence."""
        return Evidence(0.0, ("one header row, and no mark of a certain tool",))

    def read(self, grid: Grid) -> Sheet:
        """Take the first row for the names of the columns."""
        return Sheet(table_from_grid(grid))
