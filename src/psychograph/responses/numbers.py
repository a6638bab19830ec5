"""Cells that should be numbers: what is wrong with them, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from psychograph.codebook.codebook import Scale
from psychograph.codebook.columns import LARGEST
from psychograph.errors import Problem
from psychograph.quoting import quoted, shortened
from psychograph.responses.responses import Responses
from psychograph.responses.table import Table

MOST_LISTED = 5


def number_problems(responses: Responses, column: str, *, outside: bool = True) -> list[Problem]:
    """Return what is wrong with a column that should hold numbers.

    Parameters
    ----------
    responses : Responses
        The answers.
    column : str
        A column of the table.
    outside : bool
        Whether answers outside the scale count as wrong.
    """
    found = responses.coded(column)
    scale = responses.codebook[column].scale
    cells = responses.table.columns[column]
    if len(found.unreadable) > MOST_LISTED:
        answered = len(found.unreadable) + int(np.isfinite(found.values).sum())
        if 2 * len(found.unreadable) > answered:
            text = [cells[row] for row in found.unreadable]
            return [_worded(responses.table, column, scale, text, answered)]
    rows = sorted({*found.unreadable, *(found.outside if outside else ())})
    return list(_problems(responses.table, column, scale, rows, set(found.unreadable)))


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
    table: Table, column: str, scale: Scale | None, rows: Sequence[int], unreadable: set[int]
) -> Iterator[Problem]:
    for row in rows[:MOST_LISTED]:
        cell = table.columns[column][row]
        text = row in unreadable
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
