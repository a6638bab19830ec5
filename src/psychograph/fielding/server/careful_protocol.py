"""HTTP as httptools reads it, with what comes before and beside a body bounded in time and size.

uvicorn bounds none of it: a connection that sends a letter a minute is kept for ever (known as slow loris),
one that asks a thousand things before it reads an answer has them all kept, and so have trailers, the fields
that may follow a body in chunks (RFC 9112, section 7.1.2), which nothing here reads.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 20.0  # for the head of a request to arrive
HEAD_BYTES = 64 * 1024  # of a head; browsers send 1 or 2 kB
BESIDE_BYTES = 2 * 1024 * 1024  # head, trailers, sizes of chunks: 1.3 MB where each is a byte
WHOLE_BYTES = 32 * 1024 * 1024  # of a request that was answered as too large, and goes on coming
WAITING = 32  # requests of one connection that wait for their turn; browsers and proxies send none ahead


class GreedyError(Exception):
    """More was asked ahead than is kept."""


class CarefulProtocol(HttpToolsProtocol):
    """Lets go of who sends a request drop by drop or without end, or many ahead."""

    _waiting: asyncio.TimerHandle | None = None
    _head = 0
    _beside = 0
    _whole = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._arrived()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read, and let go of what has no end."""
        super().data_received(data)
        self._beside += len(data)
        self._whole += len(data)
        if self._waiting is not None:
            self._head += len(data)
        if self._head > HEAD_BYTES or self._beside > BESIDE_BYTES or self._whole > WHOLE_BYTES:
            self._give_up()

    def on_message_begin(self) -> None:
        """Begin to wait for the next head."""
        if len(self.pipeline) >= WAITING:
            raise GreedyError
        super().on_message_begin()
        self._beside = self._whole = 0
        self._arrived()
        self._wait()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a field of a head, and none that comes after a body."""
        if self._waiting is not None:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Answer."""
        self._arrived()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a part of a body."""
        self._beside -= len(body)
        super().on_body(body)

    def _wait(self) -> None:
        self._head = 0
        self._waiting = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _arrived(self) -> None:
        self._head = 0
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        self._arrived()
        if self.transport is not None and not self.transport.is_closing():
            self.transport.close()
