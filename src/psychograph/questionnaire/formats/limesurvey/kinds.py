"""LimeSurvey's question types as kinds of answers.

Types by their letters: https://manual.limesurvey.org/Question_object_types and `models/Question.php`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.formats.limesurvey.codes import OTHER_SEVERAL, OTHER_SINGLE
from psychograph.questionnaire.formats.limesurvey.survey import Asked, Part, Texts
from psychograph.questionnaire.formats.limesurvey.writing import AGREED, CONSENT, RATING
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
from psychograph.quoting import listed, quoted

Lose = Callable[[str, Aspect, str, str], None]
Said = Callable[[str, Texts], Translated]
MOST_POINTS = 11
ARRAYS = {"A": 5, "B": 10}
NAMED_ARRAYS = {
    "C": (("Y", "Yes"), ("U", "Uncertain"), ("N", "No")),
    "E": (("I", "Increase"), ("S", "Same"), ("D", "Decrease")),
}
FIXED = {"Y": (("Y", "Yes"), ("N", "No")), "G": (("F", "Female"), ("M", "Male"))}
NOT_ASKED = {
    "*": "it is computed, not asked",
    "|": "files are sent",
    "I": "it switches the language",
    "1": "an array with two scales",
    ":": "an array of numbers",
    ";": "an array of texts",
}
ON = {"1", "Y", "y"}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

UNKNOWN = "unknown"  # a version of what is agreed to that the file does not tell


@dataclass(frozen=True)
class Steps:
    """Answers as a scale: its steps, the choices beside it, and codes here by those of the file."""

    scale: AnswerScale
    declined: tuple[Choice, ...] = ()
    codes: dict[str, str] = field(default_factory=dict)


class Kinds:
    """Kinds of answers of one survey."""

    def __init__(self, language: str, said: Said, lose: Lose) -> None:
        self._language = language
        self._said = said
        self._lose = lose

    def left_out(self, asked: Asked) -> str:
        """Return why a question is not asked here; empty where it is."""
        if asked.attribute("hidden") in ON:
            return "it is never shown"
        return NOT_ASKED.get(asked.type, "")

    def of(self, name: str, asked: Asked) -> tuple[Answer, dict[str, str]]:
        """Return the kind of answer of a question that is one column or one set of choices; its codes."""
        shuffled = self.shuffled(name, asked)
        match asked.type:
            case "L" | "!" | "O":
                return self._list(name, asked, shuffled)
            case "5":
                return Rating(AnswerScale(1, 5)), {}
            case "Y" | "G":
                return Single(self.fixed(name, FIXED[asked.type])), {}
            case "M" | "P":
                return self._several(name, asked, shuffled), {}
            case "R":
                most = self.whole(name, asked, "max_answers")
                choices = tuple(self.choice(name, part) for part in asked.answers or asked.parts)
                return Ranking(choices, shuffled, most), {}
            case "N":
                return self.number(name, asked), {}
            case "D":
                return self._day(name, asked), {}
            case "S" | "T" | "U":
                return FreeText(asked.type != "S", self.whole(name, asked, "maximum_chars")), {}
            case "X":
                return Notice(), {}
        self._lose(
            name, Aspect.TYPE, f"the type {quoted(asked.type)}, which nobody here knows", "a text is asked"
        )
        return FreeText(), {}

    def shuffled(self, name: str, asked: Asked) -> bool:
        """Return whether choices or statements stand in an order of chance."""
        for key in ("random_order", "answer_order", "subquestion_order"):
            said = asked.attribute(key)
            if said in {"1", "random"}:
                return True
            if said not in {"", "0", "normal"}:
                self._lose(name, Aspect.ORDER, f"the order {quoted(said)}", "the order as written")
        return False

    def choice(self, name: str, part: Part) -> Choice:
        """Return an answer, or a sub-question that can be ticked."""
        return Choice(part.code, self._said(name, part.texts) or Translated(part.code))

    def fixed(self, name: str, named: Sequence[tuple[str, str]]) -> tuple[Choice, ...]:
        """Return choices whose words are LimeSurvey's own."""
        if self._language.split("-")[0] != "en":
            self._lose(
                name, Aspect.TEXT, f"LimeSurvey's own words in {self._language}", "they stand in English"
            )
        return tuple(Choice(code, Translated(label)) for code, label in named)

    def _list(self, name: str, asked: Asked, shuffled: bool) -> tuple[Answer, dict[str, str]]:
        classes = asked.attribute("cssclass").split()
        consents = [one for one in classes if one == CONSENT or one.startswith(f"{CONSENT}-")]
        if consents and [part.code for part in asked.answers] == [AGREED]:
            label = self._said(name, asked.answers[0].texts)
            version = consents[0].removeprefix(CONSENT).removeprefix("-")
            if not version:  # a class of CSS holds no other than letters and digits
                self._lose(name, Aspect.KEY, "which version of the text is agreed to", f"it is '{UNKNOWN}'")
            return Consent(version or UNKNOWN, label), {}
        if RATING in classes and asked.other != "Y":
            steps = self.steps(name, asked)
            if steps is not None:
                return Rating(steps.scale, steps.declined), steps.codes
        if asked.type == "!":
            self._lose(name, Aspect.TYPE, "that its choices stand in a menu", "they are listed")
        if asked.type == "O":
            self._lose(name, Aspect.CONTENT, "the comment beside the choices", "none is asked")
        choices = [self.choice(name, part) for part in asked.answers]
        return Single(self._with_other(name, asked, choices, OTHER_SINGLE), shuffled), {}

    def _several(self, name: str, asked: Asked, shuffled: bool) -> Multiple:
        if asked.type == "P":
            self._lose(name, Aspect.CONTENT, "the comments beside the choices", "none are asked")
        exclusive = re.split(r"[;,\s]+", asked.attribute("exclude_all_others"))
        choices = [
            Choice(part.code, self._said(name, part.texts) or Translated(part.code), part.code in exclusive)
            for part in asked.parts
        ]
        return Multiple(
            self._with_other(name, asked, choices, OTHER_SEVERAL, OTHER_SEVERAL in exclusive),
            shuffled,
            self.whole(name, asked, "min_answers"),
            self.whole(name, asked, "max_answers"),
        )

    def _with_other(
        self, name: str, asked: Asked, choices: list[Choice], code: str, exclusive: bool = False
    ) -> tuple[Choice, ...]:
        """Return choices with the one that LimeSurvey adds, "other", where it stands."""
        if asked.other != "Y":
            return tuple(choices)
        label = self._said(name, asked.attributes.get("other_replace_text", {})) or Translated("Other")
        other = Choice(code, label, exclusive, specify=True)
        place = len(choices)
        if asked.attribute("other_position") == "beginning":
            place = 0
        elif asked.attribute("other_position") == "specific":
            before = asked.attribute("other_position_code")
            place = next((at for at, one in enumerate(choices, 1) if one.code == before), place)
        return (*choices[:place], other, *choices[place:])

    def number(self, name: str, asked: Asked) -> Number:
        """Return the limits of a number."""
        low, high = (self._bound(name, asked, key) for key in ("min_num_value_n", "max_num_value_n"))
        unit = self._said(name, asked.attributes.get("suffix", {}))
        return Number(low, high, asked.attribute("num_value_int_only") in ON, unit)

    def _bound(self, name: str, asked: Asked, key: str) -> float | None:
        said = asked.attribute(key).strip()
        if not said:
            return None
        if re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", said):
            return float(said)
        self._lose(name, Aspect.LIMITS, f"the limit {quoted(said)}, which is computed", "any number is taken")
        return None

    def whole(self, name: str, asked: Asked, key: str) -> int | None:
        """Return a count that an attribute states."""
        said = asked.attribute(key).strip()
        if not said:
            return None
        if re.fullmatch(r"\d{1,9}", said):
            return int(said)
        self._lose(name, Aspect.LIMITS, f"the limit {quoted(said)}, which is computed", "any answer is taken")
        return None

    def _day(self, name: str, asked: Asked) -> Day:
        found = []
        for key in ("date_min", "date_max"):
            said = asked.attribute(key).strip()
            if said and not DAY.fullmatch(said):
                self._lose(name, Aspect.LIMITS, f"the limit {quoted(said)}", "any day is taken")
                said = ""
            found.append(said)
        if re.search(r"[Hh]", asked.attribute("date_format")):
            self._lose(name, Aspect.TYPE, "the time of day", "a day is asked")
        return Day(*found)

    def steps(self, name: str, asked: Asked) -> Steps | None:
        """Return answers as a scale of whole numbers; None where they are none.

        Codes such as A1 to A5, which LimeSurvey proposes, count as their numbers.
        """
        if asked.type in ARRAYS:
            return Steps(AnswerScale(1, ARRAYS[asked.type]))
        answers = [part for part in asked.answers if part.scale == "0"]
        found = _numbered(answers)
        if found is None:
            return None
        numbers, rest = found
        codes = {part.code: str(number) for part, number in zip(answers, numbers, strict=False)}
        changed = [f"{theirs} is {ours}" for theirs, ours in codes.items() if theirs != ours]
        if changed:
            self._lose(
                name, Aspect.CODES, "codes of the scale", f"as numbers: {listed(changed, MOST_POINTS)}"
            )
        labels = tuple(
            (number, label)
            for part, number in zip(answers, numbers, strict=False)
            if (label := self._said(name, part.texts)) and label != Translated(str(number))
        )
        declined = tuple(
            Choice(part.code, self._said(name, part.texts) or Translated(part.code), declined=True)
            for part in rest
        )
        return Steps(AnswerScale(numbers[0], numbers[-1], labels), declined, codes)


def _numbered(answers: Sequence[Part]) -> tuple[list[int], Sequence[Part]] | None:
    """Return the numbers of the first answers that follow each other, and the answers after them."""
    numbers: list[int] = []
    prefix = None
    for part in answers:
        found = re.fullmatch(r"([A-Za-z]*)(\d{1,3})", part.code)
        if found is None or (prefix is not None and found[1] != prefix):
            break
        if numbers and int(found[2]) != numbers[-1] + 1:
            break
        prefix = found[1]
        numbers.append(int(found[2]))
    if not 2 <= len(numbers) <= MOST_POINTS:
        return None
    return numbers, answers[len(numbers) :]
