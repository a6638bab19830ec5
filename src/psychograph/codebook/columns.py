"""What a column of raw answers probably holds, from its header and its distinct cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from psychograph.codebook.headers import (
    AREA,
    BESIDE_GROUPING,
    DESCRIBING,
    GROUPING,
    Certainty,
    Kind,
    is_personal,
    kind_by_header,
    words_of,
)

# The same strict notion of a number that scoring has: ASCII digits, no infinities, no underscores.
NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
NO_ANSWER = frozenset({"na", "n/a", "#n/a", "nan", "null"})
MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
IP_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-fA-F]{0,4}:){4,7}[0-9a-fA-F]{0,4}", re.ASCII)
COORDINATES = re.compile(r"-?\d{1,3}\.\d{3,}[ ,;]+-?\d{1,3}\.\d{3,}(?:[ ,;]+-?[\d.]+)*", re.ASCII)
PHONE = re.compile(r"'?(?:\+|00)\d[\d ()/.-]{6,}|\(?\d{2,4}\)?[ ./-]\d{3,4}[ ./-]?\d{3,4}", re.ASCII)
DATE = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?:[T ].*)?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?: .*)?|\d{4}/\d{1,2}/\d{1,2}(?: .*)?",
    re.ASCII,
)
PHONE_LIKE = 10_000_000  # unique whole numbers from here on are phone or customer numbers, not answers
MOST_CELLS = 2_000  # distinct cells that are looked at; enough to tell what a column is
FEW = 12  # distinct answers, each given several times, are options of a question and no personal data
TIMES = 3
LARGEST_MEASURE = 1000
LARGEST = 1_000_000_000_000_000  # from here on, numbers that differ by one are stored alike
PLACE = frozenset({"latitude", "longitude", "gps", "birthdate", "birthday", "dob", "ssn"})


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


def look_at(
    header: str, cells: Sequence[str | None], *, decimal_comma: bool = False, item: bool = False
) -> Column:
    """Say what a column probably holds.

    Parameters
    ----------
    header : str
        Name of the column.
    cells : sequence of (str or None)
        Raw answers; None or blank is missing.
    decimal_comma : bool
        Whether 3,5 is three and a half.
    item : bool
        Whether it is one of several under a shared question, so that `Phone` may be what was rated.

    Returns
    -------
    Column
        Its kind, and its range where it holds numbers.
    """
    every = set(cells)
    distinct = sorted(cell for cell in every if cell is not None and cell.strip())
    unique = len(every) == len(cells) == len(distinct)
    by_header = kind_by_header(header, unique=unique)
    doubted = item or is_personal(header) is Certainty.LIKELY
    if by_header is Kind.PERSONAL and doubted and are_options(header, cells):
        by_header = None
    if not distinct or by_header is not None:
        return Column(header, by_header or Kind.EMPTY, unique=unique)
    sample = distinct if len(distinct) <= MOST_CELLS else distinct[:: len(distinct) // MOST_CELLS]
    if any(told.fullmatch(cell.strip()) for cell in sample for told in (MAIL, IP_ADDRESS, COORDINATES)):
        return Column(header, Kind.PERSONAL, unique=unique)
    numbers, odd = _numbers(distinct, decimal_comma)
    if len(numbers) > 4 * len(odd):
        return _numeric(header, numbers, odd, unique, item=item)
    kind = _text_kind(sample, len(cells), unique, many=len(distinct) > max(10, len(cells) // 2))
    if kind is Kind.PERSONAL and are_options("", cells):
        kind = Kind.CATEGORY
    return Column(header, kind, unique=unique)


def are_options(header: str, cells: Sequence[str | None]) -> bool:
    """Say whether cells are answers to a closed question or measures, whatever the header mentions.

    Parameters
    ----------
    header : str
        Name of the column; places and dates of birth are numbers and yet personal.
    cells : sequence of (str or None)
        Raw answers.

    Examples
    --------
    >>> are_options("Mobile phone", ["Apple", "Samsung", "Apple", "Apple", "Samsung", "Samsung"])
    True
    >>> are_options("First name", ["Ann", "Bob", "Cy"])
    False
    """
    given = [cell.strip() for cell in cells if cell is not None and cell.strip()]
    distinct = set(given)
    if not distinct or not PLACE.isdisjoint(words_of(header)):
        return False
    if any(MAIL.fullmatch(cell) or IP_ADDRESS.fullmatch(cell) for cell in distinct):
        return False
    if all(NUMBER.fullmatch(cell) and abs(float(cell)) < LARGEST_MEASURE for cell in distinct):
        return len(distinct) > 1
    return 1 < len(distinct) <= FEW and len(given) >= TIMES * len(distinct)


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


def _numeric(
    header: str, numbers: Sequence[float], odd: Sequence[str], unique: bool, *, item: bool
) -> Column:
    low, high = min(numbers), max(numbers)
    whole = all(number.is_integer() for number in numbers)
    words = words_of(header)
    if len(set(numbers)) == 1 and not odd:
        kind = Kind.CONSTANT
    elif max(-low, high) > LARGEST and not unique:  # codes that some tools make up
        kind = Kind.CATEGORY if len(numbers) <= FEW else Kind.IDENTIFIER
    elif not AREA.isdisjoint(words) or (not item and _names_a_group(words)):
        kind = Kind.CATEGORY
    elif not DESCRIBING.isdisjoint(words) and not (low >= 0 and high <= 7 and (item or len(words) > 4)):
        kind = Kind.NUMBER
    elif whole and unique and low >= PHONE_LIKE:
        kind = Kind.PERSONAL
    elif whole and set(numbers) <= {0.0, 1.0}:
        kind = Kind.CATEGORY
    else:
        kind = Kind.SCALE if low >= 0 and high <= 11 else Kind.NUMBER
    return Column(header, kind, low, high, whole, unique, odd[0] if odd else None)


def _names_a_group(words: Collection[str]) -> bool:
    """Say whether a header is no more than the name of a group of people, such as `Marital status`."""
    return not GROUPING.isdisjoint(words) and set(words) <= GROUPING | BESIDE_GROUPING


def _text_kind(sample: Sequence[str], rows: int, unique: bool, *, many: bool) -> Kind:
    texts = [cell.strip() for cell in sample]
    if sum(bool(DATE.fullmatch(text)) for text in texts) * 2 > len(texts):
        return Kind.DATE
    if sum(bool(PHONE.fullmatch(text)) for text in texts) * 2 > len(texts):
        return Kind.PERSONAL
    if len(texts) == 1:
        return Kind.CONSTANT
    if unique and rows > 5 and all(re.fullmatch(r"(?=.*\d)[\w-]{4,}", text) for text in texts):
        return Kind.IDENTIFIER
    return Kind.FREE_TEXT if many else Kind.CATEGORY
