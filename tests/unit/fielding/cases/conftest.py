"""Stores of a field, on both databases: opened once for each file of tests, empty for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres import PostgresServer, postgres
from sqlalchemy import Connection

from psychograph.fielding.stores.answers_tables import answers
from psychograph.fielding.stores.opened import Stores, stores_at

__all__ = ["postgres"]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def opened_stores(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stores]:
    """Stores that tests share."""
    place: Path | str = tmp_path_factory.mktemp("field")
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        place = server.fresh_database()
    with stores_at(place) as opened:
        yield opened


@pytest.fixture
def stores(opened_stores: Stores) -> Stores:
    """Empty stores."""

    def emptied(connection: Connection) -> None:
        for table in answers.sorted_tables:
            connection.execute(table.delete())

    opened_stores.answers.write(emptied)
    return opened_stores
