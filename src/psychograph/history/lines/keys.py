"""What tells customers and orders apart: the same key, however a table writes it."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals.stable.v2 as nw
from narwhals.stable.v2.dtypes import DType

from psychograph.history.engines.engine import Engine
from psychograph.history.lines.blanks import said
from psychograph.history.lines.sources import open_source
from psychograph.history.plan.planned import PlannedHistory

#: Whole numbers up to this are exact in floats.
EXACT = 2**53
#: Whole numbers that came through a column of floats, as text.
FLOATED = "^[0-9]+[.]0+$"
SIGNED = (nw.Int8, nw.Int16, nw.Int32, nw.Int64, nw.UInt8, nw.UInt16, nw.UInt32)


def is_whole(kind: DType) -> bool:
    """Return whether keys of a column are whole numbers, in a column of whole numbers or of floats."""
    return kind in SIGNED or kind.is_float()


def keys_are_text(engine: Engine, planned: PlannedHistory) -> bool:
    """Return whether customers are told apart by text, in every table of a plan alike.

    Whole numbers are quicker to group; they are kept where every table that names customers has numbers.
    """
    kinds = [
        open_source(engine, planned, key, source).collect_schema()[source.customer]
        for key, source in planned.sources
    ]
    return not all(is_whole(kind) for kind in kinds)


def key(cell: nw.Expr, kind: DType, *, as_text: bool, untidy: Sequence[str] | None = None) -> nw.Expr:
    """Return what tells customers or orders apart.

    Parameters
    ----------
    cell : Expr
        The column.
    kind : DType
        Its type. Floats are whole numbers that came through a column with blanks: 17850.0 is 17850; one that
        is not whole is no key.
    as_text : bool
        Whether text is wanted. Text is trimmed, "17850.0" is "17850", and zeros at its start stay.
    untidy : sequence of str or None
        The only texts that need any of this, where they are known (`untidy_texts`).

    Returns
    -------
    Expr
        Int64 or String; missing where nothing stands there.

    Examples
    --------
    >>> import polars as pl
    >>> cells = nw.from_native(pl.DataFrame({"cell": ["17850.0", " 007 ", "nan"]}))
    >>> cells.select(key(nw.col("cell"), nw.String(), as_text=True))["cell"].to_list()
    ['17850', '007', None]
    """
    if kind.is_float():
        whole = cell.is_finite() & (cell.floor() == cell) & (cell.abs() <= EXACT)
        cell = nw.when(whole).then(cell).otherwise(None)
    if is_whole(kind):
        number = cell.cast(nw.Int64)
        return number.cast(nw.String) if as_text else number
    written = cell.cast(nw.String)
    if untidy is not None and not untidy:
        return written
    text = said(written)
    text = nw.when(text.str.contains(FLOATED)).then(text.str.replace_all("[.]0+$", "")).otherwise(text)
    return text if untidy is None else nw.when(written.is_in(untidy)).then(text).otherwise(written)
