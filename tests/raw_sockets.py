"""A server on a port of this machine, and bytes sent to it as no client would."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass

import uvicorn
from served_here import Survey

from psychograph.fielding.server.wire import config_of

PATIENCE = 60.0  # seconds; only a fault waits so long


@dataclass(frozen=True)
class Wire:
    """Where a server listens."""

    port: int
    server: uvicorn.Server

    def open(self) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def say(self, data: bytes) -> bytes:
        """Send bytes and nothing more; return all that comes back."""
        with closing(self.open()) as connection:
            with suppress(OSError):  # let go of in the middle
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
            return rest(connection)

    def pour(self, head: bytes, more: bytes, most: int) -> int:
        """Send `more` again and again; return how many bytes were taken before the server let go."""
        sent = 0
        with closing(self.open()) as connection, suppress(OSError):
            connection.sendall(head)
            while sent < most:
                connection.sendall(more)
                sent += len(more)
        return sent


def rest(connection: socket.socket) -> bytes:
    """Return what comes until the server lets go; fails where it never does."""
    got = b""
    while True:
        try:
            part = connection.recv(65536)
        except ConnectionResetError:
            return got
        if not part:
            return got
        got += part


@contextmanager
def wired(survey: Survey) -> Iterator[Wire]:
    """Serve on a free port of loopback, from a thread, as `psychograph field serve` does."""
    server = uvicorn.Server(config_of(survey.app))
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, args=([bound],))
    thread.start()
    try:
        until = time.monotonic() + PATIENCE
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        yield Wire(int(bound.getsockname()[1]), server)
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        bound.close()
    assert not thread.is_alive()
