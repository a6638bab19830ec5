"""A language model's endpoint on this computer, which behaves as a test wants."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Sentences = list[dict[str, Any]]


@dataclass
class Stub:
    """What the endpoint was asked, and how it answers."""

    answer: Callable[[Handler], None]
    port: int = 0
    requests: list[dict[str, Any]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    finished: bool = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"


class Handler(BaseHTTPRequestHandler):
    """One request."""

    stub: Stub

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.stub.raw.append(body)
        self.stub.requests.append({"path": self.path, **json.loads(body)})
        self.stub.headers.append(dict(self.headers.items()))
        with contextlib.suppress(OSError):  # who asked may have gone away
            self.stub.answer(self)

    def do_GET(self) -> None:
        self.stub.requests.append({"path": self.path, "method": "GET"})
        self.send(b"{}")

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def asked(self) -> Sentences:
        found: Sentences = json.loads(self.stub.requests[-1]["messages"][1]["content"])["sentences"]
        return found

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def say(self, content: str, reason: str = "stop") -> None:
        choice = {"index": 0, "finish_reason": reason, "message": {"role": "assistant", "content": content}}
        self.send(json.dumps({"object": "chat.completion", "choices": [choice]}).encode())


def sentences(change: Callable[[Sentences], object]) -> Callable[[Handler], None]:
    """Answer in the right form, with sentences that a function makes of those that were sent."""

    def answer(handler: Handler) -> None:
        handler.say(json.dumps({"sentences": change(handler.asked())}))

    return answer


def retold(change: Callable[[str], str]) -> Callable[[Handler], None]:
    """Answer with every text changed alike."""
    return sentences(lambda asked: [{**one, "text": change(one["text"])} for one in asked])


def saying(content: str, reason: str = "stop") -> Callable[[Handler], None]:
    return lambda handler: handler.say(content, reason)


def sending(body: bytes, status: int = 200, **headers: str) -> Callable[[Handler], None]:
    return lambda handler: handler.send(body, status, **headers)


def dripping(handler: Handler) -> None:
    """Send a byte now and then, so that no single wait is long."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    with contextlib.suppress(OSError):
        for _ in range(200):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)
        handler.stub.finished = True


def breaking_off(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": ')
    handler.close_connection = True


@contextlib.contextmanager
def served(answer: Callable[[Handler], None]) -> Iterator[Stub]:
    """Run the endpoint while a test asks it."""
    stub = Stub(answer)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"stub": stub}))
    server.daemon_threads = True
    stub.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
