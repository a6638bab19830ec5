"""Text files that Qualtrics imports (advanced format): the questions, and nothing of the logic.

Tags are those that Qualtrics' help names (`[[Question:MC:SingleAnswer:Vertical]]`, `[[AdvancedChoices]]`,
...), as published examples use them; no Qualtrics loaded what we write. Texts there are HTML, one on a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from psychograph.instruments.translated import NO_TEXT
from psychograph.questionnaire.conditions import Condition
from psychograph.questionnaire.formats.foreign.measured import measured_losses
from psychograph.questionnaire.formats.format import Format, Written
from psychograph.questionnaire.formats.qualtrics.choices import MANY, new_codes, shown_choices
from psychograph.questionnaire.formats.qualtrics.texts import VERSION, below, html
from psychograph.questionnaire.losses import WHOLE, Aspect, Loss
from psychograph.questionnaire.model import (
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
from psychograph.quoting import listed, shortened

SUFFIX = ".qualtrics.txt"
AFTERWARDS = "set it by hand after the import, or export to QSF"
ADVANCED = "[[AdvancedFormat]]"


def write(questionnaire: Questionnaire) -> Written:
    """Return the text of a survey, and what it does not say."""
    writing = _Writing(questionnaire)
    content = "\n".join(writing.lines()) + "\n"
    return Written({SUFFIX: content.encode()}, tuple(writing.losses))


@dataclass
class _Writing:
    """One questionnaire on its way, and the losses so far."""

    questionnaire: Questionnaire
    losses: list[Loss] = field(default_factory=list)

    def lose(self, where: str, aspect: Aspect, what: str, instead: str = AFTERWARDS) -> None:
        self.losses.append(Loss(where, aspect, what, instead))

    def lines(self) -> Iterator[str]:
        asked = self.questionnaire
        yield ADVANCED
        for question in asked.questions:
            if isinstance(question.answer, Consent):
                version = _line(question.answer.version).replace("]", "").replace(":", "-")
                if version != question.answer.version:
                    self.lose(
                        question.name, Aspect.KEY, "signs in the version of the consent", f"'{version}'"
                    )
                yield f"[[ED:{question.name}{VERSION}:{version}]]"
        if asked.intro:
            yield from ("", "[[Block:Introduction]]", "", "[[Question:DB]]", "[[ID:intro__text]]")
            yield _line(html(asked.intro.text))
        for page in asked.pages:
            yield from self.page(page)
        self.lose_of_whole()

    def lose_of_whole(self) -> None:
        asked = self.questionnaire
        self.lose(WHOLE, Aspect.TEXT, "the title", "name the survey after the import")
        if asked.thanks:
            what = "what is said last, which Qualtrics keeps in a library"
            self.lose(
                WHOLE, Aspect.TEXT, what, "set it under 'Survey options', 'Responses', 'Survey completion'"
            )
        if asked.languages:
            self.lose(
                WHOLE, Aspect.TRANSLATION, f"translations into {', '.join(asked.languages)}", AFTERWARDS
            )
        if asked.language != "en":
            self.lose(
                WHOLE, Aspect.TRANSLATION, f"that its texts are in '{asked.language}'", "choose it there"
            )
        self.losses.extend(measured_losses(asked))

    def page(self, page: Page) -> Iterator[str]:
        """Yield the lines of a page, which is a block."""
        yield from ("", f"[[Block:{page.name}]]")
        if page.title or page.intro:
            head = f"<h2>{html(page.title.text)}</h2>" if page.title else ""
            yield from ("", "[[Question:DB]]", f"[[ID:{page.name}__page]]")
            yield _line(head + html(page.intro.text))
        self.lose_skip(page.name, page.shown_if)
        if page.shuffled:
            self.lose(page.name, Aspect.ORDER, "the order of chance of its questions")
        for question in page.questions:
            yield from self.question(question)

    def lose_skip(self, where: str, condition: Condition | None) -> None:
        if condition is not None:
            self.lose(where, Aspect.SKIP, f"when it is shown ({condition})", f"always; {AFTERWARDS}")

    def question(self, question: Question) -> Iterator[str]:
        answer = question.answer
        self.lose_skip(question.name, question.shown_if)
        if isinstance(answer, Consent):
            what = "that the questionnaire ends without consent, and that it must be given"
            self.lose(question.name, Aspect.REQUIRED, what)
        elif question.required:
            self.lose(question.name, Aspect.REQUIRED, "that it must be answered")
        unit = answer.unit if isinstance(answer, Number) else NO_TEXT
        yield from ("", f"[[Question:{self.kind(question)}]]", f"[[ID:{question.name}]]")
        yield _line(below(question.text, question.help, unit, None))
        if isinstance(answer, Battery):
            yield "[[Choices]]"
            yield from (_line(html(item.text.text)) for item in answer.items)
            names = listed(item.name for item in answer.items)
            what = f"the names of its statements ({names})"
            self.lose(question.name, Aspect.NAME, what, f"{question.name}_1 and so on, in their order")
        choices = shown_choices(question)
        if choices:
            self.lose_of_choices(question, choices)
            word = "Answer" if isinstance(answer, Battery) else "Choice"
            yield f"[[Advanced{word}s]]"
            for choice, code in zip(choices, new_codes(choices), strict=True):
                yield f"[[{word}:{code}]]"
                yield _line(html(choice.label.text) or code)

    def kind(self, question: Question) -> str:
        """Return the kind of a question, and tell what that kind does not hold."""
        where = question.name
        match question.answer:
            case Battery():
                return "Matrix:SingleAnswer"
            case Multiple(choices, _, least, most):
                if least or (most and most < len(choices)):
                    self.lose(where, Aspect.LIMITS, f"how many are chosen ({least or 0} to {most or 'any'})")
                return "MC:MultipleAnswer:Vertical"
            case Ranking(choices, _, most):
                if most is not None and most < len(choices):
                    self.lose(where, Aspect.LIMITS, f"that only the first {most} count")
                return "RO"
            case Notice():
                return "DB"
            case Single(choices) if len(choices) >= MANY:
                return "MC:Dropdown"
            case Single() | Consent():
                return "MC:SingleAnswer:Vertical"
            case Rating():
                return "MC:SingleAnswer:Horizontal"
        return self.typed(question)

    def typed(self, question: Question) -> str:
        """Return the kind of a question whose answer is typed, and tell what that kind does not hold."""
        where = question.name
        match question.answer:
            case Number(low, high, whole):
                self.lose(where, Aspect.TYPE, "that it takes a number", f"any text is taken; {AFTERWARDS}")
                if low is not None or high is not None:
                    self.lose(where, Aspect.LIMITS, "the bounds of the number")
                elif not whole:
                    self.lose(where, Aspect.LIMITS, "that the number may have decimals")
                return "TE:SingleLine"
            case FreeText(long, most):
                if most is not None:
                    self.lose(where, Aspect.LIMITS, f"that it takes at most {most} characters")
                return "TE:Essay" if long else "TE:SingleLine"
            case Day(earliest, latest):
                self.lose(where, Aspect.TYPE, "that it takes a day", f"any text is taken; {AFTERWARDS}")
                if earliest or latest:
                    self.lose(where, Aspect.LIMITS, "the bounds of the day")
                return "TE:SingleLine"
            case Postcode(country):
                self.lose(where, Aspect.TYPE, "that it takes a postcode", f"any text is taken; {AFTERWARDS}")
                if country:
                    self.lose(where, Aspect.LIMITS, f"that it is a postcode of {country}")
                return "TE:SingleLine"
        return "TE:SingleLine"

    def lose_of_choices(self, question: Question, choices: Iterable[Choice]) -> None:
        where, answer = question.name, question.answer
        codes = [choice.code for choice in choices]
        if codes != (new := new_codes(choices)):
            said = ", ".join(map(shortened, codes[:8]))
            self.lose(where, Aspect.CODES, f"the codes of its answers ({said})", f"{new[0]} to {new[-1]}")
        if isinstance(answer, (Battery, Single, Multiple, Ranking)) and answer.shuffled:
            self.lose(where, Aspect.ORDER, "the order of chance of its choices or statements")
        for choice in choices:
            told = [
                said
                for flag, said in (
                    (choice.exclusive, "rules the others out"),
                    (choice.specify, "asks for a text"),
                    (choice.declined, "means no answer"),
                )
                if flag
            ]
            if told:
                self.lose(
                    where, Aspect.CHOICE, f"that '{choice.label.text or choice.code}' {' and '.join(told)}"
                )


def _line(text: str) -> str:
    """Return HTML on one line, of which nothing is taken for a tag of the format."""
    return text.replace("\r", "").replace("\n", "<br>").replace("[[", "&#91;&#91;")


FORMAT = Format(
    name="qualtrics-txt",
    title="Qualtrics TXT (advanced format)",
    suffix=SUFFIX,
    write=write,
    next_step="In Qualtrics, open an empty survey, Tools, Import/Export, Import survey, and choose the file. "
    "For logic, required answers and translations export to QSF instead.",
)
