"""How much of what a case was asked it answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from psychograph.fielding.walk.course import course_of
from psychograph.fielding.walk.values import Value
from psychograph.fielding.walk.walk import Walk
from psychograph.questionnaire.model import (
    Battery,
    Consent,
    FreeText,
    Notice,
    Question,
    Questionnaire,
    Rating,
)

MOST_WAYS = 50_000  # kept in memory; beyond, they are computed anew


@dataclass(frozen=True)
class Extent:
    """How much was answered.

    Parameters
    ----------
    answered, asked : int
        Questions answered, of those that were asked.
    needed : bool
        Whether all are answered that a complete case needs.
    items : int
        Statements on a scale that were answered.
    """

    answered: int
    asked: int
    needed: bool
    items: int


@dataclass(frozen=True)
class _Names:
    counted: tuple[str, ...]
    needed: tuple[str, ...]
    items: tuple[str, ...]


class Asked:
    """Counts questions on the way of a case, and those answered.

    Each statement of a battery is a question. Consent, notices, texts beside a choice and open texts that are
    not required are not counted: who leaves "Anything else?" empty has left nothing out. Declining to say
    is an answer. These are what AAPOR (2016) calls all applicable questions.

    Parameters
    ----------
    questionnaire : Questionnaire
        What is asked.
    needed : sequence of str
        Questions without which nothing is complete, where they are on the way.
    """

    def __init__(self, questionnaire: Questionnaire, needed: Sequence[str] = ()) -> None:
        self._walk = Walk(questionnaire, 0)  # the order of chance changes no number
        self._deciding = course_of(questionnaire).watched
        self._needed = frozenset(needed)
        self._ways: dict[tuple[Value | None, ...], _Names] = {}

    def of(self, answers: Mapping[str, Value]) -> Extent:
        """Return how much was answered, and how much was asked."""
        names = self._names(answers)
        return Extent(
            sum(1 for name in names.counted if answers.get(name)),
            len(names.counted),
            all(answers.get(name) for name in names.needed),
            sum(1 for name in names.items if answers.get(name)),
        )

    def _names(self, answers: Mapping[str, Value]) -> _Names:
        """Return the names that count on the way of these answers."""
        key = tuple(map(answers.get, self._deciding))  # all that decides the way
        if key not in self._ways:
            if len(self._ways) >= MOST_WAYS:
                self._ways.clear()
            questions = [screen.question for screen in self._walk.way(answers)]
            self._ways[key] = _Names(
                tuple(name for question in questions for name in counting(question)),
                tuple(name for question in questions for name in self._needed_of(question)),
                tuple(name for question in questions for name in items_on_scale(question)),
            )
        return self._ways[key]

    def _needed_of(self, question: Question) -> tuple[str, ...]:
        """Return what is needed of a question: all of it where it is named, else the statements that are."""
        columns = _columns(question)
        return columns if question.name in self._needed else tuple(self._needed.intersection(columns))


def counting(question: Question) -> tuple[str, ...]:
    """Return the names under which a question counts: itself, its statements, or none.

    Examples
    --------
    >>> from psychograph.instruments.translated import Translated
    >>> counting(Question("more", Translated("Anything else?"), FreeText()))
    ()
    """
    match question.answer:
        case Consent() | Notice():
            return ()
        case FreeText() if not question.required:
            return ()
        case _:
            return _columns(question)


def items_on_scale(question: Question) -> tuple[str, ...]:
    """Return the statements that a question asks on a scale; none for other kinds."""
    return _columns(question) if isinstance(question.answer, Battery | Rating) else ()


def _columns(question: Question) -> tuple[str, ...]:
    answer = question.answer
    return tuple(item.name for item in answer.items) if isinstance(answer, Battery) else (question.name,)
