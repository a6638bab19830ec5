"""The whole exploration of small shops: planted, bare and degenerate."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from simulated_shop import Shop, Truths, simulate

from psychograph.history import exploring
from psychograph.history.customer_base import customer_base
from psychograph.history.engines.opening import open_engine
from psychograph.history.exploration import Exploration
from psychograph.history.plan.planned import PlannedHistory
from psychograph.history.plan.schema import HistoryPlan

TODAY = date(2026, 1, 1)
Explored = Callable[..., Exploration]


def planned(folder: Path, **changes: object) -> PlannedHistory:
    transactions = {
        "data": "transactions.parquet",
        "customer": "customer",
        "time": "date",
        "amount": "amount",
        "order": "order",
        "places": {"region": "region"},
    } | {key: value for key, value in changes.items() if key not in ("customers", "returns", "until")}
    plan = {
        "title": "Shop",
        "currency": "EUR",
        "transactions": {key: value for key, value in transactions.items() if value is not None},
        **{key: changes[key] for key in ("customers", "returns", "until") if key in changes},
    }
    return PlannedHistory(folder, HistoryPlan.model_validate(plan), "")


@pytest.fixture
def explored(tmp_path: Path) -> Explored:
    """Explore transactions without natural groups, which are tested where they are made."""

    def explore(transactions: pl.DataFrame, engine: str = "polars", **changes: object) -> Exploration:
        transactions.write_parquet(tmp_path / "transactions.parquet")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(exploring, "natural_groups", lambda *_, **__: None)
            with open_engine(engine) as opened:
                return exploring.explore(planned(tmp_path, **changes), opened, today=TODAY)

    return explore


def rows_of(*rows: tuple[object, ...]) -> pl.DataFrame:
    columns = {
        "order": pl.String,
        "customer": pl.String,
        "date": pl.Date,
        "amount": pl.Decimal(18, 2),
        "region": pl.String,
    }
    typed = [(order, who, day, Decimal(str(amount)), where) for order, who, day, amount, where in rows]
    return pl.DataFrame(typed, columns, orient="row")


def codes(found: Exploration) -> set[str]:
    return {finding.code for finding in found.findings}


@pytest.fixture(scope="module")
def shop() -> Shop:
    return simulate(
        Truths(customers=400, returns=0.1, nameless=0.1, weekday=1.0, lines=2), np.random.default_rng(7)
    )


def test_totals_are_those_of_the_rows(shop: Shop, explored: Explored) -> None:
    found = explored(shop.transactions)
    sold = shop.transactions.filter(pl.col("amount") > 0)
    back = shop.transactions.filter(pl.col("amount") < 0)
    assert found.totals.sales == sold["amount"].sum()
    assert found.totals.returns == -back["amount"].sum()
    assert found.totals.orders == sold["order"].n_unique()
    assert found.totals.customers == sold["customer"].drop_nulls().n_unique()
    assert found.totals.named_sales == sold.filter(pl.col("customer").is_not_null())["amount"].sum()
    assert sum(day.sales for day in found.calendar.days) == found.totals.sales
    assert sum(month.sales for month in found.calendar.months) == found.totals.sales
    assert sum(month.orders for month in found.calendar.months) == found.totals.orders
    months = sold.filter(pl.col("customer").is_not_null()).group_by(
        pl.col("date").dt.truncate("1mo").alias("month")
    )
    counted = dict(months.agg(pl.col("customer").n_unique()).iter_rows())
    assert {month.start: month.customers for month in found.calendar.months if month.customers} == counted


def test_parts_and_scores_add_up_to_everybody(shop: Shop, explored: Explored) -> None:
    found = explored(shop.transactions)
    (region,) = found.partitions
    assert found.rfm is not None
    assert found.concentration is not None
    assert sum(part.bought for part in region.parts) == found.totals.customers
    assert sum((part.sales for part in region.parts), Decimal(0)) == found.totals.named_sales
    assert sum((part.all_sales or Decimal(0) for part in region.parts), Decimal(0)) == found.totals.sales
    assert sum(part.all_orders or 0 for part in region.parts) == found.totals.orders
    for part in region.parts:
        for scores in (part.by_value, part.by_recency, part.by_frequency):
            assert sum(scores) == part.bought
    assert int(found.rfm.customers.sum()) == found.totals.customers
    assert found.rfm.customers.sum(axis=(1, 2)).tolist() == list(found.rfm.recency.sizes)
    assert found.rfm.customers.sum(axis=(0, 2)).tolist() == list(found.rfm.frequency.sizes)
    assert found.rfm.customers.sum(axis=(0, 1)).tolist() == list(found.rfm.value.sizes)
    assert found.retention is not None
    assert int(found.retention.active[:, 0].sum()) == found.totals.customers


def test_value_takes_off_what_came_back_where_the_plan_says_so(shop: Shop, explored: Explored) -> None:
    less = explored(shop.transactions, returns="subtract")
    sales = explored(shop.transactions, returns="leave out")
    assert less.rfm is not None
    assert sales.rfm is not None
    assert sum(part.value for part in sales.partitions[0].parts) == sales.totals.named_sales
    assert less.rfm.value.median < sales.rfm.value.median
    assert less.rfm.frequency == sales.rfm.frequency


def test_a_planted_weekday_shows_and_is_more_than_chance(shop: Shop, explored: Explored) -> None:
    weekday = explored(shop.transactions).calendar.weekday
    assert max(range(7), key=weekday.index.__getitem__) == 5
    assert weekday.low[5] > 100
    assert weekday.p is not None
    assert weekday.p < 0.001


def test_duckdb_and_polars_find_the_same(shop: Shop, explored: Explored) -> None:
    from psychograph.reports.history.record import record_of
    from psychograph.reports.records import to_json

    one, other = (explored(shop.transactions, engine) for engine in ("duckdb", "polars"))
    assert to_json(record_of(one)) == to_json(record_of(dataclasses.replace(other, engine="duckdb")))


def test_groups_count_who_never_bought(shop: Shop, explored: Explored, tmp_path: Path) -> None:
    people = pl.concat(
        [
            shop.customers.select("customer", "gender"),
            pl.DataFrame({"customer": ["X1", "X2"], "gender": ["male", None]}),
        ]
    )
    people.write_csv(tmp_path / "customers.csv")
    found = explored(
        shop.transactions, customers={"data": "customers.csv", "customer": "customer", "groups": ["gender"]}
    )
    gender = next(one for one in found.partitions if one.name == "gender")
    assert gender.kind == "group"
    assert {part.name: part.customers for part in gender.parts} == {
        **dict(people.filter(pl.col("gender").is_not_null()).group_by("gender").len().iter_rows()),
        "": 1,
    }
    assert sum(part.bought for part in gender.parts) == found.totals.customers
    assert "never-bought" in codes(found)


def test_progress_is_told_in_named_steps(shop: Shop, tmp_path: Path) -> None:
    shop.write(tmp_path, kind="parquet")
    told: list[tuple[str, float]] = []
    with open_engine("polars") as engine, pytest.MonkeyPatch.context() as patch:
        patch.setattr(exploring, "natural_groups", lambda *_, **__: None)
        exploring.explore(
            planned(tmp_path), engine, today=TODAY, progress=lambda step, share: told.append((step, share))
        )
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len({step for step, _ in told}) >= 8
    assert all(step for step, _ in told)


def test_a_customer_base_made_before_is_not_made_again(shop: Shop, tmp_path: Path) -> None:
    shop.write(tmp_path, kind="parquet")
    with open_engine("polars") as engine, pytest.MonkeyPatch.context() as patch:
        patch.setattr(exploring, "natural_groups", lambda *_, **__: None)
        base = customer_base(planned(tmp_path), engine, today=TODAY)
        patch.setattr(exploring, "customer_base", None)
        found = exploring.explore(planned(tmp_path), engine, today=TODAY, base=base)
    assert found.totals.customers == base.read > 300


DAY = date(2024, 3, 5)


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_customers_are_told_in_the_place_of_most_orders(engine: str, explored: Explored) -> None:
    days = [DAY + timedelta(days=at) for at in range(4)]
    rows = [(str(at), "a", day, "10.00", "South" if at else "North") for at, day in enumerate(days)]
    gift = ("10", "c", DAY, "0.00", "North")
    found = explored(rows_of(*rows, ("9", "b", DAY, "99.00", "North"), gift), engine)
    told = {part.name: (part.customers, part.orders, part.all_orders) for part in found.partitions[0].parts}
    assert told == {"South": (1, 4, 3), "North": (1, 1, 2)}
    assert (found.totals.customers, found.totals.customers_read) == (2, 3)


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_three_rows_are_told_with_what_they_cannot_say(engine: str, explored: Explored) -> None:
    found = explored(
        rows_of(
            ("1", "a", DAY, "10.00", "North"),
            ("2", "a", DAY + timedelta(days=3), "5.00", "South"),
            ("3", "b", DAY, "1.00", "North"),
        ),
        engine,
    )
    assert found.totals.sales == 16
    assert found.rfm is not None
    assert found.rfm.value.sizes == (0, 1, 0, 1, 0)
    assert found.partitions[0].several == 1
    assert {"few-customers", "short-span", "one-customer", "several-places"} <= codes(found)
    assert found.forecast is None
    assert math.isnan(found.calendar.weekday.index[0])


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_nobody_by_name_leaves_time_and_place(engine: str, explored: Explored) -> None:
    found = explored(rows_of(("1", None, DAY, "10.00", "North"), ("2", None, DAY, "5.00", None)), engine)
    assert (found.rfm, found.retention, found.concentration, found.forecast) == (None,) * 4
    assert found.totals.customers == 0
    assert {part.name: part.all_sales for part in found.partitions[0].parts} == {"North": 10, "": 5}
    assert "nobody-named" in codes(found)


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_all_equal_customers_of_one_day(engine: str, explored: Explored) -> None:
    found = explored(rows_of(*((str(at), f"k{at}", DAY, "2.00", "North") for at in range(150))), engine)
    assert found.rfm is not None
    assert found.concentration is not None
    assert found.rfm.value.sizes == (0, 0, 150, 0, 0)
    assert found.concentration.gini == 0
    assert found.concentration.half == 0.5
    assert found.retention is not None
    assert found.retention.active.tolist() == [[150]]
    assert "uneven-fifths" in codes(found)


def test_only_returns_are_nobody_who_bought(explored: Explored) -> None:
    found = explored(rows_of(("1", "a", DAY, "-10.00", "North"), ("2", "b", DAY, "3.00", "North")))
    assert found.totals.customers == 1
    assert "only-returned" in codes(found)
    assert found.partitions[0].parts[0].bought == 1


def test_no_amounts_are_said_and_orders_are_counted(shop: Shop, explored: Explored) -> None:
    found = explored(shop.transactions.filter(pl.col("amount") > 0), amount=None)
    assert "no-amounts" in codes(found)
    assert "no-value" not in codes(found)
    assert found.totals.sales == 0
    assert not math.isnan(found.calendar.weekday.index[5])
    assert found.concentration is not None
    assert found.concentration.gini == 0


def test_a_long_history_counts_customers_of_each_month(explored: Explored) -> None:
    days = [date(2015, 1, 31), date(2015, 2, 1), date(2019, 6, 5), date(2019, 6, 30), date(2024, 2, 29)]
    rows = [(str(at), "ab"[at % 2], day, "1.00", "North") for at, day in enumerate(days)]
    found = explored(rows_of(*rows))
    assert found.retention is not None
    assert found.retention.months > 1
    assert {month.start: month.customers for month in found.calendar.months if month.customers} == {
        date(2015, 1, 1): 1,
        date(2015, 2, 1): 1,
        date(2019, 6, 1): 2,
        date(2024, 2, 1): 1,
    }


def test_days_after_the_last_row_are_silent(explored: Explored) -> None:
    found = explored(rows_of(("1", "a", DAY, "1.00", "North")), until="2024-05-01")
    assert {"silence"} <= codes(found)
    assert found.calendar.months[-1].start == date(2024, 4, 1)
    assert found.rfm is not None
    assert found.rfm.recency.median == (date(2024, 5, 1) - DAY).days
