"""Online Retail (UCI, 541,909 rows): the rows are what is known of them, as Parquet and as it circulates.

Counts are those widely printed, and those of `known-results.md`; the 5,268 copies were counted there by a
data frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from psychograph.history.engines.opening import open_engine
from psychograph.history.guessing.guess import guess_history
from psychograph.history.lines.columns import CUSTOMER
from psychograph.history.lines.counting import customers_read
from psychograph.history.lines.lines import lines_of
from psychograph.history.lines.rows import Rows

RETAIL = Path(__file__).parents[3] / "shared" / "data" / "behavioural" / "online_retail_full.parquet"
TODAY = date(2020, 1, 1)


@pytest.fixture(scope="module")
def retail() -> Path:
    if not RETAIL.exists():
        pytest.skip("online_retail_full.parquet is not here: reference data lie outside the project")
    return RETAIL


@dataclass(frozen=True)
class Read:
    """What became of the rows by a guessed plan, how many customers they name, and how it writes days."""

    rows: Rows
    customers: int
    dates: str


def read(path: Path, engine_name: str, scratch: Path) -> Read:
    with open_engine(engine_name, scratch=scratch) as engine:
        planned = guess_history(engine, str(path)).planned
        lines = lines_of(engine, planned, today=TODAY)
        used = lines.table.filter(~nw.col(CUSTOMER).is_null()).select(CUSTOMER).unique()
        customers = customers_read(engine, used, lines.left_out)
        return Read(lines.rows, customers, planned.plan.transactions.dates)


def hold(found: Read) -> None:
    """Hold rows to the published counts."""
    rows = found.rows
    trouble = {one.code: one.rows for one in rows.treated}
    assert rows.read == 541_909
    assert found.customers == 4_372
    assert rows.orders == 25_900
    assert trouble["no-customer"] == 135_080
    assert trouble["cancelled"] == 9_288
    assert trouble["duplicate"] == 5_268
    assert rows.used == rows.read - trouble["amount-zero"]


def test_as_parquet_on_both_engines(retail: Path, tmp_path: Path) -> None:
    found = [read(retail, name, tmp_path / "scratch") for name in ("duckdb", "polars")]
    assert found[0] == found[1]
    hold(found[0])


def test_as_it_circulates(retail: Path, tmp_path: Path) -> None:
    """As CSV with ``12/1/2010 8:26`` and ``17850.0``; the first 12 days alone would not tell the month."""
    at = pl.col("InvoiceDate")
    written = pl.format(
        "{}/{}/{} {}:{}", at.dt.month(), at.dt.day(), at.dt.year(), at.dt.hour(), at.dt.strftime("%M")
    )
    frame = pl.read_parquet(retail)
    frame = frame.with_columns(written.alias("InvoiceDate"), pl.col("CustomerID").cast(pl.Float64))
    frame.write_csv(tmp_path / "Online Retail.csv")
    found = read(tmp_path / "Online Retail.csv", "polars", tmp_path / "scratch")
    assert found.dates == "month first"
    hold(found)
    assert found.rows == read(retail, "duckdb", tmp_path / "scratch").rows
