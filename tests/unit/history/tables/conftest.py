"""Small tables in both engines that are always there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from psychograph.history.engines.engine import Engine, Table
from psychograph.history.engines.opening import open_engine


@pytest.fixture(params=["duckdb", "polars"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with open_engine(request.param, scratch=tmp_path / "scratch") as opened:
        yield opened


@pytest.fixture
def table(engine: Engine, tmp_path: Path) -> Callable[[pl.DataFrame], Table]:
    """Put a table where the engine computes."""
    made: list[Path] = []

    def opened(frame: pl.DataFrame) -> Table:
        path = tmp_path / f"given-{len(made)}.parquet"
        frame.write_parquet(path)
        made.append(path)
        return engine.table(path.name, None, tmp_path)

    return opened
