"""What the server signs for itself: the hidden field of forms, and the cookies of visits.

HMAC-SHA-256 (RFC 2104) with the secret of the settings. What is signed begins with what it is for and the
name of the study, and its parts are told with their lengths, so that no signature fits anything else.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass

FORM = "form-signed"  # name of the hidden field; no question is called so, since names have no hyphen

_TICKET = re.compile(r"([A-Za-z0-9_-]{16})\.([0-9]{1,15})\.([A-Za-z0-9_-]{32})", re.ASCII)
_PASS = re.compile(r"([0-9]{1,15})\.([A-Za-z0-9_-]{32})", re.ASCII)


class Signer:
    """Signs and checks.

    Parameters
    ----------
    secret : str
        Of the settings.
    study : str
        Name of the study.
    """

    def __init__(self, secret: str, study: str) -> None:
        self._begun = hmac.new(secret.encode(), digestmod=hashlib.sha256)
        self._begun.update(_told("psychograph", study))

    def sign(self, purpose: str, *parts: str) -> str:
        """Return 192 bits that only the secret makes, as 32 characters."""
        made = self._begun.copy()
        made.update(_told(purpose, *parts))
        return urlsafe_b64encode(made.digest()[:24]).decode()

    def fits(self, signature: str, purpose: str, *parts: str) -> bool:
        """Say whether a signature is of these parts, in a time that tells nothing."""
        return hmac.compare_digest(signature.encode(), self.sign(purpose, *parts).encode())


@dataclass(frozen=True)
class Ticket:
    """What a form says of itself: a number of chance, and when it was shown (ms since 1970)."""

    nonce: str
    shown_at: int


def ticket(signer: Signer, whose: str, what: str, at: int) -> str:
    """Return the hidden field of a form.

    It proves that the form comes from a page that was shown to `whose` (so no other site can send it), tells
    one showing from another (so that a double click is one save), and when it was shown.

    Parameters
    ----------
    signer : Signer
        Of the study.
    whose : str
        Number of the case; empty for forms of nobody.
    what : str
        Name of the screen, or path of the form.
    at : int
        Now, in ms since 1970.

    Examples
    --------
    >>> signer = Signer("a secret of at least 32 characters", "tea")
    >>> shown = ticket(signer, "case 1", "Age", 1796115600000)
    >>> read_ticket(signer, shown, "case 1", "Age").shown_at
    1796115600000
    >>> read_ticket(signer, shown, "case 2", "Age") is None
    True
    """
    nonce = secrets.token_urlsafe(12)
    return f"{nonce}.{at}.{signer.sign('form', whose, what, nonce, str(at))}"


def read_ticket(signer: Signer, text: str, whose: str, what: str) -> Ticket | None:
    """Return what a form says of itself; None where it is not of this person and page."""
    found = _TICKET.fullmatch(text)
    if found is None or not signer.fits(found[3], "form", whose, what, found[1], found[2]):
        return None
    return Ticket(found[1], int(found[2]))


def visit_pass(signer: Signer, handle: str, expires_at: int) -> str:
    """Return the value of a cookie that opens the pages of one case until a moment."""
    return f"{expires_at}.{signer.sign('visit', handle, str(expires_at))}"


def pass_opens(signer: Signer, value: str, handle: str, at: int) -> bool:
    """Say whether the value of a cookie opens the pages of a case now.

    Examples
    --------
    >>> signer = Signer("a secret of at least 32 characters", "tea")
    >>> pass_opens(signer, visit_pass(signer, "k7", 2_000), "k7", 1_999)
    True
    >>> pass_opens(signer, visit_pass(signer, "k7", 2_000), "k7", 2_000)
    False
    >>> pass_opens(signer, visit_pass(signer, "k7", 2_000), "k8", 1_999)
    False
    """
    found = _PASS.fullmatch(value)
    if found is None or not signer.fits(found[2], "visit", handle, found[1]):
        return False
    return at < int(found[1])


def _told(*parts: str) -> bytes:
    encoded = [part.encode("utf-8", "surrogatepass") for part in parts]
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)
