"""Whether two conditions say the same: they are tried on every answer that could tell them apart."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from itertools import combinations, product

from psychograph.questionnaire.conditions import (
    All,
    Any,
    Chosen,
    Compared,
    Condition,
    Given,
    Not,
    holds,
    names_in,
)

MOST_TRIED = 5_000  # combinations of answers
MOST_CODES = 6  # of one question with several answers, of which every choice is tried
ELSE = "\uffff"  # a text that nobody compares with, last in order


def equivalent(one: Condition | None, other: Condition | None, several: Collection[str] = ()) -> bool:
    """Return whether two conditions hold for the same answers.

    Parameters
    ----------
    one, other : Condition or None
        Conditions; None always holds.
    several : collection of str
        Names of the questions with several answers.

    Returns
    -------
    bool
        Exact as long as few questions are asked; conditions on so many that their answers make more than
        5,000 combinations are the same only where they are built alike.

    Examples
    --------
    >>> from psychograph.questionnaire.conditions import Answered, Operator
    >>> grown = Compared("age", Operator.AT_LEAST, "18")
    >>> equivalent(All((Answered("age"), grown)), grown)
    True
    >>> equivalent(Not(Compared("age", Operator.LESS, "18")), grown)  # who says nothing sees the first
    False
    """
    if one == other:
        return True
    if one is None or other is None:
        known = one or other
        return known is not None and _try(All((known, known)), None, several)
    return _try(one, other, several)


def _try(one: Condition, other: Condition | None, several: Collection[str]) -> bool:
    parts = [part for part in (one, other) if part is not None]
    answers = {name: list(_answers(name, parts, several)) for name in dict.fromkeys(_names(parts))}
    if math.prod(map(len, answers.values())) > MOST_TRIED:
        return other is not None and _form(one) == _form(other)
    for given in product(*answers.values()):
        said: Mapping[str, Given] = dict(zip(answers, given, strict=True))
        if holds(one, said) != (other is None or holds(other, said)):
            return False
    return True


def _names(conditions: list[Condition]) -> Iterator[str]:
    for condition in conditions:
        yield from names_in(condition)


def _leaves(condition: Condition) -> Iterator[Condition]:
    match condition:
        case All(parts) | Any(parts):
            for part in parts:
                yield from _leaves(part)
        case Not(part):
            yield from _leaves(part)
        case _:
            yield condition


def _answers(name: str, conditions: list[Condition], several: Collection[str]) -> Iterator[Given]:
    """Yield answers to a question of which one differs wherever any two could differ."""
    leaves = [leaf for condition in conditions for leaf in _leaves(condition)]
    codes = sorted({leaf.code for leaf in leaves if isinstance(leaf, Chosen) and leaf.name == name})
    values = {leaf.value for leaf in leaves if isinstance(leaf, Compared) and leaf.name == name}
    yield None
    if name in several:
        sizes = range(3) if len(codes) > MOST_CODES else range(len(codes) + 1)
        for size in sizes:
            yield from (frozenset({*chosen, ELSE}) for chosen in combinations(codes, size))
        yield from (frozenset({code}) for code in codes)
        return
    values.update(codes)
    numbers = sorted({number for number in map(_number, values) if number is not None})
    for below, above in zip([-math.inf, *numbers], [*numbers, math.inf], strict=True):
        yield repr(_between(below, above))
    texts = sorted(value for value in values if value)
    yield from texts
    yield from (f"{text}{ELSE}" for text in texts if _number(text) is None)
    yield ELSE


def _between(below: float, above: float) -> float:
    if math.isinf(below):
        return 0.0 if math.isinf(above) else above - 1
    return below + 1 if math.isinf(above) else (below + above) / 2


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _form(condition: Condition) -> object:
    """Return a condition so that its order and its brackets do not matter."""
    match condition:
        case All(parts) | Any(parts):
            kind = type(condition)
            inside = frozenset(
                one for part in parts for one in (part.parts if isinstance(part, kind) else (part,))
            )
            return kind.__name__, frozenset(map(_form, inside))
        case Not(Not(part)):
            return _form(part)
        case Not(part):
            return "Not", _form(part)
        case _:
            return condition
