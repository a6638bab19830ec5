"""What to ask the customers: each question begins with something that history shows and cannot explain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from psychograph.history.exploration import Exploration
from psychograph.history.kinds import LATELY, Kind, counted, people_within, scores
from psychograph.history.measures.difference import Difference
from psychograph.history.measures.sample import CustomerSample
from psychograph.history.questions import Question
from psychograph.labels import readable
from psychograph.questionnaire.suggest.matching import refused

MARGIN = 0.07  # shares in each kind of customer are then known within seven points
PLENTY = 0.1  # share of customers or rows from which something is worth a question
PEAK = 120.0  # index of a month from which it is one: a fifth above the average
TOP, MUCH = 0.05, 0.3  # the top twentieth of customers, and a share of value that makes them a question
SMALL_V, SMALL_ETA = 0.1, 0.01  # Cohen 1988: a small effect; less is there, and not worth a question
MOST_ASKED = 5  # key questions that a questionnaire of eight minutes can answer

MOTIVES = ("val.security", "val.status", "val.stimulation", "val.tradition", "val.prosocial")

#: What the data of a shop know of each customer already: it need not be asked where answers are joined.
KNOWN = ("beh.recency", "beh.frequency", "beh.monetary")


@dataclass(frozen=True)
class _History:
    """What questions are made from."""

    found: Exploration
    kinds: Mapping[Kind, int]
    once: int = 0
    once_long_ago: int = 0
    back_long_ago: int = 0

    @property
    def customers(self) -> int:
        return sum(self.kinds.values())

    def quotas(self, *which: Kind) -> tuple[tuple[str, int], ...]:
        """Return how many of each kind must answer; none of kinds that nobody is of."""
        return tuple(
            (kind.value, people_within(MARGIN, self.kinds[kind])) for kind in which if self.kinds[kind]
        )


def questions_of(found: Exploration, sample: CustomerSample | None) -> tuple[Question, ...]:
    """Return what to ask in the survey, because history cannot say it.

    Each begins with a figure. What concerns most customers comes first; what no history of purchases can
    hold (motives, media, who people are where no column says so) comes last, and is always there.
    Quotas are numbers of answers, so that shares in each kind of customer are known within seven points
    (95 %); kinds are those of :class:`~psychograph.history.kinds.Kind`.

    Parameters
    ----------
    found : Exploration
        Everything else that was found; its own questions are not looked at.
    sample : CustomerSample or None
        What customers did; None where no row names one, and then nothing is asked of kinds of customers.

    Returns
    -------
    tuple of Question
        At least two.
    """
    history = _history(found, sample)
    return (
        *_once(history),
        *_gone(history),
        *_best(history),
        *_peak(history),
        *_parts(history, "place"),
        *_parts(history, "group"),
        *_renewals(history),
        *_nameless(history),
        *_motives(history),
        *_media(),
        *_who(history),
        *_where(history),
    )


def quotas_of(questions: Iterable[Question]) -> tuple[tuple[str, int], ...]:
    """Return the quotas of all questions together: of each kind, the most that one of them wants.

    Examples
    --------
    >>> ask = Question("", "", (), (("bought once", 100),)), Question("", "", (), (("bought once", 150),))
    >>> quotas_of(ask)
    (('bought once', 150),)
    """
    most: dict[str, int] = {}
    for question in questions:
        for kind, people in question.quotas:
            most[kind] = max(most.get(kind, 0), people)
    return tuple(most.items())


def suggest_command(questions: Iterable[Question], folder: str) -> tuple[str, ...]:
    """Return the command that makes a questionnaire of the first five questions, word by word.

    The goal is to win customers back where many are gone, else to keep them. What history knows of each
    customer (recency, orders, value) is not asked again.

    Parameters
    ----------
    questions : iterable of Question
        As :func:`questions_of` returns them.
    folder : str
        Where the questionnaire is to go.
    """
    asked = tuple(questions)
    first = {kind for question in asked[:2] for kind, _ in question.quotas}
    goal = "winback" if {Kind.ONCE_LONG_AGO.value, Kind.BACK_LONG_AGO.value} & first else "retention"
    words = ["psychograph", "questionnaire", "suggest", folder, "--goal", goal]
    for question in asked[:MOST_ASKED]:
        words += ["--question", question.ask]
    for construct in KNOWN:
        words += ["--known", construct]
    return tuple(words)


def _history(found: Exploration, sample: CustomerSample | None) -> _History:
    if sample is None or found.rfm is None:
        return _History(found, dict.fromkeys(Kind, 0))
    share = sample.everybody / max(len(sample), 1)
    once = sample.orders == 1
    gone = scores(found.rfm.recency, sample.until - sample.last) < LATELY
    return _History(
        found,
        counted(sample, found.rfm),
        *(round(int(some.sum()) * share) for some in (once, once & gone, gone & ~once)),
    )


def _once(history: _History) -> Iterator[Question]:
    if history.once < PLENTY * history.customers or not history.once_long_ago:
        return
    days = _long_ago(history)
    yield Question(
        f"{_of(history.once, history.customers)} bought once, and for {history.once_long_ago:,} of them that "
        f"is more than {days:,} days ago. History tells when and for how much, not what kept them from a "
        "second order.",
        "Are people satisfied with their first order, and what holds them back from a second?",
        ("insight.barrier", "brand.satisfaction"),
        history.quotas(Kind.ONCE_LONG_AGO, Kind.ONCE_LATELY, Kind.BACK_LATELY),
    )


def _gone(history: _History) -> Iterator[Question]:
    gone = history.back_long_ago
    if not gone or gone < PLENTY / 2 * history.customers:
        return
    days = _long_ago(history)
    yield Question(
        f"{_of(gone, history.customers)} had come back at least once, and have not ordered for more than "
        f"{days:,} days. They knew the shop; whether they left or pause, why, and where they buy "
        "now, no order says.",
        "Why did customers who came back again and again leave us, and for whom?",
        ("brand.satisfaction", "insight.barrier", "brand.trust"),
        history.quotas(Kind.BACK_LONG_AGO, Kind.BACK_LATELY),
    )


def _best(history: _History) -> Iterator[Question]:
    concentration = history.found.concentration
    share = 0.0 if concentration is None else dict(concentration.top).get(TOP, 0.0)
    if share < MUCH:
        return
    yield Question(
        f"The top {TOP:.0%} of customers make {share:.0%} of the value. History shows that they buy much, "
        "not what they have in common besides, or what would lose them.",
        "What do the customers who spend most need that others do not, and what makes them loyal?",
        ("brand.loyalty", "need.involvement", "insight.success"),
        history.quotas(Kind.BEST, Kind.BACK_LATELY),
    )


def _peak(history: _History) -> Iterator[Question]:
    season = history.found.calendar.season
    index = np.asarray(season.index, dtype=np.float64)
    if not len(index):
        return
    if np.isnan(index).any():  # a quarter has a best month, too, and that is no peak
        return
    at = int(np.nanargmax(index))
    asked = next((one for one in history.found.differences if one.by == "season" and one.q is not None), None)
    if index[at] < PEAK or (asked is not None and not asked.real):
        return
    month = season.labels[at]
    # That months differ is one thing; that this one stands above the others, another.
    sure = (
        "History shows that it comes back"
        if asked is not None and season.low[at] > 100
        else "So little history cannot show that it comes back"
    )
    yield Question(
        f"Sales of a day in {month} are {index[at] - 100:.0f}% above the average. {sure}, "
        "and nobody can read from it what it is: gifts, stock laid in, or a treat.",
        f"What prompts people to order in {month}: gifts, stock or a treat?",
        ("insight.trigger",),
    )


def _parts(history: _History, kind: str) -> Iterator[Question]:
    """Ask for what is behind the largest difference by each level of places, or each demographic group."""
    for part in history.found.partitions:
        if part.kind != kind:
            continue
        real = [one for one in history.found.differences if one.by == part.name and _tells(one)]
        name = readable(part.name).casefold()
        if not real or refused(name):
            continue
        largest = max(real, key=lambda one: one.effect)
        if kind == "place":
            yield Question(
                f"{_sentence(largest.text)} History does not say whether that is distance, "
                "delivery, taste or trust.",
                f"What holds customers back in one {name} more than in another, and how satisfied are they?",
                ("insight.barrier", "brand.satisfaction"),
            )
        else:
            yield Question(
                f"{_sentence(largest.text)} History does not say which motives are behind it.",
                f"What drives people who differ in {name}?",
                MOTIVES,
            )


def _renewals(history: _History) -> Iterator[Question]:
    renewals = history.found.renewals
    if renewals is None or not renewals.at_risk or not renewals.at_risk[0]:
        return
    left = 1 - renewals.renewed[0] / renewals.at_risk[0]
    if left < PLENTY:
        return
    yield Question(
        f"{left:.0%} of {renewals.at_risk[0]:,} subscriptions ended at their first renewal. History has the "
        "day, not the reason.",
        "Why do subscribers cancel when the first renewal is due?",
        ("insight.barrier", "brand.satisfaction", "brand.trust"),
    )


def _nameless(history: _History) -> Iterator[Question]:
    rows = history.found.rows
    nameless = rows.used - rows.named
    if nameless < PLENTY * rows.used or not rows.used:
        return
    yield Question(
        f"{nameless / rows.used:.0%} of the rows name no customer. Of these people history knows nothing, "
        "and no list reaches them: ask at the till or beside the receipt.",
        "How concerned are people about their data when they order without an account?",
        ("att.privacy",),
    )


def _motives(history: _History) -> Iterator[Question]:
    yield Question(
        "Purchases show what people did. What they hold important, and how much the price weighs with them, "
        "is in no transaction.",
        "What motivates people, and how price sensitive are they?",
        (*MOTIVES, "price.sensitivity", "price.deal_prone"),
        history.quotas(*Kind),
    )


def _media() -> Iterator[Question]:
    yield Question(
        "History does not know how anybody heard of you.",
        "On which channels do we reach them?",
        ("life.social_media", "life.traditional_media"),
    )


def _who(history: _History) -> Iterator[Question]:
    if any(part.kind == "group" for part in history.found.partitions):
        return
    yield Question(
        "Nothing in these data says who customers are: no age, no gender, no occupation.",
        "Who are they?",
        ("demo.age", "demo.occupation", "demo.income"),
    )


def _where(history: _History) -> Iterator[Question]:
    if any(part.kind == "place" and part.name != "country" for part in history.found.partitions):
        return
    yield Question(
        "Nothing in these data says in what kind of place customers live.",
        "Where do they live, in a city or in the country?",
        ("geo.urbanicity", "geo.distance"),
    )


def _long_ago(history: _History) -> int:
    """Return the days of which more count as long ago: where score 3 of recency begins."""
    assert history.found.rfm is not None  # noqa: S101 - or nobody would be of a kind
    return int(history.found.rfm.recency.cuts[LATELY - 2])


def _tells(one: Difference) -> bool:
    """Say whether a difference is more than chance, and large enough that somebody should be asked."""
    return one.real and one.effect >= (SMALL_ETA if "eta" in one.effect_name.casefold() else SMALL_V)


def _of(some: int, everybody: int) -> str:
    return f"{some:,} of {everybody:,} customers ({some / everybody:.0%})"


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
