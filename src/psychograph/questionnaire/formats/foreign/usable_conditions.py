"""Whether a condition that was read can be asked here: of questions before, with codes they have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from psychograph.questionnaire.conditions import (
    NUMBER,
    All,
    Answered,
    Any,
    Chosen,
    Compared,
    Condition,
    Not,
    Operator,
)
from psychograph.questionnaire.model import (
    Answer,
    Battery,
    Consent,
    Day,
    Multiple,
    Notice,
    Number,
    Question,
    Ranking,
    Rating,
    choices_of,
)


@dataclass(frozen=True)
class Asked:
    """A question that stands earlier: its name here, and the codes it has, by those of the file.

    `several` for one with several answers; `codes` is empty where any answer may be given; `kind` is
    ``"number"``, ``"day"`` or empty for any other.
    """

    name: str
    codes: Mapping[str, str] = field(default_factory=dict)
    several: bool = False
    kind: str = ""


def asked_of(question: Question, codes: Mapping[str, str] | None = None) -> tuple[Asked, ...]:
    """Return what conditions can look at after a question: itself, or the statements of a battery.

    `codes` has the codes of the file by which others stand here; all others are the same in both.
    """
    answer = question.answer
    if isinstance(answer, Notice):
        return ()
    known = {code: code for code in _codes(answer)} | dict(codes or {})
    several = isinstance(answer, (Multiple, Ranking))
    if isinstance(answer, Battery):
        return tuple(Asked(item.name, known) for item in answer.items)
    kind = "number" if isinstance(answer, Number) else "day" if isinstance(answer, Day) else ""
    return (Asked(question.name, known, several, kind),)


def _codes(answer: Answer) -> tuple[str, ...]:
    declined = tuple(choice.code for choice in choices_of(answer))
    match answer:
        case Rating(scale) | Battery(scale):
            return (*map(str, scale.values), *declined)
        case Consent():
            return ("1",)
        case _:
            return declined


def usable(condition: Condition, asked: Mapping[str, Asked]) -> Condition:
    """Return a condition in names and codes of ours.

    Raises
    ------
    ValueError
        In plain words, where it looks at what does not stand earlier, or at a code that is none.
    """
    match condition:
        case All(parts):
            return All(tuple(usable(part, asked) for part in parts))
        case Any(parts):
            return Any(tuple(usable(part, asked) for part in parts))
        case Not(part):
            return Not(usable(part, asked))
        case Answered(name):
            return Answered(_found(name, asked).name)
        case Chosen(name, code):
            one = _found(name, asked)
            ours = _code(one, code)
            return Chosen(one.name, ours) if one.several else Compared(one.name, Operator.EQUAL, ours)
        case Compared(name, operator, value):
            one = _found(name, asked)
            if one.several:
                raise ValueError(f"it compares all answers of {name} with one")
            if one.kind == "number" and not NUMBER.fullmatch(value):
                raise ValueError(f"it compares {name} with '{value}', which is no number")
            if one.kind == "day" and not _is_day(value):
                raise ValueError(f"it compares {name} with '{value}', which is no day")
            if operator in {Operator.EQUAL, Operator.UNEQUAL} or (one.codes and not NUMBER.fullmatch(value)):
                value = _code(one, value)
            return Compared(one.name, operator, value)


def _found(name: str, asked: Mapping[str, Asked]) -> Asked:
    if name not in asked:
        raise ValueError(f"it looks at {name}, which is not asked before")
    return asked[name]


def _code(one: Asked, code: str) -> str:
    if not one.codes:
        return code
    if code not in one.codes:
        raise ValueError(f"it looks at the answer '{code}', which {one.name} does not have")
    return one.codes[code]


def _is_day(value: str) -> bool:
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == len("2026-11-22")
