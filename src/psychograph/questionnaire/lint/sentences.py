"""Sentences of questions, and what joins their parts."""

from __future__ import annotations

import re

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'\u2018\u201c])")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\u2014[^\u2014]*\u2014")
# What follows is an example of one thing, not a second one.
EXAMPLES = re.compile(
    r"[,;]?\s*(?:,\s*like\b|\b(?:such as|for example|for instance|e\.g\.?|including|includes)\b)[^.?!;]*",
    re.IGNORECASE,
)
JOINED = re.compile(
    r"(?P<before>[\w'\u2019-]+)(?P<comma>,?)\s+(?P<by>and/or|and|or|as well as|&)\s+(?P<after>(?:the |a |"
    r"an |my |your |our |to |on |in |at |of )?[\w'\u2019-]+)",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\b(?:between|both sides of)\b[^.?!]*?\band\b", re.IGNORECASE)

# Two words for one thing, or a pair that nobody holds apart. Either order.
PAIRS = frozenset(
    frozenset(pair.split())
    for pair in (
        "friends family, products services, product service, goods services, brands products, items "
        "products, "
        "work home, home work, time effort, time money, right wrong, pros cons, terms conditions, men women, "
        "male female, boys girls, husband wife, spouse partner, partner spouse, actor actress, mother "
        "father, "
        "parents guardians, parent guardian, son daughter, brother sister, brothers sisters, sons daughters, "
        "colleagues friends, friend colleague, friends colleagues, "
        "online offline, printed online, online store, black white, "
        "food drink, food drinks, food beverages, arts crafts, health beauty, research development, "
        "peace quiet, up down, back forth, now then, here there, sooner later, more less, yes no, day night, "
        "good bad, like dislike, true false, before after, for against, each every, first foremost, "
        "hopes dreams, rules regulations, law order, science technology, bed breakfast, pots pans, "
        "knife fork, supply demand, trial error, odds ends, safe sound, neat tidy, clean tidy, loud clear, "
        "safety security, privacy security, aches pains, diary journal, movies films, film movie, "
        "shop store, shops stores, town city, towns cities, country region, county region, state province, "
        "phone tablet, laptop desktop, computer laptop, car van, tv radio, newspapers magazines, "
        "bars restaurants, restaurants cafes, toys games, hers his, his her, he she, him her, himself "
        "herself, "
        "likes dislikes, strengths weaknesses, ups downs, ins outs, wear tear, values beliefs, "
        "wild crazy, thoughts feelings, help support, comfort support, advice support, hopes fears"
    ).split(", ")
)
# Behind "or" and "and" these open no second thing.
NO_SECOND = frozenset(
    "so more less longer shorter older younger fewer greater higher lower later earlier better worse above "
    "below "
    "over under not other others both neither another similar such something anything someone anyone "
    "somebody "
    "anybody somewhere anywhere otherwise else then see so-called whatever whoever maybe even rather".split()
)
# "Try and", "go and", "come and see"; "and so on" is in the list above.
HELPERS = frozenset("try go come wait".split())
NUMBERS = re.compile(r"^(?:[0-9].*|one|two|three|four|five|six|seven|eight|nine|ten|dozen)$", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:the|a|an|my|your|our|to|on|in|at|of)\s+", re.IGNORECASE)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [part for part in SENTENCE.split(text.strip()) if part]


def words(text: str) -> list[str]:
    """Return the words of a text, in lower case."""
    return [word.casefold().replace("\u2019", "'") for word in WORD.findall(text)]


def joined_parts(text: str) -> list[tuple[str, str, str]]:
    """Return what a text joins: the word before, "and" or "or", and the word after, without harmless pairs.

    Examples
    --------
    >>> joined_parts("The staff are quick and friendly.")
    [('quick', 'and', 'friendly')]
    >>> joined_parts("How often do you try new products or services, with family and friends?")
    []
    """
    plain = EXAMPLES.sub(" ", ASIDE.sub(" ", BETWEEN.sub(" ", text)))
    found = []
    for match in JOINED.finditer(plain):
        before, by = match["before"].casefold(), match["by"].casefold()
        after = ARTICLE.sub("", match["after"]).casefold()
        if not _harmless(before, after):
            found.append((before, "or" if by == "or" else "and", after))
    return found


def _harmless(before: str, after: str) -> bool:
    return (
        before == after  # "more and more"
        or frozenset((before, after)) in PAIRS
        or after in NO_SECOND
        or before in HELPERS
        or bool(NUMBERS.match(before) and (NUMBERS.match(after) or after in NO_SECOND))
        or bool(NUMBERS.match(before) or NUMBERS.match(after))
    )
