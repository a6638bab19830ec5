"""Cells that should be numbers."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set

import numpy as np
from numpy.typing import NDArray

from psychograph.errors import Problem
from psychograph.responses.attributes import Scale
from psychograph.responses.table import Table
from psychograph.study.places import quoted, shortened

# Stricter than float(): no underscores, no infinities, no "nan", ASCII digits only.
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
MISSING = frozenset({"na", "n/a", "#n/a", "nan", "null"})
MOST_LISTED = 5
LARGEST = 1_000_000_000_000_000  # from here on, numbers that differ by one are stored alike


def parse_number(cell: str | None, *, decimal_comma: bool) -> float | None:
    """Return the number in a cell, NaN for a missing answer, None for what is no number.

    Examples
    --------
    >>> parse_number("4", decimal_comma=False), parse_number("3,5", decimal_comma=True)
    (4.0, 3.5)
    >>> parse_number("four", decimal_comma=False) is None
    True
    """
    if cell is None or cell.lower() in MISSING:
        return math.nan
    if decimal_comma and cell.count(",") == 1 and "." not in cell:
        cell = cell.replace(",", ".")
    if not NUMBER.fullmatch(cell):
        return None
    number = float(cell)
    return number if math.isfinite(number) else None


def numeric_column(
    table: Table, column: str, scale: Scale | None
) -> tuple[NDArray[np.float64], list[Problem]]:
    """Return one column as numbers, shape (n,), NaN for missing, and what is wrong with it.

    Parameters
    ----------
    table : Table
        The answers.
    column : str
        A column of the table.
    scale : Scale or None
        Bounds that every answer must keep; None for no bounds.
    """
    cells = table.columns[column]
    parsed = {cell: parse_number(cell, decimal_comma=table.decimal_comma) for cell in set(cells)}
    values = np.array([parsed[cell] for cell in cells], dtype=float)
    bad = {cell for cell, number in parsed.items() if number is None or _outside(number, scale)}
    if not bad:
        return values, []
    text = [cell for cell in cells if parsed[cell] is None]
    answered = sum(
        1 for number in (parsed[cell] for cell in cells) if number is None or not math.isnan(number)
    )
    if len(text) > MOST_LISTED and 2 * len(text) > answered:
        return values, [_worded(table, column, scale, text, answered)]
    return values, list(_problems(table, column, scale, bad, parsed))


def _outside(number: float, scale: Scale | None) -> bool:
    """Say whether a number is impossible; NaN, a missing answer, never is."""
    if scale is not None:
        return number < scale.low or number > scale.high
    return abs(number) > LARGEST


def _expected(scale: Scale | None) -> str:
    if scale is not None:
        return f"a number from {scale.low:g} to {scale.high:g}"
    return "a number such as 20 or 3.5, without units"


def _worded(
    table: Table, column: str, scale: Scale | None, text: Sequence[str | None], answered: int
) -> Problem:
    """Report a column of words once, rather than cell by cell."""
    likely = ", ".join(quoted(cell) for cell, _ in Counter(text).most_common(3))
    return Problem(
        where=f"{table.name}, column {shortened(column)}",
        found=f"text in {len(text)} of {answered} answers, such as {likely}",
        expected=_expected(scale),
        mend="export the answers as numbers (values or codes) rather than as labels; "
        "a column of words can only be a descriptor, with `type: category`",
    )


def _problems(
    table: Table,
    column: str,
    scale: Scale | None,
    bad: Set[str | None],
    parsed: Mapping[str | None, float | None],
) -> Iterator[Problem]:
    rows = [row for row, cell in enumerate(table.columns[column]) if cell in bad]
    for row in rows[:MOST_LISTED]:
        cell = table.columns[column][row]
        text = parsed[cell] is None
        yield Problem(
            where=table.place(row, column),
            found=quoted(cell) + (" (text)" if text else ""),
            expected=_expected(scale) if text or scale else f"a number up to {LARGEST:,}",
            mend="correct the answer or leave the cell blank"
            + ("" if text or scale is None else ", or widen `scale` in the study file"),
        )
    if len(rows) > MOST_LISTED:
        more = len(rows) - MOST_LISTED
        yield Problem(
            where=f"{table.name}, column {shortened(column)}",
            found=f"{more} more cell{'' if more == 1 else 's'} like these",
            expected=_expected(scale),
            mend=f"see row {table.row_numbers[rows[MOST_LISTED]]} for the next one",
        )
