"""Readable names of attributes, the same in every picture and every sentence."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

#: Abbreviations that group the columns of a survey and say nothing to a reader.
_PREFIXES = re.compile(
    r"^(?:att|life|beh|behav|val|values?|psy|pers|dem|demo|geo|adopt|int|opin|aio|q)_+", re.I
)
_IN_FULL = {
    "avg": "average",
    "freq": "frequency",
    "hrs": "hours",
    "trad": "traditional",
}


def clean(text: str) -> str:
    r"""Return the text on one line, without characters that no picture can hold.

    Examples
    --------
    >>> clean("Anna\tand\x00 <b>Ben</b>")
    'Anna and <b>Ben</b>'
    """
    kept = (" " if c.isspace() else c for c in text)
    printable = "".join(c for c in kept if unicodedata.category(c) not in {"Cc", "Cs", "Cn"})
    return " ".join(printable.split())


def readable(name: str) -> str:
    """Return an attribute's column name as a reader would write it.

    Examples
    --------
    >>> readable("Att_GreaterGood"), readable("Life_HoursSocialMedia"), readable("TVHours_weekday")
    ('Greater good', 'Hours social media', 'TV hours weekday')
    """
    plain = clean(name)
    return _sentence(_PREFIXES.sub("", plain) or plain) or plain


def _sentence(name: str) -> str:
    if " " in name:
        return name[:1].upper() + name[1:]
    words = _words(name)
    spoken = [w if len(w) > 1 and w.isupper() else _IN_FULL.get(w.lower(), w.lower()) for w in words]
    text = " ".join(spoken)
    return text[:1].upper() + text[1:]


def _words(name: str) -> list[str]:
    """Split a column name at underscores, dots and capitals, in any alphabet."""
    text = name.replace("_", " ").replace(".", " ")
    starts = [
        here.isupper() and (before.islower() or (before.isupper() and after.islower()))
        for before, here, after in zip(f" {text}", text, f"{text[1:]} ", strict=False)
    ]
    return "".join(f" {c}" if start else c for c, start in zip(text, starts, strict=True)).split()


def readable_all(names: Iterable[str]) -> dict[str, str]:
    """Return readable names that stay distinct: a prefix is kept where it alone tells two apart.

    Examples
    --------
    >>> readable_all(["Att_Music", "Life_Music", "Openness"])
    {'Att_Music': 'Att music', 'Life_Music': 'Life music', 'Openness': 'Openness'}
    """
    names = list(names)
    for write in (readable, _sentence):
        short = {name: write(clean(name)) for name in names}
        if max(Counter(short.values()).values(), default=1) == 1:
            return short
    return {name: clean(name) for name in names}


def readable_list(names: Iterable[str]) -> str:
    """Return attributes as a list in a sentence.

    Examples
    --------
    >>> readable_list(["Att_GreaterGood", "Openness"])
    'Greater good, Openness'
    """
    return ", ".join(readable(name) for name in names)
