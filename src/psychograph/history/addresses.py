"""Addresses of stores and warehouses: what is one, and how it may be printed."""

from __future__ import annotations

import re

ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
#: What keys are called whose values are secret, in addresses that are written as pairs.
NAMED_SO = "password|passwd|pwd|token|access_token|private_key|secret|sslpassword|api_key|motherduck_token"
_PAIR = re.compile(rf"(?P<before>(?:^|[;\s])(?:{NAMED_SO})\s*=\s*)[^;\s]+", re.IGNORECASE)


def is_address(data: str) -> bool:
    """Say whether `data` is an address such as ``s3a://...``, not a name on this machine.

    Examples
    --------
    >>> is_address("s3a://shop/sales"), is_address("C:/sales.csv"), is_address("file://localhost/sales.csv")
    (True, False, False)
    """
    return bool(ADDRESS.match(data)) and not data.casefold().startswith("file://")


def without_password(address: str) -> str:
    """Return an address as it may be printed: no password, nothing after a question mark.

    What is no address stays as it is.

    Examples
    --------
    >>> without_password("postgres://ann:secret@db.example.org:5432/shop?sslmode=require&password=x")
    'postgres://ann@db.example.org:5432/shop'
    >>> without_password("snowflake://ann:p@ss/w:rd@account/shop")
    'snowflake://ann@account/shop'
    >>> without_password("host=db user=ann password=x"), without_password("sales/2011@north.csv")
    ('host=db user=ann password=***', 'sales/2011@north.csv')
    """
    if not is_address(address):
        return _PAIR.sub(r"\g<before>***", address)
    scheme, mark, rest = address.partition("://")
    rest = rest.partition("?")[0].partition("#")[0]
    who, at, where = rest.rpartition("@")
    return f"{scheme}{mark}{who.partition(':')[0]}{at}{where}"
