"""The end of a Parquet file, which says what is in it: read before anything is computed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from psychograph.history.engines.csv_header import wrong_names
from psychograph.history.engines.sql import file_name, literal

if TYPE_CHECKING:
    import duckdb

MAGIC = b"PAR1"


@dataclass(frozen=True)
class ParquetFooter:
    """Columns of a Parquet file.

    Parameters
    ----------
    columns : tuple of str
    types : tuple of str
        As DuckDB calls them, such as ``"BIGINT"``.
    """

    columns: tuple[str, ...]
    types: tuple[str, ...]


def parquet_footer(connection: duckdb.DuckDBPyConnection, path: Path) -> ParquetFooter | str:
    """Return the columns of a Parquet file, or in words why it cannot be read.

    Writers put the footer last: a file that was cut off while it was written or copied has none.
    """
    import duckdb

    with path.open("rb") as file:
        file.seek(0, 2)
        if file.tell() < 12:
            return "a Parquet file that is cut off"
        file.seek(-4, 2)
        if file.read(4) != MAGIC:
            return "a Parquet file that is cut off: its end is missing"
    named = f"read_parquet([{literal(file_name(str(path)))}], hive_partitioning = false)"
    try:
        names = connection.execute(
            f"SELECT name, num_children FROM parquet_schema([{literal(file_name(str(path)))}])"  # noqa: S608
        ).fetchall()
        described = connection.execute(f"DESCRIBE SELECT * FROM {named}").fetchall()  # noqa: S608
    except duckdb.Error as reason:
        return f"a damaged Parquet file ({str(reason).splitlines()[0][:120]})"
    if wrong := wrong_names(_outer(names)):
        return wrong
    return ParquetFooter(tuple(row[0] for row in described), tuple(row[1] for row in described))


def _outer(elements: list[tuple[str, int | None]]) -> tuple[str, ...]:
    """Return the columns of a schema, whose elements stand depth first below a root."""
    names: list[str] = []
    at = 1
    while at < len(elements):
        names.append(elements[at][0])
        inside = 1
        while inside:
            inside += (elements[at][1] or 0) - 1
            at += 1
    return tuple(names)
