"""Postcodes by the rules of their country: how many letters and digits, and where the gap is.

Only the shape is checked, never whether anybody lives there. Shapes: Universal Postal Union, "Postal
addressing systems", the sheets of the countries (upu.int/en/activities/addressing).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from psychograph.fielding.walk.typed.words import in_digits

ANY: Final = re.compile(r"[A-Z0-9](?:[A-Z0-9 -]{0,10}[A-Z0-9])?")


@dataclass(frozen=True)
class _Shape:
    """Of a postcode without blanks and hyphens; it is written with `gap` after the first group."""

    pattern: re.Pattern[str]
    gap: str = ""


def _digits(first: int, then: int = 0, gap: str = "") -> _Shape:
    return _Shape(re.compile(rf"([0-9]{{{first}}})([0-9]{{{then}}})"), gap)


_BRITISH = _Shape(re.compile(r"(GIR|[A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})"), " ")
_FOUR, _FIVE, _SIX = _digits(4), _digits(5), _digits(6)
SHAPES: Final = {
    **dict.fromkeys("AT AU BE BG CH CY DK GE HU LI LU MK NO NZ PH SI TN ZA".split(), _FOUR),
    **dict.fromkeys("BA DE EE ES FI FR HR ID IT KR MA MC ME MX MY RS SA SM TH TR UA VA".split(), _FIVE),
    **dict.fromkeys("CN CO IN KZ RO RU SG VN".split(), _SIX),
    **dict.fromkeys("GB GG IM JE".split(), _BRITISH),
    **dict.fromkeys("CZ GR SE SK".split(), _digits(3, 2, " ")),
    "BR": _digits(5, 3, "-"),
    "CA": _Shape(re.compile(r"([A-Z][0-9][A-Z])([0-9][A-Z][0-9])"), " "),
    "IE": _Shape(re.compile(r"([A-Z][0-9][0-9W])([A-Z0-9]{4})"), " "),
    "IL": _digits(7),
    "IS": _digits(3),
    "JP": _digits(3, 4, "-"),
    "LT": _Shape(re.compile(r"(?:LT)?([0-9]{5})()")),
    "LV": _Shape(re.compile(r"(LV)([0-9]{4})"), "-"),
    "MT": _Shape(re.compile(r"([A-Z]{3})([0-9]{4})"), " "),
    "NL": _Shape(re.compile(r"([1-9][0-9]{3})([A-Z]{2})"), " "),
    "PL": _digits(2, 3, "-"),
    "PT": _Shape(re.compile(r"([0-9]{4})([0-9]{3})?"), "-"),
    "TW": _Shape(re.compile(r"([0-9]{3}(?:[0-9]{2,3})?)()")),
    "US": _Shape(re.compile(r"([0-9]{5})([0-9]{4})?"), "-"),
}


def postcode_in(text: str, country: str) -> str | None:
    """Return a postcode as its country writes it; None for one that is not of its shape.

    Where we know no shape, two to twelve letters, digits, blanks and hyphens will do.

    Parameters
    ----------
    text : str
        As it was typed.
    country : str
        ISO 3166-1, two letters; empty for any.

    Examples
    --------
    >>> postcode_in("sw1a1aa", "GB"), postcode_in("1012ab", "NL"), postcode_in("1012", "DE")
    ('SW1A 1AA', '1012 AB', None)
    """
    typed = " ".join(in_digits(text).upper().split())
    shape = SHAPES.get(country)
    if shape is None:
        return typed if len(typed) > 1 and ANY.fullmatch(typed) else None
    bare = re.sub("[ -]", "", typed)
    # As on an envelope from abroad: D-10115, SE-123 45.
    without = (bare.removeprefix(sign) for sign in ("", country, country[0]))
    found = next(filter(None, map(shape.pattern.fullmatch, without)), None)
    return shape.gap.join(part for part in found.groups() if part) if found else None
