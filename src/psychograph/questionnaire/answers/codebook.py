"""The codebook of a questionnaire: what the columns of its answers will mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from psychograph.codebook.codebook import Code, Codebook, Role, Scale, Variable, VariableType
from psychograph.instruments.answer_scale import AnswerScale
from psychograph.questionnaire.answers.codebook_page import codebook_markdown
from psychograph.questionnaire.answers.codes import AGREED, NOT_AGREED
from psychograph.questionnaire.model import (
    Battery,
    Choice,
    Consent,
    Day,
    Item,
    Multiple,
    Notice,
    Number,
    Question,
    Questionnaire,
    Ranking,
    Rating,
    Single,
    choices_of,
)

__all__ = ["codebook_markdown", "codebook_of", "columns_of", "option_column", "text_column", "variables_of"]


def option_column(question: str, code: str) -> str:
    """Return the column of one choice of a question with several answers, or of a ranking.

    Examples
    --------
    >>> option_column("devices", "2")
    'devices_2'
    """
    return f"{question}_{code}"


def text_column(question: str, code: str) -> str:
    """Return the column of the text that a choice asks for.

    Examples
    --------
    >>> text_column("gender", "4")
    'gender_4_text'
    """
    return f"{question}_{code}_text"


def columns_of(question: Question) -> tuple[str, ...]:
    """Return the columns that the answers to a question take.

    Of a battery its statements; of several choices and of a ranking ``NAME_CODE`` for each; besides
    ``NAME_CODE_text`` for a choice that asks for a text. A notice has none.
    """
    return tuple(variable.name for variable in variables_of(question))


def codebook_of(questionnaire: Questionnaire) -> Codebook:
    """Return one variable for each column that the answers will have, in the order of asking.

    Answers on a scale and statements are Likert variables that build segments; numbers, choices and
    options describe; consent, days, postcodes and texts are kept and not used. Codes of declined answers
    are missing. What is measured (`attribute`) stands as the construct, reversed statements are marked, and
    attention checks have the role CHECK with the answer that they ask for.

    Parameters
    ----------
    questionnaire : Questionnaire
        A questionnaire without structural problems, so that no two columns share a name.

    Examples
    --------
    >>> from psychograph.instruments.translated import Translated
    >>> from psychograph.questionnaire.model import Page
    >>> devices = Multiple((Choice("1", Translated("Phone")), Choice("2", Translated("Watch"))))
    >>> asked = Question("owns", Translated("Which do you own?"), devices)
    >>> [v.name for v in codebook_of(Questionnaire(Translated("Tea"), (Page("p", (asked,)),)))]
    ['owns_1', 'owns_2']
    """
    found = [variable for question in questionnaire.questions for variable in variables_of(question)]
    return Codebook(tuple({variable.name: variable for variable in found}.values()))


def variables_of(question: Question) -> Iterator[Variable]:
    """Yield the variables of one question."""
    match question.answer:
        case Rating(scale, declined):
            item = Item(
                question.name,
                question.text,
                question.reversed,
                question.attribute,
                question.expected,
                question.source,
            )
            yield _likert(item, scale, declined, battery="")
        case Battery(scale, items, declined):
            yield from (_likert(item, scale, declined, battery=str(question.text)) for item in items)
        case Multiple(choices) | Ranking(choices):
            yield from (_option(question, choice) for choice in choices)
        case Notice():
            return
        case _:
            yield _checked(_single(question), question)
    for choice in choices_of(question.answer):
        if choice.specify:
            asked = f"{question.text} {choice.label}".strip()
            yield Variable(text_column(question.name, choice.code), VariableType.TEXT, Role.IGNORED, asked)


def _option(question: Question, choice: Choice) -> Variable:
    column, label = option_column(question.name, choice.code), str(choice.label) or choice.code
    asked = str(question.text)
    if isinstance(question.answer, Multiple):
        return Variable(column, VariableType.OPTION, Role.DESCRIPTOR, label, battery=asked)
    note = "rank, 1 is first; blank where it was not ranked"
    return Variable(column, VariableType.NUMBER, Role.DESCRIPTOR, label, battery=asked, note=note)


def _single(question: Question) -> Variable:
    """Return the variable of a question that is one column and no scale."""
    name, asked, answer = question.name, str(question.text), question.answer
    match answer:
        case Single(choices):
            codes = tuple(Code(choice.code, str(choice.label)) for choice in choices)
            missing = tuple(choice.code for choice in choices if choice.declined)
            kind = VariableType.CATEGORY
            return Variable(name, kind, Role.DESCRIPTOR, asked, codes=codes, missing=missing)
        case Number():
            return Variable(name, VariableType.NUMBER, Role.DESCRIPTOR, asked, note=_limits(answer))
        case Day():
            return Variable(name, VariableType.DATE, Role.IGNORED, asked)
        case Consent(version, label):
            codes = (Code(AGREED, str(label) or "agreed"), Code(NOT_AGREED, "not agreed"))
            note = f"consent to the text of version {version}"
            return Variable(name, VariableType.CATEGORY, Role.IGNORED, asked, codes=codes, note=note)
        case _:
            return Variable(name, VariableType.TEXT, Role.IGNORED, asked)


def _likert(item: Item, scale: AnswerScale, declined: tuple[Choice, ...], *, battery: str) -> Variable:
    labels = tuple(Code(str(code), str(label)) for code, label in scale.labels if label)
    silent = tuple(Code(choice.code, str(choice.label)) for choice in declined)
    return Variable(
        item.name,
        VariableType.LIKERT,
        Role.CHECK if item.expected else Role.BASIS,
        str(item.text),
        battery=battery,
        codes=(*labels, *silent),
        missing=tuple(choice.code for choice in declined if choice.declined),
        scale=Scale(scale.low, scale.high),
        reversed=item.reversed,
        construct=item.attribute,
        expected=item.expected,
        note=f"item of {item.source}" if item.source else "",
    )


def _checked(variable: Variable, question: Question) -> Variable:
    """Return a variable with what its question says of measurement."""
    return replace(
        variable,
        role=Role.CHECK if question.expected else variable.role,
        expected=question.expected,
        reversed=question.reversed,
        construct=question.attribute,
        note=variable.note or (f"from {question.source}" if question.source else ""),
    )


def _limits(answer: Number) -> str:
    unit = f" {answer.unit}" if answer.unit else ""
    match answer.low, answer.high:
        case None, None:
            return str(answer.unit)
        case low, None:
            return f"from {low:g}{unit}"
        case None, high:
            return f"up to {high:g}{unit}"
        case low, high:
            return f"{low:g} to {high:g}{unit}"
