"""What is said below a question so that its answer can be given: how many, from where to where."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from babel.dates import format_date

from psychograph.questionnaire.model import Answer, Day, FreeText, Multiple, Number, Ranking
from psychograph.reports.questionnaire.voice import Voice

DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def hints(answer: Answer, voice: Voice, *, paper: bool) -> Iterator[str]:
    """Yield what is said below a question.

    Parameters
    ----------
    answer : Answer
        What is wanted.
    voice : Voice
        The language.
    paper : bool
        Whether it is written by hand.
    """
    match answer:
        case Multiple(choices, least=least, most=most):
            yield _how_many(voice, least, most if most is None or most < len(choices) else None)
        case Ranking(choices, most=most):
            key = "hint-rank" if paper else "hint-rank-screen"
            whole = most is None or most >= len(choices)
            yield voice.say(key) if whole else voice.say(f"{key}-most", n=str(most))
        case Number():
            yield from _number(answer, voice)
        case Day(earliest, latest):
            yield from _day(earliest, latest, voice)
        case FreeText(most=int(most)):
            yield voice.say("hint-characters", n=str(most))


def _how_many(voice: Voice, least: int | None, most: int | None) -> str:
    if least and most:
        if least == most:
            return voice.say("hint-exactly", n=str(least))
        return voice.say("hint-between", least=str(least), most=str(most))
    if least and least > 1:
        return voice.say("hint-least", n=str(least))
    return voice.say("hint-most", n=str(most)) if most else voice.say("hint-many")


def _number(answer: Number, voice: Voice) -> Iterator[str]:
    low, high = (None if end is None else _figure(end) for end in (answer.low, answer.high))
    if low is not None and high is not None:
        yield voice.say("hint-number-between", low=low, high=high)
    elif low is not None:
        yield voice.say("hint-number-least", low=low)
    elif high is not None:
        yield voice.say("hint-number-most", high=high)


def _day(earliest: str, latest: str, voice: Voice) -> Iterator[str]:
    if earliest and latest:
        yield voice.say("hint-day-between", earliest=day_in(earliest, voice), latest=day_in(latest, voice))
    elif earliest:
        yield voice.say("hint-day-least", earliest=day_in(earliest, voice))
    elif latest:
        yield voice.say("hint-day-most", latest=day_in(latest, voice))


def day_in(day: str, voice: Voice) -> str:
    """Return a day as people of a language write it; as it stands where it is none.

    Examples
    --------
    >>> day_in("2026-03-01", Voice("en", "en")), day_in("2026-03-01", Voice("de", "en"))
    ('1 March 2026', '1. März 2026')
    """
    try:
        found = dt.date.fromisoformat(day) if DAY.fullmatch(day) else None
    except ValueError:
        found = None
    if found is None:
        return day
    locale = voice.words.locale
    return format_date(found, "long", "en_GB" if locale.language == "en" else locale)


def _figure(value: float) -> str:
    return f"{value:.0f}" if float(value).is_integer() else f"{value:g}"
