"""What became of the rows: nothing is left out without being counted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Treated:
    """Rows that something was the matter with.

    Parameters
    ----------
    code : str
        Short stable name: ``"no-customer"``, ``"date-unreadable"``, ``"date-missing"``, ``"date-future"``,
        ``"date-early"``, ``"amount-unreadable"``, ``"amount-missing"``, ``"amount-zero"``,
        ``"other-currency"``, ``"cancelled"``, ``"negative-quantity"``, ``"duplicate"``.
    rows : int
        How many. A row is counted under every code that fits it.
    left_out : bool
        Whether they are left out of everything.
    text : str
        What they are and what was done with them, in a sentence.
    examples : tuple of str
        At most five of them, as a person would look them up:
        ``"order C536379, 2010-12-01, customer 14527"``.
    """

    code: str
    rows: int
    left_out: bool
    text: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rows:
    """Rows of the transactions, and what became of them.

    Parameters
    ----------
    read, used : int
        All of them, and those that are in sales by time and place.
    named : int
        Those of `used` that name a customer.
    orders : int
        Different orders among the rows read, whatever was the matter with them.
    treated : tuple of Treated
        In the order of `code`s above; only those there are.
    """

    read: int
    used: int
    named: int
    orders: int
    treated: tuple[Treated, ...]
