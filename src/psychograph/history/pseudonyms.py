"""Pseudonyms of customers: the same for the same key file, and nobody's who has not got it."""

from __future__ import annotations

import base64
import contextlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from psychograph.errors import OutputError, Problem, UsageError
from psychograph.quoting import quoted

HEAD = "psychograph key of pseudonyms 1"
WARNING = (
    "# Whoever has this file can tell which pseudonym is which customer, by trying their numbers.",
    "# Keep it apart from the data, give it to nobody, and keep a copy: without it no new data fit the old.",
)
BYTES = 32  # of the key: as many as the hash
LARGEST = 4_096
LETTERS = 26  # of base 32: 130 bits, so that no two of a billion customers share one
SECRET = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Pseudonyms:
    """Turns keys of customers into pseudonyms.

    A pseudonym is ``k`` and the first 26 letters of HMAC-SHA256 in base 32: customer numbers are few and
    guessed at once, so a plain hash would hide nobody. The letter before keeps spreadsheets from reading a
    number. Spaces around a key do not matter.

    Pseudonymous data are personal data (GDPR, recital 26): who has the key file can undo it.

    Parameters
    ----------
    secret : bytes, length 32
        Never shown.

    References
    ----------
    Krawczyk, Bellare & Canetti 1997, RFC 2104 (HMAC); Josefsson 2006, RFC 4648 (base 32). GDPR art. 4(5).

    Examples
    --------
    >>> named = Pseudonyms(bytes(32))
    >>> named.of("17850"), named.of(" 17850 ") == named.of("17850"), named.of("17851")
    ('kf52ew62xf2mvzkmpun33blcwmu', True, 'k4yjefs33nkdgloytpfndxhofbt')
    """

    secret: bytes = field(repr=False)

    def of(self, key: str) -> str:
        """Return the pseudonym of a customer."""
        told = hmac.digest(self.secret, key.strip().encode(), "sha256")
        return "k" + base64.b32encode(told).decode().lower()[:LETTERS]


@dataclass(frozen=True)
class KeyFile:
    """A key file that was read or made.

    Parameters
    ----------
    pseudonyms : Pseudonyms
    made : bool
        Whether it was made just now.
    open_to_others : bool
        Whether others on this computer may read it.
    """

    pseudonyms: Pseudonyms
    made: bool
    open_to_others: bool


def key_file(path: Path) -> KeyFile:
    """Read a key file; where there is none, make one that only its owner may read.

    It is never overwritten.

    Parameters
    ----------
    path : Path

    Raises
    ------
    UsageError
        Where something else is there.
    OutputError
        Where it cannot be made.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
            mode = os.fstat(file.fileno()).st_mode
    except FileNotFoundError:
        return KeyFile(_made(path), made=True, open_to_others=False)
    except OSError as reason:
        raise UsageError(_unreadable(path, reason.strerror or str(reason))) from None
    return KeyFile(_read(path, content), made=False, open_to_others=os.name != "nt" and bool(mode & 0o077))


def _read(path: Path, content: bytes) -> Pseudonyms:
    lines = [line.strip() for line in content.decode("utf-8", "replace").splitlines()]
    said = [line for line in lines if line and not line.startswith("#")]
    if len(content) > LARGEST or len(said) != 2 or said[0] != HEAD or not SECRET.fullmatch(said[1]):
        # What stands there is not repeated: it may be somebody's secret.
        raise UsageError(_unreadable(path, "a file that is no key of pseudonyms, or a damaged one"))
    return Pseudonyms(bytes.fromhex(said[1]))


def _unreadable(path: Path, found: str) -> Problem:
    return Problem(
        where=str(path),
        found=found,
        expected=f"a file that begins with {quoted(HEAD)}, or none, and it is made",
        mend="put the copy of your key file in its place; for a new one, name a file that is not there",
    )


def _made(path: Path) -> Pseudonyms:
    secret = secrets.token_bytes(BYTES)
    content = "\n".join((HEAD, *WARNING, secret.hex(), "")).encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            with contextlib.suppress(OSError):
                path.unlink()
            raise
    except OSError as reason:
        raise OutputError(
            Problem(
                where=str(path),
                found=reason.strerror or str(reason),
                expected="a place for the key file",
                mend="make room, or name a file in a folder of your own",
            )
        ) from None
    return Pseudonyms(secret)
