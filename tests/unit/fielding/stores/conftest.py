"""Stores on both databases: what holds of one holds of the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres import PostgresServer, postgres  # noqa: F401 - a fixture

from psychograph.fielding.stores.opened import Stores, stores_at


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where stores may be: a folder that is not there yet, or an empty database."""
    if request.param == "sqlite":
        return tmp_path / "field"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.fresh_database()


@pytest.fixture
def stores(place: Path | str) -> Iterator[Stores]:
    with stores_at(place) as opened:
        yield opened
