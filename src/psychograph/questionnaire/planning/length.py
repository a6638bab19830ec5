"""How long a questionnaire takes: words to read, answers to give, pages to turn; for every way through it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
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
    Page,
    Postcode,
    Question,
    Questionnaire,
    Ranking,
    Rating,
    Single,
)
from psychograph.questionnaire.planning.ways import Way, ways_through

WORD: Final = re.compile(r"[^\W_]+(?:['\u2019.-][^\W_]+)*")
# Written without blanks; each sign counts as one word (Trauzettel-Klosinski & Dietz 2012, Invest Ophthalmol
# Vis Sci 53:5452: 255 Chinese and 357 Japanese signs a minute, about as many as English words).
SIGNS: Final = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True)
class Seconds:
    """Seconds of a person of usual pace, of a quick one and of a slow one."""

    expected: float
    low: float
    high: float

    def __add__(self, other: Seconds) -> Seconds:
        return Seconds(self.expected + other.expected, self.low + other.low, self.high + other.high)

    def times(self, number: float) -> Seconds:
        """Return so many times as long."""
        return Seconds(self.expected * number, self.low * number, self.high * number)


NOTHING: Final = Seconds(0, 0, 0)
# Adults read 238 words of English a minute in silence, most of them 175 to 300 (Brysbaert 2019, J Mem Lang
# 109:104047, a review of 190 studies). Other languages take about as long for the same message, if not in
# as many words.
READING: Final = Seconds(60 / 238, 60 / 300, 60 / 175)
# The rest was set so that whole questions and instruments take what others measured; see `duration`.
RATED: Final = Seconds(4.0, 2.5, 6.5)  # to judge a statement and mark a step
CHOSEN: Final = Seconds(4.5, 3.0, 8.0)
OPTION: Final = Seconds(1.0, 0.5, 2.0)  # each option of several answers, to say yes or no to
RANKED: Final = Seconds(4.0, 2.5, 7.0)  # each choice put in its place
TYPED_NUMBER: Final = Seconds(5.0, 3.0, 10.0)
TYPED_DAY: Final = Seconds(8.0, 5.0, 14.0)
TYPED_LINE: Final = Seconds(15.0, 8.0, 30.0)
TYPED_LONG: Final = Seconds(50.0, 25.0, 100.0)
SPECIFIED: Final = Seconds(1.0, 0.5, 2.0)  # a line of text, for the few who choose "other"
AGREED: Final = Seconds(3.0, 2.0, 6.0)
TURNED: Final = Seconds(2.0, 1.0, 4.0)  # a page: to find "next", to load, to find where it goes on


@dataclass(frozen=True)
class PageTime:
    """What one page takes: its name, seconds, words, and answers that it asks for."""

    name: str
    seconds: Seconds
    words: int
    answers: int


@dataclass(frozen=True)
class PathTime:
    """What one way through a questionnaire takes: seconds, and answers that are asked for."""

    seconds: Seconds
    answers: int


@dataclass(frozen=True)
class Duration:
    """How long a questionnaire takes.

    Parameters
    ----------
    seconds : float
        Of a person of usual pace, on the longest way through.
    low, high : float
        Of a quick and of a slow person on that way; most people lie between.
    by_page : tuple of PageTime
        Every page of that way, in order; a first without a name holds what is said before the pages.
    screens : int
        Screens on a phone that shows one statement at a time.
    words : int
        Words to be read on that way; labels of a scale count once a battery.
    answers : int
        Answers asked for on that way; each statement of a battery is one.
    shortest, longest : PathTime
        The shortest and the longest way; alike where nothing is skipped.
    branches : bool
        Whether there is more than one way.
    all_ways : bool
        Whether every way was looked at; else there may be a shorter or a longer one.
    """

    seconds: float
    low: float
    high: float
    by_page: tuple[PageTime, ...]
    screens: int
    words: int
    answers: int
    shortest: PathTime
    longest: PathTime
    branches: bool
    all_ways: bool

    @property
    def minutes(self) -> float:
        """Minutes of a person of usual pace."""
        return self.seconds / 60

    def __str__(self) -> str:
        low, high = max(round(self.low / 60), 1), max(round(self.high / 60), 1)
        usual = max(round(self.minutes), 1)
        spread = f" ({low} to {high})" if low < high else ""
        return f"about {usual} minute{'s' if usual > 1 else ''}{spread}"


def duration(questionnaire: Questionnaire, language: str | None = None) -> Duration:
    """Estimate how long a questionnaire takes, before anybody has answered it.

    Seconds are the words on the screen at the pace of reading, and for each answer what it takes to find
    and give it; for each page, to turn it. Every figure has a usual, a quick and a slow value; a quick
    person is quick throughout. The longest way is reported, for respondents who agree to take part and
    answer what they are shown.

    Parameters
    ----------
    questionnaire : Questionnaire
        What is asked.
    language : str, optional
        Language whose words are counted; that of the questionnaire if absent.

    Notes
    -----
    Whoever measured the time of whole questions found 10.6 seconds for one that stands alone (Pew Research
    Center 2022, Decoded, 8 December: 85 such questions fill 15 minutes), 10.3 (TurkPrime 2015, 8 to 13 by
    length and pay), 20 by a rule of market researchers, who count 6 for each row of a grid and 60 for an
    open question (Amplitude Research). Personality tests take 3.6 to 9.6 seconds an item
    (openpsychometrics.org: 50 items of the IPIP in 3 to 8 minutes) and 5 to 10 (120 items of the IPIP-NEO
    in 10 to 20 minutes). Figures differ by a factor of two and more, by the people who answer more than by
    the questions (Gummer & Rossmann 2015, Soc Sci Comput Rev 33:217), and the range from quick to slow says
    no less. Surveys on phones take 20 to 30% longer (Lightspeed 2014). A pilot with ten people is worth
    more than any such estimate.

    Examples
    --------
    >>> from psychograph.questionnaire.model import Page, Question, Questionnaire, Number
    >>> from psychograph.instruments.translated import Translated
    >>> age = Question("age", Translated("What is your current age?"), Number(16, 110))
    >>> asked = duration(Questionnaire(Translated("One question"), (Page("about", (age,)),)))
    >>> round(asked.seconds), asked.words, str(asked)
    (8, 5, 'about 1 minute')
    """
    ways = ways_through(questionnaire)
    timed = {question.name: _timed(question, language) for question in questionnaire.questions}
    paths = sorted(
        ((_pages(questionnaire, way, timed, language), way) for way in ways.ways),
        key=lambda path: sum(page.seconds.expected for page in path[0]),
    )
    pages, longest = paths[-1]
    total = _total(pages)
    shown = [one for one in questionnaire.questions if one.name in longest.questions]
    return Duration(
        seconds=total.seconds.expected,
        low=total.seconds.low,
        high=total.seconds.high,
        by_page=pages,
        screens=sum(_screens(question.answer) for question in shown) + bool(questionnaire.intro),
        words=sum(page.words for page in pages),
        answers=total.answers,
        shortest=_total(paths[0][0]),
        longest=total,
        branches=len(ways.ways) > 1,
        all_ways=ways.all_tried,
    )


def words_in(text: Translated | str, language: str | None = None) -> int:
    """Return how many words a text has; each sign of a script without blanks counts as one.

    Examples
    --------
    >>> words_in("I don't like self-service."), words_in("我喜欢旅行")
    (4, 5)
    """
    said = text if isinstance(text, str) else text.read(language)
    signs = len(SIGNS.findall(said))
    return signs + len(WORD.findall(SIGNS.sub(" ", said)))


def time_of(question: Question, language: str | None = None) -> Seconds:
    """Return how long one question takes: to read it and give the answer, without turning the page.

    Parameters
    ----------
    question : Question
        What is asked; of a notice, what is read.
    language : str, optional
        Language whose words are counted; that of the questionnaire if absent.
    """
    return _timed(question, language).seconds


@dataclass(frozen=True)
class _Timed:
    seconds: Seconds
    words: int
    answers: int


def _timed(question: Question, language: str | None) -> _Timed:
    texts = [question.text, question.help, *_texts(question.answer)]
    words = sum(words_in(text, language) for text in texts)
    return _Timed(READING.times(words) + _giving(question.answer), words, _answers(question.answer))


def _texts(answer: Answer) -> Iterator[Translated]:
    """Yield what is read beside the question; the labels of a scale once."""
    match answer:
        case Rating(scale, declined):
            yield from _labels(scale, declined)
        case Battery(scale, items, declined):
            yield from _labels(scale, declined)
            yield from (item.text for item in items)
        case Single(choices) | Multiple(choices) | Ranking(choices):
            yield from (choice.label for choice in choices)
        case Number(unit=unit):
            yield unit
        case Consent(label=label):
            yield label


def _labels(scale: AnswerScale, declined: tuple[Choice, ...]) -> Iterator[Translated]:
    yield from (label for _, label in scale.labels)
    yield from (choice.label for choice in declined)


def _giving(answer: Answer) -> Seconds:
    """Return how long the answer takes once everything is read."""
    match answer:
        case Rating():
            return RATED
        case Battery(items=items):
            return RATED.times(len(items))
        case Single(choices):
            return CHOSEN + SPECIFIED.times(sum(choice.specify for choice in choices))
        case Multiple(choices):
            return CHOSEN + OPTION.times(len(choices)) + SPECIFIED.times(sum(c.specify for c in choices))
        case Ranking(choices, most=most):
            return CHOSEN + RANKED.times(min(most or len(choices), len(choices)))
        case Number() | Postcode():
            return TYPED_NUMBER
        case Day():
            return TYPED_DAY
        case FreeText(long):
            return TYPED_LONG if long else TYPED_LINE
        case Consent():
            return AGREED
        case Notice():
            return NOTHING


def _answers(answer: Answer) -> int:
    if isinstance(answer, Battery):
        return len(answer.items)
    return 0 if isinstance(answer, Notice) else 1


def _screens(answer: Answer) -> int:
    return len(answer.items) if isinstance(answer, Battery) else 1


def _pages(
    questionnaire: Questionnaire, way: Way, timed: Mapping[str, _Timed], language: str | None
) -> tuple[PageTime, ...]:
    found = []
    if questionnaire.intro:
        words = words_in(questionnaire.intro, language)
        found.append(PageTime("", READING.times(words) + TURNED, words, 0))
    found += [_page(page, way, timed, language) for page in questionnaire.pages if page.name in way.pages]
    return tuple(found)


def _page(page: Page, way: Way, timed: Mapping[str, _Timed], language: str | None) -> PageTime:
    own = words_in(page.title, language) + words_in(page.intro, language)
    seconds, words, answers = READING.times(own) + TURNED, own, 0
    for question in page.questions:
        if question.name in way.questions:
            part = timed[question.name]
            seconds, words, answers = seconds + part.seconds, words + part.words, answers + part.answers
    return PageTime(page.name, seconds, words, answers)


def _total(pages: tuple[PageTime, ...]) -> PathTime:
    return PathTime(sum((page.seconds for page in pages), NOTHING), sum(page.answers for page in pages))
