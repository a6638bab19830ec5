"""`Walk`: the way of one case through a questionnaire, from its seed and its answers alone."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from psychograph.fielding.walk.course import Course, Part, Step, course_of
from psychograph.fielding.walk.screens import Place, Screen
from psychograph.fielding.walk.surely import surely
from psychograph.fielding.walk.values import Value, given
from psychograph.instruments.translated import NO_TEXT
from psychograph.questionnaire.answers.codes import AGREED, NOT_AGREED
from psychograph.questionnaire.conditions import Condition, Given, holds, names_in
from psychograph.questionnaire.model import Questionnaire

__all__ = ["Place", "Screen", "Sure", "Walk"]


class Walk:
    """The way of one case: which screens, in which order, and where to go on.

    The same questionnaire, seed and answers give the same way, whenever and wherever it is computed. A
    condition sees only answers on the way: an answer that is stored but is no longer asked for counts as
    not given. The way ends at a consent that is not given (yet), so that nothing is asked before it.

    A screen is *passed* when each of its answers has an entry, empty ones included, and each that is
    required is not empty. A page that says something and asks nothing is a screen too, and so are notices
    that no question follows on their page. Questions of a page that are all left out leave out its text.

    Parameters
    ----------
    questionnaire : Questionnaire
        Without structural problems. What does not hang on the seed is computed once for this object.
    seed : int
        Of the case; see `orders`.

    Examples
    --------
    >>> from psychograph.instruments.translated import Translated
    >>> from psychograph.questionnaire.condition_text import parse_condition
    >>> from psychograph.questionnaire.model import FreeText, Number, Page, Question
    >>> age = Question("Age", Translated("How old are you?"), Number(), required=True)
    >>> why = Question("Why", Translated("Why?"), FreeText(), shown_if=parse_condition("Age < 30"))
    >>> walk = Walk(Questionnaire(Translated("Tea"), (Page("one", (age, why)),)), seed=7)
    >>> [screen.name for screen in walk.way({"Age": "25"})], [one.name for one in walk.way({"Age": "60"})]
    (['Age', 'Why'], ['Age'])
    >>> walk.first_open({"Age": "25"}).name, walk.first_open({"Age": "25", "Why": ""})
    ('Why', None)
    >>> walk.kept({"Age": "60", "Why": "It is warm."})
    {'Age': '60'}
    """

    def __init__(self, questionnaire: Questionnaire, seed: int) -> None:
        self._course: Course = course_of(questionnaire)
        self._orders: list[tuple[Part, tuple[Step, ...]]] = [
            (part, part.ordered(seed)) for part in self._course.parts
        ]
        self._last: tuple[tuple[Value | None, ...], tuple[Screen, ...]] | None = None
        self._positions: dict[str, int] | None = None

    def way(self, answers: Mapping[str, Value]) -> tuple[Screen, ...]:
        """Return the screens on the way for these answers, up to a consent that is not given.

        Parameters
        ----------
        answers : mapping of str to Value
            What is stored; entries that the questionnaire does not know are passed over.
        """
        deciding = tuple(map(answers.get, self._course.watched))
        if self._last is None or self._last[0] != deciding:
            self._last = (deciding, tuple(self._screens(answers, presumed=False)))
        return self._last[1]

    def screen(self, name: str, answers: Mapping[str, Value]) -> Screen | None:
        """Return a screen by name; None where there is none, or it is not on the way."""
        return next((screen for screen in self.way(answers) if screen.name == name), None)

    def after(self, name: str, answers: Mapping[str, Value]) -> Screen | None:
        """Return the screen that follows; of one that left the way, what would follow it.

        None after the last, and where nothing has this name.
        """
        here = self.position.get(name)
        if here is None:
            return None
        return next((one for one in self.way(answers) if self.position[one.name] > here), None)

    def before(self, name: str, answers: Mapping[str, Value]) -> Screen | None:
        """Return the screen that stands before; None before the first, and where nothing has this name."""
        here = self.position.get(name)
        if here is None:
            return None
        way = reversed(self.way(answers))
        return next((one for one in way if self.position[one.name] < here), None)

    def first_open(self, answers: Mapping[str, Value]) -> Screen | None:
        """Return where to go on: the first screen that is not passed.

        None when all are, and when a consent was withheld: then nothing more is asked.
        """
        way = self.way(answers)
        found = next((screen for screen in way if not self.passed(screen, answers)), None)
        return None if found is not None and self._withheld(found, answers) else found

    def passed(self, screen: Screen, answers: Mapping[str, Value]) -> bool:
        """Return whether a screen needs no more: all its answers are there, or left empty where they may."""
        step = self._course.by_name[screen.name]
        if step.agrees:
            return answers.get(screen.name) == AGREED
        if screen.question.required and not step.says:
            return all(map(answers.get, step.columns))
        return all(map(answers.__contains__, step.columns))

    def refused(self, answers: Mapping[str, Value]) -> bool:
        """Return whether a consent on the way was withheld, which ends it."""
        way = self.way(answers)
        return bool(way) and self._withheld(way[-1], answers)

    def _withheld(self, screen: Screen, answers: Mapping[str, Value]) -> bool:
        return self._course.by_name[screen.name].agrees and answers.get(screen.name) == NOT_AGREED

    def takes(self, name: str, answers: Mapping[str, Value]) -> tuple[str, ...]:
        """Return the names of the answers that may be saved of a screen now.

        A screen that left the way while somebody was looking at it still takes its answers: they are stored,
        and count again should it come back. None are taken of what stands behind a consent that is not
        given, or of an unknown name.
        """
        step = self._course.by_name.get(name)
        way = self.way(answers)
        if step is None or not way:
            return ()
        last = way[-1]
        behind = self.position[name] > self.position[last.name]
        if behind and self._course.by_name[last.name].agrees and answers.get(last.name) != AGREED:
            return ()
        return (*step.columns, *(text for _, text in step.texts))

    def place(self, name: str, answers: Mapping[str, Value]) -> Place:
        """Return how far a screen is along the way.

        Consents that are still to be given count as given, and conditions on answers that are still to come
        as not holding, so that parts and minutes may grow a little on the way.

        Raises
        ------
        KeyError
            Where nothing has this name.
        """
        here = self.position[name]
        way = tuple(self._screens(answers, presumed=True))
        if not way:
            return Place(1, 1, NO_TEXT, 1)
        at = next((at for at, one in enumerate(way) if self.position[one.name] >= here), len(way) - 1)
        pages = list(dict.fromkeys(screen.page.name for screen in way))
        page = way[at].page
        return Place(pages.index(page.name) + 1, len(pages), page.title, self._course.minutes(way[at:]))

    def kept(self, answers: Mapping[str, Value]) -> dict[str, Value]:
        """Return the answers on the way, in the order of the questionnaire: what is exported.

        Without empty ones, and without the text of a choice that is not chosen.
        """
        steps = [self._course.by_name[screen.name] for screen in self.way(answers)]
        if self._course.shuffled:
            steps.sort(key=lambda step: step.at)
        kept: dict[str, Value] = {}
        for step in steps:
            for name in step.columns:
                value = answers.get(name)
                if value:
                    kept[name] = value
            chosen = answers.get(step.question.name, ()) if step.texts else ()
            for code, name in step.texts:
                value = answers.get(name)
                if value and (code in chosen if isinstance(chosen, tuple) else code == chosen):
                    kept[name] = value
        return kept

    def sure(self, answers: Mapping[str, Value]) -> Sure:
        """Return what these answers settle, whatever is answered from here on.

        ``not (Country = "US")`` holds of everybody who was not asked yet; a rule must wait until they were.
        What stands before the first open screen is settled, asked or left out; of what follows, what was
        answered; once nothing is open, everything.
        """
        return Sure(self, answers)

    def question_of(self, name: str) -> str | None:
        """Return the question, and so the screen, that an answer is of; None for an unknown name."""
        step = self._course.step_of.get(name)
        return None if step is None else step.question.name

    @property
    def position(self) -> dict[str, int]:
        """Number of every question in this case's order, whether it is on the way or not."""
        if self._positions is None:
            names = [
                step.question.name
                for part, steps in self._orders
                for step in (steps or ((part.bare,) if part.bare else ()))
            ]
            self._positions = {name: at for at, name in enumerate(names)}
        return self._positions

    def _screens(self, answers: Mapping[str, Value], *, presumed: bool) -> Iterator[Screen]:
        """Yield the screens; `presumed`: as if every consent that is not given were."""
        seen: dict[str, Given] = {}
        for part, ordered in self._orders:
            if part.shown_if is not None and not holds(part.shown_if, seen):
                continue
            if part.bare is not None:
                yield self._course.screen(part, part.bare.at, (), opens_page=True)
                continue
            shown = _shown(part.steps, answers, seen, presumed=presumed)
            opens = True
            notices: tuple[int, ...] = ()
            for step in ordered:
                if step.at not in shown:
                    continue
                if step.says:
                    notices = (*notices, step.at)
                    continue
                yield self._course.screen(part, step.at, notices, opens_page=opens)
                opens, notices = False, ()
                if step.agrees and not presumed and answers.get(step.question.name) != AGREED:
                    return
            if notices:
                yield self._course.screen(part, notices[-1], notices[:-1], opens_page=opens)


def _shown(
    steps: tuple[Step, ...], answers: Mapping[str, Value], seen: dict[str, Given], *, presumed: bool
) -> set[int]:
    """Return which steps of a page are shown, and add to `seen` what later conditions see of them."""
    shown = set()
    for step in steps:
        if step.shown_if is not None and not holds(step.shown_if, seen):
            continue
        shown.add(step.at)
        for name in step.watched:
            value = AGREED if presumed and step.agrees else answers.get(name)
            if value:
                seen[name] = given(value)
    return shown


class Sure:
    """Conditions that hold of a case whatever it answers from here on; see :meth:`Walk.sure`."""

    def __init__(self, walk: Walk, answers: Mapping[str, Value]) -> None:
        self._walk, self._answers = walk, answers
        self._on_the_way = {screen.name for screen in walk.way(answers)}
        first_open = walk.first_open(answers)
        self.settled = first_open is None
        """Whether nothing is open."""
        self._until = math.inf if first_open is None else walk.position[first_open.name]

    def holds(self, condition: Condition) -> bool:
        """Return whether a condition on answers of any screen is sure to hold."""
        settled: dict[str, Given] = {}
        for name in names_in(condition):
            question = self._walk.question_of(name)
            here = question in self._on_the_way
            if (
                question is None
                or self._walk.position[question] < self._until
                or (here and name in self._answers)
            ):
                settled[name] = given(self._answers.get(name)) if here else None
        return surely(condition, settled) is True
