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
    it, until no small cell that somebody is in can be worked out.

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
    2012, Statistical Disclosure Control, ch. 4.

    Examples
    --------
    The 3 could be worked out from its row and its column, so three cells go with it.

    >>> shown_cells(np.array([[40, 30, 3], [20, 25, 30], [50, 9, 35]])).astype(int).tolist()
    [[1, 0, 0], [1, 1, 1], [1, 0, 0]]
    """
    shown: NDArray[np.bool_] = counts >= SMALLEST_CELL
    while True:
        told = np.argwhere(~shown & (counts > 0) & (counts < SMALLEST_CELL) & _worked_out(counts, shown))
        before = int(shown.sum())
        for row, column in told.tolist():
            _protect(counts, shown, row, column)
        if int(shown.sum()) == before:
            return shown


def _protect(counts: NDArray[np.int64], shown: NDArray[np.bool_], row: int, column: int) -> None:
    """Withhold the cells that close a rectangle with this one, so that no sum holds it alone.

    Of all rectangles the one that costs the fewest people is taken; rows whose totals are not shown
    close it for nothing. A table of one row or column has none: there the smallest cell goes.
    """
    cost = np.where(shown, counts, 0)
    loose = counts[counts.sum(axis=1) < SMALLEST_CELL].sum(axis=0) > 0
    free = [[(row, c)] for c in range(counts.shape[1]) if c != column and loose[column] and loose[c]]
    closing = [
        [(row, c), (r, column), (r, c)]
        for r in np.flatnonzero(counts.sum(axis=1) >= SMALLEST_CELL).tolist()
        for c in range(counts.shape[1])
        if r != row and c != column
    ]
    beside = [[(row, c)] for c in range(counts.shape[1]) if shown[row, c]]
    beside += [[(r, column)] for r in range(counts.shape[0]) if shown[r, column]]
    for cells in min(
        free + closing or beside, key=lambda cells: (sum(cost[c] for c in cells), cells), default=[]
    ):
        shown[cells] = False


def _worked_out(counts: NDArray[np.int64], shown: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which withheld cells follow from the totals of rows and columns and from what is shown.

    The totals of rows of fewer than five are not shown either: of them, only what each column holds
    together counts.
    """
    rows, columns = counts.shape
    rare = counts.sum(axis=1) < SMALLEST_CELL
    hidden = np.argwhere(~shown & ~rare[:, None])
    loose = np.flatnonzero(counts[rare].sum(axis=0) > 0)
    sums = np.zeros((rows + columns, len(hidden) + len(loose)))
    sums[hidden[:, 0], np.arange(len(hidden))] = 1
    sums[rows + hidden[:, 1], np.arange(len(hidden))] = 1
    sums[rows + loose, len(hidden) + np.arange(len(loose))] = 1
    found = np.zeros(counts.shape, dtype=bool)
    if sums.size:
        told = (np.linalg.pinv(sums) * sums.T).sum(axis=1) > 1 - 1e-6  # 1 where the sums fix a cell
        found[hidden[:, 0], hidden[:, 1]] = told[: len(hidden)]
        found[np.ix_(rare, loose)] = told[len(hidden) :]
    return found & ~shown
