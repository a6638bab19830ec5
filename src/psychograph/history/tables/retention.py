"""Customers by the period of their first order, and how many of them bought in each period."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from psychograph.history.engines.engine import Table
from psychograph.history.lines.day_numbers import day_number
from psychograph.history.tables.periods import Periods
from psychograph.history.tables.visits import FIRST, active

COHORT = "cohort"


def retention(bought: Table, periods: Periods) -> Table:
    """Return one row a cohort: ``cohort`` (index of the period), ``active_0`` ... (customers).

    Parameters
    ----------
    bought : LazyFrame
        One row a customer who bought.
    periods : Periods
        Those that the flags of customers were made with.
    """
    cohort = nw.lit(0)
    for start in periods.starts[1:-1]:
        cohort = cohort + nw.when(nw.col(FIRST) >= day_number(start)).then(1).otherwise(0)
    flags = [active(index) for index in range(len(periods))]
    found = bought.with_columns(cohort.cast(nw.Int64).alias(COHORT)).group_by(COHORT)
    return found.agg(*(nw.col(name).sum().alias(name) for name in flags))
