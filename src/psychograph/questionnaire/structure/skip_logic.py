"""What must hold of skip logic: it looks back, never in a circle, and compares answers that can be given."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from psychograph.questionnaire.answers.codes import codes_of
from psychograph.questionnaire.conditions import (
    All,
    Answered,
    Any,
    Chosen,
    Compared,
    Condition,
    Not,
    Operator,
)
from psychograph.questionnaire.model import (
    Answer,
    Battery,
    Day,
    Multiple,
    Notice,
    Number,
    Page,
    Question,
    Questionnaire,
    Ranking,
    Rating,
    Single,
    choices_of,
)
from psychograph.questionnaire.structure.breach import Breach
from psychograph.quoting import did_you_mean, shortened
from psychograph.yaml_files.places import Path

ANY_NAME = "*"
MOST_CIRCLES = 100
MOST_MEANT = 50  # names for which a like one is looked up
MOST_LOOKED_UP = 2_000
MOST_SHOWN = 10  # names of a circle
DEEPEST = 200  # brackets in brackets; the text of a condition allows fewer
EQUALITY = (Operator.EQUAL, Operator.UNEQUAL)


@dataclass(frozen=True)
class _Asked:
    """Something that conditions can look at."""

    answer: Answer
    question: str  # the question, or the battery of a statement
    page: int
    at: int  # position on the page
    around: str  # the page, as a node of circles


@dataclass(frozen=True)
class _Asker:
    """A question or page that has a condition."""

    name: str
    where: str
    place: Path
    condition: Condition
    page: int
    at: int  # position on the page; -1 for the page itself
    shuffled: bool

    @property
    def node(self) -> str:
        return f"page {self.name}" if self.at < 0 else self.name


@dataclass
class _Seen:
    """A questionnaire as conditions see it."""

    asked: dict[str, _Asked] = field(default_factory=dict)
    batteries: set[str] = field(default_factory=set)
    askers: list[_Asker] = field(default_factory=list)
    unknown: int = 0  # names that nobody has, so far

    def meant(self, name: str) -> str:
        """Return what a name that nobody has was meant for; only for the first few, as it takes long."""
        self.unknown += 1
        return did_you_mean(name, list(self.asked)[:MOST_LOOKED_UP]) if self.unknown <= MOST_MEANT else ""


def skip_problems(
    questionnaire: Questionnaire, *, doubtful: frozenset[str] = frozenset()
) -> Iterator[Breach]:
    """Yield what is wrong with conditions; see `structure.problems`."""
    seen = _seen(questionnaire)
    circles = dict(_circles(seen, questionnaire.pages))
    circular = {node for circle in circles.values() for node in circle}
    for asker in seen.askers:
        if asker.node in circles:
            yield _circular(asker, circles[asker.node])
        if _depth(asker.condition) > DEEPEST:
            mend = "give several questions a condition each"
            yield Breach(asker.place, asker.where, "a condition nested too deeply", "a plain one", mend)
            continue
        for part in _parts(asker.condition):
            yield from _part_problems(
                asker, part, seen, doubtful, circular if asker.node in circular else set()
            )


def _seen(questionnaire: Questionnaire) -> _Seen:
    seen = _Seen()
    for number, page in enumerate(questionnaire.pages):
        place: Path = ("pages", number)
        if page.shown_if is not None:
            where = f"page {page.name}"
            seen.askers.append(
                _Asker(page.name, where, (*place, "show_if"), page.shown_if, number, -1, shuffled=False)
            )
        for at, question in enumerate(page.questions):
            _see(seen, question, _Asked(question.answer, question.name, number, at, f"page {page.name}"))
            if question.shown_if is not None:
                seen.askers.append(
                    _Asker(
                        question.name,
                        f"question {question.name}",
                        (*place, "questions", at, "show_if"),
                        question.shown_if,
                        number,
                        at,
                        page.shuffled,
                    )
                )
    return seen


def _see(seen: _Seen, question: Question, asked: _Asked) -> None:
    if isinstance(question.answer, Battery):
        seen.batteries.add(question.name)
        for item in question.answer.items:
            seen.asked.setdefault(item.name, asked)
    elif not isinstance(question.answer, Notice):
        seen.asked.setdefault(question.name, asked)


def _parts(condition: Condition) -> Iterator[Compared | Chosen | Answered]:
    """Yield the single comparisons of a condition."""
    waiting = [condition]
    while waiting:
        part = waiting.pop(0)
        match part:
            case All(parts) | Any(parts):
                waiting = [*parts, *waiting]
            case Not(inner):
                waiting.insert(0, inner)
            case Compared() | Chosen() | Answered():
                yield part


def _depth(condition: Condition) -> int:
    """Return how deeply a condition is nested, without recursion."""
    deepest, waiting = 0, [(condition, 1)]
    while waiting:
        part, depth = waiting.pop()
        deepest = max(deepest, depth)
        inner = part.parts if isinstance(part, All | Any) else (part.part,) if isinstance(part, Not) else ()
        waiting += [(one, depth + 1) for one in inner]
    return deepest


def _part_problems(
    asker: _Asker,
    part: Compared | Chosen | Answered,
    seen: _Seen,
    doubtful: frozenset[str],
    circular: set[str],
) -> Iterator[Breach]:
    name = part.name
    asked = seen.asked.get(name)
    if asked is None:
        if not ({name.casefold(), ANY_NAME} & doubtful):
            yield _nobody(asker, name, seen)
        return
    if not {asked.question, asked.around} & circular and not _before(asker, asked):
        yield _later(asker, name, asked)
    yield from _value_problems(asker, part, asked.answer)


def _before(asker: _Asker, asked: _Asked) -> bool:
    if asker.at < 0 or asker.page != asked.page:
        return asked.page < asker.page
    return asked.at < asker.at and not asker.shuffled


def _nobody(asker: _Asker, name: str, seen: _Seen) -> Breach:
    if name in seen.batteries:
        mend = "name one of its statements"
        return Breach(
            asker.place,
            asker.where,
            f"the battery '{shortened(name)}' as one answer",
            "a single answer",
            mend,
        )
    expected = "the name of an earlier question, or of a statement of a battery"
    mend = seen.meant(name) or "check the name; labels and titles do not count"
    return Breach(
        asker.place, asker.where, f"'{shortened(name)}', which no question is named", expected, mend
    )


def _later(asker: _Asker, name: str, asked: _Asked) -> Breach:
    if asker.page == asked.page and asker.at < 0:
        found, mend = f"'{name}', which stands on the page itself", "look at an answer of an earlier page"
    elif asker.page == asked.page and asker.shuffled:
        found = f"'{name}', which may come later, since the page is shuffled"
        mend = "put the two on pages of their own, or take `shuffle` out"
    else:
        found, mend = (
            f"'{name}', which is asked later",
            f"move question {asked.question} up, or this one down",
        )
    return Breach(asker.place, asker.where, found, "answers to questions asked before", mend)


def _circular(asker: _Asker, circle: Sequence[str]) -> Breach:
    shown = circle if len(circle) <= MOST_SHOWN else (*circle[: MOST_SHOWN - 2], "...", circle[-1])
    return Breach(
        asker.place,
        asker.where,
        "conditions in a circle: " + " -> ".join(shown),
        "conditions that look back only",
        "take one of these conditions out; none of the questions would ever be asked",
    )


def _circles(seen: _Seen, pages: Sequence[Page]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield circles of conditions, each with the first of its askers; no question or page in two of them."""
    waits = _in_circles(_waits(seen, pages))
    told: set[str] = set()
    for start in list(waits)[:MOST_CIRCLES]:
        circle = () if start in told else _way_back(start, waits)
        if circle:
            told |= set(circle)
            yield start, tuple(circle)


def _waits(seen: _Seen, pages: Sequence[Page]) -> dict[str, set[str]]:
    """Return for what each asker waits: what its condition names, the pages of that, and its own page."""
    waits: dict[str, set[str]] = {asker.node: set() for asker in seen.askers}
    for asker in seen.askers:
        around = f"page {pages[asker.page].name}"
        for part in _parts(asker.condition):
            asked = seen.asked.get(part.name)
            if asked is not None:
                waits[asker.node] |= {asked.question, asked.around}
        if asker.at < 0:
            waits[asker.node].discard(around)  # told as a condition on the page itself
        else:
            waits[asker.node].add(around)
    return waits


def _in_circles(waits: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """Return only what may be in a circle: nothing that waits for nobody, or that nobody waits for."""
    onwards = {node: sorted(others & waits.keys()) for node, others in waits.items()}
    back: dict[str, list[str]] = {node: [] for node in waits}
    for node, others in onwards.items():
        for other in others:
            back[other].append(node)
    kept = set(waits)
    for ways, against in ((onwards, back), (back, onwards)):
        left = {node: sum(other in kept for other in ways[node]) for node in kept}
        ends = [node for node, number in left.items() if not number]
        for end in ends:  # grows while it is walked through
            kept.discard(end)
            for node in against[end]:
                if node in kept:
                    left[node] -= 1
                    if not left[node]:
                        ends.append(node)
    return {node: [other for other in onwards[node] if other in kept] for node in waits if node in kept}


def _way_back(start: str, waits: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the shortest way from a node back to itself; empty where there is none."""
    came: dict[str, str] = {}
    waiting = [start]
    for node in waiting:  # grows while it is walked through
        for other in waits[node]:
            if other == start:
                way, step = [start], node
                while step != start:
                    way.append(step)
                    step = came[step]
                return [*way, start][::-1]
            if other not in came:
                came[other] = node
                waiting.append(other)
    return []


def _value_problems(asker: _Asker, part: Compared | Chosen | Answered, answer: Answer) -> Iterator[Breach]:
    if isinstance(part, Answered):
        return
    if isinstance(part, Chosen):
        if not isinstance(answer, Multiple | Single | Ranking):
            yield _wrong(asker, f"'{part}'", f"{part.name} compared by = or >", f"write {part.name} = ...")
        else:
            yield from _unknown_code(asker, part.name, part.code, answer)
        return
    if isinstance(answer, Multiple | Ranking):
        mend = f"write {part.name} includes {shortened(part.value)}"
        yield _wrong(asker, f"'{part}'", f"`includes`, since {part.name} has several answers", mend)
    elif isinstance(answer, Day):
        if not _is_day(part.value):
            yield _wrong(asker, f"'{shortened(part.value)}'", "a day, as 2026-11-30", "write year-month-day")
    elif isinstance(answer, Number) or (
        part.operator not in EQUALITY and isinstance(answer, Rating | Battery)
    ):
        if not _is_number(part.value):
            mend = f"write {part.name} {part.operator} 18 or the like"
            yield _wrong(asker, f"'{shortened(part.value)}'", f"a number, as {part.name} is one", mend)
    elif part.operator in EQUALITY:
        yield from _unknown_code(asker, part.name, part.value, answer)


def _unknown_code(asker: _Asker, name: str, code: str, answer: Answer) -> Iterator[Breach]:
    known = codes_of(answer)
    if known is None or code in known:
        return
    label = {str(choice.label).casefold(): choice.code for choice in choices_of(answer)}.get(code.casefold())
    mend = (
        f"write the code: {label}"
        if label
        else did_you_mean(code, known[:MOST_MEANT]) or "choose one of them"
    )
    yield _wrong(
        asker,
        f"{name} compared with '{shortened(code)}', which is no answer to it",
        f"one of its codes: {', '.join(map(shortened, known[:12]))}{' ...' if len(known) > 12 else ''}",
        mend,
    )


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-11-30")


def _wrong(asker: _Asker, found: str, expected: str, mend: str) -> Breach:
    return Breach(asker.place, asker.where, found, expected, mend)
