"""Connections to DuckDB that reach for nothing else, and tables of DuckDB files, opened for reading only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from psychograph.errors import Problem
from psychograph.history.engines.failures import duckdb_failures
from psychograph.history.engines.sql import file_name, identifier, literal
from psychograph.history.errors import HistoryError
from psychograph.quoting import did_you_mean, listed, quoted
from psychograph.stats.parallel import threads

if TYPE_CHECKING:
    import duckdb

#: Nothing is fetched from the network, installed, or loaded from a home folder.
SHUT = {
    "allow_community_extensions": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def scratch_connection(scratch: Path, memory: str) -> duckdb.DuckDBPyConnection:
    """Open a new database in a scratch folder, with everything it spills beside it.

    Raises
    ------
    HistoryError
        Where `memory` is no amount of memory.
    """
    import duckdb

    if memory.lstrip().startswith("-"):  # DuckDB takes it for no limit at all
        raise HistoryError(_no_memory(memory))
    config: dict[str, str | bool | int | float | list[str]] = {
        **SHUT,
        "memory_limit": memory,
        "preserve_insertion_order": False,
        "temp_directory": str(scratch / "spilled"),
        "threads": threads(),
    }
    with duckdb_failures(memory):
        try:
            connection = duckdb.connect(scratch / "scratch.duckdb", config=config)
        except (duckdb.ParserException, duckdb.InvalidInputException):
            raise HistoryError(_no_memory(memory)) from None
        # Moments with a zone are told in the zone of the session; the machine's may be any.
        connection.execute("SET TimeZone = 'UTC'")
        # DuckDB draws a bar of its own on standard output, where data go.
        connection.execute("SET enable_progress_bar = false")
    return connection


def _no_memory(memory: str) -> Problem:
    return Problem(
        where="--memory",
        found=quoted(memory),
        expected="an amount of memory",
        mend="write it like 500MB or 8GB",
    )


def database_table(name: str) -> str:
    """Return the name of a kept table as DuckDB's `table` takes it."""
    return identifier(name)


def opened_database(
    connection: duckdb.DuckDBPyConnection, path: Path, table: str | None, scratch: Path
) -> duckdb.DuckDBPyRelation:
    """Open a table of a DuckDB file, for reading only.

    A view is a query that somebody else wrote, which may read any file: it is computed by a connection that
    reaches that one file, and kept in scratch.

    Raises
    ------
    HistoryError
        Where the file cannot be opened, or has no such table.
    """
    schema, name, is_view = _named(path, table)
    if is_view:
        target = scratch / f"view-{sum(1 for _ in scratch.glob('view-*.parquet')) + 1}.parquet"
        copy_of_table(path, schema, name, target)
        return connection.read_parquet([file_name(str(target))])
    connection.execute(f"ATTACH IF NOT EXISTS {literal(str(path))} AS {identifier(str(path))} (READ_ONLY)")
    return connection.table(".".join(map(identifier, (str(path), schema, name))))


def copied_database(path: Path, table: str | None, target: Path) -> None:
    """Copy a table or view of a DuckDB file to a Parquet file, for engines that do not read it."""
    schema, name, _ = _named(path, table)
    copy_of_table(path, schema, name, target)


def copy_of_table(path: Path, schema: str, name: str, target: Path) -> None:
    """Copy a table or view to a Parquet file, by a connection that reaches the two files and nothing else."""
    with _alone(path, [str(target.parent)]) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        source = f"{identifier(schema)}.{identifier(name)}"
        connection.execute(f"COPY (FROM {source}) TO {literal(str(target))} (FORMAT parquet)")


def _named(path: Path, table: str | None) -> tuple[str, str, bool]:
    """Return the schema and name of a table, and whether it is a view."""
    with _alone(path, []) as connection:
        found: list[tuple[str, str, bool]] = connection.execute(
            "SELECT table_schema, table_name, table_type = 'VIEW' FROM information_schema.tables "
            "WHERE table_catalog = current_database() ORDER BY 1, 2"
        ).fetchall()
    known = {**{row[1]: row for row in reversed(found)}, **{f"{row[0]}.{row[1]}": row for row in found}}
    known |= {row[1]: row for row in found if row[0] == "main"}
    if table in known:
        return known[table]
    if table is None and len(found) == 1:
        return found[0]
    names = [row[1] if row[0] == "main" else f"{row[0]}.{row[1]}" for row in found]
    raise HistoryError(
        Problem(
            where=str(path),
            found="no name of a table" if table is None else f"no table {quoted(table)}",
            expected=f"one of its tables: {listed(names)}" if names else "a file with a table",
            mend=(did_you_mean(table, names) if table else "") or "name it under `table` in history.yaml",
        )
    )


def _alone(path: Path, folders: list[str]) -> duckdb.DuckDBPyConnection:
    import duckdb

    config: dict[str, str | bool | int | float | list[str]] = {**SHUT, "threads": threads()}
    try:
        connection = duckdb.connect(path, read_only=True, config=config)
        connection.execute(f"SET allowed_directories = [{', '.join(map(literal, folders))}]")
        connection.execute("SET enable_external_access = false")
        return connection
    except duckdb.Error as reason:
        told = str(reason)
        locked = "Could not set lock" in told
        raise HistoryError(
            Problem(
                where=str(path),
                found="a DuckDB file that another program writes"
                if locked
                else f"a DuckDB file that cannot be opened ({' '.join(told.split())[:160]})",
                expected="a DuckDB file that nobody writes, of this version of DuckDB or an earlier one",
                mend="close the other program"
                if locked
                else "write it again, or export the table as Parquet",
            )
        ) from None
