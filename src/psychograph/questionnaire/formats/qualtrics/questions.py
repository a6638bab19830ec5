"""Kinds of answers as questions of Qualtrics, and what these do not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from psychograph.questionnaire.formats.foreign.bounded import Json
from psychograph.questionnaire.formats.qualtrics.choices import MANY, new_codes, shown_choices
from psychograph.questionnaire.formats.qualtrics.logic import Element
from psychograph.questionnaire.formats.qualtrics.survey_file import RANDOM, chance
from psychograph.questionnaire.formats.qualtrics.texts import html
from psychograph.questionnaire.losses import Aspect
from psychograph.questionnaire.model import (
    Battery,
    Choice,
    Consent,
    Day,
    FreeText,
    Multiple,
    Notice,
    Number,
    Postcode,
    Question,
    Ranking,
    Rating,
    Single,
)
from psychograph.quoting import shortened

BY_HAND = "set it by hand in Qualtrics"


@dataclass(frozen=True)
class Payloads:
    """Writes what a file says of a question beside its text; `lose` is told what it does not say."""

    lose: Callable[[str, Aspect, str, str], None]

    def of(self, question: Question) -> Element:
        """Return what belongs to one kind of answer."""
        forced = question.required or isinstance(question.answer, Consent)
        match question.answer:
            case Rating():
                return {"QuestionType": "MC", "Selector": "SAHR"} | self._choices(question, forced=forced)
            case Battery():
                return self._matrix(question)
            case Single(choices):
                lists = len(choices) >= MANY and not any(choice.specify for choice in choices)
                kind: Element = {"QuestionType": "MC", "Selector": "DL" if lists else "SAVR"}
                return kind | self._choices(question, forced=forced)
            case Multiple(_, _, least, most):
                bounds = _settings(forced, **_number_of_choices(least, most))
                made = self._choices(question, forced=forced) | bounds
                return {"QuestionType": "MC", "Selector": "MAVR"} | made
            case Ranking(choices, _, most):
                if most is not None and most < len(choices):
                    self.lose(question.name, Aspect.LIMITS, f"that only the first {most} count", BY_HAND)
                return {"QuestionType": "RO", "Selector": "DND"} | self._choices(question, forced=forced)
            case Consent():
                return {"QuestionType": "MC", "Selector": "SAVR"} | self._choices(question, forced=forced)
            case Notice():
                return {"QuestionType": "DB", "Selector": "TB", "ChoiceOrder": []}
        return self._typed(question)

    def _typed(self, question: Question) -> Element:
        """Return a question whose answer is typed."""
        where, forced = question.name, question.required
        line: Element = {
            "QuestionType": "TE",
            "Selector": "SL",
            "SearchSource": {"AllowFreeResponse": "false"},
        }
        match question.answer:
            case Number(low, high, whole):
                bounds: Element = {"Min": _said(low), "Max": _said(high), "NumDecimals": "0" if whole else ""}
                return line | _settings(
                    forced, Type="ContentType", ContentType="ValidNumber", ValidNumber=bounds
                )
            case FreeText(long, most):
                if most is not None:
                    self.lose(where, Aspect.LIMITS, f"that it takes at most {most} characters", BY_HAND)
                return (line | {"Selector": "ML"} if long else line) | _settings(forced)
            case Day(earliest, latest):
                self.lose(where, Aspect.CODES, "days as YYYY-MM-DD", "Qualtrics has them typed as MM/DD/YYYY")
                if earliest or latest:
                    what = f"the bounds of the day ({earliest or '...'} to {latest or '...'})"
                    self.lose(where, Aspect.LIMITS, what, "any day is taken")
                return line | _settings(
                    forced, Type="ContentType", ContentType="ValidDate", ValidDateType="DateWithFormat"
                )
            case Postcode("US"):
                return line | _settings(
                    forced, Type="ContentType", ContentType="ValidZip", ValidZipType="ValidUSZip"
                )
            case Postcode(country):
                self.lose(where, Aspect.TYPE, "that it is a postcode", "any text is taken")
                if country:
                    self.lose(
                        where, Aspect.LIMITS, f"that it is a postcode of {country}", "any text is taken"
                    )
        return line | _settings(forced)

    def _choices(self, question: Question, *, forced: bool) -> Element:
        """Return the choices of a question."""
        where, answer = question.name, question.answer
        choices = shown_choices(question)
        codes = self._codes(where, choices)
        made: Element = {}
        for at, choice in enumerate(choices, 1):
            entry: Element = {"Display": html(choice.label.text)}
            if choice.specify:
                entry |= {"TextEntry": "true", "TextEntrySize": "Small"}
            if choice.exclusive and isinstance(answer, Multiple):
                entry["ExclusiveAnswer"] = True
            elif choice.exclusive:
                what = f"that '{choice.code}' rules the others out"
                self.lose(where, Aspect.CHOICE, what, "one answer is taken")
            made[str(at)] = entry
        keys = [str(at) for at in range(1, len(choices) + 1)]
        payload: Element = {
            "SubSelector": "TX",
            "Choices": made,
            "ChoiceOrder": list(keys),
            "RecodeValues": dict(zip(keys, codes, strict=True)),
            "NextChoiceId": len(choices) + 1,
        }
        payload |= _not_analysed(choices) | _settings(forced)
        if isinstance(answer, (Single, Multiple, Ranking)) and answer.shuffled:
            payload |= self._shuffled(where, choices)
        return payload

    def _shuffled(self, where: str, choices: tuple[Choice, ...]) -> Element:
        stays = [choice.specify or choice.exclusive or choice.declined for choice in choices]
        if not any(stays):
            return {"Randomization": {"Advanced": None, "TotalRandSubset": "", "Type": "All"}}
        if stays != sorted(stays):
            what = "that answers which keep their place come last"
            self.lose(where, Aspect.ORDER, what, "they keep the place where they are listed")
        order = [str(at) if stay else RANDOM for at, stay in enumerate(stays, 1)]
        moved = [str(at) for at, stay in enumerate(stays, 1) if not stay]
        made = chance(order, moved)
        return {
            "Randomization": made | {"EvenPresentation": False, "TotalRandSubset": "", "Type": "Advanced"}
        }

    def _codes(self, where: str, choices: Iterable[Choice]) -> list[Json]:
        """Return the codes that answers get; Qualtrics takes numbers only."""
        codes, new = [choice.code for choice in choices], new_codes(choices)
        if codes == new:
            return list(codes)
        said = ", ".join(map(shortened, codes[:8]))
        self.lose(
            where, Aspect.CODES, f"the codes of its answers ({said})", f"1 to {len(codes)}, in their order"
        )
        return list(new)

    def _matrix(self, question: Question) -> Element:
        battery = question.answer
        assert isinstance(battery, Battery)  # noqa: S101 - matched by the caller
        steps = shown_choices(question)
        codes = self._codes(question.name, steps)
        rows = [str(at) for at in range(1, len(battery.items) + 1)]
        columns = [str(at) for at in range(1, len(steps) + 1)]
        made: Element = {
            "QuestionType": "Matrix",
            "Selector": "Likert",
            "SubSelector": "SingleAnswer",
            "Configuration": {
                "QuestionDescriptionOption": "UseText",
                "TextPosition": "inline",
                "ChoiceColumnWidth": 25,
                "RepeatHeaders": "none",
                "WhiteSpace": "OFF",
                "MobileFirst": True,
            },
            "Choices": {
                row: {"Display": html(item.text.text)} for row, item in zip(rows, battery.items, strict=True)
            },
            "ChoiceOrder": list(rows),
            "ChoiceDataExportTags": {row: item.name for row, item in zip(rows, battery.items, strict=True)},
            "Answers": {
                column: {"Display": html(step.label.text)}
                for column, step in zip(columns, steps, strict=True)
            },
            "AnswerOrder": list(columns),
            "RecodeValues": dict(zip(columns, codes, strict=True)),
            "NextChoiceId": len(rows) + 1,
            "NextAnswerId": len(columns) + 1,
        }
        for choice in battery.declined:
            if choice.exclusive or choice.specify or not choice.declined:
                what = f"more of '{choice.code}' than that it stands beside the scale"
                self.lose(question.name, Aspect.CHOICE, what, "it means no answer")
        made |= _not_analysed(steps) | _settings(question.required)
        if battery.shuffled:
            made["Randomization"] = {"Advanced": None, "TotalRandSubset": "", "Type": "All"}
        return made


def _not_analysed(choices: tuple[Choice, ...]) -> Element:
    """Return which choices Qualtrics leaves out of analyses: those that mean no answer."""
    left_out: Element = {str(at): "No" for at, choice in enumerate(choices, 1) if choice.declined}
    return {"AnalyzeChoices": left_out} if left_out else {}


def _settings(forced: bool, **more: Json) -> Element:
    force = "ON" if forced else "OFF"
    settings: Element = {"ForceResponse": force, "ForceResponseType": "ON", "Type": "None"}
    return {"Validation": {"Settings": settings | more}}


def _number_of_choices(least: int | None, most: int | None) -> dict[str, Json]:
    if least is not None and most is not None:
        return {"Type": "ChoiceRange", "MinChoices": str(least), "MaxChoices": str(most)}
    if least is not None:
        return {"Type": "MinChoices", "MinChoices": str(least)}
    return {"Type": "MaxChoices", "MaxChoices": str(most)} if most is not None else {}


def _said(number: float | None) -> str:
    return "" if number is None else f"{number:.15g}"
