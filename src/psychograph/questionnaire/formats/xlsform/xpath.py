"""Conditions as XPath of XForms writes them, both ways.

An answer that was not given is an empty text, and no number compares with it: ``'' >= 18`` is false, as
here. ``!=`` alone differs, since an empty text is unequal to all; a comparison of ours with ``!=`` is
written with a guard, and a foreign one without it is read as the opposite of ``=``, which is the same.
XPath 1.0, section 3.4, https://www.w3.org/TR/1999/REC-xpath-19991116/; functions of forms:
https://getodk.github.io/xforms-spec/#xpath-functions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

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
from psychograph.questionnaire.formats.foreign.expressions import (
    MIRRORED,
    Call,
    Comparison,
    Dialect,
    Expression,
    Junction,
    Literal,
    Name,
    Negation,
    parsed,
)

ORDERED = {Operator.LESS, Operator.AT_MOST, Operator.MORE, Operator.AT_LEAST}
PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DIALECT = Dialect(
    name=r"\$\{\s*([^\s{}]+)\s*\}|\.(?!\d)",
    operators={sign: sign for sign in ("=", "!=", "<", "<=", ">", ">=", "and", "or")},
)


@dataclass(frozen=True)
class Term:
    """A question as conditions see it.

    Parameters
    ----------
    kind : str
        ``"number"``, ``"day"``, ``"several"`` (codes in one text), ``"code"``, ``"text"``, or ``"table"``
        for a battery, which has no answer of its own.
    codes : mapping of str to str
        Codes as the form has them, by ours.
    """

    kind: str
    codes: Mapping[str, str] = field(default_factory=dict)


def xpath(condition: Condition, terms: Mapping[str, Term]) -> str:
    """Return a condition as XPath.

    Raises
    ------
    ValueError
        In plain words, where it cannot be said.
    """
    match condition:
        case All(parts):
            return " and ".join(_bracketed(part, terms) for part in parts)
        case Any(parts):
            return " or ".join(_bracketed(part, terms) for part in parts)
        case Not(part):
            return f"not({xpath(part, terms)})"
        case Answered(name):
            _term(terms, name)
            return f"${{{name}}} != ''"
        case Chosen(name, code):
            term = _term(terms, name)
            sign = text_literal(term.codes.get(code, code))
            return f"selected(${{{name}}}, {sign})" if term.kind == "several" else f"${{{name}}} = {sign}"
        case Compared(name, operator, value):
            return _comparison(name, operator, value, _term(terms, name))


def _term(terms: Mapping[str, Term], name: str) -> Term:
    if name not in terms or terms[name].kind == "table":
        raise ValueError(f"{name} has no answer of its own")
    return terms[name]


def _comparison(name: str, operator: Operator, value: str, term: Term) -> str:
    value = term.codes.get(value, value)
    if term.kind == "day" and DAY.fullmatch(value):
        literal = f"date('{value}')"
    elif PLAIN_NUMBER.fullmatch(value) and (term.kind == "number" or operator in ORDERED):
        literal = value
    elif operator in ORDERED:
        raise ValueError(f"{value} is no number, and forms compare order by number only")
    else:
        literal = text_literal(value)
    said = f"${{{name}}} {operator} {literal}"
    return f"string-length(${{{name}}}) > 0 and {said}" if operator is Operator.UNEQUAL else said


def _bracketed(part: Condition, terms: Mapping[str, Term]) -> str:
    compound = isinstance(part, (All, Any)) or (
        isinstance(part, Compared) and part.operator is Operator.UNEQUAL
    )
    return f"({xpath(part, terms)})" if compound else xpath(part, terms)


def text_literal(value: str) -> str:
    """Return a text as XPath writes it; `concat` where it holds both quotes or what a form would replace."""
    if "${" not in value:
        if "'" not in value:
            return f"'{value}'"
        if '"' not in value:
            return f'"{value}"'
    parts = [part for part in re.split(r"(')|(?<=\$)(?=\{)", value) if part]
    return "concat(" + ", ".join(f'"{part}"' if part == "'" else f"'{part}'" for part in parts) + ")"


def condition_of(text: str) -> Condition | None:
    """Return the condition that XPath states; None for one that always holds.

    Names are those of the form. `Chosen` stands for every call of `selected`.

    Raises
    ------
    ValueError
        In plain words, where it says more than a condition can.

    Examples
    --------
    >>> str(condition_of("${age} >= 18 and not(selected(${devices}, 'watch'))"))
    'age >= 18 and not (devices includes "watch")'
    """
    tree = parsed(text, DIALECT)
    if tree in (Call("true", ()), Literal("1", number=True)):
        return None
    return _condition(tree)


def _condition(tree: Expression) -> Condition:
    match tree:
        case Junction(kind, parts):
            conditions = tuple(_parts(parts) if kind == "and" else map(_condition, parts))
            if len(conditions) == 1:
                return conditions[0]
            return All(conditions) if kind == "and" else Any(conditions)
        case Negation(part):
            return Not(_condition(part))
        case Call("selected", (Name(name), argument)):
            return Chosen(_name(name), _value(argument))
        case Comparison(Name(name), operator, right):
            return _compared(_name(name), operator, _value(right))
        case Comparison(left, operator, Name(name)):
            return _compared(_name(name), MIRRORED[operator], _value(left))
        case Call(function):
            raise ValueError(f"it asks {function}(...)")
        case Comparison():
            raise ValueError("it compares two things of which none is a question")
    raise ValueError("it is no comparison")


def _parts(parts: tuple[Expression, ...]) -> list[Condition]:
    """Return the parts of `and`; a guard and the `!=` that follows it are one comparison."""
    found: list[Condition] = []
    at = 0
    while at < len(parts):
        match parts[at : at + 2]:
            case (
                Comparison(Call("string-length", (Name(guarded),)), ">", Literal("0")),
                Comparison(Name(name), "!=", right),
            ) if guarded == name:
                found.append(Compared(_name(name), Operator.UNEQUAL, _value(right)))
                at += 2
            case _:
                found.append(_condition(parts[at]))
                at += 1
    return found


def _compared(name: str, operator: str, value: str) -> Condition:
    if value == "" and operator in {"=", "!="}:
        return Answered(name) if operator == "!=" else Not(Answered(name))
    if operator == "!=":
        return Not(Compared(name, Operator.EQUAL, value))
    return Compared(name, Operator(operator), value)


def _name(name: str) -> str:
    if name == ".":
        raise ValueError("it looks at the question itself")
    return name


def _value(tree: Expression) -> str:
    match tree:
        case Literal(value):
            return value
        case Call("date", (Literal(value),)):
            return value
        case Call("concat", arguments) if all(isinstance(one, Literal) for one in arguments):
            return "".join(one.value for one in arguments if isinstance(one, Literal))
        case Name():
            raise ValueError("it compares two questions")
        case Call(function):
            raise ValueError(f"it asks {function}(...)")
    raise ValueError("it compares with something that is no text and no number")
