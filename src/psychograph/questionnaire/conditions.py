"""Skip logic: conditions on earlier answers, as a small tree that every format can write and read.

A condition that looks at a question nobody answered does not hold, whatever it says; `not` turns that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")  # what needs no quotes


class Operator(StrEnum):
    """How an answer is compared."""

    EQUAL = "="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


@dataclass(frozen=True)
class Compared:
    """An answer compared with a value: `age >= 18`. Numbers compare as numbers, all else as text."""

    name: str
    operator: Operator
    value: str

    def __str__(self) -> str:
        return f"{self.name} {self.operator} {_shown(self.value)}"


@dataclass(frozen=True)
class Chosen:
    """An option among those chosen of a question with several answers: `devices includes "watch"`."""

    name: str
    code: str

    def __str__(self) -> str:
        return f"{self.name} includes {_shown(self.code)}"


@dataclass(frozen=True)
class Answered:
    """A question that was answered at all: `answered(age)`."""

    name: str

    def __str__(self) -> str:
        return f"answered({self.name})"


@dataclass(frozen=True)
class Not:
    """The opposite of a condition."""

    part: Condition

    def __str__(self) -> str:
        return f"not ({self.part})"


@dataclass(frozen=True)
class All:
    """Conditions that must all hold; two or more."""

    parts: tuple[Condition, ...]

    def __str__(self) -> str:
        return " and ".join(map(_bracketed, self.parts))


@dataclass(frozen=True)
class Any:
    """Conditions of which one must hold; two or more."""

    parts: tuple[Condition, ...]

    def __str__(self) -> str:
        return " or ".join(map(_bracketed, self.parts))


Condition: TypeAlias = Compared | Chosen | Answered | Not | All | Any

# An answer as conditions see it: a code, number, day or text; the codes of several; None for none.
Given: TypeAlias = str | frozenset[str] | None


def names_in(condition: Condition) -> Iterator[str]:
    """Yield the questions that a condition looks at, in the order in which it names them."""
    match condition:
        case All(parts) | Any(parts):
            for part in parts:
                yield from names_in(part)
        case Not(part):
            yield from names_in(part)
        case Compared(name) | Chosen(name) | Answered(name):
            yield name


def holds(condition: Condition, answers: Mapping[str, Given]) -> bool:
    """Return whether a condition holds for the answers given so far.

    Parameters
    ----------
    condition : Condition
        What is asked.
    answers : mapping of str to Given
        Answers by the name of their question; a question that is absent was not answered.

    Examples
    --------
    >>> grown = All((Compared("age", Operator.AT_LEAST, "18"), Not(Chosen("devices", "watch"))))
    >>> holds(grown, {"age": "31", "devices": frozenset({"phone"})}), holds(grown, {"age": "9"})
    (True, False)
    """
    match condition:
        case All(parts):
            return all(holds(part, answers) for part in parts)
        case Any(parts):
            return any(holds(part, answers) for part in parts)
        case Not(part):
            return not holds(part, answers)
        case Answered(name):
            return bool(answers.get(name))
        case Chosen(name, code):
            given = answers.get(name)
            return code in given if isinstance(given, frozenset) else given == code
        case Compared(name, operator, value):
            given = answers.get(name)
            return isinstance(given, str) and given != "" and _compares(given, operator, value)


def _compares(given: str, operator: Operator, value: str) -> bool:
    left: float | str
    right: float | str
    try:
        left, right = float(given), float(value)
    except ValueError:
        left, right = given, value
    match operator:
        case Operator.EQUAL:
            return left == right
        case Operator.UNEQUAL:
            return left != right
        case Operator.LESS:
            return left < right  # type: ignore[operator]
        case Operator.AT_MOST:
            return left <= right  # type: ignore[operator]
        case Operator.MORE:
            return left > right  # type: ignore[operator]
        case Operator.AT_LEAST:
            return left >= right  # type: ignore[operator]


def _shown(value: str) -> str:
    """Return a value as a condition is written: a number as it is, text in double quotes."""
    if NUMBER.fullmatch(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _bracketed(part: Condition) -> str:
    return f"({part})" if isinstance(part, All | Any) else str(part)
