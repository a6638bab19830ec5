"""What history would measure of a simulated shop, made from its tables without files or engines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import polars as pl
from simulated_shop import Shop

from psychograph.history.measures.calendar import calendar
from psychograph.history.measures.customers import Part, Partition
from psychograph.history.measures.sample import CustomerSample, held_out_from
from psychograph.history.measures.time import Calendar, DayTotal


@dataclass(frozen=True, eq=False)
class Measured:
    """A shop, measured.

    Parameters
    ----------
    sample : CustomerSample
        Everybody who bought.
    partitions : tuple of Partition
        By region, gender and age group.
    calendar : Calendar
    first, until : date
    """

    sample: CustomerSample
    partitions: tuple[Partition, ...]
    calendar: Calendar
    first: date
    until: date


def measure(shop: Shop) -> Measured:
    """Measure a shop."""
    first = shop.truths.first
    until = first + timedelta(days=shop.truths.days)
    by_customer = _by_customer(shop)
    people = by_customer.join(shop.customers, on="customer", how="left").sort("customer")
    scores = {
        name: _fifths(people[column].to_numpy())
        for name, column in (("by_value", "value"), ("by_recency", "last"), ("by_frequency", "orders"))
    }
    partitions = tuple(
        _partition(people, name, kind, scores)
        for name, kind in (("region", "place"), ("gender", "group"), ("age_group", "group"))
    )
    columns = {name: people[name].to_numpy().astype(np.int64) for name in ("orders", "days", "first", "last")}
    sample = CustomerSample(
        tuple(people["customer"]),
        **columns,
        sales=people["sales"].to_numpy(),
        value=people["value"].to_numpy(),
        until=shop.until,
        everybody=len(people),
        cut=held_out_from(shop.until - shop.truths.days, shop.until),
        early_days=people["early_days"].to_numpy().astype(np.int64),
        early_last=people["early_last"].fill_null(0).to_numpy().astype(np.int64),
    )
    days = _days(shop)
    return Measured(
        sample, partitions, calendar(days, {}, first, until, rng=np.random.default_rng(1)), first, until
    )


def _by_customer(shop: Shop) -> pl.DataFrame:
    lines = shop.transactions.filter(pl.col("customer").is_not_null()).with_columns(
        day=pl.col("date").cast(pl.Int32), money=pl.col("amount").cast(pl.Float64)
    )
    cut = held_out_from(shop.until - shop.truths.days, shop.until) or shop.until
    early = pl.col("day").filter(pl.col("day") < cut)
    bought = lines.filter(pl.col("money") > 0)
    return (
        bought.group_by("customer")
        .agg(
            orders=pl.col("order").n_unique(),
            days=pl.col("day").n_unique(),
            first=pl.col("day").min(),
            last=pl.col("day").max(),
            sales=pl.col("money").sum(),
            early_days=early.n_unique(),
            early_last=early.max(),
        )
        .join(lines.group_by("customer").agg(value=pl.col("money").sum()), on="customer")
    )


def _fifths(values: np.ndarray) -> np.ndarray:
    """Scores 1 to 5, that of the middle of their ranks for equals."""
    _, at, counts = np.unique(values, return_inverse=True, return_counts=True)
    middle = (np.cumsum(counts) - counts / 2) / len(values)
    return 1 + np.minimum((middle * 5).astype(int), 4)[at]


def _partition(people: pl.DataFrame, name: str, kind: str, scores: dict[str, np.ndarray]) -> Partition:
    parts = []
    for value in sorted(people[name].unique().to_list()):
        here = people[name].to_numpy() == value
        counted = {
            field: tuple(np.bincount(score[here], minlength=6)[1:].tolist())
            for field, score in scores.items()
        }
        mine = people.filter(pl.Series(here))
        parts.append(
            Part(
                name=value,
                customers=len(mine),
                bought=len(mine),
                repeated=int((mine["days"] > 1).sum()),
                orders=int(mine["orders"].sum()),
                sales=Decimal(round(mine["sales"].sum(), 2)),
                value=Decimal(round(mine["value"].sum(), 2)),
                high_value=counted["by_value"][-1],
                recent=counted["by_recency"][-1],
                **counted,
            )
        )
    return Partition(name, kind, tuple(parts), None, 0)


def _days(shop: Shop) -> tuple[DayTotal, ...]:
    sold = pl.col("amount") > 0
    table = (
        shop.transactions.group_by("date")
        .agg(
            orders=pl.col("order").filter(sold).n_unique(),
            sales=pl.col("amount").filter(sold).sum(),
            returns=-pl.col("amount").filter(~sold).sum(),
        )
        .sort("date")
    )
    return tuple(DayTotal(*row) for row in table.iter_rows())
