"""Names of personas: an adjective and a noun, from what is salient, never derogatory.

The grammar is the same for every study; it knows constructs, not samples. Words and their forms belong
to the lexicon and to the language, and so does their order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from psychograph.codebook.codebook import Role
from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.levels import Level
from psychograph.knowledge.lexicon import Lexicon, PairWord, Pole, pluralise, word_parts
from psychograph.knowledge.rules import Standing
from psychograph.language.language import Language
from psychograph.language.language import language as shipped_language
from psychograph.profiling.profile import SegmentProfile

ALTERNATIVES = 3
# What the law protects names nobody; what people were asked about one purchase says little of them.
UNNAMED_FAMILIES = frozenset({"demographics", "geography", "insight"})
# A pair's own word is taken while its weaker end is at least this share as salient as the strongest pole.
NEAR_THE_TOP = 0.6
# Figures that differ by rounding alone, as those of the same people in another order do, are the same.
DECIMALS = 9


@dataclass(frozen=True)
class Name:
    """A persona's name, singular and plural, and three others in plural."""

    singular: str
    plural: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True)
class _Word:
    """A word and the construct it speaks of; empty where it speaks of none."""

    text: str
    construct: str = ""


@dataclass(frozen=True)
class _Pair:
    """An adjective and a noun."""

    adjective: _Word
    noun: _Word

    @property
    def texts(self) -> tuple[str, str]:
        """Adjective and noun, whatever they speak of."""
        return self.adjective.text, self.noun.text

    @cached_property
    def parts(self) -> frozenset[str]:
        """The words that nobody else's name may hold."""
        return _parts(self.adjective.text) | _parts(self.noun.text)

    def singular(self, language: Language) -> str:
        """Return the name of one."""
        return language.say("name", adjective=self.adjective.text, noun=self.noun.text)

    def plural(self, language: Language, words: Lexicon) -> str:
        """Return the name of several."""
        adjective = words.plurals.get(self.adjective.text, self.adjective.text)
        noun = words.plurals.get(self.noun.text) or pluralise(self.noun.text)
        return language.say("name", adjective=adjective, noun=noun)


@cache
def _parts(text: str) -> frozenset[str]:
    return word_parts(text) or frozenset({text.lower()})


def name_segments(
    standings: Mapping[int, Mapping[str, Standing]],
    knowledge: KnowledgeBase,
    unmapped: Collection[int] = (),
    *,
    language: Language | None = None,
    ties: Mapping[int, str] | None = None,
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
    language : Language, optional
        Puts adjective and noun in their order; English if absent.
    ties : mapping of int to str, optional
        What tells segments of like standings apart, such as `content_of`; their numbers never do, so
        that relabelled segments keep their names.

    Returns
    -------
    dict of int to Name
        No word stands in two names; the most distinctive segment chooses first. Three alternatives each,
        where the segment stands apart on enough.
    """
    language = language or shipped_language()
    order = sorted(
        standings, key=lambda s: (-_distinctiveness(standings[s].values()), _content(standings[s], ties, s))
    )
    candidates = {
        segment: () if segment in unmapped else tuple(_candidates(standings[segment], knowledge))
        for segment in order
    }
    taken: set[str] = set()
    chosen: dict[int, _Pair] = {}
    for segment in order:
        pair = next((pair for pair in candidates[segment] if not pair.parts & taken), None)
        if pair is not None:
            chosen[segment] = pair
            taken |= pair.parts
    names: dict[int, Name] = {}
    offered: set[tuple[str, str]] = set()
    for segment in order:
        others = _alternatives(candidates[segment], chosen.get(segment), taken, offered)
        offered |= {other.texts for other in others}
        names[segment] = _name(segment, chosen.get(segment), others, knowledge.lexicon, language)
    return dict(sorted(names.items()))


def content_of(part: SegmentProfile) -> str:
    """Return what a segment is in figures, whatever its number: it breaks ties between names."""
    figures = sorted(f"{a.name}={a.mean:.6f}" for a in part.attributes)
    return f"{part.n:09d} {' '.join(figures)}"


def poles(standings: Mapping[str, Standing], knowledge: KnowledgeBase) -> list[Pole]:
    """Return the ends at which a segment stands apart, most salient first.

    What the law protects (demographics) never names anybody, so it is passed over.
    """
    return _ends([s for s in _nameable(standings, knowledge) if s.level.distinctive and s.clear])


def nameless(part: SegmentProfile, standings: Mapping[str, Standing], knowledge: KnowledgeBase) -> bool:
    """Return whether a segment can only be numbered.

    So it is where it stands apart on attributes that match no construct, and where it stands apart on
    nothing but most of what built the segments matches none: nobody knows whether it is balanced.
    """
    nameable = _nameable(standings, knowledge)
    if any(s.level.distinctive for s in nameable):
        return False
    known = {s.attribute for s in nameable}
    basis = [a.name for a in part.attributes if a.role is Role.BASIS]
    basis += [c.name for c in part.categories if c.role is Role.BASIS]
    return bool(part.headlines) or 2 * sum(name in known for name in basis) < len(basis)


def _nameable(standings: Mapping[str, Standing], knowledge: KnowledgeBase) -> list[Standing]:
    return [s for s in standings.values() if knowledge.constructs[s.construct].family not in UNNAMED_FAMILIES]


def _ends(found: Iterable[Standing]) -> list[Pole]:
    ordered = sorted(found, key=lambda s: (-round(s.salience, DECIMALS), -_size(s.g), s.construct))
    return [Pole(s.construct, "high" if s.level is Level.HIGH else "low") for s in ordered]


def _size(g: float) -> float:
    return round(abs(g), DECIMALS)


def _distinctiveness(standings: Iterable[Standing]) -> float:
    return round(sum(sorted(s.salience for s in standings if s.level.distinctive)), DECIMALS)


def _content(standings: Mapping[str, Standing], ties: Mapping[int, str] | None, segment: int) -> str:
    """Return what orders segments that are equally distinctive."""
    figures = sorted(f"{s.construct}={s.position:.6f},{s.g:.6f}" for s in standings.values())
    return f"{' '.join(figures)} {(ties or {}).get(segment, '')}"


def _name(
    segment: int, pair: _Pair | None, others: Iterable[_Pair], words: Lexicon, language: Language
) -> Name:
    alternatives = tuple(other.plural(language, words) for other in others)
    if pair is None:  # a number is dull, and wrong about nobody
        number = str(segment)
        return Name(
            language.say("name-numbered", segment=number),
            language.say("name-numbered-plural", segment=number),
            alternatives,
        )
    return Name(pair.singular(language), pair.plural(language, words), alternatives)


def _alternatives(
    candidates: Iterable[_Pair],
    own: _Pair | None,
    taken: Collection[str],
    offered: Collection[tuple[str, str]],
) -> list[_Pair]:
    """Return three other names without words of other segments' names, as unlike each other as can be.

    Names that share no word with the segment's own and with each other come first, then those that
    share one of their two, each in order of merit.
    """
    elsewhere = set(taken) - (own.parts if own else frozenset())
    closed = {*offered, *([own.texts] if own else ())}
    rest = [pair for pair in candidates if pair.texts not in closed and not pair.parts & elsewhere]
    found: list[_Pair] = []
    for most_shared in (0, 1):
        for pair in rest:
            if len(found) == ALTERNATIVES:
                return found
            known = [*([own] if own else ()), *found]
            if max((_shared(pair, other) for other in known), default=0) <= most_shared:
                found.append(pair)
    return found


def _shared(one: _Pair, other: _Pair) -> int:
    return (one.adjective.text == other.adjective.text) + (one.noun.text == other.noun.text)


def _candidates(standings: Mapping[str, Standing], knowledge: KnowledgeBase) -> Iterator[_Pair]:
    """Yield pairs of adjective and noun, best first.

    Only people who stand apart on nothing are called balanced; where they do, but not clearly, their
    ends are taken all the same, for want of better.
    """
    words = knowledge.lexicon
    nameable = _nameable(standings, knowledge)
    apart = [s for s in nameable if s.level.distinctive]
    ends = _ends([s for s in apart if s.clear] or apart)
    top = max((s.salience for s in nameable if s.level.distinctive), default=0.0)
    strong = {p for p in ends if round(standings[p.construct].salience - NEAR_THE_TOP * top, DECIMALS) >= 0}
    adjectives = [*_adjectives(ends, strong, knowledge)]
    nouns = [*_nouns(ends, set(ends), standings, knowledge)]
    if not ends:
        adjectives = [_Word(word) for word in words.fallback_adjectives]
    if len(ends) < 2:
        nouns += [_Word(word) for word in words.fallback_nouns]
    nouns += [_Word(word) for word in words.plain_nouns]
    for adjective in dict.fromkeys(adjectives):
        for noun in dict.fromkeys(nouns):
            if _go_together(adjective, noun, words):
                yield _Pair(adjective, noun)


def _go_together(adjective: _Word, noun: _Word, words: Lexicon) -> bool:
    """Return whether two words make a name: of two constructs, not contrary, not the same word twice."""
    return (
        (noun.construct != adjective.construct or not noun.construct)
        and (adjective.text, noun.text) not in words.apart
        and not _parts(adjective.text) & _parts(noun.text)
        and words.may_name(f"{adjective.text} {noun.text}")
    )


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
    """Yield the word for people who will not buy, a pair's own word, then all else, personality last."""
    words = knowledge.lexicon
    intent = standings.get("adopt.intent")
    if intent is not None and intent.level is Level.VERY_LOW:
        yield from (_Word(word, "adopt.intent") for word in words.nouns.get(Pole("adopt.intent", "low"), ()))
    yield from _pair_words(words.pair_nouns, present)
    personal = [pole for pole in ends if knowledge.constructs[pole.construct].family == "personality"]
    for pole in (*(pole for pole in ends if pole not in personal), *personal):
        yield from (_Word(word, pole.construct) for word in words.nouns.get(pole, ()))


def _pair_words(pairs: tuple[PairWord, ...], present: set[Pole]) -> Iterator[_Word]:
    for pair in pairs:
        if {pair.first, pair.second} <= present:
            yield _Word(pair.word, pair.first.construct)
