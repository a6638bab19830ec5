"""Invented questionnaires of every kind, for properties of formats: each part of the model, and odd texts.

What is made keeps the rules of a questionnaire: names are unique identifiers, conditions look back only
and compare codes that exist, bounds are in order. Nothing else is spared: quotes, line breaks, other
scripts, text that is code elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hypothesis import strategies as st

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import NO_TEXT, Translated
from psychograph.questionnaire.comparing.equivalence import equivalent
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
    Choice,
    Consent,
    Day,
    FreeText,
    Item,
    Multiple,
    Notice,
    Number,
    Page,
    Postcode,
    Question,
    Questionnaire,
    Ranking,
    Rating,
    Single,
)

KINDS = (
    "rating", "battery", "single", "multiple", "ranking", "number", "text", "day", "postcode", "consent",
    "notice",
)  # fmt: skip
PLAIN = (
    "How old are you?",
    "Traditional values are important to me.",
    "Which of these do you own?",
    "I prefer routine over spontaneity.",
    "Sehr wichtig",
    "Prefer not to say",
    "a",
)
ODD = (
    'The "green" line',
    "it's ours",
    "R&D <b>bold</b> &amp; more",
    "=1+1",
    "-5 degrees",
    "+49 30 1234",
    "@home",
    "${age}",
    "#{age}",
    "{age} or {{age}}",
    "[[Choices]]",
    "[x] done",
    "a|b||c",
    "red, green; blue",
    "tab\tinside",
    "two  spaces",
    "🙂👍🏽 family 👨‍👩‍👧",
    "مرحبا بالعالم",
    "日本語の質問",
    "Straße, façade, e\u0301",
    "100 % sure",
    "back\\slash \\n",
    "# heading",
    "* item",
    "1. first",
    "https://example.org/?a=1&b=2#c",
    "]]> <!-- no -->",
    "<script>alert(1)</script>",
    "true",
    "null",
    "3",
    "- dash: colon",
    "'quoted'",
    "“smart” \u2013 dash …",
    "nobr\u00a0eak",
    "__proto__",
    "?",
)
# Words that mean something to the tools that read a questionnaire.
RESERVED = (
    "constructor", "toString", "name", "type", "id", "note", "select", "end", "label", "class", "none",
    "true", "null", "other", "group", "Q", "value", "items", "total", "submit",
)  # fmt: skip
CODES = (
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
    "10",
    "96",
    "97",
    "98",
    "-99",
    "yes",
    "no",
    "other",
    "dk",
)
ODD_CODES = ("prefer not", "Don't know", "ü", "a.b", "1.5", "x-y", "A", "007", '"', "constructor", "item1")
TAGS = ("ar", "de", "fr", "pt-BR")
SOURCES = ("mini_ipip_20/extraversion",)
ATTRIBUTES = ("Openness", "Extraversion", "TradValues")


@dataclass(frozen=True)
class Size:
    """How large and how odd a questionnaire may be.

    Parameters
    ----------
    pages, questions, items, choices, languages : int
        At most so many: pages, questions of a page, statements of a battery, choices, other languages.
    odd : bool
        Whether texts and codes may be odd.
    conditions : bool
        Whether there is skip logic.
    keys : bool
        Whether measurement is declared: reversed items, attributes, expected answers, sources.
    kinds : tuple of str
        Which kinds of answers; see `KINDS`.
    """

    pages: int = 3
    questions: int = 3
    items: int = 3
    choices: int = 4
    languages: int = 2
    odd: bool = True
    conditions: bool = True
    keys: bool = True
    kinds: tuple[str, ...] = KINDS


@dataclass
class _Making:
    """What was made so far, so that names stay unique and conditions look back."""

    draw: st.DrawFn
    size: Size
    tags: tuple[str, ...] = ()
    taken: set[str] = field(default_factory=set)
    asked: list[tuple[str, Answer]] = field(default_factory=list)
    shown_if: Condition | None = None  # of the page

    def maybe(self) -> bool:
        return self.draw(st.booleans())

    def name(self) -> str:
        number = len(self.taken)
        styles = [f"Q{number}", f"q_{number}", f"Att_Trad_{number}", f"x{number}y", f"A_{number}_B"]
        if self.size.odd:
            styles += [f"{'long_name_of_a_question_that_goes_on'[: 37 - len(str(number))]}_{number}_"]
            styles += [word for word in RESERVED if word.casefold() not in self.taken]
        name = self.draw(st.sampled_from(styles))
        self.taken.add(name.casefold())
        return name

    def line(self) -> Translated:
        """A text on one line."""
        return self._translated(_lines(self.size.odd))

    def text(self) -> Translated:
        """A text that may have several lines."""
        return self._translated(_texts(self.size.odd))

    def text_or_none(self) -> Translated:
        return self.text() if self.maybe() else NO_TEXT

    def _translated(self, texts: st.SearchStrategy[str]) -> Translated:
        text = self.draw(texts)
        others = {tag: self.draw(texts) for tag in self.tags if self.draw(st.integers(0, 3))}
        # Some tools pass over a translation that is the text itself; nobody reads it otherwise.
        return Translated.of(text, {tag: said for tag, said in others.items() if said != text})


def _lines(odd: bool) -> st.SearchStrategy[str]:
    plain = st.sampled_from(PLAIN)
    if not odd:
        return plain
    anything = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp")), max_size=20)
    joined = st.lists(st.sampled_from(ODD), min_size=1, max_size=2).map(" ".join)
    return st.one_of(plain, st.sampled_from(ODD), joined, anything.map(_shown).filter(bool))


def _texts(odd: bool) -> st.SearchStrategy[str]:
    broken = st.lists(_lines(odd), min_size=2, max_size=3)
    return st.one_of(_lines(odd), broken.map("\n".join), broken.map("\n\n".join)) if odd else _lines(odd)


def _shown(text: str) -> str:
    """Return text without the marks that no respondent sees, and without space around it."""
    return re.sub("[\u200b\u200e\u200f\u2060\ufeff\u00ad]", "", text).strip()


@st.composite
def questionnaires(draw: st.DrawFn, size: Size | None = None) -> Questionnaire:
    """Draw a questionnaire that keeps all rules."""
    size = size or Size()
    making = _Making(draw, size)
    making.tags = tuple(sorted(draw(st.lists(st.sampled_from(TAGS), unique=True, max_size=size.languages))))
    pages = [_page(making) for _ in range(draw(st.integers(1, size.pages)))]
    return Questionnaire(
        title=making.line(),
        pages=tuple(pages),
        language=draw(st.sampled_from(("en", "en", "en", "es"))),
        intro=making.text_or_none(),
        thanks=making.text_or_none(),
    )


def _page(making: _Making) -> Page:
    shuffled = making.draw(st.integers(0, 3)) == 0
    making.shown_if = None
    shown_if = _shown_if(making) if making.draw(st.integers(0, 3)) == 0 else None
    making.shown_if = shown_if
    before = list(making.asked)
    questions = []
    for _ in range(making.draw(st.integers(1, making.size.questions))):
        now = making.asked
        if shuffled:
            making.asked = before  # what stands on the page may come later
        question = _question(making)
        making.asked = now
        making.asked += _columns(question)
        questions.append(question)
    return Page(
        name=making.name(),
        questions=tuple(questions),
        title=making.line() if making.maybe() else NO_TEXT,
        intro=making.text_or_none(),
        shown_if=shown_if,
        shuffled=shuffled,
    )


def _question(making: _Making) -> Question:
    answer = _answer(making, making.draw(st.sampled_from(making.size.kinds)))
    rated = isinstance(answer, Rating)
    column = isinstance(answer, (Rating, Single, Number)) and making.size.keys
    expected = ""
    if column and making.draw(st.integers(0, 4)) == 0:
        codes = [code for code, _ in codes_of(answer)]
        expected = making.draw(st.sampled_from(codes)) if codes else ""
    return Question(
        name=making.name(),
        text=making.text(),
        answer=answer,
        help=making.text_or_none() if making.maybe() else NO_TEXT,
        required=not isinstance(answer, Notice) and making.maybe(),
        shown_if=_shown_if(making) if making.draw(st.integers(0, 2)) == 0 else None,
        attribute=_attribute(making) if column else "",
        reversed=rated and making.size.keys and making.maybe(),
        expected=expected,
        source=_source(making) if column else "",
    )


def _attribute(making: _Making) -> str:
    return making.draw(st.sampled_from(("", *ATTRIBUTES)))


def _source(making: _Making) -> str:
    return making.draw(st.sampled_from(("", *SOURCES)))


def _answer(making: _Making, kind: str) -> Answer:
    draw = making.draw
    match kind:
        case "rating":
            scale = _scale(making)
            return Rating(scale, _declined(making, scale))
        case "battery":
            scale = _scale(making)
            items = tuple(_item(making, scale) for _ in range(draw(st.integers(1, making.size.items))))
            return Battery(scale, items, _declined(making, scale), shuffled=making.maybe())
        case "single":
            return Single(_choices(making, ("", "", "specify", "declined")), shuffled=making.maybe())
        case "multiple":
            choices = _choices(making, ("", "", "specify", "exclusive", "declined", "exclusive declined"))
            bounds = sorted(draw(st.lists(st.integers(1, len(choices)), min_size=2, max_size=2)))
            least, most = (bounds[at] if making.maybe() else None for at in (0, 1))
            return Multiple(choices, shuffled=making.maybe(), least=least, most=most)
        case "ranking":
            choices = _choices(making, ("",))
            most = draw(st.integers(1, len(choices))) if making.maybe() else None
            return Ranking(choices, shuffled=making.maybe(), most=most)
        case "number":
            return _number(making)
        case "text":
            return FreeText(long=making.maybe(), most=draw(st.none() | st.integers(1, 5000)))
        case "day":
            days = sorted(draw(st.lists(st.dates(), min_size=2, max_size=2)))
            return Day(*(day.isoformat() if making.maybe() else "" for day in days))
        case "postcode":
            return Postcode(draw(st.sampled_from(("", "GB", "DE", "US", "NL"))))
        case "consent":
            version = draw(st.sampled_from(("1", "2026-11")))
            return Consent(version, making.line()) if making.maybe() else Consent(version)
        case _:
            return Notice()


def _number(making: _Making) -> Number:
    whole = making.maybe()
    numbers = st.integers(-1000, 1_000_000).map(lambda n: n if whole else n / 4)
    bounds = sorted(making.draw(st.lists(numbers, min_size=2, max_size=2)))
    low, high = (float(bounds[at]) if making.maybe() else None for at in (0, 1))
    return Number(low, high, whole, making.line() if making.draw(st.integers(0, 2)) == 0 else NO_TEXT)


def _scale(making: _Making) -> AnswerScale:
    low = making.draw(st.sampled_from((0, 1, 1, 1, -2)))
    high = low + making.draw(st.integers(1, 10))
    said = making.draw(st.sampled_from(("all", "ends", "none", "some")))
    values = {
        "all": range(low, high + 1),
        "ends": (low, high),
        "none": (),
        "some": [value for value in range(low, high + 1) if making.maybe()],
    }[said]
    return AnswerScale(low, high, tuple((value, making.line()) for value in values))


def _declined(making: _Making, scale: AnswerScale) -> tuple[Choice, ...]:
    codes = making.draw(st.lists(st.sampled_from(("98", "99", "-9", "dk")), unique=True, max_size=2))
    return tuple(Choice(code, making.line(), declined=True) for code in codes)


def _item(making: _Making, scale: AnswerScale) -> Item:
    keys = making.size.keys
    check = keys and making.draw(st.integers(0, 4)) == 0
    return Item(
        name=making.name(),
        text=making.line(),
        reversed=keys and not check and making.maybe(),
        attribute=_attribute(making) if keys and not check else "",
        expected=str(making.draw(st.sampled_from(scale.values))) if check else "",
        source=_source(making) if keys and not check else "",
    )


def _choices(making: _Making, kinds: tuple[str, ...]) -> tuple[Choice, ...]:
    pool = CODES + (ODD_CODES if making.size.odd else ())
    many = st.integers(2, max(making.size.choices, 2))
    if making.maybe():
        codes = [str(number) for number in range(1, making.draw(many) + 1)]
    else:
        unique = st.lists(
            st.sampled_from(pool), min_size=2, max_size=making.size.choices, unique_by=str.casefold
        )
        codes = making.draw(unique)
    choices = []
    for code in codes:
        kind = making.draw(st.sampled_from(kinds))
        flags = dict.fromkeys(kind.split(), True)
        choices.append(Choice(code, making.line(), **flags))
    return tuple(choices)


def codes_of(answer: Answer) -> list[tuple[str, bool]]:
    """Return the codes of an answer, each with whether it stands on a scale."""
    match answer:
        case Rating(scale, declined) | Battery(scale, _, declined):
            return [(str(value), True) for value in scale.values] + [(one.code, False) for one in declined]
        case Single(choices) | Multiple(choices) | Ranking(choices):
            return [(choice.code, False) for choice in choices]
        case _:
            return []


def _columns(question: Question) -> list[tuple[str, Answer]]:
    """Return what a later condition may look at: questions with an answer, statements of a battery."""
    if isinstance(question.answer, Battery):
        return [(item.name, question.answer) for item in question.answer.items]
    return [] if isinstance(question.answer, Notice) else [(question.name, question.answer)]


def _shown_if(making: _Making) -> Condition | None:
    """A condition that holds for some: one that always does, or never, is no skip logic.

    The same of a question on a page with a condition: it says more than its page, and may still hold.
    """
    page = making.shown_if
    several = [name for name, answer in making.asked if isinstance(answer, Multiple)]
    for condition in (_condition(making), _compared(making) if making.asked else None):
        if condition is None:
            return None
        whole = All((page, condition)) if page else condition
        never = All((whole, Not(whole)))
        if not equivalent(whole, page, several) and not equivalent(whole, never, several):
            return condition
    return None


def _condition(making: _Making, depth: int = 2) -> Condition | None:
    if not making.size.conditions or not making.asked:
        return None
    kind = making.draw(st.sampled_from(("one", "one", "not", "all", "any") if depth else ("one",)))
    if kind == "not":
        part = _condition(making, depth - 1)
        return part.part if isinstance(part, Not) else Not(part) if part else None
    if kind in {"all", "any"}:
        several = All if kind == "all" else Any
        parts: list[Condition] = []
        for _ in range(making.draw(st.integers(2, 3))):
            part = _condition(making, depth - 1)
            if part is not None:
                parts += part.parts if isinstance(part, several) else (part,)
        return several(tuple(parts))
    return _compared(making)


def _compared(making: _Making) -> Condition:
    """A comparison that makes sense for the question it looks at."""
    draw = making.draw
    name, answer = draw(st.sampled_from(making.asked))
    if draw(st.integers(0, 4)) == 0 and not isinstance(answer, Consent):
        return Answered(name)
    equality = st.sampled_from((Operator.EQUAL, Operator.UNEQUAL))
    match answer:
        case Multiple(choices):
            return Chosen(name, draw(st.sampled_from(choices)).code)
        case Rating(scale) | Battery(scale):
            return Compared(name, draw(st.sampled_from(Operator)), str(draw(st.sampled_from(scale.values))))
        case Single(choices):
            return Compared(name, draw(equality), draw(st.sampled_from(choices)).code)
        case Number(low, high, whole):
            number = draw(st.sampled_from([bound for bound in (low, high, 18.0) if bound is not None]))
            value = f"{number:.15g}" if not whole or number == int(number) else str(int(number))
            return Compared(name, draw(st.sampled_from(Operator)), value)
        case Day():
            return Compared(name, draw(st.sampled_from(Operator)), draw(st.dates()).isoformat())
        case Consent():
            return Compared(name, Operator.EQUAL, "1")
        case FreeText() | Postcode():
            said = draw(_lines(odd=making.size.odd)) if isinstance(answer, FreeText) else "SW1A 1AA"
            return Compared(name, draw(equality), said)
        case _:
            return Answered(name)
