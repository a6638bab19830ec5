"""Rows are never lost: whatever trouble is planted, rows used and rows left out are all rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from psychograph.history.engines.opening import open_engine
from psychograph.history.lines.lines import lines_of
from psychograph.history.lines.refusals import MOST_UNREAD
from psychograph.history.lines.trouble import LEFT_OUT
from psychograph.history.plan.planned import PlannedHistory
from psychograph.history.plan.schema import HistoryPlan

TODAY = date(2020, 6, 30)


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, and the trouble that it is."""

    text: str | None
    trouble: str | None = None


DAYS = (
    Cell("2020-01-06"), Cell("2020-06-30T23:59"), Cell("20200229"), Cell("2019-12-31 08:26:00Z"),
    Cell(None, "date-missing"), Cell(" ", "date-missing"), Cell("NaT", "date-missing"),
    Cell("2020-02-30", "date-unreadable"), Cell("31.12.2019", "date-unreadable"),
    Cell("soon", "date-unreadable"),
    Cell("2020-07-01", "date-future"), Cell("9999-12-31", "date-future"), Cell("1900-01-01", "date-early"),
)  # fmt: skip
AMOUNTS = (
    Cell("12.50"), Cell("1,234.56"), Cell(" 7 "), Cell("(3.10)", "refund"), Cell("4-", "refund"),
    Cell(None, "amount-missing"), Cell("N/A", "amount-missing"), Cell("0.00", "amount-zero"),
    Cell("many", "amount-unreadable"), Cell("1e15", "amount-unreadable"),
)  # fmt: skip
CUSTOMERS = (
    Cell("7"), Cell("17850.0"), Cell("007"), Cell("Zo\u00eb"), Cell(None, "no-customer"),
    Cell("\u00a0", "no-customer"),
)  # fmt: skip
ORDERS = (Cell("536365"), Cell("C536379", "cancelled"), Cell("", "no-order"))
COINS = (
    Cell("EUR"),
    Cell("eur"),
    Cell("\u20ac"),
    Cell("GBP", "other-currency"),
    Cell(None, "other-currency"),
)
ROW = st.tuples(*(st.sampled_from(cells) for cells in (DAYS, AMOUNTS, CUSTOMERS, ORDERS, COINS)))
GOOD = (Cell("2020-01-06"), Cell("5.25"), Cell("8"), Cell("1"), Cell("EUR"))
PLAN = HistoryPlan.model_validate(
    {
        "title": "Shop",
        "currency": "EUR",
        "transactions": {
            "data": "given.parquet", "time": "time", "amount": "total", "customer": "who", "order": "no",
            "currency": "coin", "cancelled": "C",
        },
    }
)  # fmt: skip


@given(st.lists(ROW, max_size=6))
@settings(max_examples=10)
def test_rows_used_and_rows_left_out_are_all_rows(planted: list[tuple[Cell, ...]]) -> None:
    # So many good rows that what is planted stays below the share that is refused.
    rows = [GOOD] * int(len(planted) / MOST_UNREAD + 1) + planted
    frame = pl.DataFrame(
        {
            name: [row[at].text for row in rows]
            for at, name in enumerate(("time", "total", "who", "no", "coin"))
        },
        dict.fromkeys(("time", "total", "who", "no", "coin"), pl.String),
    )
    wanted: dict[str, int] = {}
    for row in rows:
        for cell in row:
            if cell.trouble is not None:
                # An amount below 0 of a cancelled order is no refund: the order says what it is.
                told = not (cell.trouble == "refund" and row[3].trouble == "cancelled")
                wanted[cell.trouble] = wanted.get(cell.trouble, 0) + told
    out = sum(any(cell.trouble in LEFT_OUT for cell in row) for row in rows)
    found = []
    with TemporaryDirectory() as folder:
        frame.write_parquet(Path(folder) / "given.parquet")
        for name in ("duckdb", "polars"):
            with open_engine(name) as engine:
                lines = lines_of(engine, PlannedHistory(Path(folder), PLAN, ""), today=TODAY)
                found.append((lines.rows, sorted(engine.rows(lines.table, by=()).iter_rows(), key=repr)))
    assert found[0] == found[1]
    became, fetched = found[0]
    counted = {one.code: one.rows for one in became.treated}
    assert became.read == len(rows)
    assert became.read - became.used == out
    assert len(fetched) == became.used
    assert {code: counted.get(code, 0) for code in wanted} == wanted
    assert became.named == sum(row[0] is not None for row in fetched)
    assert all(len(one.examples) <= 5 for one in became.treated)
