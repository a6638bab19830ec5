"""An XLSForm as a questionnaire, and what was not taken from it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from psychograph.errors import Problem
from psychograph.instruments.translated import NO_TEXT, Translated
from psychograph.questionnaire.conditions import All, Any, Chosen, Condition, Not
from psychograph.questionnaire.formats.foreign.bounded import refuse_many
from psychograph.questionnaire.formats.foreign.names import Names
from psychograph.questionnaire.formats.foreign.sound import sound_answer, with_codes_apart, with_own_columns
from psychograph.questionnaire.formats.foreign.usable_conditions import Asked, asked_of, usable
from psychograph.questionnaire.formats.format import QuestionnaireError, Taken
from psychograph.questionnaire.formats.xlsform.answers import Answers, ChoiceLists, unescaped
from psychograph.questionnaire.formats.xlsform.asked_texts import with_texts
from psychograph.questionnaire.formats.xlsform.columns import (
    CHOICE_ALIASES,
    SURVEY_ALIASES,
    Cells,
    keys_of,
    languages_of,
    rows_of,
)
from psychograph.questionnaire.formats.xlsform.left_out import tell_of_row, tell_of_whole
from psychograph.questionnaire.formats.xlsform.sheets import EXPECTED, MEND, Form, form_of
from psychograph.questionnaire.formats.xlsform.tree import Node, select_of, tree_of
from psychograph.questionnaire.formats.xlsform.writing import AGREED
from psychograph.questionnaire.formats.xlsform.xpath import condition_of
from psychograph.questionnaire.losses import WHOLE, Aspect, Loss
from psychograph.questionnaire.model import (
    Battery,
    Consent,
    Item,
    Notice,
    Page,
    Question,
    Questionnaire,
)
from psychograph.quoting import listed, quoted, shortened

MOST_CHOICES = 100_000  # of all questions; many may share a long list
GENERATED = ("generated_table_list_label_", "reserved_name_for_field_list_labels_")


def read(name: str, content: bytes) -> Taken:
    """Return the questionnaire that an XLSForm holds.

    Parameters
    ----------
    name : str
        File name, for messages.
    content : bytes
        The spreadsheet.

    Raises
    ------
    QuestionnaireError
        Where it is no form: no sheet or column that a form must have, lists that do not exist, groups
        that never end; with sheet, row and column.
    """
    return taken_from(name, form_of(name, content))


def taken_from(name: str, form: Form) -> Taken:
    """Return the questionnaire that the sheets of a form hold; `name` is the file, for messages."""
    where = f"{name}, sheet survey"
    missing = [key for key in ("type", "name") if key not in keys_of(form.survey, SURVEY_ALIASES)]
    if missing:
        place = f"{where}, row 1"
        QuestionnaireError.collect(
            Problem(place, f"no column named {key}", EXPECTED, MEND) for key in missing
        )
    refuse_many(where, len(form.survey.rows), "rows")
    reading = _Reading(name, form)
    questionnaire = reading.questionnaire()
    QuestionnaireError.collect(reading.problems[:10])
    if not any(True for _ in questionnaire.questions):
        raise QuestionnaireError(Problem(where, "no question that can be asked here", EXPECTED, MEND))
    return Taken(questionnaire, tuple(reading.losses))


class _Reading:
    """One form as it is read, top down."""

    def __init__(self, name: str, form: Form) -> None:
        self.file = name
        self.form = form
        self.languages = languages_of(form)
        self.losses: list[Loss] = []
        self.problems: list[Problem] = []
        self.choices = 0  # of all questions so far
        self.names = Names()
        self.page_names = Names()
        self.numbered = map("page_{}".format, itertools.count(1))
        self.asked: dict[str, Asked] = {}
        self.codes: dict[str, dict[str, str]] = {}  # those that changed, by question and code of the form
        self.gates: set[str] = set()  # questions of consent, by their names in the form
        rows = rows_of(form.choices, CHOICE_ALIASES, self.languages)
        self.lists = ChoiceLists(rows, self.lose)
        self.answers = Answers(self.lists, self.lose)

    def lose(self, where: str, aspect: Aspect, what: str, instead: str) -> None:
        self.losses.append(Loss(where, aspect, what, instead))

    def problem(self, cells: Cells, column: str, found: str, expected: str, mend: str) -> None:
        place = f"{self.file}, sheet survey, row {cells.number}, column {column}"
        self.problems.append(Problem(place, found, expected, mend))

    def questionnaire(self) -> Questionnaire:
        top = tree_of(f"{self.file}, sheet survey", rows_of(self.form.survey, SURVEY_ALIASES, self.languages))
        intro, thanks = NO_TEXT, NO_TEXT
        if top and _is_note(top[0], "questionnaire_intro"):
            intro = self.text(WHOLE, top.pop(0).cells.text("label"))
        if top and _is_note(top[-1], "questionnaire_thanks"):
            thanks = self.text(WHOLE, top.pop().cells.text("label"))
        settings = self.form.settings.rows[0].cells if self.form.settings.rows else {}
        title = settings.get("form_title") or settings.get("set_form_title") or self.file.rsplit(".", 1)[0]
        pages = tuple(self.pages(top))
        tell_of_whole(settings, self.languages, self.lose)
        return Questionnaire(
            title=self.text(WHOLE, Translated(title)),
            pages=pages,
            language=self.languages.tag,
            intro=intro,
            thanks=thanks,
        )

    # Pages

    def pages(self, top: Sequence[Node]) -> Iterator[Page]:
        loose: list[Node] = []
        for node in top:
            if node.kind == "question" or self.is_table(node):
                loose.append(node)
                continue
            yield from self.loose_page(loose)
            loose = []
            page = self.page(node)
            if page is not None:
                yield page
        yield from self.loose_page(loose)

    def loose_page(self, nodes: Sequence[Node]) -> Iterator[Page]:
        """Yield a page of what stands in no group, where there is any."""
        before = len(self.losses)
        questions = tuple(self.questions(nodes, ()))
        if not questions:
            return
        name = self.page_names.take(next(self.numbered))
        told = Loss(
            name,
            Aspect.PAGES,
            f"that {_loose(questions)} in no group, one a screen",
            "on one page",
        )
        self.losses.insert(before, told)
        yield Page(name, questions)

    def page(self, node: Node) -> Page | None:
        wanted = node.name or "page"
        name = self.page_names.take(wanted, "page")
        if name != wanted:
            self.lose(name, Aspect.NAME, f"the name {quoted(wanted)} of a group", f"the page is named {name}")
        tell_of_row(name, node, self.lose)
        shown_if = self.condition(name, node)
        intro = NO_TEXT
        children = list(node.children)
        if children and _is_note(children[0], f"{node.name}_intro"):
            intro = self.text(name, children.pop(0).cells.text("label"))
        if node.kind == "repeat":
            self.lose(name, Aspect.CONTENT, "that its questions are asked repeatedly", "they are asked once")
        elif "field-list" not in node.appearances:
            self.lose(name, Aspect.PAGES, "a screen for each of its questions", "they stand on one page")
        questions = tuple(self.questions(children, ()))
        title = self.text(name, node.cells.text("label"))
        if not questions:
            self.lose(name, Aspect.CONTENT, "a group without questions that can be asked here", "left out")
            return None
        return Page(name, questions, title, intro, shown_if)

    def questions(self, nodes: Sequence[Node], conditions: tuple[Condition, ...]) -> Iterator[Question]:
        """Yield the questions of a group, those of groups inside it too."""
        at = 0
        while at < len(nodes):
            node = nodes[at]
            at += 1
            if node.name.startswith(GENERATED):
                continue
            if node.kind == "question":
                question = self.question(node, conditions)
                if question is None:
                    continue
                question, at = with_texts(node, question, nodes, at)
                question = with_own_columns(question, self.names, self.lose)
                self.know(node, question)
                yield question
            elif self.is_table(node):
                yield from self.table(node, conditions)
            else:
                yield from self.group(node, conditions)

    def group(self, node: Node, conditions: tuple[Condition, ...]) -> Iterator[Question]:
        """Yield the questions of a group inside a page, each shown when the group is."""
        name = node.name or "a group"
        where = self.page_names.take(node.name or "group", "page")
        tell_of_row(where, node, self.lose)
        own = self.condition(where, node)
        label = node.cells.text("label")
        if node.kind == "repeat":
            self.lose(where, Aspect.CONTENT, "that its questions are asked repeatedly", "they are asked once")
        self.lose(
            where, Aspect.PAGES, f"that {name} is a group inside a group", "its questions stand on the page"
        )
        if label:
            self.lose(where, Aspect.TEXT, f"the heading '{shortened(label.text)}'", "left out")
        yield from self.questions(node.children, (*conditions, *([own] if own else [])))

    # Questions

    def take_name(self, node: Node) -> str:
        wanted = node.name
        if not wanted:
            self.problem(
                node.cells, "name", "no name", "a name for each question", "write a name, or take the row out"
            )
        name = self.names.take(wanted or "q")
        if name != wanted:
            self.lose(name, Aspect.NAME, f"the name {quoted(wanted)}", f"it is named {name}")
        return name

    def question(self, node: Node, conditions: tuple[Condition, ...]) -> Question | None:
        cells = node.cells
        select = select_of(cells["type"])
        if select is not None and select.list_name in self.lists:
            self.choices += len(self.lists.options(select.list_name))
            self.refuse_choices()
        if select is not None and not select.elsewhere and select.list_name not in self.lists:
            near = listed(self.lists.names) or "none"
            self.problem(
                cells,
                "type",
                f"the list {quoted(select.list_name)}",
                f"a list of the sheet choices ({near})",
                "add its choices to the sheet choices, or correct the name",
            )
            return None
        wanted = node.name or "q"
        lost = self.answers.left_out(node, select)
        if lost:
            where = self.names.take(wanted)
            self.lose(
                where, Aspect.CONTENT, f"a question of the type {quoted(cells['type'])} ({lost})", "left out"
            )
            return None
        name = self.take_name(node)
        tell_of_row(name, node, self.lose)
        answer = sound_answer(name, self.answers.of(name, node, select), self.lose)
        answer, self.codes[node.name] = with_codes_apart(name, answer, self.lose)
        own = self.condition(name, node)
        shown_if = _all((*conditions, *([own] if own else [])))
        question = Question(
            name=name,
            text=self.text(name, cells.text("label")),
            answer=answer,
            help=self.text(name, cells.text("hint"), Aspect.HELP),
            required=self.required(name, node) and not isinstance(answer, Notice),
            shown_if=shown_if,
        )
        if not question.text:
            question = replace(question, text=Translated(node.name))
            self.lose(name, Aspect.TEXT, "a question without text", f"'{node.name}' is asked")
        return question

    def refuse_choices(self) -> None:
        if self.choices > MOST_CHOICES:
            found = f"more than {MOST_CHOICES:,} choices of all questions"
            raise QuestionnaireError(Problem(self.file, found, EXPECTED, "shorten the lists of choices"))

    def know(self, node: Node, question: Question) -> None:
        """Let later conditions look at a question."""
        for asked in asked_of(question, self.codes.get(node.name)):
            self.asked[node.name] = asked
        if isinstance(question.answer, Consent):
            self.gates.add(node.name)

    # Tables

    def is_table(self, node: Node) -> bool:
        return node.kind == "group" and "table-list" in node.appearances

    def table(self, node: Node, conditions: tuple[Condition, ...]) -> Iterator[Question]:
        """Yield a battery; where its answers are no scale, one question for each of its rows."""
        rows = [child for child in node.children if not child.name.startswith(GENERATED)]
        selects = [select_of(child.cells["type"]) if child.kind == "question" else None for child in rows]
        lists = {select.list_name for select in selects if select is not None and select.kind == "one"}
        found = None
        if rows and len(lists) == 1 and None not in selects and not any(s.other for s in selects if s):
            (list_name,) = lists
            found = self.lists.scale(list_name) if list_name in self.lists else None
        if found is None:
            yield from self.no_battery(node, conditions)
            return
        scale, declined = found
        name = self.take_name(node)
        self.lists.tell(name, next(iter(lists)))
        tell_of_row(name, node, self.lose)
        own = self.condition(name, node)
        required = {self.required(child.name, child) for child in rows}
        if len(required) > 1:
            self.lose(name, Aspect.REQUIRED, "that some statements are required and some are not", "none is")
        items = tuple(self.item(child) for child in rows)
        question = Question(
            name=name,
            text=self.text(name, node.cells.text("label")),
            answer=Battery(scale, items, declined),
            help=self.text(name, node.cells.text("hint"), Aspect.HELP),
            required=required == {True},
            shown_if=_all((*conditions, *([own] if own else []))),
        )
        for child, asked in zip(rows, asked_of(question), strict=True):
            self.asked[child.name] = asked
        yield question

    def item(self, node: Node) -> Item:
        name = self.take_name(node)
        tell_of_row(name, node, self.lose)
        if node.cells["relevant"]:
            self.lose(name, Aspect.SKIP, f"when it is shown ({node.cells['relevant']})", "it is always shown")
        if node.cells.text("hint"):
            self.lose(name, Aspect.HELP, f"its hint '{shortened(node.cells.text('hint').text)}'", "left out")
        return Item(name, self.text(name, node.cells.text("label")) or Translated(node.name))

    def no_battery(self, node: Node, conditions: tuple[Condition, ...]) -> Iterator[Question]:
        where = self.names.take(node.name or "table")
        self.lose(
            where,
            Aspect.TYPE,
            "a table whose answers are no scale of whole numbers",
            "its rows are asked one by one",
        )
        own = self.condition(where, node)
        conditions = (*conditions, *([own] if own else []))
        label = self.text(where, node.cells.text("label"))
        if label:
            yield Question(where, label, Notice(), shown_if=_all(conditions))
        yield from self.questions(node.children, conditions)

    # Cells

    def text(self, where: str, text: Translated, aspect: Aspect = Aspect.TEXT) -> Translated:
        if "${" in text.text or any("${" in said for _, said in text.others):
            self.lose(where, aspect, "an earlier answer inside the text", "the text says ${...} instead")
        return unescaped(text)

    def required(self, where: str, node: Node) -> bool:
        said = node.cells["required"].strip().lower()
        if said not in {"", "yes", "no", "true", "false", "true()", "false()"}:
            self.lose(
                where, Aspect.REQUIRED, f"that it is required where {shortened(said)}", "it is not required"
            )
        return said in {"yes", "true", "true()"}

    def condition(self, where: str, node: Node) -> Condition | None:
        """Return when a row is shown, in our names; without that agreement was given, which is understood."""
        said = node.cells["relevant"].strip()
        if not said:
            return None
        try:
            condition = condition_of(said)
            rest = self.without_gates(condition) if condition is not None else None
            return None if rest is None else usable(rest, self.asked)
        except ValueError as reason:
            self.lose(
                where, Aspect.SKIP, f"when it is shown ({shortened(said)}): {reason}", "it is always shown"
            )
            return None

    def without_gates(self, condition: Condition) -> Condition | None:
        parts = condition.parts if isinstance(condition, All) else (condition,)
        rest = tuple(part for part in parts if not self.is_gate(part))
        return _all(rest) if len(rest) < len(parts) else condition

    def is_gate(self, part: Condition) -> bool:
        match part:
            case Any((agreed, Not())):
                return self.is_gate(agreed)
            case Chosen(name, code):
                return name in self.gates and code == AGREED
        return False


def _is_note(node: Node, name: str) -> bool:
    written = node.name == name or node.name.removeprefix(f"{name}_").isdigit()
    return node.kind == "question" and node.cells["type"].strip() == "note" and written


def _all(conditions: tuple[Condition, ...]) -> Condition | None:
    if len(conditions) < 2:
        return conditions[0] if conditions else None
    return All(conditions)


def _loose(questions: Sequence[Question]) -> str:
    first = questions[0].name
    return f"{first} stands" if len(questions) == 1 else f"{len(questions)} questions from {first} on stand"
