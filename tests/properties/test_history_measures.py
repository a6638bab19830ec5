"""What holds of every history: order of rows, number of files and unit of money are nobody's business."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psychograph.history.customer_base import customer_base
from psychograph.history.engines.opening import open_engine
from psychograph.history.exploration import Exploration
from psychograph.history.exploring import measured
from psychograph.history.plan.planned import PlannedHistory
from psychograph.history.plan.schema import HistoryPlan
from psychograph.reports.history.record import record_of
from psychograph.reports.records import to_json

Row = tuple[int, int, int, int, str]

#: Customer (0 is nobody), order, day, cents, place.
ROWS = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.integers(0, 12),
        st.integers(0, 500),
        st.integers(-3_000, 9_000).filter(bool),
        st.sampled_from(["North", "South", ""]),
    ),
    min_size=1,
    max_size=25,
)


def explored(files: Sequence[Sequence[Row]], *, times: int = 1) -> Exploration:
    """Return what is measured of rows in one or several files, without models."""
    with TemporaryDirectory() as name, open_engine("polars") as engine:
        folder = Path(name)
        (folder / "sales").mkdir()
        for number, rows in enumerate(files):
            table = {
                "customer": [f"k{who}" if who else None for who, *_ in rows],
                "order": [f"o{order}" for _, order, *_ in rows],
                "date": [date(2023, 1, 1) + timedelta(days=day) for _, _, day, *_ in rows],
                "amount": [Decimal(cents * times) / 100 for _, _, _, cents, _ in rows],
                "region": [where or None for *_, where in rows],
            }
            schema = {"customer": pl.String, "amount": pl.Decimal(18, 2), "region": pl.String}
            pl.DataFrame(table, schema_overrides=schema).write_parquet(folder / "sales" / f"{number}.parquet")
        transactions = {
            "data": "sales",
            "customer": "customer",
            "order": "order",
            "time": "date",
            "amount": "amount",
            "places": {"region": "region"},
        }
        plan = {"title": "Shop", "currency": "EUR", "until": "2024-06-01", "transactions": transactions}
        planned = PlannedHistory(folder, HistoryPlan.model_validate(plan), "")
        base = customer_base(planned, engine, today=date(2026, 1, 1))
        return measured(planned, engine, base)


def written(found: Exploration) -> str:
    return to_json(record_of(found))


@settings(max_examples=15, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_their_files_change_nothing(rows: list[Row], chance: object) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    half = len(shuffled) // 2
    files = [part for part in (shuffled[:half], shuffled[half:]) if part]
    assert written(explored([rows])) == written(explored(files))


@settings(max_examples=15, deadline=None)
@given(ROWS)
def test_money_in_another_unit_leaves_who_and_when(rows: list[Row]) -> None:
    one, two = explored([rows]), explored([rows], times=2)
    assert two.totals.sales == 2 * one.totals.sales
    assert two.totals.returns == 2 * one.totals.returns
    assert (two.totals.orders, two.totals.customers) == (one.totals.orders, one.totals.customers)
    assert dataclasses.replace(two.calendar.weekday, low=(), high=()).index == pytest.approx(
        one.calendar.weekday.index, nan_ok=True
    )
    if one.rfm is None or one.concentration is None:
        assert two.rfm is None
        return
    assert two.rfm is not None
    assert two.concentration is not None
    assert two.concentration.gini == pytest.approx(one.concentration.gini, abs=1e-12)
    assert two.rfm.value.sizes == one.rfm.value.sizes
    assert two.rfm.value.median == 2 * one.rfm.value.median
    assert two.rfm.recency == one.rfm.recency
    assert two.rfm.customers.tolist() == one.rfm.customers.tolist()
    assert [part.name for part in two.partitions[0].parts] == [part.name for part in one.partitions[0].parts]


@settings(max_examples=15, deadline=None)
@given(ROWS)
def test_parts_are_of_the_whole(rows: list[Row]) -> None:
    found = explored([rows])
    (regions,) = found.partitions
    assert sum(part.bought for part in regions.parts) == found.totals.customers
    assert sum(part.all_orders or 0 for part in regions.parts) == found.totals.orders
    assert sum((part.all_sales or Decimal(0) for part in regions.parts), Decimal(0)) == found.totals.sales
    if found.rfm is not None:
        assert int(found.rfm.customers.sum()) == found.totals.customers
    if found.concentration is not None:
        assert 0 <= found.concentration.gini <= 1
        worth = [value for _, value in found.concentration.curve]
        assert worth == sorted(worth)
        assert worth[0] == 0
        assert worth[-1] == pytest.approx(1)
