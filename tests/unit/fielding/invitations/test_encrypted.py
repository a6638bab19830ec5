"""Mail that is handed over encrypted, to a server whose certificate was checked, or not at all."""

from __future__ import annotations

import asyncio
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from fieldworks import SECRET
from smtp_server import PASSWORD, MailServer, mail_server

from psychograph.fielding.deployment import outside
from psychograph.fielding.deployment.finding import State, ok
from psychograph.fielding.errors import FieldSettingsError
from psychograph.fielding.invitations.sending import Connected, Fate, Handed, NoServerError
from psychograph.fielding.settings import Mail, settings_of
from psychograph.fielding.settings.model import Security

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")

WAYS: tuple[Security, ...] = ("starttls", "tls")
SECONDS = 60.0  # to wait for a server of this machine; more than enough, and no test waits for it
HANDSHAKE = 0x16  # the first byte of TLS (RFC 8446, section 5.1)
SAID = {
    "PSYCHOGRAPH_PUBLIC_URL": "https://ask.example.org",
    "PSYCHOGRAPH_SECRET": SECRET,
    "PSYCHOGRAPH_SMTP_HOST": "mail.example.org",
}
CONTENT = b"Subject: tea\r\n\r\nhello\r\n"


def certificate(folder: Path, name: str, of: str) -> Path:
    """Make a certificate that speaks for itself, with its key in the same file."""
    file, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName={of}",
            "-keyout", str(key), "-out", str(file),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return file


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The certificate of a company's server, under the name it is called here."""
    return certificate(tmp_path_factory.mktemp("own"), "own", "DNS:localhost")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for another name."""
    return certificate(tmp_path_factory.mktemp("elsewhere"), "elsewhere", "DNS:mail.example.org")


@contextmanager
def serving(
    way: Security, file: Path, *, login: bool = False
) -> Iterator[tuple[MailServer, Mail, bytearray]]:
    """Run a server with a certificate; return it, settings for it, and what is said to it over the wire."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, file.with_suffix(".key"))
    told = {"tls": context} if way == "tls" else {"starttls": context}
    with mail_server(login=login, **told) as server, listened(server.port) as (port, heard):
        yield server, Mail("localhost", port, security=way, timeout=SECONDS), heard


@contextmanager
def listened(port: int) -> Iterator[tuple[int, bytearray]]:
    """Stand between a sender and a server, and note what the sender says."""
    heard = bytearray()
    with ExitStack() as ends, socket.create_server(("127.0.0.1", 0)) as ear:
        carriers: list[threading.Thread] = []

        def carry(source: socket.socket, target: socket.socket, note: bytearray) -> None:
            with suppress(OSError):
                while part := source.recv(65_536):
                    note += part
                    target.sendall(part)
            for one in (source, target):
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

        def meet() -> None:
            with suppress(OSError):
                while True:
                    caller = ends.enter_context(ear.accept()[0])
                    called = ends.enter_context(socket.create_connection(("127.0.0.1", port)))
                    for way in ((caller, called, heard), (called, caller, bytearray())):
                        carriers.append(threading.Thread(target=carry, args=way))
                        carriers[-1].start()

        meeting = threading.Thread(target=meet)
        meeting.start()
        try:
            yield ear.getsockname()[1], heard
        finally:
            ear.shutdown(socket.SHUT_RDWR)
            for one in (meeting, *carriers):
                one.join(SECONDS)


def hand_over(mail: Mail) -> Handed:
    async def over() -> Handed:
        async with Connected(mail, "ask.example.org") as server:
            return await server.hand_over("survey@example.org", "ann@example.org", CONTENT)

    return asyncio.run(over())


def in_the_clear(heard: bytearray, way: Security) -> list[bytes]:
    """Return the words that were said before encryption began."""
    if way == "tls":
        return [] if heard[:1] == bytes([HANDSHAKE]) else [bytes(heard)]
    plain, _, then = bytes(heard).partition(b"STARTTLS\r\n")
    assert then[:1] in (b"", bytes([HANDSHAKE]))
    return [line.split()[0] for line in plain.splitlines()]


@pytest.mark.parametrize("way", WAYS)
def test_a_message_goes_encrypted_to_a_server_whose_authority_is_trusted(way: Security, own: Path) -> None:
    with serving(way, own, login=True) as (server, given, heard):
        mail = replace(given, user="survey", password=PASSWORD, authority=own.read_text())
        assert hand_over(mail).fate is Fate.TAKEN
        assert server.recipients == ["ann@example.org"]
        assert in_the_clear(heard, way) == ([b"EHLO"] if way == "starttls" else [])
        assert b"hello" not in heard
        assert outside._asked(mail) == ok("mail", f"localhost:{mail.port} answers, encrypted, logged in")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("what", ["an authority nobody knows", "another name"])
def test_a_server_that_is_not_the_one_is_told_nothing(
    way: Security, what: str, own: Path, elsewhere: Path
) -> None:
    file = own if what == "an authority nobody knows" else elsewhere
    with serving(way, file) as (server, given, heard):
        mail = replace(given, authority=elsewhere.read_text() if what == "another name" else "")
        with pytest.raises(NoServerError, match="PSYCHOGRAPH_SMTP_CA") as found:
            hand_over(replace(mail, user="survey", password=PASSWORD))
        assert "certificate" in str(found.value)
        assert PASSWORD not in str(found.value)
        assert server.taken == []
        assert in_the_clear(heard, way) == ([b"EHLO"] if way == "starttls" else [])
        looked = outside._asked(mail)
        assert (looked.state, "PSYCHOGRAPH_SMTP_CA" in looked.mend) == (State.WRONG, True)


def test_a_server_that_offers_no_encryption_is_told_nothing() -> None:
    with mail_server() as server, listened(server.port) as (port, heard):
        mail = Mail("localhost", port, "survey", PASSWORD, "starttls", SECONDS)
        with pytest.raises(NoServerError, match="starttls"):
            hand_over(mail)
        assert server.taken == []
        assert {line.split()[0] for line in bytes(heard).splitlines()} <= {b"EHLO", b"QUIT"}
        assert "offers no STARTTLS" in outside._asked(mail).text


def test_encryption_from_the_first_byte_with_a_server_that_begins_without(own: Path) -> None:
    with serving("starttls", own) as (server, given, heard):
        mail = replace(given, security="tls", authority=own.read_text())
        with pytest.raises(NoServerError, match="_SECURITY"):
            hand_over(mail)
        assert (server.taken, heard[0]) == ([], HANDSHAKE)
        assert "PSYCHOGRAPH_SMTP_SECURITY=starttls," in outside._asked(mail).mend


@pytest.mark.parametrize("name", ["SMTP_CA", "SMTP_CA_FILE"])
def test_an_authority_is_named_by_its_file(name: str, own: Path) -> None:
    assert (
        settings_of({**SAID, f"PSYCHOGRAPH_{name}": str(own)}).mail.authority.strip()
        == own.read_text().strip()
    )


@pytest.mark.parametrize("content", [b"", b"no certificate", b"\x30\x82\x01\x0a\xff", None])
def test_a_file_that_names_no_authority_is_refused(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(FieldSettingsError) as found:
        settings_of({**SAID, "PSYCHOGRAPH_SMTP_CA": str(file)})
    assert [one.where for one in found.value.problems] == ["PSYCHOGRAPH_SMTP_CA, in the environment"]


def test_an_authority_without_encryption_is_a_slip(own: Path) -> None:
    with pytest.raises(FieldSettingsError, match="no encryption"):
        settings_of({**SAID, "PSYCHOGRAPH_SMTP_CA": str(own), "PSYCHOGRAPH_SMTP_SECURITY": "none"})
