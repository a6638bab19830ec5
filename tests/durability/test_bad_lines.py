"""Slow and broken connections, and clocks that jump: nothing acknowledged is lost, nothing is there twice."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

from ports import free_port
from survey_browser import Browser, body_of, filled

from durability.served import PATIENCE, Ledger, account, answer, crowd, served, write_study

PEOPLE = 15


async def arrived(browser: Browser, draw: random.Random) -> tuple[str, dict[str, str]]:
    """Begin a case; return its first screen and what to send."""
    _, _, page = await browser.ask("GET", "/open")
    _, location, _ = await browser.ask("POST", "/open", body_of(filled(page, draw)))
    _, _, page = await browser.ask("GET", location)
    return location.partition("?")[0], filled(page, draw)


async def send_and_hang_up(port: int, data: bytes) -> None:
    """Send bytes, and hang up without reading the answer."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(data)
    await writer.drain()
    writer.close()
    await writer.wait_closed()


async def drip(port: int, data: bytes) -> bytes:
    """Send bytes, a few at a time; return the first line of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for start in range(0, len(data), 25):
        writer.write(data[start : start + 25])
        await writer.drain()
        await asyncio.sleep(0.005)
    line = await reader.readuntil(b"\r\n")
    writer.close()
    return line


async def one_with_a_bad_line(port: int, number: int, ledger: Ledger) -> None:
    """Lose the line before the form is whole, then after; drip the form; at last send it as usual, again."""
    draw = random.Random(number)  # noqa: S311 - no secret
    browser = Browser(port, number)
    path, sent = await arrived(browser, draw)
    whole = browser.request("POST", path, body_of(sent))
    await send_and_hang_up(port, whole[: len(whole) - draw.randrange(1, 60)])
    await send_and_hang_up(port, whole[: draw.randrange(10, 200)])
    await send_and_hang_up(port, whole)
    assert (await drip(port, whole)).startswith(b"HTTP/1.1 303 ")
    status, _, _ = await browser.ask("POST", path, body_of(sent))
    assert status == 303
    _, handle, _, screen = path.rsplit("/", 3)
    ledger.acknowledged[handle, screen] = {name: value for name, value in sent.items() if name == screen}
    browser.close()


async def with_bad_lines(port: int, ledger: Ledger) -> None:
    idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(150)]
    for _, writer in idle[:75]:
        writer.write(b"POST /open HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Le")
    ending = asyncio.Event()
    others = asyncio.create_task(crowd(port, PEOPLE, ledger, ending))
    await asyncio.gather(*(one_with_a_bad_line(port, 5000 + number, ledger) for number in range(20)))
    before = len(ledger.acknowledged)
    while len(ledger.acknowledged) < before + PEOPLE:
        await asyncio.sleep(0.02)
    ending.set()
    await others
    for _, writer in idle:
        writer.close()


def test_lines_that_are_slow_or_break(tmp_path: Path) -> None:
    place, folder, port, ledger = tmp_path / "stores", tmp_path / "study", free_port(), Ledger()
    write_study(folder, port, place=str(place))
    with served(folder, port):
        asyncio.run(asyncio.wait_for(with_bad_lines(port, ledger), PATIENCE))
    assert account(place, ledger) >= 20 + PEOPLE
    assert not ledger.put_off


async def while_the_clock_jumps(port: int, ledger: Ledger, wrong: Path) -> None:
    ending = asyncio.Event()
    people = [asyncio.create_task(answer(port, number + 1, ledger, ending)) for number in range(PEOPLE)]
    for seconds in (0, -3 * 3600, 90 * 60, -2 * 24 * 3600, 5 * 60, 0):
        wrong.write_text(str(seconds))
        before = len(ledger.acknowledged)
        while len(ledger.acknowledged) < before + 3 * PEOPLE:
            await asyncio.sleep(0.02)
            for person in people:
                if person.done():
                    person.result()
    ending.set()
    await asyncio.gather(*people)


def test_a_clock_that_jumps_back_and_forward(tmp_path: Path) -> None:
    """By minutes as when it is set by hand, by hours as when somebody mistakes the zone, by two days."""
    place, folder, port, ledger = tmp_path / "stores", tmp_path / "study", free_port(), Ledger()
    write_study(folder, port, place=str(place))
    wrong = tmp_path / "wrong"
    wrong.write_text("0")
    with served(folder, port, wrong_clock=wrong):
        asyncio.run(asyncio.wait_for(while_the_clock_jumps(port, ledger, wrong), PATIENCE))
    assert account(place, ledger) >= 18 * PEOPLE
    assert ledger.finished > 0
    assert not ledger.put_off
