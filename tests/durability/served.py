"""The real server in a process of its own, and people who answer until each of their answers is taken."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from survey_browser import Browser, body_of, filled

from psychograph.fielding.stores.answers_tables import cases, events, saves
from psychograph.fielding.stores.opened import stores_at

SCREENS = 8
PATIENCE = 300.0  # seconds until what should happen soon counts as not happening, on however loaded a machine
SECRET = "kX4vD0u-2aQyR8mZ_tG7hWnPj5sLc9fEbB1iKo3wUeM"  # noqa: S105 - of tests alone
PLAN = {
    "organiser": {
        "name": "Durability",
        "contact": "d@example.org",
        "address": "1 Street",
        "privacy_notice": "None.",
    },
    "period": {"opens": "2020-01-01 08:00", "closes": "2090-01-01 08:00", "time_zone": "UTC"},
    "entrance": "anyone",
    "open_link": {"at_most": 1_000_000},
    "privacy": {
        "destroy_key": "2090-02-01",
        "erase_contacts": "2090-03-01",
        "erase_answers": "2099-12-31",
    },
}
# Serves with a clock that goes wrong by as many seconds as stand in a file.
WRONG_CLOCK = """
import sys
from datetime import timedelta
from pathlib import Path
from psychograph.cli.main import main
from psychograph.fielding.clock import SystemClock
now, wrong = SystemClock.now, Path(sys.argv.pop(1))
SystemClock.now = lambda self: now(self) + timedelta(seconds=float(wrong.read_text() or 0))
main(sys.argv[1:])
"""


def write_study(folder: Path, port: int, *, database: str = "", place: str = "") -> Path:
    """Write a survey of some questions, one a screen, behind an open link."""
    (folder / "field").mkdir(parents=True)
    questions = "\n".join(
        f"      - {{name: q{number}, type: rating, ask: Statement {number} describes me., scale: agree5}}"
        for number in range(1, SCREENS + 1)
    )
    (folder / "questionnaire.yaml").write_text(
        "title: Durability\nthanks: Thanks.\npages:\n  - name: consent\n    questions:\n"
        "      - {name: agreed, type: consent, ask: May we?, version: '1', required: true}\n"
        f"  - name: statements\n    questions:\n{questions}\n"
    )
    (folder / "field.yaml").write_text(json.dumps(PLAN))
    settings = folder / "field" / "settings.env"
    given = {
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SECRET": SECRET,
        "DATABASE": database,
        "PLACE": place,
    }
    settings.write_text("".join(f"PSYCHOGRAPH_{name}={value}\n" for name, value in given.items() if value))
    settings.chmod(0o600)
    return folder


class Server:
    """`psychograph field serve`, started, killed and started again on the same port."""

    def __init__(self, folder: Path, port: int, *, workers: int = 1, wrong_clock: Path | None = None) -> None:
        self.port = port
        self.log = folder / "log"
        plain = ["-c", "from psychograph.cli.main import main; main()"]
        program = ["-c", WRONG_CLOCK, str(wrong_clock)] if wrong_clock else plain
        self._command = [sys.executable, *program, "field", "serve", str(folder), "--port", str(port)]
        self._command += ["--no-mail", "--quiet", "--workers", str(workers)]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, without waiting until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )

    def ready(self) -> None:
        """Wait until it answers."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as asked:
                asked.settimeout(30)
                asked.sendall(f"GET /open HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode())
                if asked.recv(100).startswith(b"HTTP/1.1 200"):
                    return
            assert self.process is not None
            assert self.process.poll() is None, self.log.read_text()[-3000:]
            time.sleep(0.05)
        raise AssertionError(self.log.read_text()[-3000:])

    def kill(self) -> None:
        """Kill every process of it, at once, asking none."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def end(self) -> None:
        """End it as a system would."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()
                raise


@contextlib.contextmanager
def served(folder: Path, port: int, *, workers: int = 1, wrong_clock: Path | None = None) -> Iterator[Server]:
    """Serve a study for a while."""
    server = Server(folder, port, workers=workers, wrong_clock=wrong_clock)
    server.start()
    try:
        server.ready()
        yield server
    finally:
        server.end()


@dataclass
class Ledger:
    """What people were told is saved, by case and screen, and how often they were put off."""

    acknowledged: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    finished: int = 0
    put_off: Counter[str] = field(default_factory=Counter)


async def answer(
    port: int, number: int, ledger: Ledger, ending: asyncio.Event, *, twice: float = 0.1, pause: float = 0.02
) -> None:
    """Answer cases until the time is over; send each form again until it is taken, some twice anyway."""
    draw = random.Random(number)  # noqa: S311 - no secret
    while not ending.is_set():
        browser = Browser(port, number)
        try:
            await _one_case(browser, ledger, ending, draw, twice, pause)
        finally:
            browser.close()


async def _one_case(
    browser: Browser, ledger: Ledger, ending: asyncio.Event, draw: random.Random, twice: float, pause: float
) -> None:
    landing = (await _until_taken(browser, ledger, ending, "GET", "/open"))[2]
    _, location, _ = await _until_taken(
        browser, ledger, ending, "POST", "/open", body_of(filled(landing, draw))
    )
    while not ending.is_set():
        status, moved, page = await _until_taken(browser, ledger, ending, "GET", location)
        if status == 303:
            location = moved
            continue
        path = location.partition("?")[0]
        if "/q/" not in path:
            ledger.finished += status == 200
            return
        sent = filled(page, draw)
        await asyncio.sleep(draw.random() * pause)
        status, moved, _ = await _until_taken(browser, ledger, ending, "POST", path, body_of(sent))
        if status != 303:
            return
        _, handle, _, screen = path.rsplit("/", 3)
        said = {name: value for name, value in sent.items() if name == screen}
        ledger.acknowledged[handle, screen] = said
        if draw.random() < twice:  # a double click, or a retry whose first answer was lost on the way
            await _until_taken(browser, ledger, ending, "POST", path, body_of(sent))
        location = moved


async def _until_taken(
    browser: Browser, ledger: Ledger, ending: asyncio.Event, method: str, path: str, body: str = ""
) -> tuple[int, str, str]:
    """Send a request until the server takes it; what it answers while it cannot is a 503 that says when."""
    while True:
        try:
            async with asyncio.timeout(PATIENCE / 2):
                status, location, page = await browser.ask(method, path, body)
        except (OSError, EOFError) as reason:  # TimeoutError is an OSError
            ledger.put_off[type(reason).__name__] += 1
        else:
            if status in (200, 303):
                return status, location, page
            assert status == 503, f"{method} {path}: {status} {page[:500]}"
            assert int(browser.told["retry-after"]) > 0
            ledger.put_off["503"] += 1
        if ending.is_set():
            return 0, "", ""
        await asyncio.sleep(0.05)


async def crowd(port: int, people: int, ledger: Ledger, ending: asyncio.Event) -> None:
    """Let some people answer until the time is over."""
    await asyncio.gather(*(answer(port, number + 1, ledger, ending) for number in range(people)))


def account(place: Path | str, ledger: Ledger) -> int:
    """Hold a ledger against the stores: every acknowledged answer is there, and once. Return how many."""
    with stores_at(place) as stores:
        held = stores.answers.read(lambda answers: list(answers.execute(select(cases))))
        taken = stores.answers.read(lambda answers: list(answers.execute(select(saves))))
        told = stores.answers.read(lambda answers: list(answers.execute(select(events))))
    handles = {row.case_id: row.handle for row in held}
    said = {row.handle: json.loads(row.answers) for row in held}
    times = Counter((handles[row.case_id], row.screen) for row in taken)
    logged = Counter((handles[row.case_id], row.detail) for row in told if row.kind == "saved")
    kept = {(handles[row.case_id], row.screen): json.loads(row.answers) for row in taken}
    lost = [one for one in ledger.acknowledged if one not in times]
    assert lost == []
    assert [one for one, number in times.items() if number > 1] == []
    assert [one for one, number in logged.items() if number > 1] == []
    assert {one: kept[one] for one in ledger.acknowledged} == ledger.acknowledged
    changed = [
        (one, answers)
        for one, answers in ledger.acknowledged.items()
        if any(said[one[0]].get(name) != value for name, value in answers.items())
    ]
    assert changed == []
    assert sum(row.revision for row in held) == len(taken)
    _whole(held, told)
    return len(ledger.acknowledged)


def _whole(held: Sequence[object], told: Sequence[object]) -> None:
    """See that no half of a transaction is there: who came to the end is logged so, and nobody else."""
    complete = {row.case_id for row in held if row.outcome == "complete"}  # type: ignore[attr-defined]
    logged = Counter(row.case_id for row in told if row.kind == "completed")  # type: ignore[attr-defined]
    assert logged == Counter(complete)


def options_of(place: Path | str) -> Mapping[str, str]:
    """Return what a study is told of its place."""
    return {"database": place} if isinstance(place, str) else {"place": str(place)}
