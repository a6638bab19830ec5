"""From a questionnaire to a Triple-S 2.0 description, and the first line of its answers."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from psychograph.instruments.translated import Translated
from psychograph.questionnaire.formats.foreign.measured import measured_losses
from psychograph.questionnaire.formats.foreign.names import Names
from psychograph.questionnaire.formats.foreign.steps import steps_of
from psychograph.questionnaire.formats.format import Written
from psychograph.questionnaire.formats.triple_s.texts import element, tidy
from psychograph.questionnaire.formats.triple_s.variables import (
    FIRST_DAY,
    LAST_DAY,
    LONG,
    SHORT,
    WIDEST,
    YES_NO,
    is_long,
    numeric,
    places,
    text_name,
)
from psychograph.questionnaire.losses import WHOLE, Aspect, Loss
from psychograph.questionnaire.model import (
    Answer,
    Battery,
    Choice,
    Consent,
    Day,
    FreeText,
    Item,
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
from psychograph.responses.readers.triple_s import means_no_answer

ABSENT = "Triple-S describes answers and has no place for it"
IN_CODEBOOK = "codebook.json, written beside, has it"


def write(questionnaire: Questionnaire) -> Written:
    """Return a questionnaire as Triple-S 2.0: a description, and a CSV of the names of its columns."""
    making = _Making(questionnaire)
    making.all()
    tags = " ".join((questionnaire.language, *questionnaire.languages))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<sss version="2.0" languages="{html.escape(tags)}">',
        "  <origin>Psychograph</origin>",
        "  <survey>",
        element("title", questionnaire.title, "    "),
        '    <record ident="A" format="csv" skip="1">',
        *making.lines,
        "    </record>",
        "  </survey>",
        "</sss>",
    ]
    files = {
        ".sss": ("\n".join(lines) + "\n").encode(),
        ".csv": (",".join(making.columns) + "\r\n").encode(),
    }
    return Written(files, tuple(dict.fromkeys(making.losses)))


@dataclass
class _Making:
    """The description as far as it is written, and what it does not say."""

    questionnaire: Questionnaire
    lines: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    names: Names = field(default_factory=Names)

    def lose(self, where: str, aspect: Aspect, what: str, instead: str = ABSENT) -> None:
        self.losses.append(Loss(where, aspect, what, instead))

    def all(self) -> None:
        for question in self.questionnaire.questions:
            for name in _names(question):
                self.names.take(name)
        self._whole()
        page = Names()
        for question in self.questionnaire.questions:
            for name in _names(question):
                page.take(name)
        asked = [one for one in self.questionnaire.pages if any(map(_names, one.questions))]
        self._pages(asked, page.take("page_1"))
        serial = Translated("Respondent")
        self.variable(
            self.names.take("respondent"), "character", serial, [f"<size>{SHORT}</size>"], ' use="serial"'
        )
        for question in self.questionnaire.questions:
            self._question(question)
        self.losses += measured_losses(self.questionnaire)

    def _whole(self) -> None:
        whole = self.questionnaire
        self.told(WHOLE, whole.title)
        for what, text in (("first", whole.intro), ("last", whole.thanks)):
            if text:
                self.lose(WHOLE, Aspect.TEXT, f"what is said {what}")
                self.untranslated(WHOLE, [text])
        if any(one.required or isinstance(one.answer, Consent) for one in whole.questions):
            self.lose(WHOLE, Aspect.REQUIRED, "which questions must be answered")

    def _pages(self, asked: list[Page], name: str) -> None:
        if len(asked) != 1 or len(self.questionnaire.pages) != 1:
            self.lose(WHOLE, Aspect.PAGES, "how questions are spread over pages", "they follow one another")
        if len(asked) == 1 and asked[0].name != name:
            self.lose(
                asked[0].name, Aspect.NAME, "the name of its page", f"it is called '{name}' when read again"
            )
        for page in self.questionnaire.pages:
            for what, text in (("its title", page.title), ("what is said above its questions", page.intro)):
                if text:
                    self.lose(page.name, Aspect.TEXT, what)
                    self.untranslated(page.name, [text])
            if page not in asked:
                continue
            if page.shown_if:
                self.lose(page.name, Aspect.SKIP, f"when it is shown ({page.shown_if})")
            if page.shuffled:
                self.lose(page.name, Aspect.ORDER, "the order of chance of its questions")

    def _question(self, question: Question) -> None:
        where, answer = question.name, question.answer
        if isinstance(answer, Notice):
            self.lose(where, Aspect.CONTENT, "a text that wants no answer")
            return
        if question.help:
            self.lose(where, Aspect.HELP, "what is said below it")
            self.untranslated(where, [question.help])
        if question.shown_if:
            self.lose(where, Aspect.SKIP, f"when it is shown ({question.shown_if})")
        if isinstance(answer, (Battery, Single, Multiple, Ranking)) and answer.shuffled:
            self.lose(where, Aspect.ORDER, "the order of chance of its " + _parts(answer))
        if isinstance(answer, Battery):
            self._battery(question, answer)
            return
        self.told(where, question.text)
        kind, values, attributes = self._described(where, answer)
        self.variable(where, kind, question.text, values, attributes)
        self._texts_beside(question)

    def _battery(self, question: Question, answer: Battery) -> None:
        where = question.name
        self.lose(where, Aspect.TYPE, "that its statements stand together", "each is a question by itself")
        self.lose(where, Aspect.TEXT, "its text above the statements", "it stands before each of them")
        texts = [question.text, *(item.text for item in answer.items)]
        if any(map(_translated, texts)):
            self.lose(
                where, Aspect.TRANSLATION, "its text above the statements in other languages", "as above"
            )
        kind, values, attributes = self._described(where, answer)
        for item in answer.items:
            self.variable(item.name, kind, _joined(question.text, item), values, attributes)

    def _texts_beside(self, question: Question) -> None:
        """Describe the texts that choices ask for: each a variable by itself."""
        if not isinstance(question.answer, (Single, Multiple)):
            return
        choices = self.coded(question.name, question.answer)
        for choice in choices:
            name = text_name(question.name, choice.code)
            if choice.specify and name not in self.names:
                label = Translated(f"{question.text}\n{choice.label}")
                self.variable(self.names.take(name), "character", label, [f"<size>{SHORT}</size>"])

    # Answers

    def _described(self, where: str, answer: Answer) -> tuple[str, list[str], str]:
        """Return the type, the values and the further attributes of a variable."""
        match answer:
            case Rating() | Battery():
                return self._rated(where, answer)
            case Single():
                if answer.choices == YES_NO:
                    return "logical", [], ""
                choices = self.coded(where, answer)
                literal = "" if numeric(one.code for one in choices) else ' format="literal"'
                return "single", self.values(where, choices), literal
            case Multiple() | Ranking():
                return self._several(where, answer)
            case Number():
                return "quantity", self._numbers(where, answer), ""
            case FreeText() | Postcode():
                return "character", [f"<size>{self._letters(where, answer)}</size>"], ""
            case Day(earliest, latest):
                ends = [day.replace("-", "") for day in (earliest, latest)]
                low, high = ends[0] or FIRST_DAY, ends[1] or LAST_DAY
                return "date", ["<values>", f'  <range from="{low}" to="{high}"/>', "</values>"], ""
            case Consent(version, label):
                self.lose(
                    where, Aspect.TYPE, "that without agreement the questionnaire ends", "it is yes or no"
                )
                self.lose(
                    where, Aspect.TEXT, f"the words beside the box ({label})", "the answers are yes and no"
                )
                self.lose(where, Aspect.KEY, f"which version was agreed to ({version})", IN_CODEBOOK)
                return "logical", [], ""
        raise AssertionError(answer)  # notices and batteries are written elsewhere

    def _rated(self, where: str, answer: Rating | Battery) -> tuple[str, list[str], str]:
        scale = answer.scale
        for _, label in scale.labels:
            self.told(where, label)
        for choice in answer.declined:
            self.lose(where, Aspect.CHOICE, f"that '{choice.code}' means no answer", IN_CODEBOOK)
        if scale.low >= 0 and numeric(choice.code for choice in answer.declined):
            labelled = [Choice(str(value), label) for value, label in scale.labels if label]
            values = self.values(where, (*labelled, *answer.declined))
            return "single", [values[0], f'  <range from="{scale.low}" to="{scale.high}"/>', *values[1:]], ""
        self.lose(
            where, Aspect.TYPE, "that its answers are steps of a scale", "they are answers without order"
        )
        steps = steps_of(scale)
        if not all(means_no_answer(one.label.text) for one in (*steps, *answer.declined)):
            for step in steps:
                if means_no_answer(step.label.text):
                    what = f"that '{step.code}' is a step of the scale"
                    self.lose(where, Aspect.CHOICE, what, "by its words it means no answer")
        return "single", self.values(where, (*steps, *answer.declined)), ' format="literal"'

    def _several(self, where: str, answer: Multiple | Ranking) -> tuple[str, list[str], str]:
        """Describe several answers: one place each, or as many codes as may be given."""
        choices = self.coded(where, answer)
        most, values = answer.most or len(choices), self.values(where, choices)
        if isinstance(answer, Ranking):
            self.lose(
                where, Aspect.TYPE, "that answers are put in order", "they are listed in the order given"
            )
        elif answer.least:
            self.lose(where, Aspect.LIMITS, f"that at least {answer.least} must be chosen")
        if isinstance(answer, Ranking) or most < len(choices):
            width = max(len(choice.code) for choice in choices)
            values = [f'<spread subfields="{most}" width="{width}"/>', *values]
        return "multiple", values, ""

    def coded(self, where: str, answer: Single | Multiple | Ranking) -> tuple[Choice, ...]:
        """Return choices with codes that Triple-S can hold, and tell what it does not say of them."""
        codes = [choice.code for choice in answer.choices]
        fit = all(code == tidy(code) and code.strip() == code for code in codes)
        if not isinstance(answer, Single):
            fit = places(codes)
        if not fit:
            self.lose(
                where, Aspect.CODES, "the codes of its answers", f"they are 1 to {len(codes)} in their order"
            )
        for choice in answer.choices:
            for flag, what, instead in (
                (choice.declined, "means no answer", IN_CODEBOOK),
                (choice.exclusive, "rules the others out", ABSENT),
                (choice.specify, "asks for a text", "the text is a variable by itself"),
            ):
                if flag:
                    self.lose(where, Aspect.CHOICE, f"that '{choice.code}' {what}", instead)
        if fit:
            return answer.choices
        return tuple(
            Choice(str(place), one.label, specify=one.specify) for place, one in enumerate(answer.choices, 1)
        )

    def values(self, where: str, choices: Iterable[Choice]) -> list[str]:
        lines = ["<values>"]
        for choice in choices:
            self.told(where, choice.label)
            lines.append(element("value", choice.label, "  ", f' code="{html.escape(choice.code)}"'))
        return [*lines, "</values>"]

    def _numbers(self, where: str, answer: Number) -> list[str]:
        if answer.unit:
            self.lose(where, Aspect.TEXT, f"its unit ({answer.unit})", "say it in the question")
            self.untranslated(where, [answer.unit])
        low, high = (
            self._bound(where, answer, answer.low, -WIDEST),
            self._bound(where, answer, answer.high, WIDEST),
        )
        return ["<values>", f'  <range from="{low}" to="{high}"/>', "</values>"]

    def _bound(self, where: str, answer: Number, bound: float | None, widest: int) -> str:
        written = widest if bound is None or abs(bound) >= WIDEST else bound
        text = f"{math.floor(written)}" if answer.whole else f"{written:.6f}"
        if bound is not None and float(text) != bound:
            self.lose(where, Aspect.LIMITS, f"its bound of {bound:.15g}", f"it is {text}")
        elif bound is not None and written == widest:
            self.lose(where, Aspect.LIMITS, f"its bound of {bound:.15g}", "it stands for none")
        return text

    def _letters(self, where: str, answer: FreeText | Postcode) -> int:
        if isinstance(answer, Postcode):
            self.lose(where, Aspect.TYPE, "that it is a postcode", "it is a text")
            if answer.country:
                self.lose(where, Aspect.LIMITS, f"how postcodes of {answer.country} are written")
            return SHORT
        letters = answer.most or (LONG if answer.long else SHORT)
        if answer.most in {SHORT, LONG}:
            self.lose(where, Aspect.LIMITS, f"its length of {answer.most}", "it stands for none")
        if is_long(letters) != answer.long:
            self.lose(where, Aspect.TYPE, "whether it is a line or several", f"it holds {letters} letters")
        return letters

    # Texts and lines

    def told(self, where: str, text: Translated) -> None:
        """Tell where the spaces of a text change."""
        if tidy(text.text) != text.text:
            self.lose(where, Aspect.TEXT, "tabs and several spaces in its text", "one space stands instead")
        if any(
            tidy(said) in {text.text, tidy(text.text)} or tidy(said) != said for said in _translated(text)
        ):
            self.lose(
                where,
                Aspect.TRANSLATION,
                "tabs and several spaces in a translation",
                "one space stands instead",
            )

    def untranslated(self, where: str, texts: Iterable[Translated]) -> None:
        """Tell that texts which are lost had translations too."""
        if any(map(_translated, texts)):
            self.lose(where, Aspect.TRANSLATION, "the same in other languages")

    def variable(
        self, name: str, kind: str, label: Translated, values: Iterable[str], attributes: str = ""
    ) -> None:
        self.columns.append(name)
        place, indent = len(self.columns), " " * 6
        self.lines += [
            f'{indent}<variable ident="{place}" type="{kind}"{attributes}>',
            f"{indent}  <name>{name}</name>",
            element("label", label, indent + "  "),
            f'{indent}  <position start="{place}"/>',
            *(f"{indent}  {line}" for line in values),
            f"{indent}</variable>",
        ]


def _names(question: Question) -> list[str]:
    """Return the names of the variables of a question."""
    match question.answer:
        case Battery(items=items):
            return [item.name for item in items]
        case Notice():
            return []
        case _:
            return [question.name]


def _translated(text: Translated) -> list[str]:
    """Return the translations of a text that are not the text itself."""
    return [said for _, said in text.others if said != text.text]


def _joined(stem: Translated, item: Item) -> Translated:
    """Return a statement below the text of its battery, in every language of either."""
    tags = sorted({*stem.languages, *item.text.languages})
    others = {tag: f"{stem.read(tag)}\n{item.text.read(tag)}" for tag in tags}
    return Translated.of(f"{stem}\n{item.text}", others)


def _parts(answer: Answer) -> str:
    return "statements" if isinstance(answer, Battery) else "answers"
