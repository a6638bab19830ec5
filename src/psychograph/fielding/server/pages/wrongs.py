"""What is wrong with the answers of a screen: said at its top with a link to each place, and at the place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup, escape

from psychograph.fielding.server.pages.speech import Speech
from psychograph.fielding.walk.forms import MISSING, NUMBER, ROWS, Wrong, day_field
from psychograph.fielding.walk.orders import choices_in_order, items_in_order
from psychograph.questionnaire.answers.codebook import text_column
from psychograph.questionnaire.model import (
    Battery,
    Consent,
    Day,
    Item,
    Multiple,
    Number,
    Question,
    Ranking,
    Rating,
    Single,
)


@dataclass(frozen=True)
class Mistake:
    """A place that needs another look: where it is on the page, and what the link to it says."""

    at: str
    text: Markup


@dataclass(frozen=True)
class Wrongs:
    """What is wrong with a question, in the words of one language.

    Parameters
    ----------
    question : Question
        What was asked.
    seed : int
        Of the case: mistakes are listed in the order of the screen.
    speech : Speech
        The language.
    wrong : tuple of Wrong
        What is wrong, as the form was read.
    """

    question: Question
    seed: int
    speech: Speech
    wrong: tuple[Wrong, ...] = ()

    @cached_property
    def said(self) -> Mapping[str, str]:
        """What is said, by the name of the field; the first of each."""
        found: dict[str, str] = {}
        for one in self.wrong:
            found.setdefault(one.name, self._said(one))
        return found

    def of(self, name: str) -> str:
        """Return what is wrong with a field; empty for nothing."""
        return self.said.get(name, "")

    def listed(self) -> Iterator[Mistake]:
        """Yield every place in the order of the screen."""
        if not self.wrong:
            return
        items = items_in_order(self.question, self.seed)
        for item in items:
            if item.name in self.said:
                yield Mistake(f"{item.name}-1", self.speech.read(item.text))
        known = {item.name for item in items}
        for name, said in self.said.items():
            whole = name == self.question.name and any(item in self.said for item in known)
            if name not in known and not whole:  # of a battery, its statements are named instead
                yield Mistake(self._place(name, items), escape(said))

    def _place(self, name: str, items: tuple[Item, ...]) -> str:
        if name != self.question.name:  # the text of "other, namely"
            choices = choices_in_order(self.question, self.seed)
            columns = [text_column(self.question.name, choice.code) for choice in choices]
            return f"{self.question.name}-{columns.index(name) + 1}-text"
        match self.question.answer:
            case Battery():
                return f"{items[0].name}-1"
            case Rating() | Single() | Multiple() | Consent() | Ranking():
                return f"{name}-1"
            case Day():
                return day_field(name, "day")
            case _:
                return name

    def _said(self, one: Wrong) -> str:
        speech = self.speech
        match self.question.answer:
            case Consent() if one.key in (MISSING, ROWS):
                return speech.say("wrong-consent")
            case Battery() | Rating() | Single() | Multiple() if one.key in (MISSING, ROWS):
                return speech.say("wrong-choose")
            case Number() as number if one.key == NUMBER:
                return _number(number, speech)
            case _:
                return speech.say(one.key)


def _number(number: Number, speech: Speech) -> str:
    low, high = (None if end is None else f"{end:g}" for end in (number.low, number.high))
    if low is not None and high is not None:
        return speech.say("wrong-number-between", low=low, high=high)
    if low is not None:
        return speech.say("wrong-number-least", low=low)
    if high is not None:
        return speech.say("wrong-number-most", high=high)
    return speech.say("wrong-whole" if number.whole else "wrong-number")
