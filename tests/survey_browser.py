"""A browser without scripts, as small as a load wants it: one connection that is kept, a cookie, a form."""

from __future__ import annotations

import asyncio
import random
import re

HIDDEN = re.compile(r"<input\b[^>]*\btype=\"?hidden\b[^>]*>")
NAME, VALUE = re.compile(r"\bname=\"?([^\s\">]+)"), re.compile(r"\bvalue=\"([^\"]*)\"")
CHOICE = re.compile(r"<input\b[^>]*\btype=\"?(?:radio|checkbox)\b[^>]*>")


class Browser:
    """One person; behind a proxy, so that each may have an address of their own.

    Parameters
    ----------
    port : int
        Of a server on 127.0.0.1.
    number : int
        From 0 to 2**24 - 1: the person's address in 10.0.0.0/8.
    """

    def __init__(self, port: int, number: int) -> None:
        self.port = port
        address = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
        self.head = (
            f"Host: 127.0.0.1:{port}\r\nX-Forwarded-For: {address}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        )
        self.cookies: dict[str, str] = {}
        self.told: dict[str, str] = {}  # fields of the last head
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    def request(self, method: str, path: str, body: str = "") -> bytes:
        """Return the bytes of a request."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = f"{method} {path} HTTP/1.1\r\n{self.head}" + (f"Cookie: {cookie}\r\n" if cookie else "")
        if method == "POST":
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        return f"{head}\r\n{body}".encode()

    async def ask(self, method: str, path: str, body: str = "") -> tuple[int, str, str]:
        """Send a request; return status, location and page.

        Raises
        ------
        OSError, EOFError
            If the connection breaks; the next request opens another.
        """
        try:
            if self.writer is None or self.reader is None:
                self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)
            self.writer.write(self.request(method, path, body))
            return await self._answer(self.reader)
        except BaseException:
            self.close()
            raise

    async def _answer(self, reader: asyncio.StreamReader) -> tuple[int, str, str]:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        self.told = {}
        for line in head[1:]:
            name, _, value = line.partition(": ")
            self.told[name.lower()] = value
            if name.lower() == "set-cookie":
                key, _, content = value.partition(";")[0].partition("=")
                self.cookies[key] = content
        length = int(self.told.get("content-length", "0"))
        page = (await reader.readexactly(length)).decode() if length else ""
        location = self.told.get("location", "").removeprefix(f"http://127.0.0.1:{self.port}")
        if self.told.get("connection") == "close":
            self.close()
        return int(head[0].split(" ", 2)[1]), location, page

    def close(self) -> None:
        """Hang up."""
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


def filled(page: str, draw: random.Random) -> dict[str, str]:
    """Fill in the form of a page: what is hidden as it is, one choice of each question, yes to a box."""
    sent = {}
    for tag in HIDDEN.findall(page):
        name, value = NAME.search(tag), VALUE.search(tag)
        if name:
            sent[name[1]] = value[1] if value else ""
    choices: dict[str, list[str]] = {}
    for tag in CHOICE.findall(page):
        name, value = NAME.search(tag), VALUE.search(tag)
        if name:
            choices.setdefault(name[1], []).append(value[1] if value else "1")
    for name, values in choices.items():
        sent[name] = "1" if "1" in values and len(values) <= 2 else draw.choice(values)
    return sent


def body_of(sent: dict[str, str]) -> str:
    """Return a form as it is sent; these forms need no escapes."""
    return "&".join(f"{name}={value}" for name, value in sent.items())
