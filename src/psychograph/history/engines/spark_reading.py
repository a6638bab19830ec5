"""Data that Spark alone reaches: addresses of stores, and tables of its catalogue."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from psychograph.errors import Problem
from psychograph.history.addresses import without_password
from psychograph.history.engines.csv_header import wrong_names
from psychograph.history.engines.csv_rows import BLANKS
from psychograph.history.engines.places import OBJECT_STORES
from psychograph.history.engines.sql import backticked
from psychograph.history.errors import HistoryError
from psychograph.quoting import quoted
from psychograph.responses.readers.delimited import separator_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

#: What `data` says where `table` is of Spark's own catalogue.
CATALOGUE = frozenset({"catalog", "catalogue"})
TEXT = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz")
FIRST_LINES = 20


def catalogue_table(session: SparkSession, table: str | None) -> DataFrame:
    """Open a table of the catalogue, such as ``sales.lines``.

    Raises
    ------
    HistoryError
        Where there is none of the name.
    """
    if table is None or not session.catalog.tableExists(table):
        raise HistoryError(
            Problem(
                where="catalogue of Spark",
                found="no name of a table" if table is None else f"no table {quoted(table)}",
                expected="a table of its catalogue",
                mend="name it under `table`, with its database: sales.lines; for tables of Hive, submit with "
                "--conf spark.sql.catalogImplementation=hive",
            )
        )
    return session.table(table)


def remote_table(session: SparkSession, data: str) -> DataFrame:
    """Open files at an address: CSV where it ends so, else Parquet; stars stand for any letters.

    Raises
    ------
    HistoryError
        Where Spark does not read such an address.
    """
    if data.partition("://")[0].casefold() not in OBJECT_STORES:
        raise HistoryError(
            Problem(
                where=without_password(data),
                found="an address that Spark does not read",
                expected="files of a store, such as s3a://, hdfs://, gs:// or abfss://, or the catalogue",
                mend="take --engine warehouse for a database, or register it as a table of Spark's catalogue "
                "and write `data: catalogue`",
            )
        )
    if data.casefold().rstrip("/").endswith(TEXT):
        return text_table(session, data)
    return session.read.parquet(data)


def text_table(session: SparkSession, address: str) -> DataFrame:
    """Open CSV files, every cell as text, blank ones null; a row of another length ends the work.

    The separator and the header are those of one file; Spark sees to it that all have the header's columns.
    """
    from pyspark.sql import functions

    # A header in quotes may have several lines, but seldom as many as these.
    first = "\n".join(row[0] for row in session.read.text(address).limit(FIRST_LINES).collect())
    text = first.removeprefix("\ufeff")
    separator = separator_of(text)
    names = next(csv.reader(text.splitlines(keepends=True), delimiter=separator), [])
    columns = [name if name.strip() else f"column_{at}" for at, name in enumerate(names, 1)]
    if wrong := wrong_names(tuple(columns)) or ("" if columns else "nothing but blanks"):
        raise HistoryError(
            Problem(
                where=without_password(address),
                found=wrong,
                expected="a header row with a name for each column",
                mend="write the files again, or as Parquet",
            )
        )
    schema = ", ".join(f"{backticked(name)} STRING" for name in columns)
    found = session.read.csv(
        address,
        schema=schema,
        header=True,
        sep=separator,
        quote='"',
        escape='"',
        multiLine=True,
        mode="FAILFAST",
        enforceSchema=False,
    )
    blanks = functions.lit(BLANKS)
    cells = {name: functions.col(backticked(name)) for name in columns}
    return found.select(
        *(
            functions.when(functions.btrim(cell, blanks) != "", cell).alias(name)
            for name, cell in cells.items()
        )
    )
