"""Stores of a field, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres import PostgresServer, postgres

from psychograph.fielding.stores.opened import Stores, stores_at

__all__ = ["postgres"]


@pytest.fixture(params=["sqlite", "postgresql"])
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stores]:
    """Empty stores."""
    place: Path | str = tmp_path / "field"
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        place = server.fresh_database()
    with stores_at(place) as opened:
        yield opened
