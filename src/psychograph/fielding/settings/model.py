"""`Settings`: what a server is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True)
class Mail:
    """The mail server that messages are handed to."""

    host: str = ""  # empty: no mail is sent
    port: int = 587
    user: str = ""
    password: str = field(default="", repr=False)
    security: Security = "starttls"
    timeout: float = 30.0  # seconds
    authority: str = field(default="", repr=False)  # certificates (PEM) trusted beside those of the machine


@dataclass(frozen=True)
class Settings:
    """What the server is told.

    Parameters
    ----------
    public_url : str
        Address under which people reach it, without a slash at its end, such as ``https://ask.example.org``.
        Links are made from it alone, never from what a request calls the host.
    secret : str
        At least 32 characters of chance; signs forms and keys the hashes of suppressed addresses.
    database : str
        Address of PostgreSQL; empty for SQLite files in `place`.
    place : str
        Folder of the SQLite files, and of the server's own files; beside the study, ``field``, if empty.
    mail : Mail
        The mail server; without a host, no mail is sent.
    trusted_proxies : tuple of str
        Addresses of proxies, or networks of them, whose word on who called is taken.
    """

    public_url: str
    secret: str = field(repr=False)
    database: str = field(default="", repr=False)
    place: str = ""
    mail: Mail = Mail()
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")

    @property
    def encrypted(self) -> bool:
        """Whether people reach it through TLS."""
        return self.public_url.startswith("https://")
