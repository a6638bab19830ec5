"""Which network a request comes from, when proxies stand before the server."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

UNKNOWN = ""


def network_of(peer: str, forwarded: Sequence[str], trusted: tuple[str, ...]) -> str:
    """Return the address a request comes from.

    Of ``X-Forwarded-For`` each proxy writes, at the right, the address it was called from. So the list is
    read from the right, and the first address that is no proxy of ours is the one; whatever a stranger wrote
    stands further left and is not looked at.

    Parameters
    ----------
    peer : str
        The other end of the connection.
    forwarded : sequence of str
        Values of ``X-Forwarded-For``, in their order.
    trusted : tuple of str
        Addresses or networks of proxies.

    Returns
    -------
    str
        Empty where nothing but proxies is known: nobody can be told apart then.

    Examples
    --------
    >>> network_of("127.0.0.1", ["6.6.6.6, 203.0.113.7"], ("127.0.0.1",))
    '203.0.113.7'
    >>> network_of("203.0.113.9", ["6.6.6.6"], ("127.0.0.1",))
    '203.0.113.9'
    >>> network_of("127.0.0.1", [], ("127.0.0.1",))
    ''
    """
    told = [one.strip() for value in forwarded for one in value.split(",")]
    for address in (peer, *reversed(told)):
        known = _address(address)
        if known is None:
            return UNKNOWN
        if not _is_trusted(known, trusted):
            return str(known)
    return UNKNOWN


def neighbourhood(address: str) -> str:
    """Return what shares a rate: an IPv4 address, or the /64 of an IPv6 one, which is one connection's.

    Examples
    --------
    >>> neighbourhood("2001:db8:1:2:3::4")
    '2001:db8:1:2::/64'
    """
    known = _address(address)
    if isinstance(known, IPv6Address):
        return str(IPv6Network((int(known) >> 64 << 64, 64)))
    return address


def is_loopback(address: str) -> bool:
    """Say whether an address is that of this machine."""
    known = _address(address)
    return known is not None and known.is_loopback


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        known = ip_address(text.strip("[]"))
    except ValueError:
        return None
    return getattr(known, "ipv4_mapped", None) or known


@lru_cache(maxsize=4096)
def _is_trusted(address: IPv4Address | IPv6Address, trusted: tuple[str, ...]) -> bool:
    for one in trusted:
        try:
            if address in ip_network(one, strict=False):
                return True
        except ValueError:
            continue
    return False
