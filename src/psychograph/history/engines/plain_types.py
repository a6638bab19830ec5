"""The same few types of columns on every engine, so that one expression means one thing."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from psychograph.history.engines.engine import Table


def with_plain_types(frame: Table) -> Table:
    """Return a table with moments in microseconds of UTC, categories as text, and short floats as long ones.

    Engines take times with a zone to the zone of the machine, know nanoseconds or do not, and compute in the
    width of a column. A number that is not a number is missing, as pandas writes it.
    """
    casts = []
    for name, kind in frame.collect_schema().items():
        column = nw.col(name)
        if isinstance(kind, nw.Datetime):
            if kind.time_zone not in {None, "UTC"}:
                column = column.dt.convert_time_zone("UTC")
            if kind != nw.Datetime("us"):
                casts.append(column.cast(nw.Datetime("us")).alias(name))
        elif isinstance(kind, nw.Categorical | nw.Enum | nw.Time | nw.Unknown):
            casts.append(column.cast(nw.String).alias(name))
        elif kind.is_float():
            wide = column.cast(nw.Float64)
            casts.append(nw.when(~wide.is_nan()).then(wide).alias(name))
    return frame.with_columns(*casts) if casts else frame
