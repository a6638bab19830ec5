"""The fields of a form that was sent, read within bounds and refused where they are no text."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from psychograph.fielding.server.security.refused import RefusedError

MOST_BYTES = 256 * 1024  # of a form; the longest answer is 10,000 characters
MOST_FIELDS = 1_000
SECONDS = 60.0  # for a whole form to arrive, on the slowest phone
ENCODED = "application/x-www-form-urlencoded"

Fields = Mapping[str, Sequence[str]]


async def read_body(request: Request, most: int = MOST_BYTES) -> bytes:
    """Return the body of a request, as long as it is short and comes in time.

    Raises
    ------
    RefusedError
        413 as soon as more than `most` bytes are told or have come, 408 where it takes too long, 400 where it
        ends too early.
    """
    told = request.headers.get("content-length", "")
    if told.isdecimal() and len(told) < 20 and int(told) > most:
        raise RefusedError(413)
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > most:
                    raise RefusedError(413)
                parts.append(part)
    except TimeoutError:
        raise RefusedError(408) from None
    except ClientDisconnect:
        raise RefusedError(400) from None
    return b"".join(parts)


async def read_fields(request: Request) -> Fields:
    """Return the fields of a form.

    Raises
    ------
    RefusedError
        As `read_body`; 415 for another encoding than that of plain forms, 400 for what is no form.
    """
    body = await read_body(request)
    if not body:
        return {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != ENCODED:
        raise RefusedError(415)
    return fields_of(body)


def fields_of(body: bytes) -> Fields:
    """Return the fields of a plain form.

    Broken UTF-8, half surrogates and NUL are refused: no browser sends them, and no store keeps them alike.

    Raises
    ------
    RefusedError
        400, with more than 1,000 fields too.

    Examples
    --------
    >>> fields_of(b"Drinks=tea&Drinks=other&Age=")
    {'Drinks': ['tea', 'other'], 'Age': ['']}
    """
    try:
        pairs = parse_qsl(
            body.decode("utf-8"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:  # UnicodeDecodeError is one
        raise RefusedError(400) from None
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        if "\0" in name or "\0" in value:
            raise RefusedError(400)
        fields.setdefault(name, []).append(value)
    return fields


def only(fields: Fields, name: str) -> str:
    """Return the last value of a field; empty where it was not sent."""
    values = fields.get(name)
    return values[-1] if values else ""
