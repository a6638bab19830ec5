"""What a column of raw answers probably holds, from its header and its distinct cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from psychograph.codebook.headers import AREA, DESCRIBING, Kind, kind_by_header, words_of

# The same strict notion of a number that scoring has: ASCII digits, no infinities, no underscores.
NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
NO_ANSWER = frozenset({"na", "n/a", "#n/a", "nan", "null"})
MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
IP_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-fA-F]{0,4}:){4,7}[0-9a-fA-F]{0,4}", re.ASCII)
PHONE = re.compile(r"(?:\+|00)\d[\d ()/.-]{6,}|\(?\d{2,4}\)?[ ./-]\d{3,4}[ ./-]?\d{3,4}", re.ASCII)
DATE = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?:[T ].*)?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?: .*)?|\d{4}/\d{1,2}/\d{1,2}(?: .*)?",
    re.ASCII,
)
PHONE_LIKE = 10_000_000  # unique whole numbers from here on are phone or customer numbers, not answers
MOST_CELLS = 2_000  # distinct cells that are looked at; enough to tell what a column is
LONG_ANSWER = 40  # characters


@dataclass(frozen=True)
class Column:
    """A column and what it probably holds.

    Parameters
    ----------
    header : str
        Name of the column.
    kind : Kind
        What it holds.
    low, high : float
        Smallest and largest number; 0 where there is none.
    whole : bool
        Whether every number is whole.
    unique : bool
        Whether every row has an answer of its own.
    odd : str or None
        A cell that is no number in a column of numbers.
    """

    header: str
    kind: Kind
    low: float = 0.0
    high: float = 0.0
    whole: bool = True
    unique: bool = False
    odd: str | None = None


def look_at(header: str, cells: Sequence[str | None], *, decimal_comma: bool = False) -> Column:
    """Say what a column probably holds.

    Parameters
    ----------
    header : str
        Name of the column.
    cells : sequence of (str or None)
        Raw answers; None or blank is missing.
    decimal_comma : bool
        Whether 3,5 is three and a half.

    Returns
    -------
    Column
        Its kind, and its range where it holds numbers.
    """
    every = set(cells)
    distinct = sorted(cell for cell in every if cell is not None and cell.strip())
    unique = len(every) == len(cells) == len(distinct)
    by_header = kind_by_header(header, unique=unique)
    if not distinct or by_header is not None:
        return Column(header, by_header or Kind.EMPTY, unique=unique)
    sample = distinct if len(distinct) <= MOST_CELLS else distinct[:: len(distinct) // MOST_CELLS]
    if any(MAIL.fullmatch(cell.strip()) or IP_ADDRESS.fullmatch(cell.strip()) for cell in sample):
        return Column(header, Kind.PERSONAL, unique=unique)
    numbers, odd = _numbers(distinct, decimal_comma)
    if len(numbers) > 4 * len(odd):
        return _numeric(header, numbers, odd, unique)
    return Column(header, _text_kind(sample, len(cells), unique), unique=unique)


def _numbers(distinct: Sequence[str], decimal_comma: bool) -> tuple[list[float], list[str]]:
    numbers: list[float] = []
    odd: list[str] = []
    for cell in distinct:
        text = cell.strip()
        if text.casefold() in NO_ANSWER:
            continue
        if decimal_comma and text.count(",") == 1 and "." not in text:
            text = text.replace(",", ".")
        number = float(text) if NUMBER.fullmatch(text) else float("inf")
        if abs(number) == float("inf"):
            odd.append(cell)
        else:
            numbers.append(number)
    return numbers, odd


def _numeric(header: str, numbers: Sequence[float], odd: Sequence[str], unique: bool) -> Column:
    low, high = min(numbers), max(numbers)
    whole = all(number.is_integer() for number in numbers)
    words = words_of(header)
    if len(set(numbers)) == 1 and not odd:
        kind = Kind.CONSTANT
    elif not AREA.isdisjoint(words):
        kind = Kind.CATEGORY
    elif not DESCRIBING.isdisjoint(words) and not (low >= 0 and high <= 7 and len(words) > 4):
        kind = Kind.NUMBER
    elif whole and unique and low >= PHONE_LIKE:
        kind = Kind.PERSONAL
    elif whole and set(numbers) <= {0.0, 1.0}:
        kind = Kind.CATEGORY
    else:
        kind = Kind.SCALE if low >= 0 and high <= 11 else Kind.NUMBER
    return Column(header, kind, low, high, whole, unique, odd[0] if odd else None)


def _text_kind(sample: Sequence[str], rows: int, unique: bool) -> Kind:
    texts = [cell.strip() for cell in sample]
    many = len(texts) > max(10, rows // 2)
    if sum(bool(DATE.fullmatch(text)) for text in texts) * 2 > len(texts):
        return Kind.DATE
    if sum(bool(PHONE.fullmatch(text)) for text in texts) * 2 > len(texts):
        return Kind.PERSONAL
    if len(texts) == 1:
        return Kind.CONSTANT
    if unique and rows > 5 and all(re.fullmatch(r"(?=.*\d)[\w-]{4,}", text) for text in texts):
        return Kind.IDENTIFIER
    if sum(len(text) for text in texts) > LONG_ANSWER * len(texts) and many:
        return Kind.FREE_TEXT
    return Kind.CATEGORY
