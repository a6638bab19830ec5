"""Phone, tablet or desktop, coarsely; nothing else of what a browser says about itself is kept."""

from __future__ import annotations

from starlette.datastructures import Headers

PHONE, TABLET, DESKTOP = "phone", "tablet", "desktop"


def device_of(headers: Headers) -> str:
    """Return the kind of device.

    ``Sec-CH-UA-Mobile`` (User-Agent Client Hints, WICG) where a browser sends it, else words of
    ``User-Agent``. Tablets that call themselves a desktop, as iPads do, are taken for one.

    Examples
    --------
    >>> device_of(Headers({"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile"}))
    'phone'
    >>> device_of(Headers({"sec-ch-ua-mobile": "?0", "user-agent": "Mozilla/5.0 (X11; Linux x86_64)"}))
    'desktop'
    """
    agent = headers.get("user-agent", "")[:500]
    hint = headers.get("sec-ch-ua-mobile", "").strip()
    if hint == "?1":
        return PHONE
    if "iPad" in agent or "Tablet" in agent or ("Android" in agent and "Mobile" not in agent):
        return TABLET
    if hint == "?0":
        return DESKTOP
    return PHONE if "Mobi" in agent or "iPhone" in agent or "Android" in agent else DESKTOP
