"""A survey of LimeSurvey as a questionnaire, and what was not taken from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from psychograph.errors import Problem
from psychograph.instruments.translated import NO_TEXT, Translated
from psychograph.questionnaire.conditions import Condition
from psychograph.questionnaire.formats.foreign.bounded import refuse_many
from psychograph.questionnaire.formats.foreign.names import Names
from psychograph.questionnaire.formats.foreign.sound import (
    can_be_answered,
    sound_answer,
    with_codes_apart,
    with_own_columns,
)
from psychograph.questionnaire.formats.foreign.usable_conditions import Asked as AskedBefore
from psychograph.questionnaire.formats.foreign.usable_conditions import asked_of, usable
from psychograph.questionnaire.formats.format import QuestionnaireError, Taken
from psychograph.questionnaire.formats.limesurvey.kinds import NAMED_ARRAYS, Kinds
from psychograph.questionnaire.formats.limesurvey.script import Variable, condition_of
from psychograph.questionnaire.formats.limesurvey.survey import Asked, Group, Part, Survey, Texts
from psychograph.questionnaire.formats.limesurvey.texts import computes, plain
from psychograph.questionnaire.losses import WHOLE, Aspect, Loss
from psychograph.questionnaire.model import (
    Answer,
    Battery,
    Consent,
    FreeText,
    Item,
    Multiple,
    Notice,
    Page,
    Question,
    Questionnaire,
    Ranking,
    Single,
)
from psychograph.quoting import listed, quoted, shortened

EXPECTED = "a survey of LimeSurvey with questions in groups"
MEND = "export the survey structure from LimeSurvey again"
BATTERIES = {"F", "H", "A", "B"}
PAGE_NAME = re.compile(r"(?!G\d+$)[A-Za-z][A-Za-z0-9_]*")
USUAL_PART = re.compile(r"SQ\d+", re.I)
# Attributes that change what is asked or taken, and are not read: what they are about, for people.
FURTHER = {
    "array_filter": (Aspect.CHOICE, "which choices are shown, by earlier answers"),
    "array_filter_exclude": (Aspect.CHOICE, "which choices are left out, by earlier answers"),
    "em_validation_q": (Aspect.LIMITS, "the rule by which the answer is checked"),
    "em_validation_sq": (Aspect.LIMITS, "the rule by which each part is checked"),
    "equals_num_value": (Aspect.LIMITS, "the sum that the parts must have"),
    "time_limit": (Aspect.CONTENT, "the limit of time"),
    "prefix": (Aspect.TEXT, "the words before the answer"),
    "numbers_only": (Aspect.LIMITS, "that only numbers are taken"),
    "other_numbers_only": (Aspect.LIMITS, "that 'other' takes only numbers"),
    "slider_layout": (Aspect.TYPE, "that it is drawn as a slider"),
}


def taken_from(name: str, survey: Survey) -> Taken:
    """Return the questionnaire that a survey holds; `name` is the file, for messages.

    Raises
    ------
    QuestionnaireError
        Where it holds no question that can be asked here.
    """
    refuse_many(name, sum(len(group.questions) for group in survey.groups), "questions")
    for group in survey.groups:
        for asked in group.questions:
            refuse_many(f"{name}, {asked.where}", len(asked.parts), "sub-questions")
            refuse_many(f"{name}, {asked.where}", len(asked.answers), "answers")
    reading = _Reading(name, survey)
    questionnaire = reading.questionnaire()
    if not any(True for _ in questionnaire.questions):
        raise QuestionnaireError(Problem(name, "no question that can be asked here", EXPECTED, MEND))
    return Taken(questionnaire, tuple(dict.fromkeys(reading.losses)))


class _Reading:
    """One survey as it is read, group by group."""

    def __init__(self, name: str, survey: Survey) -> None:
        self.file = name
        self.survey = survey
        self.losses: list[Loss] = []
        self.names = Names()
        self.page_names = Names()
        self.variables: dict[str, Variable] = {}
        self.asked: dict[str, AskedBefore] = {}
        self.kinds = Kinds(survey.language, self.said, self.lose)
        codes = Counter(_codes_of_columns(survey))
        self.unique = {code for code, times in codes.items() if times == 1}

    def lose(self, where: str, aspect: Aspect, what: str, instead: str) -> None:
        self.losses.append(Loss(where, aspect, what, instead))

    def questionnaire(self) -> Questionnaire:
        survey = self.survey
        pages = tuple(
            page for number, group in enumerate(survey.groups, 1) for page in self.page(group, number)
        )
        title = self.said(WHOLE, survey.texts.get("surveyls_title", {}))
        if not title:
            title = Translated(self.file.rsplit(".", 1)[0])
        if self.said(WHOLE, survey.texts.get("surveyls_description", {}), quiet=True):
            self.lose(WHOLE, Aspect.CONTENT, "the description of the survey", "left out")
        if survey.left_out:
            self.lose(WHOLE, Aspect.CONTENT, listed(survey.left_out), "set them in the tool by hand")
        return Questionnaire(
            title=title,
            pages=pages,
            language=survey.language,
            intro=self.said(WHOLE, survey.texts.get("surveyls_welcometext", {})),
            thanks=self.said(WHOLE, survey.texts.get("surveyls_endtext", {})),
        )

    def said(
        self, where: str, texts: Texts, aspect: Aspect = Aspect.TEXT, *, quiet: bool = False
    ) -> Translated:
        """Return a text in all languages, without its HTML, and tell what that shaped."""
        source = texts.get(self.survey.language) or texts.get("") or next(iter(texts.values()), "")
        base = plain(source)
        others = {}
        for tag in self.survey.languages:
            if texts.get(tag):
                translated = plain(texts[tag])
                if translated.text != base.text:
                    others[tag] = translated.text
        if not quiet:
            if base.lost:
                self.lose(where, aspect, f"what shapes the text ({listed(base.lost)})", "plain lines")
            if computes(source):
                self.lose(where, aspect, "what is computed inside the text", "its formula stands there")
        return Translated.of(base.text, others)

    # Pages

    def page(self, group: Group, number: int) -> Iterator[Page]:
        wanted = group.key if PAGE_NAME.fullmatch(group.key) else f"page_{number}"
        name = self.page_names.take(wanted)
        title = self.said(name, group.names)
        if title.text == group.key and PAGE_NAME.fullmatch(group.key):
            title = NO_TEXT
        if group.random_group:
            self.lose(name, Aspect.ORDER, "the order of chance of groups", "the order as written")
        shown_if = self.condition(name, group.relevance)
        intro = self.said(name, group.descriptions)
        random_groups = {asked.attribute("random_group") for asked in group.questions}
        shuffled = len(random_groups) == 1 and random_groups != {""}
        if len(random_groups) > 1:
            self.lose(
                name, Aspect.ORDER, "the order of chance of some of its questions", "the order as written"
            )
        questions = tuple(question for asked in group.questions for question in self.questions(asked))
        if not questions:
            self.lose(name, Aspect.CONTENT, "a group without questions that can be asked here", "left out")
            return
        yield Page(name, questions, title, intro, shown_if, shuffled)

    def condition(self, where: str, relevance: str) -> Condition | None:
        said = relevance.strip()
        if said in {"", "1"}:
            return None
        try:
            found = condition_of(said, self.variables)
            return None if found is None else usable(found, self.asked)
        except ValueError as reason:
            self.lose(
                where, Aspect.SKIP, f"when it is shown ({shortened(said)}): {reason}", "it is always shown"
            )
            return None

    # Questions

    def questions(self, asked: Asked) -> Iterator[Question]:
        why = self.kinds.left_out(asked)
        if why:
            name = self.names.take(asked.code)
            told = f"a question of the type {quoted(asked.type)} ({why})"
            self.lose(name, Aspect.CONTENT, told, "left out")
        elif asked.type in BATTERIES:
            yield from self.battery(asked)
        elif asked.type in NAMED_ARRAYS:
            name = self.take_name(asked)
            yield from self.one_by_one(
                name, asked, "an array", Single(self.kinds.fixed(name, NAMED_ARRAYS[asked.type]))
            )
        elif asked.type == "K":
            name = self.take_name(asked)
            yield from self.one_by_one(
                name,
                asked,
                "several numbers at once",
                sound_answer(name, self.kinds.number(name, asked), self.lose),
            )
        elif asked.type == "Q":
            yield from self.one_by_one(self.take_name(asked), asked, "several texts at once", FreeText())
        else:
            name = self.take_name(asked)
            answer, codes = self.kinds.of(name, asked)
            if not can_be_answered(answer):
                self.lose(name, Aspect.CONTENT, "a question without choices", "left out")
                return
            answer, apart = with_codes_apart(name, sound_answer(name, answer, self.lose), self.lose)
            codes |= apart
            question = self.question(name, asked, answer)
            question = with_own_columns(question, self.names, self.lose)
            self.know(asked, question, codes)
            yield question

    def take_name(self, asked: Asked) -> str:
        name = self.names.take(asked.code)
        if name != asked.code:
            self.lose(name, Aspect.NAME, f"the code {quoted(asked.code)}", f"it is named {name}")
        return name

    def question(self, name: str, asked: Asked, answer: Answer) -> Question:
        self.question_losses(name, asked, answer)
        return Question(
            name=name,
            text=self.said(name, asked.texts) or Translated(asked.code),
            answer=answer,
            help=self.said(name, asked.helps, Aspect.HELP),
            required=self.required(name, asked) and not isinstance(answer, Notice),
            shown_if=self.condition(name, asked.relevance),
        )

    def required(self, name: str, asked: Asked) -> bool:
        if asked.mandatory == "S":
            self.lose(name, Aspect.REQUIRED, "that leaving it out is asked about once", "it is not required")
        return asked.mandatory == "Y"

    def question_losses(self, name: str, asked: Asked, answer: Answer) -> None:
        """Name what else a question says and is not taken."""
        for key, (aspect, what) in FURTHER.items():
            said = asked.attribute(key)
            if said and said not in {"0", "N"}:
                self.lose(name, aspect, f"{what} ({shortened(said)})", "left out")
        if asked.validation:
            told = f"the pattern that answers must have ({shortened(asked.validation)})"
            self.lose(name, Aspect.LIMITS, told, "any answer is taken")
        if asked.default:
            self.lose(name, Aspect.CONTENT, "an answer that is filled in beforehand", "none is")
        if asked.conditions and asked.relevance.strip() in {"", "1"}:
            self.lose(name, Aspect.SKIP, "conditions of the old designer", "it is always shown")
        if asked.other == "Y" and not isinstance(answer, (Single, Multiple)):
            self.lose(name, Aspect.CHOICE, "the choice 'other'", "left out")
        parts = [part.code for part in asked.parts if part.relevance.strip() not in {"", "1"}]
        if parts:
            self.lose(name, Aspect.SKIP, f"when {listed(parts)} are shown", "they are always shown")

    def battery(self, asked: Asked) -> Iterator[Question]:
        name = self.take_name(asked)
        parts = [part for part in asked.parts if part.scale == "0"]
        steps = self.kinds.steps(name, asked) if parts else None
        if steps is None:
            choices = tuple(self.kinds.choice(name, part) for part in asked.answers)
            answer = Single(choices) if choices else FreeText()
            yield from self.one_by_one(name, asked, "an array whose answers are no scale", answer)
            return
        if asked.type == "H":
            self.lose(name, Aspect.TYPE, "that its statements stand side by side", "they stand in rows")
        shuffled = self.kinds.shuffled(name, asked)
        items = tuple(
            Item(self.part_name(asked, part, name), self.said(name, part.texts) or Translated(part.code))
            for part in parts
        )
        question = self.question(name, asked, Battery(steps.scale, items, steps.declined, shuffled))
        for part, known in zip(parts, asked_of(question, steps.codes), strict=True):
            self.asked[known.name] = known
            self.variable(asked, f"_{part.code}", part.code, Variable(known.name))
        yield question

    def part_name(self, asked: Asked, part: Part, name: str) -> str:
        """Return the name of a statement: its code where that is unique, else with its question's."""
        alone = part.code in self.unique and not USUAL_PART.fullmatch(part.code) and part.code[:1].isalpha()
        taken = self.names.take(part.code if alone else f"{name}_{part.code}")
        if taken != part.code:
            self.lose(taken, Aspect.NAME, f"the column {asked.code}[{part.code}]", f"it is named {taken}")
        return taken

    def one_by_one(self, name: str, asked: Asked, what: str, answer: Answer) -> Iterator[Question]:
        """Yield a question for each part of one that asks several things."""
        self.lose(name, Aspect.TYPE, what, "its parts are asked one by one")
        head = self.question(name, asked, Notice())
        yield head
        required = self.required(name, asked)
        for part in asked.parts:
            own = self.part_name(asked, part, name)
            question = Question(
                own,
                self.said(own, part.texts) or Translated(part.code),
                answer,
                required=required,
                shown_if=head.shown_if,
            )
            for known in asked_of(question):
                self.asked[known.name] = known
                self.variable(asked, f"_{part.code}", part.code, Variable(own))
            yield question

    # What conditions can look at

    def know(self, asked: Asked, question: Question, codes: dict[str, str]) -> None:
        """Let later conditions look at a question."""
        for known in asked_of(question, codes):
            self.asked[known.name] = known
        name, answer = question.name, question.answer
        if isinstance(answer, Notice):
            return
        if isinstance(answer, Multiple):
            theirs = {ours: code for code, ours in codes.items()}
            for choice in answer.choices:
                code = theirs.get(choice.code, choice.code)
                self.variable(asked, f"_{code}", code, Variable(name, code))
        elif isinstance(answer, Ranking):
            self.variable(asked, "_1", "1", Variable(name))
        else:
            self.variable(asked, "", "", Variable(name, gate=isinstance(answer, Consent)))

    def variable(self, asked: Asked, suffix: str, part: str, variable: Variable) -> None:
        self.variables[f"{asked.code}{suffix}"] = variable
        for alias in asked.aliases:
            self.variables[f"{alias}{part}"] = variable


def _codes_of_columns(survey: Survey) -> Iterator[str]:
    """Yield the codes that could name a column by themselves: of questions, and of arrays' statements."""
    for group in survey.groups:
        for asked in group.questions:
            yield asked.code
            if asked.type in BATTERIES | set(NAMED_ARRAYS) | {"K", "Q"}:
                yield from (part.code for part in asked.parts)
