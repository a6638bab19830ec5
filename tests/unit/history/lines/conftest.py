"""Lines of small tables, in both engines that are always there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from psychograph.history.engines.opening import open_engine
from psychograph.history.lines.lines import lines_of
from psychograph.history.lines.rows import Rows, Treated
from psychograph.history.plan.planned import PlannedHistory
from psychograph.history.plan.schema import HistoryPlan

TODAY = date(2020, 6, 30)


@dataclass(frozen=True)
class Made:
    """Lines that were made, fetched: the same from both engines."""

    rows: Rows
    until: int
    valued: bool
    currency: str | None
    fetched: tuple[tuple[Any, ...], ...]

    def treated(self, code: str) -> Treated:
        """Return one kind of trouble."""
        return next(one for one in self.rows.treated if one.code == code)

    @property
    def trouble(self) -> dict[str, int]:
        """Rows by kind of trouble."""
        return {one.code: one.rows for one in self.rows.treated}


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Made]:
    """Make lines of a table (Polars, or text of a CSV file) by both engines, and hold them to be equal."""

    def make(given: pl.DataFrame | str, keys: dict[str, Any], **plan: Any) -> Made:
        name = "given.csv" if isinstance(given, str) else "given.parquet"
        if isinstance(given, str):
            (tmp_path / name).write_text(given, encoding="utf-8")
        else:
            given.write_parquet(tmp_path / name)
        table = {"data": name, "customer": "customer", "time": "time", **keys}
        read = HistoryPlan.model_validate({"title": "Shop", "transactions": table, **plan})
        found = []
        for engine_name in ("duckdb", "polars"):
            with open_engine(engine_name, scratch=tmp_path / "scratch") as engine:
                lines = lines_of(engine, PlannedHistory(tmp_path, read, ""), today=TODAY)
                fetched = engine.rows(lines.table, by=())
                rows = tuple(sorted(fetched.iter_rows(), key=repr))
                found.append(Made(lines.rows, lines.until, lines.valued, lines.currency, rows))
        assert found[0] == found[1]
        return found[0]

    return make
