"""HTTP as no client speaks it: smuggling, bodies and trailers without end, a thousand requests ahead."""

from __future__ import annotations

import time
from contextlib import closing

import pytest
from raw_sockets import PATIENCE, Wire, rest, wired
from served_here import Survey

from psychograph.fielding.server import careful_protocol
from psychograph.fielding.stores.answers_tables import cases

HOST = b"Host: 127.0.0.1:8000\r\n"
CHUNKS = b"Transfer-Encoding: chunked\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
INNER = b"GET /privacy HTTP/1.1\r\n" + HOST + b"\r\n"  # what is smuggled, where it succeeds
MEGABYTE = 1024 * 1024

# Each has two readings, and one of them hides a second request (RFC 9112, sections 6.3 and 11.2).
AMBIGUOUS = {
    "length and chunks": b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + INNER,
    "two lengths": b"Content-Length: 0\r\nContent-Length: 5\r\n\r\n" + INNER,
    "length with a sign": b"Content-Length: +5\r\n\r\n" + INNER,
    "length below nothing": b"Content-Length: -1\r\n\r\n" + INNER,
    "length past all numbers": b"Content-Length: 18446744073709551616\r\n\r\n" + INNER,
    "unknown encoding": b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + INNER,
    "chunks, then none": b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + INNER,
    "two encodings": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + INNER,
    "space before the colon": b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + INNER,
    "folded": b"X: a\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + INNER,
    "bare line feeds": b"X: a\nTransfer-Encoding: chunked\n\n0\n\n" + INNER,
    "bare carriage return": b"X: a\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + INNER,
    "nul in a field": b"X: a\0b\r\nContent-Length: 0\r\n\r\n" + INNER,
    "chunk of no size": b"Transfer-Encoding: chunked\r\n\r\nZ\r\n" + INNER,
    "chunk below nothing": b"Transfer-Encoding: chunked\r\n\r\n-1\r\n" + INNER,
    "chunk past all numbers": b"Transfer-Encoding: chunked\r\n\r\n1" + b"0" * 16 + b"\r\n" + INNER,
}
STRANGE = {
    "another protocol": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/9.9": b"GET /privacy HTTP/9.9\r\n" + HOST + b"\r\n",
    "no version": b"GET /privacy\r\n\r\n",
    "an unknown method": b"STEAL /privacy HTTP/1.1\r\n" + HOST + b"\r\n",
    "a tunnel": b"CONNECT example.org:443 HTTP/1.1\r\n" + HOST + b"\r\n",
    "the server itself": b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n",
    "trace": b"TRACE /privacy HTTP/1.1\r\n" + HOST + b"Cookie: secret=1\r\n\r\n",
    "no path": b"GET  HTTP/1.1\r\n" + HOST + b"\r\n",
    "a query alone": b"GET ?lang=de HTTP/1.1\r\n" + HOST + b"\r\n",
    "bytes in the path": b"GET /\xff\xfe HTTP/1.1\r\n" + HOST + b"\r\n",
    "no host": b"GET /privacy HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /privacy HTTP/1.1\r\n" + HOST + HOST + b"\r\n",
    "another's host": b"GET http://127.0.0.1:8000/privacy HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "a host and more": b"GET /privacy HTTP/1.1\r\nHost: 127.0.0.1:8000@evil.example\r\n\r\n",
    "up out of the files": b"GET /static/../../../etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n",
    "up, encoded": b"GET /static/%2e%2e%2f%2e%2e%2fetc%2fpasswd HTTP/1.1\r\n" + HOST + b"\r\n",
    "a name cut short": b"GET /static/survey.css%00.js HTTP/1.1\r\n" + HOST + b"\r\n",
    "a length that is too large": b"POST /open HTTP/1.1\r\n" + HOST + b"Content-Length: 9999999999\r\n\r\nx",
}


def statuses(got: bytes) -> list[int]:
    """Return the status of each answer that came."""
    return [int(part[:3]) for part in got.split(b"HTTP/1.1 ")[1:]]


def test_what_can_be_read_in_two_ways_is_not_read_and_hides_nothing(survey: Survey) -> None:
    with wired(survey) as wire:
        assert statuses(wire.say(INNER)) == [200]
        for name, rest_of_it in AMBIGUOUS.items():
            got = wire.say(b"POST /open HTTP/1.1\r\n" + HOST + rest_of_it)
            assert statuses(got) == [400], (name, got[:300])
    assert not survey.rows(cases)


def test_what_is_strange_is_refused_and_told_nothing(survey: Survey) -> None:
    with wired(survey) as wire:
        for name, data in STRANGE.items():
            got = wire.say(data)
            assert all(400 <= status < 500 for status in statuses(got)), (name, got[:300])
            assert b"secret=1" not in got, name
            assert b"root:" not in got, name
            assert b"Traceback" not in got, name
            assert b"server:" not in got.partition(b"\r\n\r\n")[0].lower(), name


def test_a_request_for_another_protocol_is_answered_as_itself(survey: Survey) -> None:
    wanted = b"GET /privacy HTTP/1.1\r\n" + HOST + b"Connection: Upgrade\r\nUpgrade: websocket\r\n"
    keyed = b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    with wired(survey) as wire:
        assert statuses(wire.say(wanted + keyed)) == [200]


@pytest.mark.parametrize(
    ("head", "more"),
    [
        (b"3\r\na=b\r\n0\r\n", b"".join(b"X-%06d: 0123456789\r\n" % number for number in range(2_000))),
        (b"3\r\na=b\r\n0\r\nX: ", b"x" * 65_536),
        (b"3;", b"x" * 65_536),
        (b"", b"1\r\na\r\n" * 10_000),
    ],
    ids=["trailers", "a trailer", "an extension", "chunks of a byte"],
)
def test_what_comes_beside_a_body_is_bounded(survey: Survey, head: bytes, more: bytes) -> None:
    with wired(survey) as wire:
        taken = wire.pour(b"POST /open HTTP/1.1\r\n" + HOST + CHUNKS + head, more, 40 * MEGABYTE)
    assert taken < 20 * MEGABYTE  # its own bound, and what the kernel holds of both ends


def test_trailers_are_no_part_of_the_head(survey: Survey) -> None:
    """A cookie or an address that comes after the body was never seen by a proxy that checks it."""
    invited = survey.invite()
    with wired(survey) as wire, closing(wire.open()) as connection:
        connection.sendall(b"POST " + invited.link.encode() + b" HTTP/1.1\r\n" + HOST + CHUNKS)
        connection.sendall(b"7\r\nx=12345\r\n0\r\nX-Forwarded-For: 6.6.6.6\r\nHost: evil.example\r\n\r\n")
        assert connection.recv(64).startswith(b"HTTP/1.1 303")


def test_a_body_without_end_is_answered_and_then_let_go(survey: Survey) -> None:
    with wired(survey) as wire:
        chunk = b"10000\r\n" + b"a" * 65_536 + b"\r\n"
        taken = wire.pour(b"POST /open HTTP/1.1\r\n" + HOST + CHUNKS, chunk, 80 * MEGABYTE)
    assert taken < 60 * MEGABYTE


def test_few_requests_are_taken_ahead(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[int] = []
    begin = careful_protocol.CarefulProtocol.on_message_begin

    def counted(self: careful_protocol.CarefulProtocol) -> None:
        kept.append(len(self.pipeline))
        begin(self)

    monkeypatch.setattr(careful_protocol.CarefulProtocol, "on_message_begin", counted)
    request = b"GET /health HTTP/1.1\r\n" + HOST + b"\r\n"
    with wired(survey) as wire:
        with closing(wire.open()) as connection:
            connection.sendall(request * 9 + request[:-2] + b"Connection: close\r\n\r\n")
            assert statuses(rest(connection)) == [200] * 10
        got = wire.say(request * 1_000)
    assert max(kept) <= careful_protocol.WAITING
    assert len(statuses(got)) < 1_000


def test_the_server_goes_on_after_all_of_it(survey: Survey) -> None:
    with wired(survey) as wire:
        for data in (
            *STRANGE.values(),
            *(b"POST /open HTTP/1.1\r\n" + HOST + one for one in AMBIGUOUS.values()),
        ):
            wire.say(data)
        assert statuses(wire.say(INNER)) == [200]
        until = time.monotonic() + PATIENCE  # an answer is read before its task is done
        while wire.server.server_state.tasks and time.monotonic() < until:
            time.sleep(0.01)
        assert not wire.server.server_state.tasks
        _lost(wire)


def _lost(wire: Wire) -> None:
    """Hang up in the middle of requests of every kind."""
    for data in (
        b"G",
        b"POST /open HTTP/1.1\r\n" + HOST,
        b"POST /open HTTP/1.1\r\n" + HOST + CHUNKS + b"5\r\nab",
    ):
        with closing(wire.open()) as connection:
            connection.sendall(data)
    assert statuses(wire.say(INNER)) == [200]
