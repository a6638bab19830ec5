"""The questionnaire on a screen: what stands where, and what the page must know to lead through it."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import NO_TEXT, Translated
from psychograph.questionnaire.conditions import All, Answered, Any, Chosen, Compared, Condition, Not
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
    choices_of,
)
from psychograph.reports.questionnaire.hints import hints
from psychograph.reports.questionnaire.places import numbers
from psychograph.reports.questionnaire.voice import Voice, Voices, direction_of, name_of, voices_of
from psychograph.reports.templating import FORBIDDEN

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

# Around the form, whatever is asked: their texts are told to the script by these keys.
FURNITURE = (
    "next",
    "back",
    "finish",
    "again",
    "required",
    "required-note",
    "place",
    "no-place",
    "thanks",
    "without-consent",
    "paper-specify",
    "wrong-some",
)
ABREAST = 7  # numbers that a phone can show side by side, each as wide as a thumb
WRONG = {
    "battery": ("wrong-rows",),
    "multiple": ("wrong-missing", "wrong-count", "wrong-alone"),
    "ranking": ("wrong-missing", "wrong-rank"),
    "number": ("wrong-missing", "wrong-number"),
    "day": ("wrong-missing", "wrong-day"),
    "text": ("wrong-missing", "wrong-long"),
}


@dataclass(frozen=True)
class Told:
    """A text by its number among all texts of the page, by which the script finds its translations."""

    text: str
    at: int

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass
class Texts:
    """Every text of the page with its translations."""

    voices: Voices
    told: dict[Translated, Told] = field(default_factory=dict)

    def __call__(self, text: Translated) -> Told:
        """Return a text by its number."""
        return self.told.setdefault(text, Told(text.text, len(self.told)))

    def say(self, spoken: Callable[[Voice], str]) -> Told:
        """Return what is said in every language by its number."""
        return self(self.voices.say(spoken))

    @property
    def translations(self) -> dict[str, Json]:
        """Translations by language and number."""
        return {
            voice.code: {
                str(told.at): FORBIDDEN.sub(" ", text.read(voice.code))
                for text, told in self.told.items()
                if text.has(voice.code)
            }
            for voice in self.voices.all[1:]
        }


@dataclass(frozen=True)
class Option:
    """An answer that can be chosen."""

    code: str
    label: Told
    note: Told | None = None
    specify: bool = False
    declined: bool = False


@dataclass(frozen=True)
class Scale:
    """Steps of a scale; `ends` are the words of the first and the last, where the steps are numbers."""

    options: tuple[Option, ...]
    ends: tuple[Told, Told] | None
    numbered: bool

    @property
    def steps(self) -> int:
        """Number of options, those beside the scale included."""
        return len(self.options)

    @property
    def across(self) -> int:
        """Numbers that stand side by side on a phone: all of them, or half where they are many."""
        proper = sum(1 for option in self.options if not option.declined)
        return proper if proper <= ABREAST else math.ceil(proper / 2)


@dataclass(frozen=True)
class Asked:
    """A question on the screen; `at` names its fields."""

    at: int
    name: str
    number: str
    kind: str
    text: Told
    help: Told
    hints: tuple[Told, ...]
    required: bool
    wrong: tuple[tuple[str, Told], ...]
    scale: Scale | None = None
    rows: tuple[Told, ...] = ()
    options: tuple[Option, ...] = ()
    places: int = 0
    long: bool = False
    most: int | None = None
    low: str = ""
    high: str = ""
    unit: Told | None = None
    label: Told | None = None


@dataclass(frozen=True)
class ScreenPage:
    """One page of the questionnaire."""

    at: int
    name: str
    title: Told
    intro: Told
    questions: tuple[Asked, ...]

    @property
    def some_required(self) -> bool:
        """Whether anything on it must be answered."""
        return any(question.required for question in self.questions)


@dataclass(frozen=True)
class Spoken:
    """A language to choose."""

    code: str
    name: str
    direction: str


@dataclass(frozen=True)
class Screen:
    """The form, and what the script is told."""

    title: Told
    intro: Told
    thanks: Told
    pages: tuple[ScreenPage, ...]
    languages: tuple[Spoken, ...]
    words: dict[str, Told]
    logic: str


def view_screen(questionnaire: Questionnaire) -> Screen:
    """Compute what stands on the screen."""
    return _Screen(questionnaire).screen()


class _Screen:
    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.voices = voices_of(questionnaire)
        self.texts = Texts(self.voices)
        self.numbers = numbers(questionnaire)
        self.place = {one.name: at for at, one in enumerate(questionnaire.questions)}

    def screen(self) -> Screen:
        asked = self.questionnaire
        words = {key: self.message(key) for key in FURNITURE}
        title, intro, thanks = map(self.texts, (asked.title, asked.intro, asked.thanks))
        pages = tuple(self.page(at, page) for at, page in enumerate(asked.pages))
        return Screen(
            title=title,
            intro=intro,
            thanks=thanks if thanks else words["thanks"],
            pages=pages,
            languages=tuple(
                Spoken(voice.code, name_of(voice.code), direction_of(voice.code)) for voice in self.voices.all
            ),
            words=words,
            logic=self.logic(),
        )

    def message(self, key: str) -> Told:
        return self.texts.say(lambda voice: voice.say(key))

    def page(self, at: int, page: Page) -> ScreenPage:
        return ScreenPage(
            at=at,
            name=page.name,
            title=self.texts(page.title),
            intro=self.texts(page.intro),
            questions=tuple(map(self.question, page.questions)),
        )

    def question(self, question: Question) -> Asked:
        number = self.numbers.get(question.name)
        kind, parts = self.answer(question.answer)
        own = [tuple(hints(question.answer, voice, paper=False)) for voice in self.voices.all]
        return Asked(
            at=self.place[question.name],
            name=question.name,
            number="" if number is None else str(number),
            kind=kind,
            text=self.texts(question.text),
            help=self.texts(question.help),
            hints=tuple(self.texts(self.together(said)) for said in zip(*own, strict=True)),
            required=question.required and kind not in ("notice", "consent"),
            wrong=tuple((key, self.message(key)) for key in WRONG.get(kind, ("wrong-missing",))),
            **parts,  # type: ignore[arg-type]
        )

    def together(self, said: Sequence[str]) -> Translated:
        codes = [voice.code for voice in self.voices.all[1:]]
        return Translated.of(said[0], dict(zip(codes, said[1:], strict=True)))

    def answer(self, answer: Answer) -> tuple[str, dict[str, object]]:
        match answer:
            case Rating(scale, declined):
                return "rating", {"scale": self.scale(scale, declined)}
            case Battery(scale, items, declined):
                rows = tuple(self.texts(item.text) for item in items)
                return "battery", {"scale": self.scale(scale, declined), "rows": rows}
            case Single(choices):
                return "single", {"options": self.options(choices)}
            case Multiple(choices):
                return "multiple", {"options": self.options(choices, several=True)}
            case Ranking(choices, most=most):
                return "ranking", {"options": self.options(choices), "places": most or len(choices)}
            case Number(unit=unit):
                return "number", {"unit": self.texts(unit)}
            case FreeText(long, most):
                return "text", {"long": long, "most": most}
            case Day(earliest, latest):
                return "day", {"low": earliest, "high": latest}
            case Postcode():
                return "postcode", {}
            case Consent(label=label):
                return "consent", {"label": self.texts(label)}
            case Notice():
                return "notice", {}

    def options(self, choices: Sequence[Choice], *, several: bool = False) -> tuple[Option, ...]:
        return tuple(
            Option(
                code=choice.code,
                label=self.texts(choice.label),
                note=self.message("hint-exclusive") if choice.exclusive and several else None,
                specify=choice.specify,
                declined=choice.declined,
            )
            for choice in choices
        )

    def scale(self, scale: AnswerScale, declined: Sequence[Choice]) -> Scale:
        worded = scale.fully_labelled
        inner = any(label for value, label in scale.labels if value not in (scale.low, scale.high))
        steps = [
            Option(str(value), self.texts(self._step(scale, value, numbered=not worded and not inner)))
            for value in scale.values
        ]
        ends = None if worded or inner else (scale.label(scale.low), scale.label(scale.high))
        return Scale(
            options=(*steps, *(Option(one.code, self.texts(one.label), declined=True) for one in declined)),
            ends=(self.texts(ends[0]), self.texts(ends[1])) if ends and any(ends) else None,
            numbered=not worded and not inner,
        )

    @staticmethod
    def _step(scale: AnswerScale, value: int, *, numbered: bool) -> Translated:
        label = NO_TEXT if numbered else scale.label(value)
        if scale.fully_labelled or not label:
            return label or Translated(str(value))
        others = {tag: f"{value} {label.read(tag)}" for tag in label.languages}
        return Translated.of(f"{value} {label.text}", others)

    def logic(self) -> str:
        own = self.voices.all[0]
        told: Json = {
            "own": own.code,
            "directions": {voice.code: voice.direction for voice in self.voices.all},
            "pages": [
                {"when": when(page.shown_if), "questions": [self.rules(one) for one in page.questions]}
                for page in self.questionnaire.pages
            ],
            "pageOf": {
                voice.code: voice.say("page-of", n="{n}", total="{total}") for voice in self.voices.all
            },
            "texts": self.texts.translations,
        }
        return in_script(told)

    def rules(self, question: Question) -> Json:
        kind, _ = self.answer(question.answer)
        rules: dict[str, Json] = {
            "at": self.place[question.name],
            "name": question.name,
            "kind": kind,
            "required": question.required,
            "when": when(question.shown_if),
        }
        match question.answer:
            case Battery(items=items):
                rules["rows"] = [item.name for item in items]
            case Multiple(choices, least=least, most=most):
                rules |= {"least": least, "most": most}
                rules["alone"] = [choice.code for choice in choices if choice.exclusive]
            case Ranking(choices, most=most):
                rules |= {"most": most or len(choices)}
            case Number(low, high, whole):
                rules |= {"low": low, "high": high, "whole": whole}
            case FreeText(most=most):
                rules |= {"most": most}
            case Day(earliest, latest):
                rules |= {"low": earliest, "high": latest}
        rules["codes"] = [choice.code for choice in choices_of(question.answer)]
        return rules


def when(condition: Condition | None) -> Json:
    """Return a condition as the script reads it: what it is first, then its parts.

    Examples
    --------
    >>> when(All((Answered("age"), Not(Chosen("devices", "watch")))))
    ['all', ['answered', 'age'], ['not', ['chosen', 'devices', 'watch']]]
    """
    match condition:
        case None:
            return None
        case All(parts):
            return ["all", *map(when, parts)]
        case Any(parts):
            return ["any", *map(when, parts)]
        case Not(part):
            return ["not", when(part)]
        case Answered(name):
            return ["answered", name]
        case Chosen(name, code):
            return ["chosen", name, code]
        case Compared(name, operator, value):
            return [operator.value, name, value]


def in_script(told: Json) -> str:
    r"""Return JSON that may stand inside a script of a page, whatever its texts say.

    Examples
    --------
    >>> in_script({"a": "</script>"})
    '{"a":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(told, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
