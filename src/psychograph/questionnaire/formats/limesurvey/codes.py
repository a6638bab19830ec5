"""Codes as LimeSurvey allows them.

Questions: a letter, then letters and digits, 20 at most; sub-questions: letters and digits, 20 at most;
answers: letters and digits, 5 at most; reserved words. From the rules of `models/Question.php` and
`models/Answer.php` of LimeSurvey.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from psychograph.questionnaire.formats.foreign.names import identifier

LONGEST_NAME = 20
LONGEST_ANSWER = 5
OTHER_SINGLE = "-oth-"  # what answers hold where "other" was chosen of a list
OTHER_SEVERAL = "other"
RESERVED = {
    "lang", "sid", "savedid", "token", "qid", "gid", "sgq", "self", "that", "this", "other", "time",
    "comment", "and", "or", "not", "eq", "ne", "lt", "le", "gt", "ge", "id", "submitdate", "lastpage",
    "startlanguage", "seed", "startdate", "datestamp", "ipaddr", "refurl",
}  # fmt: skip


class Codes:
    """Codes that are taken, without regard to the case of letters."""

    def __init__(self, longest: int = LONGEST_NAME, *, letter_first: bool = True) -> None:
        self._longest = longest
        self._letter_first = letter_first
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """Return a free code like the wanted one, and take it.

        Examples
        --------
        >>> codes = Codes()
        >>> codes.take("Att_TradValues"), codes.take("AttTradValues"), codes.take("time")
        ('AttTradValues', 'AttTradValues2', 'time2')
        """
        base = self._base(wanted)
        code, number = base, self._last.get(base.lower(), 1)
        while code.lower() in self._taken or code.lower() in RESERVED:
            number += 1
            code = base[: self._longest - len(str(number))] + str(number)
        self._last[base.lower()] = number  # so that many codes alike stay quick
        self._taken.add(code.lower())
        return code

    def take_all(self, wanted: Iterable[str]) -> dict[str, str]:
        """Return codes by the wanted ones; those that can stay as they are come first."""
        every = list(wanted)
        fits = [one for one in every if self._base(one) == one]
        taken = {one: self.take(one) for one in fits}
        taken.update({one: self.take(one) for one in every if one not in taken})
        return {one: taken[one] for one in every}

    def _base(self, wanted: str) -> str:
        """Return the nearest code, free or not."""
        plain = identifier(wanted, longest=200) if self._letter_first else _plain(wanted)
        return re.sub(r"[^A-Za-z0-9]", "", plain)[: self._longest] or "x"


def _plain(code: str) -> str:
    """Return a code of an answer with its minus sign as a letter, which is all that is left of it."""
    marked = re.sub(r"^-(?=\d)", "m", code)
    return marked if marked.isascii() else identifier(marked, longest=200)
