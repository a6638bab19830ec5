"""The whole server in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from manager_site import Site

from psychograph.fielding.office import passwords
from psychograph.fielding.stores.opened import Stores, stores_at


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a hash costs is not what these tests are about."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys.cache_clear()


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    made = asyncio.new_event_loop()
    yield made
    made.run_until_complete(made.shutdown_default_executor())
    made.close()


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    with stores_at(tmp_path / "field") as opened:
        yield opened


@pytest.fixture
def site(stores: Stores, loop: asyncio.AbstractEventLoop) -> Site:
    return Site(stores, loop, "https://ask.example.org")
