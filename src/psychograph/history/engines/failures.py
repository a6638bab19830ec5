"""What engines say when a query fails, as people read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from psychograph.errors import Problem
from psychograph.history.errors import HistoryError

LONGEST = 300
#: What operating systems say, and DuckDB of its own bound, where a disk, a quota or a file is full.
FULL = ("No space left", "os error 28", "File too large", "Disk quota exceeded", "max_temp_directory_size")
JAVA_CLASS = re.compile(r"(: )?[a-z]+(\.[a-z0-9]+)+\.[A-Z][A-Za-z]+: ")


@contextmanager
def duckdb_failures(memory: str) -> Iterator[None]:
    """Turn errors of DuckDB into problems with a way out."""
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException as reason:
        if _is_full(str(reason)):  # which DuckDB calls so where it spills
            raise HistoryError(_no_space()) from None
        raise HistoryError(
            Problem(
                where="duckdb",
                found=f"a step that wants more than {memory} of memory",
                expected="enough memory for the largest step",
                mend="give more with --memory, such as --memory 8GB, or run on a larger machine or a cluster",
            )
        ) from None
    except duckdb.Error as reason:
        if _is_full(str(reason)):
            raise HistoryError(_no_space()) from None
        raise HistoryError(_failed("duckdb", str(reason))) from None


@contextmanager
def polars_failures() -> Iterator[None]:
    """Turn errors of Polars, and ends of its Rust code, into problems."""
    import polars as pl

    try:
        yield
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as reason:
        if _is_full(str(reason)):
            raise HistoryError(_no_space()) from None
        raise HistoryError(_failed("polars", str(reason))) from None


@contextmanager
def spark_failures() -> Iterator[None]:
    """Turn errors of Spark and of the Java it runs on into problems."""
    from py4j.protocol import Py4JError  # type: ignore[import-untyped]
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as reason:
        if _is_full(str(reason)):
            raise HistoryError(_no_space()) from None
        if "FileSystem not found" in str(reason) or "UnsupportedFileSystemException" in str(reason):
            raise HistoryError(_no_file_system(java_cause(str(reason)))) from None
        raise HistoryError(_failed("spark", java_cause(str(reason)))) from None


def _is_full(told: str) -> bool:
    return any(words in told for words in FULL)


def _failed(engine: str, told: str) -> Problem:
    if "Too many open files" in told:
        return Problem(
            where=engine,
            found="too many open files",
            expected="leave to open the files of the data, and some in the scratch folder",
            mend="raise the limit (ulimit -n 4096) and try again",
        )
    return Problem(
        where=engine,
        found=" ".join(told.split())[:LONGEST] or "an error without a word",
        expected="data that can be read to the end, and sums that fit into whole numbers of 64 bits",
        mend="check the files, which may have changed or be damaged inside; try another --engine, and if "
        "that works, report this as a fault of psychograph",
    )


def _no_file_system(told: str) -> Problem:
    return Problem(
        where="spark",
        found=told[:LONGEST],
        expected="a Spark with the library of the store that the address names",
        mend="submit with it, such as spark-submit --packages org.apache.hadoop:hadoop-aws:VERSION, in the "
        "version of Hadoop that Spark was built with",
    )


def _no_space() -> Problem:
    return Problem(
        where="scratch folder",
        found="no space left on its disk",
        expected="about as much space as the data take",
        mend="free space, or name a folder on a larger disk with --scratch",
    )


def java_cause(told: str) -> str:
    r"""Return the last cause of an error of Java, without the calls and packages that led to it.

    Examples
    --------
    >>> java_cause("Py4JError: x\nCaused by: java.io.IOException: no footer in sales.parquet\n\tat a.b(c)")
    'IOException: no footer in sales.parquet'
    """
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    causes = [line.rpartition("Caused by: ")[2] for line in lines if "Caused by: " in line]
    causes = causes or [line for line in lines if JAVA_CLASS.match(line)]
    if not causes:
        return " ".join(lines[:2])
    kind, colon, words = causes[-1].removeprefix(": ").partition(": ")
    return f"{kind.rpartition('.')[2]}{colon}{words}"
