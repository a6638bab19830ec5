"""From a Triple-S description, version 1.1, 1.2 or 2.0, to a questionnaire."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from psychograph.codebook.codebook import Code
from psychograph.errors import Problem, ResponsesError
from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.conditions import Compared, Operator
from psychograph.questionnaire.formats.foreign.bounded import bounded_xml, refuse_many
from psychograph.questionnaire.formats.foreign.names import Names
from psychograph.questionnaire.formats.format import QuestionnaireError, Taken
from psychograph.questionnaire.formats.triple_s.texts import TAG, read_text
from psychograph.questionnaire.formats.triple_s.variables import (
    FIRST_DAY,
    LAST_DAY,
    LONG,
    SHORT,
    WIDEST,
    YES_NO,
    is_long,
    text_name,
)
from psychograph.questionnaire.losses import WHOLE, Aspect, Loss
from psychograph.questionnaire.model import (
    Answer,
    Choice,
    Day,
    FreeText,
    Multiple,
    Number,
    Page,
    Question,
    Questionnaire,
    Rating,
    Single,
)
from psychograph.quoting import listed, quoted, shortened
from psychograph.responses.readers.answer_scales import anchored
from psychograph.responses.readers.triple_s import CASE_WEIGHT, means_no_answer
from psychograph.responses.readers.triple_s_description import (
    EXPECTED,
    MEND,
    TripleSVariable,
    read_description,
)

LARGEST_SCALE = 11  # steps
DAY = re.compile(r"[0-9]{8}")


def recognises(content: bytes) -> bool:
    """Return whether bytes begin as a Triple-S description does."""
    return re.search(rb"<sss[\s>]", content[:4_000].replace(b"\0", b"")) is not None


def read(name: str, content: bytes) -> Taken:
    """Read a Triple-S description as a questionnaire.

    Weights and numbers of respondents are passed over: nobody was asked for them.

    Raises
    ------
    QuestionnaireError
        Where it is no Triple-S description, or a variable of it cannot be understood.
    """
    root = bounded_xml(name, content, expected=EXPECTED, mend=MEND)
    elements = root.findall("survey/record/variable")
    refuse_many(name, len(elements), "variables")
    for place, element in enumerate(elements, 1):
        refuse_many(f"{name}, variable {place}", len(element.findall("values/value")), "answers")
    try:
        description = read_description(name, content)
    except ResponsesError as reason:
        raise QuestionnaireError(*reason.problems) from None
    taking = _Taking(name, root)
    for variable, element in zip(description.variables, elements, strict=True):
        taking.variable(variable, element)
    if not taking.named:
        raise QuestionnaireError(Problem(name, "variables that nobody is asked", "a question", MEND))
    return taking.taken()


@dataclass
class _Taking:
    """The questions taken so far, by the names of their variables, and what was not taken."""

    name: str
    root: Element
    losses: list[Loss] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    named: dict[str, Question] = field(default_factory=dict)
    names: Names = field(default_factory=Names)

    def __post_init__(self) -> None:
        tags = [tag for tag in self.root.get("languages", "").split() if TAG.fullmatch(tag)]
        self.language = tags[0] if tags else "en"
        if not tags:
            self.lose(
                WHOLE,
                Aspect.TRANSLATION,
                "in which language its texts are",
                "taken for English; set 'language'",
            )

    def lose(self, where: str, aspect: Aspect, what: str, instead: str) -> None:
        self.losses.append(Loss(where, aspect, what, instead))

    def taken(self) -> Taken:
        title = self._told(WHOLE, self.root.find("survey/title"))
        if not title:
            title = Translated(shortened((self.root.findtext("survey/name") or self.name).strip()))
            self.lose(WHOLE, Aspect.TEXT, "no title", f"it is called '{title}'")
        page = Page(self.names.take("page_1"), tuple(self.questions))
        return Taken(Questionnaire(title, (page,), self.language), tuple(dict.fromkeys(self.losses)))

    def variable(self, variable: TripleSVariable, element: Element) -> None:
        """Take one variable, where anybody is asked for it."""
        if variable.use == "serial" or self._asked_by_a_choice(variable):
            return
        if variable.use == "weight" or variable.label.casefold() in CASE_WEIGHT:
            self.lose(variable.name, Aspect.CONTENT, "a weight", "no question; it stays in the answers")
            return
        name = self.names.take(variable.name)
        if name != variable.name:
            self.lose(variable.name, Aspect.NAME, "a name that is none here", f"it is called '{name}'")
        text = self._told(name, element.find("label"))
        if not text:
            self.lose(name, Aspect.TEXT, "no label", "its name stands instead")
            text = Translated(variable.name)
        question = Question(name, text, self._answer(name, variable, element))
        question = self._filtered(question, element)
        self.named[variable.name] = question
        self.questions.append(question)

    def _told(self, where: str, element: Element | None) -> Translated:
        said = read_text(element, self.language)
        if said.other:
            self.lose(
                where,
                Aspect.TEXT,
                f"its text for tables ({shortened(said.other)})",
                "that for interviews stands",
            )
        return said.text

    def _asked_by_a_choice(self, variable: TripleSVariable) -> bool:
        """Take a text as that of the choice before it which asks for one, by its name."""
        if variable.type != "character" or not self.questions:
            return False
        last = self.questions[-1]
        if not isinstance(last.answer, (Single, Multiple)):
            return False
        codes = [
            choice.code
            for choice in last.answer.choices
            if text_name(last.name, choice.code) == variable.name
        ]
        if not codes:
            return False
        choices = tuple(
            replace(choice, specify=choice.specify or choice.code == codes[0])
            for choice in last.answer.choices
        )
        self.questions[-1] = replace(last, answer=replace(last.answer, choices=choices))
        return True

    def _filtered(self, question: Question, element: Element) -> Question:
        """Take the filter of a variable: another one, whose yes lets it be asked."""
        wanted = (element.get("filter") or element.findtext("filter") or "").strip()
        if not wanted:
            return question
        other = self.named.get(wanted)
        if other is not None and isinstance(other.answer, Single) and other.answer.choices == YES_NO:
            return replace(question, shown_if=Compared(other.name, Operator.EQUAL, "1"))
        self.lose(
            question.name,
            Aspect.SKIP,
            f"its filter ({shortened(wanted)})",
            "it is always asked; set 'show_if'",
        )
        return question

    # Answers

    def _answer(self, name: str, variable: TripleSVariable, element: Element) -> Answer:
        match variable.type:
            case "single":
                return self._single(name, variable, element)
            case "multiple":
                return self._multiple(name, variable, element)
            case "logical":
                return Single(self._choices(name, element) or YES_NO)
            case "quantity":
                return self._number(name, variable)
            case "date":
                return self._day(name, element)
            case "time":
                self.lose(name, Aspect.TYPE, "that it is a time of day", "it is a text")
                return FreeText()
            case _:
                return self._text(element)

    def _single(self, name: str, variable: TripleSVariable, element: Element) -> Answer:
        choices = self._choices(name, element)
        bounds = variable.range
        if bounds is not None and not variable.decimals:
            low, high = int(bounds.low), int(bounds.high)
            if 1 <= high - low < LARGEST_SCALE:
                return _rating(low, high, choices)
            if not choices:
                self.lose(
                    name, Aspect.TYPE, "that it is one of several codes without labels", "it is a number"
                )
                return Number(low, high)
            self.lose(
                name, Aspect.CODES, f"codes from {low} to {high} without labels", "those with labels stand"
            )
        if not choices:
            self.lose(name, Aspect.TYPE, "one of several answers of which none is told", "it is a text")
            return FreeText()
        choices = self._silent(name, choices)
        return self._scale(name, choices) or Single(choices)

    def _scale(self, name: str, choices: Sequence[Choice]) -> Rating | None:
        """Return a rating where labels are the words of a known scale, in the order of their codes."""
        steps = [choice for choice in choices if not choice.declined]
        codes = [Code(choice.code, choice.label.text) for choice in steps]
        if not 3 <= len(codes) <= LARGEST_SCALE or not anchored(codes):
            return None
        numbers = [int(code.value) for code in codes if re.fullmatch(r"-?(0|[1-9]\d{0,3})", code.value)]
        if len(numbers) != len(codes) or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            return None
        if any(choice.specify for choice in steps):
            return None
        self.lose(
            name,
            Aspect.TYPE,
            "whether its answers are a scale",
            "their labels are those of one: it is a rating",
        )
        return _rating(numbers[0], numbers[-1], choices)

    def _multiple(self, name: str, variable: TripleSVariable, element: Element) -> Answer:
        choices = self._choices(name, element)
        if not choices and variable.codes:  # a range of places without labels
            choices = tuple(Choice(code.value, Translated(code.label)) for code in variable.codes)
            self.lose(name, Aspect.TEXT, "no labels", "codes stand instead")
        if not choices:
            self.lose(name, Aspect.TYPE, "any of several answers of which none is told", "it is a text")
            return FreeText()
        most = variable.subfields if 0 < variable.subfields < len(choices) else None
        return Multiple(self._silent(name, choices), most=most)

    def _choices(self, name: str, element: Element) -> tuple[Choice, ...]:
        choices = []
        for value in element.findall("values/value"):
            code = (value.get("code") or "").strip()
            label = self._told(name, value) or Translated(code)
            choices.append(Choice(code, label))
        return tuple(choices)

    def _silent(self, name: str, choices: Sequence[Choice]) -> tuple[Choice, ...]:
        """Mark choices whose labels say that there is no answer."""
        marked = tuple(replace(one, declined=means_no_answer(one.label.text)) for one in choices)
        told = [one.code for one in marked if one.declined]
        if len(told) == len(choices):
            return tuple(choices)
        if told:
            self.lose(
                name, Aspect.CHOICE, f"whether {listed(told)} means no answer", "taken so, by its words"
            )
        return marked

    def _number(self, name: str, variable: TripleSVariable) -> Number:
        bounds = variable.range
        low, high = (bounds.low, bounds.high) if bounds else (-WIDEST, WIDEST)
        told = [f"{code.value} ({shortened(code.label)})" for code in variable.codes]
        if told:
            self.lose(
                name, Aspect.CODES, f"its labelled numbers: {listed(told)}", "say them below the question"
            )
        for code in variable.codes:
            with suppress(ValueError):
                if not means_no_answer(code.label):
                    low, high = min(low, float(code.value)), max(high, float(code.value))
        return Number(
            low if low > -WIDEST else None, high if high < WIDEST else None, whole=not variable.decimals
        )

    def _day(self, name: str, element: Element) -> Day:
        found = element.find("values/range")
        found = element.find("range") if found is None else found
        ends = []
        for end, none in (("from", FIRST_DAY), ("to", LAST_DAY)):
            told = (found.get(end) or "").strip() if found is not None else none
            day = _iso(told)
            if not day:
                self.lose(name, Aspect.LIMITS, f"the bound {quoted(told)}", "any day is taken")
            ends.append("" if told == none else day)
        return Day(*ends)

    def _text(self, element: Element) -> FreeText:
        size = (element.findtext("size") or "").strip()
        letters = int(size) if re.fullmatch(r"[0-9]{1,6}", size) else SHORT
        return FreeText(long=is_long(letters), most=None if letters in {0, SHORT, LONG} else letters)


def _rating(low: int, high: int, choices: Sequence[Choice]) -> Rating:
    steps = {str(value): value for value in range(low, high + 1)}
    labels = tuple(sorted((steps[one.code], one.label) for one in choices if one.code in steps))
    declined = tuple(replace(one, declined=True) for one in choices if one.code not in steps)
    return Rating(AnswerScale(low, high, labels), declined)


def _iso(day: str) -> str:
    """Return a day as ISO 8601; empty where it is none."""
    if DAY.fullmatch(day):
        with suppress(ValueError):
            return dt.date(int(day[:4]), int(day[4:6]), int(day[6:])).isoformat()
    return ""
