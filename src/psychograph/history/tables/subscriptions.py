"""Subscriptions, counted by when they started and ended: expressions, no engine."""

from __future__ import annotations

import narwhals.stable.v2 as nw
from narwhals.stable.v2.dtypes import DType

from psychograph.history.engines.engine import Table
from psychograph.history.lines.blanks import is_text, said
from psychograph.history.lines.day_numbers import with_day
from psychograph.history.plan.schema import Subscriptions

#: Columns of the counts.
START, END, RUNNING, TROUBLE = "start", "end", "running", "trouble"
GROUPED = (START, END, RUNNING, TROUBLE)
ROWS, EXAMPLE = "rows", "example"

#: What may be the matter with a row, by its number in `TROUBLE`; 0 is nothing.
TROUBLES = (
    "",
    "start-missing",
    "start-unreadable",
    "end-unreadable",
    "start-early",
    "start-future",
    "end-before-start",
)


def _with_days(table: Table, source: Subscriptions) -> Table:
    """Return ``start`` and ``end``, days since 1970-01-01, beside ``said_start`` and ``said_end``."""
    kinds = table.collect_schema()
    cells = table.select(
        _cell(source.started, kinds[source.started]).alias("cell_start"),
        _cell(source.ended, kinds[source.ended]).alias("cell_end"),
    )
    for name, column in (("start", source.started), ("end", source.ended)):
        cells = with_day(cells, f"cell_{name}", kinds[column], name, source.dates)
    return cells.with_columns(
        nw.col("cell_start").cast(nw.String).alias("said_start"),
        nw.col("cell_end").cast(nw.String).alias("said_end"),
    )


def _cell(column: str, kind: DType) -> nw.Expr:
    return said(nw.col(column).cast(nw.String)) if is_text(kind) else nw.col(column)


def started_and_ended(table: Table, source: Subscriptions, *, earliest: int, until: int) -> Table:
    """Return how many subscriptions started and ended on the same days.

    Parameters
    ----------
    table : LazyFrame
        Subscriptions, as they are.
    source : Subscriptions
        What its columns mean.
    earliest, until : int
        Days since 1970-01-01: starts before the one are mistakes, and from the other on nothing is known.

    Returns
    -------
    LazyFrame
        ``start``; ``end``, `until` where it runs; ``running``, 1 or 0; ``trouble`` (see `TROUBLES`; of rows
        with any, days are 0); ``rows``; ``example``, the first of what stands there, by alphabet.
    """
    start, end = nw.col(START), nw.col(END)
    wrongs = (
        nw.col("said_start").is_null(),
        start.is_null(),
        ~nw.col("said_end").is_null() & end.is_null(),
        start < earliest,
        start >= until,
        ~end.is_null() & (end < start),
    )
    trouble = nw.lit(0)
    for number in range(len(wrongs), 0, -1):
        trouble = nw.when(wrongs[number - 1]).then(number).otherwise(trouble)
    days = _with_days(table, source).with_columns(
        trouble.cast(nw.Int64).alias(TROUBLE),
        nw.when(end.is_null() | (end >= until)).then(1).otherwise(0).cast(nw.Int64).alias(RUNNING),
    )
    wrong = nw.col(TROUBLE) > 0
    told = days.with_columns(
        nw.when(nw.col(TROUBLE) == TROUBLES.index("end-unreadable"))
        .then(nw.col("said_end"))
        .otherwise(nw.coalesce(nw.col("said_start"), nw.col("said_end")))
        .alias(EXAMPLE),
        nw.when(nw.col(RUNNING) == 1).then(until).otherwise(end).cast(nw.Int64).alias(END),
    )
    told = told.with_columns(
        *(nw.when(wrong).then(0).otherwise(nw.col(name)).cast(nw.Int64).alias(name) for name in GROUPED[:3])
    )
    return told.group_by(*GROUPED).agg(
        nw.len().cast(nw.Int64).alias(ROWS), nw.col(EXAMPLE).min().alias(EXAMPLE)
    )
