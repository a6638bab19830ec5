"""What must hold between the parts of a questionnaire, wherever it came from: names, codes, bounds."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.questionnaire.answers.codebook import columns_of
from psychograph.questionnaire.answers.codes import codes_of
from psychograph.questionnaire.condition_text import RESERVED
from psychograph.questionnaire.file.schema_values import TAG
from psychograph.questionnaire.model import (
    Answer,
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
    Questionnaire,
    Ranking,
    Rating,
    Single,
    choices_of,
    texts_of,
)
from psychograph.questionnaire.structure.breach import Breach
from psychograph.questionnaire.structure.skip_logic import skip_problems
from psychograph.quoting import shortened
from psychograph.yaml_files.places import Path

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
LONGEST_NAME = 40
FEWEST_POINTS, MOST_POINTS = 2, 11
MOST_COLUMNS = 10_000
MOST_CHOICES = 2_000  # all municipalities of a country are a matter for a search field, not a list
LONGEST_CODE = 100


def problems(questionnaire: Questionnaire, *, doubtful: frozenset[str] = frozenset()) -> Iterator[Breach]:
    """Yield every structural problem, in the order of the questionnaire.

    Names that are no identifiers or that two things share, columns that two questions would fill, scales
    without steps, choices without codes or with one code twice, bounds that exclude every answer, expected
    answers that cannot be given, measurement of a battery rather than of its statements,
    conditions on later questions, in a circle, or on codes that do not exist.

    Parameters
    ----------
    questionnaire : Questionnaire
        From a file or from another tool.
    doubtful : frozenset of str
        Names in small letters that are there although the questionnaire lacks them; ``"*"`` for any.

    Examples
    --------
    >>> from psychograph.instruments.translated import Translated
    >>> from psychograph.questionnaire.model import FreeText, Page
    >>> twice = Question("why", Translated("Why?"), FreeText())
    >>> [breach.found for breach in problems(Questionnaire(Translated("T"), (Page("p", (twice, twice)),)))]
    ["the name 'why' again, after question why"]
    """
    yield from _whole(questionnaire)
    names = _Names()
    columns = _Columns()
    for at, page in enumerate(questionnaire.pages):
        place: Path = ("pages", at)
        yield from names.page((*place, "name"), page.name)
        if not (page.questions or page.title or page.intro or doubtful):
            yield Breach(place, f"page {page.name}", "a page with nothing on it", "questions", "take it out")
        for position, question in enumerate(page.questions):
            yield from _question((*place, "questions", position), question, names)
            yield from columns.added((*place, "questions", position), question)
    yield from skip_problems(questionnaire, doubtful=doubtful)


def _whole(questionnaire: Questionnaire) -> Iterator[Breach]:
    if not questionnaire.pages:
        yield Breach(("pages",), "questionnaire", "no pages", "a page with questions", "add a page")
    for tag in questionnaire.languages:
        if not TAG.fullmatch(tag):
            mend = "write en, de, pt-BR and the like"
            yield Breach(
                (), "questionnaire", f"the language '{shortened(tag)}'", "a language tag (BCP 47)", mend
            )
    if questionnaire.language in questionnaire.languages:
        text = next(text for text in texts_of(questionnaire) if text.has(questionnaire.language))
        yield Breach(
            (),
            "questionnaire",
            f"a translation of '{shortened(text.text)}' into the language it is in",
            f"translations into other languages than {questionnaire.language}",
            "take one of the two texts out",
        )


@dataclass
class _Names:
    """Names met so far, in small letters, with who has them."""

    pages: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)

    def page(self, place: Path, name: str) -> Iterator[Breach]:
        yield from self._named(place, f"page {name}", name, self.pages)

    def question(self, place: Path, where: str, name: str) -> Iterator[Breach]:
        yield from self._named(place, where, name, self.asked)
        if name.casefold() in RESERVED:
            mend = f"name it {name}_1 or the like"
            yield Breach(
                place, where, f"the name '{name}', which conditions use as a word", "another name", mend
            )

    def _named(self, place: Path, where: str, name: str, known: dict[str, str]) -> Iterator[Breach]:
        if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
            found = (
                f"a name of {len(name)} letters"
                if len(name) > LONGEST_NAME
                else f"the name '{shortened(name)}'"
            )
            yield Breach(
                place,
                where,
                found,
                f"letters a to z, digits and _, a letter first, at most {LONGEST_NAME}",
                f"write name: {_mended(name)}",
            )
        if name.casefold() in known:
            yield Breach(
                place,
                where,
                f"the name '{shortened(name)}' again, after {known[name.casefold()]}",
                "a name of its own for each; capitals make no difference",
                "rename one of the two",
            )
        known.setdefault(name.casefold(), where)


def _mended(name: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_")
    return (plain if plain[:1].isalpha() else f"q_{plain}")[:LONGEST_NAME].rstrip("_")


@dataclass(frozen=True)
class _Column:
    name: str
    question: str
    derived: bool  # from a name and a code


@dataclass
class _Columns:
    """Columns that the answers will have, by their name in small letters."""

    taken: dict[str, _Column] = field(default_factory=dict)
    told: bool = False

    def added(self, place: Path, question: Question) -> Iterator[Breach]:
        """Yield columns that are filled twice; shared names of questions are told elsewhere."""
        own = columns_of(question)
        where = f"question {question.name}"
        if not self.told and len(self.taken) + len(own) > MOST_COLUMNS:
            self.told = True
            yield Breach(
                place,
                where,
                f"more than {MOST_COLUMNS:,} columns of answers up to here",
                f"at most {MOST_COLUMNS:,}",
                "take out questions or choices; each choice of several is a column",
            )
        items = question.answer.items if isinstance(question.answer, Battery) else ()
        codes = [choice.code for choice in choices_of(question.answer)]
        repeated = len(set(codes)) < len(codes)
        named = {question.name, *(item.name for item in items)}
        for name in own[: MOST_COLUMNS + 1]:
            column = _Column(name, question.name, name not in named)
            other = self.taken.setdefault(name.casefold(), column)
            # One code twice is told as that.
            if (
                other is not column
                and not (other == column and repeated)
                and (other.derived or column.derived)
            ):
                yield Breach(
                    place,
                    where,
                    f"the column '{shortened(name)}' of the answers, which question {other.question} fills",
                    "a column of its own for each question, statement and choice of several",
                    "rename the question, or give the choice another code",
                )


def _question(place: Path, question: Question, names: _Names) -> Iterator[Breach]:
    where = f"question {question.name}"
    yield from names.question((*place, "name"), where, question.name)
    answer = question.answer
    match answer:
        case Battery(items=items):
            yield from _battery(place, question, answer, names)
            if not items:
                yield Breach(
                    (*place, "items"), where, "a battery without statements", "one at least", "add items"
                )
        case Rating(scale, declined):
            yield from _scale((*place, "scale"), where, scale, declined)
        case Number(low, high):
            yield from _number((*place, "limits"), where, low, high)
        case Day():
            yield from _day((*place, "limits"), where, answer)
        case FreeText(most=most) if most is not None and most < 1:
            yield Breach(
                (*place, "most"), where, f"at most {most} characters", "1 or more", "take `most` out"
            )
        case Postcode(country) if not re.fullmatch("([A-Z]{2})?", country):
            mend = "write country: GB, or leave it out"
            yield Breach(
                (*place, "country"), where, f"'{shortened(country)}'", "two capital letters (ISO 3166)", mend
            )
        case Consent(version) if not version:
            yield Breach(
                (*place, "version"), where, "consent without a version", "a name of the text", "add version:"
            )
        case Single() | Multiple() | Ranking():
            yield from _choices(place, where, answer.choices)
            yield from _how_many(place, where, answer)
        case _:
            pass
    if isinstance(answer, Battery | Notice):
        yield from _measures_nothing(place, question)
    else:
        yield from _expected((*place, "expect"), where, question.expected, answer)


def _measures_nothing(place: Path, question: Question) -> Iterator[Breach]:
    """Yield what is said of the measurement of a question without a column: files have no place for it."""
    if isinstance(question.answer, Battery):
        what, mend = "a battery as a whole", "give each statement its own {}"
    else:
        what, mend = "a text that asks nothing", "take `{}` out"
    given = {
        "attribute": question.attribute,
        "reversed": "true" if question.reversed else "",
        "expect": question.expected,
        "source": question.source,
    }
    for key, value in given.items():
        if value:
            yield Breach(
                (*place, key),
                f"question {question.name}",
                f"`{key}: {shortened(value)}` on {what}",
                "it on questions and statements that are answered",
                mend.format(key),
            )


def _battery(place: Path, question: Question, answer: Battery, names: _Names) -> Iterator[Breach]:
    where = f"question {question.name}"
    yield from _scale((*place, "scale"), where, answer.scale, answer.declined)
    for at, item in enumerate(answer.items):
        here = f"{where}, statement {item.name}"
        yield from names.question((*place, "items", at, "name"), here, item.name)
        yield from _expected((*place, "items", at, "expect"), here, item.expected, answer)


def _scale(place: Path, where: str, scale: AnswerScale, declined: tuple[Choice, ...]) -> Iterator[Breach]:
    if not FEWEST_POINTS <= scale.points <= MOST_POINTS:
        yield Breach(
            place,
            where,
            f"an answer scale from {scale.low} to {scale.high}",
            f"{FEWEST_POINTS} to {MOST_POINTS} steps, the lowest first",
            "write low: 1 and high: 5, or ask for a number",
        )
        return
    for code, _ in scale.labels:
        if code not in scale.values:
            yield Breach(
                (*place, "labels"),
                where,
                f"a label for {code}",
                f"labels for steps from {scale.low} to {scale.high}",
                "correct the number, or the ends of the scale",
            )
    yield from _codes((*place[:-1], "declined"), where, declined, {str(code) for code in scale.values})


def _choices(place: Path, where: str, choices: tuple[Choice, ...]) -> Iterator[Breach]:
    if not choices:
        yield Breach((*place, "choices"), where, "no choices", "two or more", "add choices, a line each")
    if len(choices) > MOST_CHOICES:
        mend = "ask for a text, or for a group first"
        yield Breach(
            (*place, "choices"), where, f"{len(choices):,} choices", f"at most {MOST_CHOICES:,}", mend
        )
        return
    yield from _codes((*place, "choices"), where, choices, set())


def _codes(place: Path, where: str, choices: tuple[Choice, ...], taken: set[str]) -> Iterator[Breach]:
    """Yield codes that are none, or that two answers share."""
    for at, choice in enumerate(choices):
        label = shortened(str(choice.label) or choice.code)
        if choice.code in taken:
            yield Breach(
                (*place, at),
                where,
                f"the code {shortened(choice.code)} again, for '{label}'",
                "a code of its own for each answer",
                "change one of the two",
            )
        if choice.code != choice.code.strip() or not choice.code or len(choice.code) > LONGEST_CODE:
            yield Breach(
                (*place, at),
                where,
                f"the code '{shortened(choice.code)}' of '{label}'",
                f"1 to {LONGEST_CODE} letters or digits, without space around them",
                "write a number or a short word",
            )
        taken.add(choice.code)


def _how_many(place: Path, where: str, answer: Single | Multiple | Ranking) -> Iterator[Breach]:
    """Yield numbers of choices that nobody can keep to."""
    if isinstance(answer, Single):
        return
    least = answer.least if isinstance(answer, Multiple) and answer.least is not None else 0
    most = answer.most if answer.most is not None else len(answer.choices)
    if (answer.choices and not 0 <= least <= most <= len(answer.choices)) or (answer.choices and most < 1):
        key = "least" if least > len(answer.choices) or answer.most is None else "most"
        yield Breach(
            (*place, key),
            where,
            f"at least {least} and at most {most} of {len(answer.choices)} choices",
            "numbers in order, and no more than there are choices",
            "correct them, or leave them out",
        )


def _number(place: Path, where: str, low: float | None, high: float | None) -> Iterator[Breach]:
    if any(end is not None and not math.isfinite(end) for end in (low, high)):
        yield Breach(place, where, "a limit that is no number", "numbers, or null", "correct it")
    elif low is not None and high is not None and low > high:
        mend = "turn the two round"
        yield Breach(place, where, f"limits from {low:g} down to {high:g}", "the lower one first", mend)


def _day(place: Path, where: str, answer: Day) -> Iterator[Breach]:
    for day in (answer.earliest, answer.latest):
        try:
            date.fromisoformat(day or "2000-01-01")
        except ValueError:
            mend = "write year-month-day, as 2026-11-30"
            yield Breach(place, where, f"'{shortened(day)}'", "a day of the calendar", mend)
            return
    if answer.earliest and answer.latest and answer.earliest > answer.latest:
        found = f"limits from {answer.earliest} back to {answer.latest}"
        yield Breach(place, where, found, "the earlier day first", "turn the two round")


def _expected(place: Path, where: str, expected: str, answer: Answer) -> Iterator[Breach]:
    if not expected:
        return
    codes = codes_of(answer)
    if codes is not None and expected not in codes:
        yield Breach(
            place,
            where,
            f"the expected answer '{shortened(expected)}', which nobody can give",
            f"the code of an answer: {', '.join(map(shortened, codes[:12]))}",
            "write the code rather than the label",
        )
