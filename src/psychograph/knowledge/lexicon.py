"""Words for persona names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

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
    """All words that names are made of, and those that no name may hold."""

    adjectives: Mapping[Pole, tuple[str, ...]]
    nouns: Mapping[Pole, tuple[str, ...]]
    pair_adjectives: tuple[PairWord, ...]
    pair_nouns: tuple[PairWord, ...]
    fallback_adjectives: tuple[str, ...]
    fallback_nouns: tuple[str, ...]
    blocked: frozenset[str]

    def blocked_words(self, name: str) -> tuple[str, ...]:
        """Return the words of a name that are blocked, in singular or plural."""
        found = re.findall(r"[\w-]+", name.lower())
        parts = {part for word in found for part in (word, *word.split("-"))}
        forms = parts | {part[:-1] for part in parts if part.endswith("s")}
        return tuple(sorted(forms & self.blocked))


@cache
def lexicon() -> Lexicon:
    """Return the words that ship with the product."""
    data = read_data("lexicon")
    return Lexicon(
        adjectives=_by_pole(data["adjectives"]),
        nouns=_by_pole(data["nouns"]),
        pair_adjectives=_pairs(data["pair_adjectives"]),
        pair_nouns=_pairs(data["pair_nouns"]),
        fallback_adjectives=tuple(data["fallback_adjectives"]),
        fallback_nouns=tuple(data["fallback_nouns"]),
        blocked=frozenset(data["blocked"]),
    )


def _by_pole(entries: Mapping[str, Mapping[str, list[str]]]) -> dict[Pole, tuple[str, ...]]:
    return {
        Pole(construct, end): tuple(found)
        for construct, ends in entries.items()
        for end, found in ends.items()
    }


def _pairs(entries: list[dict[str, list[str] | str]]) -> tuple[PairWord, ...]:
    return tuple(
        PairWord(Pole(*entry["first"]), Pole(*entry["second"]), str(entry["word"])) for entry in entries
    )
