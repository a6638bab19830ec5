"""A mail server on a free port of this machine, which takes mail or fails as it is told."""

from __future__ import annotations

import asyncio
import gc
import socket
import ssl
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from ports import free_port

from psychograph.fielding.settings import Mail

pytest.importorskip("aiosmtpd", reason="aiosmtpd is not installed")

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

PATIENCE = 60.0  # seconds that a loaded machine may take for a reply; nobody waits so long but for a fault
HANG, DROP = "hang", "drop"  # instead of a reply: say nothing, or hang up
PASSWORD = "correct horse"  # noqa: S105 - of tests alone


@dataclass
class Script:
    """What the server says at each stage; a reply, `HANG` or `DROP`, by address of the recipient.

    ``at_data`` comes after the content was received; with `take` true the mail counts as taken although
    the sender never hears of it, as when a connection breaks at the worst moment.
    """

    at_mail: str = ""
    at_recipient: dict[str, list[str]] = field(default_factory=dict)
    at_data: dict[str, list[str]] = field(default_factory=dict)
    take: bool = True

    def next(self, replies: dict[str, list[str]], address: str) -> str:
        """Return the next reply for an address; empty once there is none left."""
        left = replies.get(address) or replies.get("*") or []
        return left.pop(0) if left else ""


@dataclass
class MailServer:
    """What came in: the bytes of each message that was taken, in order."""

    port: int
    script: Script
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    on_taken: Callable[[str], Any] = str
    login: bool = False

    @property
    def mail(self) -> Mail:
        """Settings for it, without encryption."""
        return Mail(host="127.0.0.1", port=self.port, security="none", timeout=PATIENCE)

    @property
    def messages(self) -> list[EmailMessage]:
        """What was taken, parsed."""
        return [message_from_bytes(content, policy=policy.default) for _, content in self.taken]  # type: ignore[misc]

    @property
    def recipients(self) -> list[str]:
        """To whom each message went."""
        return [address for address, _ in self.taken]


class _Handler:
    def __init__(self, server: MailServer) -> None:
        self.server = server

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.server.login and not session.authenticated:
            return "530 5.7.0 log in first"
        if self.server.script.at_mail:
            return self.server.script.at_mail
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = self.server.script.next(self.server.script.at_recipient, address)
        if reply in {HANG, DROP}:
            await _silence(server, reply)
        if reply:
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        address = envelope.rcpt_tos[0]
        script = self.server.script
        reply = script.next(script.at_data, address)
        if not reply or (reply in {HANG, DROP} and script.take):
            assert isinstance(envelope.content, bytes)
            self.server.taken.append((address, envelope.content))
            self.server.on_taken(address)
        if reply in {HANG, DROP}:
            await _silence(server, reply)
        return reply or "250 2.0.0 taken"


async def _silence(server: SMTP, how: str) -> None:
    if how == DROP:
        server.transport.abort()
    await asyncio.sleep(PATIENCE)  # longer than any sender of a test waits; ended with the server


@contextmanager
def mail_server(
    *, login: bool = False, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None
) -> Iterator[MailServer]:
    """Run a mail server for a while; with `login`, it wants the password `PASSWORD`.

    It is encrypted from the first byte with `tls`, or wants STARTTLS with `starttls`.
    """
    running = MailServer(free_port(), Script(), login=login)

    def checked(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        return AuthResult(success=data.password == PASSWORD.encode(), handled=False)

    more: dict[str, Any] = {"authenticator": checked, "auth_require_tls": False} if login else {}
    if starttls is not None:
        more |= {"tls_context": starttls, "require_starttls": True}
    controller = Controller(
        _Handler(running),
        hostname="127.0.0.1",
        port=running.port,
        server_hostname="mail.test",
        ssl_context=tls,
        ready_timeout=PATIENCE,
        **more,
    )
    if (
        tls is not None
    ):  # aiosmtpd calls itself to see that it runs, and would with a context that is for servers
        controller._trigger_server = lambda: socket.create_connection(("127.0.0.1", running.port)).close()
    controller.start()
    try:
        yield running
    finally:
        controller.stop()
        # Connections that were hung up on go now, and not as a warning in whatever test comes later.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()
