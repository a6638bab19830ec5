"""What Triple-S and a questionnaire agree on: widths, bounds where there are none, names of further texts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from psychograph.instruments.translated import Translated
from psychograph.questionnaire.formats.foreign.names import identifier
from psychograph.questionnaire.model import Choice

WIDEST = 999_999_999  # of numbers without bounds; the standard wants a range
FIRST_DAY, LAST_DAY = "00010101", "99991231"  # of days without bounds
SHORT, LONG = 256, 4096  # letters of texts whose length nobody limits
MOST_PLACES = 1_000  # of an answer with several choices, one place each
YES_NO = (Choice("1", Translated("Yes")), Choice("0", Translated("No")))  # as logical variables are answered
WHOLE_CODE = re.compile(r"0|[1-9][0-9]{0,8}")


def numeric(codes: Iterable[str]) -> bool:
    """Return whether codes are whole numbers from 0 on, each written in one way only."""
    return all(WHOLE_CODE.fullmatch(code) for code in codes)


def places(codes: Iterable[str]) -> bool:
    """Return whether codes can be places of an answer with several choices: whole numbers from 1 on."""
    return all(WHOLE_CODE.fullmatch(code) and 1 <= int(code) <= MOST_PLACES for code in codes)


def text_name(question: str, code: str) -> str:
    """Return the name of the text that a choice asks for, as "other, namely" does.

    Examples
    --------
    >>> text_name("devices", "other")
    'devices_other_text'
    """
    return identifier(f"{question}_{code}_text")


def is_long(letters: int) -> bool:
    """Return whether a text of so many letters is asked for in several lines."""
    return letters > SHORT
