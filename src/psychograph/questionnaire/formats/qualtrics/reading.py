"""A survey of Qualtrics (QSF) as a questionnaire: `Taken`, with all that was not taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from psychograph.errors import Problem
from psychograph.instruments.translated import NO_TEXT, Translated
from psychograph.questionnaire.conditions import All, Condition
from psychograph.questionnaire.formats.foreign.bounded import Json, bounded_json
from psychograph.questionnaire.formats.foreign.names import Names
from psychograph.questionnaire.formats.foreign.sound import sound_answer, with_codes_apart, with_own_columns
from psychograph.questionnaire.formats.foreign.usable_conditions import Asked, asked_of, usable
from psychograph.questionnaire.formats.format import QuestionnaireError, Taken
from psychograph.questionnaire.formats.qualtrics.answers import questions_of
from psychograph.questionnaire.formats.qualtrics.asking import Asking
from psychograph.questionnaire.formats.qualtrics.logic import (
    LOCATOR,
    Element,
    Leaf,
    Seen,
    condition_of,
    meaning_of,
)
from psychograph.questionnaire.formats.qualtrics.texts import (
    HEAD,
    HEADING,
    INTRO,
    VERSION,
    parts_of,
    tag_of,
    translated,
)
from psychograph.questionnaire.losses import WHOLE, Aspect, Loss
from psychograph.questionnaire.model import Answer, Battery, Consent, Notice, Page, Question, Questionnaire
from psychograph.quoting import shortened

EXPECTED = "a survey of Qualtrics, with SurveyEntry and SurveyElements"
MEND = "export the survey again: Survey, Tools, Import/Export, Export survey"
WITHOUT_MEANING = frozenset(
    {"BL", "FL", "SO", "SQ", "SCO", "STAT", "QC", "RS", "PL", "PROJ", "BR", "NT", "AST"}
)
OF_ELEMENTS = {"QO": "quotas", "QG": "quotas", "QGO": "quotas"}
FLOW = {
    "BlockRandomizer": (
        Aspect.ORDER,
        "that blocks are shown in an order of chance",
        "all are shown, in order",
    ),
    "Randomizer": (Aspect.ORDER, "that parts are shown in an order of chance", "all are shown, in order"),
    "Group": (Aspect.PAGES, "that blocks are grouped", "they follow each other"),
}
OF_QUESTION = {
    "QuestionJS": (Aspect.CONTENT, "a script of its own", "it does nothing of the kind"),
    "DefaultChoices": (Aspect.CONTENT, "the answer that stands there beforehand", "nothing does"),
}


def read(name: str, content: bytes) -> Taken:
    """Return the questionnaire of a survey; raises `QuestionnaireError` where the file is none."""
    survey = bounded_json(name, content, expected=EXPECTED, mend=MEND)
    if not isinstance(survey, dict) or not isinstance(survey.get("SurveyElements"), (list, dict)):
        raise QuestionnaireError(Problem(name, "JSON without SurveyElements", EXPECTED, MEND))
    reading = _Reading(survey)
    questionnaire = reading.questionnaire()
    if not questionnaire.pages:
        found = "no question that could be read"
        raise QuestionnaireError(Problem(name, found, "questions of kinds that are known here", MEND))
    return Taken(questionnaire, tuple(reading.losses))


@dataclass(frozen=True)
class _Shown:
    """A block where it is shown, and when."""

    block: Element
    shown_if: Condition | None


@dataclass
class _Reading:
    """One survey on its way, and the losses so far."""

    survey: Element
    losses: list[Loss] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    page_names: Names = field(default_factory=Names)
    seen: dict[str, Seen] = field(default_factory=dict)  # by start of locator
    asked: dict[str, Asked] = field(default_factory=dict)  # by name that logic is read with
    answers: dict[str, Answer] = field(default_factory=dict)  # by id of the question
    intro: Translated = NO_TEXT

    def __post_init__(self) -> None:
        self.elements = _entries(self.survey.get("SurveyElements"))
        self.payloads = {
            str(payload.get("QuestionID") or element.get("PrimaryAttribute")): payload
            for element in self.elements
            if element.get("Element") == "SQ" and isinstance(payload := element.get("Payload"), dict)
        }
        blocks = [block for element in self.of("BL") for block in _entries(element.get("Payload"))]
        self.blocks = {
            str(block.get("ID", at)): block for at, block in enumerate(blocks) if block.get("Type") != "Trash"
        }
        self.flow = [
            step
            for element in self.of("FL")
            if isinstance(payload := element.get("Payload"), dict)
            for step in _entries(payload.get("Flow"))
        ]
        self.versions = dict(self.stated_versions())

    def of(self, kind: str) -> list[Element]:
        return [element for element in self.elements if element.get("Element") == kind]

    def lose(self, where: str, aspect: Aspect, what: str, instead: str) -> None:
        self.losses.append(Loss(where, aspect, what, instead))

    def questionnaire(self) -> Questionnaire:
        entry = self.survey.get("SurveyEntry")
        about = entry if isinstance(entry, dict) else {}
        self.lose_elements()
        shown: set[str] = set()
        pages: list[Page] = []
        steps = self.flow or [{"Type": "Block", "ID": number} for number in self.blocks]
        for one in self.shown(steps, None):
            number = str(one.block.get("ID", ""))
            if number in shown:
                what = f"that the block '{shortened(str(one.block.get('Description', '')))}' is shown again"
                self.lose(WHOLE, Aspect.CONTENT, what, "it is shown once")
                continue
            shown.add(number)
            pages += self.pages(one)
        for number, block in self.blocks.items():
            if number not in shown and block.get("BlockElements"):
                what = f"the block '{shortened(str(block.get('Description', '')))}', which is never shown"
                self.lose(WHOLE, Aspect.CONTENT, what, "it is left out")
        return Questionnaire(
            title=Translated(str(about.get("SurveyName") or "Survey")),
            pages=tuple(pages),
            language=tag_of(str(about.get("SurveyLanguage") or "EN")),
            intro=self.intro,
        )

    def lose_elements(self) -> None:
        told = set()
        for element in self.elements:
            kind = str(element.get("Element", ""))
            quotas = OF_ELEMENTS.get(kind)
            if quotas:
                # An empty group of quotas stands in every file.
                if kind == "QO" and quotas not in told:
                    told.add(quotas)
                    self.lose(WHOLE, Aspect.CONTENT, quotas, "set them by hand")
            elif kind not in WITHOUT_MEANING and kind not in told:
                told.add(kind)
                what = f"what the file says under '{shortened(kind)}'"
                self.lose(WHOLE, Aspect.CONTENT, what, "it is left out")

    # The flow

    def stated_versions(self) -> Iterator[tuple[str, str]]:
        """Yield by question the version of the text that is agreed to, as we write it."""
        for step in self.flow:
            for data in _entries(step.get("EmbeddedData")):
                name = str(data.get("Field", ""))
                if name.endswith(VERSION):
                    yield name.removesuffix(VERSION), str(data.get("Value", ""))

    def shown(self, steps: Sequence[Element], shown_if: Condition | None) -> Iterator[_Shown]:
        """Yield the blocks of a flow in their order, each with the condition of its branches.

        Steps are taken one after the other, so that a branch looks back at blocks that were read before.
        """
        for step in steps:
            kind = str(step.get("Type", ""))
            if kind in {"Block", "Standard"}:
                block = self.blocks.get(str(step.get("ID", "")))
                if block is not None:
                    yield _Shown(block, shown_if)
                continue
            inner = _entries(step.get("Flow"))
            if kind == "Branch":
                yield from self.branch(step, inner, shown_if)
            elif kind in FLOW:
                self.lose(WHOLE, *FLOW[kind])
                yield from self.shown(inner, shown_if)
            elif kind == "EmbeddedData":
                self.lose_data(step)
            elif kind != "EndSurvey" or step is not steps[-1]:
                what = f"a step of the survey's flow ({shortened(kind)})"
                self.lose(WHOLE, Aspect.CONTENT, what, "it is left out")
                yield from self.shown(inner, shown_if)

    def branch(self, step: Element, inner: list[Element], shown_if: Condition | None) -> Iterator[_Shown]:
        if [str(one.get("Type", "")) for one in inner] == ["EndSurvey"]:
            if not self.is_refusal(step):
                what = "for whom the survey ends early"
                try:
                    said = self.condition(step.get("BranchLogic"))
                    what = f"that the survey ends where {said}" if said else what
                except ValueError as reason:
                    what = f"{what}: {reason}"
                self.lose(WHOLE, Aspect.SKIP, what, "nobody is sent away; show later pages under a condition")
            return
        condition = None
        try:
            condition = self.condition(step.get("BranchLogic"))
        except ValueError as reason:
            self.lose(
                WHOLE, Aspect.SKIP, f"when a branch of the flow is shown: {reason}", "it is always shown"
            )
        if condition is None:
            yield from self.shown(inner, shown_if)
        else:
            yield from self.shown(inner, All((shown_if, condition)) if shown_if else condition)

    def is_refusal(self, step: Element) -> bool:
        """Return whether a branch ends the survey for those who do not consent, as ours do."""
        logic = step.get("BranchLogic")
        said = re.findall(r"q://(QID\d+)/SelectableChoice/2", str(logic))
        return bool(said) and isinstance(self.answers.get(said[0]), Consent)

    def lose_data(self, step: Element) -> None:
        fields = [str(data.get("Field", "")) for data in _entries(step.get("EmbeddedData"))]
        ours = {f"{name}{VERSION}" for name in self.versions}
        others = [name for name in fields if name not in ours]
        if others:
            what = f"fields that are filled by the survey itself ({', '.join(map(shortened, others[:5]))})"
            self.lose(WHOLE, Aspect.CONTENT, what, "they are left out")

    # Blocks and pages

    def pages(self, shown: _Shown) -> Iterator[Page]:
        """Yield the pages of a block."""
        block = shown.block
        groups: list[list[Element]] = [[]]
        for element in _entries(block.get("BlockElements")):
            if element.get("Type") == "Page Break":
                groups.append([])
            elif element.get("Type") == "Question":
                groups[-1].append(element)
        description = str(block.get("Description") or "page")
        shuffled = self.shuffled(block, description)
        for group in filter(None, groups):
            page = self.page(group, description, shown.shown_if)
            if page is not None:
                yield replace(page, shuffled=shuffled)

    def shuffled(self, block: Element, description: str) -> bool:
        options = block.get("Options")
        said = options if isinstance(options, dict) else {}
        if said.get("Looping") not in (None, "", "None", "false", False):
            what = f"that the block '{shortened(description)}' is repeated"
            self.lose(WHOLE, Aspect.CONTENT, what, "it is asked once")
        kind = str(said.get("RandomizeQuestions") or "false")
        if kind == "RandomWithOnlyX":
            what = f"that only some questions of '{shortened(description)}' are asked, by chance"
            self.lose(WHOLE, Aspect.ORDER, what, "all are asked")
        return kind.lower() not in {"false", "none", ""}

    def page(self, group: list[Element], description: str, shown_if: Condition | None) -> Page | None:
        numbers = [str(element.get("QuestionID", "")) for element in group]
        tags = {number: str(self.payloads.get(number, {}).get("DataExportTag", "")) for number in numbers}
        if list(tags.values()) == [INTRO] and not self.intro:
            self.intro = self.text_of(numbers[0])
            return None
        name = self.page_name(description)
        title = intro = NO_TEXT
        if tags[numbers[0]] == description + HEAD:
            title, intro = self.heading(numbers[0], name)
            numbers = numbers[1:]
            group = group[1:]
        questions = [question for element in group for question in self.questions(element)]
        if not questions:
            return None
        return Page(name, tuple(questions), title, intro, shown_if)

    def page_name(self, description: str) -> str:
        name = self.page_names.take(description, "page")
        if name != description:
            self.lose(name, Aspect.NAME, f"the name '{shortened(description)}'", f"'{name}'")
        return name

    def asking(self, number: str, name: str, payload: Element) -> Asking:
        return Asking(payload, name, partial(self.lose, name), self.named, self.versions.get(name))

    def text_of(self, number: str) -> Translated:
        return self.asking(number, WHOLE, self.payloads[number]).texts()[0]

    def heading(self, number: str, name: str) -> tuple[Translated, Translated]:
        """Return the title and the intro of a page, as we write them above it."""
        asking = self.asking(number, name, self.payloads[number])
        sources: dict[str | None, Json] = {None: self.payloads[number].get("QuestionText")}
        sources |= {tag: said.get("QuestionText") for tag, said in asking.languages.items()}
        parts = {
            tag: parts_of(source, HEADING, ("title", "intro"))
            for tag, source in sources.items()
            if isinstance(source, str)
        }
        both = all(parts.get(None, {}).get(part) for part in ("title", "intro"))
        made = []
        for part in ("title", "intro"):
            said = {tag: asking.plain(found[part]) for tag, found in parts.items()}
            made.append(translated(said, same=not both))
        return made[0], made[1]

    def named(self, wanted: str) -> str:
        name = self.names.take(wanted)
        if name != wanted:
            self.lose(name, Aspect.NAME, f"the name '{shortened(wanted)}'", f"'{name}'")
        return name

    def questions(self, element: Element) -> list[Question]:
        number = str(element.get("QuestionID", ""))
        payload = self.payloads.get(number)
        if payload is None:
            what = f"a question that a block names and the file does not hold ({shortened(number)})"
            self.lose(WHOLE, Aspect.CONTENT, what, "it is left out")
            return []
        name = self.named(str(payload.get("DataExportTag") or number))
        asking = self.asking(number, name, payload)
        made = questions_of(asking)
        self.seen |= {f"{number}/{start}": seen for start, seen in asking.seen.items()}
        if not made:
            return []
        self.answers[number] = made[0].answer
        required = self.required(asking, made[0].answer)
        shown_if = self.shown_if(name, payload)
        self.lose_beside(name, element, payload)
        return [self.sound(replace(question, required=required, shown_if=shown_if)) for question in made]

    def sound(self, question: Question) -> Question:
        """Return a question that keeps the rules of ours, and let later logic look at it."""
        name = question.name
        answer = sound_answer(name, question.answer, self.lose)
        answer, codes = with_codes_apart(name, answer, self.lose)
        question = with_own_columns(replace(question, answer=answer), self.names, self.lose)
        items = isinstance(answer, Battery)
        self.asked |= {one.name if items else name: one for one in asked_of(question, codes)}
        return question

    def required(self, asking: Asking, answer: Answer) -> bool:
        force = str(asking.settings.get("ForceResponse", "OFF"))
        if force == "RequestResponse":
            asking.lose(Aspect.REQUIRED, "that people are asked to answer it, and need not", "they need not")
        if asking.settings.get("Type") == "CustomValidation":
            asking.lose(Aspect.LIMITS, "what else is checked of its answer", "it is not")
        return force == "ON" and not isinstance(answer, Notice)

    def shown_if(self, name: str, payload: Element) -> Condition | None:
        try:
            return self.condition(payload.get("DisplayLogic"))
        except ValueError as reason:
            self.lose(name, Aspect.SKIP, f"when it is shown: {reason}", "it is always shown")
            return None

    def condition(self, logic: Json) -> Condition | None:
        """Return what logic says, of questions that are asked before; raises `ValueError` in plain words."""
        said = condition_of(logic, self.meaning)
        return usable(said, self.asked) if said is not None else None

    def meaning(self, leaves: Sequence[Leaf]) -> Condition:
        found = LOCATOR.fullmatch(leaves[0].locator)
        if found is None:
            raise ValueError(f"it looks at something unknown ({shortened(leaves[0].locator)})")
        start = f"{found['question']}/{found['kind']}"
        rest = (found["rest"] or "").split("/")
        seen = (
            self.seen.get(f"{start}/{rest[0]}")
            if found["kind"] == "SelectableAnswer"
            else self.seen.get(start)
        )
        if seen is None or (found["kind"] == "ChoiceTextEntryValue" and found["rest"]):
            raise ValueError(f"it looks at something unknown ({shortened(leaves[0].locator)})")
        return meaning_of(leaves, seen)

    def lose_beside(self, name: str, element: Element, payload: Element) -> None:
        for skip in _entries(element.get("SkipLogic")):
            what = f"whom it sends on to {shortened(str(skip.get('SkipToDestination', 'another question')))}"
            self.lose(name, Aspect.SKIP, what, "nobody is; show what follows under a condition")
        for key, (aspect, what, instead) in OF_QUESTION.items():
            if payload.get(key):
                self.lose(name, aspect, what, instead)


def _entries(value: Json) -> list[Element]:
    """Return the entries of a list, or of an object with keys, that are objects themselves."""
    listed = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return [one for one in listed if isinstance(one, dict)]
