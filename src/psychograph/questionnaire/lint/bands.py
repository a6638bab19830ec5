"""Bands of numbers in the labels of choices: "18-24", "under 18", "65 and over", "EUR 1,000 to 1,999"."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise

NUMBER = r"[0-9]{1,3}(?:[,\u202f\u00a0 ][0-9]{3})+(?![0-9])|[0-9]+(?:\.[0-9]+)?"
VALUE = re.compile(rf"({NUMBER})\s*(k|million|m)?(?![\w])", re.IGNORECASE)
DASH = re.compile(
    r"^\s*(?:-|\u2010|\u2011|\u2012|\u2013|\u2014|\u2212|to|until|through|and|up to|but less than|to less "
    r"than)\s*",
    re.IGNORECASE,
)
BELOW = re.compile(r"\b(?:less than|under|below|fewer than|younger than)\b|<(?!=)", re.IGNORECASE)
AT_MOST = re.compile(
    r"\b(?:up to|at most|no more than|or (?:less|under|younger|fewer|below)|and (?:under|below|younger))\b|"
    r"<=|\u2264",
    re.IGNORECASE,
)
ABOVE = re.compile(r"\b(?:more than|over|above|older than)\b(?!\s*$)|>(?!=)", re.IGNORECASE)
AT_LEAST = re.compile(
    r"\b(?:at least|or (?:more|over|older|above)|and (?:more|over|older|above))\b|\+|>=|\u2265",
    re.IGNORECASE,
)
LONGEST = 60  # characters of a label that is a band
CURRENCY = re.compile(r"[\u20ac$\u00a3\u00a5]|\b(?:EUR|USD|GBP|CHF)\b")


@dataclass(frozen=True)
class Band:
    """A band of numbers; ends are closed, infinite where it is open, and `decimals` those of its label."""

    label: str
    low: float
    high: float
    decimals: int = 0


def band_of(label: str) -> Band | None:
    """Return the band that a label names; None for none.

    Examples
    --------
    >>> bands = map(band_of, ("18-24", "Under 18", "65 and over", "EUR 1,000 to 1,999"))
    >>> [(band.low, band.high) for band in bands]
    [(18.0, 24.0), (-inf, 17.0), (65.0, inf), (1000.0, 1999.0)]
    >>> band_of("Berlin 36") is None
    True
    """
    plain = CURRENCY.sub("", label[:LONGEST]).strip()
    found = list(VALUE.finditer(plain))
    if not 1 <= len(found) <= 2:
        return None
    values = [_value(match) for match in found]
    decimals = max(len(match[1].partition(".")[2]) for match in found)
    step = 10.0**-decimals
    if len(found) == 2:
        between = plain[found[0].end() : found[1].start()]
        if not DASH.match(between) or values[0] > values[1]:
            return None
        last = values[1] - step if BELOW.search(between) else values[1]
        return Band(label, values[0], last, decimals)
    [value] = values
    if BELOW.search(plain):
        return Band(label, -math.inf, value - step, decimals)
    if AT_MOST.search(plain):
        return Band(label, -math.inf, value, decimals)
    if AT_LEAST.search(plain):
        return Band(label, value, math.inf, decimals)
    if ABOVE.search(plain):
        return Band(label, value + step, math.inf, decimals)
    alone = re.fullmatch(r"\s*\S*\s*[^\W\d]*\s*", plain[: found[0].start()] + plain[found[0].end() :])
    return Band(label, value, value, decimals) if alone and not plain[: found[0].start()].strip() else None


def _value(match: re.Match[str]) -> float:
    number = float(re.sub(r"[,\s]", "", match[1]))
    return number * {"k": 1e3, "m": 1e6, "million": 1e6}.get((match[2] or "").casefold(), 1)


def clashes(labels: list[str]) -> tuple[list[tuple[Band, Band]], list[tuple[Band, Band]]]:
    """Return neighbouring bands that overlap, and those between which numbers are missing.

    Labels that name no band, such as "don't know", are passed over; nothing is said of fewer than two bands
    with a width.

    Examples
    --------
    >>> overlapping, gapped = clashes(["18-25", "25-34", "36-50"])
    >>> [(a.label, b.label) for a, b in overlapping], [(a.label, b.label) for a, b in gapped]
    ([('18-25', '25-34')], [('25-34', '36-50')])
    """
    bands = sorted(
        (band for band in map(band_of, labels) if band is not None), key=lambda band: (band.low, band.high)
    )
    if sum(band.low < band.high for band in bands) < 2:
        return [], []
    step = 10.0 ** -max(band.decimals for band in bands)
    overlapping, gapped = [], []
    for band, following in pairwise(bands):
        if following.low <= band.high:
            overlapping.append((band, following))
        elif following.low - band.high > step * 1.001:
            gapped.append((band, following))
    return overlapping, gapped
