"""Whatever is killed while people answer: what was acknowledged is there, and once."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from ports import free_port
from postgres import PostgresServer

from durability.served import (
    PATIENCE,
    Ledger,
    Server,
    account,
    crowd,
    options_of,
    served,
    write_study,
)

PEOPLE = 25


async def shaken(server: Server, ledger: Ledger, shakes: list[Callable[[], None]], seed: int) -> None:
    """Let people answer while something is killed and started again, at moments of chance."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    ending = asyncio.Event()
    people = asyncio.create_task(crowd(server.port, PEOPLE, ledger, ending))
    for shake in shakes:
        before = len(ledger.acknowledged)
        while len(ledger.acknowledged) < before + PEOPLE:  # everybody is at work again
            await asyncio.sleep(0.02)
            if people.done():
                break
        await asyncio.sleep(draw.random() * 0.3)
        await asyncio.to_thread(shake)
    before = len(ledger.acknowledged)
    while len(ledger.acknowledged) < before + PEOPLE and not people.done():
        await asyncio.sleep(0.02)
    ending.set()
    await people


# What was killed once is killed again where starting takes least; that is most of what these cost.
@pytest.mark.parametrize(
    ("kind", "workers", "times"), [("sqlite", 1, 2), ("sqlite", 2, 1), ("postgresql", 2, 1)]
)
def test_every_process_of_the_server_is_killed(
    tmp_path: Path, kind: str, workers: int, times: int, request: pytest.FixtureRequest
) -> None:
    place = tmp_path / "stores" if kind == "sqlite" else request.getfixturevalue("postgres").fresh_database()
    folder, port, ledger = tmp_path / "study", free_port(), Ledger()
    write_study(folder, port, **options_of(place))

    def kill_and_start() -> None:
        server.kill()
        server.start()
        server.ready()

    with served(folder, port, workers=workers) as server:
        asyncio.run(
            asyncio.wait_for(shaken(server, ledger, [kill_and_start] * times, seed=workers), PATIENCE)
        )
    assert account(place, ledger) >= (times + 1) * PEOPLE
    assert ledger.put_off.total() > 0  # somebody was in the middle of it
    assert set(ledger.put_off) <= {
        "ConnectionRefusedError",
        "ConnectionResetError",
        "IncompleteReadError",
        "BrokenPipeError",
    }


def test_the_database_server_is_killed_and_the_server_goes_on(
    tmp_path: Path, own_postgres: PostgresServer
) -> None:
    place = own_postgres.fresh_database()
    folder, port, ledger = tmp_path / "study", free_port(), Ledger()
    write_study(folder, port, database=place)

    def kill_and_start() -> None:
        own_postgres.kill()
        own_postgres.start()

    def crash_and_start() -> None:
        own_postgres.stop("immediate")
        own_postgres.start()

    with served(folder, port) as server:
        shakes = [kill_and_start, own_postgres.kill_a_connection, crash_and_start]
        asyncio.run(asyncio.wait_for(shaken(server, ledger, shakes, seed=3), PATIENCE))
    assert account(place, ledger) >= 4 * PEOPLE
    assert set(ledger.put_off) == {"503"}  # it answered all the time
