"""Names and texts in the few statements of SQL that are written here."""

from __future__ import annotations

import os
import re


def identifier(name: str) -> str:
    """Return a name as SQL quotes it.

    Examples
    --------
    >>> print(identifier('the "net" weight'))
    "the ""net"" weight"
    """
    return '"' + name.replace('"', '""') + '"'


def backticked(name: str) -> str:
    """Return a name as Spark quotes it.

    Examples
    --------
    >>> backticked("net`weight")
    '`net``weight`'
    """
    return "`" + name.replace("`", "``") + "`"


def literal(text: str) -> str:
    """Return a text as SQL quotes it.

    Examples
    --------
    >>> literal("O'Hara.csv")
    "'O''Hara.csv'"
    """
    return "'" + text.replace("'", "''") + "'"


def file_name(path: str) -> str:
    """Return a name as DuckDB reads files by: stars, question marks and brackets are no pattern.

    Examples
    --------
    >>> file_name("/sales/a*b [1].csv")
    '/sales/a[*]b [[]1].csv'
    """
    if "\\" in path and os.name != "nt":
        return path  # which DuckDB takes as it is, but never as a pattern beside others
    return re.sub(r"([*?\[])", r"[\1]", path.replace("\\", "/"))
