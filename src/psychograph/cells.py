"""CSV that a spreadsheet can open without running anything in it."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
RISKY = frozenset("=+-@\t\r\n")
PROTECTED = re.compile(r"'+[=+\-@\t\r\n]")


def safe_cell(cell: object) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    Text that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break gets a leading
    apostrophe, as OWASP advises; numbers stay as they are.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("-5"), safe_cell("Ann")
    ("'=1+1", '-5', 'Ann')
    """
    text = str(cell)
    return f"'{text}" if text[:1] in RISKY and not NUMBER.fullmatch(text) else text


def protected(text: str) -> str:
    """Return a cell that no spreadsheet runs and that :func:`unprotected` gives back as it was.

    As :func:`safe_cell`, but text that itself begins with an apostrophe before such a sign gets one more.

    Examples
    --------
    >>> protected("=1+1"), protected("'=1+1"), unprotected("''=1+1")
    ("'=1+1", "''=1+1", "'=1+1")
    """
    return f"'{text}" if PROTECTED.match(text) else safe_cell(text)


def unprotected(text: str) -> str:
    """Return a cell without the apostrophe that :func:`protected` put before it.

    Examples
    --------
    >>> unprotected("'-5 degrees"), unprotected("'quoted'"), unprotected("-5")
    ('-5 degrees', "'quoted'", '-5')
    """
    return text[1:] if text.startswith("'") and PROTECTED.match(text) else text


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as CSV: six significant digits, nothing for missing, no formulas.

    Parameters
    ----------
    header : sequence of str
        Names of the columns.
    rows : iterable of sequence of object
        Cells; None and numbers that are not finite are left blank.

    Examples
    --------
    >>> print(csv_text(["id", "score"], [["a", 1 / 3], ["=b", None]]), end="")
    id,score
    a,0.333333
    '=b,
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(safe_cell, header))
    for row in rows:
        writer.writerow([_cell(cell) for cell in row])
    return out.getvalue()


def _cell(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.6g}" if math.isfinite(cell) else ""
    return safe_cell(cell)
