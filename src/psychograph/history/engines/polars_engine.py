"""Polars: streaming, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import narwhals.stable.v2 as nw

from psychograph.findings import Finding
from psychograph.history.engines.duckdb_files import copied_database, scratch_connection
from psychograph.history.engines.engine import Fetched, Table
from psychograph.history.engines.failures import duckdb_failures, polars_failures
from psychograph.history.engines.fetched import in_order, in_pieces
from psychograph.history.engines.kinds import Kind
from psychograph.history.engines.places import files_only
from psychograph.history.engines.plain_types import with_plain_types
from psychograph.history.engines.reading import Reading
from psychograph.history.engines.running import stoppable

if TYPE_CHECKING:
    import polars as pl

Result = TypeVar("Result")
#: Seconds that a query of Polars has to stop; it cannot be told to, and then ends with the process.
PATIENCE = 1.0


class PolarsEngine:
    """Lazy frames of Polars, computed in streams, kept as Parquet files.

    Polars has no limit of memory: a group-by with many groups holds them all.

    Parameters
    ----------
    scratch : Path
        An empty folder.
    memory : str
        What DuckDB may take while it turns CSV files into Parquet.
    """

    name = "polars"

    def __init__(self, scratch: Path, *, memory: str = "2GB") -> None:
        self._scratch = scratch
        self._memory = memory
        self._files = 0
        self._connection = scratch_connection(scratch, memory)
        self._reading = Reading(self._connection, scratch, self._read)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What had to be guessed when files were read."""
        return self._reading.findings

    def table(self, data: str, table: str | None, folder: Path) -> Table:
        """Open a table of files or of a DuckDB file; see :class:`Engine`."""
        import polars as pl

        files_only(data, self.name)
        read = self._reading.readable(data, folder)
        paths = list(read.paths)
        if read.kind is Kind.DUCKDB:
            target = self._new_file("database")
            self._read(lambda: copied_database(read.paths[0], table, target))
            paths = [target]
        with polars_failures():
            return with_plain_types(
                nw.from_native(pl.scan_parquet(paths, glob=False, hive_partitioning=False))
            )

    def keep(self, frame: Table, name: str) -> Table:
        """Compute a table once and keep it as a Parquet file."""
        import polars as pl

        path = self._new_file("kept")
        self.write(frame, path)
        return nw.from_native(pl.scan_parquet(path, glob=False))

    def rows(self, frame: Table, *, by: Sequence[str]) -> Fetched:
        """Fetch a small table, sorted."""
        lazy = self._lazy(frame)
        return in_order(self._computed(lambda: lazy.collect(engine="streaming")), by)

    def batches(self, frame: Table, rows: int) -> Iterator[Fetched]:
        """Fetch a big table piece by piece, through a file in scratch."""
        path = self._new_file("pieces")
        self.write(frame, path)
        return in_pieces([path], rows)

    def write(self, frame: Table, path: Path) -> None:
        """Write a table to a Parquet file."""
        lazy = self._lazy(frame)
        self._computed(lambda: lazy.sink_parquet(path, engine="streaming"))

    def close(self) -> None:
        """Close the connection that reads CSV."""
        self._connection.close()

    def _lazy(self, frame: Table) -> pl.LazyFrame:
        lazy: pl.LazyFrame = frame.to_native()
        return lazy

    def _new_file(self, what: str) -> Path:
        self._files += 1
        return self._scratch / f"{what}-{self._files}.parquet"

    def _computed(self, work: Callable[[], Result]) -> Result:
        """Run a query of Polars, which sees Ctrl-C itself, but between some pieces of its work only."""
        with polars_failures():
            return stoppable(work, lambda: None, patience=PATIENCE)

    def _read(self, work: Callable[[], Result]) -> Result:
        with duckdb_failures(self._memory):
            return stoppable(work, self._connection.interrupt)
