"""Kinds of trouble that a row may have, and what is done with it."""

from __future__ import annotations

#: Codes in the order in which people are told, and whether such rows are left out of everything.
CODES: tuple[tuple[str, bool], ...] = (
    ("no-customer", False),
    ("date-unreadable", True),
    ("date-missing", True),
    ("date-future", True),
    ("date-early", True),
    ("amount-unreadable", True),
    ("amount-missing", True),
    ("amount-zero", True),
    ("other-currency", True),
    ("cancelled", False),
    ("negative-quantity", False),
    ("refund", False),
    ("no-order", False),
)
LEFT_OUT = tuple(code for code, out in CODES if out)


def of(code: str) -> str:
    """Return the column that is 1 where a row has a kind of trouble.

    Examples
    --------
    >>> of("no-customer")
    'is_no_customer'
    """
    return "is_" + code.replace("-", "_")
