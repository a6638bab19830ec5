"""A questionnaire as the JSON of SurveyJS: `Written`, with all that it does not say.

Names of properties are those of `survey-core` 3.1.1 (its `surveyjs_definition.json`), the version that our
tests load the result with.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import NO_TEXT, Translated
from psychograph.questionnaire.conditions import Condition
from psychograph.questionnaire.formats.foreign.bounded import Json
from psychograph.questionnaire.formats.foreign.html_text import html_of
from psychograph.questionnaire.formats.foreign.measured import measured_losses
from psychograph.questionnaire.formats.format import Written
from psychograph.questionnaire.formats.surveyjs.asking import Element
from psychograph.questionnaire.formats.surveyjs.conditions import Expressions
from psychograph.questionnaire.formats.surveyjs.texts import Texts, braces_guarded, kept_tag
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
    texts_of,
)

SUFFIX = ".surveyjs.json"
MANY = 15  # choices from which a list that drops down is easier to read
VERSION = "_version"  # ends the name under which answers hold the version of a consent
BY_HAND = "set it by hand in the survey"
KEPT = "it is kept in codebook.json, written beside the survey"


def write(questionnaire: Questionnaire) -> Written:
    """Return the JSON of a survey, and what it does not say."""
    writing = _Writing(questionnaire)
    content = json.dumps(writing.survey(), ensure_ascii=False, indent=2) + "\n"
    return Written({SUFFIX: content.encode()}, tuple(writing.losses))


@dataclass
class _Writing:
    """One questionnaire on its way, and the losses so far."""

    questionnaire: Questionnaire
    losses: list[Loss] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.texts = Texts(self.questionnaire.language)
        self.expressions = Expressions(self.questionnaire)

    def survey(self) -> Element:
        asked = self.questionnaire
        made: Element = {"title": self.texts.written(asked.title)}
        if asked.language != "en":
            made["locale"] = asked.language.lower()
        if asked.intro:
            made["description"] = self.texts.written(asked.intro)
        if asked.thanks:
            made["completedHtml"] = self.html(asked.thanks)
        made["pages"] = [self.page(page) for page in asked.pages]
        consents = [question for question in asked.questions if isinstance(question.answer, Consent)]
        if consents:
            made["triggers"] = [
                {"type": "complete", "expression": f"{{{question.name}}} = '0'"} for question in consents
            ]
            made["calculatedValues"] = list(self.versions(consents))
        self.lose_of_whole()
        return made

    def lose(self, where: str, aspect: Aspect, what: str, instead: str) -> None:
        self.losses.append(Loss(where, aspect, what, instead))

    def lose_of_whole(self) -> None:
        asked = self.questionnaire
        self.losses.extend(measured_losses(asked))
        for tag in (asked.language, *asked.languages):
            if not kept_tag(tag):
                self.lose(
                    WHOLE, Aspect.TRANSLATION, f"the spelling of the language '{tag}'", f"'{tag.lower()}'"
                )
        if any(text.has(asked.language) or (text.others and not text.text) for text in texts_of(asked)):
            self.lose(
                WHOLE, Aspect.TRANSLATION, "translations into the language of the texts", "the texts stay"
            )

    def html(self, text: Translated, below: Translated = NO_TEXT) -> Json:
        """Return a text, and one in small letters below it, as HTML that runs nothing."""

        def shown(tag: str | None) -> str:
            small = f"<p><small>{html_of(below.read(tag))}</small></p>" if below else ""
            return braces_guarded(f"<p>{html_of(text.read(tag))}</p>{small}")

        tags = sorted({*text.languages, *below.languages})
        return self.texts.html(Translated.of(shown(None), {tag: shown(tag) for tag in tags}))

    def versions(self, consents: Iterable[Question]) -> Iterator[Json]:
        for question in consents:
            assert isinstance(question.answer, Consent)  # noqa: S101 - filtered above
            version = question.answer.version.replace("'", "").replace("\\", "")
            if version != question.answer.version:
                self.lose(question.name, Aspect.KEY, "signs in the version of the consent", f"'{version}'")
            yield {
                "name": question.name + VERSION,
                "expression": f"'{version}'",
                "includeIntoResult": True,
            }

    def page(self, page: Page) -> Element:
        made: Element = {"name": page.name}
        if page.title:
            made["title"] = self.texts.written(page.title)
        if page.intro:
            made["description"] = self.texts.written(page.intro)
        self.shown_if(made, page.name, page.shown_if)
        if page.shuffled:
            made["questionOrder"] = "random"
        made["elements"] = [self.question(question) for question in page.questions]
        return made

    def shown_if(self, made: Element, where: str, condition: Condition | None) -> None:
        if condition is None:
            return
        said = self.expressions.of(condition)
        if said.text:
            made["visibleIf"] = said.text
        if said.differs:
            what = f"when it is shown ({condition}): {said.differs}"
            self.lose(where, Aspect.SKIP, what, said.text or f"it is always shown; {BY_HAND}")

    def question(self, question: Question) -> Element:
        made: Element = {"type": "", "name": question.name}
        if isinstance(question.answer, Notice):
            made["html"] = self.notice(question)
        else:
            made["title"] = self.texts.written(question.text)
            if question.help:
                made["description"] = self.texts.written(question.help)
        self.shown_if(made, question.name, question.shown_if)
        if question.required and not isinstance(question.answer, Notice):
            made["isRequired"] = True
        self.answer(made, question)
        return made

    def notice(self, question: Question) -> Json:
        if question.required:
            self.lose(question.name, Aspect.REQUIRED, "that a text must be answered", "it is shown only")
        small = question.help
        for tag in {*question.text.languages, *small.languages}:
            same = [text for text in (question.text, small) if text.has(tag) and text.read(tag) == text.text]
            if small and same:
                what = f"that a text in '{tag}' is the same on purpose"
                self.lose(question.name, Aspect.TRANSLATION, what, f"the text stands for '{tag}' too")
        return self.html(question.text, small)

    def answer(self, made: Element, question: Question) -> None:
        """Add what belongs to one kind of answer."""
        where = question.name
        match question.answer:
            case Number() | FreeText() | Day() | Postcode():
                self.typed(made, question)
            case Rating(scale, declined):
                made |= {"type": "rating", "autoGenerate": False, "rateMin": scale.low, "rateMax": scale.high}
                made["rateValues"] = self.steps(where, scale, declined)
            case Battery(scale, items, declined, shuffled):
                made["type"] = "matrix"
                if question.required:
                    made["eachRowRequired"] = True
                if shuffled:
                    made["rowOrder"] = "random"
                columns = self.steps(where, scale, declined, column=True)
                made["columns"] = columns
                made["rows"] = [{"value": item.name, "text": self.texts.written(item.text)} for item in items]
            case Single(choices, shuffled):
                lists = len(choices) >= MANY and not any(choice.specify for choice in choices)
                made["type"] = "dropdown" if lists else "radiogroup"
                made |= self.choices(where, choices, shuffled)
            case Multiple(choices, shuffled, least, most):
                made["type"] = "checkbox"
                made |= self.choices(where, choices, shuffled, exclusive=True)
                made |= _stated(minSelectedChoices=least, maxSelectedChoices=most)
            case Ranking(choices, shuffled, most):
                made["type"] = "ranking"
                made |= self.choices(where, choices, shuffled, specify=False)
                if most is not None:
                    made |= {"selectToRankEnabled": True, "maxSelectedChoices": most}
            case Consent(_, label):
                self.consent(made, question, label)
            case Notice():
                made["type"] = "html"

    def typed(self, made: Element, question: Question) -> None:
        """Add what belongs to an answer that is typed."""
        where = question.name
        match question.answer:
            case Number(low, high, whole, unit):
                made |= {"type": "text", "inputType": "number"}
                made |= _stated(min=_short(low), max=_short(high), step=1 if whole else None)
                if unit:
                    made["placeholder"] = self.texts.written(unit)
            case FreeText(long, most):
                made["type"] = "comment" if long else "text"
                made |= _stated(maxLength=most)
            case Day(earliest, latest):
                made |= {"type": "text", "inputType": "date"}
                made |= _stated(min=earliest or None, max=latest or None)
            case Postcode(country):
                made |= {"type": "text", "autocomplete": "postal-code"}
                if country:
                    what = f"that it is a postcode of {country}"
                    self.lose(where, Aspect.LIMITS, what, "any text is taken; add a validator")

    def consent(self, made: Element, question: Question, label: Translated) -> None:
        made |= {"type": "boolean", "displayMode": "radio", "swapOrder": True, "isRequired": True}
        made |= {"valueTrue": "1", "valueFalse": "0", "labelTrue": self.texts.written(label)}

    def steps(
        self, where: str, scale: AnswerScale, declined: tuple[Choice, ...], *, column: bool = False
    ) -> list[Json]:
        """Return the steps of a scale, and the answers beside it; in a matrix these are marked as such."""
        made: list[Json] = []
        for value in scale.values:
            label = scale.label(value)
            made.append({"value": value} | ({"text": self.texts.written(label)} if label else {}))
        for choice in declined:
            step: Element = {"value": choice.code, "text": self.texts.written(choice.label)}
            made.append(step | ({"isExclusive": True} if column else {}))
            if choice.exclusive or choice.specify or not choice.declined:
                what = f"more of '{choice.code}' than that it stands beside the scale"
                self.lose(where, Aspect.CHOICE, what, "it is one answer among the others")
        return made

    def choices(
        self,
        where: str,
        choices: tuple[Choice, ...],
        shuffled: bool,
        *,
        exclusive: bool = False,
        specify: bool = True,
    ) -> Element:
        made: list[Json] = []
        for choice in choices:
            item: Element = {"value": choice.code, "text": self.texts.written(choice.label)}
            if choice.specify and specify:
                item |= {"showCommentArea": True, "isCommentRequired": True}
            if choice.exclusive and exclusive:
                item["isExclusive"] = True
            if shuffled and _stays(choice):
                item["randomize"] = False
            made.append(item)
            self.lose_of_choice(where, choice, exclusive, specify)
        moved = [not _stays(choice) for choice in choices]
        if shuffled and moved != sorted(moved, reverse=True):
            what = "that answers which keep their place come last"
            self.lose(where, Aspect.ORDER, what, "they keep the place where they are listed")
        return {"choices": made} | ({"choicesOrder": "random"} if shuffled else {})

    def lose_of_choice(self, where: str, choice: Choice, exclusive: bool, specify: bool) -> None:
        shown = f"'{choice.label.text or choice.code}'"
        if choice.declined:
            self.lose(where, Aspect.CHOICE, f"that {shown} means no answer", KEPT)
        if choice.exclusive and not exclusive:
            self.lose(where, Aspect.CHOICE, f"that {shown} rules the others out", "one answer is taken")
        if choice.specify and not specify:
            self.lose(where, Aspect.CHOICE, f"the text that {shown} asks for", "ask for it in a question")


def _stays(choice: Choice) -> bool:
    return choice.specify or choice.exclusive or choice.declined


def _short(number: float | None) -> int | float | None:
    return int(number) if number is not None and number == int(number) else number


def _stated(**values: Json) -> Element:
    """Return the values that are stated at all."""
    return {key: value for key, value in values.items() if value is not None}
