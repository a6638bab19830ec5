"""Texts as they were typed, without what no text can hold."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MOST_CHARACTERS: Final = 10_000
# Controls besides line break and tab; halves of pairs, which are no characters and which no store can keep;
# marks that turn the direction of what follows, by which a text can pretend to be another (Unicode TR 36).
FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
BREAK: Final = re.compile("\r\n?|\u2028|\u2029|\x85")


def cleaned(text: str, *, long: bool) -> str:
    r"""Return a text without control characters and without blanks around it.

    Parameters
    ----------
    text : str
        As a form brought it.
    long : bool
        Whether it may have several lines; else line breaks and tabs become blanks.

    Examples
    --------
    >>> cleaned("  It is\r\nwarm.\x00 ", long=True), cleaned("tea\tor coffee", long=False)
    ('It is\nwarm.', 'tea or coffee')
    """
    kept = FORBIDDEN.sub("", BREAK.sub("\n", text))
    if not long:
        kept = kept.replace("\n", " ").replace("\t", " ")
    return kept.strip()


def in_digits(text: str) -> str:
    """Return a text with the digits of any script written as 0 to 9.

    Examples
    --------
    >>> in_digits("٣١"), in_digits("31 years")
    ('31', '31 years')
    """
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(sign)) if unicodedata.category(sign) == "Nd" else sign for sign in text
    )
