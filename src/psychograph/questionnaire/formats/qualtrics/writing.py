"""A questionnaire as a survey of Qualtrics (QSF): `Written`, with all that it does not say.

QSF is not documented. What is written here follows files that people published, and was loaded by no
Qualtrics.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import NO_TEXT, Translated
from psychograph.questionnaire.comparing.equivalence import equivalent
from psychograph.questionnaire.conditions import (
    All,
    Answered,
    Any,
    Chosen,
    Compared,
    Condition,
    Not,
    holds,
    names_in,
)
from psychograph.questionnaire.formats.foreign.bounded import Json
from psychograph.questionnaire.formats.format import Written
from psychograph.questionnaire.formats.qualtrics.logic import (
    Either,
    Element,
    Leaf,
    NotSaidError,
    Seen,
    Tree,
    condition_of,
    logic_of,
    meaning_of,
    text_leaves,
)
from psychograph.questionnaire.formats.qualtrics.texts import (
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
    choices_of,
    texts_of,
)
from psychograph.quoting import shortened

SUFFIX = ".qsf"
SURVEY = "SV_000000000000001"  # Qualtrics gives new ids to all that it takes in
RESPONSES = "RS_000000000000001"
INTRO = "intro__text"
HEAD = "__page"  # ends the name of the text that stands above a page
VERSION = "_version"  # ends the name of the field that holds the version of a consent
MANY = 15  # choices from which a list that drops down is easier to read
LONGEST_DESCRIPTION = 99  # letters
CODE = re.compile(r"-?(?:0|[1-9]\d{0,8})(?:\.\d{1,4})?")
REFUSAL = Choice("0", Translated("No"))
KEPT = "it is kept in codebook.json, written beside the survey"
BY_HAND = "set it by hand in Qualtrics"
RANDOM = "{~Randomized~}"


def write(questionnaire: Questionnaire) -> Written:
    """Return the file of a survey, and what it does not say."""
    writing = _Writing(questionnaire)
    content = json.dumps(writing.survey(), ensure_ascii=False, indent=1) + "\n"
    return Written({SUFFIX: content.encode()}, tuple(writing.losses))


@dataclass(frozen=True)
class Asked:
    """Where logic finds a question or a statement: the start of its locator, and its choices in order."""

    question: str
    answer: Question
    row: int = 0

    def locator(self, at: int) -> str:
        """Return the locator of a choice, by its number from 1."""
        if self.row:
            return f"q://{self.question}/SelectableAnswer/{self.row}/{at}"
        return f"q://{self.question}/SelectableChoice/{at}"


@dataclass
class _Writing:
    """One questionnaire on its way, and the losses so far."""

    questionnaire: Questionnaire
    losses: list[Loss] = field(default_factory=list)
    elements: list[Json] = field(default_factory=list)  # questions
    asked: dict[str, Asked] = field(default_factory=dict)
    flows: int = 1

    def __post_init__(self) -> None:
        self.page_of = {
            question.name: page.name for page in self.questionnaire.pages for question in page.questions
        }

    def lose(self, where: str, aspect: Aspect, what: str, instead: str) -> None:
        self.losses.append(Loss(where, aspect, what, instead))

    def survey(self) -> Element:
        asked = self.questionnaire
        blocks, flow = self.blocks_and_flow()
        self.lose_of_whole()
        name, language = asked.title.text, language_of(asked.language)
        entry: Element = {
            "SurveyID": SURVEY,
            "SurveyName": name,
            "SurveyDescription": None,
            "SurveyOwnerID": "UR_000000000000001",
            "SurveyBrandID": "",
            "DivisionID": None,
            "SurveyLanguage": language,
            "SurveyActiveResponseSet": RESPONSES,
            "SurveyStatus": "Inactive",
            "SurveyStartDate": "0000-00-00 00:00:00",
            "SurveyExpirationDate": "0000-00-00 00:00:00",
            "SurveyCreationDate": "0000-00-00 00:00:00",
            "CreatorID": "UR_000000000000001",
            "LastModified": "0000-00-00 00:00:00",
            "LastAccessed": "0000-00-00 00:00:00",
            "LastActivated": "0000-00-00 00:00:00",
            "Deleted": None,
        }
        languages: Element = {language_of(tag): [] for tag in (asked.language, *asked.languages)}
        options: Element = {
            "BackButton": "false",
            "SaveAndContinue": "true",
            "SurveyProtection": "PublicSurvey",
            "BallotBoxStuffingPrevention": "false",
            "NoIndex": "Yes",
            "SecureResponseFiles": "true",
            "SurveyExpiration": "None",
            "SurveyTermination": "DefaultMessage",
            "Header": "",
            "Footer": "",
            "ProgressBarDisplay": "None",
            "PartialData": "+1 week",
            "ValidationMessage": "",
            "PreviousButton": "",
            "NextButton": "",
            "SurveyTitle": name,
            "SkinLibrary": "Qualtrics",
            "SkinType": "templated",
            "Skin": {"brandingId": None, "templateId": "*base", "overrides": None},
            "NewScoring": 1,
            "SurveyLanguage": language,
            "AvailableLanguages": languages,
        }
        scoring: Element = {
            "ScoringCategories": [],
            "ScoringCategoryGroups": [],
            "ScoringSummaryCategory": None,
            "ScoringSummaryAfterQuestions": 0,
            "ScoringSummaryAfterSurvey": 0,
            "DefaultScoringCategory": None,
            "AutoScoringCategory": None,
        }
        count = str(len(self.elements))
        project: Element = {"ProjectCategory": "CORE", "SchemaVersion": "1.1.0"}
        statistics: Element = {"MobileCompatible": True, "ID": "Survey Statistics"}
        return {
            "SurveyEntry": entry,
            "SurveyElements": [
                _element("BL", "Survey Blocks", blocks),
                _element("FL", "Survey Flow", flow),
                _element("SO", "Survey Options", options),
                _element("SCO", "Scoring", scoring),
                _element("PROJ", "CORE", project, third="1.1.0"),
                _element("STAT", "Survey Statistics", statistics),
                _element("QC", "Survey Question Count", None, second=count),
                _element("RS", RESPONSES, None, second="Default Response Set"),
                *self.elements,
            ],
        }

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
        measured: list[Question | Item] = list(asked.questions)
        for question in asked.questions:
            if isinstance(question.answer, Battery):
                measured += question.answer.items
        if any(one.reversed or one.attribute or one.expected or one.source for one in measured):
            what = "which items are reversed, what they measure and what attention checks expect"
            self.lose(WHOLE, Aspect.KEY, what, KEPT)
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
            blocks.append(_block(len(blocks), "Introduction", [number]))
            flow.append(self.flow("Block", ID=_block_id(0)))
        versions = [self.version(q) for q in asked.questions if isinstance(q.answer, Consent)]
        if versions:
            flow.insert(0, self.flow("EmbeddedData", EmbeddedData=list(versions)))
        for page in asked.pages:
            at = len(blocks)
            shown = self.shown_if(page.name, page.shown_if, in_page=None)
            blocks.append(self.block(at, page))
            step: Json = self.flow("Block", ID=_block_id(at))
            if shown:
                step = self.flow("Branch", Description=page.name, BranchLogic=shown, Flow=[step])
            flow.append(step)
            flow += [self.refused(q) for q in page.questions if isinstance(q.answer, Consent)]
        trash: Element = {
            "Type": "Trash",
            "Description": "Trash / Unused Questions",
            "ID": _block_id(len(blocks)),
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
        asked = self.asked[question.name]
        locator = asked.locator(2)
        logic = logic_of(Answered(question.name), lambda _: Leaf(locator, "Selected"), in_page=None)
        end = self.flow("EndSurvey")
        return self.flow("Branch", Description=f"No {question.name}", BranchLogic=logic, Flow=[end])

    def block(self, at: int, page: Page) -> Element:
        numbers = []
        if page.title or page.intro:
            numbers.append(self.text_block(page.name + HEAD, page.title, page.intro, page.name, head=True))
        fixed = list(numbers)
        numbers.extend(map(self.question, page.questions))
        made = _block(at, page.name, numbers)
        if page.shuffled:
            chance = [number for number in numbers if number not in fixed]
            made["Options"] = {
                "BlockLocking": "false",
                "RandomizeQuestions": "Advanced",
                "BlockVisibility": "Expanded",
                "Randomization": _chance(
                    [number if number in fixed else RANDOM for number in numbers], chance
                )
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
        self.elements.append(_element("SQ", number, made | payload, second=short))
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
        payload = self.answer(question)
        if question.required and isinstance(question.answer, Notice):
            self.lose(question.name, Aspect.REQUIRED, "that a text must be answered", "it is shown only")
        shown = self.shown_if(
            question.name, question.shown_if, in_page=self.on_page(question.shown_if, question.name)
        )
        if shown:
            payload["DisplayLogic"] = shown
        self.asked[question.name] = Asked(number, question)
        if isinstance(question.answer, Battery):
            for row, item in enumerate(question.answer.items, 1):
                self.asked[item.name] = Asked(number, question, row)
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

    def answer(self, question: Question) -> Element:
        """Return what belongs to one kind of answer."""
        forced = question.required or isinstance(question.answer, Consent)
        match question.answer:
            case Rating():
                return {"QuestionType": "MC", "Selector": "SAHR"} | self.choices(question, forced=forced)
            case Battery():
                return self.matrix(question)
            case Single(choices):
                lists = len(choices) >= MANY and not any(choice.specify for choice in choices)
                kind: Element = {"QuestionType": "MC", "Selector": "DL" if lists else "SAVR"}
                return kind | self.choices(question, forced=forced)
            case Multiple(_, _, least, most):
                bounds = _settings(forced, **_number_of_choices(least, most))
                made = self.choices(question, forced=forced) | bounds
                return {"QuestionType": "MC", "Selector": "MAVR"} | made
            case Ranking(choices, _, most):
                if most is not None and most < len(choices):
                    self.lose(question.name, Aspect.LIMITS, f"that only the first {most} count", BY_HAND)
                return {"QuestionType": "RO", "Selector": "DND"} | self.choices(question, forced=forced)
            case Consent():
                return {"QuestionType": "MC", "Selector": "SAVR"} | self.choices(question, forced=forced)
            case Notice():
                return {"QuestionType": "DB", "Selector": "TB", "ChoiceOrder": []}
        return self.typed(question)

    def typed(self, question: Question) -> Element:
        """Return a question whose answer is typed."""
        where, forced = question.name, question.required
        line: Element = {
            "QuestionType": "TE",
            "Selector": "SL",
            "SearchSource": {"AllowFreeResponse": "false"},
        }
        match question.answer:
            case Number(low, high, whole):
                bounds: Element = {"Min": _said(low), "Max": _said(high), "NumDecimals": "0" if whole else ""}
                return line | _settings(
                    forced, Type="ContentType", ContentType="ValidNumber", ValidNumber=bounds
                )
            case FreeText(long, most):
                if most is not None:
                    self.lose(where, Aspect.LIMITS, f"that it takes at most {most} characters", BY_HAND)
                return (line | {"Selector": "ML"} if long else line) | _settings(forced)
            case Day(earliest, latest):
                self.lose(where, Aspect.CODES, "days as YYYY-MM-DD", "Qualtrics has them typed as MM/DD/YYYY")
                if earliest or latest:
                    what = f"the bounds of the day ({earliest or '...'} to {latest or '...'})"
                    self.lose(where, Aspect.LIMITS, what, "any day is taken")
                return line | _settings(
                    forced, Type="ContentType", ContentType="ValidDate", ValidDateType="DateWithFormat"
                )
            case Postcode("US"):
                return line | _settings(
                    forced, Type="ContentType", ContentType="ValidZip", ValidZipType="ValidUSZip"
                )
            case Postcode(country):
                self.lose(where, Aspect.TYPE, "that it is a postcode", "any text is taken")
                if country:
                    self.lose(
                        where, Aspect.LIMITS, f"that it is a postcode of {country}", "any text is taken"
                    )
        return line | _settings(forced)

    def choices(self, question: Question, *, forced: bool) -> Element:
        """Return the choices of a question."""
        where, answer = question.name, question.answer
        choices = shown_choices(question)
        codes = self.codes(where, choices)
        made: Element = {}
        for at, choice in enumerate(choices, 1):
            entry: Element = {"Display": html(choice.label.text)}
            if choice.specify:
                entry |= {"TextEntry": "true", "TextEntrySize": "Small"}
            if choice.exclusive and isinstance(answer, Multiple):
                entry["ExclusiveAnswer"] = True
            elif choice.exclusive:
                what = f"that '{choice.code}' rules the others out"
                self.lose(where, Aspect.CHOICE, what, "one answer is taken")
            made[str(at)] = entry
        keys = [str(at) for at in range(1, len(choices) + 1)]
        payload: Element = {
            "SubSelector": "TX",
            "Choices": made,
            "ChoiceOrder": list(keys),
            "RecodeValues": dict(zip(keys, codes, strict=True)),
            "NextChoiceId": len(choices) + 1,
        }
        payload |= _not_analysed(choices) | _settings(forced)
        if isinstance(answer, (Single, Multiple, Ranking)) and answer.shuffled:
            payload |= self.shuffled(where, choices)
        return payload

    def shuffled(self, where: str, choices: tuple[Choice, ...]) -> Element:
        stays = [choice.specify or choice.exclusive or choice.declined for choice in choices]
        if not any(stays):
            return {"Randomization": {"Advanced": None, "TotalRandSubset": "", "Type": "All"}}
        if stays != sorted(stays):
            what = "that answers which keep their place come last"
            self.lose(where, Aspect.ORDER, what, "they keep the place where they are listed")
        order = [str(at) if stay else RANDOM for at, stay in enumerate(stays, 1)]
        moved = [str(at) for at, stay in enumerate(stays, 1) if not stay]
        made = _chance(order, moved)
        return {
            "Randomization": made | {"EvenPresentation": False, "TotalRandSubset": "", "Type": "Advanced"}
        }

    def codes(self, where: str, choices: Iterable[Choice]) -> list[Json]:
        """Return the codes that answers get; Qualtrics takes numbers only."""
        codes, new = [choice.code for choice in choices], new_codes(choices)
        if codes == new:
            return list(codes)
        said = ", ".join(map(shortened, codes[:8]))
        self.lose(
            where, Aspect.CODES, f"the codes of its answers ({said})", f"1 to {len(codes)}, in their order"
        )
        return list(new)

    def matrix(self, question: Question) -> Element:
        battery = question.answer
        assert isinstance(battery, Battery)  # noqa: S101 - matched by the caller
        steps = shown_choices(question)
        codes = self.codes(question.name, steps)
        rows = [str(at) for at in range(1, len(battery.items) + 1)]
        columns = [str(at) for at in range(1, len(steps) + 1)]
        made: Element = {
            "QuestionType": "Matrix",
            "Selector": "Likert",
            "SubSelector": "SingleAnswer",
            "Configuration": {
                "QuestionDescriptionOption": "UseText",
                "TextPosition": "inline",
                "ChoiceColumnWidth": 25,
                "RepeatHeaders": "none",
                "WhiteSpace": "OFF",
                "MobileFirst": True,
            },
            "Choices": {
                row: {"Display": html(item.text.text)} for row, item in zip(rows, battery.items, strict=True)
            },
            "ChoiceOrder": list(rows),
            "ChoiceDataExportTags": {row: item.name for row, item in zip(rows, battery.items, strict=True)},
            "Answers": {
                column: {"Display": html(step.label.text)}
                for column, step in zip(columns, steps, strict=True)
            },
            "AnswerOrder": list(columns),
            "RecodeValues": dict(zip(columns, codes, strict=True)),
            "NextChoiceId": len(rows) + 1,
            "NextAnswerId": len(columns) + 1,
        }
        for choice in battery.declined:
            if choice.exclusive or choice.specify or not choice.declined:
                what = f"more of '{choice.code}' than that it stands beside the scale"
                self.lose(question.name, Aspect.CHOICE, what, "it means no answer")
        made |= _not_analysed(steps) | _settings(question.required)
        if battery.shuffled:
            made["Randomization"] = {"Advanced": None, "TotalRandSubset": "", "Type": "All"}
        return made

    # Logic

    def on_page(self, condition: Condition | None, name: str) -> bool:
        """Return whether a condition looks at a question of the same page."""
        seen = (
            [] if condition is None else [self.asked[one] for one in names_in(condition) if one in self.asked]
        )
        return any(self.page_of[one.answer.name] == self.page_of[name] for one in seen)

    def shown_if(self, where: str, condition: Condition | None, *, in_page: bool | None) -> Element:
        if condition is None:
            return {}
        try:
            made = logic_of(condition, self.leaves, in_page=in_page)
            again = condition_of(made, self.meaning)
            several = {q.name for q in self.questionnaire.questions if isinstance(q.answer, Multiple)}
            if not equivalent(self.recoded(condition), again, several):
                what = f"the words of when it is shown ({condition})"
                self.lose(where, Aspect.SKIP, what, "the answers that fulfil it are listed")
            return made
        except NotSaidError as reason:
            what = f"when it is shown ({condition}): {reason}"
            self.lose(where, Aspect.SKIP, what, f"it is always shown; {BY_HAND}")
            return {}

    def recoded(self, condition: Condition) -> Condition:
        """Return a condition with the codes that answers get in Qualtrics."""
        match condition:
            case All(parts) | Any(parts):
                return type(condition)(tuple(map(self.recoded, parts)))
            case Not(part):
                return Not(self.recoded(part))
            case Compared(name, _, value) if name in self.asked:
                return replace(condition, value=self.new_code(name, value))
            case Chosen(name, code) if name in self.asked:
                return Chosen(name, self.new_code(name, code))
        return condition

    def new_code(self, name: str, code: str) -> str:
        choices = shown_choices(self.asked[name].answer)
        by_code = dict(zip([choice.code for choice in choices], new_codes(choices), strict=True))
        return by_code.get(code, code)

    def meaning(self, leaves: Sequence[Leaf]) -> Condition:
        """Return what our reader will take comparisons for."""
        found = re.match(r"q://(QID\d+)/(?:SelectableAnswer/(\d+))?", leaves[0].locator)
        assert found is not None  # noqa: S101 - our own
        row = int(found[2] or 0)
        name, asked = next(
            (name, one) for name, one in self.asked.items() if (one.question, one.row) == (found[1], row)
        )
        codes = {str(at): code for at, code in enumerate(new_codes(shown_choices(asked.answer)), 1)}
        answer = asked.answer.answer
        several, ordered = isinstance(answer, Multiple), isinstance(answer, (Rating, Battery))
        return meaning_of(leaves, Seen(name, codes, several, ordered))

    def leaves(self, condition: Condition) -> Tree:
        """Return one comparison of ours in comparisons of Qualtrics."""
        assert isinstance(condition, (Compared, Chosen, Answered))  # noqa: S101 - the others are taken apart
        asked = self.asked.get(condition.name)
        if asked is None:
            raise NotSaidError(f"'{condition.name}' is not asked before")
        answer = asked.answer.answer
        choices = shown_choices(asked.answer)
        if not choices:
            if isinstance(answer, Day) and not isinstance(condition, Answered):
                raise NotSaidError("days are typed in another form there")
            return text_leaves(f"q://{asked.question}/ChoiceTextEntryValue", condition)
        several = isinstance(answer, (Multiple, Ranking))
        if isinstance(answer, Ranking) and not isinstance(condition, Answered):
            raise NotSaidError("it looks at a ranking")
        fulfil = [
            at
            for at, choice in enumerate(choices, 1)
            if holds(condition, {condition.name: frozenset({choice.code}) if several else choice.code})
        ]
        if isinstance(answer, Ranking):
            raise NotSaidError("whether a ranking was answered")
        return _one_of([Leaf(asked.locator(at), "Selected") for at in fulfil])


def shown_choices(question: Question) -> tuple[Choice, ...]:
    """Return what can be chosen, the steps of a scale and the refusal of a consent included."""
    match question.answer:
        case Rating(scale, declined) | Battery(scale, _, declined):
            return (*_steps(scale), *declined)
        case Consent(_, label):
            return (Choice("1", label), REFUSAL)
    return choices_of(question.answer)


def new_codes(choices: Iterable[Choice]) -> list[str]:
    """Return the codes that answers get in Qualtrics: their own where all are numbers, else from 1 on."""
    codes = [choice.code for choice in choices]
    if all(map(CODE.fullmatch, codes)):
        return codes
    return [str(at) for at in range(1, len(codes) + 1)]


def _steps(scale: AnswerScale) -> tuple[Choice, ...]:
    return tuple(Choice(str(value), scale.label(value) or Translated(str(value))) for value in scale.values)


def _one_of(leaves: list[Leaf]) -> Tree:
    return leaves[0] if len(leaves) == 1 else Either(tuple(leaves))


def _not_analysed(choices: tuple[Choice, ...]) -> Element:
    """Return which choices Qualtrics leaves out of analyses: those that mean no answer."""
    left_out: Element = {str(at): "No" for at, choice in enumerate(choices, 1) if choice.declined}
    return {"AnalyzeChoices": left_out} if left_out else {}


def _settings(forced: bool, **more: Json) -> Element:
    force = "ON" if forced else "OFF"
    settings: Element = {"ForceResponse": force, "ForceResponseType": "ON", "Type": "None"}
    return {"Validation": {"Settings": settings | more}}


def _number_of_choices(least: int | None, most: int | None) -> dict[str, Json]:
    if least is not None and most is not None:
        return {"Type": "ChoiceRange", "MinChoices": str(least), "MaxChoices": str(most)}
    if least is not None:
        return {"Type": "MinChoices", "MinChoices": str(least)}
    return {"Type": "MaxChoices", "MaxChoices": str(most)} if most is not None else {}


def _chance(order: Iterable[str], moved: Iterable[str]) -> Element:
    return {
        "Advanced": {
            "FixedOrder": list(order),
            "RandomizeAll": list(moved),
            "RandomSubSet": [],
            "Undisplayed": [],
            "TotalRandSubset": 0,
            "QuestionsPerPage": 0,
        }
    }


def _said(number: float | None) -> str:
    return "" if number is None else f"{number:.15g}"


def _element(kind: str, first: str, payload: Json, *, second: Json = None, third: Json = None) -> Element:
    return {
        "SurveyID": SURVEY,
        "Element": kind,
        "PrimaryAttribute": first,
        "SecondaryAttribute": second,
        "TertiaryAttribute": third,
        "Payload": payload,
    }


def _block_id(at: int) -> str:
    return f"BL_{at + 1:015d}"


def _block(at: int, description: str, questions: Iterable[str]) -> Element:
    return {
        "Type": "Standard" if at else "Default",
        "SubType": "",
        "Description": description,
        "ID": _block_id(at),
        "BlockElements": [{"Type": "Question", "QuestionID": number} for number in questions],
        "Options": {"BlockLocking": "false", "RandomizeQuestions": "false", "BlockVisibility": "Expanded"},
    }
