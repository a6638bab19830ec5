"""Skip logic in words: who answers a question, and where an answer sends whoever gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from psychograph.questionnaire.conditions import (
    All,
    Answered,
    Any,
    Chosen,
    Compared,
    Condition,
    Not,
    Operator,
    holds,
    names_in,
)
from psychograph.questionnaire.model import Questionnaire, Single
from psychograph.reports.questionnaire.hints import day_in
from psychograph.reports.questionnaire.places import Place, numbers
from psychograph.reports.questionnaire.voice import Voice

END = 0  # where somebody goes who has no question left

_NUMBERS = {
    Operator.EQUAL: "if-equal",
    Operator.UNEQUAL: "if-unequal",
    Operator.LESS: "if-less",
    Operator.AT_MOST: "if-at-most",
    Operator.MORE: "if-more",
    Operator.AT_LEAST: "if-at-least",
}
_DAYS = _NUMBERS | {
    Operator.LESS: "if-before",
    Operator.AT_MOST: "if-until",
    Operator.MORE: "if-after",
    Operator.AT_LEAST: "if-from",
}


@dataclass(frozen=True)
class InWords:
    """Says conditions by numbers of questions and labels of answers, never by names and codes."""

    places: Mapping[str, Place]
    voice: Voice

    def say(self, condition: Condition) -> str:
        """Return a condition as the end of a sentence that begins with "if"."""
        place = self._single(condition)
        if place is not None:
            return self._answers(condition, place)
        match condition:
            case All(parts):
                return self.voice.listed([self._inner(part, Any) for part in parts], "and")
            case Any(parts):
                return self.voice.listed([self._inner(part, All) for part in parts], "or")
            case Not(Answered(name)):
                return self.voice.say("if-open", at=self._at(name))
            case Not(Chosen(name, code)):
                return self.voice.say("if-not-ticked", at=self._at(name), label=self._label(name, code))
            case Not(part):
                return self.voice.say("if-not", condition=f"({self.say(part)})")
            case Answered(name):
                return self.voice.say("if-answered", at=self._at(name))
            case Chosen(name, code):
                return self.voice.say("if-ticked", at=self._at(name), label=self._label(name, code))
            case Compared(name, operator, value):
                day = name in self.places and self.places[name].day
                shown = day_in(value, self.voice) if day else value
                return self.voice.say((_DAYS if day else _NUMBERS)[operator], at=self._at(name), value=shown)

    def _inner(self, part: Condition, kind: type) -> str:
        said = self.say(part)
        return f"({said})" if isinstance(part, kind) and self._single(part) is None else said

    def _single(self, condition: Condition) -> Place | None:
        """Return the one question that a condition looks at, where it has a list of answers."""
        names = set(names_in(condition))
        place = self.places.get(names.pop()) if len(names) == 1 else None
        return place if place is not None and place.labels and not place.several else None

    def _answers(self, condition: Condition, place: Place) -> str:
        """Say for which of the answers a condition holds: all of them are tried."""
        name = next(names_in(condition))
        open_too = holds(condition, {})
        kept = [code for code in place.labels if holds(condition, {name: code})]
        if open_too:
            others = [code for code in place.labels if code not in kept]
            if not others:
                return self.voice.say("if-always")
            if not kept:
                return self.voice.say("if-open", at=place.number)
            return self.voice.say("if-no-answer", at=place.number, labels=self._labels(place, others))
        if not kept:
            return self.voice.say("if-never")
        if len(kept) == len(place.labels) and len(kept) > 1:
            return self.voice.say("if-answered", at=place.number)
        if len(place.labels) == 1:
            return self.voice.say("if-ticked", at=place.number, label=self._labels(place, kept))
        few = len(kept) <= 2  # "5 or 6" is as short as "5 or more"
        if not few and tuple(kept) == place.steps[: len(kept)]:
            return self.voice.say("if-at-most", at=place.number, value=kept[-1])
        if not few and tuple(kept) == place.steps[-len(kept) :]:
            return self.voice.say("if-at-least", at=place.number, value=kept[0])
        return self.voice.say("if-answer", at=place.number, labels=self._labels(place, kept))

    def _labels(self, place: Place, codes: list[str]) -> str:
        said = [
            code if code in place.steps else self.voice.quoted(self.voice.read(place.labels[code]))
            for code in codes
        ]
        return self.voice.listed(said, "or")

    def _at(self, name: str) -> str:
        return self.places[name].number if name in self.places else self.voice.quoted(name)

    def _label(self, name: str, code: str) -> str:
        place = self.places.get(name)
        label = place.labels.get(code) if place is not None else None
        return self.voice.quoted(self.voice.read(label) if label is not None else code)


def conditions(questionnaire: Questionnaire) -> dict[str, Condition | None]:
    """Return when each question is asked, by name; that of its page included."""
    found: dict[str, Condition | None] = {}
    for page in questionnaire.pages:
        for question in page.questions:
            both = tuple(one for one in (page.shown_if, question.shown_if) if one is not None)
            found[question.name] = All(both) if len(both) > 1 else next(iter(both), None)
    return found


def sends(questionnaire: Questionnaire) -> dict[tuple[str, str], int]:
    """Return where an answer sends whoever gives it: the number of a question, or `END`.

    Only answers of single choices that leave out at least one question, as far as that answer alone
    decides: what hangs on others too says so where it stands. No arrow leads past a text.
    """
    numbered = numbers(questionnaire)
    asked = list(questionnaire.questions)
    when = conditions(questionnaire)
    found: dict[tuple[str, str], int] = {}
    for at, question in enumerate(asked):
        if not isinstance(question.answer, Single):
            continue
        for choice in question.answer.choices:
            to = at + 1
            while to < len(asked) and _left_out(when[asked[to].name], question.name, choice.code):
                to += 1
            if to == len(asked) > at + 1:
                found[question.name, choice.code] = END
            elif to > at + 1 and asked[to].name in numbered:
                found[question.name, choice.code] = numbered[asked[to].name]
    return found


def _left_out(condition: Condition | None, name: str, code: str) -> bool:
    return condition is not None and set(names_in(condition)) == {name} and not holds(condition, {name: code})
