"""Which construct a column of a survey measures, and which columns must not be used at all.

The score of a phrase of a construct in a text is

    .45 + .30 x min(1, support / 2) + .25 x coverage,

where `support` is the weight of the phrase's words, and `coverage` their share in the weight of all
words of the text; words that stand in questionnaires of every kind weigh .35, all others 1. It is
lowered where the words stand far apart or, in a question, in another order, and for a single word in a
long sentence. The numbers are
judgement, and set so that few matches on a set of labelled wordings are wrong (docs/constructs.md).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from psychograph.knowledge.constructs import (
    Construct,
    ConstructMatch,
    NearMiss,
    constructs,
    declared_construct,
    sensitive_kinds,
)
from psychograph.knowledge.wording import Wording, read, weight

#: The bar: a match that scores less is asked about, not taken.
ACCEPTED = 0.6
#: What scores less is not worth asking about.
WORTH_ASKING = 0.5
JUST_BELOW = ACCEPTED - 0.01
#: Two constructs nearer than this are a tie, unless one rests on all words of the other and more.
TIE = 0.04
MOST_NEAR = 3
# Words beyond which a text is no question: an introduction, or a declaration of consent.
LONGEST = 80
# A single word that is not telling by itself must be nearly all that a text says.
SAYS_IT_ALL = 0.7
SINGLE_WORD = 0.75
FAR_APART = 0.8
OUT_OF_ORDER = 0.8
PARTIAL = 0.7
# A header of one word that its question does not bear out.
UNSUPPORTED = 0.7
# Items of one attribute must agree on what they measure, and on its direction.
AGREEMENT = 0.75


@dataclass(frozen=True)
class Item:
    """The wording of one column of an attribute, and whether its answers are turned when it is scored."""

    question: str
    reversed: bool = False


@dataclass(frozen=True)
class _Pointer:
    """A phrase that points to a construct or to its opposite."""

    stems: frozenset[str]
    negated: bool
    opposite: bool
    telling: bool
    doubtful: bool = False
    exactly: tuple[str, ...] = ()
    order: tuple[str, ...] = ()

    @cached_property
    def weight(self) -> float:
        if self.exactly:
            return float(len(self.exactly))
        return sum(weight(stemmed) for stemmed in sorted(self.stems))

    def place(self, asked: Wording) -> tuple[int, int] | None:
        """Return where the phrase stands in a text, None where it does not, or not whole."""
        return asked.place_of(self.exactly) if self.exactly else asked.place(self.stems)

    def in_order(self, asked: Wording, place: tuple[int, int]) -> bool:
        """Return whether the words stand at a place in the order of the phrase."""
        found = tuple(w.stem for w in asked.words[place[0] : place[1] + 1] if w.stem in self.stems)
        starts = range(len(found) - len(self.order) + 1)
        return bool(self.exactly) or any(found[at : at + len(self.order)] == self.order for at in starts)

    def coverage(self, asked: Wording) -> float:
        """Return the share of a text that the phrase makes up, by weight."""
        return self.weight / (max(len(asked.words), 1) if self.exactly else asked.weight)

    @property
    def single(self) -> bool:
        """Whether the phrase is one word that may stand anywhere by chance."""
        return not self.exactly and len(self.stems) == 1 and not self.telling


@dataclass(frozen=True)
class _Candidate:
    """A construct that a text may speak of."""

    construct: Construct
    reversed: bool
    score: float
    stems: frozenset[str]
    single: bool = False

    @property
    def near(self) -> NearMiss:
        return NearMiss(self.construct, self.reversed, round(min(self.score, 1.0), 4))


def match_construct(
    attribute: str,
    question: str = "",
    declared: str | None = None,
    known: Mapping[str, Construct] | None = None,
    *,
    items: Sequence[Item] = (),
    turned: bool = False,
) -> ConstructMatch:
    """Find what an attribute measures, or say what it may measure.

    A declared construct wins; then the question, then the questions of its items, then the name. Below
    the bar nothing is taken: the likeliest constructs are named as near misses, for the user to settle.

    Parameters
    ----------
    attribute, question : str
        Name and wording.
    declared : str or None
        A construct named in the study file, with a minus sign before it where high scores mean little
        of it; ``"none"`` for no construct.
    known : mapping of str to Construct, optional
        Constructs to choose from; those that ship if absent.
    items : sequence of Item, optional
        The columns that are averaged into the attribute.
    turned : bool, optional
        Whether answers are turned when the attribute is scored: what the question says, high scores deny.

    Examples
    --------
    >>> match_construct("Q7", "Traditional values are important to me.").construct.name
    'val.tradition'
    >>> match_construct("Q8", "I do not like to try new products.").key
    '-adopt.innovativeness'
    >>> asked = match_construct("Q9", "I like products from here.")
    >>> asked.construct is None
    True
    """
    known = constructs() if known is None else known
    if declared is not None:
        name, opposite = declared_construct(declared)
        return ConstructMatch(attribute, known.get(name), opposite, 1.0, "declared")
    kind = sensitive_kind(attribute) or next(
        (found for text in (question, *(item.question for item in items)) if (found := sensitive_kind(text))),
        None,
    )
    if kind is not None:
        return ConstructMatch(attribute, None, source="sensitive", kind=kind)
    asked = _candidates(read(question), known, turned=turned)
    itemised = _by_items(items, known)
    named = _candidates(read(attribute), known, header=True)
    supported = {found.construct.name for found in (*asked, *itemised)}
    if question or items:
        named = [_unsupported(found) if found.construct.name not in supported else found for found in named]
    for candidates, source in ((asked, "question"), (itemised, "items"), (named, "name")):
        best = _decided(candidates)
        if best is not None:
            score = round(min(best.score, 1.0), 4)
            return ConstructMatch(attribute, best.construct, best.reversed, score, source)
    return ConstructMatch(attribute, None, near=_near([*asked, *itemised, *named]))


def is_sensitive(text: str) -> bool:
    """Return whether a name or question points to special-category data (GDPR Art. 9).

    Examples
    --------
    >>> is_sensitive("Which religion do you belong to?"), is_sensitive("I make healthy food choices.")
    (True, False)
    """
    return sensitive_kind(text) is not None


@cache
def sensitive_kind(text: str) -> str | None:
    """Return the kind of special-category data that a name or question points to, None if none.

    Examples
    --------
    >>> sensitive_kind("Are you a member of a trade union?")
    'union'
    """
    asked = read(text)
    for kind in sensitive_kinds():
        if _vetoed(asked, kind.not_with):
            continue
        for pointer in _pointers(kind.tokens, ()):
            place = pointer.place(asked)
            if place is None or _spread(place, pointer):
                continue
            if not pointer.single or pointer.coverage(asked) >= SAYS_IT_ALL:
                return kind.name
    return None


def _candidates(
    asked: Wording, known: Mapping[str, Construct], *, turned: bool = False, header: bool = False
) -> list[_Candidate]:
    """Return the constructs that a text may speak of, likeliest first, each once."""
    if not asked.stems or len(asked.words) > LONGEST:
        return []
    found = []
    for construct in known.values():
        scored = list(_scored(asked, construct, turned=turned, header=header))
        if scored and not _vetoed(asked, construct.not_with):
            found.append(max(scored, key=lambda c: (c.score, len(c.stems), not c.reversed)))
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.construct.name))


def _scored(asked: Wording, construct: Construct, *, turned: bool, header: bool) -> Iterator[_Candidate]:
    for pointer in _pointers(construct.tokens, construct.reversed_tokens):
        held = pointer.stems & asked.stems
        place = pointer.place(asked)
        if not held and place is None:
            continue
        score = _score(asked, pointer, place, header=header) if place else _partial(asked, pointer, held)
        if score >= WORTH_ASKING:
            negated = asked.turned_at(place) if place else asked.negated
            opposite = pointer.opposite ^ negated ^ pointer.negated ^ turned
            yield _Candidate(construct, opposite, score, held, pointer.single)


def _score(asked: Wording, pointer: _Pointer, place: tuple[int, int], *, header: bool) -> float:
    coverage = pointer.coverage(asked)
    score = 0.45 + 0.3 * min(1.0, pointer.weight / 2) + 0.25 * coverage
    if pointer.single and coverage < SAYS_IT_ALL:
        score *= SINGLE_WORD
    if _spread(place, pointer):
        score *= FAR_APART
    if not header and not pointer.in_order(asked, place):
        score *= OUT_OF_ORDER
    return min(score, JUST_BELOW) if pointer.doubtful else score


def _partial(asked: Wording, pointer: _Pointer, held: frozenset[str]) -> float:
    """Return the score of a phrase of which a text holds some words only: never enough to be taken."""
    weights = sum(weight(stemmed) for stemmed in sorted(held))
    if pointer.exactly or weights < 1 or weights / pointer.weight < 0.5:
        return 0.0
    whole = 0.45 + 0.3 * min(1.0, weights / 2) + 0.25 * weights / asked.weight
    return min(PARTIAL * whole * math.sqrt(weights / pointer.weight), JUST_BELOW)


def _spread(place: tuple[int, int], pointer: _Pointer) -> bool:
    return not pointer.exactly and place[1] - place[0] > 2 * len(pointer.stems) + 3


def _vetoed(asked: Wording, phrases: Iterable[str]) -> bool:
    for pointer in _pointers(tuple(phrases), ()):
        place = pointer.place(asked)
        if place is not None and not _spread(place, pointer):
            return True
    return False


def _by_items(items: Sequence[Item], known: Mapping[str, Construct]) -> list[_Candidate]:
    """Return what the items of an attribute speak of together.

    Each item that passes the bar has a vote. Where they disagree, on the construct or on its
    direction, the score falls below the bar.
    """
    votes = [
        best
        for item in items
        if (best := _decided(_candidates(read(item.question), known, turned=item.reversed))) is not None
    ]
    found = []
    for name in dict.fromkeys(vote.construct.name for vote in votes):
        own = [vote for vote in votes if vote.construct.name == name]
        reversed_ones = sum(vote.reversed for vote in own)
        one_way = max(reversed_ones, len(own) - reversed_ones)
        agreement = one_way / len(votes)
        score = max(vote.score for vote in own)
        if agreement < AGREEMENT:
            score = min(score * agreement + 0.1, JUST_BELOW)
        stems = frozenset().union(*(vote.stems for vote in own))
        found.append(_Candidate(own[0].construct, 2 * reversed_ones > len(own), score, stems))
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.construct.name))


def _unsupported(found: _Candidate) -> _Candidate:
    """Return a candidate by name, weaker where it rests on one word and the question says other things."""
    if not found.single:
        return found
    return _Candidate(found.construct, found.reversed, found.score * UNSUPPORTED, found.stems, single=True)


def _decided(found: Sequence[_Candidate]) -> _Candidate | None:
    """Return the best candidate; None below the bar, and where another is as good."""
    if not found or found[0].score < ACCEPTED:
        return None
    best = found[0]
    rivals = [other for other in found[1:] if best.score - other.score < TIE and other.score >= ACCEPTED]
    return None if any(not other.stems < best.stems for other in rivals) else best


def _near(found: Iterable[_Candidate]) -> tuple[NearMiss, ...]:
    best: dict[str, _Candidate] = {}
    for candidate in found:
        known = best.setdefault(candidate.construct.name, candidate)
        if candidate.score > known.score:
            best[candidate.construct.name] = candidate
    ordered = sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.construct.name))
    return tuple(candidate.near for candidate in ordered if candidate.score >= WORTH_ASKING)[:MOST_NEAR]


@cache
def _pointers(tokens: tuple[str, ...], reversed_tokens: tuple[str, ...]) -> tuple[_Pointer, ...]:
    return tuple(
        _pointer(token, opposite)
        for phrases, opposite in ((tokens, False), (reversed_tokens, True))
        for token in phrases
        if read(token).words
    )


def _pointer(token: str, opposite: bool) -> _Pointer:
    """Return what a token of the file says.

    ``=how old``: these words exactly; ``frugal!``: in any sentence; ``status?``: asked about, never taken.
    """
    wording = read(token)
    exactly = tuple(word.text for word in wording.words) if token.startswith("=") else ()
    return _Pointer(
        wording.stems,
        wording.negated,
        opposite,
        telling=token.endswith("!"),
        doubtful=token.endswith("?"),
        exactly=exactly,
        order=tuple(word.stem for word in wording.words if word.stem),
    )
