"""`Engine`: what a place that computes must be able to do. Everything else is narwhals expressions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import narwhals.stable.v2 as nw

from psychograph.findings import Finding

#: A table that is computed where it lies, and a small one that was fetched.
Table: TypeAlias = nw.LazyFrame[Any]
Fetched: TypeAlias = nw.DataFrame[Any]

NAMES = ("duckdb", "polars", "spark", "warehouse")


class Engine(Protocol):
    """A place that computes, holding nothing of the data in the memory of this process.

    Tables are `narwhals` lazy frames. What is computed from them by one expression has the same rows on
    every engine: so money and days are integers, and nothing rests on an order of rows.
    """

    name: str

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What had to be guessed when files were read, such as their encoding."""
        ...

    def table(self, data: str, table: str | None, folder: Path) -> Table:
        """Open a table; nothing is read yet.

        Columns of CSV files are text, with blanks for missing, on every engine; those of Parquet files and
        databases keep their types. Rows have no numbers: they are named by their content.

        Raises
        ------
        HistoryError
            Where it is not there, cannot be read, or its files do not have the same columns: every bad file
            by name.
        """
        ...

    def keep(self, frame: Table, name: str) -> Table:
        """Compute a table once and keep it, on disk, until the engine closes; `name` is for people."""
        ...

    def rows(self, frame: Table, *, by: Sequence[str]) -> Fetched:
        """Fetch a small table, sorted by columns that together tell its rows apart.

        Whole numbers come as Int64, shares as Float64, whatever the engine makes of them; Polars behind.
        """
        ...

    def batches(self, frame: Table, rows: int) -> Iterator[Fetched]:
        """Yield a big table piece by piece, each of at most so many rows, in no order; each row once.

        Types are those of :meth:`rows`. Memory holds a piece, not the table.
        """
        ...

    def write(self, frame: Table, path: Path) -> None:
        """Compute a table and write it to one Parquet file."""
        ...

    def close(self) -> None:
        """Let go of everything, and remove what was kept."""
        ...
