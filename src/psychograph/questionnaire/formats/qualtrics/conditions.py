"""Conditions on one questionnaire as logic of Qualtrics, which looks at choices by number."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

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
from psychograph.questionnaire.formats.qualtrics.choices import new_codes, shown_choices
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
from psychograph.questionnaire.formats.qualtrics.questions import BY_HAND
from psychograph.questionnaire.losses import Aspect
from psychograph.questionnaire.model import (
    Battery,
    Day,
    Multiple,
    Page,
    Question,
    Questionnaire,
    Ranking,
    Rating,
)


@dataclass(frozen=True)
class Asked:
    """Where logic finds a question or a statement: the start of its locator, and its choices in order."""

    number: str
    question: Question
    row: int = 0

    def locator(self, at: int) -> str:
        """Return the locator of a choice, by its number from 1."""
        if self.row:
            return f"q://{self.number}/SelectableAnswer/{self.row}/{at}"
        return f"q://{self.number}/SelectableChoice/{at}"


@dataclass
class Conditions:
    """Writes conditions; `lose` is told what they do not say."""

    questionnaire: Questionnaire
    lose: Callable[[str, Aspect, str, str], None]
    asked: dict[str, Asked] = field(default_factory=dict)

    def __post_init__(self) -> None:
        pages = self.questionnaire.pages
        self.page_of = {question.name: page.name for page in pages for question in page.questions}

    def know(self, question: Question, number: str) -> None:
        """Let later conditions look at a question, by its id."""
        self.asked[question.name] = Asked(number, question)
        if isinstance(question.answer, Battery):
            for row, item in enumerate(question.answer.items, 1):
                self.asked[item.name] = Asked(number, question, row)

    def of_page(self, page: Page) -> Element:
        """Return the logic of the branch that shows a page; none where it is always shown."""
        return self._shown_if(page.name, page.shown_if, in_page=None)

    def of_question(self, question: Question) -> Element:
        """Return the logic of a question; none where it is always shown."""
        condition, here = question.shown_if, self.page_of[question.name]
        seen = [self.asked[name] for name in names_in(condition) if name in self.asked] if condition else []
        in_page = any(self.page_of[one.question.name] == here for one in seen)
        return self._shown_if(question.name, condition, in_page=in_page)

    def of_refusal(self, question: Question) -> Element:
        """Return the logic of the branch for those who do not consent."""
        refused = Leaf(self.asked[question.name].locator(2), "Selected")
        return logic_of(Answered(question.name), lambda _: refused, in_page=None)

    def _shown_if(self, where: str, condition: Condition | None, *, in_page: bool | None) -> Element:
        if condition is None:
            return {}
        try:
            made = logic_of(condition, self._leaves, in_page=in_page)
            again = condition_of(made, self._meaning)
            several = {q.name for q in self.questionnaire.questions if isinstance(q.answer, Multiple)}
            if not equivalent(self._recoded(condition), again, several):
                what = f"the words of when it is shown ({condition})"
                self.lose(where, Aspect.SKIP, what, "the answers that fulfil it are listed")
            return made
        except NotSaidError as reason:
            what = f"when it is shown ({condition}): {reason}"
            self.lose(where, Aspect.SKIP, what, f"it is always shown; {BY_HAND}")
            return {}

    def _recoded(self, condition: Condition) -> Condition:
        """Return a condition with the codes that answers get in Qualtrics."""
        match condition:
            case All(parts) | Any(parts):
                return type(condition)(tuple(map(self._recoded, parts)))
            case Not(part):
                return Not(self._recoded(part))
            case Compared(name, _, value) if name in self.asked:
                return replace(condition, value=self._new_code(name, value))
            case Chosen(name, code) if name in self.asked:
                return Chosen(name, self._new_code(name, code))
        return condition

    def _new_code(self, name: str, code: str) -> str:
        choices = shown_choices(self.asked[name].question)
        by_code = dict(zip([choice.code for choice in choices], new_codes(choices), strict=True))
        return by_code.get(code, code)

    def _meaning(self, leaves: Sequence[Leaf]) -> Condition:
        """Return what our reader will take comparisons for."""
        found = re.match(r"q://(QID\d+)/(?:SelectableAnswer/(\d+))?", leaves[0].locator)
        assert found is not None  # noqa: S101 - our own
        row = int(found[2] or 0)
        name, asked = next(
            (name, one) for name, one in self.asked.items() if (one.number, one.row) == (found[1], row)
        )
        codes = {str(at): code for at, code in enumerate(new_codes(shown_choices(asked.question)), 1)}
        answer = asked.question.answer
        several, ordered = isinstance(answer, Multiple), isinstance(answer, (Rating, Battery))
        return meaning_of(leaves, Seen(name, codes, several, ordered))

    def _leaves(self, condition: Condition) -> Tree:
        """Return one comparison of ours in comparisons of Qualtrics."""
        assert isinstance(condition, (Compared, Chosen, Answered))  # noqa: S101 - the others are taken apart
        asked = self.asked.get(condition.name)
        if asked is None:
            raise NotSaidError(f"'{condition.name}' is not asked before")
        answer = asked.question.answer
        choices = shown_choices(asked.question)
        if not choices:
            if isinstance(answer, Day) and not isinstance(condition, Answered):
                raise NotSaidError("days are typed in another form there")
            return text_leaves(f"q://{asked.number}/ChoiceTextEntryValue", condition)
        if isinstance(answer, Ranking):
            raise NotSaidError("it looks at a ranking")
        several = isinstance(answer, Multiple)
        fulfil = [
            at
            for at, choice in enumerate(choices, 1)
            if holds(condition, {condition.name: frozenset({choice.code}) if several else choice.code})
        ]
        chosen = tuple(Leaf(asked.locator(at), "Selected") for at in fulfil)
        return chosen[0] if len(chosen) == 1 else Either(chosen)
