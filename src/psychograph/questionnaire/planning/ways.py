"""Ways through a questionnaire: which questions respondents of every kind are shown, by its skip logic."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, combinations, product
from typing import TypeAlias

import numpy as np

from psychograph.questionnaire.conditions import (
    All,
    Answered,
    Any,
    Chosen,
    Compared,
    Condition,
    Given,
    Not,
    holds,
    names_in,
)
from psychograph.questionnaire.model import (
    Battery,
    Consent,
    Day,
    Multiple,
    Number,
    Page,
    Question,
    Questionnaire,
    Ranking,
    Rating,
    Single,
)

MOST_WAYS = 4_096
"""So many kinds of respondents are tried in full; of more, up to so many are drawn."""
MOST_STEPS = 150_000
"""Respondents times questions, so that a long questionnaire is gone through by fewer (but two dozen)."""
FEWEST_WAYS = 24
MOST_RESTED_ON = 40
"""Of a question that rests on more nothing is said."""
MOST_OPTIONS = 6
"""Of a question with several answers, sets of up to so many options that conditions name."""


Atom: TypeAlias = Compared | Chosen | Answered
Kinds: TypeAlias = tuple[list[Given], list[int]]
Place: TypeAlias = tuple[int, int]  # of a page, and of a question on it


@dataclass(frozen=True)
class Way:
    """What one kind of respondent is shown: names of pages and questions."""

    pages: frozenset[str]
    questions: frozenset[str]


@dataclass(frozen=True)
class Ways:
    """Every way through a questionnaire; `all_tried`: whether there are no others than those listed."""

    ways: tuple[Way, ...]
    all_tried: bool

    def ever(self, name: str) -> bool:
        """Return whether anybody is shown a question."""
        return any(name in way.questions for way in self.ways)


def ways_through(questionnaire: Questionnaire, *, refusing: bool = False) -> Ways:
    """Return the ways that respondents can take who agree to take part and answer whatever they are shown.

    Answers that no condition tells apart count as one, so that a list of 200 countries of which a condition
    names one has two kinds of answers. Up to 4,096 kinds of respondents are tried in full, fewer of a long
    questionnaire. Of more, as many are drawn, always the same, and with them those who meet as many
    conditions as they can, and as few.

    Parameters
    ----------
    questionnaire : Questionnaire
        Conditions that look at questions which do not exist, or stand later, find no answer.
    refusing : bool
        Whether to follow as well those who do not agree to take part.
    """
    kinds = _kinds(questionnaire, refusing=refusing)
    most = _most_ways(sum(len(page.questions) for page in questionnaire.pages))
    complete = _number(kinds) <= most
    answers = product(*(found for found, _ in kinds.values())) if complete else _drawn(kinds, most)
    ways = {_walked(questionnaire, dict(zip(kinds, given, strict=True))): None for given in answers}
    return Ways(tuple(ways), complete)


def _most_ways(questions: int) -> int:
    return min(MOST_WAYS, max(FEWEST_WAYS, MOST_STEPS // max(questions, 1)))


def _number(kinds: Mapping[str, Kinds]) -> int:
    return math.prod(len(found) for found, _ in kinds.values())


def _parts(questionnaire: Questionnaire) -> Iterator[Page | Question]:
    for page in questionnaire.pages:
        yield page
        yield from page.questions


def _walked(questionnaire: Questionnaire, answers: Mapping[str, Given]) -> Way:
    """Go through the pages with given answers; what is not shown has none."""
    given: dict[str, Given] = {}
    pages, questions = set(), set()
    for page in questionnaire.pages:
        if page.shown_if is not None and not holds(page.shown_if, given):
            continue
        for question in page.questions:
            if question.shown_if is not None and not holds(question.shown_if, given):
                continue
            pages.add(page.name)
            questions.add(question.name)
            for name in _columns(question):
                if name in answers:
                    given[name] = answers[name]
    return Way(frozenset(pages), frozenset(questions))


def _columns(question: Question) -> tuple[str, ...]:
    if isinstance(question.answer, Battery):
        return (question.name, *(item.name for item in question.answer.items))
    return (question.name,)


def _kinds(questionnaire: Questionnaire, *, refusing: bool) -> dict[str, Kinds]:
    """Return the answers worth trying of every question that a condition looks at, with what each fulfils."""
    atoms: dict[str, dict[Atom, None]] = {}
    for part in _parts(questionnaire):
        for atom in () if part.shown_if is None else _atoms(part.shown_if):
            atoms.setdefault(atom.name, {})[atom] = None
    kinds: dict[str, Kinds] = {}
    for question in questionnaire.questions:
        for name in _columns(question):
            if name in atoms:
                looked_at = list(atoms[name])
                possible = _possible(question, looked_at)
                if refusing and isinstance(question.answer, Consent):
                    possible = ["1", "0", None]
                kinds[name] = _told_apart(possible, looked_at)
    return kinds


def _atoms(condition: Condition) -> Iterator[Atom]:
    match condition:
        case All(parts) | Any(parts):
            yield from chain.from_iterable(_atoms(part) for part in parts)
        case Not(part):
            yield from _atoms(part)
        case Compared() | Chosen() | Answered():
            yield condition


def _told_apart(possible: list[Given], atoms: list[Atom]) -> Kinds:
    """Return one answer of each kind, and how many of the conditions it fulfils."""
    found: dict[tuple[bool, ...], Given] = {}
    for answer in possible:
        found.setdefault(tuple(holds(atom, {atom.name: answer}) for atom in atoms), answer)
    return list(found.values()), [sum(fulfilled) for fulfilled in found]


def _possible(question: Question, atoms: list[Atom]) -> list[Given]:
    named = [
        atom.value if isinstance(atom, Compared) else atom.code
        for atom in atoms
        if not isinstance(atom, Answered)
    ]
    match question.answer:
        case Rating(scale, declined) | Battery(scale, _, declined):
            return [*map(str, scale.values), *(choice.code for choice in declined)]
        case Single(choices):
            return [choice.code for choice in choices]
        case Multiple(choices) | Ranking(choices):
            codes = [choice.code for choice in choices]
            return _sets(codes, [code for code in codes if code in named])
        case Number(low, high):
            return _numbers(named, low, high)
        case Day(earliest, latest):
            days = [earliest or "0001-01-01", latest or "9999-12-31", *named]
            return [day for day in days if (earliest or day) <= day <= (latest or day)]
        case Consent():
            return ["1"]  # who does not agree is asked nothing more
        case _:
            return [*named, *(["something else"] if "something else" not in named else [])]


def _sets(codes: list[str], named: list[str]) -> list[Given]:
    """Return sets of the options that conditions name, and one of none of them."""
    others = [code for code in codes if code not in named]
    tried = named[:MOST_OPTIONS]
    found: list[Given] = []
    for size in range(len(tried) + 1):
        found += [frozenset(part) for part in combinations(tried, size) if part or others]
    return [answer or frozenset(others[:1]) for answer in found]


def _numbers(named: list[str], low: float | None, high: float | None) -> list[Given]:
    numbers = {bound for bound in (low, high) if bound is not None}
    for value in named:
        try:
            number = float(value)
        except ValueError:
            continue
        numbers |= {number - 1, number, number + 1}
    numbers = numbers or {0.0}
    return [
        f"{number:g}"
        for number in sorted(numbers)
        if (low is None or number >= low) and (high is None or number <= high)
    ]


def _drawn(kinds: Mapping[str, Kinds], number: int) -> Iterator[tuple[Given, ...]]:
    for best in (max, min):
        yield tuple(found[counts.index(best(counts))] for found, counts in kinds.values())
    rng = np.random.default_rng(20_261_122)
    for _ in range(number - 2):
        yield tuple(found[int(rng.integers(len(found)))] for found, _ in kinds.values())


def never_shown(questionnaire: Questionnaire) -> frozenset[str]:
    """Return the questions that no respondent is shown, also none who does not agree to take part.

    For each question only those are looked at on which its condition and that of its page rest, and
    those on which these rest. Where that are too many to be tried in full, it counts as shown.
    """
    places: dict[str, Place] = {}
    for at, page in enumerate(questionnaire.pages):
        for inside, question in enumerate(page.questions):
            places.update(dict.fromkeys(_columns(question), (at, inside)))
    found = []
    known: dict[tuple[Condition | None, Condition | None], bool] = {}
    for at, page in enumerate(questionnaire.pages):
        for inside, question in enumerate(page.questions):
            conditions = (page.shown_if, question.shown_if)
            # Conditions look back, so that the same ones tell the same wherever they stand.
            if conditions not in known:
                known[conditions] = _can_be_shown(questionnaire, places, (at, inside))
            if not known[conditions]:
                found.append(question.name)
    return frozenset(found)


def _can_be_shown(questionnaire: Questionnaire, places: Mapping[str, Place], place: Place) -> bool:
    rests_on = _rests_on(questionnaire, places, place)
    if rests_on is None:
        return True
    pages: dict[int, list[Question]] = {}
    for at, inside in sorted({*rests_on, place}):
        pages.setdefault(at, []).append(questionnaire.pages[at].questions[inside])
    kept = tuple(replace(questionnaire.pages[at], questions=tuple(inside)) for at, inside in pages.items())
    smaller = replace(questionnaire, pages=kept)
    if _number(_kinds(smaller, refusing=True)) > _most_ways(len(rests_on) + 1):
        return True
    question = questionnaire.pages[place[0]].questions[place[1]]
    return ways_through(smaller, refusing=True).ever(question.name)


def _rests_on(questionnaire: Questionnaire, places: Mapping[str, Place], place: Place) -> set[Place] | None:
    """Return the questions that a question's condition rests on, directly or not; None for too many."""
    found: set[Place] = set()
    waiting = [place]
    while waiting:
        at, inside = waiting.pop()
        for part in (questionnaire.pages[at], questionnaire.pages[at].questions[inside]):
            for name in () if part.shown_if is None else names_in(part.shown_if):
                if name in places and places[name] not in found:
                    found.add(places[name])
                    waiting.append(places[name])
        if len(found) > MOST_RESTED_ON:
            return None
    return found
