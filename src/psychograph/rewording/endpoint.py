"""Asking an endpoint: one request, one answer, within bounds, and nothing that the user did not name.

The standard library's `http.client` is used because it does little: it follows no redirection, looks for
no proxy, reads no ``.netrc``, keeps no cookies and unpacks nothing.
"""

from __future__ import annotations

import http.client
import ipaddress
import os
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from psychograph.study.model import WordingSettings

LARGEST = 1_000_000  # bytes of an answer
CHAT = "/chat/completions"


class NoAnswerError(Exception):
    """There is no answer; its text says why, in words for a finding and without any secret."""


@dataclass(frozen=True)
class Endpoint:
    """Where to ask.

    Parameters
    ----------
    secure : bool
        Whether it is asked through TLS.
    host, port, path : str, int, str
        Its address.
    timeout : float
        Seconds for all of one answer.
    key : str or None
        The key, which is sent and neither printed nor stored.
    """

    secure: bool
    host: str
    port: int
    path: str
    timeout: float
    key: str | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """Return host and port, which may be printed."""
        return f"{self.host}:{self.port}"


def endpoint_of(settings: WordingSettings) -> Endpoint:
    """Return where settings say to ask, without the key.

    Raises
    ------
    NoAnswerError
        For what is no address, and for an address that holds a password.
    """
    try:
        address = urlsplit(settings.endpoint.strip())
        host, port = address.hostname, address.port
    except ValueError:
        raise NoAnswerError("the endpoint is no address") from None
    if address.scheme not in {"http", "https"} or not host:
        raise NoAnswerError("the endpoint is no address that begins with http:// or https://")
    if address.username is not None or address.password is not None:
        raise NoAnswerError(
            "the endpoint holds a name or a password; name a variable under `key_env` instead"
        )
    if address.query or address.fragment:
        raise NoAnswerError("the endpoint holds more than an address and a path")
    secure, path = address.scheme == "https", address.path.rstrip("/")
    if any(not 32 < ord(letter) < 127 for letter in path + host):
        raise NoAnswerError("the endpoint holds characters that no address may hold")
    return Endpoint(
        secure,
        host,
        port or (443 if secure else 80),
        path if path.endswith(CHAT) else path + CHAT,
        settings.timeout,
    )


def with_key(endpoint: Endpoint, variable: str | None) -> Endpoint:
    """Return an endpoint with the key that an environment variable holds; None for an endpoint without.

    Raises
    ------
    NoAnswerError
        Where the variable holds no key, and where the key would travel in the clear.
    """
    key = _key(variable)
    if key is not None and not endpoint.secure and not _is_this_computer(endpoint.host):
        raise NoAnswerError("a key is sent to other computers through https:// alone")
    return replace(endpoint, key=key)


def _key(variable: str | None) -> str | None:
    if variable is None:
        return None
    key = os.environ.get(variable, "").strip()
    if not key:
        raise NoAnswerError(f"the environment variable {variable} holds no key")
    if not key.isascii() or not key.isprintable():
        raise NoAnswerError(f"the environment variable {variable} holds something that is no key")
    return key


def _is_this_computer(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def ask(endpoint: Endpoint, body: bytes) -> bytes:
    """Send a request and return the body of the answer.

    Parameters
    ----------
    endpoint : Endpoint
        Where to ask.
    body : bytes
        The request, as JSON.

    Raises
    ------
    NoAnswerError
        Where the endpoint cannot be reached, takes longer than its time-out over all, answers with
        anything but 200 (redirections are not followed), or sends more than a million bytes.
    """
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "Connection": "close",
        "User-Agent": "psychograph",
    }
    if endpoint.key is not None:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    connection = _connection(endpoint)
    with _ended_after(endpoint.timeout) as end:
        try:
            connection.connect()
            end.watch(connection.sock)
            connection.request("POST", endpoint.path, body, headers)
            answer = _body(connection.getresponse())
            if not end.came:  # or the answer may have been cut off by it
                return answer
            reason = _took_longer(endpoint)
        except TimeoutError:
            reason = _took_longer(endpoint)
        except NoAnswerError as error:
            reason = _took_longer(endpoint) if end.came else str(error)
        except ssl.SSLError as error:
            reason = f"{endpoint.name} could not be trusted ({error.reason or 'TLS failed'})"
        except (OSError, ValueError, http.client.HTTPException) as error:
            said = error.strerror if isinstance(error, OSError) and error.strerror else "no HTTP"
            reason = _took_longer(endpoint) if end.came else f"{endpoint.name} gave no answer ({said})"
        finally:
            connection.close()
    raise NoAnswerError(reason)


def _took_longer(endpoint: Endpoint) -> str:
    return f"{endpoint.name} took longer than {endpoint.timeout:g} seconds"


def _connection(endpoint: Endpoint) -> http.client.HTTPConnection:
    if endpoint.secure:
        return http.client.HTTPSConnection(
            endpoint.host, endpoint.port, timeout=endpoint.timeout, context=ssl.create_default_context()
        )
    return http.client.HTTPConnection(endpoint.host, endpoint.port, timeout=endpoint.timeout)


class _End:
    """The end of an exchange, and the socket that is shut when it comes."""

    def __init__(self) -> None:
        self.came = False
        self._socket: socket.socket | None = None

    def watch(self, connected: socket.socket | None) -> None:
        """Say which socket is to be shut; an end that came before shuts it at once."""
        self._socket = connected
        if self.came:
            self.come()

    def come(self) -> None:
        """Shut the socket, which ends every wait for it."""
        self.came = True
        if self._socket is not None:
            with suppress(OSError):  # it ended by itself
                self._socket.shutdown(socket.SHUT_RDWR)


@contextmanager
def _ended_after(seconds: float) -> Iterator[_End]:
    """End an exchange after so many seconds in all: a time-out alone ends only waits for a next byte."""
    end = _End()
    timer = threading.Timer(seconds, end.come)
    timer.daemon = True
    timer.start()
    try:
        yield end
    finally:
        timer.cancel()


def _body(response: http.client.HTTPResponse) -> bytes:
    if 300 <= response.status < 400:
        raise NoAnswerError(f"the endpoint sends elsewhere ({response.status}), which is not followed")
    if response.status != 200:
        raise NoAnswerError(f"the endpoint answers with the error {response.status}")
    if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise NoAnswerError("the answer is packed, which was not asked for")
    body = response.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise NoAnswerError(f"the answer is larger than {LARGEST:,} bytes")
    if response.length:  # fewer bytes came than were announced
        raise NoAnswerError("the answer broke off")
    return body
