"""Returned mail and complaints, as mail servers write them: which message, and what became of it.

Delivery status notifications are RFC 3464, their status codes RFC 3463, complaints RFC 5965 (abuse reporting
format). Whatever else lies in a mailbox is told as no notice, and changes nothing.
"""

from __future__ import annotations

import email
import email.policy
import hashlib
import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from enum import StrEnum
from pathlib import Path

from psychograph.errors import Problem
from psychograph.fielding.errors import ContactsError

LARGEST = 5_000_000  # bytes of one notice; real ones have some thousand
LARGEST_FILE = 1_000_000_000  # bytes of a mailbox
IDENTITY = re.compile(r"<([0-9a-f]{32})@[^\s<>@]{1,255}>")  # of a Message-ID that we wrote
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
HEADERS = ("Message-ID", "X-Original-Message-ID", "Original-Message-ID", "In-Reply-To", "References")


class Kind(StrEnum):
    """What a notice says."""

    HARD = "hard"  # it will never arrive
    SOFT = "soft"  # it did not arrive this time
    COMPLAINT = "complaint"  # somebody called it spam
    LEAVING = "leaving"  # somebody unsubscribed at their provider
    DELIVERED = "delivered"
    NO_NOTICE = "no notice"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Notice:
    """One message of a mailbox.

    Parameters
    ----------
    where : str
        File, and number within it.
    digest : str
        SHA-256 of its content, so that it counts once.
    kind : Kind
        What it says.
    status : str
        As RFC 3463 writes it; empty where it has none.
    message_ids : tuple of str
        Outbox numbers that it may be about: those it names as the message that came back.
    """

    where: str
    digest: str
    kind: Kind
    status: str = ""
    message_ids: tuple[str, ...] = ()


def notices_in(path: Path) -> Iterator[Notice]:
    """Yield what lies in a mailbox.

    Parameters
    ----------
    path : Path
        A file in mbox format, a folder in Maildir format, one message (``.eml``), or a folder of such.

    Raises
    ------
    ContactsError
        Where there is nothing to read.
    """
    try:
        for number, content in enumerate(_contents(path), start=1):
            yield notice_of(content, f"{path.name}, message {number}")
    except OSError as reason:
        raise ContactsError(
            Problem(
                where=str(path),
                found=reason.strerror or str(reason),
                expected="a mailbox that can be read: mbox, Maildir or .eml",
                mend="check the name, and that you may read it",
            )
        ) from None


def notice_of(content: bytes, where: str) -> Notice:
    """Return what one message says.

    Parameters
    ----------
    content : bytes
        The message as it came.
    where : str
        File and number, for messages.
    """
    digest = hashlib.sha256(content.replace(b"\r\n", b"\n").strip()).hexdigest()
    if len(content) > LARGEST:
        return Notice(where, digest, Kind.UNREADABLE)
    try:
        # The older policy decodes no header before it is asked to, so that a broken one breaks nothing.
        return _read(email.message_from_bytes(content, policy=email.policy.compat32), where, digest)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError):
        return Notice(where, digest, Kind.UNREADABLE)


def _read(message: Message, where: str, digest: str) -> Notice:
    parts = list(message.walk())
    report = next((one for one in parts if one.get_content_type() == "message/feedback-report"), None)
    status = next((one for one in parts if one.get_content_type() == "message/delivery-status"), None)
    if report is not None:
        kind = _complaint(_fields(report))
        code = ""
    elif status is not None:
        kind, code = _delivery(status)
    else:
        return Notice(where, digest, Kind.NO_NOTICE)
    return Notice(where, digest, kind, code, _identities(parts))


def _complaint(fields: dict[str, str]) -> Kind:
    wanted = fields.get("feedback-type", "").strip().lower()
    return {"abuse": Kind.COMPLAINT, "fraud": Kind.COMPLAINT, "opt-out": Kind.LEAVING}.get(
        wanted, Kind.NO_NOTICE
    )


def _delivery(part: Message) -> tuple[Kind, str]:
    """Return the gravest of what is said for each recipient, and its status."""
    blocks = part.get_payload()
    found: list[tuple[Kind, str]] = []
    for block in blocks if isinstance(blocks, list) else []:
        fields = (
            {name.lower(): str(value) for name, value in block.items()} if isinstance(block, Message) else {}
        )
        action = fields.get("action", "").split("(")[0].strip().lower()
        code = STATUS.search(fields.get("status", ""))
        if action:
            found.append(_meaning(action, code[0] if code else ""))
    order = (Kind.HARD, Kind.SOFT, Kind.DELIVERED, Kind.NO_NOTICE)
    return min(found, key=lambda one: order.index(one[0]), default=(Kind.NO_NOTICE, ""))


def _meaning(action: str, status: str) -> tuple[Kind, str]:
    if action == "failed":
        # Class 4 means that the server gave up for now (RFC 3463): the address may be good.
        return (Kind.SOFT if status.startswith("4") else Kind.HARD), status or "5.0.0"
    if action == "delayed":
        return Kind.SOFT, status or "4.0.0"
    return (Kind.DELIVERED if action in {"delivered", "relayed", "expanded"} else Kind.NO_NOTICE), status


def _identities(parts: list[Message]) -> tuple[str, ...]:
    """Return our numbers of the message that came back: of its headers first, else of the notice's own."""
    notice, *inner = parts
    returned: list[str] = []
    for part in inner:
        if part.get_content_type() in {"text/rfc822-headers", "message/global-headers"}:
            returned.append(_text(part))
        returned.extend(str(part.get(name, "")) for name in HEADERS[:3])
    own = [str(notice.get(name, "")) for name in HEADERS[1:]]
    for texts in (returned, own):
        found = [one for text in texts for one in IDENTITY.findall(text)]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _fields(part: Message) -> dict[str, str]:
    """Return the fields of a report, which the library reads as a message of its own."""
    payload = part.get_payload()
    if isinstance(payload, list) and payload and isinstance(payload[0], Message):
        return {name.lower(): str(value) for name, value in payload[0].items()}
    read = email.message_from_string(_text(part).lstrip(), policy=email.policy.compat32)
    return {name.lower(): str(value) for name, value in read.items()}


def _text(part: Message) -> str:
    payload = part.get_payload()
    if isinstance(payload, list):
        return "\n".join(str(one) for one in payload)
    content = part.get_payload(decode=True)
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else str(payload)


def _contents(path: Path) -> Iterator[bytes]:
    if path.is_dir():
        if (path / "cur").is_dir() or (path / "new").is_dir():
            for part in ("new", "cur"):
                yield from _files(path / part, "*")
        else:
            yield from _files(path, "*.eml")
        return
    if path.stat().st_size > LARGEST_FILE:
        raise OSError(f"larger than {LARGEST_FILE // 1_000_000} MB; split it")
    with path.open("rb") as file:
        single = file.read(5) != b"From "
    if single:
        yield _bounded(path)
        return
    box = mailbox.mbox(path, create=False)
    try:
        for key in box.iterkeys():
            yield box.get_bytes(key)
    finally:
        box.close()


def _files(folder: Path, pattern: str) -> Iterator[bytes]:
    if folder.is_dir():
        for file in sorted(folder.glob(pattern)):
            if file.is_file():
                yield _bounded(file)


def _bounded(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)
