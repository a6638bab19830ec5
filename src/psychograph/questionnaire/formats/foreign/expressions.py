"""Skip logic as survey tools write it, read into a tree; each format then says what it means.

XPath of XForms and LimeSurvey's ExpressionScript share one shape: names, quoted texts, numbers, calls,
comparisons, `and`, `or`, a negation and brackets. What they spell differently is passed as a `Dialect`.
Reading is bounded in length and depth, since files come from strangers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal as OneOf
from typing import TypeAlias

from psychograph.quoting import quoted

LONGEST = 10_000  # letters
DEEPEST = 50  # brackets inside brackets
# What a comparison says when its sides change places.
MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


@dataclass(frozen=True)
class Name:
    """A question, or an item, as the expression calls it."""

    name: str


@dataclass(frozen=True)
class Literal:
    """A text in quotes, or a number as it is written."""

    value: str
    number: bool = False


@dataclass(frozen=True)
class Call:
    """A function and its arguments."""

    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True)
class Comparison:
    """Two values and how they are compared: one of ``= != < <= > >=``."""

    left: Expression
    operator: str
    right: Expression


@dataclass(frozen=True)
class Junction:
    """Two or more expressions of which all, or any, must hold."""

    kind: OneOf["and", "or"]
    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Negation:
    """The opposite of an expression."""

    part: Expression


Expression: TypeAlias = Name | Literal | Call | Comparison | Junction | Negation


@dataclass(frozen=True)
class Dialect:
    """How one tool spells expressions.

    Parameters
    ----------
    name : str
        Regular expression of a name of a question; its first group, where it has one, is the name.
    operators : mapping of str to str
        Spelling of comparisons, `and` and `or`, to one of ``= != < <= > >= and or``.
    negation : str
        A sign that negates what follows; empty where only the function `not` does.
    """

    name: str
    operators: Mapping[str, str]
    negation: str = ""

    def tokens(self) -> re.Pattern[str]:
        """Return the expression that finds one token."""
        signs = sorted(self.operators, key=len, reverse=True)
        spelt = "|".join(re.escape(sign) + (r"(?![\w-])" if sign.isalpha() else "") for sign in signs)
        return re.compile(
            r"\s*(?:(?P<text>\"[^\"]*\"|'[^']*')"
            rf"|(?P<operator>{spelt})"
            rf"|(?P<negation>{re.escape(self.negation) if self.negation else '(?!)'})"
            r"|(?P<call>[A-Za-z][\w:-]*)\s*\("
            rf"|(?P<name>{self.name})"
            r"|(?P<number>-?(?:\d+(?:\.\d*)?|\.\d+))"
            r"|(?P<sign>[(),])"
            r"|(?P<end>$))"
        )


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


def parsed(text: str, dialect: Dialect) -> Expression:
    """Return an expression as a tree.

    Raises
    ------
    ValueError
        In plain words, where it is none of what `Dialect` describes.
    """
    if len(text) > LONGEST:
        raise ValueError(f"an expression of more than {LONGEST:,} letters")
    reader = _Reader(list(_tokens(text, dialect)))
    found = reader.either(0)
    if reader.next.kind != "end":
        raise ValueError(f"{quoted(reader.next.text)}, where the expression should end")
    return found


def _tokens(text: str, dialect: Dialect) -> Iterator[_Token]:
    token = dialect.tokens()
    at = 0
    while True:
        match = token.match(text, at)
        if match is None:
            raise ValueError(f"{quoted(text[at:].strip())}, which is no part of an expression that is known")
        kind = match.lastgroup or "name"
        if match["name"] is not None:
            inner = [group for group in match.groups() if group is not None]
            yield _Token("name", inner[-1])
        elif kind == "operator":
            yield _Token("operator", dialect.operators[match["operator"]])
        else:
            yield _Token(kind, match[kind])
        if kind == "end":
            return
        at = match.end()


class _Reader:
    """Takes tokens from the left, one rule of the grammar each method."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def take(self) -> _Token:
        token = self.tokens[self.at]
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def takes(self, kind: str, text: str) -> bool:
        if (self.next.kind, self.next.text) != (kind, text):
            return False
        self.take()
        return True

    def either(self, depth: int) -> Expression:
        parts = [self.both(depth)]
        while self.takes("operator", "or"):
            parts.append(self.both(depth))
        return parts[0] if len(parts) == 1 else Junction("or", tuple(parts))

    def both(self, depth: int) -> Expression:
        parts = [self.compared(depth)]
        while self.takes("operator", "and"):
            parts.append(self.compared(depth))
        return parts[0] if len(parts) == 1 else Junction("and", tuple(parts))

    def compared(self, depth: int) -> Expression:
        if self.next.kind == "negation":
            self.take()
            return Negation(self.single(depth + 1))
        left = self.single(depth)
        if self.next.kind == "operator" and self.next.text not in {"and", "or"}:
            return Comparison(left, self.take().text, self.single(depth))
        return left

    def single(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise ValueError(f"more than {DEEPEST} brackets inside each other")
        token = self.take()
        match token.kind:
            case "text":
                return Literal(token.text[1:-1])
            case "number":
                return Literal(token.text, number=True)
            case "name":
                return Name(token.text)
            case "negation":
                return Negation(self.single(depth + 1))
            case "call":
                return self.call(token.text, depth + 1)
            case "sign" if token.text == "(":
                found = self.either(depth + 1)
                if not self.takes("sign", ")"):
                    raise ValueError("a bracket that is never closed")
                return found
        raise ValueError("an end too early" if token.kind == "end" else f"{quoted(token.text)} too early")

    def call(self, function: str, depth: int) -> Expression:
        arguments: list[Expression] = []
        while not self.takes("sign", ")"):
            if arguments and not self.takes("sign", ","):
                raise ValueError(f"the brackets of {function}( are never closed")
            arguments.append(self.either(depth))
        if function == "not" and len(arguments) == 1:
            return Negation(arguments[0])
        return Call(function, tuple(arguments))
