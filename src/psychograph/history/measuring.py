"""What is measured of a customer base: small tables are fetched, and read as frozen results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import narwhals.stable.v2 as nw
import numpy as np

from psychograph.history.customer_base import CustomerBase
from psychograph.history.engines.engine import Engine, Fetched
from psychograph.history.lines.columns import DAY
from psychograph.history.measures.calendar import calendar, day_totals, month_of
from psychograph.history.measures.concentration import concentration, matters
from psychograph.history.measures.customers import Concentration, Partition, Retention, Rfm
from psychograph.history.measures.money import money
from psychograph.history.measures.partitions import MOST, PartSums, partition
from psychograph.history.measures.retained import retention
from psychograph.history.measures.scores import rfm
from psychograph.history.measures.time import Calendar, DayTotal
from psychograph.history.measures.totals import Totals
from psychograph.history.tables import parts as part_tables
from psychograph.history.tables import retention as retention_tables
from psychograph.history.tables.counts import counts_of
from psychograph.history.tables.customers import RETURNS, SALES, several
from psychograph.history.tables.days import (
    ALL_ORDERS,
    ALL_SALES,
    CUSTOMERS,
    MONTH,
    customers_by_month,
    days,
    places,
)
from psychograph.history.tables.orders import ORDERS
from psychograph.history.tables.parts import BOUGHT, FREQUENCY, MEASURES, PART, RECENCY, REPEATED, SUMS, VALUE
from psychograph.history.tables.people import LISTED
from psychograph.history.tables.quintiles import FIFTHS
from psychograph.history.tables.visits import active


@dataclass(frozen=True)
class Headcount:
    """Who is in the customer base; money in ten-thousandths of the currency.

    Parameters
    ----------
    everybody, bought : int
        Rows of the base, and who bought at least once.
    only_returned : int
        Who brought something back and bought nothing.
    never_bought : int
        Of the table of customers, who neither bought nor returned.
    unlisted : int
        Who bought and does not stand in the table of customers.
    sales, value, most : int
        Of who bought: sales, value, and the value of the most valuable one.
    several : tuple of int
        For each level of places of transactions: who bought in more than one place.
    """

    everybody: int
    bought: int
    only_returned: int
    never_bought: int
    unlisted: int
    sales: int
    value: int
    most: int
    several: tuple[int, ...]


def headcount(engine: Engine, base: CustomerBase) -> Headcount:
    """Count who is in the customer base."""
    bought = nw.col(ORDERS) > 0
    returned = nw.col(RETURNS) > 0

    def count(condition: nw.Expr, name: str) -> nw.Expr:
        return nw.when(condition).then(1).otherwise(0).sum().alias(name)

    fetched = engine.rows(
        base.customers.select(
            nw.len().alias("everybody"),
            count(bought, "bought"),
            count(~bought & returned, "only_returned"),
            count(~bought & ~returned, "never_bought"),
            count(bought & (nw.col(LISTED) == 0), "unlisted"),
            nw.when(bought).then(nw.col(SALES)).otherwise(0).sum().alias("sales"),
            nw.when(bought).then(nw.col(VALUE)).otherwise(0).sum().alias("value"),
            nw.when(bought).then(nw.col(VALUE)).max().alias("most"),
            *(count(bought & (nw.col(several(name)) > 0), several(name)) for name in base.lines.places),
        ),
        by=(),
    )
    numbers = [int(number or 0) for number in fetched.row(0)]
    everybody, buyers, only, never, unlisted, sales, value, most, *elsewhere = numbers
    return Headcount(everybody, buyers, only, never, unlisted, sales, value, most, tuple(elsewhere))


def days_of(engine: Engine, base: CustomerBase) -> tuple[DayTotal, ...]:
    """Return totals of each day on which something happened."""
    fetched = engine.rows(days(base.orders), by=[DAY])
    return day_totals([(int(a), int(b), int(c), int(d)) for a, b, c, d in fetched.iter_rows()])


def totals(base: CustomerBase, found: tuple[DayTotal, ...], heads: Headcount, currency: str | None) -> Totals:
    """Return what was bought in the whole span."""
    return Totals(
        first=base.first,
        last=found[-1].day,
        until=base.until,
        orders=sum(day.orders for day in found),
        customers=heads.bought,
        customers_read=base.read,
        sales=sum((day.sales for day in found), start=money(0)),
        returns=sum((day.returns for day in found), start=money(0)),
        named_sales=money(heads.sales),
        currency=currency,
    )


def active_by_cohort(engine: Engine, base: CustomerBase) -> dict[int, tuple[int, ...]]:
    """Return customers who bought in each period, by the index of the period of their first order."""
    table = retention_tables.retention(base.bought, base.periods)
    flags = [active(index) for index in range(len(base.periods))]
    fetched = engine.rows(table.select(retention_tables.COHORT, *flags), by=[retention_tables.COHORT])
    return {int(cohort): tuple(int(count) for count in counts) for cohort, *counts in fetched.iter_rows()}


def retained(base: CustomerBase, cohorts: Mapping[int, tuple[int, ...]]) -> Retention | None:
    """Return retention; None where nobody by name bought."""
    return retention(cohorts, base.periods, until=base.until) if cohorts else None


def calendar_of(
    engine: Engine,
    base: CustomerBase,
    found: tuple[DayTotal, ...],
    cohorts: Mapping[int, tuple[int, ...]],
    *,
    seed: int,
) -> Calendar:
    """Return sales over time."""
    customers: dict[date, int] = {}
    if base.periods.months == 1:
        columns = zip(*cohorts.values(), strict=True)
        customers = {start: sum(column) for start, column in zip(base.periods.starts, columns, strict=False)}
    elif cohorts:
        fetched = engine.rows(customers_by_month(base.orders).select(MONTH, CUSTOMERS), by=[MONTH])
        customers = {month_of(int(month)): int(count) for month, count in fetched.iter_rows()}
    return calendar(found, customers, base.first, base.until, rng=np.random.default_rng(seed))


def rfm_of(engine: Engine, base: CustomerBase) -> Rfm | None:
    """Return recency, frequency and value; None where nobody by name bought."""
    if base.cuts is None:
        return None
    scores = [part_tables.score_of(measure) for measure in MEASURES]
    fetched = engine.rows(part_tables.crossed(base.bought).select(*scores, CUSTOMERS, VALUE), by=scores)
    rows = ((int(a), int(b), int(c), int(d), int(e)) for a, b, c, d, e in fetched.iter_rows())
    return rfm(*base.cuts, rows, until=base.lines.until)


#: Passes after which values stand in pieces fine enough, however they are spread.
PASSES = 12


def concentration_of(engine: Engine, base: CustomerBase) -> Concentration | None:
    """Return how unevenly value is spread; None where nobody by name bought."""
    if base.cuts is None:
        return None
    spent = nw.when(nw.col(VALUE) > 0).then(nw.col(VALUE)).otherwise(0).cast(nw.Int64).alias("spent")
    return concentration(counts_of(engine, base.bought.with_columns(spent), "spent", matters, passes=PASSES))


def partitions(engine: Engine, base: CustomerBase, heads: Headcount) -> tuple[Partition, ...]:
    """Return customers by each level of places, then by each group."""
    found = [
        _partition(engine, base, name, "place", orders=True, several=many)
        for name, many in zip(base.lines.places, heads.several, strict=True)
    ]
    found += [
        _partition(engine, base, name, name.partition("_")[0], orders=False, several=0)
        for name in sorted(base.columns, key=lambda name: not name.startswith("place_"))
    ]
    return tuple(found)


def _partition(
    engine: Engine, base: CustomerBase, column: str, kind: str, *, orders: bool, several: int
) -> Partition:
    table = part_tables.parts(base.customers, column, listed=not orders)
    names = [PART, *SUMS]
    rank = SALES
    if orders:
        everywhere = places(base.accounts, column).rename({column: PART})
        table = everywhere.join(table, on=PART, how="left").with_columns(
            nw.col(name).fill_null(0) for name in SUMS
        )
        names += [ALL_ORDERS, ALL_SALES]
        rank = ALL_SALES
    kept = engine.keep(table.select(*names), f"by_{column}")
    highest = part_tables.highest(engine, kept, rank, MOST)
    told = _sums(engine.rows(highest.select(*names), by=[PART]))
    summed = kept.select(nw.col(name).sum().alias(name) for name in names[1:])
    whole = _sums(engine.rows(summed, by=()).with_columns(nw.lit("").alias(PART)))
    return partition(column.partition("_")[2], kind, told, *whole, several=several)


def _sums(fetched: Fetched) -> list[PartSums]:
    def scores(row: dict[str, int], measure: str) -> tuple[int, ...]:
        return tuple(row[part_tables.scored_of(measure, score)] for score in range(1, FIFTHS + 1))

    return [
        PartSums(
            name=str(row[PART]),
            customers=row[CUSTOMERS],
            bought=row[BOUGHT],
            repeated=row[REPEATED],
            orders=row[ORDERS],
            sales=row[SALES],
            value=row[VALUE],
            by_recency=scores(row, RECENCY),
            by_frequency=scores(row, FREQUENCY),
            by_value=scores(row, VALUE),
            all_orders=row.get(ALL_ORDERS),
            all_sales=row.get(ALL_SALES),
        )
        for row in fetched.with_columns(
            nw.col(*[name for name in fetched.columns if name != PART]).fill_null(0)
        ).iter_rows(named=True)
    ]
