"""Small words: lists, shares, counts and figures, the same everywhere.

Each takes the language it is written in; without one it writes English, as the report does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from psychograph.codebook.codebook import Scale
from psychograph.language.language import Language
from psychograph.language.language import language as shipped

SMALL_BASE = 20
WIDE_SPAN, VERY_WIDE_SPAN = 10, 1_000  # from here decimals of a quartile say nothing, and of a median
SHARES = ((0.9, "nearly-all"), (0.75, "most"), (0.6, "majority"), (0.4, "half"), (0.25, "some"))
LONGEST_QUOTE = 110


def join_words(parts: Sequence[str], last: str = "and", language: Language | None = None) -> str:
    """Return parts as a list in a sentence.

    Examples
    --------
    >>> join_words(["plan", "save", "wait"]), join_words(["plan", "save"])
    ('plan, save and wait', 'plan and save')
    """
    return (language or shipped()).listed(parts, last)


def join_clauses(parts: Sequence[str], last: str = "and", language: Language | None = None) -> str:
    """Return clauses as a list; a comma before the last, since clauses may hold an "and" themselves.

    Examples
    --------
    >>> join_clauses(["are warm and kind", "save", "wait"])
    'are warm and kind, save, and wait'
    >>> join_clauses(["are outgoing", "are at ease"]), join_clauses(["are warm and kind", "are at ease"])
    ('are outgoing and at ease', 'are warm and kind, and at ease')
    """
    words = language or shipped()
    said = _without_repeated(parts, words)
    if len(said) < 2 or (len(said) == 2 and said == list(parts)):
        return words.listed(said, last)
    if len(said) == 2 and not any(f" {words.say('and')} " in part for part in said):
        return words.listed(said, last)
    first = ", ".join(said[:-1])
    return words.say(f"clauses-{last}", first=first, last=said[-1])


def _without_repeated(parts: Sequence[str], language: Language) -> list[str]:
    """Return clauses that all begin with the same small word with that word said once."""
    known = language.say("clauses-share").split("|") if language.knows("clauses-share") else []
    shared = [word for word in known if word and all(part.startswith(word) for part in parts)]
    if not shared or len(parts) < 2:
        return list(parts)
    return [parts[0], *(part.removeprefix(shared[0]) for part in parts[1:])]


def join_points(parts: Sequence[str], language: Language | None = None) -> str:
    """Return points that may hold commas, one after the other.

    Examples
    --------
    >>> join_points(["full detail: steps, dates", "a plain demonstration"])
    'full detail: steps, dates; a plain demonstration'
    """
    return (language or shipped()).say("points-between").join(parts)


def in_quotes(text: str, language: Language | None = None) -> str:
    """Return text between quotation marks, shortened at a word where it is very long.

    Examples
    --------
    >>> in_quotes("I like maps.")
    '“I like maps”'
    """
    said = text.strip().rstrip(".")
    if len(said) > LONGEST_QUOTE:
        said = said[:LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return (language or shipped()).say("quoted", text=said)


def how_many(
    count: int,
    n: int,
    weighted: float | None = None,
    language: Language | None = None,
    *,
    beside: bool = False,
) -> str:
    """Return a count in words: the count itself below twenty, a share above.

    Parameters
    ----------
    count, n : int
        Some of so many.
    weighted : float or None
        Their share by weight, 0 to 1, where people carry weights; it chooses the word.
    language : Language, optional
        What it is written in; English if absent.
    beside : bool
        Whether the share of everyone else stands beside it: from twenty people on, the share is then
        given in figures too.

    Examples
    --------
    >>> how_many(11, 12), how_many(95, 100), how_many(12, 12), how_many(0, 12)
    ('11 of 12', 'nearly all (95 of 100)', 'all 12', 'none of 12')
    >>> how_many(11, 12, 0.86), how_many(95, 100, 0.81)
    ('11 of 12 (weighted 86%)', 'most (95 of 100, weighted 81%)')
    >>> how_many(95, 100, beside=True)
    'nearly all (95%, 95 of 100)'
    """
    words = language or shipped()
    if count in {0, n}:
        return words.say("everyone-of" if count else "none-of", n=n)
    share = round(count / n if weighted is None else weighted, 2)  # the word is that of the printed share
    if n < SMALL_BASE:
        key, beside = "some-of", False
    else:
        key = "share-" + next((word for least, word in SHARES if share >= least), "few")
    key += ("-beside" if beside else "") + ("" if weighted is None else "-weighted")
    exact = count / n if weighted is None else weighted
    given = {"share": share_figure(exact, words)} if beside or weighted is not None else {}
    return words.say(key, count=count, n=n, **given)


def share_figure(share: float, language: Language | None = None) -> str:
    """Return a share in whole per cent; one that is not quite all or nothing never reads as all or nothing.

    Examples
    --------
    >>> share_figure(0.83), share_figure(242 / 243), share_figure(1.0), share_figure(0.002)
    ('83%', 'over 99%', '100%', 'under 1%')
    """
    words = language or shipped()
    if 0.995 <= share < 1:
        return words.say("share-over", share=words.percent(0.99))
    if 0 < share < 0.005:
        return words.say("share-under", share=words.percent(0.01))
    return words.percent(share)


def by_weight(share: str, *, weighted: bool, language: Language | None = None) -> str:
    """Return a share in words, marked where people carry weights.

    Examples
    --------
    >>> by_weight("31%", weighted=True), by_weight("31%", weighted=False)
    ('weighted 31%', '31%')
    """
    return (language or shipped()).say("weighted-share", share=share) if weighted else share


def figure(value: float, language: Language | None = None) -> str:
    """Return a mean or a median with at most two decimals.

    Examples
    --------
    >>> figure(4.6667), figure(38.5), figure(27.0)
    ('4.67', '38.5', '27')
    """
    return (language or shipped()).number(value)


def mean_figure(value: float, scale: Scale | None, language: Language | None = None) -> str:
    """Return a mean with the decimals that serve a comparison: two on a scale, else by its size.

    Examples
    --------
    >>> mean_figure(4.0, Scale(1, 5)), mean_figure(48.376, None), mean_figure(51234.5, None)
    ('4.00', '48.4', '51,234')
    """
    words = language or shipped()
    if scale is not None:
        return words.number(value, all_decimals=True)
    size = abs(value)
    return words.number(value, 0 if size >= 100 else 1 if size >= 10 else 2)


def capitalised(text: str) -> str:
    """Return the text with its first letter in capitals."""
    return text[:1].upper() + text[1:]


def spread(
    low: float, lower: float, median: float, upper: float, high: float, language: Language | None = None
) -> str:
    """Return minimum, quartiles and maximum in words; over a wide span without needless decimals.

    Examples
    --------
    >>> spread(27, 34.75, 38.55, 41.25, 60)
    'median 38.6, middle half 35 to 41, all 27 to 60'
    >>> spread(1, 2.25, 3.5, 4, 5)
    'median 3.5, middle half 2.25 to 4, all 1 to 5'
    """
    words = language or shipped()
    names = ("low", "lower", "median", "upper", "high")
    values = rounded_summary(low, lower, median, upper, high)
    return words.say(
        "number-spread", **{name: figure(v, words) for name, v in zip(names, values, strict=True)}
    )


def rounded_summary(
    low: float, lower: float, median: float, upper: float, high: float
) -> tuple[float, float, float, float, float]:
    """Return order statistics without decimals that say nothing over a wide span.

    Examples
    --------
    >>> rounded_summary(27, 34.75, 38.55, 41.25, 60)
    (27.0, 35, 38.6, 41, 60.0)
    """
    if high - low < WIDE_SPAN:
        return low, lower, median, upper, high
    lower, upper = math.floor(lower + 0.5), math.floor(upper + 0.5)
    fine = 1 if high - low >= VERY_WIDE_SPAN else 10
    low, median, high = (math.floor(fine * value + 0.5) / fine for value in (low, median, high))
    return low, lower, median, upper, high
