"""What a store acknowledges is there, what it refuses is not, and one failure takes nobody along."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select, update
from sqlalchemy.exc import IntegrityError

from psychograph.fielding.errors import StoreError
from psychograph.fielding.stores import writer as writer_module
from psychograph.fielding.stores.office_tables import state
from psychograph.fielding.stores.opened import Stores, stores_at


def put(key: str, value: str = "1") -> Callable[[Connection], str]:
    def work(connection: Connection) -> str:
        connection.execute(state.insert().values(key=key, value=value, at=0))
        return key

    return work


def keys(stores: Stores) -> set[str]:
    return set(stores.office.read(lambda office: office.execute(select(state.c.key)).scalars().all()))


class Paused:
    """Keeps the writer busy, so that what is handed in meanwhile is one batch."""

    def __init__(self, stores: Stores) -> None:
        self._go = threading.Event()
        begun = threading.Event()

        def wait(_: Connection) -> None:
            begun.set()
            assert self._go.wait(20)

        self.waiting = stores.office.writer.submit(wait)
        assert begun.wait(20)

    def go(self) -> None:
        self._go.set()


def together(stores: Stores, *works: Callable[[Connection], object]) -> list[Future[object]]:
    pause = Paused(stores)
    handed = [stores.office.writer.submit(work) for work in works]
    pause.go()
    for future in handed:
        future.exception(timeout=20)
    return handed


def test_what_is_written_is_there_for_another_who_opens(stores: Stores, place: Path | str) -> None:
    assert stores.office.write(put("door")) == "door"
    with stores_at(place) as others:
        assert keys(others) == {"door"}


def test_one_that_fails_takes_nobody_along(stores: Stores) -> None:
    def fails(connection: Connection) -> None:
        put("half")(connection)
        raise ValueError("no")

    first, failed, double, last = together(stores, put("a"), fails, put("a"), put("b"))
    assert first.result() == "a"
    assert last.result() == "b"
    assert isinstance(failed.exception(), ValueError)
    assert isinstance(double.exception(), IntegrityError)
    assert keys(stores) == {"a", "b"}


def test_a_refused_row_that_a_work_passes_over_takes_nobody_along(stores: Stores) -> None:
    """PostgreSQL drops a transaction at an error that nobody undid: it must not be taken for written."""

    def passes_over(connection: Connection) -> str:
        try:
            put("a")(connection)
        except IntegrityError:
            return "passed over"
        return "new"

    first, second, third = together(stores, put("a"), passes_over, put("b"))
    assert first.result() == "a"
    assert third.result() == "b"
    assert keys(stores) == {"a", "b"}
    if stores.office.embedded:
        assert second.result() == "passed over"
    else:
        assert "begin_nested" in str(second.exception())


def test_a_work_may_try_and_undo_inside(stores: Stores) -> None:
    stores.office.write(put("a"))

    def tries(connection: Connection) -> str:
        try:
            with connection.begin_nested():
                put("a")(connection)
        except IntegrityError:
            put("b")(connection)
        return "done"

    assert stores.office.write(tries) == "done"
    assert keys(stores) == {"a", "b"}


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_a_connection_that_is_lost_while_one_failure_is_undone(stores: Stores) -> None:
    times = []

    def loses(connection: Connection) -> str:
        times.append(1)
        if len(times) == 1:
            raise ValueError("no")
        if len(times) == 2:
            connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")
        return put("b")(connection)

    stores.office.write(put("connected"))
    first, second = together(stores, put("a"), loses)
    assert (first.result(), second.result()) == ("a", "b")
    assert keys(stores) == {"connected", "a", "b"}


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_transaction_that_the_database_ends_by_itself_acknowledges_nothing(stores: Stores) -> None:
    """As SQLite does where the disk is full in the middle of a statement, and a work passes over it."""

    def ends(connection: Connection) -> str:
        connection.exec_driver_sql("ROLLBACK")
        put("after the end")(connection)
        return "done"

    before, ended, after = together(stores, put("a"), ends, put("b"))
    there = keys(stores) - {"after the end"}  # what a work did outside is its own
    acknowledged = {future.result() for future in (before, after) if future.exception() is None}
    assert ended.exception() is not None
    assert there == acknowledged
    assert stores.office.write(put("c")) == "c"


def test_many_are_committed_together(stores: Stores) -> None:
    commits = []
    from sqlalchemy import event

    event.listen(stores.office.database.writing, "commit", commits.append)
    done = together(stores, *(put(f"k{i}") for i in range(50)))
    assert {future.result() for future in done} == {f"k{i}" for i in range(50)}
    assert len(commits) == 2  # of the one that waited, and of the fifty


def test_cancelled_before_its_turn_it_is_not_written(stores: Stores) -> None:
    pause = Paused(stores)
    cancelled = stores.office.writer.submit(put("cancelled"))
    stays = stores.office.writer.submit(put("stays"))
    assert cancelled.cancel()
    pause.go()
    assert stays.result(20) == "stays"
    assert keys(stores) == {"stays"}


def test_a_task_that_is_cancelled_stops_nobody(stores: Stores) -> None:
    async def impatient() -> None:
        pause = Paused(stores)
        task = asyncio.create_task(stores.office.writing(put("impatient")))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        pause.go()
        assert await stores.office.writing(put("next")) == "next"
        assert await stores.office.reading(lambda office: office.scalar(select(func.count(state.c.key)))) == 1

    asyncio.run(impatient())


def test_closing_commits_what_was_handed_in(stores: Stores, place: Path | str) -> None:
    pause = Paused(stores)
    handed = [stores.office.writer.submit(put(f"k{i}")) for i in range(5)]
    closing = threading.Thread(target=stores.close)
    closing.start()
    pause.go()
    closing.join(20)
    assert all(future.done() for future in handed)
    with pytest.raises(StoreError, match="closed"):
        stores.office.write(put("late"))
    with stores_at(place) as again:
        assert keys(again) == {f"k{i}" for i in range(5)}


def test_a_disk_that_stands_still_is_told(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer_module, "MOST_WAITING", 3)
    pause = Paused(stores)
    handed = [stores.office.writer.submit(put(f"k{i}")) for i in range(3)]
    with pytest.raises(StoreError, match="3 changes wait"):
        stores.office.write(put("one too many"))
    pause.go()
    assert [future.result(20) for future in handed] == ["k0", "k1", "k2"]


def test_reading_writes_nothing(stores: Stores) -> None:
    with pytest.raises(StoreError, match=r"cannot be written"):
        stores.office.read(put("by a reader"))
    assert keys(stores) == set()


def test_a_reader_sees_one_state_from_beginning_to_end(stores: Stores) -> None:
    def reads(connection: Connection) -> tuple[int, int]:
        before = connection.scalar(select(func.count()).select_from(state))
        stores.office.write(put("meanwhile"))
        return before, connection.scalar(select(func.count()).select_from(state))

    assert stores.office.read(reads) == (0, 0)
    assert keys(stores) == {"meanwhile"}


COUNTS = """
import sys
from pathlib import Path
from sqlalchemy import select, update
from psychograph.fielding.stores.office_tables import state
from psychograph.fielding.stores.opened import stores_at

place = sys.argv[1] if "://" in sys.argv[1] else Path(sys.argv[1])

def one_more(office):
    value = int(office.scalar(select(state.c.value).where(state.c.key == "count")))
    office.execute(update(state).where(state.c.key == "count").values(value=str(value + 1)))

with stores_at(place) as stores:
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(60):
        stores.office.write(one_more)
"""


def test_processes_that_change_what_they_read_lose_nothing(stores: Stores, place: Path | str) -> None:
    stores.office.write(put("count", "0"))
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", COUNTS, str(place)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.communicate("go\n", timeout=60)
    assert [process.returncode for process in processes] == [0, 0, 0]
    value = stores.office.read(
        lambda office: office.scalar(select(state.c.value).where(state.c.key == "count"))
    )
    assert value == "180"


FORKS = """
import os, sys
from pathlib import Path
from psychograph.fielding.errors import StoreError
from psychograph.fielding.stores.opened import stores_at

place = sys.argv[1] if "://" in sys.argv[1] else Path(sys.argv[1])
with stores_at(place) as stores:
    stores.office.read(lambda office: None)
    child = os.fork()
    if child == 0:
        try:
            stores.office.write(lambda office: None)
        except StoreError as reason:
            os._exit(7 if "forked" in str(reason) else 8)
        os._exit(9)
    _, status = os.waitpid(child, 0)
    stores.office.write(lambda office: None)
print(os.waitstatus_to_exitcode(status))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_is_told_to_open_its_own(place: Path | str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FORKS, str(place)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("7\n", "")


def test_values_are_kept_as_they_are(stores: Stores) -> None:
    strange = "\u202e 'quoted' \"twice\"; DROP TABLE state; -- 🙂 %s :key ?"
    stores.office.write(put("strange", strange))
    stores.office.write(lambda office: office.execute(update(state).values(at=2**53)))
    assert stores.office.read(lambda office: office.execute(select(state.c.value, state.c.at)).one()) == (
        strange,
        2**53,
    )
