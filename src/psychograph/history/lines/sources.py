"""Tables of a plan, opened, with every column that it names."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.errors import Problem
from psychograph.history.addresses import without_password
from psychograph.history.engines.engine import Engine, Table
from psychograph.history.errors import HistoryError
from psychograph.history.plan.planned import PlannedHistory
from psychograph.history.plan.schema import Customers, Source, Subscriptions, Transactions
from psychograph.quoting import did_you_mean, listed, quoted
from psychograph.yaml_files.places import Path

MOST_NAMED = 20


def check_sources(engine: Engine, planned: PlannedHistory) -> None:
    """Open every table of a plan, and look whether its columns are there; no rows are read.

    Raises
    ------
    HistoryError
        With every problem of all tables: what cannot be opened, and columns that are not there, with the
        nearest name.
    """
    problems: list[Problem] = []
    for key, source in planned.sources:
        try:
            open_source(engine, planned, key, source)
        except HistoryError as reason:
            problems += reason.problems
    HistoryError.collect(dict.fromkeys(problems))


def open_source(engine: Engine, planned: PlannedHistory, key: str, source: Source) -> Table:
    """Open one table of a plan.

    Parameters
    ----------
    engine : Engine
    planned : PlannedHistory
    key : str
        Where it stands in the plan: ``"transactions"``.
    source : Source
        What stands there.

    Raises
    ------
    HistoryError
        Where it cannot be opened, or columns are not there.
    """
    table = engine.table(source.data, source.table, planned.folder)
    there = tuple(table.collect_schema().names())
    HistoryError.collect(
        Problem(
            where=planned.where(key, *path),
            found=f"the column {quoted(column)}, which {_shown(source)} does not have",
            expected=f"one of its columns: {listed(there, most=MOST_NAMED)}",
            mend=did_you_mean(column, there) or "write the name as it stands in the header",
        )
        for path, column in named_columns(source)
        if column not in there
    )
    kinds = table.collect_schema()
    HistoryError.collect(
        Problem(
            where=planned.where(key, *path),
            found=f"the column {quoted(column)} of {kinds[column]}",
            expected="one value a row, not a list or record of several",
            mend="name another column, or make a column of its own of each value",
        )
        for path, column in named_columns(source)
        if kinds[column].is_nested()
    )
    return table


def named_columns(source: Source) -> Iterator[tuple[Path, str]]:
    """Yield every column that a table of the plan names, with its keys."""
    single = ["customer"]
    if isinstance(source, Transactions):
        single += ["time", "amount", "quantity", "unit_price", "order", "currency"]
    elif isinstance(source, Customers):
        single += ["since"]
    elif isinstance(source, Subscriptions):
        single += ["started", "ended"]
    for key in single:
        column = getattr(source, key)
        if column is not None:
            yield (key,), column
    if isinstance(source, Customers):
        yield from ((("groups", at), column) for at, column in enumerate(source.groups))
    if isinstance(source, Transactions | Customers):
        yield from ((("places", level), column) for level, column in source.places.items())


def _shown(source: Source) -> str:
    return f"the table {quoted(source.table)}" if source.table else without_password(source.data)
