"""Which topics a business question points to, by its words; no model, and nothing is guessed.

A topic is taken where one of its phrases stands in the question: its words near each other (at most
twice as many places apart as it has words, and three more), or, for a phrase with ``=`` before it, side
by side. Endings of words do not matter (`knowledge.wording.stem`). A phrase whose words are part of a
longer phrase of another topic at the same place does not count: "traditional" in "traditional channels"
speaks of channels. Where no phrase is found, the words of the constructs themselves are tried
(`knowledge.matching`), as for the questions of a survey.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from psychograph.knowledge.matching import match_construct, sensitive_kind
from psychograph.knowledge.wording import FILLERS, NEGATORS, stem
from psychograph.questionnaire.suggest.mapping import Topic

WORD = re.compile(r"[^\W\d_]+")
MOST_WORDS = 200  # of a question that are read; whoever writes more has several questions


@dataclass(frozen=True)
class Pointed:
    """A topic, and the words of the question that point to it."""

    topic: Topic
    words: str


@dataclass(frozen=True)
class _Found:
    topic: Topic
    phrase: str
    stems: frozenset[str]
    place: tuple[int, int]

    @property
    def rank(self) -> tuple[int, int]:
        """Longer phrases first, then those that stand earlier."""
        return -len(self.stems), self.place[0]


def topics_of(question: str, topics: Mapping[str, Topic]) -> tuple[Pointed, ...]:
    """Return the topics that a business question points to.

    Parameters
    ----------
    question : str
        As the business asks it.
    topics : mapping of str to Topic
        Topics by id.

    Returns
    -------
    tuple of Pointed
        In the order in which the question speaks of them; none where nothing is sure.

    Examples
    --------
    >>> from psychograph.questionnaire.suggest.mapping import suggestions
    >>> known = suggestions().topics
    >>> [found.topic.id for found in topics_of("Which customers are open to new products?", known)]
    ['new_products']
    >>> topics_of("What is the weather like?", known)
    ()
    """
    said = _stems(question)
    every = [found for topic in topics.values() for found in _phrases(said, topic)]
    best: dict[str, _Found] = {}
    for one in sorted(every, key=lambda found: found.rank):
        if not any(_inside(one, other) for other in every if other.topic != one.topic):
            best.setdefault(one.topic.id, one)
    kept = sorted(best.values(), key=lambda one: one.place)
    if kept:
        return tuple(Pointed(one.topic, one.phrase) for one in kept)
    return _by_constructs(question, topics)


def refused(question: str) -> str | None:
    """Return the kind of special-category data (GDPR Art. 9) that a business question is after, if any."""
    return sensitive_kind(question)


def _phrases(said: tuple[str, ...], topic: Topic) -> Iterator[_Found]:
    if any(_place(said, words) is not None for words in topic.not_with):
        return
    for words in topic.words:
        place = _place(said, words)
        if place is not None:
            yield _Found(topic, words.removeprefix("="), frozenset(phrase_stems(words)), place)


@cache
def phrase_stems(words: str) -> tuple[str, ...]:
    """Return what a phrase of the data looks for: all its words after ``=``, else those that tell."""
    stems = _stems(words)
    if words.startswith("="):
        return stems
    little = FILLERS | NEGATORS
    return tuple(stem(word) for word in _words(words) if word not in little)


def _place(said: tuple[str, ...], words: str) -> tuple[int, int] | None:
    """Return first and last position of a phrase in a question; None where it is not there."""
    wanted = phrase_stems(words)
    if words.startswith("="):
        for at in range(len(said) - len(wanted) + 1):
            if said[at : at + len(wanted)] == wanted:
                return at, at + len(wanted) - 1
        return None
    return _near(said, frozenset(wanted))


def _near(said: tuple[str, ...], wanted: frozenset[str]) -> tuple[int, int] | None:
    """Return the shortest stretch that holds all words, None where it is too long."""
    last: dict[str, int] = {}
    best: tuple[int, int] | None = None
    for at, word in enumerate(said):
        if word not in wanted:
            continue
        last[word] = at
        if len(last) == len(wanted):
            start = min(last.values())
            if best is None or at - start < best[1] - best[0]:
                best = (start, at)
    return best if best is not None and best[1] - best[0] <= 2 * len(wanted) + 3 else None


def _stems(text: str) -> tuple[str, ...]:
    return tuple(map(stem, _words(text)))


def _words(text: str) -> list[str]:
    plain = text[: MOST_WORDS * 20].lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    whole = re.sub(r"'(?:s|m|d|re|ve|ll)\b", " ", re.sub(r"n't\b", " not", plain))
    return WORD.findall(whole)[:MOST_WORDS]


def _inside(one: _Found, other: _Found) -> bool:
    apart = one.place[0] > other.place[1] or one.place[1] < other.place[0]
    return not apart and one.stems < other.stems


def _by_constructs(question: str, topics: Mapping[str, Topic]) -> tuple[Pointed, ...]:
    found = match_construct("", question).construct
    if found is None:
        return ()
    asking = [topic for topic in topics.values() if found.name in topic.ask]
    # The topic that it answers first of all, else the one that asks most of its kind.
    family = found.name.partition(".")[0] + "."
    asking.sort(
        key=lambda topic: (topic.ask[0] != found.name, -sum(name.startswith(family) for name in topic.ask))
    )
    return tuple(Pointed(topic, found.name) for topic in asking[:1])
