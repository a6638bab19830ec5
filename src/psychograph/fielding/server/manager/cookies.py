"""Cookies of the manager's pages: one for a session, one for the form that begins it.

Browsers take a name that begins with ``__Host-`` only from an encrypted page, for all its paths and no other
host, so that a neighbour under the same domain cannot plant one (RFC 6265bis, section 4.1.3.2).
"""

from __future__ import annotations

from psychograph.fielding.settings import Settings


def session_cookie(settings: Settings) -> str:
    """Return the name of the cookie of a session."""
    return f"{_prefix(settings)}manage"


def entry_cookie(settings: Settings) -> str:
    """Return the name of the cookie that the form of the login is bound to."""
    return f"{_prefix(settings)}manage-entry"


def set_cookie(settings: Settings, name: str, value: str) -> str:
    """Return the value of Set-Cookie: until the browser is closed, for this site's own requests alone.

    Examples
    --------
    >>> set_cookie(Settings("https://ask.example.org", "s" * 32), "__Host-manage", "k7")
    '__Host-manage=k7; Path=/; HttpOnly; SameSite=Strict; Secure'
    """
    parts = [f"{name}={value}", "Path=/", "HttpOnly", "SameSite=Strict"]
    return "; ".join([*parts, "Secure"] if settings.encrypted else parts)


def forget_cookie(settings: Settings, name: str) -> str:
    """Return the value of Set-Cookie that makes a browser forget a cookie."""
    return f"{set_cookie(settings, name, '')}; Max-Age=0"


def _prefix(settings: Settings) -> str:
    return "__Host-" if settings.encrypted else ""
