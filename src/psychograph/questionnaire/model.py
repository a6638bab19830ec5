"""`Questionnaire`: pages of questions, each with the kind of answer it wants. Nothing here knows a format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import NO_TEXT, Translated
from psychograph.questionnaire.conditions import Condition

I_AGREE = Translated("I agree")


@dataclass(frozen=True)
class Choice:
    """One of several answers.

    Parameters
    ----------
    code : str
        As the answers hold it.
    label : Translated
        As respondents read it.
    exclusive : bool
        Whether it rules the others out, as "none of these" does among several answers.
    specify : bool
        Whether it asks for a text, as "other, namely" does.
    declined : bool
        Whether it means no answer, as "prefer not to say" does; the codebook lists its code as missing.
    """

    code: str
    label: Translated
    exclusive: bool = False
    specify: bool = False
    declined: bool = False


@dataclass(frozen=True)
class Item:
    """One statement of a battery, and a column of the answers.

    Parameters
    ----------
    name : str
        Column of the answers.
    text : Translated
        The statement.
    reversed : bool
        Whether agreement means less of what is measured.
    attribute : str
        Attribute of the study that it is averaged into; empty where it is one by itself.
    expected : str
        Code that an attention check asks for; empty for any other item.
    source : str
        Pack and scale it comes from, as ``"mini_ipip_20/extraversion"``; empty for none.
    """

    name: str
    text: Translated
    reversed: bool = False
    attribute: str = ""
    expected: str = ""
    source: str = ""


@dataclass(frozen=True)
class Rating:
    """One statement or question answered on a scale."""

    scale: AnswerScale
    declined: tuple[Choice, ...] = ()  # such as "don't know", beside the scale


@dataclass(frozen=True)
class Battery:
    """Several statements answered on one scale; `shuffled`: in an order of chance for each respondent."""

    scale: AnswerScale
    items: tuple[Item, ...]
    declined: tuple[Choice, ...] = ()
    shuffled: bool = False


@dataclass(frozen=True)
class Single:
    """One of several choices; shuffled ones keep those with `specify`, `exclusive` or `declined` last."""

    choices: tuple[Choice, ...]
    shuffled: bool = False


@dataclass(frozen=True)
class Multiple:
    """Any of several choices; at least and at most so many, where that is said."""

    choices: tuple[Choice, ...]
    shuffled: bool = False
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class Ranking:
    """Choices put in order, best first; only the first `most`, where that is said."""

    choices: tuple[Choice, ...]
    shuffled: bool = False
    most: int | None = None


@dataclass(frozen=True)
class Number:
    """A number between closed bounds, where there are any."""

    low: float | None = None
    high: float | None = None
    whole: bool = True
    unit: Translated = NO_TEXT


@dataclass(frozen=True)
class FreeText:
    """Words of the respondent: a line, or more where `long`; at most so many characters."""

    long: bool = False
    most: int | None = None


@dataclass(frozen=True)
class Day:
    """A day between closed bounds, each as ``YYYY-MM-DD`` or empty."""

    earliest: str = ""
    latest: str = ""


@dataclass(frozen=True)
class Postcode:
    """A postcode of a country (ISO 3166-1, two letters; empty for any), as its own rules write it."""

    country: str = ""


@dataclass(frozen=True)
class Consent:
    """Agreement to the text of the question; without it the questionnaire ends.

    `version` names the text that was agreed to, `label` stands beside the box.
    """

    version: str
    label: Translated = I_AGREE


@dataclass(frozen=True)
class Notice:
    """A text that wants no answer."""


Answer: TypeAlias = (
    Rating | Battery | Single | Multiple | Ranking | Number | FreeText | Day | Postcode | Consent | Notice
)


@dataclass(frozen=True)
class Question:
    """One question.

    Parameters
    ----------
    name : str
        Letters, digits and underscores; the column of the answers where there is one.
    text : Translated
        The question; of a battery, what stands above its statements.
    answer : Answer
        The kind of answer.
    help : Translated
        What stands below the question; empty for nothing.
    required : bool
        Whether it must be answered; a battery, every statement.
    shown_if : Condition or None
        When it is asked; always, for None.
    attribute, reversed, expected, source
        As in `Item`, for a question that is a column by itself. On a battery, whose statements
        are the columns, and on a notice they are a structural problem.
    """

    name: str
    text: Translated
    answer: Answer
    help: Translated = NO_TEXT
    required: bool = False
    shown_if: Condition | None = None
    attribute: str = ""
    reversed: bool = False
    expected: str = ""
    source: str = ""


@dataclass(frozen=True)
class Page:
    """Questions that are shown together; `shuffled`: in an order of chance for each respondent."""

    name: str
    questions: tuple[Question, ...]
    title: Translated = NO_TEXT
    intro: Translated = NO_TEXT
    shown_if: Condition | None = None
    shuffled: bool = False


@dataclass(frozen=True)
class Questionnaire:
    """What is asked.

    Parameters
    ----------
    title : Translated
        As respondents read it.
    pages : tuple of Page
        In their order; names of pages are unique, and those of questions and items over all pages.
    language : str
        Language of the texts (BCP 47).
    intro, thanks : Translated
        What is said first and last; empty for nothing.
    """

    title: Translated
    pages: tuple[Page, ...]
    language: str = "en"
    intro: Translated = NO_TEXT
    thanks: Translated = NO_TEXT

    @property
    def questions(self) -> Iterator[Question]:
        """Every question, in order."""
        for page in self.pages:
            yield from page.questions

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Languages into which anything is translated, without that of the texts; sorted."""
        return tuple(sorted({tag for text in texts_of(self) for tag in text.languages}))

    def question(self, name: str) -> Question:
        """Return a question by name.

        Raises
        ------
        KeyError
            Where there is none.
        """
        for one in self.questions:
            if one.name == name:
                return one
        raise KeyError(name)


def choices_of(answer: Answer) -> tuple[Choice, ...]:
    """Return the choices of an answer, those beside a scale included; none for other kinds."""
    match answer:
        case Single(choices) | Multiple(choices) | Ranking(choices):
            return choices
        case Rating(_, declined) | Battery(declined=declined):
            return declined
        case _:
            return ()


def texts_of(questionnaire: Questionnaire) -> Iterator[Translated]:
    """Yield every text that a respondent may read."""
    yield from (questionnaire.title, questionnaire.intro, questionnaire.thanks)
    for page in questionnaire.pages:
        yield from (page.title, page.intro)
        for question in page.questions:
            yield from (question.text, question.help)
            yield from _texts_of_answer(question.answer)


def _texts_of_answer(answer: Answer) -> Iterator[Translated]:
    yield from (choice.label for choice in choices_of(answer))
    match answer:
        case Rating(scale):
            yield from (label for _, label in scale.labels)
        case Battery(scale, items):
            yield from (label for _, label in scale.labels)
            yield from (item.text for item in items)
        case Number(unit=unit):
            yield unit
        case Consent(label=label):
            yield label
        case _:
            return
