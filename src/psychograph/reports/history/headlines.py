"""What stands out, in plain sentences, each with how sure it is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from psychograph.charts.history.amounts import money, percent, whole_money
from psychograph.charts.history.lorenz_chart import READ
from psychograph.charts.history.retention_map import period_word
from psychograph.history.differences.asked import MORE, NO_MORE
from psychograph.history.exploration import Exploration
from psychograph.history.measures.difference import Difference
from psychograph.history.natural_groups import NaturalGroups
from psychograph.labels import readable
from psychograph.segmentation.segmentation import VerdictKind

MOST = 3  # differences among the headlines
CHANCE, NOT_ASKED = "could be chance", "cannot be said"
YEAR = 52  # weeks


@dataclass(frozen=True)
class Headline:
    """One sentence and how sure it is.

    Parameters
    ----------
    text : str
        The sentence.
    sure : str
        How sure it is, in a few words.
    tone : str
        ``"measured"``, ``"goal"`` for what is estimated, ``"needs"`` for what cannot be said, or ``"plain"``.
    link : str
        The section that shows it.
    """

    text: str
    sure: str
    tone: str
    link: str = ""


def told(one: Difference, link: str = "") -> Headline:
    """Return a difference as a sentence with how sure it is; the sentence does not say that again."""
    if one.q is None:
        return Headline(one.text, NOT_ASKED, "needs", link)
    if one.real:
        return Headline(one.text.replace(f": {MORE}.", ".", 1), MORE, "measured", link)
    return Headline(one.text.replace(f": {NO_MORE}.", ".", 1), CHANCE, "plain", link)


def section_of(one: Difference, exploration: Exploration) -> str:
    """Return the section in which a difference is shown."""
    if one.what == "renewal":
        return "ahead"
    kinds = {partition.name: partition.kind for partition in exploration.partitions}
    if one.by in kinds:
        return "where" if kinds[one.by] == "place" else "who"
    return "when" if one.by in {"weekday", "season", "month"} else "method"


def headlines(exploration: Exploration) -> tuple[Headline, ...]:
    """Return what a reader should take away, the most useful first."""
    every = (_money, _back, _differences, _renewals, _ahead)
    return tuple(headline for one in every for headline in one(exploration))


def _money(found: Exploration) -> Iterator[Headline]:
    spread = found.concentration
    if spread is None:
        return
    made = spread.made_by(READ)
    if math.isfinite(made):
        yield Headline(
            f"{percent(READ)} of customers make {percent(made)} of the value; half of it comes from "
            f"{percent(spread.half)} of them.",
            "counted",
            "measured",
            "money",
        )


def _back(found: Exploration) -> Iterator[Headline]:
    back = came_back(found)
    if back is None:
        return
    text = f"{percent(back)} of customers came back on another day"
    retention, share, link = found.retention, None, "often"
    if retention is not None and len(retention.starts) > 1:
        share = retention.mean_share(1)
    if retention is not None and share is not None:
        word = period_word(retention.months)
        text += f"; in the {word} after their first purchase, {percent(share)} did"
        link = "stays"
    yield Headline(f"{text}.", "counted", "measured", link)


def came_back(found: Exploration) -> float | None:
    """Return the share of customers who bought on two days or more; None where nobody counted."""
    if found.forecast is not None and sum(found.forecast.observed) > 0:
        return sum(found.forecast.observed[1:]) / sum(found.forecast.observed)
    for partition in found.partitions:
        bought = sum(part.bought for part in partition.every)
        if bought:
            return sum(part.repeated for part in partition.every) / bought
    return None


def _differences(found: Exploration) -> Iterator[Headline]:
    asked = [one for one in found.differences if one.q is not None]
    real = sorted((one for one in asked if one.real), key=lambda one: -one.effect)
    for one in real[:MOST]:
        yield told(one, section_of(one, found))
    if len(asked) > 1 and not real:
        what = list(dict.fromkeys(readable(one.by).lower() for one in asked))
        names = what[0] if len(what) == 1 else f"{', '.join(what[:-1])} or {what[-1]}"
        yield Headline(
            f"Nothing varies by {names} beyond chance: {len(asked)} comparisons were made.",
            CHANCE,
            "plain",
            "method",
        )


def _renewals(found: Exploration) -> Iterator[Headline]:
    renewals = found.renewals
    if renewals is None or not renewals.at_risk or not renewals.at_risk[0]:
        return
    yield Headline(
        f"{percent(1 - renewals.renewed[0] / renewals.at_risk[0])} of subscriptions end at their first "
        f"renewal; {renewals.running:,} of {renewals.subscriptions:,} are running.",
        "counted",
        "measured",
        "ahead",
    )


def _ahead(found: Exploration) -> Iterator[Headline]:
    forecast = found.forecast
    if forecast is not None and math.isfinite(forecast.expected_orders):
        value = ""
        if math.isfinite(forecast.expected_value):
            value = f", worth {money(forecast.expected_value, found.totals.currency)}"
        yield Headline(
            f"Today's customers are expected to buy about {about(forecast.expected_orders)} times in the "
            f"next {span_of(forecast.weeks)}{value}.",
            tried(forecast.held_out),
            "goal",
            "ahead",
        )
    if found.groups is not None and found.groups.groups:
        yield _groups(found.groups)


def about(number: float) -> str:
    """Return a number that is only expected, in two digits.

    Examples
    --------
    >>> about(18_765), about(48.2), about(3)
    ('19,000', '48', '3')
    """
    digits = max(0, len(str(round(abs(number)))) - 2)
    return f"{round(number, -digits):,.0f}"


def span_of(weeks: int) -> str:
    """Return how far a forecast looks."""
    return "year" if weeks == YEAR else f"{weeks} weeks"


def tried(missed: float | None) -> str:
    """Return how sure a forecast is: by what it missed when it was tried on the past."""
    if missed is None or not math.isfinite(missed):
        return "forecast, not tried out"
    if abs(missed) < 0.01:
        return "forecast, right when tried out"
    return f"forecast, {percent(abs(missed))} too {'high' if missed > 0 else 'low'} when tried out"


def _groups(groups: NaturalGroups) -> Headline:
    best, kind = groups.groups[0], groups.segmentation.verdict.kind
    count = f"{len(groups.groups)} group{'s' * (len(groups.groups) > 1)}"
    said = {
        VerdictKind.NATURAL: (f"Customers fall into {count} by what they did", "natural"),
        VerdictKind.REPRODUCIBLE: (f"Customers can be put into {count} by what they did", "found again"),
    }
    start, sure = said.get(
        kind,
        (f"Customers differ by degrees; {count} cut them usefully", "a cut, not natural"),
    )
    makes = f"{percent(best.share)} of customers, make {percent(best.share_of_value)} of the value"
    return Headline(f"{start}. The most valuable, “{best.name}”, {makes}.", sure, "goal", "groups")


@dataclass(frozen=True)
class KeyFigure:
    """A figure that is set large."""

    figure: str
    what: str


def key_figures(found: Exploration) -> tuple[KeyFigure, ...]:
    """Return the figures that everybody asks for first."""
    totals = found.totals
    figures = []
    if totals.sales > 0:
        figures.append(KeyFigure(money(totals.sales, totals.currency, 3), "sold"))
    figures.append(KeyFigure(f"{totals.orders:,}", "orders" if totals.orders != 1 else "order"))
    if totals.sales > 0 and totals.orders:
        average = totals.sales / totals.orders
        figures.append(KeyFigure(whole_money(average, totals.currency), "an order, on average"))
    if totals.customers:
        figures.append(KeyFigure(f"{totals.customers:,}", "customers by name"))
    back = came_back(found)
    if back is not None:
        figures.append(KeyFigure(percent(back), "of them came back"))
    return tuple(figures)
