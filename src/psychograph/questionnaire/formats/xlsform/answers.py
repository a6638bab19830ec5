"""Kinds of answers of an XLSForm, and its lists of choices."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.formats.xlsform.columns import Cells
from psychograph.questionnaire.formats.xlsform.limits import Limits, limits_of
from psychograph.questionnaire.formats.xlsform.tree import Node, Select
from psychograph.questionnaire.formats.xlsform.writing import AGREED, JOINER, LIKERT
from psychograph.questionnaire.losses import Aspect
from psychograph.questionnaire.model import (
    Answer,
    Choice,
    Consent,
    Day,
    FreeText,
    Multiple,
    Notice,
    Number,
    Ranking,
    Rating,
    Single,
)
from psychograph.quoting import listed, quoted, shortened

Lose = Callable[[str, Aspect, str, str], None]
MOST_POINTS = 11
TEXTS = {
    "text": "",
    "string": "",
    "time": "a time of day",
    "datetime": "a date and time",
    "date time": "a date and time",
    "email": "an address of e-mail",
    "phone number": "a number of a telephone",
    "barcode": "a bar code",
}
NUMBERS = {"integer": True, "int": True, "decimal": False}
NOT_ASKED = {
    "geopoint": "a place", "geotrace": "a way", "geoshape": "an area", "location": "a place",
    "gps": "a place",
    "image": "a picture", "photo": "a picture", "audio": "a recording", "video": "a film", "file": "a file",
    "osm": "a place on a map", "calculate": "it is computed, not asked", "hidden": "it is not asked",
}  # fmt: skip
TAKEN_FLAGS = {"list_name", "name", "label", "declined", "exclusive", "consent_version"}


@dataclass(frozen=True)
class Option:
    """A choice as a list of the form has it, and the version of the consent that it gives, if any."""

    choice: Choice
    consent_version: str = ""


class ChoiceLists:
    """The lists of the sheet choices, by name."""

    def __init__(self, rows: Iterator[Cells], lose: Lose) -> None:
        self._lists: dict[str, dict[str, Option]] = {}
        self._repeated: dict[str, list[str]] = {}
        self._more: dict[str, list[str]] = {}
        self._lose = lose
        for cells in rows:
            name, code = cells["list_name"].strip(), cells["name"].strip()
            if not name or not code:
                continue
            options = self._lists.setdefault(name, {})
            more = [key for key in cells.others if key not in TAKEN_FLAGS]
            self._more[name] = list(dict.fromkeys([*self._more.get(name, []), *more]))
            if code in options:
                self._repeated.setdefault(name, []).append(code)
                continue
            label = unescaped(cells.text("label")) or Translated(code)
            flags = {flag: cells[flag].strip().lower() == "yes" for flag in ("declined", "exclusive")}
            options[code] = Option(Choice(code, label, **flags), cells["consent_version"])

    def __contains__(self, name: str) -> bool:
        return name in self._lists

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the lists."""
        return tuple(self._lists)

    def options(self, name: str) -> tuple[Option, ...]:
        """Return a list."""
        return tuple(self._lists[name].values())

    def tell(self, where: str, name: str) -> None:
        """Name what of a list a question does not take."""
        repeated = self._repeated.get(name)
        if repeated:
            self._lose(
                where,
                Aspect.CODES,
                f"codes that stand twice in its list ({listed(repeated)})",
                "the first of each",
            )
        more = self._more.get(name)
        if more:
            told = f"what further columns of the choices say ({listed(more)})"
            self._lose(where, Aspect.CONTENT, told, "left out")

    def scale(self, name: str) -> tuple[AnswerScale, tuple[Choice, ...]] | None:
        """Return a list as a scale of whole numbers in a row, and the choices beside it; None for none."""
        choices = [option.choice for option in self.options(name)]
        steps: list[Choice] = []
        for choice in choices:
            if choice.declined or not re.fullmatch(r"-?\d{1,4}", choice.code):
                break
            if steps and int(choice.code) != int(steps[-1].code) + 1:
                break
            steps.append(choice)
        rest = tuple(replace(choice, declined=True) for choice in choices[len(steps) :])
        if not 2 <= len(steps) <= MOST_POINTS:
            return None
        low, high = int(steps[0].code), int(steps[-1].code)
        labels = tuple((int(step.code), step.label) for step in steps if step.label != Translated(step.code))
        return AnswerScale(low, high, labels), rest


class Answers:
    """Kinds of answers by the types of a form."""

    def __init__(self, lists: ChoiceLists, lose: Lose) -> None:
        self._lists = lists
        self._lose = lose

    def left_out(self, node: Node, select: Select | None) -> str:
        """Return why a row is not asked here; empty where it is."""
        kind = node.cells["type"].strip().lower()
        if select is not None:
            return "its choices stand in another file" if select.elsewhere else ""
        asked = kind in TEXTS or kind in NUMBERS or kind.split()[0] in {
            "date", "note", "acknowledge", "trigger", "range", "percentage"
        }  # fmt: skip
        return "" if asked else NOT_ASKED.get(kind, "the device fills it in, or nobody here knows it")

    def of(self, name: str, node: Node, select: Select | None) -> Answer:
        """Return the kind of answer of a row."""
        cells = node.cells
        limits = self._limits(name, cells)
        answer = self._choices(name, node, select, limits) if select else self._plain(name, node, limits)
        takes = {
            Number: {"number"},
            Day: {"day"},
            FreeText: {"text"},
            Multiple: {"several"},
        }.get(type(answer), set())
        if limits.kinds() - takes:
            self._lose(
                name, Aspect.LIMITS, f"the limit {shortened(cells['constraint'])}", "any answer is taken"
            )
        self._parameters(name, cells, answer)
        return answer

    def _limits(self, name: str, cells: Cells) -> Limits:
        constraint = cells["constraint"].strip()
        if not constraint:
            return Limits()
        try:
            return limits_of(constraint)
        except ValueError as reason:
            told = f"the limit {shortened(constraint)}: {reason}"
            self._lose(name, Aspect.LIMITS, told, "any answer is taken")
            return Limits()

    def _choices(self, name: str, node: Node, select: Select, limits: Limits) -> Answer:
        self._lists.tell(name, select.list_name)
        options = self._lists.options(select.list_name)
        shuffled = "randomize=true" in node.cells["parameters"].replace(" ", "").lower()
        if len(options) == 1 and options[0].consent_version and options[0].choice.code == AGREED:
            return Consent(options[0].consent_version, options[0].choice.label)
        if select.kind == "one" and LIKERT in node.appearances and not select.other and not shuffled:
            found = self._lists.scale(select.list_name)
            if found is not None:
                return Rating(*found)
            self._lose(name, Aspect.TYPE, "that it is drawn as a scale", "its choices are listed")
        choices = tuple(option.choice for option in options)
        if select.other:
            choices = (*choices, self._other(name, choices))
        if select.kind == "rank":
            return Ranking(choices, shuffled)
        if select.kind == "one":
            return Single(choices, shuffled)
        ruled_out = tuple(
            replace(choice, exclusive=choice.exclusive or choice.code in limits.exclusive)
            for choice in choices
        )
        return Multiple(ruled_out, shuffled, limits.least, limits.most)

    def _other(self, name: str, choices: tuple[Choice, ...]) -> Choice:
        """Return the choice that `or_other` adds: its code is `other`, its text stands in NAME_other."""
        taken = {choice.code for choice in choices}
        code = next(one for one in ("other", "other_2", *map(str, range(1000))) if one not in taken)
        self._lose(
            name,
            Aspect.NAME,
            f"the column {name}_other of the texts",
            f"texts are asked as {name}_{code}_text",
        )
        return Choice(code, Translated("Other"), specify=True)

    def _plain(self, name: str, node: Node, limits: Limits) -> Answer:
        kind = node.cells["type"].strip().lower()
        if kind in NUMBERS:
            return Number(limits.low, limits.high, NUMBERS[kind])
        match kind.split()[0]:
            case "date" if kind == "date":
                return Day(limits.earliest, limits.latest)
            case "note":
                return Notice()
            case "percentage":
                return Number(0.0, 100.0, whole=True)
            case "range":
                return self._range(name, node)
            case "acknowledge" | "trigger":
                self._lose(name, Aspect.TYPE, "a box that confirms what was read", "one choice, 'OK'")
                return Single((Choice("OK", Translated("OK")),))
        meant = TEXTS.get(kind, "")
        if meant:
            self._lose(name, Aspect.TYPE, f"that the answer is {meant}", "a text is asked")
        return FreeText("multiline" in node.appearances, limits.longest)

    def _range(self, name: str, node: Node) -> Number:
        """Return a number for a slider; without parameters it goes from 0 to 10 in steps of 1."""
        said = dict(re.findall(r"(\w+)\s*=\s*(-?[\d.]+)", node.cells["parameters"]))
        try:
            low, high, step = (
                float(said.get(key, usual)) for key, usual in (("start", 0), ("end", 10), ("step", 1))
            )
        except ValueError:
            low, high, step = 0.0, 10.0, 1.0
        self._lose(name, Aspect.TYPE, f"a slider in steps of {step:g}", "a number is asked")
        whole = all(number.is_integer() for number in (low, high, step))
        return Number(min(low, high), max(low, high), whole)

    def _parameters(self, name: str, cells: Cells, answer: Answer) -> None:
        said = cells["parameters"].strip()
        takes = isinstance(answer, (Single, Multiple, Ranking)) and said.replace(" ", "").lower() in {
            "randomize=true", "randomize=false"
        }  # fmt: skip
        if said and not takes and not cells["type"].strip().lower().startswith("range"):
            self._lose(name, Aspect.ORDER, f"its parameters {quoted(said)}", "the order as written")


def unescaped(text: Translated) -> Translated:
    """Return a text as it was before it was made safe for forms."""
    said = {tag: one.replace(f"${JOINER}{{", "${") for tag, one in text.others}
    return Translated.of(text.text.replace(f"${JOINER}{{", "${"), said)
