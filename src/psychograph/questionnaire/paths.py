"""Ways through a questionnaire: which questions respondents of every kind are shown, by its skip logic."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, combinations, product

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
"""So many kinds of respondents are tried in full; of more, so many are drawn."""
MOST_OPTIONS = 6
"""Of a question with several answers, sets of up to so many options that conditions name."""


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
    names one has two kinds of answers. Up to 4,096 kinds of respondents are tried in full; of more, as
    many are drawn, always the same.

    Parameters
    ----------
    questionnaire : Questionnaire
        Conditions that look at questions which do not exist, or stand later, find no answer.
    refusing : bool
        Whether to follow as well those who do not agree to take part.
    """
    conditions = [part.shown_if for part in _parts(questionnaire) if part.shown_if is not None]
    kinds = _kinds(questionnaire, conditions, refusing=refusing)
    names = list(kinds)
    if math.prod(len(kinds[name]) for name in names) <= MOST_WAYS:
        chosen: Iterator[tuple[Given, ...]] = product(*(kinds[name] for name in names))
        complete = True
    else:
        chosen, complete = _drawn(kinds), False
    found = {_walked(questionnaire, dict(zip(names, answers, strict=True))): None for answers in chosen}
    return Ways(tuple(found), complete)


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


def _kinds(
    questionnaire: Questionnaire, conditions: list[Condition], *, refusing: bool
) -> dict[str, list[Given]]:
    """Return the answers worth trying of every question that a condition looks at."""
    atoms: dict[str, list[Compared | Chosen | Answered]] = {}
    for condition in conditions:
        for atom in _atoms(condition):
            if atom not in atoms.setdefault(atom.name, []):
                atoms[atom.name].append(atom)
    kinds: dict[str, list[Given]] = {}
    for question in questionnaire.questions:
        for name in _columns(question):
            if name in atoms:
                possible = _possible(question, atoms[name])
                if refusing and isinstance(question.answer, Consent):
                    possible = ["1", "0", None]
                kinds[name] = _told_apart(possible, atoms[name])
    return kinds


def _atoms(condition: Condition) -> Iterator[Compared | Chosen | Answered]:
    match condition:
        case All(parts) | Any(parts):
            yield from chain.from_iterable(_atoms(part) for part in parts)
        case Not(part):
            yield from _atoms(part)
        case Compared() | Chosen() | Answered():
            yield condition


def _told_apart(possible: list[Given], atoms: list[Compared | Chosen | Answered]) -> list[Given]:
    found: dict[tuple[bool, ...], Given] = {}
    for answer in possible:
        found.setdefault(tuple(holds(atom, {atom.name: answer}) for atom in atoms), answer)
    return list(found.values())


def _possible(question: Question, atoms: list[Compared | Chosen | Answered]) -> list[Given]:
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


def _drawn(kinds: Mapping[str, list[Given]]) -> Iterator[tuple[Given, ...]]:
    rng = np.random.default_rng(20_261_122)
    for _ in range(MOST_WAYS):
        yield tuple(options[int(rng.integers(len(options)))] for options in kinds.values())


def ever_shown(questionnaire: Questionnaire, page: Page, question: Question) -> bool:
    """Return whether some respondent is shown a question, also one who does not agree to take part.

    Only questions on which its condition and that of its page rest are looked at, and those on which these
    rest. Where that are too many to be tried in full, the answer is yes.
    """
    if page.shown_if is None and question.shown_if is None:
        return True
    kept = _ancestors(questionnaire, page, question)
    pages = []
    for one in questionnaire.pages:
        inside = tuple(part for part in one.questions if part.name in kept or part is question)
        if inside:
            pages.append(replace(one, questions=inside))
    ways = ways_through(replace(questionnaire, pages=tuple(pages)), refusing=True)
    return not ways.all_tried or ways.ever(question.name)


def _ancestors(questionnaire: Questionnaire, page: Page, question: Question) -> frozenset[str]:
    """Return the questions that a question's condition rests on, directly or not."""
    home = {
        name: (one, part) for one in questionnaire.pages for part in one.questions for name in _columns(part)
    }
    found: set[str] = set()
    waiting: list[Page | Question] = [page, question]
    while waiting:
        part = waiting.pop()
        if part.shown_if is None:
            continue
        for name in names_in(part.shown_if):
            if name in home and home[name][1].name not in found:
                found.add(home[name][1].name)
                waiting += home[name]
    return frozenset(found)
