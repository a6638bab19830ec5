"""What rules look at: the questionnaire, the study it is for, and both brought together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from psychograph.errors import PsychographError
from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.answers.codebook import columns_of
from psychograph.questionnaire.conditions import names_in
from psychograph.questionnaire.model import (
    Battery,
    Consent,
    Notice,
    Page,
    Question,
    Questionnaire,
    Rating,
    choices_of,
)
from psychograph.questionnaire.planning.length import Duration, duration

if TYPE_CHECKING:
    from psychograph.instruments.catalogue import Catalogue
    from psychograph.instruments.pack import Pack
    from psychograph.study.model import Attribute, Study

WHOLE = "questionnaire"
MOST_READ = 1_000
"""Characters of a text that rules read: nobody reads more, and endless texts would take them long."""


@dataclass(frozen=True)
class Asked:
    """One thing that respondents answer: a statement of a battery, or a question that stands alone.

    Parameters
    ----------
    name : str
        Its column.
    text : Translated
        What is read.
    question : Question
        The question it is, or belongs to.
    page : Page
        Where it stands.
    scale : AnswerScale or None
        Where it is rated.
    reversed, attribute, expected, source
        As in `Item`.
    """

    name: str
    text: Translated
    question: Question
    page: Page
    scale: AnswerScale | None
    reversed: bool
    attribute: str
    expected: str
    source: str

    @property
    def labels(self) -> tuple[Translated, ...]:
        """Words of the steps it is rated on; none where it is not rated."""
        return () if self.scale is None else tuple(label for _, label in self.scale.labels)

    @property
    def is_item(self) -> bool:
        """Whether it is a statement of a battery."""
        return isinstance(self.question.answer, Battery)

    @property
    def declinable(self) -> bool:
        """Whether one of its choices means no answer."""
        return any(choice.declined for choice in choices_of(self.question.answer))


class Case:
    """A questionnaire, and what rules often ask of it.

    Parameters
    ----------
    questionnaire : Questionnaire
        What is to be asked.
    study : Study or None
        The study it is for.
    catalogue : Catalogue
        Instruments.
    """

    def __init__(self, questionnaire: Questionnaire, study: Study | None, catalogue: Catalogue) -> None:
        self.questionnaire = questionnaire
        self.study = study
        self.catalogue = catalogue

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Everything that respondents answer, in order; notices and consent are not among it."""
        return tuple(
            one
            for page in self.questionnaire.pages
            for question in page.questions
            for one in _asked(page, question)
        )

    @cached_property
    def rated(self) -> tuple[Asked, ...]:
        """What is answered on a scale, without attention checks."""
        return tuple(one for one in self.asked if one.scale is not None and not one.expected)

    @cached_property
    def duration(self) -> Duration:
        """How long it takes."""
        return duration(self.questionnaire)

    @cached_property
    def looked_at(self) -> frozenset[str]:
        """Names that conditions look at."""
        parts: list[Page | Question] = [*self.questionnaire.pages, *self.questionnaire.questions]
        return frozenset(name for part in parts if part.shown_if for name in names_in(part.shown_if))

    @cached_property
    def attributes(self) -> Mapping[str, tuple[Asked, ...]]:
        """What is answered for each attribute: as the study says, else as the questionnaire itself does.

        Without either, items of one scale of an instrument belong together.
        """
        found: dict[str, list[Asked]] = {}
        if self.study is not None:
            by_column = {one.name: one for one in self.asked}
            for name, attribute in self.study.attributes.items():
                columns = columns_of_attribute(name, attribute)
                found[name] = [by_column[column] for column in columns if column in by_column]
                # A study may take averages that somebody made before: then the questionnaire knows the items.
                found[name] = found[name] or [one for one in self.asked if one.attribute == name]
        else:
            for one in self.asked:
                if (attribute_name := one.attribute or one.source) and not one.expected:
                    found.setdefault(attribute_name, []).append(one)
        return {name: tuple(members) for name, members in found.items() if members}

    @cached_property
    def columns(self) -> frozenset[str]:
        """Columns that the answers will have."""
        return frozenset(
            column for question in self.questionnaire.questions for column in columns_of(question)
        )

    @cached_property
    def consent_at(self) -> int | None:
        """Position among all questions of the first consent; None where there is none."""
        for place, question in enumerate(self.questionnaire.questions):
            if isinstance(question.answer, Consent):
                return place
        return None

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Position of every question among all."""
        return {question.name: place for place, question in enumerate(self.questionnaire.questions)}

    def english(self, text: Translated) -> str:
        """Return a text in English, its first thousand characters; empty where it is in no English."""
        if self.questionnaire.language.split("-")[0].casefold() == "en":
            return text.text[:MOST_READ]
        english = (said for tag, said in text.others if tag.split("-")[0].casefold() == "en")
        return next(english, "")[:MOST_READ]

    def pack(self, one: Asked) -> Pack | None:
        """Return the instrument that an item comes from; None for none."""
        try:
            return self.catalogue.scale(one.source)[0] if "/" in one.source else None
        except PsychographError:
            return None  # the bank of questions, or a pack that is not here

    def validated(self, one: Asked) -> bool:
        """Return whether it is an item of a validated instrument, word for word."""
        pack = self.pack(one)
        return (
            pack is not None
            and pack.validated
            and any(item.text.text == one.text.text for item in pack.items)
        )

    @cached_property
    def our_texts(self) -> tuple[tuple[Asked, str], ...]:
        """What is answered, in English, where the wording is the user's own to change."""
        found = ((one, self.english(one.text)) for one in self.asked if not one.expected)
        return tuple((one, text) for one, text in found if text and not self.validated(one))

    @cached_property
    def texts(self) -> tuple[tuple[str, Translated], ...]:
        """Every text that respondents may read, with the name of the place it stands at."""
        return tuple((where, text) for where, text in _texts(self.questionnaire) if text)


def columns_of_attribute(name: str, attribute: Attribute) -> tuple[str, ...]:
    """Return the columns of the answers that an attribute of a study is made of."""
    if attribute.items:
        return tuple(item.column for item in attribute.items)
    return (attribute.column or name,)


def _asked(page: Page, question: Question) -> Iterator[Asked]:
    match question.answer:
        case Notice() | Consent():
            return
        case Battery(scale, items):
            for item in items:
                yield Asked(
                    item.name,
                    item.text,
                    question,
                    page,
                    scale,
                    item.reversed,
                    item.attribute,
                    item.expected,
                    item.source,
                )
        case _:
            of_rating = question.answer.scale if isinstance(question.answer, Rating) else None
            yield Asked(
                question.name,
                question.text,
                question,
                page,
                of_rating,
                question.reversed,
                question.attribute,
                question.expected,
                question.source,
            )


def _texts(questionnaire: Questionnaire) -> Iterator[tuple[str, Translated]]:
    yield from ((WHOLE, text) for text in (questionnaire.title, questionnaire.intro, questionnaire.thanks))
    for page in questionnaire.pages:
        yield from ((page.name, text) for text in (page.title, page.intro))
        for question in page.questions:
            yield from ((question.name, text) for text in (question.text, question.help))
            yield from ((question.name, choice.label) for choice in choices_of(question.answer))
            match question.answer:
                case Rating(scale):
                    yield from ((question.name, label) for _, label in scale.labels)
                case Battery(scale, items):
                    yield from ((question.name, label) for _, label in scale.labels)
                    yield from ((item.name, item.text) for item in items)
                case Consent(label=label):
                    yield question.name, label
                case _:
                    continue
