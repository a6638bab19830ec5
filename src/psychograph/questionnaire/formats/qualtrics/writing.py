"""A questionnaire as a survey of Qualtrics (QSF): `Written`, with all that it does not say.

QSF is not documented. What is written here follows files that people published, and was loaded by no
Qualtrics.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from psychograph.instruments.translated import NO_TEXT, Translated
from psychograph.questionnaire.formats.foreign.bounded import Json
from psychograph.questionnaire.formats.foreign.measured import measured_losses
from psychograph.questionnaire.formats.format import Written
from psychograph.questionnaire.formats.qualtrics.choices import shown_choices
from psychograph.questionnaire.formats.qualtrics.conditions import Conditions
from psychograph.questionnaire.formats.qualtrics.logic import Element
from psychograph.questionnaire.formats.qualtrics.questions import Payloads
from psychograph.questionnaire.formats.qualtrics.survey_file import (
    RANDOM,
    block_id,
    block_of,
    chance,
    element,
    survey_file,
)
from psychograph.questionnaire.formats.qualtrics.texts import (
    HEAD,
    INTRO,
    VERSION,
    below,
    heading,
    html,
    language_of,
    tag_of,
    tags_of,
)
from psychograph.questionnaire.losses import WHOLE, Aspect, Loss
from psychograph.questionnaire.model import (
    Battery,
    Consent,
    Notice,
    Number,
    Page,
    Question,
    Questionnaire,
    texts_of,
)
from psychograph.quoting import shortened

SUFFIX = ".qsf"
LONGEST_DESCRIPTION = 99  # letters


def write(questionnaire: Questionnaire) -> Written:
    """Return the file of a survey, and what it does not say."""
    writing = _Writing(questionnaire)
    content = json.dumps(writing.survey(), ensure_ascii=False, indent=1) + "\n"
    return Written({SUFFIX: content.encode()}, tuple(writing.losses))


@dataclass
class _Writing:
    """One questionnaire on its way, and the losses so far."""

    questionnaire: Questionnaire
    losses: list[Loss] = field(default_factory=list)
    elements: list[Json] = field(default_factory=list)  # questions
    flows: int = 1

    def __post_init__(self) -> None:
        self.payloads = Payloads(self.lose)
        self.conditions = Conditions(self.questionnaire, self.lose)

    def lose(self, where: str, aspect: Aspect, what: str, instead: str) -> None:
        self.losses.append(Loss(where, aspect, what, instead))

    def survey(self) -> Element:
        asked = self.questionnaire
        blocks, flow = self.blocks_and_flow()
        self.lose_of_whole()
        languages = [language_of(tag) for tag in (asked.language, *asked.languages)]
        return survey_file(asked.title.text, languages, blocks, flow, self.elements)

    def lose_of_whole(self) -> None:
        asked = self.questionnaire
        if asked.thanks:
            what = "what is said last, which Qualtrics keeps in a library"
            self.lose(
                WHOLE, Aspect.TEXT, what, "set it under 'Survey options', 'Responses', 'Survey completion'"
            )
            if asked.thanks.others:
                self.lose(WHOLE, Aspect.TRANSLATION, f"{what}, in other languages", "set it there too")
        if asked.title.others:
            self.lose(WHOLE, Aspect.TRANSLATION, "the title in other languages", "it has one name")
        self.losses.extend(measured_losses(asked))
        for tag in (asked.language, *asked.languages):
            if tag_of(language_of(tag)) != tag:
                self.lose(
                    WHOLE, Aspect.TRANSLATION, f"the spelling of the language '{tag}'", language_of(tag)
                )
        if any(text.has(asked.language) or (text.others and not text.text) for text in texts_of(asked)):
            what = "translations into the language of the texts"
            self.lose(WHOLE, Aspect.TRANSLATION, what, "the texts stay")

    # Blocks and flow

    def blocks_and_flow(self) -> tuple[list[Json], Element]:
        """Return the blocks, one a page, and the order in which they are shown."""
        asked = self.questionnaire
        blocks: list[Json] = []
        flow: list[Json] = []
        if asked.intro:
            number = self.text_block(INTRO, asked.intro, NO_TEXT, WHOLE)
            blocks.append(block_of(len(blocks), "Introduction", [number]))
            flow.append(self.flow("Block", ID=block_id(0)))
        versions = [self.version(q) for q in asked.questions if isinstance(q.answer, Consent)]
        if versions:
            flow.insert(0, self.flow("EmbeddedData", EmbeddedData=list(versions)))
        for page in asked.pages:
            at = len(blocks)
            shown = self.conditions.of_page(page)
            blocks.append(self.block(at, page))
            step: Json = self.flow("Block", ID=block_id(at))
            if shown:
                step = self.flow("Branch", Description=page.name, BranchLogic=shown, Flow=[step])
            flow.append(step)
            flow += [self.refused(q) for q in page.questions if isinstance(q.answer, Consent)]
        trash: Element = {
            "Type": "Trash",
            "Description": "Trash / Unused Questions",
            "ID": block_id(len(blocks)),
        }
        root: Element = {
            "Type": "Root",
            "FlowID": "FL_1",
            "Flow": flow,
            "Properties": {"Count": self.flows, "RemovedFieldsets": []},
        }
        return [*blocks, trash], root

    def flow(self, kind: str, **more: Json) -> Element:
        self.flows += 1
        made: Element = {"Type": kind, "FlowID": f"FL_{self.flows}"}
        return made | more

    def version(self, question: Question) -> Element:
        assert isinstance(question.answer, Consent)  # noqa: S101 - filtered by the caller
        return {
            "Description": question.name + VERSION,
            "Type": "Custom",
            "Field": question.name + VERSION,
            "VariableType": "String",
            "DataVisibility": [],
            "AnalyzeText": False,
            "Value": question.answer.version,
        }

    def refused(self, question: Question) -> Element:
        """Return the branch that ends the survey for those who do not consent."""
        logic = self.conditions.of_refusal(question)
        end = self.flow("EndSurvey")
        return self.flow("Branch", Description=f"No {question.name}", BranchLogic=logic, Flow=[end])

    def block(self, at: int, page: Page) -> Element:
        numbers = []
        if page.title or page.intro:
            numbers.append(self.text_block(page.name + HEAD, page.title, page.intro, page.name, head=True))
        fixed = list(numbers)
        numbers.extend(map(self.question, page.questions))
        made = block_of(at, page.name, numbers)
        if page.shuffled:
            moved = [number for number in numbers if number not in fixed]
            made["Options"] = {
                "BlockLocking": "false",
                "RandomizeQuestions": "Advanced",
                "BlockVisibility": "Expanded",
                "Randomization": chance([number if number in fixed else RANDOM for number in numbers], moved)
                | {"EvenPresentation": False},
            }
        return made

    # Questions

    def text_block(
        self, tag: str, text: Translated, more: Translated, where: str, *, head: bool = False
    ) -> str:
        """Add a text that stands by itself; return its id."""
        if head:
            shown = {tag: heading(text, more, tag) for tag in tags_of(text, more)}
            first = heading(text, more, None)
            self.lose_same(where, text, more)
        else:
            shown = {tag: html(text.read(tag)) for tag in tags_of(text)}
            first = html(text.text)
        made: Element = {"QuestionType": "DB", "Selector": "TB", "ChoiceOrder": []}
        return self.add(
            tag, first, text.text, made, {tag: {"QuestionText": said} for tag, said in shown.items()}
        )

    def add(
        self, tag: str, text: str, description: str, payload: Element, others: Mapping[str, Element]
    ) -> str:
        """Add a question; return its id."""
        number = f"QID{len(self.elements) + 1}"
        short = shortened(description)[:LONGEST_DESCRIPTION]
        made: Element = {
            "QuestionText": text,
            "DefaultChoices": False,
            "DataExportTag": tag,
            "QuestionID": number,
            "DataVisibility": {"Private": False, "Hidden": False},
            "Configuration": {"QuestionDescriptionOption": "UseText"},
            "QuestionDescription": short,
            "Validation": {"Settings": {"ForceResponse": "OFF", "Type": "None"}},
            "GradingData": [],
            "Language": [],
            "NextChoiceId": 1,
            "NextAnswerId": 1,
        }
        if others:
            made["Language"] = {language_of(tag): said for tag, said in others.items()}
        self.elements.append(element("SQ", number, made | payload, second=short))
        return number

    def lose_same(self, where: str, *texts: Translated) -> None:
        """Tell where a translation that says the same cannot be told from none, since texts share a place."""
        if sum(map(bool, texts)) < 2:
            return
        for text in texts:
            same = [tag for tag, said in text.others if said == text.text]
            if same:
                what = f"that a text in '{same[0]}' is the same on purpose"
                self.lose(where, Aspect.TRANSLATION, what, f"the text stands for '{same[0]}' too")

    def question(self, question: Question) -> str:
        number = f"QID{len(self.elements) + 1}"
        unit = question.answer.unit if isinstance(question.answer, Number) else NO_TEXT
        self.lose_same(question.name, question.text, question.help, unit)
        payload = self.payloads.of(question)
        if question.required and isinstance(question.answer, Notice):
            self.lose(question.name, Aspect.REQUIRED, "that a text must be answered", "it is shown only")
        shown = self.conditions.of_question(question)
        if shown:
            payload["DisplayLogic"] = shown
        self.conditions.know(question, number)
        texts = (question.text, question.help, unit)
        others: dict[str, Element] = {tag: {"QuestionText": below(*texts, tag)} for tag in tags_of(*texts)}
        for key, labels in self.labels(question).items():
            for tag in tags_of(*labels):
                said: Element = {
                    str(at): {"Display": html(label.read(tag))}
                    for at, label in enumerate(labels, 1)
                    if label.has(tag)
                }
                others.setdefault(tag, {})[key] = said
        return self.add(question.name, below(*texts, None), question.text.text, payload, others)

    def labels(self, question: Question) -> dict[str, list[Translated]]:
        """Return the texts that can be translated, by the key under which they stand."""
        match question.answer:
            case Battery(_, items):
                steps = [choice.label for choice in shown_choices(question)]
                return {"Choices": [item.text for item in items], "Answers": steps}
        choices = shown_choices(question)
        return {"Choices": [choice.label for choice in choices]} if choices else {}
