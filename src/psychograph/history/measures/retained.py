"""Retention, from customers active by cohort and period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from psychograph.history.measures.customers import Retention
from psychograph.history.tables.periods import Periods


def retention(active: Mapping[int, Sequence[int]], periods: Periods, *, until: date) -> Retention:
    """Return how many of each cohort bought in each later period.

    Parameters
    ----------
    active : mapping of int to sequence of int, length p
        By index of the period of the first order: customers of that cohort who bought in each period of the
        calendar. Periods in which nobody began are not there.
    periods : Periods
        p of them.
    until : date
        The day before which everything is known.

    Examples
    --------
    >>> quarter = Periods(3, (date(2024, 1, 1), date(2024, 4, 1), date(2024, 7, 1)))
    >>> retention({0: (10, 4), 1: (0, 7)}, quarter, until=date(2024, 6, 20)).active
    array([[10,  4],
           [ 7, -1]])
    """
    p = len(periods)
    found = np.full((p, p), -1, np.int64)
    for cohort in range(p):
        later = list(active.get(cohort, (0,) * p))[cohort:]
        found[cohort, : p - cohort] = later
    return Retention(periods.months, periods.starts[:-1], found, until >= periods.starts[-1])
