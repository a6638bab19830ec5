"""Stores on both databases, a mail server that fails as it is told, and time that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres import PostgresServer, postgres  # noqa: F401 - a fixture
from smtp_server import MailServer, mail_server

from psychograph.fielding.server.security.rates import Rates
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
    """Empty stores: what holds of one database holds of the other."""
    with stores_at(place) as opened:
        yield opened


@pytest.fixture
def file_stores(tmp_path: Path) -> Iterator[Stores]:
    """Stores in files alone, where the database makes no difference."""
    with stores_at(tmp_path / "files") as opened:
        yield opened


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything comes at one moment: on a slow machine, what is allowed a minute would grow meanwhile."""
    monkeypatch.setattr(Rates.__init__, "__defaults__", (lambda: 0.0,))
