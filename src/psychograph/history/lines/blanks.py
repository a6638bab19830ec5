"""Text as it stands in cells: trimmed, and what means that nothing is there."""

from __future__ import annotations

import narwhals.stable.v2 as nw
from narwhals.stable.v2.dtypes import DType

#: What is trimmed: spaces of every width that spreadsheets write, and the mark at the start of files.
SPACES = " \t\n\r\x0b\x0c\u00a0\u2007\u2009\u202f\ufeff"
#: Cells that programs write for nothing, in small letters or capitals.
NOTHING = r"^([Nn][Aa][Nn]|[Nn][Uu][Ll][Ll]|[Nn][Oo][Nn][Ee]|[Nn][Aa][Tt]|#?[Nn]/[Aa]|<[Nn][Aa]>|[\\]N)?$"
#: Cells of which `said` makes something else.
UNTIDY = f"^[{SPACES}]|[{SPACES}]$|{NOTHING}"


def is_text(kind: DType) -> bool:
    """Return whether a column holds text."""
    return kind in (nw.String, nw.Categorical, nw.Enum)


def said(cell: nw.Expr) -> nw.Expr:
    """Return text trimmed; missing where nothing, or a program's word for nothing, stands there.

    Examples
    --------
    >>> import polars as pl
    >>> cells = nw.from_native(pl.DataFrame({"cell": [" Lyon ", "NULL", "  ", None]}))
    >>> cells.select(said(nw.col("cell")))["cell"].to_list()
    ['Lyon', None, None, None]
    """
    trimmed = cell.str.strip_chars(SPACES)
    return nw.when(~trimmed.str.contains(NOTHING)).then(trimmed).otherwise(None)


def flag(condition: nw.Expr) -> nw.Expr:
    """Return 1 where a condition holds, and 0 where it does not or cannot be told."""
    return nw.when(condition).then(1).otherwise(0)
