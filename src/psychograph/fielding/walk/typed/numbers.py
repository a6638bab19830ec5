"""Numbers as people of many countries type them; what could be two numbers is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Final

from psychograph.fielding.walk.typed.words import in_digits
from psychograph.questionnaire.model import Number

LONGEST: Final = 40  # digits and signs
# For the fraction, and with it for thousands: of English, of most of Europe, of Arabic.
SIGNS: Final = ((".", ","), (",", "."), ("\u066b", "\u066c"))
# Blanks and marks that only ever group digits: of French and of Switzerland, of Arabic.
GROUPING: Final = re.compile("[ \u00a0\u2009\u202f'\u2019\u066c]")
# Signs for minus that keyboards and word processors put in its place.
MINUS: Final = re.compile("[\u2212\u2012\u2013\ufe63\uff0d]")
PLAIN: Final = re.compile(r"[0-9]+")


class Misread(StrEnum):
    """Why a text is not the number that is asked for."""

    NO_NUMBER = "no number, or out of bounds"
    UNCLEAR = "two numbers, both as asked"  # 1,234 is one thing in Boston and another in Berlin


def number_in(text: str, asked: Number) -> str | Misread:
    """Return a number in plain digits with a point, as the store keeps it.

    Comma and point are both read, as decimal sign or as sign between thousands, wherever one reading alone
    is within the bounds and whole where it must be.

    Parameters
    ----------
    text : str
        As it was typed.
    asked : Number
        Bounds, and whether it is whole.

    Examples
    --------
    >>> number_in("1,5", Number(whole=False)), number_in("1.234,50", Number(whole=False))
    ('1.5', '1234.5')
    >>> number_in("1,234", Number()), number_in("1,234", Number(whole=False)).name
    ('1234', 'UNCLEAR')
    """
    plain = MINUS.sub("-", in_digits(text.strip()))
    if not plain or len(plain) > LONGEST:
        return Misread.NO_NUMBER
    fitting = {read for read in _readings(plain) if _fits(read, asked)}
    if len(fitting) > 1:
        return Misread.UNCLEAR
    return _written(fitting.pop()) if fitting else Misread.NO_NUMBER


def _readings(text: str) -> Iterator[Decimal]:
    """Yield every number that a text can mean."""
    sign, body = (text[0], text[1:].lstrip()) if text[0] in "+-" else ("", text)
    for decimal, group in SIGNS:
        whole, _, fraction = body.partition(decimal)
        if not PLAIN.fullmatch(fraction or "0") or (body.endswith(decimal) and not whole):
            continue
        digits = _ungrouped(whole, group)
        if digits is not None and (digits or fraction):
            yield Decimal(f"{sign}{digits or '0'}.{fraction or '0'}")


def _ungrouped(whole: str, group: str) -> str | None:
    """Return digits without the signs between thousands; None where these stand elsewhere."""
    if PLAIN.fullmatch(whole) or not whole:
        return whole
    for sign in (group, *sorted(set(GROUPING.findall(whole)))):
        first, *others = whole.split(sign)
        if (
            others
            and re.fullmatch("[1-9][0-9]{0,2}", first)
            and all(re.fullmatch("[0-9]{3}", one) for one in others)
        ):
            return first + "".join(others)
    return None


def _fits(number: Decimal, asked: Number) -> bool:
    if asked.whole and number != number.to_integral_value():
        return False
    # By its shortest form: 0.1 as a float is a little more than a tenth.
    low, high = (None if end is None else Decimal(repr(float(end))) for end in (asked.low, asked.high))
    return (low is None or number >= low) and (high is None or number <= high)


def _written(number: Decimal) -> str:
    if not number:
        return "0"
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
