"""What was read made sound: limits that nothing can meet are told and left out, columns stay apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from psychograph.questionnaire.answers.codebook import columns_of
from psychograph.questionnaire.formats.foreign.names import Names
from psychograph.questionnaire.losses import Aspect
from psychograph.questionnaire.model import (
    Answer,
    Battery,
    Day,
    FreeText,
    Multiple,
    Number,
    Question,
    Ranking,
    Single,
    choices_of,
)

Lose = Callable[[str, Aspect, str, str], None]


def can_be_answered(answer: Answer) -> bool:
    """Return whether there is anything to choose, where something is to be chosen."""
    return bool(choices_of(answer)) if isinstance(answer, (Single, Multiple, Ranking)) else True


def sound_answer(where: str, answer: Answer, lose: Lose) -> Answer:
    """Return an answer without limits that nothing can meet; each is told."""
    match answer:
        case Number(low, high) if low is not None and high is not None and low > high:
            lose(where, Aspect.LIMITS, f"limits from {low:g} down to {high:g}", "any number is taken")
            return replace(answer, low=None, high=None)
        case Day(earliest, latest):
            return _sound_day(where, answer, (earliest, latest), lose)
        case FreeText(_, most) if most is not None and most < 1:
            lose(where, Aspect.LIMITS, f"at most {most} characters", "any text is taken")
            return replace(answer, most=None)
        case Multiple(choices, _, least, most):
            number = len(choices)
            highest = number if most is None else most
            if (least or 0) > min(number, highest) or most == 0:
                told = f"at least {least or 0} and at most {highest} of {number} choices"
                lose(where, Aspect.LIMITS, told, "any number of choices is taken")
                return replace(answer, least=None, most=None)
            return replace(answer, least=least or None, most=None if (most or 0) > number else most)
        case Ranking(choices, _, most) if most is not None and not 1 <= most <= len(choices):
            return replace(answer, most=None)
    return answer


def _sound_day(where: str, answer: Day, ends: tuple[str, str], lose: Lose) -> Day:
    for end in ends:
        try:
            if end:
                dt.date.fromisoformat(end)
        except ValueError:
            lose(where, Aspect.LIMITS, f"the limit {end}, which is no day", "any day is taken")
            return Day()
    if all(ends) and ends[0] > ends[1]:
        lose(where, Aspect.LIMITS, f"limits from {ends[0]} back to {ends[1]}", "any day is taken")
        return Day()
    return answer


def with_codes_apart(where: str, answer: Answer, lose: Lose) -> tuple[Answer, dict[str, str]]:
    """Return an answer whose choices are columns that differ by more than small and capital letters.

    The second value has the codes that changed, by those of the file.
    """
    if not isinstance(answer, (Multiple, Ranking)):
        return answer, {}
    names = Names(longest=200)
    changed: dict[str, str] = {}
    for choice in answer.choices:
        if choice.code not in names:
            names.hold(choice.code)
        else:
            code = changed[choice.code] = names.take(f"{choice.code}_2", "c")
            lose(
                where,
                Aspect.CODES,
                f"the code {choice.code}, which differs by capitals only",
                f"it is {code}",
            )
    choices = tuple(replace(one, code=changed.get(one.code, one.code)) for one in answer.choices)
    return replace(answer, choices=choices), changed


def with_own_columns(question: Question, names: Names, lose: Lose) -> Question:
    """Return a question under a name whose columns, such as ``NAME_CODE``, are its own; take them."""
    if isinstance(question.answer, Battery):
        return question
    old = question.name
    while any(column in names for column in columns_of(question) if column != question.name):
        question = replace(question, name=names.take(question.name))
    if question.name != old:
        told = f"the name {old}, of which a column is another's"
        lose(question.name, Aspect.NAME, told, f"it is named {question.name}")
    for column in columns_of(question):
        if column != question.name:
            names.hold(column)
    return question
