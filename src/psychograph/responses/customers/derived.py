"""Columns of the customer table that derive from each other: together they weigh double."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations

import numpy as np

from psychograph.findings import Finding, Severity
from psychograph.responses.customers.base import CustomerBase
from psychograph.responses.customers.features import spread_figures

ALIKE = 0.9


def derived_columns(base: CustomerBase, basis: Collection[str]) -> Iterator[Finding]:
    """Yield pairs of basis variables of the table that correlate above .9 among all customers.

    Parameters
    ----------
    base : CustomerBase
        All customers.
    basis : collection of str
        Attributes that build the segments.

    Notes
    -----
    Pearson's r in logarithms or ranks, where these are declared, over customers of whom both are known. A
    till keeps orders, pieces and value of the same purchases, so that their columns say much the same.
    """
    numbers = [column for column in base.columns if column.name in basis and not column.levels]
    figures = {column.name: spread_figures(column) for column in numbers}
    for one, other in combinations(figures, 2):
        known = np.isfinite(figures[one]) & np.isfinite(figures[other])
        first, second = figures[one][known], figures[other][known]
        if len(first) < 3 or np.ptp(first) == 0 or np.ptp(second) == 0:
            continue
        r = float(np.corrcoef(first, second)[0, 1])
        if abs(r) > ALIKE:
            yield Finding(
                "derived-columns",
                Severity.CAUTION,
                f"{one} and {other} of {base.name} correlate at {r:.2f} among all customers: one may derive "
                "from the other, and in the basis they weigh double. Move one to `descriptors`, or take "
                "their ratio, such as value an order.",
            )
