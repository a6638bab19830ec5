"""The form of a screen: the names of its fields, and what it says when it comes back.

Fields: an answer has the name of its question, of a statement that of the item; several choices repeat one
name; a ranking has a field for each choice (:func:`rank_field`) that holds a place, 1 for the best; a text
that a choice asks for has the name of its column (`answers.codebook.text_column`). A day comes as one field
(``YYYY-MM-DD``) or as three (:func:`day_field`). A consent is "1" for agreed and "0" for withheld: a box
that is not ticked sends nothing, which is no answer, so that nobody ends the survey by an oversight.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from psychograph.fielding.walk.screens import Screen
from psychograph.fielding.walk.typed.days import PARTS, day_in, day_of
from psychograph.fielding.walk.typed.numbers import Misread, number_in
from psychograph.fielding.walk.typed.postcodes import postcode_in
from psychograph.fielding.walk.typed.words import MOST_CHARACTERS, cleaned, in_digits
from psychograph.fielding.walk.values import Value
from psychograph.questionnaire.answers.codebook import text_column
from psychograph.questionnaire.answers.codes import codes_of
from psychograph.questionnaire.model import (
    Battery,
    Consent,
    Day,
    FreeText,
    Multiple,
    Notice,
    Number,
    Postcode,
    Question,
    Ranking,
    Rating,
    Single,
    choices_of,
)

Form: TypeAlias = Mapping[str, Sequence[str]]

MISSING: Final = "wrong-missing"
ROWS: Final = "wrong-rows"
CHOICE: Final = "wrong-choice"  # not among the answers offered
COUNT: Final = "wrong-count"
ALONE: Final = "wrong-alone"
NUMBER: Final = "wrong-number"
UNCLEAR: Final = "wrong-number-unclear"  # 1,234: a thousand and more, or one and a bit?
DAY: Final = "wrong-day"
RANK: Final = "wrong-rank"
LONG: Final = "wrong-long"
POSTCODE: Final = "wrong-postcode"
KEYS: Final = (MISSING, ROWS, CHOICE, COUNT, ALONE, NUMBER, UNCLEAR, DAY, RANK, LONG, POSTCODE)


@dataclass(frozen=True)
class Wrong:
    """Something to mend.

    Parameters
    ----------
    name : str
        Of the answer: the question, a statement of a battery, or the text of a choice.
    key : str
        Of the words that say what, one of `KEYS`.
    """

    name: str
    key: str


@dataclass(frozen=True)
class Read:
    """What a form says.

    Parameters
    ----------
    answers : dict of str to Value
        What is right, by name; left empty where it may be. Also where something else is wrong: it can be
        saved as it is, see `cases.Submitted.partial`.
    wrong : tuple of Wrong
        What is to be mended; of a battery first the battery, then each of its statements.
    """

    answers: dict[str, Value]
    wrong: tuple[Wrong, ...]


def fields_of(screen: Screen) -> tuple[str, ...]:
    """Return the names of every field that the form of a screen may bring."""
    return tuple(_fields(screen.question))


def rank_field(question: str, code: str) -> str:
    """Return the field that holds the place of one choice of a ranking.

    Examples
    --------
    >>> rank_field("drinks", "tea")
    'drinks.tea'
    """
    return f"{question}.{code}"


def day_field(question: str, part: str) -> str:
    """Return the field that holds the ``year``, ``month`` or ``day`` of a day.

    Examples
    --------
    >>> day_field("born", "year")
    'born.year'
    """
    return f"{question}.{part}"


def read_form(screen: Screen, form: Form) -> Read:
    """Return what a form says of a screen.

    Fields that the screen does not have are not looked at; codes that are not in its list are wrong. Never
    raises, whatever the form holds.

    Parameters
    ----------
    screen : Screen
        What was asked.
    form : mapping of str to sequence of str
        Values of each field, in the order in which they came.

    Examples
    --------
    >>> from psychograph.instruments.translated import Translated
    >>> from psychograph.questionnaire.model import Page
    >>> age = Question("Age", Translated("How old are you?"), Number(16, 110), required=True)
    >>> screen = Screen("Age", Page("one", (age,)), age)
    >>> read_form(screen, {"Age": [" 31 "], "case": ["another"]}).answers
    {'Age': '31'}
    >>> read_form(screen, {"Age": ["9"]}).wrong
    (Wrong(name='Age', key='wrong-number'),)
    """
    question = screen.question
    found = _battery(question, question.answer, form) if isinstance(question.answer, Battery) else None
    if found is None:
        value = _value(question, form)
        if isinstance(value, Wrong):
            found = Read({}, (value,))
        elif not value and (question.required or isinstance(question.answer, Consent)) and _asks(question):
            found = Read({}, (Wrong(question.name, MISSING),))
        else:
            found = Read({question.name: value}, ())
    return _with_texts(question, form, found)


def _asks(question: Question) -> bool:
    return not isinstance(question.answer, Notice)


def _fields(question: Question) -> Iterator[str]:
    match question.answer:
        case Notice():
            return
        case Battery(items=items):
            yield from (item.name for item in items)
        case Ranking(choices):
            yield from (rank_field(question.name, choice.code) for choice in choices)
        case Day():
            yield question.name
            yield from (day_field(question.name, part) for part in PARTS)
        case _:
            yield question.name
    for choice in choices_of(question.answer):
        if choice.specify:
            yield text_column(question.name, choice.code)


def _value(question: Question, form: Form) -> Value | Wrong:
    """Return the answer to a question that is no battery; empty for none."""
    name, answer = question.name, question.answer
    match answer:
        case Rating() | Single() | Consent():
            return _code(name, codes_of(answer) or (), form)
        case Multiple():
            return _several(question, answer, form)
        case Ranking():
            return _ranking(question, answer, form)
        case Number():
            return _number(name, answer, form)
        case FreeText(long, most):
            return _text(name, form, long=long, most=most)
        case Day():
            return _day(name, answer, form)
        case Postcode(country):
            typed = _typed(form, name)
            return (postcode_in(typed, country) or Wrong(name, POSTCODE)) if typed else ""
        case _:
            return ""


def _typed(form: Form, name: str) -> str:
    """Return the first value of a field, without what no text can hold; empty for none."""
    values = form.get(name) or ("",)
    # Far longer than anything short that is asked for: it will be wrong, and need not be read to its end.
    return cleaned(values[0][: MOST_CHARACTERS + 1], long=False)


def _code(name: str, codes: Sequence[str], form: Form) -> str | Wrong:
    sent = {value for value in form.get(name, ()) if value}
    if not sent:
        return ""
    if len(sent) > 1 or not sent <= set(codes):
        return Wrong(name, CHOICE)
    return sent.pop()


def _battery(question: Question, answer: Battery, form: Form) -> Read:
    codes = codes_of(answer) or ()
    answers: dict[str, Value] = {}
    wrong = []
    for item in answer.items:
        value = _code(item.name, codes, form)
        if isinstance(value, Wrong):
            wrong.append(value)
        elif not value and question.required:
            wrong.append(Wrong(item.name, MISSING))
        else:
            answers[item.name] = value
    key = ROWS if any(one.key == MISSING for one in wrong) else CHOICE
    return Read(answers, (Wrong(question.name, key), *wrong) if wrong else ())


def _several(question: Question, answer: Multiple, form: Form) -> Value | Wrong:
    sent = {value for value in form.get(question.name, ()) if value}
    if not sent:
        return ()
    chosen = [choice for choice in answer.choices if choice.code in sent]
    if len(chosen) < len(sent):
        return Wrong(question.name, CHOICE)
    if any(choice.exclusive for choice in chosen):
        return Wrong(question.name, ALONE) if len(chosen) > 1 else (chosen[0].code,)
    least, most = answer.least or 0, answer.most or len(answer.choices)
    if not least <= len(chosen) <= most:
        return Wrong(question.name, COUNT)
    return tuple(choice.code for choice in chosen)


def _ranking(question: Question, answer: Ranking, form: Form) -> Value | Wrong:
    places: dict[int, str] = {}
    for choice in answer.choices:
        typed = in_digits(_typed(form, rank_field(question.name, choice.code)))
        if not typed:
            continue
        place = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 6 else 0
        if place in places or not place:
            return Wrong(question.name, RANK)
        places[place] = choice.code
    wanted = min(answer.most or len(answer.choices), len(answer.choices))
    whole = len(places) == wanted or not (question.required and places)
    if sorted(places) != list(range(1, len(places) + 1)) or len(places) > wanted or not whole:
        return Wrong(question.name, RANK)
    return tuple(places[place] for place in sorted(places))


def _number(name: str, answer: Number, form: Form) -> str | Wrong:
    typed = _typed(form, name)
    if not typed:
        return ""
    match number_in(typed, answer):
        case Misread.UNCLEAR:
            return Wrong(name, UNCLEAR)
        case Misread():
            return Wrong(name, NUMBER)
        case number:
            return number


def _text(name: str, form: Form, *, long: bool, most: int | None) -> str | Wrong:
    values = form.get(name) or ("",)
    text = cleaned(values[0], long=long)
    return Wrong(name, LONG) if len(text) > (most or MOST_CHARACTERS) else text


def _day(name: str, answer: Day, form: Form) -> str | Wrong:
    typed = _typed(form, name)
    parts = [_typed(form, day_field(name, part)) for part in PARTS]
    if not typed and not any(parts):
        return ""
    return (day_in(typed, answer) if typed else day_of(parts, answer)) or Wrong(name, DAY)


def _with_texts(question: Question, form: Form, read: Read) -> Read:
    """Return what was read with the texts that choices ask for, also of those that are not chosen."""
    answers, wrong = dict(read.answers), list(read.wrong)
    for choice in choices_of(question.answer):
        if choice.specify:
            name = text_column(question.name, choice.code)
            text = _text(name, form, long=False, most=None)
            if isinstance(text, Wrong):
                wrong.append(text)
            else:
                answers[name] = text
    return Read(answers, tuple(wrong))
