"""Spark: where a cluster is, or data that outgrow one machine."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import narwhals.stable.v2 as nw

from psychograph.errors import Problem
from psychograph.findings import Finding
from psychograph.history.addresses import is_address
from psychograph.history.engines.duckdb_files import copied_database, scratch_connection
from psychograph.history.engines.engine import Fetched, Table
from psychograph.history.engines.failures import duckdb_failures, spark_failures
from psychograph.history.engines.fetched import in_order, in_pieces, joined
from psychograph.history.engines.kinds import Kind
from psychograph.history.engines.plain_types import with_plain_types
from psychograph.history.engines.reading import Readable, Reading
from psychograph.history.engines.running import stoppable
from psychograph.history.engines.spark_reading import CATALOGUE, catalogue_table, remote_table
from psychograph.history.engines.spark_session import spark_place
from psychograph.history.engines.sql import backticked
from psychograph.history.errors import HistoryError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

Result = TypeVar("Result")

#: What Hadoop reads as a pattern, in names that are none.
MAGIC = re.compile(r"([\\*?\[\]{}])")
ROWS_AT_ONCE = 100_000


class SparkEngine:
    """Spark, on this machine or on a cluster.

    What is kept lies in scratch where all machines see that folder: on one machine, or where it was named.
    Else it lies on the disks of the executors.

    Parameters
    ----------
    scratch : Path
        An empty folder.
    shared : bool
        Whether its place was named, so that it may be taken for shared by the machines of a cluster.
    memory : str
        For Spark on this machine, and for DuckDB while it turns CSV files into Parquet.
    master : str or None
        Where Spark runs.
    """

    name = "spark"

    def __init__(
        self, scratch: Path, *, shared: bool = False, memory: str = "2GB", master: str | None = None
    ) -> None:
        self._scratch = scratch
        self._memory = memory
        self._files = 0
        self._kept: list[DataFrame] = []
        self._place = spark_place(master, scratch, memory)
        self._session = self._place.session
        self._shared = shared or self._place.one_machine
        if shared and not self._place.one_machine:
            scratch.chmod(0o777)  # the executors may be another user
        self._connection = scratch_connection(scratch, memory)
        self._reading = Reading(self._connection, scratch, self._read)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What had to be guessed when files were read."""
        return self._reading.findings

    def table(self, data: str, table: str | None, folder: Path) -> Table:
        """Open files, an address that Spark knows, or a table of its catalogue; see :class:`Engine`."""
        if data.casefold() in CATALOGUE and not (folder / data).exists():
            return self._opened(lambda: catalogue_table(self._session, table))
        if is_address(data):
            return self._opened(lambda: remote_table(self._session, data))
        read = self._reading.readable(data, folder)
        paths = self._seen_by_all(read, table, data)
        return self._opened(lambda: self._parquet(paths, read))

    def keep(self, frame: Table, name: str) -> Table:
        """Compute a table once and keep it, in scratch or on the disks of the executors."""
        if self._shared:
            path = self._new_name("kept")
            self._written(self._native(frame), path)
            return nw.from_native(self._run(lambda: self._session.read.parquet(_escaped(path))))
        from pyspark import StorageLevel

        kept = self._native(frame).persist(StorageLevel.DISK_ONLY)
        self._kept.append(kept)
        self._run(kept.count)
        return nw.from_native(kept)

    def rows(self, frame: Table, *, by: Sequence[str]) -> Fetched:
        """Fetch a small table, sorted."""
        import polars as pl

        collected = self._run(lambda: frame.collect("pyarrow").to_native())
        found = pl.from_arrow(collected)
        if not isinstance(found, pl.DataFrame):
            raise TypeError("a table becomes a data frame")
        return in_order(found, by)

    def batches(self, frame: Table, rows: int) -> Iterator[Fetched]:
        """Fetch a big table piece by piece, through files of this machine."""
        return in_pieces(self._fetched(self._native(frame)), rows)

    def write(self, frame: Table, path: Path) -> None:
        """Write a table to one Parquet file of this machine."""
        joined(self._fetched(self._native(frame)), path)

    def close(self) -> None:
        """Let go of what was kept, and of the session where it was started here."""
        self._connection.close()
        for kept in self._kept:
            kept.unpersist()
        if self._place.ours:
            self._session.stop()

    def _opened(self, work: Callable[[], DataFrame]) -> Table:
        return with_plain_types(nw.from_native(self._run(work)))

    def _parquet(self, paths: Sequence[Path], read: Readable) -> DataFrame:
        from pyspark.sql import functions

        found = self._session.read.parquet(*map(_escaped, paths))
        # Spark reads moments of nanoseconds as whole numbers, and what has no type as well.
        return found.withColumns(
            {
                name: functions.expr(f"timestamp_micros({backticked(name)} div 1000)")
                for name in read.nanoseconds
            }
            | {name: functions.lit(None).cast("string") for name in read.untyped}
        )

    def _seen_by_all(self, read: Readable, table: str | None, data: str) -> Sequence[Path]:
        """Return the Parquet files of a table, as names that Spark reads."""
        if read.kind is not Kind.DUCKDB and not read.converted:
            return [self._without_colon(path) for path in read.paths]
        if not self._shared:
            raise HistoryError(
                Problem(
                    where=data,
                    found=f"a {'DuckDB' if read.kind is Kind.DUCKDB else 'CSV'} file of this machine, "
                    "which the other machines of the cluster do not see",
                    expected="data where all machines see them",
                    mend="put them into the store of the cluster, such as s3a:// or hdfs://, or name a "
                    "folder with --scratch that all machines share",
                )
            )
        if read.kind is not Kind.DUCKDB:
            return read.paths
        target = self._new_name("database")
        self._read(lambda: copied_database(read.paths[0], table, target))
        return [target]

    def _without_colon(self, path: Path) -> Path:
        """Return a file under a name that Hadoop takes, which no colon is part of."""
        if ":" not in str(path):
            return path
        link = self._new_name("linked")
        link.symlink_to(path.absolute())
        return link

    def _fetched(self, frame: DataFrame) -> list[Path]:
        """Bring a table into files of this machine."""
        folder = self._new_name("pieces")
        if self._shared:
            self._written(frame, folder)
            return _parts(folder)
        folder.mkdir()
        self._run(lambda: _carried(frame, folder))
        return _parts(folder)

    def _written(self, frame: DataFrame, folder: Path) -> None:
        """Write a table to a folder, and see that all of it came there.

        Where the machines of a cluster do not share the folder, each writes to its own, and Spark takes what
        it finds on one of them for all.
        """
        import polars as pl
        from pyspark.sql import Observation, functions

        seen = Observation()
        counted = frame.observe(seen, functions.count(functions.lit(1)).alias("rows"))
        self._run(lambda: counted.write.parquet(f"file://{folder.absolute()}"))
        there = pl.scan_parquet(_parts(folder), glob=False).select(pl.len()).collect().item()
        if there != (written := seen.get["rows"]):
            raise HistoryError(
                Problem(
                    where=f"scratch folder {self._scratch.parent}",
                    found=f"{there:,} of {written:,} rows: the machines of the cluster do not share it",
                    expected="a folder that all of them see under this name",
                    mend="name such a folder with --scratch, or none: then the executors keep what they need",
                )
            )

    def _native(self, frame: Table) -> DataFrame:
        native: DataFrame = frame.to_native()
        return native

    def _new_name(self, what: str) -> Path:
        self._files += 1
        return self._scratch / f"{what}-{self._files}.parquet"

    def _run(self, work: Callable[[], Result]) -> Result:
        """Run work as a group of jobs of its own: on a shared session others have theirs."""
        context = self._session.sparkContext
        group = uuid.uuid4().hex

        def grouped() -> Result:
            context.setJobGroup(group, "psychograph", interruptOnCancel=True)
            return work()

        with spark_failures():
            return stoppable(grouped, lambda: context.cancelJobGroup(group))

    def _read(self, work: Callable[[], Result]) -> Result:
        with duckdb_failures(self._memory):
            return stoppable(work, self._connection.interrupt)


def _escaped(path: Path) -> str:
    """Return a file of this machine as Spark names it."""
    return "file://" + MAGIC.sub(r"\\\1", str(path.absolute()))


def _parts(folder: Path) -> list[Path]:
    return sorted(folder.glob("part-*.parquet"))


def _carried(frame: DataFrame, folder: Path) -> None:
    """Carry a table here row by row, a partition at a time: slow, but memory is bounded."""
    import polars as pl

    schema = pl.DataFrame(pl.from_arrow(nw.from_native(frame).head(0).collect("pyarrow").to_native())).schema
    rows = frame.toLocalIterator()
    for number in count():
        piece = [tuple(row) for row in islice(rows, ROWS_AT_ONCE)]
        if number and not piece:
            return
        pl.DataFrame(piece, schema, orient="row").write_parquet(folder / f"part-{number:06}.parquet")
