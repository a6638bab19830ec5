"""The cookie of a visit: one for each case, sent back to the pages of that case alone.

Two people who answer on one computer, in two tabs, have two cookies that never meet: each is named after its
case and its path is that of the case (RFC 6265, section 5.1.4). Nothing else is kept in a browser.
"""

from __future__ import annotations

from psychograph.fielding.clock import DAY
from psychograph.fielding.settings import Settings

LONGEST = 30 * DAY  # a link brings back whoever comes later


def cookie_name(handle: str, *, encrypted: bool) -> str:
    """Return the name of a case's cookie; browsers take `__Secure-` from encrypted pages only.

    Examples
    --------
    >>> cookie_name("k7", encrypted=True)
    '__Secure-visit-k7'
    """
    return f"{'__Secure-' if encrypted else ''}visit-{handle}"


def cookie_header(settings: Settings, handle: str, value: str, seconds: int) -> str:
    """Return the value of Set-Cookie.

    Examples
    --------
    >>> cookie_header(Settings("http://127.0.0.1:8000", "s" * 32), "k7", "1.x", 60)
    'visit-k7=1.x; Path=/r/k7; Max-Age=60; HttpOnly; SameSite=Lax'
    """
    parts = [
        f"{cookie_name(handle, encrypted=settings.encrypted)}={value}",
        f"Path=/r/{handle}",
        f"Max-Age={max(0, seconds)}",
        "HttpOnly",
        "SameSite=Lax",
    ]
    if settings.encrypted:
        parts.append("Secure")
    return "; ".join(parts)


def cookie_of(header: str, name: str) -> str:
    """Return a cookie of the header Cookie; empty where it is not there.

    Examples
    --------
    >>> cookie_of("a=1; visit-k7=2.y", "visit-k7")
    '2.y'
    """
    for one in header.split(";"):
        key, _, value = one.strip().partition("=")
        if key == name:
            return value
    return ""
