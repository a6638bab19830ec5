"""The whole exploration of a year of a real shop, against the table that others made of it.

UCI Online Retail (Chen, Sain & Guo 2012), and recency, frequency and monetary value of its 4,338 customers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from scipy.stats import rankdata

from psychograph.history import exploring
from psychograph.history.customer_base import CustomerBase, customer_base
from psychograph.history.engines.engine import Engine
from psychograph.history.engines.opening import open_engine
from psychograph.history.exploration import Exploration
from psychograph.history.plan.planned import PlannedHistory
from psychograph.history.plan.schema import HistoryPlan

SHARED = Path(__file__).parents[3] / "shared" / "data" / "behavioural"
UNTIL = date(2011, 12, 10)


@pytest.fixture(scope="module")
def planned() -> PlannedHistory:
    if not (SHARED / "online_retail_full.parquet").exists():
        pytest.skip("online_retail is not on this machine")
    plan = {
        "title": "Online retail",
        "currency": "GBP",
        "returns": "leave out",
        "until": UNTIL.isoformat(),
        "transactions": {
            "data": "online_retail_full.parquet",
            "customer": "CustomerID",
            "time": "InvoiceDate",
            "quantity": "Quantity",
            "unit_price": "UnitPrice",
            "order": "InvoiceNo",
            "cancelled": "C",
            "places": {"country": "Country"},
        },
    }
    return PlannedHistory(SHARED, HistoryPlan.model_validate(plan), "")


@pytest.fixture(scope="module")
def opened(planned: PlannedHistory) -> Iterator[tuple[Engine, CustomerBase]]:
    with open_engine("duckdb") as engine:
        yield engine, customer_base(planned, engine, today=date(2026, 1, 1))


@pytest.fixture(scope="module")
def explored(planned: PlannedHistory, opened: tuple[Engine, CustomerBase]) -> Exploration:
    engine, base = opened
    with pytest.MonkeyPatch.context() as patch:  # natural groups have tests of their own
        patch.setattr(exploring, "natural_groups", lambda *_, **__: None)
        return exploring.explore(planned, engine, today=date(2026, 1, 1), base=base)


@pytest.fixture(scope="module")
def published(planned: PlannedHistory) -> pl.DataFrame:
    return pl.read_csv(SHARED / "online_retail_rfm.csv").sort("CustomerID")


def test_rows_are_counted_as_known(explored: Exploration) -> None:
    rows = explored.rows
    treated = {one.code: one.rows for one in rows.treated}
    assert (rows.read, explored.totals.customers_read, rows.orders) == (541_909, 4_372, 25_900)
    assert treated["no-customer"] == 135_080
    assert treated["cancelled"] == 9_288
    assert treated["duplicate"] == 5_268


def test_every_customer_has_the_published_recency_frequency_and_value(
    opened: tuple[Engine, CustomerBase], published: pl.DataFrame
) -> None:
    engine, base = opened
    bought = engine.rows(
        base.bought.select("customer", "last", "orders", "value"), by=["customer"]
    ).to_native()
    bought = bought.with_columns(pl.col("customer").cast(pl.Int64)).sort("customer")
    assert bought["customer"].to_list() == published["CustomerID"].to_list()
    assert (base.lines.until - bought["last"]).to_list() == published["recency"].to_list()
    assert bought["orders"].to_list() == published["frequency"].to_list()
    # Published to the penny or as floats; some prices have tenths of a penny.
    apart = (bought["value"] / 10_000 - published["monetary"]).abs()
    assert float(apart.max()) < 0.006  # type: ignore[arg-type]


def test_fifths_are_those_of_ranks(explored: Exploration, published: pl.DataFrame) -> None:
    assert explored.rfm is not None
    columns = {
        "recency": -published["recency"],
        "frequency": published["frequency"],
        "value": published["monetary"],
    }
    for name, column in columns.items():
        twice = np.floor(2 * rankdata(column.to_numpy()) - 0.5).astype(np.int64)
        scores = 1 + 5 * twice // (2 * len(published))
        sizes = np.bincount(scores, minlength=6)[1:].tolist()
        assert list(getattr(explored.rfm, name).sizes) == sizes, name


def test_totals_and_concentration_follow(explored: Exploration, published: pl.DataFrame) -> None:
    assert explored.concentration is not None
    value = np.sort(published["monetary"].to_numpy())
    n = len(value)
    gini = 2 * float(np.arange(1, n + 1) @ value) / (n * value.sum()) - (n + 1) / n
    # Half of what `concentration` allows where values are too many to count each, and pennies of the table.
    assert explored.concentration.gini == pytest.approx(gini, abs=2e-6)
    fifth = dict(explored.concentration.top)[0.2]
    most = value[::-1][: round(n * 0.2)].sum() / value.sum()
    assert fifth == pytest.approx(most, abs=1e-4)  # .2 of 4,338 is no whole customer
    assert explored.totals.customers == n
    assert explored.totals.named_sales == pytest.approx(
        Decimal(str(round(float(value.sum()), 2))), abs=Decimal(1)
    )
    assert explored.totals.until == UNTIL


def test_findings_name_what_a_shop_owner_should_know(explored: Exploration) -> None:
    found = {finding.code for finding in explored.findings}
    assert {"nameless-sales", "short-span", "unfinished-month", "several-places", "duplicates"} <= found
    assert explored.calendar.weekday.index[5] == 0  # no sale on any Saturday
    assert explored.retention is not None
    assert int(explored.retention.active[:, 0].sum()) == 4_338
    assert sum(part.bought for part in explored.partitions[0].parts) == 4_338
