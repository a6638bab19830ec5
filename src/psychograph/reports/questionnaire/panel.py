"""What stands beside the preview for whoever designs the questionnaire: how long, what for, from where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from psychograph.findings import Severity
from psychograph.instruments.catalogue import Catalogue
from psychograph.instruments.pack import Pack
from psychograph.questionnaire.conditions import Condition
from psychograph.questionnaire.lint.rule import Remark
from psychograph.questionnaire.losses import WHOLE
from psychograph.questionnaire.model import Battery, Notice, Question, Questionnaire
from psychograph.questionnaire.planning.length import Duration
from psychograph.questionnaire.planning.sample_size import SampleSize
from psychograph.reports.questionnaire.places import numbers, places
from psychograph.reports.questionnaire.routing import InWords
from psychograph.reports.questionnaire.voice import Voice, name_of, spoken, untranslated
from psychograph.study.model import Study

BANK = "bank/"


@dataclass(frozen=True)
class Fact:
    """A figure at the top, and what it rests on."""

    label: str
    figure: str
    note: str = ""


@dataclass(frozen=True)
class Purpose:
    """What one question, or the statements of a battery that feed one attribute, are for."""

    attribute: str
    answers: int
    reversed: int
    names: tuple[str, ...]
    check: bool
    questions: tuple[str, ...]  # key questions that the attribute answers


@dataclass(frozen=True)
class Listed:
    """A question on the list of what each is for."""

    at: int
    number: str
    name: str
    text: str
    when: str
    shuffled: bool
    purposes: tuple[Purpose, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class ListedPage:
    """A page on that list."""

    at: int
    title: str
    when: str
    shuffled: bool
    minutes: str
    questions: tuple[Listed, ...]


@dataclass(frozen=True)
class Source:
    """An instrument that is asked."""

    name: str
    id: str
    answers: int
    citation: str
    licence: str
    validated: bool
    caveat: str


@dataclass(frozen=True)
class Advice:
    """A remark, and the question it is about where it is about one; `about` is the name that it speaks of."""

    remark: Remark
    at: int | None
    label: str
    about: str


@dataclass(frozen=True)
class Panel:
    """What the template shows beside the questionnaire."""

    facts: tuple[Fact, ...]
    advice: tuple[Advice, ...] | None
    pages: tuple[ListedPage, ...]
    key_questions: tuple[tuple[str, tuple[str, ...]], ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]

    @property
    def weighty(self) -> tuple[Advice, ...]:
        """Remarks to be dealt with before anybody is asked."""
        return tuple(one for one in self.advice or () if one.remark.severity is not Severity.NOTE)

    @property
    def light(self) -> tuple[Advice, ...]:
        """All other remarks."""
        return tuple(one for one in self.advice or () if one.remark.severity is Severity.NOTE)


def view_panel(
    questionnaire: Questionnaire,
    *,
    study: Study | None,
    catalogue: Catalogue | None,
    duration: Duration | None,
    sample: SampleSize | None,
    remarks: Sequence[Remark] | None,
) -> Panel:
    """Compute what stands beside the questionnaire."""
    asked = _KeyQuestions(study)
    place = {one.name: at for at, one in enumerate(questionnaire.questions)}
    return Panel(
        facts=tuple(_facts(questionnaire, duration, sample)),
        advice=None if remarks is None else tuple(_advice(questionnaire, remarks, place)),
        pages=tuple(_pages(questionnaire, asked, place, duration)),
        key_questions=asked.unanswered(questionnaire),
        sources=tuple(_sources(questionnaire, catalogue)),
        notes=tuple(_notes(questionnaire)),
    )


class _KeyQuestions:
    """Which key questions a column answers, by the attribute it feeds."""

    def __init__(self, study: Study | None) -> None:
        self.study = study
        self.by_attribute: dict[str, list[str]] = {}
        for one in study.objective.key_questions if study is not None else ():
            for attribute in one.attributes:
                self.by_attribute.setdefault(attribute, []).append(one.question)
        self.by_column: dict[str, str] = {}
        for name, measured in study.attributes.items() if study is not None else ():
            columns = [item.column for item in measured.items] or [measured.column or name]
            self.by_column |= dict.fromkeys(columns, name)

    def attribute(self, name: str, declared: str) -> str:
        return declared or self.by_column.get(name, name)

    def of(self, attribute: str) -> tuple[str, ...]:
        return tuple(self.by_attribute.get(attribute, ()))

    def unanswered(self, questionnaire: Questionnaire) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return each key question with those of its attributes that are asked."""
        if self.study is None:
            return ()
        fed = {purpose.attribute for one in questionnaire.questions for purpose in _purposes(one, self)}
        return tuple(
            (one.question, tuple(name for name in one.attributes if name in fed))
            for one in self.study.objective.key_questions
        )


def _facts(
    questionnaire: Questionnaire, duration: Duration | None, sample: SampleSize | None
) -> Iterator[Fact]:
    if duration is not None:
        ways = f"Shortest way {_minutes(duration.shortest.seconds.expected)}." if duration.branches else ""
        yield Fact("Takes", _capital(str(duration)), f"An estimate from words and answers. {ways}".strip())
    every = [one for one in questionnaire.questions if not isinstance(one.answer, Notice)]
    answers = sum(len(one.answer.items) if isinstance(one.answer, Battery) else 1 for one in every)
    pages = len(questionnaire.pages)
    yield Fact(
        "Asks",
        f"{_many(len(every), 'question')}, {_many(answers, 'answer')}",
        f"On {_many(pages, 'page')}; each statement of a battery is an answer.",
    )
    if sample is not None:
        yield Fact("Needs", f"{sample.answers:,} usable answers", f"{_capital(sample.because)}.")
        yield Fact(
            "Invite",
            f"{sample.invitations:,} people",
            f"If {sample.response_rate:.0%} of them answer and {sample.usable:.0%} of answers can be used.",
        )
    if questionnaire.languages:
        known = [name_of(code) for code in (questionnaire.language, *questionnaire.languages)]
        yield Fact("Speaks", ", ".join(known))


def _advice(
    questionnaire: Questionnaire, remarks: Sequence[Remark], place: Mapping[str, int]
) -> Iterator[Advice]:
    owner = dict(place)
    for one in questionnaire.questions:
        items = one.answer.items if isinstance(one.answer, Battery) else ()
        owner |= {item.name: place[one.name] for item in items}
        for attribute in (one.attribute, *(item.attribute for item in items)):
            owner.setdefault(attribute, place[one.name])
    for page in questionnaire.pages:
        if page.questions:
            owner.setdefault(page.name, place[page.questions[0].name])
    number = numbers(questionnaire)
    label = {place[name]: f"Question {at}" for name, at in number.items()}
    for remark in remarks:
        at = owner.get(remark.where)
        about = "The questionnaire" if remark.where == WHOLE else remark.where
        yield Advice(remark, at, label.get(at, "Text") if at is not None else "", about)


def _pages(
    questionnaire: Questionnaire,
    asked: _KeyQuestions,
    place: Mapping[str, int],
    duration: Duration | None,
) -> Iterator[ListedPage]:
    words = InWords(places(questionnaire), Voice("en", questionnaire.language))
    number = numbers(questionnaire)
    seconds = {one.name: one.seconds.expected for one in duration.by_page} if duration is not None else {}
    for at, page in enumerate(questionnaire.pages):
        yield ListedPage(
            at=at,
            title=page.title.text or _capital(page.name.replace("_", " ")),
            when=_when(words, page.shown_if),
            shuffled=page.shuffled,
            minutes=_minutes(seconds[page.name]) if page.name in seconds else "",
            questions=tuple(
                Listed(
                    at=place[one.name],
                    number=str(number.get(one.name, "")),
                    name=one.name,
                    text=one.text.text,
                    when=_when(words, one.shown_if),
                    shuffled=bool(getattr(one.answer, "shuffled", False)),
                    purposes=tuple(_purposes(one, asked)),
                    sources=tuple(dict.fromkeys(source for _, source in _columns(one) if source)),
                )
                for one in page.questions
            ),
        )


def _when(words: InWords, condition: Condition | None) -> str:
    return "" if condition is None else words.say(condition)


def _columns(question: Question) -> Iterator[tuple[str, str]]:
    """Yield the columns of a question with where they come from."""
    if isinstance(question.answer, Battery):
        yield from ((item.name, item.source) for item in question.answer.items)
    else:
        yield question.name, question.source


def _purposes(question: Question, asked: _KeyQuestions) -> Iterator[Purpose]:
    if isinstance(question.answer, Notice):
        return
    if not isinstance(question.answer, Battery):
        attribute = asked.attribute(question.name, question.attribute)
        check = bool(question.expected)
        yield Purpose(attribute, 1, int(question.reversed), (question.name,), check, asked.of(attribute))
        return
    fed: dict[tuple[str, bool], list[tuple[str, bool]]] = {}
    for item in question.answer.items:
        key = asked.attribute(item.name, item.attribute), bool(item.expected)
        fed.setdefault(key, []).append((item.name, item.reversed))
    for (attribute, check), items in fed.items():
        yield Purpose(
            attribute=attribute,
            answers=len(items),
            reversed=sum(turned for _, turned in items),
            names=tuple(
                f"{name} (reversed)" if turned and len(items) > 1 else name for name, turned in items
            ),
            check=check,
            questions=asked.of(attribute),
        )


def _sources(questionnaire: Questionnaire, catalogue: Catalogue | None) -> Iterator[Source]:
    counted: dict[str, int] = {}
    for question in questionnaire.questions:
        for _, source in _columns(question):
            if source and not source.startswith(BANK):
                pack = source.split("/")[0]
                counted[pack] = counted.get(pack, 0) + 1
    for pack, answers in counted.items():
        known = catalogue.packs.get(pack) if catalogue is not None else None
        yield Source(pack, pack, answers, "", "", True, "") if known is None else _source(known, answers)


def _source(pack: Pack, answers: int) -> Source:
    licence = pack.licence
    return Source(
        name=pack.name,
        id=pack.id,
        answers=answers,
        citation=pack.citation[0] if pack.citation else "",
        licence=licence.id.removeprefix("LicenseRef-"),
        validated=pack.validated,
        caveat=" ".join(filter(None, (licence.requires, licence.caveat))),
    )


def _notes(questionnaire: Questionnaire) -> Iterator[str]:
    if any(
        page.shuffled or getattr(one.answer, "shuffled", False)
        for page in questionnaire.pages
        for one in page.questions
    ):
        yield "What respondents see in an order of chance stands here in the order of the file."
    for code in questionnaire.languages:
        missing = untranslated(questionnaire, code)
        if missing:
            yield f"{name_of(code)}: {_many(missing, 'text')} not translated, shown as written."
    for code in (questionnaire.language, *questionnaire.languages):
        if spoken(code) == "en" and code.split("-")[0].lower() != "en":
            yield f"{name_of(code)}: words around the questions, such as Next, are English in this preview."


def _minutes(seconds: float) -> str:
    if seconds < 60:
        return f"{round(seconds / 5) * 5 or 5} seconds"
    return _many(round(seconds / 60), "minute")


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
