"""Bands of numbers, such as age: groups of about as many customers, with bounds that can be said."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import narwhals.stable.v2 as nw

from psychograph.history.engines.engine import Engine, Table
from psychograph.history.lines.written_numbers import Mark, number

BANDS = 5
#: Pieces of the span in which customers are counted; bounds are exact to one of them.
PIECES = 4096


@dataclass(frozen=True)
class Bands:
    """Bounds that part numbers.

    Parameters
    ----------
    bounds : tuple of float
        Where each band but the first begins, ascending.
    whole : bool
        Whether all numbers are whole, so that a band ends one below the next.
    mark : {".", ","} or None
        How decimals are parted where the numbers are text; None where they are numbers.
    """

    bounds: tuple[float, ...]
    whole: bool
    mark: Mark | None

    @property
    def labels(self) -> tuple[str, ...]:
        """What the bands are called, from the lowest.

        Examples
        --------
        >>> Bands((25, 35, 50), True, None).labels
        ('below 25', '25 to 34', '35 to 49', '50 and above')
        """
        inner = tuple(
            f"{_shown(low)} to {_shown(high - 1)}" if self.whole else f"{_shown(low)} to below {_shown(high)}"
            for low, high in pairwise(self.bounds)
        )
        return (f"below {_shown(self.bounds[0])}", *inner, f"{_shown(self.bounds[-1])} and above")


def bands_of(engine: Engine, sizes: Table, mark: Mark | None) -> Bands:
    """Cut numbers into fifths, as nearly as bounds allow that can be said.

    Parameters
    ----------
    engine : Engine
    sizes : LazyFrame
        ``size``: Float64, finite, of several values.
    mark : {".", ","} or None
        How decimals are parted in text.

    Returns
    -------
    Bands
        Bounds are values of the column, or within 1/4096 of its span, on every engine the same.
    """
    size = nw.col("size")
    span = sizes.select(
        size.min().alias("low"), size.max().alias("high"), (size - size.floor()).max().alias("part")
    )
    low, high, part = engine.rows(span, by=()).row(0)
    whole = part == 0
    step = max((high - low) / PIECES, 1.0) if whole else (high - low) / PIECES
    step = float(int(step + 0.999999)) if whole else step
    piece = ((size - low) / step).floor().cast(nw.Int64).alias("piece")
    counted = sizes.select(piece).group_by("piece").agg(nw.len().alias("rows"))
    found = list(engine.rows(counted, by=("piece",)).iter_rows())
    total = sum(rows for _, rows in found)
    bounds: list[float] = []
    below = 0
    for at, rows in found:
        if below and below >= total * (len(bounds) + 1) / BANDS - rows / 2 and len(bounds) < BANDS - 1:
            bounds.append(low + at * step)
        below += rows
    return Bands(tuple(dict.fromkeys(_said_bound(one, whole) for one in bounds)) or (high,), whole, mark)


def band(cell: nw.Expr, bands: Bands) -> nw.Expr:
    """Return the label of the band of each cell of text; missing where it is no number."""
    size = number(cell, bands.mark or ".")
    label: nw.Expr = nw.lit(bands.labels[0])
    for bound, name in zip(bands.bounds, bands.labels[1:], strict=True):
        label = nw.when(size >= bound).then(nw.lit(name)).otherwise(label)
    return nw.when(~size.is_null()).then(label).otherwise(None)


def _said_bound(bound: float, whole: bool) -> float:
    return float(int(bound)) if whole else float(f"{bound:.4g}")


def _shown(bound: float) -> str:
    return f"{bound:,.0f}" if bound == int(bound) else f"{bound:,g}"
