"""Readable names of attributes, the same in every picture and every sentence."""

from __future__ import annotations

import re

PREFIX = re.compile(r"^(att|life|pers|demo|beh|geo|adopt|price|val|psy)[a-z]*_+(?=.)", re.IGNORECASE)


def readable(name: str) -> str:
    """Return the name of an attribute as a person would write it.

    Examples
    --------
    >>> readable("Life_HoursSocialMedia"), readable("Openness"), readable("tv_hours")
    ('Hours social media', 'Openness', 'Tv hours')
    """
    bare = PREFIX.sub("", name.strip())
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])", " ", bare)
    words = re.split(r"[\s_]+", spaced.strip("_ "))
    # Words in capitals are abbreviations and stay; the others are lower case after the first.
    lowered = [word if word.isupper() and len(word) > 1 else word.lower() for word in words]
    text = " ".join(lowered)
    return text[:1].upper() + text[1:]
