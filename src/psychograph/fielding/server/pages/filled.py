"""What the fields of a screen hold when it is shown again: the inverse of reading a form."""

from __future__ import annotations

from collections.abc import Mapping

from psychograph.fielding.walk.forms import day_field, rank_field
from psychograph.fielding.walk.typed.days import PARTS
from psychograph.fielding.walk.values import Value
from psychograph.questionnaire.answers.codebook import text_column
from psychograph.questionnaire.model import Battery, Day, Question, Ranking, choices_of


def filled(question: Question, answers: Mapping[str, Value]) -> dict[str, tuple[str, ...]]:
    """Return what each field of a question holds, for the answers that are stored.

    Parameters
    ----------
    question : Question
        What is asked.
    answers : mapping of str to Value
        By name; those of other questions are not looked at.

    Examples
    --------
    >>> from psychograph.instruments.translated import Translated
    >>> filled(Question("born", Translated("When?"), Day()), {"born": "1984-02-29", "Age": "31"})
    {'born.year': ('1984',), 'born.month': ('2',), 'born.day': ('29',)}
    """
    names = [question.name]
    if isinstance(question.answer, Battery):
        names = [item.name for item in question.answer.items]
    names += [text_column(question.name, one.code) for one in choices_of(question.answer) if one.specify]
    held = {name: answers[name] for name in names if answers.get(name)}
    value = held.get(question.name)
    if isinstance(question.answer, Ranking) and isinstance(value, tuple):
        return {rank_field(question.name, code): (str(at),) for at, code in enumerate(value, start=1)}
    if isinstance(question.answer, Day) and isinstance(value, str):
        parts = zip(PARTS, value.split("-"), strict=False)
        return {day_field(question.name, part): (digits.lstrip("0"),) for part, digits in parts}
    return {name: one if isinstance(one, tuple) else (one,) for name, one in held.items()}
