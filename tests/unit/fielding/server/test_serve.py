"""The server as a process of its own: begun, asked, told to end; and heads of requests that never end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from click.testing import CliRunner
from fieldworks import field_folder
from ports import free_port
from served_here import ANSWERS, Survey, sent
from survey_people import main_form

from psychograph.cli.main import commands
from psychograph.fielding.errors import FieldSettingsError
from psychograph.fielding.office.door import Told, told
from psychograph.fielding.server import careful_protocol
from psychograph.fielding.server.wire import config_of
from psychograph.fielding.stores.answers_tables import cases
from psychograph.fielding.stores.opened import stores_at

PATIENCE = 60.0  # seconds until something that should happen soon counts as not happening
ALWAYS = {"opens": "2020-01-01 00:00", "closes": "2090-01-01 00:00"}


def study(folder: Path, port: int) -> Path:
    """Write a study that anyone may answer now, on a port of this machine."""
    field_folder(folder, entrance="anyone", period=ALWAYS, incentives=None, consents=None, privacy=None)
    settings = folder / "field" / "settings.env"
    settings.write_text(settings.read_text().replace(":8000", f":{port}"))
    return folder


@contextmanager
def running(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [
        sys.executable,
        "-c",
        "from psychograph.cli.main import main; main()",
        "field",
        "serve",
        str(folder),
        *options,
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def answers_at(url: str, process: subprocess.Popen[str]) -> bool:
    """Wait until a server answers, or has ended."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            return httpx.get(f"{url}/health", timeout=PATIENCE).status_code == 200
        except httpx.TransportError:
            time.sleep(0.1)
    return False


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("options", [(), ("--workers", "2")])
def test_what_was_acknowledged_is_there_after_the_end(tmp_path: Path, options: tuple[str, ...]) -> None:
    port = free_port()
    folder, url = study(tmp_path / "study", port), f"http://127.0.0.1:{port}"
    with running(folder, *options) as process:
        assert answers_at(url, process)
        with httpx.Client(base_url=url, follow_redirects=True, timeout=PATIENCE) as client:
            form = main_form(client.get("/open").text)
            shown = client.post(form.action, data=dict(form.hidden))
            shown = sent(client, shown, ANSWERS["agreed"])
            assert shown.status_code == 200
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    assert f"listens at  {url}" in out
    assert "Traceback" not in err
    assert "/r/{handle}/q/{screen} 303" in err
    with stores_at(folder / "field") as stores:
        kept = stores.answers.read(lambda c: [row.answers for row in c.execute(cases.select())])
    assert kept == ['{"agreed":"1"}']


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        folder = study(tmp_path / "study", taken.getsockname()[1])
        told_ = CliRunner().invoke(commands, ["field", "serve", str(folder)])
    assert isinstance(told_.exception, FieldSettingsError)
    assert "--port" in str(told_.exception)


def test_settings_that_are_not_safe_are_refused(tmp_path: Path) -> None:
    folder = study(tmp_path / "study", free_port())
    settings = folder / "field" / "settings.env"
    settings.write_text("PSYCHOGRAPH_PUBLIC_URL=http://ask.example.org\nPSYCHOGRAPH_SECRET=change-me\n")
    refused = CliRunner().invoke(commands, ["field", "serve", str(folder)])
    assert isinstance(refused.exception, FieldSettingsError)
    assert len(refused.exception.problems) == 2
    assert refused.exception.exit_code == 3


def test_pause_resume_and_close(tmp_path: Path) -> None:
    folder = study(tmp_path / "study", free_port())

    def run(*words: str, answer: str = "") -> tuple[int, str]:
        done = CliRunner().invoke(commands, ["field", words[0], str(folder), *words[1:]], input=answer)
        return done.exit_code, done.output

    def said() -> Told:
        with stores_at(folder / "field") as stores:
            return stores.office.read(told)[0]

    assert run("pause")[0] == 0
    assert said() is Told.PAUSED
    assert "already" in run("pause")[1]
    assert run("resume")[0] == 0
    assert said() is Told.OPEN
    assert run("close", answer="n\n")[0] == 1
    assert said() is Told.OPEN
    assert run("close", "--yes")[0] == 0
    assert said() is Told.CLOSED
    assert run("resume")[0] != 0
    assert said() is Told.CLOSED


@contextmanager
def listening(survey: Survey) -> Iterator[int]:
    """Serve on a port of this machine, from a thread."""
    server = uvicorn.Server(config_of(survey.app))
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, args=([bound],))
    thread.start()
    try:
        until = time.monotonic() + PATIENCE
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        yield int(bound.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        bound.close()
    assert not thread.is_alive()


def let_go(connection: socket.socket) -> bytes:
    """Return what came until the server let go; fails where it never does."""
    connection.settimeout(PATIENCE)
    got = b""
    while True:
        try:
            part = connection.recv(65536)
        except ConnectionResetError:
            return got
        if not part:
            return got
        got += part


def test_a_head_that_comes_drop_by_drop_or_without_end_is_let_go(
    survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(careful_protocol, "HEAD_SECONDS", 0.5)
    with listening(survey) as port:
        with closing(socket.create_connection(("127.0.0.1", port))) as silent:
            assert let_go(silent) == b""
        with closing(socket.create_connection(("127.0.0.1", port))) as slow:
            slow.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nX-")
            assert let_go(slow) == b""
        monkeypatch.setattr(careful_protocol, "HEAD_SECONDS", PATIENCE * 2)
        with closing(socket.create_connection(("127.0.0.1", port))) as second:  # also after a good request
            second.settimeout(PATIENCE)
            second.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n")
            assert second.recv(65536).startswith(b"HTTP/1.1 200 OK")
            with monkeypatch.context() as hurried:  # only now: a good request may take its time
                hurried.setattr(careful_protocol, "HEAD_SECONDS", 0.5)
                second.sendall(b"GET /he")
                let_go(second)
        with closing(socket.create_connection(("127.0.0.1", port))) as endless:
            head = b"GET / HTTP/1.1\r\nX: " + b"x" * (careful_protocol.HEAD_BYTES * 2)
            try:
                endless.sendall(head)
            except (BrokenPipeError, ConnectionResetError):
                return
            assert let_go(endless) == b""


def lives(port: int) -> bool:
    """Return whether a server answers."""
    asked = httpx.get(f"http://127.0.0.1:{port}/health", headers={"host": "x"}, timeout=PATIENCE)
    return asked.status_code == 200


def test_what_is_no_http_gets_no_trace(survey: Survey) -> None:
    with listening(survey) as port:
        for garbage in (
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
            b"GET\r\n\r\n",
            b"\0" * 100,
            b"GET /\xff HTTP/1.1\r\n\r\n",
        ):
            with closing(socket.create_connection(("127.0.0.1", port))) as one:
                one.sendall(garbage)
                one.shutdown(socket.SHUT_WR)
                got = let_go(one)
                assert got == b"" or got.startswith(b"HTTP/1.1 4"), got[:200]
        assert lives(port)


def of_respondents(survey: Survey) -> dict[str, list[Any]]:
    """Return every row but the office's, in which a server notes what it likes when its rounds come."""
    return {name: rows for name, rows in survey.everything().items() if not name.startswith("office.")}


def test_a_body_that_stops_in_the_middle_saves_nothing(survey: Survey) -> None:
    with listening(survey) as port:
        before = of_respondents(survey)
        head = b"POST /open HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nContent-Length: 5000\r\n"
        with closing(socket.create_connection(("127.0.0.1", port))) as one:
            one.sendall(head + b"Content-Type: application/x-www-form-urlencoded\r\n\r\nform-signed=x")
        assert lives(port)
        assert of_respondents(survey) == before
