"""Private PostgreSQL servers that a test may kill."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from postgres import PostgresServer, postgres, postgres_server  # noqa: F401 - a fixture


@pytest.fixture
def own_postgres() -> Iterator[PostgresServer]:
    """A server for one test, which may kill it."""
    with postgres_server() as server:
        yield server
