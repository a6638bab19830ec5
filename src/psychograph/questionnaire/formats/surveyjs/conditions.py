"""Our conditions as SurveyJS expressions that hold for just the same answers.

SurveyJS compares otherwise than we do, as its source shows (`survey-core` 3.1.1: `OperandMaker`,
`Helpers.checkIfValuesEqual`, `Variable.getCorrectValue`): answers that look like numbers become numbers, the
case of letters and space around them do not count, and `!=` holds where nothing was answered. A comparison
with a question whose answers are known is tried on each of them; where the plain expression says otherwise
than we do, the answers that fulfil it are listed instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    holds,
)
from psychograph.questionnaire.model import (
    Answer,
    Battery,
    Consent,
    Day,
    FreeText,
    Multiple,
    Notice,
    Number,
    Postcode,
    Questionnaire,
    Ranking,
    Rating,
    Single,
    choices_of,
)

NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
DIGITS = re.compile(r"0\d+")
WORDS = frozenset({"true", "false", "undefined", "null", "nan", "inf", "infinity", "-inf", "-infinity"})
# What every object of JavaScript has; an answer that is not there looks given under these names.
OF_OBJECTS = frozenset(
    "constructor tostring tolocalestring valueof hasownproperty isprototypeof propertyisenumerable".split()
)
NO_ANSWER = "1 = 0"


class NotSaidError(ValueError):
    """What an expression of SurveyJS cannot say, in words for people."""


@dataclass(frozen=True)
class Expressed:
    """A condition as an expression.

    Parameters
    ----------
    text : str
        The expression; empty where there is none that says it.
    differs : str
        In which way it holds for other answers than the condition; empty where it never does.
    """

    text: str
    differs: str = ""


@dataclass
class Expressions:
    """Writes conditions on the questions of one questionnaire."""

    questionnaire: Questionnaire
    asked: dict[str, tuple[str, Answer]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for question in self.questionnaire.questions:
            self.asked[question.name] = question.name, question.answer
            if isinstance(question.answer, Battery):
                for item in question.answer.items:
                    self.asked[item.name] = f"{question.name}.{item.name}", question.answer

    def of(self, condition: Condition) -> Expressed:
        """Return the expression of a condition."""
        differs: list[str] = []
        try:
            return Expressed(self._said(condition, differs), "; ".join(dict.fromkeys(differs)))
        except NotSaidError as reason:
            return Expressed("", str(reason))

    def _said(self, condition: Condition, differs: list[str]) -> str:
        match condition:
            case All(parts):
                return " and ".join(self._part(part, differs) for part in parts)
            case Any(parts):
                return " or ".join(self._part(part, differs) for part in parts)
            case Not(part):
                return f"!({self._said(part, differs)})"
            case Answered(name):
                return f"{self._path(name)} notempty"
            case Chosen(name, code):
                return self._chosen(name, code)
            case Compared():
                return self._compared(condition, differs)

    def _part(self, part: Condition, differs: list[str]) -> str:
        said = self._said(part, differs)
        return f"({said})" if " and " in said or " or " in said else said

    def _path(self, name: str) -> str:
        path = self.asked.get(name, (name,))[0]
        if OF_OBJECTS & set(path.lower().split(".")):
            raise NotSaidError(f"'{name}' is a word that JavaScript keeps for itself")
        return "{" + path + "}"

    def _chosen(self, name: str, code: str) -> str:
        answer = self.asked.get(name, (name, None))[1]
        if isinstance(answer, (Multiple, Ranking)):
            others = {choice.code for choice in choices_of(answer)} - {code}
            _refuse_alike(code, others)
            return f"{self._path(name)} contains {literal(code)}"
        return f"{self._path(name)} anyof [{literal(code)}]"

    def _compared(self, condition: Compared, differs: list[str]) -> str:
        answer = self.asked.get(condition.name, (condition.name, None))[1]
        match answer:
            case Multiple() | Ranking() | Notice():
                differs.append("a comparison with a question of several answers never holds")
                return NO_ANSWER
            case Number():
                if not NUMBER.fullmatch(condition.value):
                    raise NotSaidError(f"a number cannot be compared with '{condition.value}'")
                return self._plain(condition, condition.value)
            case Day():
                if not DAY.fullmatch(condition.value):
                    raise NotSaidError(f"a day cannot be compared with '{condition.value}'")
                return self._plain(condition, literal(condition.value))
            case Rating() | Battery() | Single() | Consent():
                return self._known(condition, list(known_answers(answer)), differs)
            case _:
                differs.append(_of_text(condition, answer))
                value = condition.value
                return self._plain(condition, value if NUMBER.fullmatch(value) else literal(value))

    def _plain(self, condition: Compared, value: str) -> str:
        path = self._path(condition.name)
        if condition.operator is Operator.UNEQUAL:
            return f"{path} notempty and {path} != {value}"
        return f"{path} {condition.operator} {value}"

    def _known(self, condition: Compared, codes: list[str], differs: list[str]) -> str:
        """Say a comparison with a question whose answers are known."""
        ours = [code for code in codes if holds(condition, {condition.name: code})]
        try:
            theirs = [code for code in codes if _holds_there(code, condition.operator, condition.value)]
        except NotSaidError:
            theirs = []
        value = condition.value
        if ours == theirs and (ours or _is_plain(value)):
            return self._plain(condition, value if NUMBER.fullmatch(value) else literal(value))
        for code in ours:
            _refuse_alike(code, set(codes) - set(ours))
        differs.append("SurveyJS compares otherwise, so the answers that fulfil it are listed")
        return f"{self._path(condition.name)} anyof [{', '.join(map(literal, ours))}]" if ours else NO_ANSWER


def known_answers(answer: Answer) -> Iterator[str]:
    """Yield the codes of an answer whose codes are known, as conditions see them."""
    match answer:
        case Rating(scale) | Battery(scale):
            yield from map(str, scale.values)
        case Consent():
            yield from ("1", "0")
    yield from (choice.code for choice in choices_of(answer))


def literal(value: str) -> str:
    r"""Return a text as expressions quote it.

    Raises
    ------
    NotSaidError
        Where it ends in a backslash, or has one before a quotation mark: these cannot be quoted there.

    Examples
    --------
    >>> print(literal("it's"))
    'it\'s'
    """
    if value.endswith("\\") or re.search(r"\\['\"]", value) or not value:
        raise NotSaidError(f"'{value}' cannot be quoted in an expression")
    return "'" + re.sub("(['\"])", r"\\\1", value) + "'"


def _of_text(condition: Compared, answer: Answer | None) -> str:
    if condition.operator not in {Operator.EQUAL, Operator.UNEQUAL}:
        return "SurveyJS orders texts and numbers in another way"
    kind = "a postcode" if isinstance(answer, Postcode) else "a text"
    if not isinstance(answer, (FreeText, Postcode)):
        kind = f"'{condition.name}', which is not asked here,"
    return f"SurveyJS takes {kind} for the same whatever the case of its letters and the space around it"


def _is_plain(value: str) -> bool:
    """Return whether SurveyJS sees in a value what we see: a number, or words it does not read otherwise."""
    if NUMBER.fullmatch(value):
        return True
    return (
        value == value.strip() != ""
        and value.lower() not in WORDS
        and not re.match(r"[-+.]?\d|['\"]", value)
        and value.isprintable()
    )


def _seen(value: str) -> float | str:
    """Return what SurveyJS compares: a number for text that looks like one, text in small letters else."""
    if NUMBER.fullmatch(value):
        return float(value)
    if DIGITS.fullmatch(value) or _is_plain(value):
        return value.lower()
    raise NotSaidError(f"'{value}' is not compared as it stands")


def _alike(code: str, value: str) -> bool:
    """Return whether SurveyJS takes an answer for the same as a text in quotes."""
    seen, said = _seen(code), _seen(value)
    if isinstance(seen, float) and DIGITS.fullmatch(value):
        return seen == float(value)
    return seen == said


def _refuse_alike(code: str, others: set[str]) -> None:
    for other in others:
        if _alike(other, code):
            raise NotSaidError(f"SurveyJS takes '{other}' for the same as '{code}'")


def _holds_there(code: str, operator: Operator, value: str) -> bool:
    """Return whether the plain comparison holds in SurveyJS, where the answer is `code`."""
    seen, said = _seen(code), _seen(value)
    alike = _alike(code, value)
    match operator:
        case Operator.EQUAL:
            return alike
        case Operator.UNEQUAL:
            return not alike
    if isinstance(seen, str) and isinstance(said, str):
        raise NotSaidError("texts are ordered otherwise")
    if not isinstance(seen, float) or not isinstance(said, float):
        return alike and operator in {Operator.AT_MOST, Operator.AT_LEAST}
    match operator:
        case Operator.LESS:
            return seen < said
        case Operator.AT_MOST:
            return seen <= said
        case Operator.MORE:
            return seen > said
        case _:
            return seen >= said
