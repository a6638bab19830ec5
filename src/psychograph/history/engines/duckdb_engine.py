"""DuckDB: the engine that is always there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import narwhals.stable.v2 as nw

from psychograph.findings import Finding
from psychograph.history.engines.arrow_stream import ArrowStream
from psychograph.history.engines.duckdb_files import database_table, opened_database, scratch_connection
from psychograph.history.engines.engine import Fetched, Table
from psychograph.history.engines.failures import duckdb_failures
from psychograph.history.engines.fetched import in_order, in_pieces
from psychograph.history.engines.kinds import Kind
from psychograph.history.engines.places import files_only
from psychograph.history.engines.plain_types import with_plain_types
from psychograph.history.engines.reading import Reading
from psychograph.history.engines.running import stoppable
from psychograph.history.engines.sql import file_name

if TYPE_CHECKING:
    import duckdb
    import polars as pl

Result = TypeVar("Result")


class DuckDbEngine:
    """A scratch database on disk, within the memory it is given.

    Parameters
    ----------
    scratch : Path
        An empty folder.
    memory : str
        What it may take, such as ``"2GB"``.
    """

    name = "duckdb"

    def __init__(self, scratch: Path, *, memory: str = "2GB") -> None:
        self._scratch = scratch
        self._memory = memory
        self._files = 0
        self._connection = scratch_connection(scratch, memory)
        self._reading = Reading(self._connection, scratch, self._run)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What had to be guessed when files were read."""
        return self._reading.findings

    def table(self, data: str, table: str | None, folder: Path) -> Table:
        """Open a table of files or of a DuckDB file; see :class:`Engine`."""
        files_only(data, self.name)
        read = self._reading.readable(data, folder)
        if read.kind is Kind.DUCKDB:
            path = read.paths[0]
            found = self._run(lambda: opened_database(self._connection, path, table, self._scratch))
        else:
            found = self._run(
                lambda: self._connection.read_parquet(
                    [file_name(str(path)) for path in read.paths],
                    union_by_name=len(read.paths) > 1,
                    hive_partitioning=False,
                )
            )
        return with_plain_types(nw.from_native(found))

    def keep(self, frame: Table, name: str) -> Table:
        """Compute a table once and keep it in the scratch database."""
        relation = self._relation(frame)
        self._files += 1
        kept = f"{name} {self._files}"
        self._run(lambda: relation.create(kept))
        return nw.from_native(self._connection.table(database_table(kept)))

    def rows(self, frame: Table, *, by: Sequence[str]) -> Fetched:
        """Fetch a small table, sorted."""
        relation = self._relation(frame)
        return in_order(self._run(lambda: _fetched(relation)), by)

    def batches(self, frame: Table, rows: int) -> Iterator[Fetched]:
        """Fetch a big table piece by piece, through a file in scratch."""
        self._files += 1
        path = self._scratch / f"pieces-{self._files}.parquet"
        self.write(frame, path)
        return in_pieces([path], rows)

    def write(self, frame: Table, path: Path) -> None:
        """Write a table to a Parquet file."""
        relation = self._relation(frame)
        self._run(lambda: relation.to_parquet(str(path)))

    def close(self) -> None:
        """Close the scratch database."""
        self._connection.close()

    def _relation(self, frame: Table) -> duckdb.DuckDBPyRelation:
        relation: duckdb.DuckDBPyRelation = frame.to_native()
        return relation

    def _run(self, work: Callable[[], Result]) -> Result:
        with duckdb_failures(self._memory):
            return stoppable(work, self._connection.interrupt)


def _fetched(relation: duckdb.DuckDBPyRelation) -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame(ArrowStream(relation.__arrow_c_stream__))
