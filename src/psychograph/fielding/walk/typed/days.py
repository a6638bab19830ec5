"""Days as a field for days sends them, or as three fields for day, month and year do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from psychograph.fielding.walk.typed.words import in_digits
from psychograph.questionnaire.model import Day

WRITTEN: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
PARTS: Final = ("year", "month", "day")


def day_in(text: str, asked: Day) -> str | None:
    """Return a day as ``YYYY-MM-DD``; None for one that is not in the calendar or out of bounds.

    Only year first is read: 3/4/2026 is a day in March to some and in April to others.

    Examples
    --------
    >>> day_in("2026-3-4", Day()), day_in("2026-02-30", Day()), day_in("4/3/2026", Day())
    ('2026-03-04', None, None)
    """
    found = WRITTEN.fullmatch(in_digits(text.strip()))
    return day_of(found.groups(), asked) if found else None


def day_of(parts: Sequence[str], asked: Day) -> str | None:
    """Return the day of a year, a month and a day of the month, each in digits.

    Examples
    --------
    >>> day_of(("1984", "2", "29"), Day()), day_of(("1985", "2", "29"), Day())
    ('1984-02-29', None)
    """
    digits = [in_digits(part.strip()) for part in parts]
    if not all(re.fullmatch("[0-9]{1,4}", part) for part in digits) or len(digits[0]) != len("2026"):
        return None
    try:
        found = date(*map(int, digits)).isoformat()
    except ValueError:
        return None
    return found if (asked.earliest or found) <= found <= (asked.latest or found) else None
