"""A questionnaire as an XLSForm, and what the form does not say."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import NO_TEXT, Translated
from psychograph.questionnaire.conditions import All, Condition
from psychograph.questionnaire.formats.foreign.language_names import named, tag_of
from psychograph.questionnaire.formats.foreign.measured import measured_losses
from psychograph.questionnaire.formats.foreign.names import Names, identifier
from psychograph.questionnaire.formats.foreign.steps import steps_of
from psychograph.questionnaire.formats.format import Written
from psychograph.questionnaire.formats.xlsform.sheets import LONGEST_CELL, Form, sheet_of, workbook
from psychograph.questionnaire.formats.xlsform.xpath import Term, text_literal, xpath
from psychograph.questionnaire.losses import WHOLE, Aspect, Loss
from psychograph.questionnaire.model import (
    Answer,
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
    choices_of,
)

AGREED = "1"
JOINER = "\u2060"  # is not seen; parts "${", which a form would replace by an answer
CODE = re.compile(r"[\w.+-]+")
SURVEY = ("type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message")
REST = ("appearance", "parameters")
CHOICES = ("list_name", "name", "label", "declined", "exclusive", "consent_version")
LIKERT = "likert"
LONGEST_NAME = 200  # forms set no limit; ours are 40, and some are made of two

Cells = dict[str, str]


def write(questionnaire: Questionnaire) -> Written:
    """Return a questionnaire as an XLSForm.

    Pages become groups that are shown as one screen (``field-list``), batteries tables
    (``table-list``), ratings choices with the appearance ``likert``. A choice that asks for a text gets a
    text question after it. Without consent nothing after it is shown.
    """
    made = _Writing(questionnaire)
    form = made.form()
    return Written({".xlsx": workbook(form)}, tuple(made.losses))


class _Writing:
    """One form as it grows, row by row."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.languages = (questionnaire.language, *questionnaire.languages)
        self.rows: list[Cells] = []
        self.choices: list[Cells] = []
        self.losses: list[Loss] = []
        self.lists: dict[object, str] = {}
        self.list_names = Names(longest=LONGEST_NAME)
        self.gates: list[str] = []
        self.names = Names(longest=LONGEST_NAME)
        self.terms = dict(self._terms())
        for name in [question.name for question in questionnaire.questions] + list(self.terms):
            if name not in self.names:
                self.names.take(name)

    def lose(self, where: str, aspect: Aspect, what: str, instead: str) -> None:
        self.losses.append(Loss(where, aspect, what, instead))

    def form(self) -> Form:
        asked = self.questionnaire
        for language in self.languages:
            if tag_of(named(language)) != language:
                self.lose(
                    WHOLE, Aspect.TRANSLATION, f"the tag {language}", f"the tag {tag_of(named(language))}"
                )
        if asked.intro:
            name = self.names.take("questionnaire_intro")
            self.row("note", name, WHOLE, asked.intro)
        for page in asked.pages:
            self.page(page)
        if asked.thanks:
            name = self.names.take("questionnaire_thanks")
            self.row("note", name, WHOLE, asked.thanks)
        self.losses.extend(measured_losses(asked))
        if asked.title.others:
            self.lose(
                WHOLE,
                Aspect.TRANSLATION,
                "the title in other languages",
                f"the title in {asked.language} only",
            )
        order = [self.column(column, tag) for column in SURVEY for tag in self.tags_of(column)]
        survey = sheet_of(self.rows, [*order, *REST])
        lists = sheet_of(
            self.choices, [self.column(column, tag) for column in CHOICES for tag in self.tags_of(column)]
        )
        title = self.plain(WHOLE, Aspect.TEXT, asked.title.text)
        told = repr((survey, lists, title)).encode("utf-8", "surrogatepass")
        settings = {
            "form_title": title,
            "form_id": identifier(asked.title.text.lower(), "form"),
            "version": hashlib.sha256(told).hexdigest()[:10],  # changes when the form does, and only then
            "default_language": named(asked.language),
            "style": "pages",
            # Else the converter joins spaces that stand together.
            "clean_text_values": "no",
        }
        return Form(survey, lists, sheet_of([settings], list(settings)))

    def tags_of(self, column: str) -> Sequence[str]:
        return self.languages if column in {"label", "hint", "constraint_message"} else ("",)

    def column(self, column: str, tag: str) -> str:
        return f"{column}::{named(tag)}" if tag else column

    # Rows

    def row(self, kind: str, name: str, where: str, label: Translated, **cells: str) -> None:
        row = {"type": kind, "name": name, **self.said("label", where, label)}
        self.rows.append({**row, **{column: cell for column, cell in cells.items() if cell}})

    def said(self, column: str, where: str, text: Translated) -> Cells:
        """Return the cells of a text, one a language; where it is not translated, as it was written."""
        if not text.text and not text.others:
            return {}
        aspect = Aspect.HELP if column == "hint" else Aspect.TEXT
        base = self.plain(where, aspect, text.text)
        cells = {self.column(column, self.questionnaire.language): base}
        for tag in self.languages[1:]:
            other = self.plain(where, Aspect.TRANSLATION, text.read(tag))
            cells[self.column(column, tag)] = other
            if text.has(tag) and other == base:
                self.lose(
                    where,
                    Aspect.TRANSLATION,
                    f"that {tag} says the same, by its own translation",
                    "the same words are shown",
                )
        return cells

    def plain(self, where: str, aspect: Aspect, text: str) -> str:
        if len(text) > LONGEST_CELL - 100:
            self.lose(where, aspect, f"all after {LONGEST_CELL - 100:,} letters", "the text ends there")
            text = text[: LONGEST_CELL - 100]
        return text.replace("${", f"${JOINER}{{")

    def page(self, page: Page) -> None:
        name = self.names.take(page.name, "page")
        if name != page.name:
            self.lose(page.name, Aspect.NAME, f"the name {page.name} of the page", f"the name {name}")
        if page.shuffled:
            self.lose(
                page.name, Aspect.ORDER, "the order of chance of the page's questions", "the order as written"
            )
        relevant = self.relevant(page.name, page.shown_if)
        self.row("begin_group", name, page.name, page.title, relevant=relevant, appearance="field-list")
        inner = list(self.gates)
        if page.intro:
            self.row("note", self.names.take(f"{name}_intro"), page.name, page.intro)
        self.gates = []
        for question in page.questions:
            self.question(question, page)
        self.gates = inner + self.gates
        self.rows.append({"type": "end_group", "name": name})

    def relevant(self, where: str, condition: Condition | None) -> str:
        """Return when a row is shown: where its own condition holds, and agreement was given before it."""
        gates = self.gates
        if condition is None:
            return " and ".join(gates)
        try:
            own = xpath(condition, self.terms)
        except ValueError as reason:
            self.lose(where, Aspect.SKIP, f"when it is shown ({condition}): {reason}", "it is always shown")
            return " and ".join(gates)
        return " and ".join([*gates, f"({own})"]) if gates else own

    def question(self, question: Question, page: Page) -> None:
        answer, name = question.answer, question.name
        relevant = self.relevant(name, question.shown_if)
        required = "yes" if question.required else ""
        hint = self.said("hint", name, question.help)
        match answer:
            case Battery():
                self.battery(question, answer, relevant)
                return
            case Notice():
                required = ""
            case Consent():
                self.gates = [*self.gates, self.gate(question, page)]
        kind, cells = self.kind(question)
        text = self.with_unit(question)
        self.row(kind, name, name, text, required=required, relevant=relevant, **hint, **cells)
        if not isinstance(answer, Consent):
            self.texts_after(question)

    def with_unit(self, question: Question) -> Translated:
        """Return the question, with the unit of its number in brackets after it."""
        unit = question.answer.unit if isinstance(question.answer, Number) else NO_TEXT
        if not unit and not unit.others:
            return question.text
        where = question.name
        self.lose(where, Aspect.TEXT, f"that ({unit}) is the unit of the number", "it ends the question")
        tags = sorted({*question.text.languages, *unit.languages})
        others = {tag: f"{question.text.read(tag)} ({unit.read(tag)})" for tag in tags}
        if tags:
            self.lose(where, Aspect.TRANSLATION, "that the unit is one", "it ends the translated question")
        return Translated.of(f"{question.text} ({unit})", others)

    def kind(self, question: Question) -> tuple[str, Cells]:
        """Return the type of a question's row, and the cells that its kind of answer adds."""
        answer, name = question.answer, question.name
        match answer:
            case Rating(scale, declined):
                return f"select_one {self.scale_list(name, scale, declined)}", {"appearance": LIKERT}
            case Single(choices, shuffled):
                return f"select_one {self.choice_list(name, choices)}", self.shuffled(name, choices, shuffled)
            case Multiple(choices, shuffled):
                cells = self.shuffled(name, choices, shuffled)
                cells["constraint"] = self.several(name, answer)
                return f"select_multiple {self.choice_list(name, choices)}", cells
            case Ranking(choices, shuffled, most):
                if most is not None and most < len(choices):
                    self.lose(
                        name, Aspect.LIMITS, f"that only the first {most} count", "all are put in order"
                    )
                return f"rank {self.choice_list(name, choices)}", self.shuffled(name, choices, shuffled)
            case Number(low, high, whole):
                ends = tuple("" if end is None else _number(end) for end in (low, high))
                return "integer" if whole else "decimal", self.bounds(ends, ends)
            case Day(earliest, latest):
                ends = (earliest, latest)
                return "date", self.bounds(tuple(f"date('{end}')" if end else "" for end in ends), ends)
            case FreeText(long, most):
                limit = f"string-length(.) <= {most}" if most is not None else ""
                return "text", {"appearance": "multiline" if long else "", "constraint": limit}
            case Postcode(country):
                self.lose(name, Aspect.TYPE, "that the answer is a postcode", "a text is asked")
                if country:
                    self.lose(
                        name, Aspect.LIMITS, f"the rules of postcodes of {country}", "any text is taken"
                    )
                return "text", {}
            case Consent():
                return f"select_one {self.consent_list(question, answer)}", {}
            case _:
                return "note", {}

    def bounds(self, ends: Sequence[str], shown: Sequence[str]) -> Cells:
        low, high = ends
        said = [f". >= {low}" if low else "", f". <= {high}" if high else ""]
        constraint = " and ".join(part for part in said if part)
        if not constraint:
            return {}
        first, last = shown
        message = (
            f"{first} \u2013 {last}" if first and last else f"\u2265 {first}" if first else f"\u2264 {last}"
        )
        messages = {self.column("constraint_message", tag): message for tag in self.languages}
        return {"constraint": constraint, **messages}

    def several(self, name: str, answer: Multiple) -> str:
        parts = []
        if answer.least is not None:
            parts.append(f"count-selected(.) >= {answer.least}")
        if answer.most is not None:
            parts.append(f"count-selected(.) <= {answer.most}")
        codes = self.terms[name].codes
        for choice in answer.choices:
            if choice.exclusive:
                code = text_literal(codes.get(choice.code, choice.code))
                parts.append(f"not(selected(., {code}) and count-selected(.) > 1)")
        return " and ".join(parts)

    def shuffled(self, where: str, choices: Sequence[Choice], shuffled: bool) -> Cells:
        if not shuffled:
            return {}
        if any(choice.specify or choice.exclusive or choice.declined for choice in choices):
            self.lose(
                where,
                Aspect.ORDER,
                "that choices such as 'other' stay last",
                "they are shuffled with the rest",
            )
        return {"parameters": "randomize=true"}

    def battery(self, question: Question, battery: Battery, relevant: str) -> None:
        name = question.name
        listed = self.scale_list(name, battery.scale, battery.declined)
        hint = self.said("hint", name, question.help)
        self.row("begin_group", name, name, question.text, relevant=relevant, appearance="table-list", **hint)
        required = "yes" if question.required else ""
        for item in battery.items:
            self.row(f"select_one {listed}", item.name, item.name, item.text, required=required)
        self.rows.append({"type": "end_group", "name": name})
        if battery.shuffled:
            self.lose(name, Aspect.ORDER, "the order of chance of its statements", "the order as written")
        if any(choice.specify for choice in battery.declined):
            self.lose(name, Aspect.CHOICE, "the text that an answer asks for", "no text is asked")

    def texts_after(self, question: Question) -> None:
        """Write a text question for each choice that asks for one."""
        name = question.name
        term = self.terms.get(name)
        for choice in choices_of(question.answer):
            if not choice.specify or term is None:
                continue
            code = term.codes.get(choice.code, choice.code)
            taken = self.names.take(f"{name}_{code}_text")
            said = text_literal(code)
            relevant = f"selected(${{{name}}}, {said})"
            self.row("text", taken, name, choice.label, relevant=relevant)
            told = f"{name}_{choice.code}_text"
            if taken != told:
                self.lose(name, Aspect.NAME, f"the column {told} of the texts", f"the form calls it {taken}")

    def gate(self, question: Question, page: Page) -> str:
        """Return when what follows a consent is shown: with agreement, or where nobody was asked for it."""
        agreed = f"selected(${{{question.name}}}, '{AGREED}')"
        asked = tuple(one for one in (page.shown_if, question.shown_if) if one is not None)
        try:
            return f"({agreed} or not({xpath(All(asked), self.terms)}))" if asked else agreed
        except ValueError:  # told where the condition itself is written
            return agreed

    # Choices

    def scale_list(self, where: str, scale: AnswerScale, declined: Sequence[Choice]) -> str:
        return self.choice_list(where, (*steps_of(scale), *declined), scale.name)

    def consent_list(self, question: Question, consent: Consent) -> str:
        choice = Choice(AGREED, consent.label)
        return self.choice_list(question.name, (choice,), version=consent.version)

    def choice_list(self, where: str, choices: Sequence[Choice], wanted: str = "", version: str = "") -> str:
        """Return the name of the list of these choices; equal choices share one."""
        codes = self.terms[where].codes if where in self.terms else {}
        key = (tuple(choices), tuple(sorted(codes.items())), version)
        labels = [self.said("label", where, choice.label) for choice in choices]
        if key in self.lists:
            return self.lists[key]
        name = self.lists[key] = self.list_names.take(wanted or where, "list")
        for choice, label in zip(choices, labels, strict=True):
            flags = {
                "declined": "yes" if choice.declined else "",
                "exclusive": "yes" if choice.exclusive else "",
                "consent_version": version,
            }
            code = codes.get(choice.code, choice.code)
            self.choices.append({"list_name": name, "name": code, **label, **flags})
        return name

    def _terms(self) -> Iterator[tuple[str, Term]]:
        """Yield what conditions can look at: questions by their name, statements by theirs."""
        for question in self.questionnaire.questions:
            answer = question.answer
            term = Term(_term_kind(answer), self._codes(question))
            if isinstance(answer, Battery):
                yield from ((item.name, term) for item in answer.items)
                yield question.name, Term("table", term.codes)
            elif not isinstance(answer, Notice):
                yield question.name, term

    def _codes(self, question: Question) -> Mapping[str, str]:
        """Return codes that a form cannot have, with those that stand instead."""
        choices = choices_of(question.answer)
        taken = {choice.code for choice in choices if CODE.fullmatch(choice.code)}
        changed: dict[str, str] = {}
        for choice in choices:
            if CODE.fullmatch(choice.code):
                continue
            base = re.sub(r"[^\w.+-]+", "_", choice.code).strip("_") or "code"
            code = next(one for one in _numbered(base) if one not in taken)
            taken.add(code)
            changed[choice.code] = code
            self.lose(question.name, Aspect.CODES, f"the code '{choice.code}'", f"answers hold '{code}'")
        return changed


def _numbered(base: str) -> Iterator[str]:
    yield base
    yield from (f"{base}_{number}" for number in range(2, 100_000))


def _term_kind(answer: Answer) -> str:
    match answer:
        case Number():
            return "number"
        case Day():
            return "day"
        case Multiple() | Ranking():
            return "several"
        case FreeText() | Postcode():
            return "text"
        case _:
            return "code"


def _number(value: float) -> str:
    """Return a number as XPath writes it, without exponent."""
    exact = float(value)
    if exact.is_integer():
        return str(int(exact))
    return format(exact, "f") if "e" in repr(exact) else repr(exact)
