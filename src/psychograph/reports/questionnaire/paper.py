"""The questionnaire on paper: what stands where, computed before anything is rendered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import NO_TEXT, Translated
from psychograph.questionnaire.conditions import Condition
from psychograph.questionnaire.model import (
    Answer,
    Battery,
    Choice,
    Consent,
    Day,
    FreeText,
    Multiple,
    Notice,
    Number,
    Page,
    Postcode,
    Question,
    Questionnaire,
    Ranking,
    Rating,
    Single,
)
from psychograph.reports.questionnaire.hints import hints
from psychograph.reports.questionnaire.places import numbers, places
from psychograph.reports.questionnaire.routing import END, InWords, sends
from psychograph.reports.questionnaire.voice import Voice, direction_of

LINES = 5  # for an answer of several sentences
CELLS = 10  # for a postcode: the longest have ten letters and digits
MOST_CELLS = 12  # more digits than anybody counts in boxes
COLUMNS = 10  # choices from which on short ones stand in two columns
SHORT = 28  # letters of a choice that leaves room for another beside it


@dataclass(frozen=True)
class Said:
    """A text, and its language and direction where they are not those of the page."""

    text: str
    language: str = ""
    direction: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Step:
    """A column of a scale: its number, where that is shown, and its words."""

    number: str
    label: Said


@dataclass(frozen=True)
class Grid:
    """A scale as a table; `ends` are the words of its first and last number, where only they have any."""

    steps: tuple[Step, ...]
    ends: tuple[Said, Said] | None
    declined: tuple[Said, ...]
    rows: tuple[Said, ...]  # statements; none for a single question
    numbers: tuple[str, ...] = ()

    @property
    def half(self) -> int:
        """Columns under the words of the first end."""
        return len(self.steps) // 2


@dataclass(frozen=True)
class Line:
    """A choice; `to` says where whoever takes it goes on, `led` whether its own words ask for the text."""

    label: Said
    note: str
    specify: bool
    led: bool
    to: str


@dataclass(frozen=True)
class PaperQuestion:
    """One question on paper; `kind` decides which of the other parts are there."""

    number: str
    text: Said
    help: Said
    hints: tuple[str, ...]
    kind: str
    grid: Grid | None = None
    lines: tuple[Line, ...] = ()
    columns: int = 1
    cells: tuple[int, ...] = ()
    rules: int = 0
    unit: Said = Said("")
    label: Said = Said("")
    version: str = ""


@dataclass(frozen=True)
class Group:
    """Questions that one condition decides on; `route` says it in sentences, empty where all answer."""

    route: tuple[str, ...]
    questions: tuple[PaperQuestion, ...]


@dataclass(frozen=True)
class PaperPage:
    """One page of the questionnaire; on paper the next one follows without a new sheet."""

    title: Said
    intro: Said
    route: tuple[str, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Paper:
    """What the template shows."""

    title: Said
    intro: Said
    thanks: Said
    pages: tuple[PaperPage, ...]
    how: tuple[str, ...]
    voice: Voice


def view_paper(questionnaire: Questionnaire, voice: Voice) -> Paper:
    """Compute what stands on paper."""
    return _Printer(questionnaire, voice).paper()


class _Printer:
    def __init__(self, questionnaire: Questionnaire, voice: Voice) -> None:
        self.questionnaire = questionnaire
        self.voice = voice
        self.numbers = numbers(questionnaire)
        self.sends = sends(questionnaire)
        self.words = InWords(places(questionnaire), voice)

    def paper(self) -> Paper:
        asked = self.questionnaire
        return Paper(
            title=self.said(asked.title),
            intro=self.said(asked.intro),
            thanks=self.said(asked.thanks),
            pages=tuple(map(self.page, asked.pages)),
            how=tuple(self.how()),
            voice=self.voice,
        )

    def said(self, text: Translated) -> Said:
        voice = self.voice
        if voice.code == voice.own or not text or text.has(voice.code):
            return Said(voice.read(text))
        return Said(text.text, voice.own, direction_of(voice.own))

    def how(self) -> Iterator[str]:
        answers = [one.answer for one in self.questionnaire.questions]
        if any(isinstance(one, Single | Rating | Battery) for one in answers):
            yield self.voice.say("paper-how-one")
        if any(isinstance(one, Multiple) for one in answers):
            yield self.voice.say("paper-how-many")
        if self.sends or any(page.shown_if for page in self.questionnaire.pages):
            yield self.voice.say("paper-how-route")

    def page(self, page: Page) -> PaperPage:
        groups = [
            Group(self.route(condition, asked := tuple(questions)), tuple(map(self.question, asked)))
            for condition, questions in groupby(page.questions, lambda one: one.shown_if)
        ]
        return PaperPage(
            title=self.said(page.title),
            intro=self.said(page.intro),
            route=self.route(page.shown_if, page.questions),
            groups=tuple(groups),
        )

    def route(self, condition: Condition | None, questions: Sequence[Question]) -> tuple[str, ...]:
        if condition is None:
            return ()
        said = self.words.say(condition)
        asked = [self.numbers[one.name] for one in questions if one.name in self.numbers]
        if not asked:
            return (self.voice.say("only-if-text", condition=said),)
        first, last = str(asked[0]), str(asked[-1])
        key = ("only-if", "only-if-two", "only-if-many")[min(asked[-1] - asked[0], 2)]
        after = asked[-1] + 1
        otherwise = (
            self.voice.say("otherwise", at=str(after))
            if after <= len(self.numbers)
            else self.voice.say("otherwise-end")
        )
        return (self.voice.say(key, first=first, last=last, condition=said), otherwise)

    def question(self, question: Question) -> PaperQuestion:
        number = self.numbers.get(question.name)
        parts = self.answer(question, question.answer)
        return PaperQuestion(
            number="" if number is None else str(number),
            text=self.said(question.text),
            help=self.said(question.help),
            hints=tuple(hints(question.answer, self.voice, paper=True)),
            **parts,  # type: ignore[arg-type]
        )

    def answer(self, question: Question, answer: Answer) -> dict[str, object]:
        match answer:
            case Rating(scale, declined):
                return {"kind": "grid", "grid": self.grid(scale, declined, ())}
            case Battery(scale, items, declined):
                rows = tuple(self.said(item.text) for item in items)
                return {"kind": "grid", "grid": self.grid(scale, declined, rows, question.name)}
            case Single(choices):
                return {"kind": "single", **self.choices(question, choices)}
            case Multiple(choices):
                return {"kind": "multiple", **self.choices(question, choices)}
            case Ranking(choices):
                return {"kind": "ranking", **self.choices(question, choices)}
            case Number(unit=unit):
                cells = _cells(answer)
                return {"kind": "cells" if cells else "line", "cells": cells, "unit": self.said(unit)}
            case FreeText(long=long):
                return {"kind": "rules", "rules": LINES if long else 1}
            case Day():
                return {"kind": "day"}
            case Postcode():
                return {"kind": "cells", "cells": (CELLS,)}
            case Consent(version, label):
                return {"kind": "consent", "label": self.said(label), "version": version}
            case Notice():
                return {"kind": "notice"}

    def choices(self, question: Question, choices: Sequence[Choice]) -> dict[str, object]:
        lines = tuple(
            Line(
                label=self.said(choice.label),
                note=self.voice.say("hint-exclusive")
                if choice.exclusive and isinstance(question.answer, Multiple)
                else "",
                specify=choice.specify,
                led=self.said(choice.label).text.rstrip().endswith((":", "namely")),
                to=self.to(question.name, choice.code),
            )
            for choice in choices
        )
        short = all(len(line.label.text) <= SHORT and not line.specify and not line.to for line in lines)
        return {"lines": lines, "columns": 2 if short and len(lines) >= COLUMNS else 1}

    def to(self, name: str, code: str) -> str:
        at = self.sends.get((name, code))
        if at is None:
            return ""
        return self.voice.say("go-to-end") if at == END else self.voice.say("go-to", at=str(at))

    def grid(
        self, scale: AnswerScale, declined: Sequence[Choice], rows: tuple[Said, ...], name: str = ""
    ) -> Grid:
        spoken = {value for value, label in scale.labels if label}
        only_ends = not scale.fully_labelled and spoken <= {scale.low, scale.high} and bool(spoken)
        steps = tuple(
            Step(
                number="" if scale.fully_labelled else str(value),
                label=self.said(NO_TEXT if only_ends else scale.label(value)),
            )
            for value in scale.values
        )
        ends = (self.said(scale.label(scale.low)), self.said(scale.label(scale.high))) if only_ends else None
        at = self.numbers.get(name, 0)
        return Grid(
            steps=steps,
            ends=ends,
            declined=tuple(self.said(choice.label) for choice in declined),
            rows=rows,
            numbers=tuple(f"{at}.{row}" for row in range(1, len(rows) + 1)),
        )


def _cells(answer: Number) -> tuple[int, ...]:
    """Return how many boxes a number needs; none where its length is not known, or it may have decimals."""
    if not answer.whole or answer.high is None or (answer.low is not None and answer.low < 0):
        return ()
    digits = len(f"{abs(answer.high):.0f}")
    return (digits,) if digits <= MOST_CELLS else ()
