"""A questionnaire in codes of LimeSurvey: what its questions, statements and answers are called there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.questionnaire.formats.limesurvey.codes import (
    LONGEST_ANSWER,
    OTHER_SEVERAL,
    OTHER_SINGLE,
    Codes,
)
from psychograph.questionnaire.formats.limesurvey.script import Term
from psychograph.questionnaire.losses import Aspect
from psychograph.questionnaire.model import (
    Answer,
    Battery,
    Choice,
    Day,
    FreeText,
    Multiple,
    Notice,
    Number,
    Postcode,
    Question,
    Questionnaire,
    Ranking,
    Rating,
    Single,
    choices_of,
)
from psychograph.quoting import listed

SHORT = re.compile(r"(SQ)?[0-9]{1,15}")  # what the reader puts the battery's name before
Lose = Callable[[str, Aspect, str, str], None]


class Coded:
    """Codes by the names of ours.

    Parameters
    ----------
    questionnaire : Questionnaire
        What is written.
    lose : callable
        Is told which names and codes change.

    Attributes
    ----------
    code : dict of str to str
        Of questions and statements.
    answers : dict of str to dict
        Codes of answers by ours, by question.
    others : dict of str to Choice
        The choice that LimeSurvey calls "other", by question.
    terms : dict of str to Term
        What conditions can look at.
    """

    def __init__(self, questionnaire: Questionnaire, lose: Lose) -> None:
        self.lose = lose
        names = [name for question in questionnaire.questions for name in _own_names(question)]
        self.code = Codes().take_all(names)
        self.answers: dict[str, dict[str, str]] = {}
        self.others: dict[str, Choice] = {}
        self.terms: dict[str, Term] = {}
        for question in questionnaire.questions:
            self.code |= _short_names(question)
            self._name_losses(question)
            self.answers[question.name] = self._answer_codes(question)
            self.terms.update(self._terms(question))

    def _name_losses(self, question: Question) -> None:
        name, code = question.name, self.code[question.name]
        if code != name:
            self.lose(name, Aspect.NAME, f"the name {name}", f"LimeSurvey calls it {code}")
        if not isinstance(question.answer, Battery):
            return
        short = _short_names(question)
        kept = []
        for item in question.answer.items:
            theirs = self.code[item.name]
            if item.name == (f"{code}_{theirs}" if item.name in short else theirs):
                kept.append(item.name)
            else:
                stands = f"in LimeSurvey's answers it is {code}[{theirs}]"
                self.lose(item.name, Aspect.NAME, f"the name {item.name}", stands)
        if kept:
            example = f"{code}[{self.code[kept[0]]}]"
            self.lose(
                name,
                Aspect.NAME,
                f"the columns {listed(kept)}",
                f"LimeSurvey's answers call {kept[0]} {example}, the others alike",
            )

    def _answer_codes(self, question: Question) -> dict[str, str]:
        """Return the codes of a question's answers by ours."""
        answer, name = question.answer, question.name
        choices = choices_of(answer)
        several = isinstance(answer, Multiple)
        codes = Codes(letter_first=False) if several else Codes(LONGEST_ANSWER, letter_first=False)
        found: dict[str, str] = {}
        if isinstance(answer, (Rating, Battery)):
            found = self._scale_codes(name, answer.scale, codes)
        other = self._other(question, choices)
        found |= codes.take_all(choice.code for choice in choices if choice is not other)
        if other is not None:
            self.others[name] = other
            found[other.code] = OTHER_SEVERAL if several else OTHER_SINGLE
        changed = [f"{ours} is {theirs}" for ours, theirs in found.items() if ours != theirs]
        if changed:
            self.lose(
                name, Aspect.CODES, "codes of answers", f"in LimeSurvey's answers {listed(changed, 20)}"
            )
        return found

    def _scale_codes(self, name: str, scale: AnswerScale, codes: Codes) -> dict[str, str]:
        """Return codes of a scale: its numbers, counted from 1 where some are negative."""
        shift = 0 if scale.low >= 0 else 1 - scale.low
        return {str(value): codes.take(str(value + shift)) for value in scale.values}

    def _other(self, question: Question, choices: Sequence[Choice]) -> Choice | None:
        """Return the choice that becomes LimeSurvey's "other"; it has one a question."""
        asking = [choice for choice in choices if choice.specify]
        if not asking:
            return None
        takes = isinstance(question.answer, (Single, Multiple))
        for choice in asking[1:] if takes else asking:
            self.lose(
                question.name, Aspect.CHOICE, f"the text that '{choice.label}' asks for", "no text is asked"
            )
        return asking[0] if takes else None

    def _terms(self, question: Question) -> Iterator[tuple[str, Term]]:
        """Yield what conditions can look at."""
        answer, code = question.answer, self.code[question.name]
        answers = self.answers[question.name]
        changed = answers if any(ours != theirs for ours, theirs in answers.items()) else {}
        match answer:
            case Battery(items=items):
                for item in items:
                    yield item.name, Term([f"{code}_{self.code[item.name]}"], "code", changed)
            case Multiple(choices):
                variables = {choice.code: f"{code}_{answers[choice.code]}" for choice in choices}
                yield question.name, Term(list(variables.values()), "several", variables)
            case Ranking():
                yield question.name, Term([f"{code}_1"], "ranking")
            case Notice():
                return
            case _:
                yield question.name, Term([code], _kind(answer), changed)


def _short_names(question: Question) -> dict[str, str]:
    """Return codes of statements that are called after their battery: 3 for bfi_3 of bfi."""
    if not isinstance(question.answer, Battery):
        return {}
    prefix = f"{question.name}_"
    found = {item.name: item.name.removeprefix(prefix) for item in question.answer.items}
    short = {name: rest for name, rest in found.items() if name != rest and SHORT.fullmatch(rest)}
    return short if len({rest.lower() for rest in short.values()}) == len(short) else {}


def _own_names(question: Question) -> Iterator[str]:
    """Yield the names that must be unique among all: of the question, of statements called otherwise."""
    yield question.name
    if isinstance(question.answer, Battery):
        short = _short_names(question)
        yield from (item.name for item in question.answer.items if item.name not in short)


def _kind(answer: Answer) -> str:
    match answer:
        case Number():
            return "number"
        case Day():
            return "day"
        case FreeText() | Postcode():
            return "text"
        case _:
            return "code"
