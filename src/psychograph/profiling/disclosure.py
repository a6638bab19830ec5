"""What small groups may show, so that nobody can be recognised (guard S09)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Role
from psychograph.knowledge.levels import Level
from psychograph.profiling.profile import NO_INTERVAL, UNKNOWN, AttributeProfile

SMALLEST_CELL = 5  # fewer people are not described at all
SMALLEST_SUMMARY = 10  # order statistics of fewer people are nearly their answers


def disclosed(parts: Sequence[AttributeProfile]) -> tuple[AttributeProfile, ...]:
    """Return one attribute's profiles without the figures that would give few members away.

    Basis variables are attitudes on a scale and stay; descriptors such as age lose their order
    statistics below ten members, and all their figures below five. Where that happens to one segment
    alone, the mean of all and the means of the others would tell its mean: the next smallest segment
    loses its figures too. Members are counted, whatever their weights: a heavy weight hides nobody.

    Parameters
    ----------
    parts : sequence of AttributeProfile
        One attribute in every segment.
    """
    if parts[0].role is Role.BASIS:
        return tuple(parts)
    withheld = {at for at, part in enumerate(parts) if 0 < part.n < SMALLEST_CELL}
    others = [at for at, part in enumerate(parts) if part.n >= SMALLEST_CELL]
    if len(withheld) == 1 and others:
        withheld.add(min(others, key=lambda at: (parts[at].n, parts[at].mean)))
    return tuple(
        _withheld(part) if at in withheld or part.n == 0 else _summary(part) for at, part in enumerate(parts)
    )


def _summary(attribute: AttributeProfile) -> AttributeProfile:
    """Return a profile without order statistics where they are nearly answers."""
    if attribute.n >= SMALLEST_SUMMARY:
        return attribute
    return replace(
        attribute,
        minimum=UNKNOWN,
        lower_quartile=UNKNOWN,
        median=UNKNOWN,
        upper_quartile=UNKNOWN,
        maximum=UNKNOWN,
        percentile=UNKNOWN,
    )


def _withheld(attribute: AttributeProfile) -> AttributeProfile:
    return replace(
        attribute,
        mean=UNKNOWN,
        sd=UNKNOWN,
        z=0.0,
        position=0.0,
        g=UNKNOWN,
        g_interval=NO_INTERVAL,
        salience=0.0,
        level=Level.MID,
        members_fit=0,
        fit_weight=None if attribute.fit_weight is None else 0.0,
        split=False,
        minimum=UNKNOWN,
        lower_quartile=UNKNOWN,
        median=UNKNOWN,
        upper_quartile=UNKNOWN,
        maximum=UNKNOWN,
        index=None,
        percentile=UNKNOWN,
        top_two=None,
        top_two_h=None,
        top_two_h_interval=NO_INTERVAL,
        bimodal=False,
        letters="",
    )


def shown_cells(counts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which cells of a table may be shown beside the totals of its rows and columns.

    Cells of fewer than five are withheld. A withheld cell that the totals and the other cells tell,
    such as the only one of its row, is protected by withholding the cells that close a rectangle with
    it, until no small cell that somebody is in can be worked out, also by someone who knows that
    nothing is below zero. Rows of fewer than five in all are not printed, so their totals tell nothing.

    Parameters
    ----------
    counts : ndarray of int64, shape (r, c)
        People in each cell.

    Returns
    -------
    ndarray of bool, shape (r, c)

    References
    ----------
    Gusfield 1988, SIAM J Comput 17:552 (which withheld cells the totals give away); Hundepool et al.
    2012, Statistical Disclosure Control, ch. 4. Checked against linear programming.

    Examples
    --------
    The 3 could be worked out from its row and its column, so three cells go with it.

    >>> shown_cells(np.array([[40, 30, 3], [20, 25, 30], [50, 9, 35]])).astype(int).tolist()
    [[1, 0, 0], [1, 1, 1], [1, 0, 0]]
    """
    shown = np.zeros(counts.shape, dtype=bool)
    printed = counts.sum(axis=1) >= SMALLEST_CELL
    # What all rows that are not printed hold together comes last, as one row.
    table = np.vstack([counts[printed], counts[~printed].sum(axis=0)])
    hidden = table < SMALLEST_CELL
    small = hidden & (table > 0)
    hidden[-1], small[-1] = True, table[-1] > 0
    told = True
    while told:
        told = False
        for row, column in np.argwhere(small).tolist():
            if _fixed(table, hidden, row, column):
                told |= _protect(table, hidden, row, column)
    shown[printed] = ~hidden[:-1]
    return shown


def _fixed(table: NDArray[np.int64], hidden: NDArray[np.bool_], row: int, column: int) -> bool:
    """Return whether a withheld cell follows from the totals.

    It does not where it could be larger or smaller by one, with other withheld cells changing in turn,
    one up and one down in each row and column they touch; empty cells can only go up.
    """
    up = hidden.copy()
    up[row, column] = False
    down = up & (table > 0)
    return not (
        _reaches(up, down, down[:, column], row=row)
        or _reaches(up, down, _only(row, len(table)), column=column)
    )


def _only(row: int, rows: int) -> NDArray[np.bool_]:
    return np.asarray(np.arange(rows) == row)


def _reaches(
    up: NDArray[np.bool_],
    down: NDArray[np.bool_],
    rows: NDArray[np.bool_],
    *,
    row: int | None = None,
    column: int | None = None,
) -> bool:
    """Return whether going up along rows and down along columns leads to a row, or to a column."""
    while True:
        columns = np.asarray(up[rows].any(axis=0))
        more = np.asarray(rows | down[:, columns].any(axis=1))
        if (row is not None and more[row]) or (column is not None and columns[column]):
            return True
        if (more == rows).all():
            return False
        rows = more


def _protect(table: NDArray[np.int64], hidden: NDArray[np.bool_], row: int, column: int) -> bool:
    """Withhold what closes a rectangle with a cell, at the cost of the fewest people.

    Where no rectangle protects it, the smallest cell beside it goes. Returns whether any cell went.
    """
    cost = np.where(hidden, 0, table)
    rows, columns = table.shape
    closing = [
        [(row, c), (r, column), (r, c)]
        for r in range(rows)
        for c in range(columns)
        if r != row and c != column and (table[r, c] > 0 or (table[row, c] > 0 and table[r, column] > 0))
    ]
    beside = [[(row, c)] for c in range(columns) if not hidden[row, c]]
    beside += [[(r, column)] for r in range(rows) if not hidden[r, column]]
    closing = [cells for cells in closing if sum(cost[cell] for cell in cells)]
    chosen = min(closing or beside, key=lambda cells: (sum(cost[c] for c in cells), cells), default=[])
    for cell in chosen:
        hidden[cell] = True
    return bool(chosen)
