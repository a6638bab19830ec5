"""Conditions as people write them: `age >= 18 and not (devices includes "watch")`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NoReturn

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
from psychograph.quoting import shortened

LONGEST = 5_000  # letters
DEEPEST = 30  # brackets in brackets
RESERVED = frozenset({"and", "or", "not", "includes", "answered"})
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
# Signs that people write for those of `Operator`.
SIGNS = {"==": "=", "≠": "!=", "<>": "!=", "≤": "<=", "≥": ">="}
OTHER_TONGUES = {"&&": "and", "&": "and", "||": "or", "|": "or", "!": "not", "contains": "includes"}
TOKEN = re.compile(
    r"""(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|“[^“”]*”)"""
    r"""|(?P<sign><=|>=|!=|<>|==|[=<>≠≤≥])|(?P<bracket>[()])|(?P<word>[^\s()"'“”=<>≠≤≥!]+|!)""",
    re.DOTALL,
)
A_COMPARISON = 'a comparison, such as age >= 18, devices includes "watch" or answered(age)'


class ConditionTextError(ValueError):
    """A text that is no condition.

    Attributes
    ----------
    found, expected, mend : str
        As in `Problem`; `found` shows the text with the place marked.
    """

    def __init__(self, found: str, expected: str, mend: str) -> None:
        super().__init__(f"{found}: expected {expected}; {mend}")
        self.found, self.expected, self.mend = found, expected, mend


def parse_condition(text: str) -> Condition:
    """Return the condition that a text says; the inverse of ``str(condition)``.

    Parameters
    ----------
    text : str
        Comparisons (``= != < <= > >= includes``, ``answered(name)``) joined by ``and``, ``or``, ``not`` and
        brackets; ``and`` binds closer than ``or``. Values are numbers, words, or text in quotes.

    Raises
    ------
    ConditionTextError
        A `ValueError` in plain words, with the place; also for texts too long or too deep to be meant.

    Examples
    --------
    >>> parse_condition("age >= 18 and city = Bonn")
    All(parts=(Compared(name='age', operator=<Operator.AT_LEAST: '>='>, value='18'), \
Compared(name='city', operator=<Operator.EQUAL: '='>, value='Bonn')))
    >>> parse_condition("age >= and x = 1")
    Traceback (most recent call last):
    psychograph.questionnaire.condition_text.ConditionTextError: 'age >= <here> and x = 1': \
expected a value; write a number such as 18, a word, or text in quotes
    """
    if len(text) > LONGEST:
        raise ConditionTextError(
            f"a condition of {len(text):,} letters",
            f"one of at most {LONGEST:,}",
            "give a whole page the condition, or several questions one each",
        )
    parser = _Parser(text, _tokens(text))
    condition = parser.either(0)
    if parser.now is not None:
        parser.refuse(
            "`and`, `or`, or the end of the condition", parser.foreign() or "join comparisons by `and`"
        )
    return condition


@dataclass(frozen=True)
class _Token:
    kind: str  # "quoted", "sign", "bracket", "word"
    text: str
    at: int

    def says(self, word: str) -> bool:
        return self.kind == "word" and self.text.casefold() == word


def _tokens(text: str) -> list[_Token]:
    found = []
    at = _after_blanks(text, 0)
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise ConditionTextError(
                _marked(text, at), "a closing quote of the same kind", 'write text as "watch"'
            )
        found.append(_Token(str(match.lastgroup), match.group(), at))
        at = _after_blanks(text, match.end())
    return found


def _after_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _marked(text: str, at: int) -> str:
    """Return a text with a place marked, cut to what stands around it."""
    before, after = " ".join(text[:at].split()), " ".join(text[at:].split())
    cut = f"...{before[-27:]}" if len(before) > 30 else before
    marked = " ".join(filter(None, (cut, "<here>", shortened(after)[:30])))
    return f"'{marked}'"


@dataclass
class _Parser:
    """Reads tokens from left to right; each method reads one kind of part and leaves what follows it."""

    text: str
    tokens: list[_Token]
    next: int = field(default=0)

    @property
    def now(self) -> _Token | None:
        return self.tokens[self.next] if self.next < len(self.tokens) else None

    def refuse(self, expected: str, mend: str) -> NoReturn:
        at = len(self.text) if self.now is None else self.now.at
        raise ConditionTextError(_marked(self.text, at), expected, mend)

    def foreign(self) -> str:
        """Return what to write for a sign of another language that stands here."""
        said = OTHER_TONGUES.get(self.now.text.casefold()) if self.now is not None else None
        return f"write `{said}` for {self.now.text}" if said and self.now is not None else ""

    def took(self, word: str) -> bool:
        if self.now is not None and (
            self.now.says(word) or (self.now.kind, self.now.text) == ("bracket", word)
        ):
            self.next += 1
            return True
        return False

    def either(self, depth: int) -> Condition:
        parts = [self.both(depth)]
        while self.took("or"):
            parts.append(self.both(depth))
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def both(self, depth: int) -> Condition:
        parts = [self.one(depth)]
        while self.took("and"):
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def one(self, depth: int) -> Condition:
        if depth > DEEPEST:
            self.refuse(
                f"at most {DEEPEST} brackets in each other", "give several questions a condition each"
            )
        if self.took("not"):
            return Not(self.one(depth + 1))
        if self.took("("):
            inside = self.either(depth + 1)
            if not self.took(")"):
                self.refuse("a closing bracket, `and` or `or`", self.foreign() or "close the bracket with )")
            return inside
        return self.comparison()

    def comparison(self) -> Condition:
        name = self.name()
        if name.casefold() == "answered" and self.took("("):
            asked = self.name()
            if not self.took(")"):
                self.refuse("a closing bracket", "write answered(age), with one name")
            return Answered(asked)
        if self.took("includes"):
            return Chosen(name, self.value())
        if self.now is None or self.now.kind != "sign":
            self.refuse(
                f"{', '.join(Operator)} or includes after {shortened(name)}",
                self.foreign() or f"write {shortened(name)} = 1, or answered({shortened(name)})",
            )
        sign = self.now.text
        self.next += 1
        return Compared(name, Operator(SIGNS.get(sign, sign)), self.value())

    def name(self) -> str:
        now = self.now
        if now is None or now.kind != "word" or not NAME.fullmatch(now.text):
            quoted = now is not None and now.kind == "quoted"
            self.refuse(
                A_COMPARISON,
                self.foreign()
                or ("write the name of the question without quotes" if quoted else "name a question first"),
            )
        if now.text.casefold() in RESERVED and not self._is_call():
            self.refuse(A_COMPARISON, f"take out one `{now.text}`, or write what it should join")
        self.next += 1
        return now.text

    def _is_call(self) -> bool:
        after = self.tokens[self.next + 1 : self.next + 2]
        return self.tokens[self.next].says("answered") and bool(after) and after[0].text == "("

    def value(self) -> str:
        now = self.now
        if now is None or now.kind in {"sign", "bracket"} or now.text.casefold() in RESERVED:
            self.refuse("a value", "write a number such as 18, a word, or text in quotes")
        self.next += 1
        if now.kind == "word":
            return now.text
        inside = now.text[1:-1]
        return inside if now.text[0] == "“" else re.sub(r"\\(.)", r"\1", inside, flags=re.DOTALL)
