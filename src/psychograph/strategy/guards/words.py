"""Lists of words that guards look for: they stand in the catalogues, so that a language can have its own."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from psychograph.language.language import Language
from psychograph.language.language import language as shipped_language

# What letters of a listed word stand for.
PATTERNS = {
    " ": r"[\s-]+",
    "-": r"[\s-]*",
    "*": r"[\w-]*",
    "#": r"\d+",
    "'": "['\N{RIGHT SINGLE QUOTATION MARK}]",
}

# Cyrillic and Greek letters that look like Latin ones, in words that hold Latin letters too.
ALIKE = str.maketrans("аеорсухіјѕԁһαοινρτυ", "aeopcyxijsdhaoivptu")
MIXED = re.compile(r"\w*(?:[a-zA-Z]\w*[\u0370-\u052f]|[\u0370-\u052f]\w*[a-zA-Z])\w*")


def words_found(subject: str, text: str, language: Language) -> tuple[str, ...]:
    """Return the words of a text that a guard looks for, in lower case, each once.

    A list is the message ``guard-words-SUBJECT`` of a catalogue: words or phrases between commas, ``*``
    for any ending, ``#`` for a number. ``guard-words-SUBJECT-harmless`` lists phrases that hold such a
    word and mean no harm. The shipped English lists count in every language, since users mix them.

    Parameters
    ----------
    subject : str
        ``"levers"``, ``"green"``, ``"generic"``, ``"scarce"``, ``"endorsement"``, ``"protected"``,
        ``"under"`` or ``"over"``.
    text : str
        Copy, advice, the name of a column or an answer.
    language : Language
        Whose lists are looked through, besides the English ones.

    Examples
    --------
    >>> english = shipped_language()
    >>> words_found("levers", "Use their worries. Worry-free returns!", english)
    ('worries',)
    >>> words_found("green", "Every purchase plants a tree.", english)
    ('tree',)
    """
    found: list[str] = []
    text = plain(text)
    for spoken in dict.fromkeys((language, shipped_language())):
        harmless = _pattern(_listed(f"guard-words-{subject}-harmless", spoken))
        rest = harmless.sub(" ", text) if harmless else text
        wanted = _pattern(_listed(f"guard-words-{subject}", spoken))
        if wanted:
            found += [hit.group(0).lower() for hit in wanted.finditer(rest)]
    return tuple(dict.fromkeys(found))


def plain(text: str) -> str:
    """Return a text without characters that nobody sees, and with letters that only look Latin made Latin.

    Either would carry a word past a list. A word of another alphabet stays as it is.

    Examples
    --------
    >>> plain("sc\u0430re them, make them addic\u200bted"), plain("страх")
    ('scare them, make them addicted', 'страх')
    """
    seen = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return MIXED.sub(lambda word: word.group().translate(ALIKE), unicodedata.normalize("NFKC", seen))


@cache  # thousands of lines are looked through, and a list is the same for all
def _listed(key: str, language: Language) -> str:
    return language.say(key) if language.knows(key) else ""


@cache
def _pattern(listed: str) -> re.Pattern[str] | None:
    words = [word.strip() for word in listed.split(",") if word.strip()]
    if not words:
        return None
    # Longer ones first, so that a phrase wins over a word in it.
    each = "|".join(_expression(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)", re.IGNORECASE)


def _expression(word: str) -> str:
    return "".join(PATTERNS.get(letter, re.escape(letter)) for letter in word)
