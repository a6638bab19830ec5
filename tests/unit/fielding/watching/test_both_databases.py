"""The same cases give the same figures and files on SQLite and on PostgreSQL, and from the server's own "
"writing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from postgres import PostgresServer, postgres
from sittings import COFFEE, SMALL, Sitting
from sqlalchemy import Connection

from psychograph.fielding.stores.opened import Stores, stores_at
from psychograph.fielding.watching.export import export
from psychograph.fielding.watching.status import status
from tests.fielded_cases import OPENS, put
from tests.fieldworks import fieldwork
from tests.unit.fielding.watching.test_status import CASES, NOW

__all__ = ["postgres"]


def test_postgresql_counts_alike(store: Connection, postgres: PostgresServer) -> None:
    field = fieldwork()
    put(store, CASES)
    with stores_at(postgres.fresh_database()) as stores:
        stores.answers.write(lambda connection: put(connection, CASES))
        counted = stores.answers.read(lambda connection: status(connection, field, NOW))
        files = stores.answers.read(lambda connection: export(connection, field, NOW, partials=True))
    assert counted == status(store, field, NOW)
    assert files == export(store, field, NOW, partials=True)


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    with stores_at(tmp_path / "field") as opened:
        yield opened


def test_what_the_server_writes_is_what_is_counted(stores: Stores) -> None:
    for screens in (len(COFFEE), 3):
        sitting = Sitting(stores)
        for screen, answers in list(COFFEE.items())[:screens]:
            sitting.send(screen, answers)
    found = stores.answers.read(lambda connection: status(connection, SMALL, OPENS + timedelta(hours=1)))
    came = found.open_link
    # Two of the five questions on the way of who drinks coffee are too few to count.
    assert (came.cases, came.started, came.complete, came.broken_off) == (2, 2, 1, 1)
    (stop,) = found.stops
    assert (stop.screen, stop.text, stop.stopped, stop.came) == ("Gender", "Which describes you?", 1, 2)
    made = stores.answers.read(lambda connection: export(connection, SMALL, OPENS))
    assert made.complete == 1
