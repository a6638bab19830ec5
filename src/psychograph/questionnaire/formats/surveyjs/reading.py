"""The JSON of SurveyJS as a questionnaire: `Taken`, with all that was not taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from psychograph.errors import Problem
from psychograph.instruments.translated import NO_TEXT, Translated
from psychograph.questionnaire.conditions import All, Condition
from psychograph.questionnaire.formats.foreign.bounded import Json, bounded_json, refuse_many
from psychograph.questionnaire.formats.foreign.html_text import text_of
from psychograph.questionnaire.formats.foreign.language_names import shaped
from psychograph.questionnaire.formats.foreign.names import Names
from psychograph.questionnaire.formats.foreign.sound import sound_answer, with_codes_apart, with_own_columns
from psychograph.questionnaire.formats.foreign.usable_conditions import Asked, asked_of, usable
from psychograph.questionnaire.formats.format import QuestionnaireError, Taken
from psychograph.questionnaire.formats.surveyjs.answers import answer_of
from psychograph.questionnaire.formats.surveyjs.asking import Asking, Element, listed
from psychograph.questionnaire.formats.surveyjs.expressions import condition_of
from psychograph.questionnaire.formats.surveyjs.texts import Texts, filled_in, unguarded, without_html
from psychograph.questionnaire.formats.surveyjs.writing import VERSION
from psychograph.questionnaire.losses import WHOLE, Aspect, Loss
from psychograph.questionnaire.model import (
    Answer,
    Battery,
    Consent,
    Notice,
    Page,
    Question,
    Questionnaire,
)
from psychograph.quoting import shortened

EXPECTED = "the JSON of a SurveyJS survey, with pages of elements"
MEND = "save the survey's JSON again (in SurveyJS Creator: tab 'JSON Editor')"
SMALL = re.compile(r"(?P<text>.*)<p><small>(?P<small>.*)</small></p>", re.DOTALL)
WITHOUT_LIKE = {
    # what a question may have that ours have not
    "requiredIf": (Aspect.REQUIRED, "under which condition it must be answered", "it need not be"),
    "enableIf": (Aspect.SKIP, "when it can be changed", "it always can"),
    "readOnly": (Aspect.TYPE, "that it cannot be changed", "it can"),
    "resetValueIf": (Aspect.SKIP, "when its answer is taken back", "it stays"),
    "defaultValue": (Aspect.CONTENT, "the answer that stands there beforehand", "nothing does"),
    "defaultValueExpression": (Aspect.CONTENT, "the answer that is computed beforehand", "nothing is"),
    "setValueExpression": (Aspect.CONTENT, "the answer that is computed", "nothing is"),
    "correctAnswer": (Aspect.KEY, "which answer is correct", "none is marked"),
    "showCommentArea": (Aspect.CONTENT, "the field for a comment", "ask for it in a question"),
    "hasComment": (Aspect.CONTENT, "the field for a comment", "ask for it in a question"),
    "validators": (Aspect.LIMITS, "what else is checked of its answer", "it is not"),
    "minValueExpression": (Aspect.LIMITS, "a bound that is computed", "there is none"),
    "maxValueExpression": (Aspect.LIMITS, "a bound that is computed", "there is none"),
    "choicesVisibleIf": (Aspect.SKIP, "when its choices are offered", "they always are"),
    "choicesEnableIf": (Aspect.SKIP, "when its choices can be taken", "they always can"),
    "rowsVisibleIf": (Aspect.SKIP, "when its rows are shown", "they always are"),
    "columnsVisibleIf": (Aspect.SKIP, "when its columns are shown", "they always are"),
    "eachRowUnique": (Aspect.LIMITS, "that rows need different answers", "they need not"),
    "maskType": (Aspect.LIMITS, "the pattern of its answer", "any is taken"),
}
OF_SURVEY = {
    "completedHtmlOnCondition": (Aspect.CONTENT, "last words that depend on answers", "all read the same"),
    "navigateToUrl": (Aspect.CONTENT, "the page to which people are sent at the end", "they stay"),
    "navigateToUrlOnCondition": (Aspect.CONTENT, "pages to which people are sent at the end", "they stay"),
    "maxTimeToFinish": (Aspect.LIMITS, "the time that is allowed", "there is no limit"),
    "timeLimit": (Aspect.LIMITS, "the time that is allowed", "there is no limit"),
    "firstPageIsStarted": (Aspect.PAGES, "that its first page is a start page", "it is a page"),
    "firstPageIsStartPage": (Aspect.PAGES, "that its first page is a start page", "it is a page"),
}


def read(name: str, content: bytes) -> Taken:
    """Return the questionnaire of a survey; raises `QuestionnaireError` where the file is none."""
    survey = bounded_json(name, content, expected=EXPECTED, mend=MEND)
    if not isinstance(survey, dict) or not any(
        isinstance(survey.get(key), list) for key in ("pages", "elements", "questions")
    ):
        raise QuestionnaireError(Problem(name, "JSON without pages or elements", EXPECTED, MEND))
    refuse_many(name, _counted(survey) - 1, "pages, panels and questions")
    reading = _Reading(survey, shaped(str(survey.get("locale") or "en")))
    questionnaire = reading.questionnaire()
    if not any(page.questions for page in questionnaire.pages):
        found = "no question that could be read"
        raise QuestionnaireError(Problem(name, found, "questions of kinds that are known here", MEND))
    return Taken(questionnaire, tuple(reading.losses))


def _counted(element: Json) -> int:
    """Return how many pages, panels and questions there are, itself with all that stand inside of it."""
    if not isinstance(element, dict):
        return 1
    inside = (listed(element.get(key)) for key in ("pages", "elements", "questions"))
    return 1 + sum(_counted(one) for part in inside for one in part)


@dataclass
class _Reading:
    """One survey on its way, and the losses so far."""

    survey: Element
    language: str
    losses: list[Loss] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    pages: Names = field(default_factory=Names)
    found: dict[str, tuple[str, Answer]] = field(default_factory=dict)  # by what stands in braces
    asked: dict[str, Asked] = field(default_factory=dict)  # by name here

    def __post_init__(self) -> None:
        self.texts = Texts(self.language)
        self.versions = dict(self.stated_versions())

    def questionnaire(self) -> Questionnaire:
        survey = self.survey
        pages = tuple(page for page in map(self.page, self.listed_pages()) if page.questions)
        for key, (aspect, what, instead) in OF_SURVEY.items():
            if survey.get(key):
                self.lose(WHOLE, aspect, what, instead)
        if survey.get("questionOrder") == "random":
            pages = tuple(
                Page(p.name, p.questions, p.title, p.intro, p.shown_if, shuffled=True) for p in pages
            )
        self.lose_logic(pages)
        return Questionnaire(
            title=self.text(WHOLE, survey.get("title", "")),
            pages=pages,
            language=self.language,
            intro=self.text(WHOLE, survey.get("description", "")),
            thanks=self.html(WHOLE, survey.get("completedHtml", "")),
        )

    def lose(self, where: str, aspect: Aspect, what: str, instead: str) -> None:
        self.losses.append(Loss(where, aspect, what, instead))

    def stated_versions(self) -> Iterator[tuple[str, str]]:
        """Yield by question the version of the text that is agreed to, as we write it."""
        for value in listed(self.survey.get("calculatedValues")):
            if isinstance(value, dict):
                name, expression = str(value.get("name", "")), str(value.get("expression", ""))
                if name.endswith(VERSION) and re.fullmatch(r"'[^'\\]*'", expression):
                    yield name.removesuffix(VERSION), expression[1:-1]

    def lose_logic(self, pages: tuple[Page, ...]) -> None:
        """Tell which triggers and computed values are left out, other than those of a consent."""
        consents = {q.name for page in pages for q in page.questions if isinstance(q.answer, Consent)}
        for trigger in listed(self.survey.get("triggers")):
            said = str(trigger.get("expression", "")) if isinstance(trigger, dict) else ""
            if said not in {f"{{{name}}} = '0'" for name in consents}:
                self.lose(WHOLE, Aspect.SKIP, f"a trigger ({shortened(said)})", "nothing happens")
        for value in listed(self.survey.get("calculatedValues")):
            name = str(value.get("name", "")) if isinstance(value, dict) else ""
            if name.removesuffix(VERSION) not in consents:
                self.lose(WHOLE, Aspect.CONTENT, f"the computed value '{shortened(name)}'", "it is left out")

    def listed_pages(self) -> Iterator[Element]:
        pages = listed(self.survey.get("pages"))
        loose = listed(self.survey.get("elements")) or listed(self.survey.get("questions"))
        for page in pages:
            if isinstance(page, dict):
                yield page
        if loose:
            yield {"name": "page1", "elements": loose}

    def page(self, page: Element) -> Page:
        wanted = str(page.get("name") or "page")
        name = self.pages.take(wanted, "page")
        if name != wanted:
            self.lose(name, Aspect.NAME, f"the name '{shortened(wanted)}'", f"'{name}'")
        shown_if = self.shown_if(name, page)
        elements = listed(page.get("elements")) or listed(page.get("questions"))
        return Page(
            name=name,
            title=self.text(name, page.get("title", "")),
            intro=self.text(name, page.get("description", "")),
            shown_if=shown_if,
            shuffled=page.get("questionOrder") == "random" or page.get("questionsOrder") == "random",
            questions=tuple(self.elements(elements, None)),
        )

    def elements(self, elements: list[Json], shown_if: Condition | None) -> Iterator[Question]:
        """Yield the questions of a page or of a panel, whose condition holds for each of them."""
        for element in elements:
            if not isinstance(element, dict):
                continue
            if element.get("type") == "panel":
                yield from self.panel(element, shown_if)
            else:
                question = self.question(element, shown_if)
                if question is not None:
                    yield question

    def panel(self, panel: Element, shown_if: Condition | None) -> Iterator[Question]:
        """Yield the questions of a panel; what stands above them becomes a text of its own."""
        wanted = str(panel.get("name") or "panel")
        title, intro = (panel.get(key, "") for key in ("title", "description"))
        where = wanted
        both = None
        if title or intro:
            where = self.name(wanted)
            both = _joined(shown_if, self.shown_if(where, panel))
            text, small = self.text(where, title), self.text(where, intro)
            yield Question(where, text or small, Notice(), help=small if text else NO_TEXT, shown_if=both)
        else:
            both = _joined(shown_if, self.shown_if(where, panel))
        self.lose(where, Aspect.PAGES, "that its questions stand in a panel", "they stand on the page")
        yield from self.elements(listed(panel.get("elements")), both)

    def name(self, wanted: str) -> str:
        name = self.names.take(wanted)
        if name != wanted:
            self.lose(name, Aspect.NAME, f"the name '{shortened(wanted)}'", f"'{name}'")
        return name

    def item_name(self, question: str, row: str) -> str:
        return self.name(f"{question}_{row}" if row in self.names or not re.match("[A-Za-z]", row) else row)

    def question(self, element: Element, shown_if: Condition | None) -> Question | None:
        wanted = str(element.get("valueName") or element.get("name") or "question")
        name = self.names.take(wanted)
        lose = partial(self.lose, name)
        answer = answer_of(
            Asking(name, element, lose, partial(self.text, name), self.item_name, self.versions.get(name))
        )
        if answer is None:
            return None
        answer, codes = with_codes_apart(name, sound_answer(name, answer, self.lose), self.lose)
        if name != str(element.get("name", "")):
            lose(Aspect.NAME, f"the name '{shortened(str(element.get('name', '')))}'", f"'{name}'")
        text, small = self.asked_text(name, element, answer)
        question = Question(
            name=name,
            text=text,
            answer=answer,
            help=small,
            required=element.get("isRequired") is True or element.get("eachRowRequired") is True,
            shown_if=_joined(shown_if, self.shown_if(name, element)),
        )
        question = with_own_columns(question, self.names, self.lose)
        self.remember(wanted, element, question, codes)
        for key, (aspect, what, instead) in WITHOUT_LIKE.items():
            if element.get(key) not in (None, False, "", [], "none"):
                lose(aspect, what, instead)
        return question

    def asked_text(self, name: str, element: Element, answer: Answer) -> tuple[Translated, Translated]:
        """Return the text of a question and what stands below it; of a notice, both are in its HTML."""
        if not isinstance(answer, Notice):
            title = self.text(name, element.get("title", "")) if element.get("title") != "" else NO_TEXT
            if "title" not in element:
                title = Translated(str(element.get("name", name)))
            return title, self.text(name, element.get("description", ""), Aspect.HELP)
        source = self.texts.read(element.get("html", ""))
        texts: dict[str | None, tuple[str, str]] = {}
        for tag in (None, *source.languages):
            found = SMALL.fullmatch(source.read(tag))
            parts = (found["text"], found["small"]) if found else (source.read(tag), "")
            plain = [text_of(part) for part in parts]
            lost = sorted({lost for part in plain for lost in part.lost})
            if lost:
                self.lose_html(name, Aspect.TEXT, lost)
            texts[tag] = plain[0].text, plain[1].text
        made = []
        for at in (0, 1):
            others = {tag: said[at] for tag, said in texts.items() if tag and said[at] != texts[None][at]}
            made.append(Translated.of(texts[None][at], others))
        if filled_in(made[0]):
            self.lose_filled(name, Aspect.TEXT, filled_in(made[0]))
        return unguarded(made[0]), unguarded(made[1])

    def remember(self, wanted: str, element: Element, question: Question, codes: Mapping[str, str]) -> None:
        """Keep under which names in braces expressions find a question and its rows, and what they can ask.

        `codes` has the codes that changed, by those of the file.
        """
        for one in asked_of(question, codes):
            self.asked[one.name] = one
        paths = {wanted, str(element.get("name", wanted))}
        for path in paths:
            self.found[path.casefold()] = question.name, question.answer
        if isinstance(question.answer, Battery):
            rows = [row for row in listed(element.get("rows")) if row not in (None, "")]
            values = [str(row.get("value", "")) if isinstance(row, dict) else str(row) for row in rows]
            for code, item in zip([value for value in values if value], question.answer.items, strict=False):
                for path in paths:
                    self.found[f"{path}.{code}".casefold()] = item.name, question.answer

    def shown_if(self, where: str, element: Element) -> Condition | None:
        if element.get("visible") is False:
            self.lose(where, Aspect.SKIP, "that it is hidden until a script shows it", "it is always shown")
        said = element.get("visibleIf")
        if not isinstance(said, str) or not said.strip():
            return None
        try:
            return usable(condition_of(said, lambda name: self.found.get(name.casefold())), self.asked)
        except ValueError as reason:
            what = f"when it is shown ({shortened(said)}): {reason}"
            self.lose(where, Aspect.SKIP, what, "it is always shown")
            return None

    def text(self, where: str, value: Json, aspect: Aspect = Aspect.TEXT) -> Translated:
        text, lost = without_html(self.texts.read(value))
        if lost:
            self.lose_html(where, aspect, list(lost))
        if filled_in(text):
            self.lose_filled(where, aspect, filled_in(text))
        return unguarded(text)

    def html(self, where: str, value: Json) -> Translated:
        source = self.texts.read(value)
        plain = {tag: text_of(source.read(tag)) for tag in (None, *source.languages)}
        lost = sorted({lost for one in plain.values() for lost in one.lost})
        if lost:
            self.lose_html(where, Aspect.TEXT, lost)
        return unguarded(
            Translated.of(plain[None].text, {tag: one.text for tag, one in plain.items() if tag})
        )

    def lose_html(self, where: str, aspect: Aspect, tags: list[str]) -> None:
        self.lose(where, aspect, f"how its text is set (HTML: {', '.join(tags[:8])})", "it is plain text")

    def lose_filled(self, where: str, aspect: Aspect, braces: str) -> None:
        what = f"that {shortened(braces)} is replaced by an answer"
        self.lose(where, aspect, what, "it stands in the text as it is")


def _joined(one: Condition | None, other: Condition | None) -> Condition | None:
    return All((one, other)) if one and other else one or other
