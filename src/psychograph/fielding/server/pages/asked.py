"""A question as it stands on the screen: its fields, what they hold, and what is wrong with them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from psychograph.fielding.server.pages.speech import Speech
from psychograph.fielding.server.pages.wrongs import Wrongs
from psychograph.fielding.walk.forms import day_field, rank_field
from psychograph.fielding.walk.orders import choices_in_order, items_in_order
from psychograph.instruments.answer_scale import AnswerScale
from psychograph.questionnaire.answers.codebook import text_column
from psychograph.questionnaire.answers.codes import AGREED, NOT_AGREED
from psychograph.questionnaire.model import (
    Battery,
    Choice,
    Consent,
    Day,
    FreeText,
    Multiple,
    Number,
    Postcode,
    Question,
    Ranking,
    Rating,
    Single,
)
from psychograph.reports.questionnaire.hints import hints

Fields = Mapping[str, Sequence[str]]  # values by name of the field

NOTHING = Markup()
ABREAST = 7  # numbers that a phone can show side by side, each as wide as a thumb
MANY = 6  # statements, from which on it is said how many there are
WORDED = 5  # worded steps that a wide window can show side by side
LETTERS_ABREAST = 70  # of the longest word of the steps, times their number, in a wide window
LONG = 160  # characters of a question; more fill a phone when they are as large as a heading
FEW_DIGITS = 7
# Countries whose postcodes hold digits alone, for the keyboard of a phone.
DIGITS_ONLY = frozenset("AT AU BE CH CN CZ DE DK ES FI FR HU IN IT MX NO PL RU SE TR US".split())


@dataclass(frozen=True)
class Option:
    """An answer that can be chosen.

    Parameters
    ----------
    at : str
        Its id on the page.
    value : str
        Its code.
    label : Markup
        What is read; `heard` is said after it by what reads pages aloud.
    namely, namely_typed : str
        Name of the field for the text that it asks for, and what is typed there; no name for none.
    """

    at: str
    value: str
    label: Markup
    chosen: bool
    heard: Markup = NOTHING
    note: str = ""
    namely: str = ""
    namely_typed: str = ""
    wrong: str = ""  # with that text
    declined: bool = False
    alone: bool = False


@dataclass(frozen=True)
class Group:
    """Radio buttons or boxes that belong together: a fieldset.

    Parameters
    ----------
    name : str
        Of its fields, and with a hyphen the beginning of every id in it.
    kind : str
        ``"list"``, ``"words"`` (steps of a scale with words), ``"numbers"`` (steps with numbers).
    across : int
        Numbers side by side on a phone.
    ends : tuple of Markup
        What stands at the ends of numbers; empty for none.
    heard : str
        What the ends mean, in one sentence.
    count : str
        Which it is among many; empty for none.
    """

    name: str
    text: Markup
    kind: str
    options: tuple[Option, ...]
    several: bool = False
    required: bool = False
    across: int = 0
    ends: tuple[Markup, ...] = ()
    heard: str = ""
    wrong: str = ""
    count: str = ""

    @property
    def steps(self) -> tuple[Option, ...]:
        """Options of the scale itself."""
        return tuple(option for option in self.options if not option.declined)

    @property
    def beside(self) -> tuple[Option, ...]:
        """Options beside the scale."""
        return tuple(option for option in self.options if option.declined)

    @property
    def stacked(self) -> bool:
        """Whether words are too long to stand side by side, so that steps stay one below the other."""
        words = [word for option in self.steps for word in option.label.striptags().split()]
        return max(map(len, words), default=0) * len(self.steps) > LETTERS_ABREAST

    @property
    def split(self) -> bool:
        """Whether a phone shows the steps in more than one row, so that the ends stand above them."""
        return len(self.steps) > self.across


@dataclass(frozen=True)
class DayPart:
    """A field for the day, the month or the year of a day."""

    part: str
    name: str
    value: str


@dataclass(frozen=True)
class Typed:
    """A field to type in, or the `parts` of a day.

    Parameters
    ----------
    kind : str
        ``"number"``, ``"line"``, ``"long"``, ``"day"`` or ``"postcode"``.
    mode : str
        Keyboard of a phone (``inputmode``); empty for the usual one.
    most : int
        Characters at most; 0 for no bound.
    wide : bool
        Whether a number may have many digits.
    """

    name: str
    kind: str
    value: str
    unit: Markup = NOTHING
    mode: str = ""
    most: int = 0
    wide: bool = False
    parts: tuple[DayPart, ...] = ()


@dataclass(frozen=True)
class Placed:
    """A choice of a ranking, by its id and the name of its field; `place` is 0 where it has none."""

    at: str
    name: str
    label: Markup
    place: int


@dataclass(frozen=True)
class Asked:
    """A question on the screen: `groups`, or `typed`, or `ranked`.

    `how` says how choices are put in order with fields of places, `tap` how with a script.
    """

    name: str
    text: Markup
    help: Markup
    hints: tuple[str, ...]
    required: bool
    kind: str
    groups: tuple[Group, ...] = ()
    typed: Typed | None = None
    ranked: tuple[Placed, ...] = ()
    places: int = 0
    how: str = ""
    tap: str = ""
    wrong: str = ""

    @property
    def long(self) -> bool:
        """Whether it is more than a line or three, so that it is set as text and not as a heading."""
        return len(self.text.striptags()) > LONG


def asked(question: Question, seed: int, speech: Speech, fields: Fields, wrongs: Wrongs) -> Asked:
    """Return a question as it stands on the screen.

    Parameters
    ----------
    question : Question
        What is asked; no notice.
    seed : int
        Of the case: decides orders of chance.
    speech : Speech
        The language.
    fields : mapping of str to sequence of str
        What the fields hold.
    wrongs : Wrongs
        What is wrong with it.
    """
    return _Asking(question, seed, speech, fields, wrongs).asked()


@dataclass(frozen=True)
class _Asking:
    question: Question
    seed: int
    speech: Speech
    fields: Fields
    wrongs: Wrongs

    def asked(self) -> Asked:
        question, answer = self.question, self.question.answer
        said = tuple(hints(answer, self.speech.voice, paper=False))
        base = Asked(
            name=question.name,
            text=self.text,
            help=self.speech.read(question.help),
            hints=said,
            required=question.required,
            kind="choices",
            wrong=self.wrongs.of(question.name),
        )
        match answer:
            case Battery():
                return replace(base, kind="battery", groups=tuple(self.statements(answer)))
            case Rating(scale, declined):
                group = self.scale(question.name, self.text, scale, declined, required=question.required)
                return replace(base, groups=(group,))
            case Consent():
                return replace(base, kind="consent", required=True, groups=(self.consent(answer),))
            case Single() | Multiple():
                return replace(base, groups=(self.listed(several=isinstance(answer, Multiple)),))
            case Ranking(choices, most=most):
                places = min(most or len(choices), len(choices))
                whole = places == len(choices)
                say = self.speech.say
                tap = say("rank-by-tap") if whole else say("rank-by-tap-most", n=str(places))
                ranked = tuple(self.ranked())
                how = " ".join(said)
                return replace(base, kind="ranking", hints=(), ranked=ranked, places=places, how=how, tap=tap)
            case _:
                return replace(base, kind="typed", typed=self.typed())

    @property
    def text(self) -> Markup:
        return self.speech.read(self.question.text)

    def held(self, name: str) -> Sequence[str]:
        return self.fields.get(name, ())

    def first(self, name: str) -> str:
        return next(iter(self.held(name)), "")

    # --- Choices

    def listed(self, *, several: bool) -> Group:
        name = self.question.name
        options = tuple(
            self.option(at, choice, several=several)
            for at, choice in enumerate(choices_in_order(self.question, self.seed), start=1)
        )
        return Group(
            name=name,
            text=self.text,
            kind="list",
            options=options,
            several=several,
            required=self.question.required,
            wrong=self.wrongs.of(name),
        )

    def option(self, at: int, choice: Choice, *, several: bool) -> Option:
        name = self.question.name
        namely = text_column(name, choice.code) if choice.specify else ""
        return Option(
            at=f"{name}-{at}",
            value=choice.code,
            label=self.speech.read(choice.label) or escape(choice.code),
            chosen=choice.code in self.held(name),
            note=self.speech.say("hint-exclusive") if choice.exclusive and several else "",
            namely=namely,
            namely_typed=self.first(namely) if namely else "",
            wrong=self.wrongs.of(namely) if namely else "",
            declined=choice.declined,
            alone=choice.exclusive and several,
        )

    def consent(self, answer: Consent) -> Group:
        name = self.question.name
        held = self.first(name)
        yes = Option(f"{name}-1", AGREED, self.speech.read(answer.label), held == AGREED)
        no = Option(f"{name}-2", NOT_AGREED, escape(self.speech.say("consent-no")), held == NOT_AGREED)
        wrong = self.wrongs.of(name)
        return Group(name, self.text, "list", (yes, no), required=True, wrong=wrong)

    # --- Scales

    def statements(self, answer: Battery) -> Iterator[Group]:
        items = items_in_order(self.question, self.seed)
        for at, item in enumerate(items, start=1):
            text = self.speech.read(item.text)
            group = self.scale(
                item.name, text, answer.scale, answer.declined, required=self.question.required
            )
            many = len(items) >= MANY
            said = self.speech.say("statement-of", n=str(at), total=str(len(items))) if many else ""
            yield replace(group, count=said)

    def scale(
        self,
        name: str,
        text: Markup,
        scale: AnswerScale,
        declined: tuple[Choice, ...],
        *,
        required: bool,
    ) -> Group:
        inner = any(label for value, label in scale.labels if value not in (scale.low, scale.high))
        numbered = not inner and not scale.fully_labelled
        held = self.first(name)
        steps = [
            self.step(name, at, scale, value, held, numbered=numbered)
            for at, value in enumerate(scale.values, start=1)
        ]
        beside = [
            Option(f"{name}-{at}", one.code, self.speech.read(one.label), held == one.code, declined=True)
            for at, one in enumerate(declined, start=len(steps) + 1)
        ]
        ends = (scale.label(scale.low), scale.label(scale.high)) if numbered else ()
        named = any(ends)
        heard = ""
        if named:
            first, last = (
                self.speech.plain(end) or str(value)
                for end, value in zip(ends, (scale.low, scale.high), strict=True)
            )
            heard = self.speech.say("ends", low=str(scale.low), high=str(scale.high), first=first, last=last)
        return Group(
            name=name,
            text=text,
            kind="numbers" if numbered else "words" if scale.points <= WORDED else "list",
            options=(*steps, *beside),
            required=required,
            across=scale.points if scale.points <= ABREAST else min(math.ceil(scale.points / 2), 6),
            ends=tuple(map(self.speech.read, ends)) if named else (),
            heard=heard,
            wrong=self.wrongs.of(name),
        )

    def step(
        self, name: str, at: int, scale: AnswerScale, value: int, held: str, *, numbered: bool
    ) -> Option:
        label = self.speech.read(scale.label(value))
        chosen = held == str(value)
        if numbered:
            return Option(f"{name}-{at}", str(value), escape(value), chosen, heard=label)
        if label and not scale.fully_labelled:
            label = Markup("{} {}").format(value, label)
        return Option(f"{name}-{at}", str(value), label or escape(value), chosen)

    # --- Typed

    def typed(self) -> Typed:
        name, answer = self.question.name, self.question.answer
        value = self.first(name)
        match answer:
            case Number(low, high, whole, unit):
                signed = low is None or low < 0  # keyboards of digits have no minus
                mode = "" if signed else "numeric" if whole else "decimal"
                wide = low is None or high is None or max(len(str(low)), len(str(high))) > FEW_DIGITS
                return Typed(name, "number", value, unit=self.speech.read(unit), mode=mode, wide=wide)
            case Day():
                parts = tuple(
                    DayPart(part, day_field(name, part), self.first(day_field(name, part)))
                    for part in ("day", "month", "year")
                )
                return Typed(name, "day", value, parts=parts)
            case Postcode(country):
                mode = "numeric" if country.upper() in DIGITS_ONLY else ""
                return Typed(name, "postcode", value, mode=mode)
            case FreeText(long, most):
                return Typed(name, "long" if long else "line", value, most=most or 0)
            case _:
                raise TypeError(answer)

    def ranked(self) -> Iterator[Placed]:
        name = self.question.name
        for at, choice in enumerate(choices_in_order(self.question, self.seed), start=1):
            field = rank_field(name, choice.code)
            held = self.first(field)
            place = int(held) if held.isascii() and held.isdigit() and len(held) < 4 else 0
            yield Placed(f"{name}-{at}", field, self.speech.read(choice.label), place)
