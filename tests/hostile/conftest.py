"""A small survey that is attacked, and its managers' pages."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from manager_site import Site
from postgres import postgres  # noqa: F401 - a fixture
from served_here import Survey, served

from psychograph.fielding.office import passwords
from psychograph.fielding.stores.opened import stores_at


@pytest.fixture
def survey(tmp_path: Path) -> Iterator[Survey]:
    """One with personal links, an open one, a draw and a free way into it."""
    with served(tmp_path, entrance="anyone", incentives={"draw": {"free_entry": True}}) as one:
        yield one


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Managers' pages with three users, on each database; what a hash costs is not what is tried here."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys.cache_clear()
    where: Path | str = tmp_path / "field"
    if request.param == "postgresql":
        where = request.getfixturevalue("postgres").fresh_database()
    loop = asyncio.new_event_loop()
    with stores_at(where) as stores:
        yield Site(stores, loop, "https://ask.example.org")
        loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()
