"""From cells to codes: numbers where they can be read, NaN where the answer is missing."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Scale, Variable
from psychograph.codebook.columns import LARGEST
from psychograph.responses.table import Table

# Stricter than float(): no underscores, no infinities, no "nan", ASCII digits only.
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
MISSING = frozenset({"na", "n/a", "#n/a", "nan", "null"})


@dataclass(frozen=True, eq=False)
class Coded:
    """One column as numbers.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        Codes; NaN where the answer is missing or cannot be read.
    unreadable : tuple of int
        Rows whose cell is neither a number nor a known label.
    outside : tuple of int
        Rows whose number lies outside the scale, or is too large to be kept exactly.
    """

    values: NDArray[np.float64]
    unreadable: tuple[int, ...]
    outside: tuple[int, ...]


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


def coded(table: Table, variable: Variable) -> Coded:
    """Read one column as the codebook says.

    Parameters
    ----------
    table : Table
        The answers.
    variable : Variable
        A column of the table: its codes, its missing codes and its scale.

    Examples
    --------
    >>> from psychograph.codebook.codebook import Code, VariableType
    >>> calm = Variable("Calm", VariableType.LIKERT, codes=(Code("1", "No"), Code("2", "Yes")))
    >>> coded(Table("a.csv", {"Calm": ("Yes", "1", None)}, (2, 3, 4)), calm).values.tolist()
    [2.0, 1.0, nan]
    """
    cells = table.columns[variable.name]
    meaning = {cell: _number(cell, variable, table.decimal_comma) for cell in set(cells)}
    bad = {cell for cell, number in meaning.items() if number is None}
    far = {
        cell for cell, number in meaning.items() if number is not None and _outside(number, variable.scale)
    }
    return Coded(
        values=np.array([meaning[cell] for cell in cells], dtype=float),
        unreadable=_rows(cells, bad),
        outside=_rows(cells, far),
    )


def categories(cells: Sequence[str | None], variable: Variable) -> tuple[str | None, ...]:
    """Return cells as labels; None where the answer is missing, unlabelled cells as they are."""
    meaning = {
        cell: None if cell is None or variable.is_missing(cell) else variable.labels.get(cell, cell)
        for cell in set(cells)
    }
    return tuple(meaning[cell] for cell in cells)


def _number(cell: str | None, variable: Variable, decimal_comma: bool) -> float | None:
    if cell is None or variable.is_missing(cell):
        return math.nan
    if cell not in variable.labels:
        cell = variable.code_of.get(cell.casefold(), cell)
    return parse_number(cell, decimal_comma=decimal_comma)


def _outside(number: float, scale: Scale | None) -> bool:
    """Say whether a number is impossible; NaN, a missing answer, never is."""
    if scale is not None:
        return number < scale.low or number > scale.high
    return abs(number) > LARGEST


def _rows(cells: Sequence[str | None], wanted: set[str | None]) -> tuple[int, ...]:
    return tuple(row for row, cell in enumerate(cells) if cell in wanted) if wanted else ()
