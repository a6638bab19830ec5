"""What stands before every route: hosts, sizes, headers, a log without secrets, and no failure shown raw."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Awaitable, Callable
from pathlib import PurePath

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from psychograph.fielding.server.security.headers import PERSONAL, headers_for
from psychograph.fielding.server.security.hosts import hosts_of
from psychograph.fielding.server.security.network import is_loopback
from psychograph.fielding.settings import Settings

access = logging.getLogger("psychograph.access")
log = logging.getLogger("psychograph.server")

HEALTH = "/health"
MOST_BYTES = 256 * 1024  # of anything that is sent; nothing here takes files

Failed = Callable[[Scope, Receive, Send, int], Awaitable[None]]


class _TooLargeError(Exception):
    """More has come than is taken."""


class Guard:
    """An ASGI middleware around all routes.

    Requests for another host than that of the public address are refused, so that nothing is ever made from
    what a stranger calls us; health may be asked by this machine under any name. Bodies are bounded while
    they come, before anyone reads them. HEAD is answered as GET, without the body. Where a route fails, its
    reason is logged without values (an answer may be among them) and a page says that it failed.

    Parameters
    ----------
    app : ASGIApp
        What is guarded.
    settings : Settings
        Of the server.
    failed : callable
        Sends the page for a status: scope, receive, send, status.
    """

    def __init__(self, app: ASGIApp, settings: Settings, failed: Failed) -> None:
        self._app = app
        self._failed = failed
        self._hosts = {host.encode() for host in hosts_of(settings.public_url)}
        self._headers = headers_for(encrypted=settings.encrypted)
        self._elsewhere = f"This server answers at {settings.public_url} only.\n".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)
        else:  # nothing here speaks WebSocket
            await send({"type": "websocket.close", "code": 1008})

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = time.perf_counter()
        method = scope["method"]
        status = 0

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = self._headed(message.get("headers", ()))
            elif method == "HEAD":
                message = {"type": message["type"], "body": b"", "more_body": message.get("more_body", False)}
            await send(message)

        if method == "HEAD":  # in a copy: the server below has to know
            scope = {**scope, "method": "GET"}
        try:
            await self._routed(scope, receive, answer)
        except Exception as reason:  # noqa: BLE001 - the last place to answer from
            status = await self._told(reason, scope, receive, answer, status)
        finally:
            route = getattr(scope.get("route"), "path", "-")
            access.info("%s %s %d %.0f ms", method, route, status, (time.perf_counter() - begun) * 1000)

    async def _routed(self, scope: Scope, receive: Receive, answer: Send) -> None:
        host, told = self._said(scope)
        if host not in self._hosts and not _asks_health(scope):
            await _plain(answer, 421 if host else 400, self._elsewhere)
            return
        if told is None:
            await self._app(scope, _bounded(receive), answer)
        elif told <= MOST_BYTES:
            await self._app(scope, receive, answer)
        else:
            raise _TooLargeError

    async def _told(
        self, reason: Exception, scope: Scope, receive: Receive, answer: Send, status: int
    ) -> int:
        if isinstance(reason, _TooLargeError):
            answered = 413
        else:
            answered = 500
            log.error("failed: %s", reason_of(reason))
        if not status:
            await self._failed(scope, receive, answer, answered)
        return answered

    def _said(self, scope: Scope) -> tuple[bytes, int | None]:
        """Return the host and the length that a request tells; None where it tells none."""
        host, length = b"", None
        hosts = 0
        for name, value in scope["headers"]:
            if name == b"host":
                host, hosts = value.lower(), hosts + 1
            elif name == b"content-length":
                length = int(value) if value.isdigit() and len(value) < 16 else MOST_BYTES + 1
        if length is None and scope["method"] == "GET":
            length = 0
        return (host if hosts == 1 else b""), length

    def _headed(self, headers: object) -> list[tuple[bytes, bytes]]:
        said = [*headers, *self._headers]  # type: ignore[misc]
        if not any(name == b"cache-control" for name, _ in said):
            said.append((b"cache-control", PERSONAL))
        return said


def reason_of(reason: BaseException) -> str:
    """Return what failed and where, without the words of the error: values may be among them.

    Examples
    --------
    >>> try:
    ...     int("an answer")
    ... except ValueError as reason:
    ...     "an answer" in reason_of(reason)
    False
    """
    frames = traceback.extract_tb(reason.__traceback__)[-12:]
    path = " < ".join(f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    cause = reason.__cause__ or reason.__context__
    since = f" because of {type(cause).__name__}" if cause is not None else ""
    return f"{type(reason).__name__}{since} at {path}"


def _bounded(receive: Receive) -> Receive:
    size = 0

    async def counted() -> Message:
        nonlocal size
        message = await receive()
        if message["type"] == "http.request":
            size += len(message.get("body", b""))
            if size > MOST_BYTES:
                raise _TooLargeError
        return message

    return counted


def _asks_health(scope: Scope) -> bool:
    client = scope.get("client")
    return scope["path"] == HEALTH and client is not None and is_loopback(client[0])


async def _plain(answer: Send, status: int, text: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(text)).encode())]
    await answer({"type": "http.response.start", "status": status, "headers": headers})
    await answer({"type": "http.response.body", "body": text})
