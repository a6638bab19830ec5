"""Names of personas: an adjective and a noun, from what is salient, never derogatory.

The grammar is the same for every study; it knows constructs, not samples.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.levels import Level
from psychograph.knowledge.lexicon import PairWord, Pole
from psychograph.knowledge.rules import Standing

ALTERNATIVES = 3
# What the law protects names nobody.
UNNAMED_FAMILIES = frozenset({"demographics", "geography"})
# A pair's own word is taken while its weaker end is at least this share as salient as the strongest pole.
NEAR_THE_TOP = 0.6


@dataclass(frozen=True)
class Name:
    """A persona's name, singular and plural, and three others in plural."""

    singular: str
    plural: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True)
class _Word:
    """A word and the construct it speaks of; empty for a fallback."""

    text: str
    construct: str


@dataclass(frozen=True)
class _Pair:
    """An adjective and a noun."""

    adjective: _Word
    noun: _Word

    @property
    def words(self) -> set[str]:
        return {self.adjective.text, self.noun.text}

    @property
    def singular(self) -> str:
        return f"{self.adjective.text} {self.noun.text}"

    @property
    def plural(self) -> str:
        return f"{self.adjective.text} {pluralise(self.noun.text)}"


def name_segments(
    standings: Mapping[int, Mapping[str, Standing]],
    knowledge: KnowledgeBase,
    unmapped: Collection[int] = (),
) -> dict[int, Name]:
    """Name all segments of a segmentation.

    Parameters
    ----------
    standings : mapping of int to mapping of str to Standing
        Where each segment stands, by construct.
    knowledge : KnowledgeBase
        Words and constructs.
    unmapped : collection of int
        Segments that stand apart, but on attributes that match no construct: words such as
        "balanced" would be wrong about them, so they keep their numbers.

    Returns
    -------
    dict of int to Name
        No two segments share a word; the most distinctive segment chooses first.
    """
    taken: set[str] = set()
    chosen: dict[int, _Pair | None] = {}
    for segment in sorted(standings, key=lambda s: (-_distinctiveness(standings[s].values()), s)):
        candidates = () if segment in unmapped else _candidates(standings[segment], knowledge)
        chosen[segment] = next((pair for pair in candidates if not pair.words & taken), None)
        taken |= getattr(chosen[segment], "words", set())
    return {
        segment: _name(segment, pair, _candidates(standings[segment], knowledge), taken)
        for segment, pair in sorted(chosen.items())
    }


def _name(segment: int, pair: _Pair | None, candidates: Iterable[_Pair], taken: set[str]) -> Name:
    if pair is None:  # a number is dull, and wrong about nobody
        return Name(f"Segment {segment} member", f"Segment {segment} members", ())
    elsewhere = taken - pair.words
    others = [
        other.plural for other in candidates if other.plural != pair.plural and not other.words & elsewhere
    ]
    return Name(pair.singular, pair.plural, _spread(others))


def pluralise(noun: str) -> str:
    """Return the plural of a noun of the lexicon.

    Examples
    --------
    >>> pluralise("Pioneer"), pluralise("Homebody"), pluralise("Decider")
    ('Pioneers', 'Homebodies', 'Deciders')
    """
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"


def _spread(others: list[str]) -> tuple[str, ...]:
    """Return alternatives that differ from each other in their first word where they can."""
    found: dict[str, str] = {}
    for other in others:
        found.setdefault(other.split()[0], other)
    rest = [other for other in others if other not in found.values()]
    return tuple(chain(found.values(), dict.fromkeys(rest)))[:ALTERNATIVES]


def _distinctiveness(standings: Iterable[Standing]) -> float:
    return sum(s.salience for s in standings if s.level.distinctive)


def poles(standings: Mapping[str, Standing], knowledge: KnowledgeBase) -> list[Pole]:
    """Return the ends at which a segment stands apart, most salient first.

    What the law protects (demographics) never names anybody, so it is passed over.
    """
    apart = [
        s
        for s in standings.values()
        if s.level.distinctive
        and s.clear
        and knowledge.constructs[s.construct].family not in UNNAMED_FAMILIES
    ]
    apart.sort(key=lambda s: (-s.salience, -abs(s.g), s.construct))
    return [Pole(s.construct, "high" if s.level is Level.HIGH else "low") for s in apart]


def _candidates(standings: Mapping[str, Standing], knowledge: KnowledgeBase) -> Iterator[_Pair]:
    """Yield pairs of adjective and noun, best first, fallbacks last."""
    words = knowledge.lexicon
    ends = poles(standings, knowledge)
    top = max((s.salience for s in standings.values() if s.level.distinctive), default=0.0)
    strong = {p for p in ends if standings[p.construct].salience >= NEAR_THE_TOP * top}
    fallback_adjectives = [_Word(word, "") for word in words.fallback_adjectives]
    fallback_nouns = [_Word(word, "") for word in words.fallback_nouns]
    adjectives = [*_adjectives(ends, strong, knowledge), *fallback_adjectives]
    nouns = [*_nouns(ends, set(ends), standings, knowledge), *fallback_nouns]
    for adjective in adjectives:
        for noun in nouns:
            if noun.construct != adjective.construct or not noun.construct:
                yield _Pair(adjective, noun)


def _adjectives(ends: list[Pole], strong: set[Pole], knowledge: KnowledgeBase) -> Iterator[_Word]:
    """Yield a pair's own word, then personality, then the rest."""
    words = knowledge.lexicon
    yield from _pair_words(words.pair_adjectives, strong)
    personal = [pole for pole in ends if knowledge.constructs[pole.construct].family == "personality"]
    others = [pole for pole in ends if pole not in personal]
    for pole in (*personal, *others):
        yield from (_Word(word, pole.construct) for word in words.adjectives.get(pole, ()))


def _nouns(
    ends: list[Pole],
    present: set[Pole],
    standings: Mapping[str, Standing],
    knowledge: KnowledgeBase,
) -> Iterator[_Word]:
    """Yield the word for people who will not buy, then a pair's own word, then all but personality."""
    words = knowledge.lexicon
    intent = standings.get("adopt.intent")
    if intent is not None and intent.level is Level.VERY_LOW:
        yield from (_Word(word, "adopt.intent") for word in words.nouns[Pole("adopt.intent", "low")])
    yield from _pair_words(words.pair_nouns, present)
    for pole in ends:
        if knowledge.constructs[pole.construct].family != "personality":
            yield from (_Word(word, pole.construct) for word in words.nouns.get(pole, ()))


def _pair_words(pairs: tuple[PairWord, ...], present: set[Pole]) -> Iterator[_Word]:
    for pair in pairs:
        if {pair.first, pair.second} <= present:
            yield _Word(pair.word, pair.first.construct)
