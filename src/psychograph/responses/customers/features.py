"""What a model is told of customers: the attributes of the table as columns of numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
from numpy.typing import NDArray

from psychograph.responses.customers.base import BaseColumn, CustomerBase
from psychograph.stats.spreading import logs, ranks
from psychograph.study.customers import AttributeScaling

Floats = NDArray[np.float64]
MOST_CATEGORIES = 12
RARE = 0.01  # share of customers below which a category tells a model next to nothing
MOST_MODELLED = 20_000  # customers whom a model sees; beyond, a random part of those who did not answer


def spread_figures(column: BaseColumn) -> Floats:
    """Return the figures of all customers in logarithms or ranks, where these are declared, shape (N,)."""
    if column.scaling is AttributeScaling.LOG:
        return logs(column.values)
    if column.scaling is AttributeScaling.RANK:
        return ranks(column.values)
    return column.values


def shown_levels(column: BaseColumn) -> tuple[int, ...]:
    """Return the categories that stand alone, the most frequent first; the others are joined.

    Twelve at most, with 1% of the customers or more each.
    """
    counts = column.counts()
    often = [
        int(at) for at in np.argsort(-counts, kind="stable") if counts[at] >= max(RARE * counts.sum(), 1)
    ]
    return tuple(often[:MOST_CATEGORIES])


def features(base: CustomerBase, names: Collection[str], rows: NDArray[np.int64]) -> Floats:
    """Return attributes of some customers as columns that a linear model can use, shape (rows, p).

    A number, in logarithms or ranks where these are declared, stands there standardised, and squared, so that
    people in the middle can be told too; where it is missing for some, one column says so and the number
    stands at the mean. A category is one column for each of its frequent values.

    Parameters
    ----------
    base : CustomerBase
        All customers, whose means and spreads standardise.
    names : collection of str
        Attributes to use.
    rows : ndarray of int64
        Customers wanted.
    """
    found = [block for column in base.columns if column.name in names for block in _columns_of(column, rows)]
    return np.column_stack(found) if found else np.empty((len(rows), 0))


def _columns_of(column: BaseColumn, rows: NDArray[np.int64]) -> Iterator[Floats]:
    if column.levels:
        cells = column.values[rows]
        yield from ((cells == level).astype(float) for level in shown_levels(column))
        return
    figures = spread_figures(column)
    known = np.isfinite(figures)
    if not known.any() or np.ptp(figures[known]) == 0:
        return
    z = (figures[rows] - figures[known].mean()) / figures[known].std()
    missing = ~np.isfinite(z)
    z = np.where(missing, 0.0, z)
    # Squares of far figures would outweigh everything else.
    yield z
    yield np.minimum(z**2, 9.0)
    if not known.all():
        yield missing.astype(float)
