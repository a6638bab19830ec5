"""Expressions of SurveyJS, read as conditions.

The grammar is that of `survey-core` 3.1.1: names in braces, texts in quotation marks, lists in square
brackets, comparisons by sign or by word, `empty` and `notempty` behind what they look at, `!` before a
bracket. What our conditions have no word for (functions, sums, comparisons of two answers) is refused in
plain words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from psychograph.questionnaire.conditions import (
    All,
    Answered,
    Any,
    Chosen,
    Compared,
    Condition,
    Not,
    Operator,
)
from psychograph.questionnaire.formats.foreign.expressions import DEEPEST, MIRRORED
from psychograph.questionnaire.model import Answer, FreeText, Multiple, Postcode, Ranking
from psychograph.quoting import quoted

LONGEST = 20_000  # letters
TOKEN = re.compile(
    r"""\s*(?:\{(?P<name>[^{}]*)\}
    |(?P<text>'(?:\\['"]|[^'"])*'|"(?:\\['"]|[^'"])*")
    |(?P<number>-?(?:0x[0-9a-fA-F]+|\d+(?:\.\d+)?)(?![\w.]))
    |(?P<sign><=|>=|==|!=|<>|\|\||&&|\*=|[=<>!(),\[\]])
    |(?P<word>[A-Za-z_]\w*)
    |(?P<end>$))""",
    re.VERBOSE,
)
COMPARISONS = {
    "=": "=",
    "==": "=",
    "equal": "=",
    "!=": "!=",
    "<>": "!=",
    "notequal": "!=",
    "<": "<",
    "less": "<",
    "<=": "<=",
    "lessorequal": "<=",
    ">": ">",
    "greater": ">",
    ">=": ">=",
    "greaterorequal": ">=",
    "*=": "contains",
    "contains": "contains",
    "contain": "contains",
    "notcontains": "notcontains",
    "notcontain": "notcontains",
    "anyof": "anyof",
    "allof": "allof",
    "noneof": "noneof",
}
NEGATED = {"!=": "=", "notcontains": "contains", "noneof": "anyof"}
AND, OR, NEGATION = frozenset({"and", "&&"}), frozenset({"or", "||"}), frozenset({"!", "negate"})

Asked: TypeAlias = Callable[[str], "tuple[str, Answer] | None"]


@dataclass(frozen=True)
class _Name:
    """A question, as the expression calls it."""

    name: str


@dataclass(frozen=True)
class _Values:
    """A literal, or several in square brackets."""

    values: tuple[str, ...]
    several: bool = False


@dataclass(frozen=True)
class _Comparison:
    """A question, how it is compared, and with what; `empty` and `notempty` compare with nothing."""

    name: str
    operator: str
    values: tuple[str, ...] = ()


_Part: TypeAlias = _Name | _Values | _Comparison | Condition


def condition_of(text: str, asked: Asked) -> Condition:
    """Return the condition that an expression says.

    Parameters
    ----------
    text : str
        The expression.
    asked : callable
        From a name in braces to the name and answer of our question; None for one that is not asked.

    Raises
    ------
    ValueError
        In plain words, where our conditions cannot say it.

    Examples
    --------
    >>> one = lambda name: (name, FreeText())
    >>> str(condition_of("{age} >= 18 and {city} notempty", one))
    'age >= 18 and answered(city)'
    """
    if len(text) > LONGEST:
        raise ValueError(f"an expression of more than {LONGEST:,} letters")
    reader = _Reader(_tokens(text), asked)
    found = reader.either(0)
    if reader.kind != "end":
        raise ValueError(f"{quoted(reader.text)}, where the expression should end")
    return reader.meant(found)


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at = [], 0
    while True:
        token = TOKEN.match(text, at)
        if token is None:
            raise ValueError(f"{quoted(text[at:].strip())}, which conditions here cannot say")
        kind = token.lastgroup or "end"
        found.append((kind, token[kind]))
        if kind == "end":
            return found
        at = token.end()


@dataclass
class _Reader:
    """Takes tokens from the left, one rule of the grammar each method."""

    tokens: list[tuple[str, str]]
    asked: Asked
    at: int = 0

    @property
    def kind(self) -> str:
        return self.tokens[self.at][0]

    @property
    def text(self) -> str:
        return self.tokens[self.at][1]

    @property
    def word(self) -> str:
        """The sign or word that comes next; empty for names and literals."""
        return self.text.lower() if self.kind in {"sign", "word"} else ""

    def take(self) -> str:
        taken = self.text
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return taken

    def either(self, depth: int) -> _Part:
        parts = [self.both(depth)]
        while self.word in OR:
            self.take()
            parts.append(self.both(depth))
        return parts[0] if len(parts) == 1 else Any(tuple(map(self.meant, parts)))

    def both(self, depth: int) -> _Part:
        parts = [self.compared(depth)]
        while self.word in AND:
            self.take()
            parts.append(self.compared(depth))
        return parts[0] if len(parts) == 1 else self.all_of(parts)

    def all_of(self, parts: list[_Part]) -> Condition:
        """Return parts that all hold; `{a} notempty and {a} != 1` is one comparison of ours."""
        meant: list[Condition] = []
        for part, before in zip(parts, [None, *parts], strict=False):
            if isinstance(part, _Comparison) and part.operator == "!=":
                turned = self.meant(_Comparison(part.name, "=", part.values))
                if before == _Comparison(part.name, "notempty") and isinstance(turned, Compared):
                    meant[-1] = Compared(turned.name, Operator.UNEQUAL, turned.value)
                    continue
            meant.append(self.meant(part))
        return meant[0] if len(meant) == 1 else All(tuple(meant))

    def compared(self, depth: int) -> _Part:
        if self.word in NEGATION:
            self.take()
            return Not(self.meant(self.single(depth + 1)))
        left = self.single(depth)
        if self.word in {"empty", "notempty"}:
            if not isinstance(left, _Name):
                raise ValueError(f"{self.text} after something that is no question")
            return _Comparison(left.name, self.take().lower())
        if self.word not in COMPARISONS:
            return left
        operator = COMPARISONS[self.take().lower()]
        right = self.single(depth)
        if isinstance(left, _Values) and isinstance(right, _Name) and operator in MIRRORED:
            left, right, operator = right, left, MIRRORED[operator]
        if isinstance(left, _Name) and isinstance(right, _Values):
            return _Comparison(left.name, operator, right.values)
        raise ValueError("a comparison of something else than an answer with a value")

    def single(self, depth: int) -> _Part:
        if depth > DEEPEST:
            raise ValueError(f"more than {DEEPEST} brackets inside each other")
        kind, word = self.kind, self.word
        taken = self.take()
        match kind:
            case "name":
                return _Name(taken.strip().removeprefix("#").strip())
            case "text":
                return _Values((re.sub(r"\\(['\"])", r"\1", taken[1:-1]),))
            case "number":
                return _Values((taken,))
        if word in {"true", "false"}:
            return _Values((word,))
        if word == "(":
            found = self.either(depth + 1)
            if self.take() != ")":
                raise ValueError("a bracket that is never closed")
            return found
        if word == "[":
            return self.several(depth)
        if kind == "word" and self.text == "(":
            raise ValueError(f"the function {taken}()")
        raise ValueError(f"{quoted(taken)}, where a question or a value should stand")

    def several(self, depth: int) -> _Values:
        values: list[str] = []
        while self.word != "]":
            if values and self.take() != ",":
                raise ValueError("a list that is never closed")
            one = self.single(depth + 1)
            if not isinstance(one, _Values):
                raise ValueError("a list of something else than values")
            values += one.values
        self.take()
        return _Values(tuple(values), several=True)

    def meant(self, part: _Part) -> Condition:
        """Return what a part means as a condition."""
        match part:
            case _Comparison(name, operator, values):
                found = self.asked(name)
                if found is None:
                    raise ValueError(f"'{name}', which is no question that is asked here")
                return _meaning(found[0], found[1], operator, values)
            case _Name(name):
                raise ValueError(f"{{{name}}} without a comparison")
            case _Values():
                raise ValueError("a value without a question")
        return part


def _meaning(name: str, answer: Answer, operator: str, values: tuple[str, ...]) -> Condition:
    """Return a comparison with a question as a condition."""
    if operator in NEGATED:
        return Not(_meaning(name, answer, NEGATED[operator], values))
    several = isinstance(answer, (Multiple, Ranking))
    match operator:
        case "empty":
            return Not(Answered(name))
        case "notempty":
            return Answered(name)
        case "contains" | "allof" | "anyof":
            if isinstance(answer, (FreeText, Postcode)) and operator != "anyof":
                raise ValueError("a look at a part of a text")
            chosen: list[Condition] = [
                Chosen(name, value) if several else Compared(name, Operator.EQUAL, value) for value in values
            ]
            if len(chosen) == 1:
                return chosen[0]
            return Any(tuple(chosen)) if operator == "anyof" else All(tuple(chosen))
    if several:
        raise ValueError(f"'{name}', which has several answers, compared as a whole")
    if len(values) != 1:
        raise ValueError("a comparison with a list")
    return Compared(name, Operator(operator), values[0])
