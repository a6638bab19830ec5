"""Conditions as ExpressionScript of LimeSurvey, both ways.

Names are ``CODE.NAOK``, of sub-questions ``CODE_SUB.NAOK``; without ``.NAOK`` an expression would be false
wherever the question is not shown (https://manual.limesurvey.org/ExpressionScript_-_Presentation, and
`em_core_helper.php`). An empty answer may compare as a number there, so that all comparisons but ``==``
with a text are written behind ``!is_empty(...)``; a foreign ``!=`` without it is read as the opposite of
``==``, which holds for empty answers too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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

SIGNS = {"==": "=", "eq": "=", "!=": "!=", "ne": "!=", "<": "<", "lt": "<", "<=": "<=", "le": "<="}
SIGNS |= {">": ">", "gt": ">", ">=": ">=", "ge": ">=", "and": "and", "&&": "and", "or": "or", "||": "or"}
ATTRIBUTE = r"(?:\.(?:NAOK|code|value|valueNAOK|shown))?"
DIALECT = Dialect(name=rf"((?:\d+X\d+X\d+|[A-Za-z])\w*){ATTRIBUTE}", operators=SIGNS, negation="!")
PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")
YES = "Y"


@dataclass(frozen=True)
class Term:
    """A question of ours as ExpressionScript calls it.

    Parameters
    ----------
    names : sequence of str
        Its variable; of several choices one each, in the order of `codes`; of a ranking its places.
    kind : str
        ``"number"``, ``"day"``, ``"code"``, ``"text"``, ``"several"`` or ``"ranking"``.
    codes : mapping of str to str
        Codes there by ours; of several choices the variable of each.
    """

    names: Sequence[str]
    kind: str
    codes: Mapping[str, str] = field(default_factory=dict)


def script(condition: Condition, terms: Mapping[str, Term]) -> str:
    """Return a condition as ExpressionScript.

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
            return f"!({script(part, terms)})"
        case Answered(name):
            return _answered(_term(terms, name))
        case Chosen(name, code):
            return _chosen(_term(terms, name), code)
        case Compared(name, operator, value):
            return _comparison(operator, value, _term(terms, name))


def _term(terms: Mapping[str, Term], name: str) -> Term:
    if name not in terms:
        raise ValueError(f"{name} has no answer of its own")
    return terms[name]


def _answered(term: Term) -> str:
    if len(term.names) == 1 or term.kind == "ranking":
        return f"!is_empty({term.names[0]}.NAOK)"
    return f"count({', '.join(f'{name}.NAOK' for name in term.names)}) > 0"


def _chosen(term: Term, code: str) -> str:
    if term.kind == "ranking":
        raise ValueError("whether a choice was put in order cannot be asked there")
    if term.kind != "several":
        return _comparison(Operator.EQUAL, code, term)
    variable = term.codes[code]
    return f"!is_empty({variable}.NAOK)" if variable.endswith("_other") else f'{variable}.NAOK == "{YES}"'


def _comparison(operator: Operator, value: str, term: Term) -> str:
    if term.kind in {"several", "ranking"}:
        raise ValueError("several answers are no single value")
    name, value = f"{term.names[0]}.NAOK", term.codes.get(value, value)
    number = PLAIN_NUMBER.fullmatch(value) is not None
    ordered = operator not in {Operator.EQUAL, Operator.UNEQUAL}
    if ordered and term.codes and value not in term.codes.values():
        raise ValueError(f"{value} is no step of the scale as LimeSurvey numbers it")
    if ordered and not number and term.kind != "day":
        raise ValueError(f"{value} is no number")
    sign = "==" if operator is Operator.EQUAL else str(operator)
    said = value if number and (ordered or term.kind == "number") else _quoted(value)
    if operator is Operator.EQUAL and said != value:
        return f"{name} {sign} {said}"
    return f"!is_empty({name}) and {name} {sign} {said}"


def _bracketed(part: Condition, terms: Mapping[str, Term]) -> str:
    said = script(part, terms)
    return (
        said
        if isinstance(part, Not | Answered) or (" and " not in said and " or " not in said)
        else f"({said})"
    )


def _quoted(value: str) -> str:
    if "\\" in value or "{" in value or "}" in value or ("'" in value and '"' in value):
        raise ValueError(f"{value} cannot be written in quotes there")
    return f"'{value}'" if '"' in value else f'"{value}"'


# Reading


@dataclass(frozen=True)
class Variable:
    """What an expression may look at: a question or statement, or one choice of several.

    `gate`: a consent, whose answer is asked only to show what follows.
    """

    name: str
    choice: str = ""
    gate: bool = False


def condition_of(text: str, variables: Mapping[str, Variable]) -> Condition | None:
    """Return the condition that an expression states, in names of ours; None for one that always holds.

    Parts that ask only whether consent was given are left out: that is understood.

    Raises
    ------
    ValueError
        In plain words, where it says more than a condition can.
    """
    tree = parsed(text, DIALECT)
    if isinstance(tree, Literal) and tree.value == "1":
        return None
    parts = tree.parts if isinstance(tree, Junction) and tree.kind == "and" else (tree,)
    rest = tuple(part for part in parts if not _is_gate(part, variables))
    if not rest:
        return None
    return _condition(rest[0] if len(rest) == 1 else Junction("and", rest), variables)


def _is_gate(part: Expression, variables: Mapping[str, Variable]) -> bool:
    match part:
        case Junction("or", (first, Negation())):
            return _is_gate(first, variables)
        case Negation(Call("is_empty", (Name(name),))):
            return name in variables and variables[name].gate
    return False


def _condition(tree: Expression, variables: Mapping[str, Variable]) -> Condition:
    match tree:
        case Junction(kind, parts):
            found = [_condition(part, variables) for part in parts]
            if kind == "and":
                found = _without_guards(found)
            if len(found) == 1:
                return found[0]
            return All(tuple(found)) if kind == "and" else Any(tuple(found))
        case Negation(Call("is_empty", (Name(name),))):
            return _given(_known(name, variables))
        case Negation(part):
            return Not(_condition(part, variables))
        case Call("is_empty", (Name(name),)):
            return Not(_given(_known(name, variables)))
        case Comparison(Call("count", arguments), ">" | ">=" as sign, Literal(number)):
            return _counted(arguments, sign, number, variables)
        case Comparison(Name(name), operator, Literal(value)):
            return _compared(_known(name, variables), operator, value)
        case Comparison(Literal(value), operator, Name(name)):
            return _compared(_known(name, variables), MIRRORED[operator], value)
        case Call(function):
            raise ValueError(f"it asks {function}(...)")
        case Comparison(Name(), _, Name()):
            raise ValueError("it compares two questions")
    raise ValueError("it is no comparison of a question with a value")


def _without_guards(parts: list[Condition]) -> list[Condition]:
    """Make one comparison of that a question was answered and the comparison of its answer after it."""
    found: list[Condition] = []
    for part in parts:
        guard = found[-1] if found else None
        match guard, part:
            case Answered(guarded), Compared(name) if guarded == name:
                found[-1] = part
            case Answered(guarded), Not(Compared(name, Operator.EQUAL, value)) if guarded == name:
                found[-1] = Compared(name, Operator.UNEQUAL, value)
            case _:
                found.append(part)
    return found


def _known(name: str, variables: Mapping[str, Variable]) -> Variable:
    if name not in variables:
        raise ValueError(f"it looks at {name}, which is not asked before")
    return variables[name]


def _given(variable: Variable) -> Condition:
    return Chosen(variable.name, variable.choice) if variable.choice else Answered(variable.name)


def _counted(
    arguments: Sequence[Expression], sign: str, number: str, variables: Mapping[str, Variable]
) -> Condition:
    """Return that a question was answered: of all its choices more than none are counted."""
    found = {_known(one.name, variables).name for one in arguments if isinstance(one, Name)}
    if len(found) != 1 or (sign, number) not in {(">", "0"), (">=", "1")}:
        raise ValueError("it counts answers")
    every = {key for key, one in variables.items() if one.name in found and one.choice and "X" not in key}
    if {one.name for one in arguments if isinstance(one, Name)} < every:
        raise ValueError("it counts some of the answers")
    return Answered(found.pop())


def _compared(variable: Variable, operator: str, value: str) -> Condition:
    equal = operator == "="
    if operator in {"=", "!="} and value == "":
        given = _given(variable)
        return Not(given) if equal else given
    if variable.choice:
        if operator not in {"=", "!="} or value not in {YES, "N"}:
            raise ValueError(f"it compares a choice with '{value}'")
        chosen = Chosen(variable.name, variable.choice)
        return chosen if equal is (value == YES) else Not(chosen)
    if operator == "!=":
        return Not(Compared(variable.name, Operator.EQUAL, value))
    return Compared(variable.name, Operator(operator), value)
