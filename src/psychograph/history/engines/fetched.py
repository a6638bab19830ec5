"""Small tables that were fetched: the same types and the same order, whatever engine made them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from psychograph.history.engines.engine import Fetched

if TYPE_CHECKING:
    import polars as pl


def alike(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table with Int64 for every whole number and Float64 for every other.

    Engines differ: DuckDB sums whole numbers to decimals without places and counts in HUGEINT, Polars counts
    in UInt32, Spark in Int64.

    Examples
    --------
    >>> import polars as pl
    >>> counted = pl.DataFrame({"n": [1, 2], "share": [0.5, 1.0]}, {"n": pl.UInt32, "share": pl.Float32})
    >>> alike(counted).schema
    Schema([('n', Int64), ('share', Float64)])
    """
    import polars as pl

    casts = []
    for name, kind in frame.schema.items():
        if isinstance(kind, pl.Decimal):
            casts.append(pl.col(name).cast(pl.Float64 if kind.scale else pl.Int64))
        elif kind.is_integer():
            casts.append(pl.col(name).cast(pl.Int64))
        elif kind.is_float():
            casts.append(pl.col(name).cast(pl.Float64))
    return frame.with_columns(casts).rechunk()


def in_order(frame: pl.DataFrame, by: Sequence[str]) -> Fetched:
    """Return a small table alike on every engine, sorted, missing values last."""
    found = alike(frame)
    return nw.from_native(found.sort(*by, nulls_last=True) if by else found, eager_only=True)


def in_pieces(paths: Sequence[Path], rows: int) -> Iterator[Fetched]:
    """Yield Parquet files piece by piece, each of at most so many rows, and remove them afterwards."""
    import polars as pl

    try:
        for path in paths:
            lazy = pl.scan_parquet(path, glob=False)
            start = 0
            while len(piece := lazy.slice(start, rows).collect()):
                yield nw.from_native(alike(piece), eager_only=True)
                start += rows
    finally:
        for path in paths:
            path.unlink(missing_ok=True)


def joined(paths: Sequence[Path], target: Path) -> None:
    """Put Parquet files together to one, and remove them."""
    import polars as pl

    try:
        pl.scan_parquet(list(paths), glob=False).sink_parquet(target)
    finally:
        for path in paths:
            path.unlink(missing_ok=True)
