"""Acknowledged page saves a second, and how long each took, of the survey server and of a plain peer.

Run: python benchmarks/fielding.py [--respondents 200] [--seconds 15] [--databases sqlite postgresql peer]

Starts `psychograph field serve` on a free port of 127.0.0.1, with SQLite (write-ahead log, full sync) and a
private PostgreSQL (whose programs must be here), with one process and with two. Respondents are tasks of one
client process: each begins by the open link as a person behind an address of its own, answers screen
after screen as a browser without scripts would (POST a form, follow the redirect, read the next form),
and begins anew at the end. A save is counted when the redirect has arrived, which the server sends after the
commit; it is timed from the first byte sent. `core ms a save` is what the server took of a core for
one save with the page after it: the one column that other work on the machine leaves as it is.

Two loads: `flat out`, where each respondent sends the next form at once, so that requests queue and the time
of one is the number of respondents by the rate; and `paced`, where they send at the rate that the project
promises (300 saves a second with SQLite, 400 with PostgreSQL).

The peer (fielding_peer.py) is what one would write in an afternoon with the same framework: FastAPI, one
route that inserts each form through `sqlite3` with the same pragmas and one commit an insert, and one that
shows a fixed page.
It checks, signs, walks and renders nothing. At the end every acknowledged save is looked up in the store.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from postgres import postgres_server
from survey_browser import Browser, body_of, filled

PEER = Path(__file__).with_name("fielding_peer.py")
WARM = 3.0  # seconds before counting
PROMISED = {"sqlite": 300, "postgresql": 400, "peer": 300}
SCREENS = 40
SECRET = "kX4vD0u-2aQyR8mZ_tG7hWnPj5sLc9fEbB1iKo3wUeM"  # noqa: S105 - of this benchmark alone

PLAN = {
    "organiser": {
        "name": "Benchmark",
        "contact": "b@example.org",
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


@dataclass
class Told:
    """What a client saw: milliseconds of each save and each look, and how often it was put off."""

    saves: list[float] = field(default_factory=list)
    looks: list[float] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    refused: int = 0
    seconds: float = 0.0


# --- The study


def write_study(folder: Path, port: int, database: str) -> None:
    """Write a survey of forty questions, one a screen, behind an open link."""
    (folder / "field").mkdir(parents=True)
    questions = "\n".join(
        f"      - {{name: q{number}, type: rating, ask: Statement {number} describes me., scale: agree5}}"
        for number in range(1, SCREENS + 1)
    )
    (folder / "questionnaire.yaml").write_text(
        "title: Benchmark\nthanks: Thanks.\npages:\n  - name: consent\n    questions:\n"
        "      - {name: agreed, type: consent, ask: May we?, version: '1', required: true}\n"
        f"  - name: statements\n    questions:\n{questions}\n"
    )
    (folder / "field.yaml").write_text(json.dumps(PLAN))
    settings = folder / "field" / "settings.env"
    settings.write_text(
        f"PSYCHOGRAPH_PUBLIC_URL=http://127.0.0.1:{port}\nPSYCHOGRAPH_SECRET={SECRET}\n"
        + (f"PSYCHOGRAPH_DATABASE={database}\n" if database else "")
    )
    settings.chmod(0o600)


# --- The client


async def respondent(port: int, number: int, told: Told, begins: float, ends: float, pause: float) -> None:
    """Answer until the time is over."""
    draw = random.Random(number)
    while time.perf_counter() < ends:
        browser = Browser(port, number)
        try:
            await one_case(browser, told, begins, ends, pause, draw)
        except (OSError, EOFError):
            told.refused += 1
        finally:
            browser.close()


async def one_case(
    browser: Browser, told: Told, begins: float, ends: float, pause: float, draw: random.Random
) -> None:
    """Begin a case and answer it to its end, or to the end of time."""
    if pause:
        await asyncio.sleep(draw.random() * pause)
    _, _, page = await browser.ask("GET", "/open")
    status, location, page = await browser.ask("POST", "/open", body_of(filled(page, draw)))
    if status != 303:
        told.refused += 1
        await asyncio.sleep(0.2)
        return
    due = time.perf_counter()
    while time.perf_counter() < ends:
        asked = time.perf_counter()
        status, moved, page = await browser.ask("GET", location)
        shown = time.perf_counter()
        if status == 303:
            location = moved
            continue
        if shown > begins:
            told.looks.append((shown - asked) * 1000)
        if status != 200 or location.endswith(("/end", "/thanks")):
            told.refused += status != 200
            return
        body = body_of(filled(page, draw))
        if pause:
            due += pause * (0.5 + draw.random())
            await asyncio.sleep(due - time.perf_counter())
        sent = time.perf_counter()
        status, moved, _ = await browser.ask("POST", location, body)
        done = time.perf_counter()
        if status == 303:
            if begins < done < ends:
                told.saves.append((done - sent) * 1000)
            told.acknowledged.append(location)
            location = moved
        else:
            told.refused += 1
            await asyncio.sleep(0.2)


async def load(port: int, respondents: int, seconds: float, rate: float) -> Told:
    """Let everybody answer for some seconds."""
    told = Told()
    begun = time.perf_counter()
    pause = respondents / rate if rate else 0.0
    begins, ends = begun + WARM, begun + WARM + seconds
    await asyncio.gather(
        *(respondent(port, number + 1, told, begins, ends, pause) for number in range(respondents))
    )
    told.seconds = seconds
    return told


# --- Running them


@contextmanager
def running(command: list[str], port: int, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until it is not needed any more."""
    with log.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        for _ in range(300):
            with (
                suppress(OSError),
                contextlib.closing(urllib.request.urlopen(f"http://127.0.0.1:{port}/open", timeout=5)),
            ):
                break
            if process.poll() is not None:
                raise SystemExit(log.read_text())
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(30)


def peak_memory(process: int) -> float:
    """Return the most megabytes that a process and its children took, each by itself, added."""
    total = 0.0
    for number in (process, *children(process)):
        with suppress(OSError):
            status = Path(f"/proc/{number}/status").read_text()
            found = re.search(r"VmHWM:\s+(\d+)", status)
            total += int(found[1]) / 1024 if found else 0
    return total


def children(process: int) -> list[int]:
    """Return processes that a process started."""
    told = Path(f"/proc/{process}/task/{process}/children")
    return [int(number) for number in told.read_text().split()] if told.exists() else []


def measured(port: int, asked: argparse.Namespace, rate: float) -> Told:
    """Run the client in a process of its own."""
    command = [sys.executable, __file__, "--client", str(port), "--rate", str(rate)]
    command += ["--respondents", str(asked.respondents), "--seconds", str(asked.seconds)]
    with tempfile.NamedTemporaryFile() as file:
        subprocess.run([*command, "--told", file.name], check=True, timeout=asked.seconds * 4 + 60)
        return Told(**json.load(file))


def busy(process: int) -> float:
    """Return how many seconds of a core a process and its children have taken."""
    total = 0.0
    for number in (process, *children(process)):
        with suppress(OSError):
            told = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
            total += (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    return total


def line(name: str, told: Told, core: float, memory: float) -> str:
    """Return a row of the table."""
    saves, looks = sorted(told.saves) or [float("nan")], sorted(told.looks) or [float("nan")]
    return (
        f"| {name} | {len(told.saves) / told.seconds:.0f} | {at(saves, 50):.0f} | {at(saves, 99):.0f} | "
        f"{saves[-1]:.0f} | {at(looks, 99):.0f} | {told.refused} | "
        f"{core / max(1, len(told.acknowledged)) * 1000:.1f} | {memory:.0f} |"
    )


def at(ascending: list[float], percent: float) -> float:
    """Return a percentile: the smallest value that so many do not exceed."""
    return ascending[min(len(ascending) - 1, int(len(ascending) * percent / 100))]


def one(name: str, command: list[str], port: int, asked: argparse.Namespace, log: Path) -> int:
    """Measure a server under both loads, print the rows, and return how many saves it acknowledged."""
    acknowledged = 0
    with running(command, port, log) as process:
        for rate, what in ((0.0, "flat out"), (PROMISED[name.partition(" ")[0]], "paced")):
            before = busy(process.pid)
            told = measured(port, asked, rate)
            core = busy(process.pid) - before
            acknowledged += len(told.acknowledged)
            print(line(f"{name}, {what}", told, core, peak_memory(process.pid)), flush=True)
    return acknowledged


def ours(database: str, address: str, workers: int, asked: argparse.Namespace) -> None:
    """Measure our server, and see that it kept what it acknowledged."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, port = Path(scratch) / "study", free_port()
        write_study(folder, port, address)
        command = [str(Path(sys.executable).with_name("psychograph")), "field", "serve", str(folder)]
        command += ["--port", str(port), "--quiet", "--no-mail", "--workers", str(workers)]
        name = f"{database}, {workers} process{'es' if workers > 1 else ''}"
        acknowledged = one(name.replace(",", "", 1), command, port, asked, Path(scratch) / "log")
        kept = saves_kept(address or folder / "field")
    if kept < acknowledged:
        raise SystemExit(f"{acknowledged} saves were acknowledged, and {kept} are there")
    print(f"  {acknowledged:,} acknowledged, {kept:,} kept", file=sys.stderr)


def saves_kept(place: Path | str) -> int:
    """Return how many saves a store holds."""
    from sqlalchemy import func, select

    from psychograph.fielding.stores.answers_tables import saves
    from psychograph.fielding.stores.opened import stores_at

    with stores_at(place) as stores:
        return stores.answers.read(lambda answers: answers.scalar(select(func.count(saves.c.at)))) or 0


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--respondents", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--databases", nargs="*", default=["sqlite", "postgresql", "peer"])
    parser.add_argument("--client", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--told", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--rate", type=float, default=0, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.client:
        with suppress(ImportError):
            import uvloop

            uvloop.install()
        told = asyncio.run(load(asked.client, asked.respondents, asked.seconds, asked.rate))
        asked.told.write_text(json.dumps(asdict(told)))
        return
    print(
        f"{asked.respondents} respondents, {asked.seconds:.0f} s each, {os.cpu_count()} cores",
        file=sys.stderr,
    )
    columns = "saves/s | p50 ms | p99 ms | longest | p99 of a look | refused | core ms a save | peak MB"
    print(f"| server | {columns} |")
    print("|---|---|---|---|---|---|---|---|---|")
    if "peer" in asked.databases:
        with tempfile.TemporaryDirectory() as scratch:
            port = free_port()
            command = [sys.executable, str(PEER), str(Path(scratch) / "peer.db"), str(port)]
            one("peer 1 process", command, port, asked, Path(scratch) / "log")
    if "sqlite" in asked.databases:
        for workers in asked.workers:
            ours("sqlite", "", workers, asked)
    if "postgresql" in asked.databases:
        with postgres_server() as server:
            for workers in asked.workers:
                ours("postgresql", server.fresh_database(), workers, asked)


if __name__ == "__main__":
    main()
