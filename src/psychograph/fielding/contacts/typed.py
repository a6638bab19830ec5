"""Addresses typed at a command, checked together."""

from __future__ import annotations

from collections.abc import Sequence

from psychograph.errors import Problem
from psychograph.fielding.contacts.addresses import Address, address_of, masked
from psychograph.fielding.errors import ContactsError


def typed_addresses(texts: Sequence[str]) -> tuple[Address, ...]:
    """Return checked addresses.

    Raises
    ------
    ContactsError
        With everything that is wrong; the addresses are masked in it.
    """
    found: list[Address] = []
    problems: list[Problem] = []
    for number, text in enumerate(texts, start=1):
        try:
            found.append(address_of(text))
        except ValueError as reason:
            problems.append(
                Problem(f"address {number}", f"{masked(text)}: {reason}", "an e-mail address", "correct it")
            )
    ContactsError.collect(problems)
    return tuple(found)
