"""By whose word a mail server is believed to be the one it says it is."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from pathlib import Path

from psychograph.errors import Problem
from psychograph.fielding.settings.given import KNOWN, Given
from psychograph.fielding.settings.model import Mail
from psychograph.quoting import quoted

BEGINS = "-----BEGIN"
NOT_BELIEVED = (
    "write the name its certificate is for in PSYCHOGRAPH_SMTP_HOST; where its authority is your own, "
    "name that in PSYCHOGRAPH_SMTP_CA"
)


def authority_of(given: Mapping[str, Given], problems: list[Problem]) -> str:
    """Return the certificates of authorities as text (PEM); empty where those of the machine are enough.

    ``SMTP_CA`` names a file, and ``SMTP_CA_FILE`` too, which brings what the file holds.
    """
    one = given.get("SMTP_CA")
    if one is None:
        return ""
    text = one.value
    if BEGINS not in text:
        try:
            text = Path(one.value).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as reason:
            found = getattr(reason, "strerror", None) or "no text: DER, perhaps"
            problems.append(
                Problem(
                    one.where,
                    f"{quoted(one.value)}: {found}",
                    KNOWN["SMTP_CA"],
                    "check the path, and that this user may read it; "
                    "`openssl x509 -inform der -in FILE` makes PEM of DER",
                )
            )
            return ""
    try:
        if not text.strip():
            raise ValueError
        _believing(text)
    except (ssl.SSLError, ValueError):  # ValueError: nothing, or characters that are not ASCII
        problems.append(
            Problem(
                one.where, "no certificates", KNOWN["SMTP_CA"], f"it begins with {BEGINS} CERTIFICATE-----"
            )
        )
        return ""
    return text


def line_of(mail: Mail) -> ssl.SSLContext:
    """Return how a connection to the mail server is encrypted.

    Its certificate must be for the name in the settings, and of an authority that this machine trusts or that
    the settings name (TLS 1.2 or later: Python's own defaults).
    """
    return _believing(mail.authority)


def _believing(authority: str) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if authority:
        context.load_verify_locations(cadata=authority)
    return context
