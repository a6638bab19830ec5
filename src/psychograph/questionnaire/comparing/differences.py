"""What differs between two questionnaires, in the words in which losses are told.

By it tests hold that no format loses anything untold. What is told stands at its own place: at a page its
name, title, intro, condition and what it holds; at a question all of it, its choices and its scale included;
at a statement its name, its text and what it measures, for which its battery may stand too; at `WHOLE` the
title, intro, thanks, language and the order of pages.

What respondents cannot see makes no difference: the name of a standard scale, a step labelled with its own
number, a translation that is the text itself, "at least 0 choices", a consent that need not be given,
conditions that hold for the same answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from psychograph.instruments.translated import NO_TEXT
from psychograph.questionnaire.comparing.equivalence import equivalent
from psychograph.questionnaire.comparing.within_question import (
    NOTHING,
    Difference,
    compared_answers,
    compared_keys,
    compared_texts,
    kind_of,
    options_of,
    short,
    yes,
)
from psychograph.questionnaire.conditions import All, Answered, Any, Chosen, Compared, Condition, Not
from psychograph.questionnaire.losses import WHOLE, Aspect, Loss
from psychograph.questionnaire.model import (
    Battery,
    Consent,
    Item,
    Multiple,
    Notice,
    Page,
    Question,
    Questionnaire,
)
from psychograph.quoting import listed

__all__ = ["Difference", "covers", "differences"]

ONE_BY_ONE = frozenset({Aspect.TEXT, Aspect.CONTENT})


def covers(loss: Loss, difference: Difference) -> bool:
    """Return whether a loss tells of a difference: the same part of the same place, its battery or the whole.

    Texts and questions are told one by one: what is lost of the whole covers none of them.

    Examples
    --------
    >>> told = Loss("q1", Aspect.ORDER, "the order of chance", "set it by hand")
    >>> covers(told, Difference("q1", Aspect.ORDER, "by chance", "as written"))
    True
    >>> covers(told, Difference("q1", Aspect.TEXT, "Age", "Age?"))
    False
    """
    places = {difference.where, difference.part_of} - {""}
    if loss.aspect not in ONE_BY_ONE:
        places.add(WHOLE)
    return loss.aspect is difference.aspect and loss.where in places


def differences(
    before: Questionnaire, after: Questionnaire, renamed: Mapping[str, str] | None = None
) -> tuple[Difference, ...]:
    """Return what differs between two questionnaires.

    Parameters
    ----------
    before, after : Questionnaire
        As it was, and as it is; such as what was written and what was read again.
    renamed : mapping of str to str
        New name of pages, questions and statements that are called otherwise now, by the old one. Each is
        told once; the rest is compared under the new name.

    Returns
    -------
    tuple of Difference
        In the order of the questionnaire; nothing where the two are the same for respondents and analysts.

    Examples
    --------
    >>> from psychograph.instruments.translated import Translated
    >>> from psychograph.questionnaire.model import FreeText
    >>> one = Page("p", (Question("a", Translated("Why?"), FreeText()),))
    >>> two = Page("p", (Question("a", Translated("Why?"), FreeText(most=80), required=True),))
    >>> title = Translated("Tea")
    >>> for said in differences(Questionnaire(title, (one,)), Questionnaire(title, (two,))):
    ...     print(said)
    a, required: no -> yes
    a, limits: nothing -> at most 80 characters
    """
    return tuple(_Comparison(before, after, dict(renamed or {})).all())


@dataclass
class _Comparison:
    """Two questionnaires, and how the names and codes of the first are called in the second."""

    before: Questionnaire
    after: Questionnaire
    renamed: Mapping[str, str]
    found: dict[str, Question] = field(
        default_factory=dict
    )  # of the second; a statement stands for its battery
    codes: dict[str, dict[str, str]] = field(default_factory=dict)  # by name before: code before, code after

    def __post_init__(self) -> None:
        for question in self.after.questions:
            self.found[question.name] = question
            if isinstance(question.answer, Battery):
                self.found.update((item.name, question) for item in question.answer.items)
        self.several = {
            self._new(question.name)
            for question in self.before.questions
            if isinstance(question.answer, Multiple)
        }
        for question in self.before.questions:
            for name in _columns(question):
                self.codes[name] = self._codes_of(question, name)

    def all(self) -> Iterator[Difference]:
        before, after = self.before, self.after
        for what in ("title", "intro", "thanks"):
            yield from compared_texts(WHOLE, getattr(before, what), getattr(after, what))
        if before.language != after.language:
            yield Difference(WHOLE, Aspect.TRANSLATION, before.language, after.language)
        yield from self._pages()
        for page in before.pages:
            yield from self._page(page)
            for question in page.questions:
                yield from self._question(question, page)
        yield from self._added()

    # Names and codes

    def _new(self, name: str) -> str:
        return self.renamed.get(name, name)

    def _called(self, where: str, part_of: str = "") -> Iterator[Difference]:
        if where != self._new(where):
            yield Difference(where, Aspect.NAME, where, self._new(where), part_of)

    def _codes_of(self, question: Question, name: str) -> dict[str, str]:
        """Return how the codes of a question are called now: the same, or by their places."""
        after = self.found.get(self._new(name))
        old = [choice.code for choice in options_of(question.answer)]
        new = [choice.code for choice in options_of(after.answer)] if after else []
        if set(old) <= set(new) or len(old) != len(new):
            return {}
        return dict(zip(old, new, strict=True))

    def _condition(self, condition: Condition | None) -> Condition | None:
        """Return a condition with the names and codes that are in use now."""
        match condition:
            case All(parts):
                return All(tuple(self._part(part) for part in parts))
            case Any(parts):
                return Any(tuple(self._part(part) for part in parts))
            case Not(part):
                return Not(self._part(part))
            case Compared(name, _, value):
                return replace(condition, name=self._new(name), value=self._code(name, value))
            case Chosen(name, code):
                return Chosen(self._new(name), self._code(name, code))
            case Answered(name):
                return Answered(self._new(name))
        return None

    def _part(self, condition: Condition) -> Condition:
        part = self._condition(condition)
        return condition if part is None else part

    def _code(self, name: str, code: str) -> str:
        return self.codes.get(name, {}).get(code, code)

    # Pages

    def _pages(self) -> Iterator[Difference]:
        """Tell pages whose order changed, where all of them are still there."""
        homes = [home for page in self.before.pages if (home := self._home(page)) is not None]
        places = [self.after.pages.index(home) for home in homes]
        if len(set(places)) == len(places) and places != sorted(places):
            yield Difference(WHOLE, Aspect.ORDER, "pages in their order", "pages in another order")

    def _home(self, page: Page) -> Page | None:
        """Return the page that holds now what a page held: its first question that is still there."""
        columns = {
            self._new(name) for question in page.questions for name in (question.name, *_columns(question))
        }
        for other in self.after.pages:
            if any(columns & {question.name, *_columns(question)} for question in other.questions):
                return other
        return next((other for other in self.after.pages if other.name == self._new(page.name)), None)

    def _page(self, page: Page) -> Iterator[Difference]:
        home = self._home(page)
        if home is None:
            yield Difference(page.name, Aspect.PAGES, "a page", NOTHING)
            yield from compared_texts(page.name, page.title, NO_TEXT)
            yield from compared_texts(page.name, page.intro, NO_TEXT)
            return
        now = [name for question in home.questions for name in _columns(question)]
        was = [self._new(name) for question in page.questions for name in _columns(question)]
        known = {self._new(name) for question in self.before.questions for name in _columns(question)}
        still = [name for name in was if name in self.found]
        there = [name for name in now if name in known]
        if set(still) != set(there):
            yield Difference(
                page.name, Aspect.PAGES, f"a page of {listed(still)}", f"a page of {listed(there)}"
            )
        else:
            if home.name != page.name:
                yield Difference(page.name, Aspect.NAME, page.name, home.name)
            if still != there:
                yield Difference(page.name, Aspect.ORDER, listed(still), listed(there))
        yield from compared_texts(page.name, page.title, home.title)
        yield from compared_texts(page.name, page.intro, home.intro)
        if page.shuffled != home.shuffled:
            yield Difference(page.name, Aspect.ORDER, _chance(page.shuffled), _chance(home.shuffled))
        if not self._same(page.shown_if, home.shown_if) and not self._carried(page):
            yield Difference(page.name, Aspect.SKIP, _said(page.shown_if), _said(home.shown_if))

    def _carried(self, page: Page) -> bool:
        """Return whether the questions of a page carry its condition now, so that the same is shown."""
        return (
            not page.intro
            and not page.title
            and all(self._same_whole(question, page) for question in page.questions)
        )

    def _same(self, before: Condition | None, after: Condition | None) -> bool:
        return equivalent(self._condition(before), after, self.several)

    def _same_whole(self, question: Question, page: Page) -> bool:
        """Return whether every part of a question is shown to the same people, by page and by itself."""
        was = _both(page.shown_if, question.shown_if)
        after = [self.found[name] for name in self._now(question)]
        pages = [next(page for page in self.after.pages if one in page.questions) for one in after]
        return bool(after) and all(
            self._same(was, _both(home.shown_if, one.shown_if))
            for one, home in zip(after, pages, strict=True)
        )

    def _now(self, question: Question) -> list[str]:
        """Return under which names a question is found now: its own, or those of its statements."""
        names = [self._new(question.name)]
        if names[0] not in self.found:
            names = [self._new(name) for name in _columns(question)]
        return [name for name in names if name in self.found]

    # Questions

    def _question(self, question: Question, page: Page) -> Iterator[Difference]:
        where, name = question.name, self._new(question.name)
        now = [self.found[one] for one in self._now(question)]
        if not now:
            yield Difference(where, Aspect.CONTENT, kind_of(question.answer), NOTHING)
            return
        if name not in self.found or name != now[0].name:
            yield from self._split_or_joined(question, page, now)
            return
        after = now[0]
        yield from self._called(where)
        yield from compared_texts(where, question.text, after.text)
        yield from self._beside(question, after, page)
        yield from compared_keys(where, question, after)
        if kind_of(question.answer) != kind_of(after.answer):
            yield Difference(where, Aspect.TYPE, kind_of(question.answer), kind_of(after.answer))
        yield from compared_answers(where, question.answer, after.answer)
        if isinstance(question.answer, Battery):
            yield from self._items(question, question.answer, after)

    def _beside(self, question: Question, after: Question, page: Page) -> Iterator[Difference]:
        """Tell what stands beside a question: help, whether it is required, when it is shown."""
        where = question.name
        yield from compared_texts(where, question.help, after.help, Aspect.HELP)
        if _required(question) != _required(after):
            yield Difference(where, Aspect.REQUIRED, yes(_required(question)), yes(_required(after)))
        if not self._same(question.shown_if, after.shown_if) and not self._same_whole(question, page):
            yield Difference(where, Aspect.SKIP, _said(question.shown_if), _said(after.shown_if))

    def _split_or_joined(self, question: Question, page: Page, now: list[Question]) -> Iterator[Difference]:
        """Tell of a battery whose statements are questions now, and of a question that is a statement."""
        where, after = question.name, now[0]
        yield Difference(
            where, Aspect.TYPE, kind_of(question.answer), listed(kind_of(one.answer) for one in now)
        )
        yield from self._beside(question, after, page)
        yield from compared_answers(where, question.answer, after.answer)
        if not isinstance(question.answer, Battery):
            if isinstance(after.answer, Battery):
                item = next(item for item in after.answer.items if item.name == self._new(where))
                yield from self._called(where)
                yield from compared_texts(where, question.text, item.text)
                yield from compared_keys(where, question, item)
            return
        if any(question.text.text not in one.text.text for one in now):
            yield Difference(where, Aspect.TEXT, short(question.text), "not with each statement")
        for item in question.answer.items:
            yield from self._item(where, item)

    def _items(self, question: Question, battery: Battery, after: Question) -> Iterator[Difference]:
        for item in battery.items:
            yield from self._item(question.name, item)
        if isinstance(after.answer, Battery):
            was = [self._new(item.name) for item in battery.items]
            now = [item.name for item in after.answer.items]
            if [name for name in was if name in now] != [name for name in now if name in was]:
                yield Difference(question.name, Aspect.ORDER, listed(was), listed(now))

    def _item(self, battery: str, item: Item) -> Iterator[Difference]:
        name = self._new(item.name)
        now = self.found.get(name)
        if now is None:
            yield Difference(item.name, Aspect.CONTENT, "a statement", NOTHING, battery)
            return
        after: Item | Question = now
        if isinstance(now.answer, Battery):
            after = next((one for one in now.answer.items if one.name == name), now)
        yield from self._called(item.name, battery)
        yield from compared_texts(item.name, item.text, after.text, part_of=battery)
        yield from compared_keys(item.name, item, after, part_of=battery)

    def _added(self) -> Iterator[Difference]:
        """Tell questions and statements that were not there before."""
        known = {
            self._new(name)
            for question in self.before.questions
            for name in (question.name, *_columns(question))
        }
        for question in self.after.questions:
            new = [name for name in _columns(question) if name not in known]
            if question.name not in known and len(new) == len(_columns(question)):
                yield Difference(question.name, Aspect.CONTENT, NOTHING, kind_of(question.answer))
            elif isinstance(question.answer, Battery):
                for name in new:
                    yield Difference(name, Aspect.CONTENT, NOTHING, "a statement", question.name)


def _columns(question: Question) -> list[str]:
    """Return the names of what is answered: of a battery, its statements; of any other question, itself."""
    if isinstance(question.answer, Battery) and question.answer.items:
        return [item.name for item in question.answer.items]
    return [question.name]


def _required(question: Question) -> bool:
    return isinstance(question.answer, Consent) or (
        question.required and not isinstance(question.answer, Notice)
    )


def _both(one: Condition | None, other: Condition | None) -> Condition | None:
    return All((one, other)) if one and other else one or other


def _chance(shuffled: bool) -> str:
    return "in an order of chance" if shuffled else "as written"


def _said(condition: Condition | None) -> str:
    return "always" if condition is None else str(condition)
