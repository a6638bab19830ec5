"""For which host a request may ask: that of the public address, and no other."""

from __future__ import annotations

from urllib.parse import urlsplit

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
USUAL = {"http": 80, "https": 443}


def hosts_of(public_url: str) -> frozenset[str]:
    """Return what the header Host may say.

    An address of this machine goes by all its names, for trying it out.

    Examples
    --------
    >>> sorted(hosts_of("https://ask.example.org"))
    ['ask.example.org', 'ask.example.org:443']
    >>> sorted(hosts_of("http://127.0.0.1:8000"))
    ['127.0.0.1:8000', '[::1]:8000', 'localhost:8000']
    """
    address = urlsplit(public_url)
    name, usual = (address.hostname or "").lower(), USUAL.get(address.scheme, 0)
    name = f"[{name}]" if ":" in name else name
    port = address.port or usual
    found: set[str] = set()
    for one in LOOPBACK if name in LOOPBACK else (name,):
        found.add(f"{one}:{port}")
        if port == usual:
            found.add(one)
    return frozenset(found)
