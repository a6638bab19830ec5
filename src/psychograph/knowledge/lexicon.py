"""Words for persona names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any

from psychograph.knowledge.data_files import read_data


@dataclass(frozen=True)
class Pole:
    """One end of a construct: ``Pole("val.tradition", "high")``."""

    construct: str
    end: str


@dataclass(frozen=True)
class PairWord:
    """A word of its own for two ends together."""

    first: Pole
    second: Pole
    word: str


@dataclass(frozen=True)
class Lexicon:
    """All words that names are made of, and those that no name may hold.

    Parameters
    ----------
    adjectives, nouns : mapping of Pole to tuple of str
        Words for each end of a construct, best first.
    pair_adjectives, pair_nouns : tuple of PairWord
        Words for two ends together.
    fallback_adjectives, fallback_nouns : tuple of str
        Words for people who stand apart on nothing.
    blocked : frozenset of str
        Words that belittle, in singular and lower case; phrases too.
    plain_nouns : tuple of str
        Nouns that claim nothing.
    apart : frozenset of tuple of str
        Adjective and noun that do not go together.
    protected : frozenset of str
        Words that name people for what the law protects.
    plurals : mapping of str to str
        Forms that words take in the names of several people, where the rule of English does not give
        them: adjectives and nouns of other languages.
    """

    adjectives: Mapping[Pole, tuple[str, ...]]
    nouns: Mapping[Pole, tuple[str, ...]]
    pair_adjectives: tuple[PairWord, ...]
    pair_nouns: tuple[PairWord, ...]
    fallback_adjectives: tuple[str, ...]
    fallback_nouns: tuple[str, ...]
    blocked: frozenset[str]
    plain_nouns: tuple[str, ...] = ()
    apart: frozenset[tuple[str, str]] = frozenset()
    protected: frozenset[str] = frozenset()
    plurals: Mapping[str, str] = field(default_factory=dict)

    def blocked_words(self, name: str) -> tuple[str, ...]:
        """Return the words of a name that are blocked, in singular or plural.

        Examples
        --------
        >>> lexicon().blocked_words("Couch Potatoes and Luddites")
        ('couch potato', 'luddite')
        """
        return tuple(sorted(_forms(name) & self.blocked))

    def protected_words(self, name: str) -> tuple[str, ...]:
        """Return the words of a name that say age, gender, origin, belief, health or income.

        Examples
        --------
        >>> lexicon().protected_words("Young Families"), lexicon().protected_words("Curious Analysts")
        (('young',), ())
        """
        return tuple(sorted(_forms(name) & self.protected))

    def may_name(self, word: str) -> bool:
        """Return whether a word may stand in a name that the product makes."""
        return not self.blocked_words(word) and not self.protected_words(word)

    def adjective_words(self) -> tuple[str, ...]:
        """Return every adjective once, in the order of the file: what a translator is given."""
        pairs = (pair.word for pair in self.pair_adjectives)
        return tuple(dict.fromkeys([*_all(self.adjectives), *pairs, *self.fallback_adjectives]))

    def noun_words(self) -> tuple[str, ...]:
        """Return every noun once, in the order of the file: what a translator is given."""
        pairs = (pair.word for pair in self.pair_nouns)
        return tuple(dict.fromkeys([*_all(self.nouns), *pairs, *self.fallback_nouns, *self.plain_nouns]))


def pluralise(noun: str) -> str:
    """Return the plural of an English noun of the lexicon.

    Examples
    --------
    >>> pluralise("Pioneer"), pluralise("Homebody"), pluralise("Trend Scout")
    ('Pioneers', 'Homebodies', 'Trend Scouts')
    """
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"


def word_parts(text: str) -> frozenset[str]:
    """Return the words of a name that readers would notice twice; small ones are left out.

    Examples
    --------
    >>> sorted(word_parts("First-in-line Trend Scouts"))
    ['first', 'line', 'scout', 'trend']
    """
    found = re.findall(r"[^\W_]+", text.lower())
    return frozenset(_singular(part) for part in found if len(part) > 3)


@cache
def lexicon() -> Lexicon:
    """Return the words that ship with the product."""
    data = read_data("lexicon")
    return Lexicon(
        adjectives=words_by_pole(data["adjectives"]),
        nouns=words_by_pole(data["nouns"]),
        pair_adjectives=_pairs(data["pair_adjectives"]),
        pair_nouns=_pairs(data["pair_nouns"]),
        fallback_adjectives=tuple(data["fallback_adjectives"]),
        fallback_nouns=tuple(data["fallback_nouns"]),
        blocked=frozenset(data["blocked"]),
        plain_nouns=tuple(data["plain_nouns"]),
        apart=frozenset(
            (adjective, noun) for row in data["apart"] for adjective in row[0] for noun in row[1]
        ),
        protected=frozenset(data["protected"]),
    )


def words_by_pole(entries: Mapping[str, Mapping[str, Any]]) -> dict[Pole, tuple[str, ...]]:
    """Return the words of a section of a file of words, by the end of the construct they speak of."""
    return {
        Pole(construct, end): tuple(map(str, found))
        for construct, ends in entries.items()
        for end, found in ends.items()
    }


def _pairs(entries: Iterable[Mapping[str, Any]]) -> tuple[PairWord, ...]:
    return tuple(
        PairWord(Pole(*entry["first"]), Pole(*entry["second"]), str(entry["word"])) for entry in entries
    )


def _all(words: Mapping[Pole, tuple[str, ...]]) -> list[str]:
    return [word for found in words.values() for word in found]


def _forms(name: str) -> set[str]:
    """Return the words of a name and its pairs of words, as they stand and in singular, without accents."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    whole = re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", plain)
    parts = [part for word in whole for part in word.split("-")]
    pairs = [" ".join(both) for both in pairwise(parts)]
    found = {*whole, *parts, *pairs, *("-".join(pair.split()) for pair in pairs)}
    return found | {form for word in found for form in _singulars(word)}


def _singulars(word: str) -> Iterable[str]:
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("ves"):
        yield word[:-3] + "fe"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s"):
        yield word[:-1]


def _singular(part: str) -> str:
    if part.endswith("ies"):
        return part[:-3] + "y"
    return part[:-1] if part.endswith("s") and not part.endswith("ss") else part
