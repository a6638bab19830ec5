"""Constructs, and which of them a column of a survey measures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from psychograph.knowledge.data_files import read_data

ACCEPTED = 0.6
CONTAINED = 0.75
PREFIXES = frozenset({"att", "life", "pers", "demo", "beh", "geo", "adopt", "price", "val", "psy"})
FILLERS = frozenset(  # words that a question needs and a construct does not
    "a am an and are as at be by do for from have how i in is it me my of on or our out per "
    "the to we what which with you your".split()
)


@dataclass(frozen=True)
class Construct:
    """Something an attribute can measure.

    Parameters
    ----------
    name : str
        Such as ``"val.tradition"``.
    family : str
        Personality, values, lifestyle, adoption, price, behaviour and so on.
    tokens, reversed_tokens : tuple of str
        Words that point to the construct, or to its opposite.
    high, low : str
        What people at either end are or do, to follow "they"; empty where that says nothing.
    """

    name: str
    family: str
    tokens: tuple[str, ...]
    reversed_tokens: tuple[str, ...]
    high: str
    low: str


@dataclass(frozen=True)
class ConstructMatch:
    """What an attribute was taken to measure, and on what evidence.

    Parameters
    ----------
    attribute : str
        The attribute.
    construct : Construct or None
        What it measures; None where nothing fits.
    reversed : bool
        Whether high answers mean little of the construct.
    score : float
        0 to 1.
    source : str
        ``"declared"``, ``"question"``, ``"name"``, ``"sensitive"`` or ``""``.
    """

    attribute: str
    construct: Construct | None
    reversed: bool = False
    score: float = 0.0
    source: str = ""


@dataclass(frozen=True)
class Unknown:
    """Something a persona should know: a clause, and the constructs of which any one would tell."""

    question: str
    constructs: frozenset[str]


@cache
def constructs() -> Mapping[str, Construct]:
    """Return all constructs by name."""
    return {
        name: Construct(
            name=name,
            family=entry["family"],
            tokens=tuple(entry["tokens"]),
            reversed_tokens=tuple(entry.get("reversed_tokens", ())),
            high=entry.get("high", ""),
            low=entry.get("low", ""),
        )
        for name, entry in read_data("constructs")["constructs"].items()
    }


@cache
def unknowns() -> tuple[Unknown, ...]:
    """Return what a persona should know, in the order in which it is told."""
    return tuple(
        Unknown(entry["question"], frozenset(entry["constructs"]))
        for entry in read_data("constructs")["unknowns"]
    )


def words(text: str) -> frozenset[str]:
    """Return the words of a name or a question that carry meaning, in singular and lower case.

    Examples
    --------
    >>> sorted(words("Life_HoursSocialMedia")), sorted(words("Traditional values are important to me."))
    (['hour', 'media', 'social'], ['important', 'traditional', 'value'])
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    found = re.findall(r"[^\W\d_]+", spaced.lower())
    if len(found) > 1 and found[0] in PREFIXES and re.match(r"[A-Za-z]+_", text):
        found = found[1:]
    return frozenset(_singular(word) for word in found if word not in FILLERS)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def match_construct(
    attribute: str,
    question: str = "",
    declared: str | None = None,
    known: Mapping[str, Construct] | None = None,
) -> ConstructMatch:
    """Find what an attribute measures.

    A declared construct wins; then the question, then the name. A question must hold at least
    two of the pointing words, since one word of a sentence may stand there by chance.

    Parameters
    ----------
    attribute, question : str
        Name and wording.
    declared : str or None
        A construct named in the study file; ``"none"`` for no construct.
    known : mapping of str to Construct, optional
        Constructs to choose from; those that ship if absent.

    Examples
    --------
    >>> match_construct("Q7", "Traditional values are important to me.").construct.name
    'val.tradition'
    >>> match_construct("Adopt_WaitSecondGeneration").reversed
    True
    """
    known = constructs() if known is None else known
    if declared is not None:
        return ConstructMatch(attribute, known.get(declared), False, 1.0, "declared")
    if is_sensitive(attribute) or is_sensitive(question):
        return ConstructMatch(attribute, None, source="sensitive")
    by_question = _best(words(question), known, least_words=2)
    by_name = _best(words(attribute), known, least_words=1)
    for (score, construct, turned), source in ((by_question, "question"), (by_name, "name")):
        if construct is not None and score >= ACCEPTED:
            return ConstructMatch(attribute, construct, turned, score, source)
    return ConstructMatch(attribute, None)


def is_sensitive(text: str) -> bool:
    """Return whether a name or question points to special-category data (GDPR Art. 9)."""
    asked = words(text)
    return any(words(term) <= asked for term in read_data("constructs")["sensitive"])


def _best(
    asked: frozenset[str], known: Mapping[str, Construct], *, least_words: int
) -> tuple[float, Construct | None, bool]:
    """Return the best score, its construct and whether it is turned; more words win a tie."""
    best: tuple[float, int] = (0.0, 0)
    found: tuple[Construct | None, bool] = (None, False)
    for construct, pointers in ((entry, _pointers(entry)) for entry in known.values()):
        for pointer, turned in pointers:
            score = _similarity(asked, pointer)
            if (score, len(pointer)) > best and (len(pointer) >= least_words or pointer == asked):
                best, found = (score, len(pointer)), (construct, turned)
    return best[0], *found


def _similarity(asked: frozenset[str], pointer: frozenset[str]) -> float:
    if not asked:
        return 0.0
    jaccard = len(asked & pointer) / len(asked | pointer)
    return max(jaccard, CONTAINED) if pointer <= asked else jaccard


@cache
def _pointers(construct: Construct) -> tuple[tuple[frozenset[str], bool], ...]:
    return tuple((words(token), False) for token in construct.tokens) + tuple(
        (words(token), True) for token in construct.reversed_tokens
    )
