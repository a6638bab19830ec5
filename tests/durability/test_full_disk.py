"""A disk that is full: nobody is told that an answer is saved which is not; when it frees up, it goes on."""

from __future__ import annotations

import asyncio
import random
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from ports import free_port
from survey_browser import Browser, body_of, filled

from durability.served import PATIENCE, Ledger, Server, account, answer, served, write_study

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="limits of a running process are set through prlimit (Linux)"
)
PEOPLE = 15


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Make a disk of two megabytes; skip where this user may not."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "none", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no disk of its own: mounting a tmpfs is not permitted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


async def meets_a_full_disk(server: Server, ledger: Ledger, fill: object, free: object) -> None:
    """Let people answer; fill the disk under them; look at what one is told; free it again."""
    assert callable(fill)
    assert callable(free)
    ending = asyncio.Event()
    people = asyncio.gather(
        *(answer(server.port, number + 1, ledger, ending) for number in range(PEOPLE)),
        return_exceptions=False,
    )
    await _more(ledger, PEOPLE)
    somebody = Browser(server.port, 4000)
    draw = random.Random(1)  # noqa: S311 - no secret
    _, _, page = await somebody.ask("GET", "/open")
    _, location, _ = await somebody.ask("POST", "/open", body_of(filled(page, draw)))
    _, _, page = await somebody.ask("GET", location)
    sent = filled(page, draw)
    path = location.partition("?")[0]

    fill()
    await _until_put_off(ledger)
    status, _, page = await somebody.ask("POST", path, body_of(sent))
    assert status == 503
    assert int(somebody.told["retry-after"]) > 0
    assert "checked" in page  # what was answered is not to be answered again
    status, _, _ = await somebody.ask("GET", path)
    assert status == 200  # reading goes on

    free()
    status, _, _ = await somebody.ask("POST", path, body_of(sent))
    assert status == 303  # the same form, sent again; nothing was restarted
    _, handle, _, screen = path.rsplit("/", 3)
    ledger.acknowledged[handle, screen] = {name: value for name, value in sent.items() if name == screen}
    await _more(ledger, PEOPLE)
    somebody.close()
    ending.set()
    await people


async def _more(ledger: Ledger, number: int) -> None:
    before = len(ledger.acknowledged)
    while len(ledger.acknowledged) < before + number:
        await asyncio.sleep(0.02)


async def _until_put_off(ledger: Ledger) -> None:
    while not ledger.put_off["503"]:
        await asyncio.sleep(0.02)


def test_a_disk_is_full_and_frees_up(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        folder, port, ledger = tmp_path / "study", free_port(), Ledger()
        write_study(folder, port, place=str(disk))
        ballast = disk / "ballast"

        def fill() -> None:
            with ballast.open("wb", buffering=0) as file:
                try:
                    while True:
                        file.write(bytes(4096))
                except OSError:
                    return

        with served(folder, port) as server:
            asyncio.run(asyncio.wait_for(meets_a_full_disk(server, ledger, fill, ballast.unlink), PATIENCE))
        assert account(disk, ledger) >= 2 * PEOPLE


def test_a_file_may_not_grow_for_a_while(tmp_path: Path) -> None:
    """As with a quota of the disk: the database meets an error that is not that of a full disk."""
    place, folder, port, ledger = tmp_path / "stores", tmp_path / "study", free_port(), Ledger()
    write_study(folder, port, place=str(place))
    with served(folder, port) as server:
        assert server.process is not None
        process, (_, hard) = server.process.pid, resource.getrlimit(resource.RLIMIT_FSIZE)

        def fill() -> None:
            largest = max(path.stat().st_size for path in place.glob("answers.db*"))
            resource.prlimit(process, resource.RLIMIT_FSIZE, (largest, hard))

        def free() -> None:
            resource.prlimit(process, resource.RLIMIT_FSIZE, (hard, hard))

        asyncio.run(asyncio.wait_for(meets_a_full_disk(server, ledger, fill, free), PATIENCE))
    assert account(place, ledger) >= 2 * PEOPLE
