"""Numbers of questions as respondents read them, and the answers that a question can have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.model import (
    Battery,
    Choice,
    Consent,
    Day,
    Multiple,
    Notice,
    Question,
    Questionnaire,
    Ranking,
    Rating,
    Single,
)

GIVEN = "1"  # the answer of somebody who agrees


@dataclass(frozen=True)
class Place:
    """Where an answer is given.

    Parameters
    ----------
    number : str
        Of the question, such as ``"7"``; of a statement of a battery, ``"7.2"``.
    labels : mapping of str to Translated
        What may be answered, by code; empty where anything may.
    several : bool
        Whether more than one may be answered.
    day : bool
        Whether it is a day.
    steps : tuple of str
        Codes of a scale whose steps are numbers to respondents, lowest first; none otherwise.
    """

    number: str
    labels: Mapping[str, Translated]
    several: bool = False
    day: bool = False
    steps: tuple[str, ...] = ()


def numbers(questionnaire: Questionnaire) -> dict[str, int]:
    """Return the number of every question that wants an answer, by name; from 1, over all pages."""
    asked = [one.name for one in questionnaire.questions if not isinstance(one.answer, Notice)]
    return {name: at for at, name in enumerate(asked, start=1)}


def places(questionnaire: Questionnaire) -> dict[str, Place]:
    """Return where each answer is given, by the name that conditions use."""
    found: dict[str, Place] = {}
    for name, number in numbers(questionnaire).items():
        question = questionnaire.question(name)
        found[name] = _place(question, str(number))
        if isinstance(question.answer, Battery):
            scale, declined = question.answer.scale, question.answer.declined
            for at, item in enumerate(question.answer.items, start=1):
                found.setdefault(item.name, _on_scale(scale, declined, f"{number}.{at}"))
    return found


def _on_scale(scale: AnswerScale, declined: tuple[Choice, ...], number: str) -> Place:
    others = {choice.code: choice.label for choice in declined}
    if scale.fully_labelled:
        return Place(number, {str(value): scale.label(value) for value in scale.values} | others)
    steps = tuple(map(str, scale.values))
    return Place(number, {step: Translated(step) for step in steps} | others, steps=steps)


def _place(question: Question, number: str) -> Place:
    match question.answer:
        case Rating(scale, declined):
            return _on_scale(scale, declined, number)
        case Single(choices):
            return Place(number, {choice.code: choice.label for choice in choices})
        case Multiple(choices) | Ranking(choices):
            return Place(number, {choice.code: choice.label for choice in choices}, several=True)
        case Consent(label=label):
            return Place(number, {GIVEN: label})
        case Day():
            return Place(number, {}, day=True)
        case _:
            return Place(number, {})
