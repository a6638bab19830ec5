"""Constraints of an XLSForm as limits of answers: bounds, lengths, and how many choices."""

from __future__ import annotations

import re
from dataclasses import dataclass

from psychograph.questionnaire.formats.foreign.expressions import (
    MIRRORED,
    Call,
    Comparison,
    Expression,
    Junction,
    Literal,
    Name,
    Negation,
    parsed,
)
from psychograph.questionnaire.formats.xlsform.xpath import DIALECT

SELF = Name(".")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass
class Limits:
    """What a constraint allows.

    `low` and `high` bound numbers, `earliest` and `latest` days, `longest` letters; `least` and `most`
    count choices, `exclusive` are codes that rule others out.
    """

    low: float | None = None
    high: float | None = None
    earliest: str = ""
    latest: str = ""
    longest: int | None = None
    least: int | None = None
    most: int | None = None
    exclusive: tuple[str, ...] = ()

    def kinds(self) -> set[str]:
        """Return which kinds of answer are bounded: ``number``, ``day``, ``text``, ``several``."""
        found = set()
        if self.low is not None or self.high is not None:
            found.add("number")
        if self.earliest or self.latest:
            found.add("day")
        if self.longest is not None:
            found.add("text")
        if self.least is not None or self.most is not None or self.exclusive:
            found.add("several")
        return found


def limits_of(constraint: str) -> Limits:
    """Return the limits that a constraint states.

    Raises
    ------
    ValueError
        In plain words, where it states anything else.

    Examples
    --------
    >>> limits_of(". >= 16 and . <= 110")  # doctest: +ELLIPSIS
    Limits(low=16.0, high=110.0, ...)
    """
    tree = parsed(constraint, DIALECT)
    limits = Limits()
    for part in tree.parts if isinstance(tree, Junction) and tree.kind == "and" else (tree,):
        _take(part, limits)
    return limits


def _take(part: Expression, limits: Limits) -> None:
    match part:
        case Comparison(Literal() | Call("date") as value, operator, Name() | Call() as what):
            _bound(what, MIRRORED[operator], value, limits)
        case Comparison(what, operator, value):
            _bound(what, operator, value, limits)
        case Negation(
            Junction(
                "and", (Call("selected", (Name("."), Literal(code))), Comparison(counted, ">", Literal("1")))
            )
        ) if counted == Call("count-selected", (SELF,)):
            limits.exclusive += (code,)
        case _:
            raise ValueError("it is no limit of one answer")


def _bound(what: Expression, operator: str, value: Expression, limits: Limits) -> None:
    match what, operator, value:
        case Name("."), ">=", Call("date", (Literal(day),)) if DAY.fullmatch(day) and not limits.earliest:
            limits.earliest = day
        case Name("."), "<=", Call("date", (Literal(day),)) if DAY.fullmatch(day) and not limits.latest:
            limits.latest = day
        case Name("."), ">=", Literal(number, True) if limits.low is None:
            limits.low = float(number)
        case Name("."), "<=", Literal(number, True) if limits.high is None:
            limits.high = float(number)
        case Call("string-length", (Name("."),)), "<=", Literal(number, True) if limits.longest is None:
            limits.longest = _whole(number)
        case Call("count-selected", (Name("."),)), ">=", Literal(number, True) if limits.least is None:
            limits.least = _whole(number)
        case Call("count-selected", (Name("."),)), "<=", Literal(number, True) if limits.most is None:
            limits.most = _whole(number)
        case _:
            raise ValueError("it is no limit of one answer")


def _whole(number: str) -> int:
    if not re.fullmatch(r"\d{1,9}", number):
        raise ValueError(f"{number} is no whole number")
    return int(number)
