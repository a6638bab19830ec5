"""Names of columns from questions: short enough to type, readable, each one once."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence

LONGEST = 60  # characters
LONGEST_STEM = 26
# Items that tell nothing without their question.
BARE = re.compile(
    r"other\b.*|rank \d+|row \d+|item \d+|answer \d+|comments?|.{0,2}|\d+|yes|no", re.IGNORECASE
)
TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)
FILLERS = frozenset(
    """
    a an and any are as at be by can consider could did do does each every following for from has have how
    i if in is it its many me mind much my of on or our out over please rate select show state tell that the
    their them there these they this to us very was we were what when where whether which who why will with
    would you your yourself all apply indicate choose extent agree statements statement thinking
    """.split()
)


def plain_text(text: str) -> str:
    """Return a heading without markup, on one line.

    Examples
    --------
    >>> plain_text("<p>How <b>calm</b>&nbsp;are you?</p>")
    'How calm are you?'
    """
    return " ".join(html.unescape(TAG.sub(" ", text)).replace("\xa0", " ").split())


def short(text: str, most: int = LONGEST) -> str:
    """Return text cut at the end of a word.

    Examples
    --------
    >>> short("How satisfied are you with our service today?", 20)
    'How satisfied are'
    """
    line = "".join(letter if letter.isprintable() else " " for letter in text).strip()
    if len(line) <= most:
        return line
    cut = line[: most + 1].rsplit(" ", 1)[0].rstrip(" ,;:.-(")
    return cut if 0 < len(cut) <= most else line[:most].strip()


def stem_name(stem: str) -> str:
    """Return the telling words of a long question, to stand before an item.

    Examples
    --------
    >>> stem_name("Which of the following films have you seen? Please select all that apply.")
    'Films seen'
    """
    if len(stem) <= LONGEST_STEM:
        return stem.rstrip(" ?.:")
    words = [word for word in re.findall(r"[\w'&-]+", stem) if word.casefold() not in FILLERS]
    told = short(" ".join(words) or stem, LONGEST_STEM)
    return told[:1].upper() + told[1:]


def item_names(asked: Sequence[tuple[str, str]]) -> list[str]:
    """Return names for questions of (stem, item); either may be empty.

    An item is named by itself where nothing else in the file is called so, with its stem otherwise.

    Examples
    --------
    >>> item_names([("", "Age"), ("How do you like", "Tea"), ("How often do you drink", "Tea")])
    ['Age', 'How do you like - Tea', 'How often do you drink - Tea']
    """
    alone = [short(item or stem) for stem, item in asked]
    times = Counter(name.casefold() for name in alone)
    wanted = [
        _with_stem(stem, item)
        if stem and item and (times[name.casefold()] > 1 or BARE.fullmatch(item))
        else name
        for name, (stem, item) in zip(alone, asked, strict=True)
    ]
    return unique(wanted)


def _with_stem(stem: str, item: str) -> str:
    lead = stem_name(stem)
    return f"{lead} - {short(item, LONGEST - len(lead) - 3)}" if lead else short(item)


def common_start(texts: Iterable[str]) -> str:
    """Return what all texts begin with.

    Examples
    --------
    >>> common_start(["How much do you like - Tea", "How much do you like - Milk"])
    'How much do you like - '
    """
    every = list(texts)
    first, last = min(every), max(every)
    end = next((place for place, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), None)
    return first if end is None else first[:end]


def unique(names: Iterable[str]) -> list[str]:
    """Return names with (2), (3) and so on behind those that occurred before; empty names stay.

    Examples
    --------
    >>> unique(["Age", "Tea", "Age", ""])
    ['Age', 'Tea', 'Age (2)', '']
    """
    names = list(names)
    taken: set[str] = set()
    given: list[str] = []
    for name in names:
        new, number = name, 2
        while new and (new in taken or (number > 2 and new in names)):
            new, number = f"{name} ({number})", number + 1
        taken.add(new)
        given.append(new)
    return given
