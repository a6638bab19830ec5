"""Concentration: the Lorenz curve and its Gini coefficient, from counts of values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from psychograph.history.measures.customers import Concentration
from psychograph.history.tables.counts import Counts, Floats

TOP = (0.01, 0.05, 0.1, 0.2, 0.5)
#: Pieces of the curve.
POINTS = 200
#: The Gini coefficient is at most half of this off, where values are too many to count each.
SPREAD = 1e-6


def concentration(counts: Counts) -> Concentration:
    """Return how unevenly value is spread.

    Gini: 1 - sum of (n_b / n) (C_(b-1) + C_b) / C over the pieces b, n_b customers each, with C_b the value
    of all customers up to b and C that of all; the area between the curve and the line of equality, doubled.

    Parameters
    ----------
    counts : Counts
        Value of each customer, 0 or more, one or more customers; in pieces as fine as `matters` wants them.

    Returns
    -------
    Concentration
        A Gini of 0 and a straight curve where nobody is worth anything.

    References
    ----------
    Gini 1914, Atti del Reale Istituto Veneto 73:1203. Gastwirth 1972, Review of Economics and Statistics
    54:306, for bounds from grouped data: all of a piece in its mean is the least it can be, and half of the
    room above is added.

    Examples
    --------
    Of four customers one makes half:

    >>> found = concentration(Counts.single(np.array([1, 1, 2, 4])))
    >>> found.gini, found.half
    (0.3125, 0.25)
    """
    customers = counts.total
    whole = int(counts.sums.sum())
    steps = min(customers, POINTS)
    shares = np.arange(steps + 1) / steps
    if whole <= 0:
        even = [float(share) for share in shares]
        return Concentration(0.0, tuple(zip(even, even, strict=True)), tuple((top, top) for top in TOP), 0.5)
    upper = np.cumsum(counts.sums)
    # Whole numbers of any size: the product of customers and money leaves 64 bits behind.
    area = sum(
        rows * (2 * end - value)
        for rows, end, value in zip(counts.rows.tolist(), upper.tolist(), counts.sums.tolist(), strict=True)
    )
    gini = 1 - area / (customers * whole) + float(_unseen(counts).sum()) / 2
    curve = tuple((float(share), _share_below(counts, upper, float(share))) for share in shares)
    top = tuple((share, round(1 - _share_below(counts, upper, 1 - share), 12)) for share in TOP)
    return Concentration(min(max(gini, 0.0), 1.0), curve, top, _making_half(counts, upper) / customers)


def matters(counts: Counts) -> Floats:
    """Say which pieces must be cut for an exact curve, and a Gini within `SPREAD`.

    Parameters
    ----------
    counts : Counts

    Returns
    -------
    ndarray of float64, shape (n,)
        By how much the piece may move the Gini coefficient; 1 where a point of the curve lies in it.
    """
    customers = counts.total
    found = _unseen(counts)
    if found.sum() <= SPREAD:
        found = np.zeros(len(counts))
    steps = min(customers, POINTS)
    at = np.concatenate([np.arange(steps + 1) / steps, 1 - np.array(TOP)])
    found[[counts.holding(rank) for rank in _ranks(at, customers)]] = 1.0
    upper = np.cumsum(counts.sums)
    if upper[-1] > 0:
        found[int(np.searchsorted(upper, upper[-1] / 2))] = 1.0
    return found


def _unseen(counts: Counts) -> Floats:
    """Return the most that differences inside each piece can add to the Gini coefficient.

    Of n_b customers within a width of w, half at each end differ most: n_b squared times w / 2 in all pairs.
    """
    whole = int(counts.sums.sum())
    if whole <= 0:
        return np.zeros(len(counts))
    rows = counts.rows.astype(np.float64)
    within = rows * rows * (counts.widths - 1) / 2
    return np.asarray(within / (2.0 * counts.total * whole))


def _ranks(shares: Floats, customers: int) -> Sequence[int]:
    """Return the customer in whom each share of them ends."""
    found: list[int] = np.clip(np.ceil(shares * customers - 1e-9) - 1, 0, customers - 1).astype(int).tolist()
    return found


def _share_below(counts: Counts, upper: NDArray[np.int64], share: float) -> float:
    """Return the share of value of the least valuable share of customers."""
    customers, whole = counts.total, int(upper[-1])
    at = counts.holding(_ranks(np.array([share]), customers)[0])
    inside = share * customers - int(counts.below[at])
    before = int(upper[at]) - int(counts.sums[at])
    return min(1.0, max(0.0, (before + inside * int(counts.sums[at]) / int(counts.rows[at])) / whole))


def _making_half(counts: Counts, upper: NDArray[np.int64]) -> int:
    """Return how few customers make half of the value."""
    whole = int(upper[-1])
    # Twice the value of those above, against the whole: no halves of whole numbers.
    at = len(counts) - 1
    above = 0
    customers = 0
    while 2 * (above + int(counts.sums[at])) < whole:
        above += int(counts.sums[at])
        customers += int(counts.rows[at])
        at -= 1
    each = int(counts.sums[at]) / int(counts.rows[at])
    return customers + max(1, int(np.ceil((whole / 2 - above) / each - 1e-12)))
