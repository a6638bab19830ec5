"""Addresses of mail: checked without asking the network, written alike so that duplicates are equal."""

from __future__ import annotations

import re
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

IN_TEXT = re.compile(r"[^\s<>()\[\]\"',;:@]+@[^\s<>()\[\]\"',;:@]+")  # what may be an address


@dataclass(frozen=True)
class Address:
    """A checked address.

    Parameters
    ----------
    written : str
        As it was given, in Unicode's normal form.
    key : str
        The same for every way of writing it: small letters, the domain as the network writes it. What
        stands before the ``@`` is compared without regard to case, although RFC 5321 lets a server tell
        cases apart; none that is known does. Dots and ``+`` parts are kept: only Gmail ignores them.
    wire : str
        As mail servers want it: in ASCII.
    """

    written: str
    key: str
    wire: str


def address_of(text: str) -> Address:
    """Return a checked address.

    Raises
    ------
    ValueError
        With what is wrong, in words; the address itself is not in them.

    Examples
    --------
    >>> address_of("Ann.Lee@Example.ORG").key, address_of("jo@bücher.example").wire
    ('ann.lee@example.org', 'jo@xn--bcher-kva.example')
    """
    try:
        found = validate_email(
            text.strip(), check_deliverability=False, allow_smtputf8=False, test_environment=True
        )
    except EmailNotValidError as reason:
        raise ValueError(str(reason).rstrip(".")) from None
    wire = found.ascii_email or found.normalized
    local, _, domain = wire.rpartition("@")
    return Address(found.normalized, f"{local.casefold()}@{domain.lower()}", wire)


def masked(address: str) -> str:
    """Return an address as it may be shown: enough to recognise one's own, not to write to it.

    Examples
    --------
    >>> masked("ann.lee@example.org"), masked("nonsense")
    ('a***@e***.org', 'n***')
    """
    local, at, domain = address.rpartition("@")
    if not at:
        return f"{address[:1]}***"
    end = domain.rpartition(".")[2] if "." in domain else ""
    return f"{local[:1]}***@{domain[:1]}***{'.' if end else ''}{end}"


def masked_in(text: str) -> str:
    """Return a text, such as the reply of a mail server, with every address in it masked.

    Examples
    --------
    >>> masked_in("550 5.1.1 <ann.lee@example.org>: no such user")
    '550 5.1.1 <a***@e***.org>: no such user'
    """
    return IN_TEXT.sub(lambda found: masked(found[0]), text)
