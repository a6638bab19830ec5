"""Cells that should be numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from psychograph.errors import Problem
from psychograph.responses.attributes import Scale
from psychograph.responses.table import Table

# Stricter than float(): no underscores, no infinities, no "nan", ASCII digits only.
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
MISSING = frozenset({"na", "n/a", "#n/a", "nan", "null"})
MOST_LISTED = 5


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
    bad = {
        cell: "text" if number is None else "range"
        for cell, number in parsed.items()
        if number is None or (scale is not None and not math.isnan(number) and _outside(number, scale))
    }
    return values, list(_problems(table, column, scale, bad)) if bad else []


def _outside(number: float, scale: Scale) -> bool:
    return not scale.low <= number <= scale.high


def _problems(
    table: Table, column: str, scale: Scale | None, bad: dict[str | None, str]
) -> Iterator[Problem]:
    rows = [row for row, cell in enumerate(table.columns[column]) if cell in bad]
    answers = f"a number from {scale.low:g} to {scale.high:g}" if scale else "a number"
    for row in rows[:MOST_LISTED]:
        cell = table.columns[column][row]
        yield Problem(
            where=table.place(row, column),
            found=f"'{cell}'" + (" (text)" if bad[cell] == "text" else ""),
            expected=answers,
            mend="correct the answer or leave the cell blank"
            + ("" if bad[cell] == "text" else ", or widen `scale` in the study file"),
        )
    if len(rows) > MOST_LISTED:
        yield Problem(
            where=f"{table.name}, column {column}",
            found=f"{len(rows) - MOST_LISTED} more cells like these",
            expected=answers,
            mend=f"if most answers are text, declare the column with `type: category`; see row "
            f"{table.row_numbers[rows[MOST_LISTED]]} for the next one",
        )
