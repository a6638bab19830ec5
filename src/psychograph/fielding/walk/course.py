"""What does not hang on the person who walks: computed once for a questionnaire, then kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from psychograph.fielding.walk.orders import in_order
from psychograph.fielding.walk.screens import Screen
from psychograph.instruments.translated import NO_TEXT
from psychograph.questionnaire.answers.codebook import text_column
from psychograph.questionnaire.conditions import Condition, names_in
from psychograph.questionnaire.model import (
    Battery,
    Consent,
    Notice,
    Page,
    Question,
    Questionnaire,
    choices_of,
)
from psychograph.questionnaire.planning.length import READING, TURNED, time_of, words_in

MOST_COURSES: Final = 16  # a process serves one questionnaire; tests many
MOST_SCREENS: Final = 10_000  # the same question after other notices is another screen


@dataclass(frozen=True)
class Step:
    """A question or notice where it stands.

    Parameters
    ----------
    at : int
        Its number among all questions and notices, in the order of the questionnaire.
    question : Question
        Itself.
    columns : tuple of str
        Names of its answers: its own, or those of its statements; of a notice its own, which holds that it
        was passed.
    texts : tuple of (str, str)
        Code of each choice that asks for a text, and the name of that text.
    watched : tuple of str
        Those of `columns` that conditions look at.
    """

    at: int
    question: Question
    columns: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]
    watched: tuple[str, ...]
    shown_if: Condition | None
    says: bool  # a notice
    agrees: bool  # a consent


@dataclass(frozen=True)
class Part:
    """A page with its steps, in the order of the questionnaire."""

    page: Page
    shown_if: Condition | None
    steps: tuple[Step, ...]
    bare: Step | None  # stands for a page without questions, so that its title and intro are read

    def ordered(self, seed: int) -> tuple[Step, ...]:
        """Return the steps in the order in which a case meets them.

        On a shuffled page, notices above the first question stay first and those below the last stay last;
        any other moves with the question that follows it.
        """
        if not self.page.shuffled:
            return self.steps
        blocks: list[list[Step]] = [[]]
        for step in self.steps:
            blocks[-1].append(step)
            if not step.says:
                blocks.append([])
        *asked, last = blocks
        if not asked:
            return self.steps
        first = [step for step in asked[0] if step.says]
        asked[0] = asked[0][len(first) :]
        shuffled = in_order(
            asked, lambda one: one[-1].question.name, seed=seed, kind="page", where=self.page.name
        )
        return (*first, *(step for block in shuffled for step in block), *last)


@dataclass
class Course:
    """A questionnaire, ready to be walked through."""

    questionnaire: Questionnaire
    parts: tuple[Part, ...]
    steps: tuple[Step, ...]
    by_name: dict[str, Step]
    step_of: dict[str, Step]  # by the name of an answer
    shuffled: bool
    watched: tuple[str, ...]  # answers that decide the way: conditions look at them, or they are consents
    _screens: dict[tuple[int, tuple[int, ...], bool], Screen] = field(default_factory=dict)

    def screen(self, part: Part, at: int, notices: tuple[int, ...], *, opens_page: bool) -> Screen:
        """Return a screen, the same one each time."""
        key = (at, notices, opens_page)
        known = self._screens.get(key)
        if known is None:
            if len(self._screens) >= MOST_SCREENS:
                self._screens.clear()
            question = self.steps[at].question
            said = tuple(self.steps[notice].question for notice in notices)
            known = Screen(question.name, part.page, question, said, opens_page)
            self._screens[key] = known
        return known

    @cached_property
    def seconds(self) -> dict[str, float]:
        """Seconds that a person of usual pace takes for each question and notice; see `planning.length`."""
        return {step.question.name: time_of(step.question).expected for step in self.steps}

    @cached_property
    def page_seconds(self) -> dict[str, float]:
        """Seconds to read title and intro of each page."""
        words = {page.name: words_in(page.title) + words_in(page.intro) for page in self.questionnaire.pages}
        return {name: READING.times(number).expected for name, number in words.items()}

    def minutes(self, screens: tuple[Screen, ...]) -> int:
        """Return the minutes that screens take together, at least 1."""
        seconds = 0.0
        for screen in screens:
            seconds += TURNED.expected + self.seconds[screen.name]
            seconds += sum(self.seconds[notice.name] for notice in screen.notices)
            if screen.opens_page:
                seconds += self.page_seconds[screen.page.name]
        return max(1, round(seconds / 60))


_known: dict[int, Course] = {}


def course_of(questionnaire: Questionnaire) -> Course:
    """Return the course of a questionnaire; computed the first time that this very object is handed in.

    It is looked up by identity: comparing two questionnaires text by text would take longer than a save.
    """
    known = _known.get(id(questionnaire))
    # The course holds its questionnaire, so that no other object can have its identity meanwhile.
    if known is not None and known.questionnaire is questionnaire:
        return known
    course = _made(questionnaire)
    while len(_known) >= MOST_COURSES:
        _known.pop(next(iter(_known)), None)
    _known[id(questionnaire)] = course
    return course


def _made(questionnaire: Questionnaire) -> Course:
    questions = tuple(questionnaire.questions)
    conditions = [page.shown_if for page in questionnaire.pages] + [one.shown_if for one in questions]
    looked_at = {name for condition in conditions if condition is not None for name in names_in(condition)}
    taken = {name.casefold() for one in questions for name in (one.name, *_columns(one))}
    parts: list[Part] = []
    steps: list[Step] = []
    for page in questionnaire.pages:
        own = [_step(len(steps) + at, one, looked_at) for at, one in enumerate(page.questions)]
        bare = None if own else _step(len(steps), _notice(page, taken), looked_at)
        parts.append(Part(page, page.shown_if, tuple(own), bare))
        steps += own or [bare] if bare is not None else own
    return Course(
        questionnaire,
        tuple(parts),
        tuple(steps),
        by_name={step.question.name: step for step in steps},
        step_of={name: step for step in reversed(steps) for name in _names(step)},
        shuffled=any(part.page.shuffled for part in parts),
        watched=tuple(name for step in steps for name in (step.columns if step.agrees else step.watched)),
    )


def _step(at: int, question: Question, looked_at: set[str]) -> Step:
    answer = question.answer
    says = isinstance(answer, Notice)
    columns = _columns(question)
    texts = tuple(
        (choice.code, text_column(question.name, choice.code))
        for choice in choices_of(answer)
        if choice.specify
    )
    watched = () if says else tuple(name for name in columns if name in looked_at)
    return Step(at, question, columns, texts, watched, question.shown_if, says, isinstance(answer, Consent))


def _columns(question: Question) -> tuple[str, ...]:
    if isinstance(question.answer, Battery):
        return tuple(item.name for item in question.answer.items)
    return (question.name,)


def _names(step: Step) -> Iterator[str]:
    yield from step.columns
    yield from (name for _, name in step.texts)


def _notice(page: Page, taken: set[str]) -> Question:
    """Return what stands for a page that only says something: a notice without words of its own."""
    name = page.name
    while name.casefold() in taken:
        name += "_"
    taken.add(name.casefold())
    return Question(name, NO_TEXT, Notice())
