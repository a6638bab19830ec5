"""Customers by place or group, with their scores: small tables, however many customers there are."""

from __future__ import annotations

import narwhals.stable.v2 as nw
import numpy as np

from psychograph.history.engines.engine import Engine, Table
from psychograph.history.tables.counts import Counts, Floats, counts_of
from psychograph.history.tables.customers import SALES
from psychograph.history.tables.days import CUSTOMERS
from psychograph.history.tables.orders import ORDERS
from psychograph.history.tables.people import LISTED
from psychograph.history.tables.quintiles import FIFTHS
from psychograph.history.tables.visits import DAYS

RECENCY, FREQUENCY, VALUE = "recency", "frequency", "value"
#: What customers are scored by.
MEASURES = (RECENCY, FREQUENCY, VALUE)
PART, BOUGHT, REPEATED = "part", "bought", "repeated"


def score_of(measure: str) -> str:
    """Return the column of a score, 1 to 5."""
    return f"score_{measure}"


def scored_of(measure: str, score: int) -> str:
    """Return the column that counts customers who have a score."""
    return f"{measure}_{score}"


#: Columns that are added up, in all tables of parts.
SUMS = (
    *(CUSTOMERS, BOUGHT, REPEATED, ORDERS, SALES, VALUE),
    *(scored_of(measure, score) for measure in MEASURES for score in range(1, FIFTHS + 1)),
)


def parts(everybody: Table, column: str, *, listed: bool) -> Table:
    """Return one row a value of a column: ``part`` (empty where nothing is said), and `SUMS`.

    Parameters
    ----------
    everybody : LazyFrame
        One row a customer, scored.
    column : str
        A place or a group.
    listed : bool
        Whether customers are those of the table of customers and who bought; else only who bought.

    Returns
    -------
    LazyFrame
        ``customers``; ``bought`` and ``repeated``: on one day, on two or more; ``orders``, ``sales``,
        ``value``; ``recency_1`` ... ``value_5``: customers who have the score.
    """
    bought = nw.col(ORDERS) > 0
    counted = (bought | (nw.col(LISTED) > 0)) if listed else bought

    def how_many(condition: nw.Expr, name: str) -> nw.Expr:
        return nw.when(condition).then(1).otherwise(0).sum().alias(name)

    named = everybody.with_columns(nw.col(column).fill_null("").alias(PART)).filter(counted)
    found = named.group_by(PART).agg(
        nw.len().alias(CUSTOMERS),
        how_many(bought, BOUGHT),
        how_many(nw.col(DAYS) > 1, REPEATED),
        *(
            nw.when(bought).then(nw.col(name)).otherwise(0).sum().alias(name)
            for name in (ORDERS, SALES, VALUE)
        ),
        *(
            how_many(bought & (nw.col(score_of(measure)) == score), scored_of(measure, score))
            for measure in MEASURES
            for score in range(1, FIFTHS + 1)
        ),
    )
    return found.with_columns(nw.col(name).cast(nw.Int64) for name in SUMS)


def crossed(bought: Table) -> Table:
    """Return customers and their value by their three scores: at most 125 rows."""
    scores = [score_of(measure) for measure in MEASURES]
    found = bought.group_by(*scores).agg(nw.len().alias(CUSTOMERS), nw.col(VALUE).sum().alias(VALUE))
    return found.with_columns(nw.col(name).cast(nw.Int64) for name in (CUSTOMERS, VALUE))


def highest(engine: Engine, table: Table, column: str, most: int) -> Table:
    """Return the rows that are highest in a column, at most so many; equal ones go in or out together.

    Parameters
    ----------
    engine : Engine
    table : LazyFrame
        One that is kept.
    column : str
        Whole numbers.
    most : int
    """
    fetched = engine.rows(table.select(nw.len().alias("rows")), by=())
    rows = int(fetched["rows"].to_list()[0])
    if rows <= most:
        return table

    def of_the_first_out(counts: Counts) -> Floats:
        matters = np.zeros(len(counts))
        matters[counts.holding(rows - most - 1)] = 1.0
        return matters

    counts = counts_of(engine, table, column, of_the_first_out)
    return table.filter(nw.col(column) > int(counts.starts[counts.holding(rows - most - 1)]))
