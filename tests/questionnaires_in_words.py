"""Questionnaires for tests, in few words."""

from __future__ import annotations

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.answer_scales import standard_scales
from psychograph.instruments.catalogue import shipped
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.conditions import Condition
from psychograph.questionnaire.model import (
    Answer,
    Battery,
    Choice,
    Consent,
    Item,
    Multiple,
    Number,
    Page,
    Question,
    Questionnaire,
    Rating,
    Single,
)

AGREE = standard_scales()["agree5"]


def asking(*questions: Question, language: str = "en") -> Questionnaire:
    """One page."""
    return Questionnaire(Translated("A survey"), (Page("one", questions),), language)


def paged(*pages: tuple[Question, ...]) -> Questionnaire:
    """A page for each tuple of questions."""
    return Questionnaire(
        Translated("A survey"), tuple(Page(f"p{n}", page) for n, page in enumerate(pages, 1))
    )


def question(
    name: str, text: str, answer: Answer, *, required: bool = False, shown_if: Condition | None = None
) -> Question:
    return Question(name, Translated(text), answer, required=required, shown_if=shown_if)


def rated(name: str, text: str, scale: AnswerScale = AGREE, attribute: str = "") -> Question:
    return Question(name, Translated(text), Rating(scale), attribute=attribute)


def one_of(name: str, text: str, *labels: str, required: bool = False, declined: str = "") -> Question:
    return Question(name, Translated(text), Single(_choices(labels, declined)), required=required)


def any_of(name: str, text: str, *labels: str, exclusive: str = "") -> Question:
    last = (Choice("0", Translated(exclusive), exclusive=True),) if exclusive else ()
    return Question(name, Translated(text), Multiple((*_choices(labels), *last)))


def _choices(labels: tuple[str, ...], declined: str = "") -> tuple[Choice, ...]:
    asked = tuple(Choice(str(code), Translated(label)) for code, label in enumerate(labels, 1))
    return (*asked, Choice("-8", Translated(declined), declined=True)) if declined else asked


def battery(
    name: str,
    *texts: str,
    scale: AnswerScale = AGREE,
    attribute: str = "",
    turned: tuple[int, ...] = (),
    stem: str = "How much do you agree?",
) -> Question:
    """A statement for each text; `turned`: which of them, from 1."""
    items = tuple(
        Item(f"{name}_{n}", Translated(text), n in turned, attribute) for n, text in enumerate(texts, 1)
    )
    return Question(name, Translated(stem), Battery(scale, items))


def consent() -> Question:
    return Question(
        "agreed", Translated("May we use your answers for this study?"), Consent("1"), required=True
    )


def age() -> Question:
    return Question("age", Translated("What is your current age?"), Number(16, 110))


def of_pack(name: str) -> Question:
    """A whole instrument as one battery."""
    pack = shipped().pack(name)
    items = tuple(
        Item(item.id, item.text, item.reversed, pack.scale(item.scale).name, source=f"{name}/{item.scale}")
        for item in pack.items
    )
    return Question(name, pack.stem, Battery(pack.answer_scale, items))
