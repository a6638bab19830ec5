"""The page of a history: what stands out, then every part of it. One file, offline, no scripts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from psychograph.charts.history.amounts import day_name, money, percent, short_day
from psychograph.charts.history.retention_map import period_word
from psychograph.findings import Finding, Severity
from psychograph.history.boundaries.regions import Boundaries
from psychograph.history.exploration import Exploration
from psychograph.history.measures.customers import Partition
from psychograph.history.measures.time import MONTHS
from psychograph.labels import clean, readable
from psychograph.reports.drawing import Drawing
from psychograph.reports.formats import how_often
from psychograph.reports.history import page_tables
from psychograph.reports.history.drawings import HistoryDrawings, draw_history, sold_of
from psychograph.reports.history.headlines import (
    Headline,
    KeyFigure,
    about,
    headlines,
    key_figures,
    section_of,
    span_of,
    told,
)
from psychograph.reports.history.method import Setting, references, settings
from psychograph.reports.templating import templates
from psychograph.reports.view.table import Table
from psychograph.runs.source import Source

ASK_FIRST = 3


@dataclass(frozen=True, eq=False)
class PartView:
    """One partition: its pictures, its table, and what differs by it.

    Parameters
    ----------
    title : str
    map, ranked : Drawing or None
    table : Table
    differences : tuple of Headline
    several : int
        Customers with more than one place.
    said : str
        What the largest part makes, in a sentence.
    no_map : str
        Why outlines of the user's did not make a map.
    """

    title: str
    map: Drawing | None
    ranked: Drawing | None
    table: Table
    differences: tuple[Headline, ...]
    several: int
    said: str
    no_map: str


@dataclass(frozen=True, eq=False)
class HistoryPage:
    """What the template shows; see `psychograph.history.exploration` for what was found.

    Parameters
    ----------
    found : Exploration
    version : str
        Of Psychograph.
    span : str
        The first and the last day, in words.
    figures : tuple of KeyFigure
        Set large.
    headlines : tuple of Headline
        What stands out.
    drawings : HistoryDrawings
    places, groups : tuple of PartView
    when, ahead : tuple of Headline
        What differs by time, and by renewal.
    when_said, often_said, stays_said, ahead_said
        What a section begins with.
    when_tables and the like
        The figures behind the pictures of a section.
    settings, references
        How it was computed.
    sources : tuple of Source
        What went in.
    """

    found: Exploration
    version: str
    span: str
    figures: tuple[KeyFigure, ...]
    headlines: tuple[Headline, ...]
    drawings: HistoryDrawings
    places: tuple[PartView, ...]
    groups: tuple[PartView, ...]
    when: tuple[Headline, ...]
    when_said: str
    ahead: tuple[Headline, ...]
    often_said: str
    stays_said: str
    ahead_said: tuple[str, ...]
    when_tables: tuple[Table, ...]
    often_tables: tuple[Table, ...]
    stays_tables: tuple[Table, ...]
    money_tables: tuple[Table, ...]
    ahead_tables: tuple[Table, ...]
    group_tables: tuple[Table, ...]
    rows_tables: tuple[Table, ...]
    method_tables: tuple[Table, ...]
    settings: tuple[Setting, ...]
    references: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """Anchors and titles of what there is, in order."""
        found = self.found
        every = (
            ("out", "What stands out", True),
            ("when", "When they buy", True),
            ("where", "Where they are", bool(self.places)),
            ("who", "Who they are", bool(self.groups)),
            ("often", "How often and how much", found.rfm is not None),
            ("stays", "Who stays", found.retention is not None),
            ("money", "Who makes the money", found.concentration is not None),
            ("ahead", "What is to come", found.forecast is not None or found.renewals is not None),
            ("groups", "Natural groups", bool(found.groups and found.groups.groups)),
            ("ask", "What to ask in the survey", bool(found.questions)),
            ("rows", "What became of the rows", True),
            ("method", "How it was computed", True),
        )
        return tuple((anchor, title) for anchor, title, there in every if there)

    @property
    def serious(self) -> tuple[Finding, ...]:
        """Findings that should change what a reader does."""
        return tuple(one for one in self.found.findings if one.severity is not Severity.NOTE)

    @property
    def ask_first(self) -> tuple[str, ...]:
        """The first questions of the survey, which the head of the page names."""
        return tuple(one.ask for one in self.found.questions[:ASK_FIRST])


def render_history(
    exploration: Exploration,
    drawings: HistoryDrawings | None = None,
    *,
    boundaries: Sequence[Boundaries] = (),
    sources: Sequence[Source] = (),
) -> str:
    """Render the page of a history.

    Parameters
    ----------
    exploration : Exploration
        What was found.
    drawings : HistoryDrawings, optional
        Its pictures, where they are drawn already.
    boundaries : sequence of Boundaries
        Outlines of the user's own regions.
    sources : sequence of Source
        What went in.

    Returns
    -------
    str
        A whole HTML page: pictures and styles are inside, nothing is loaded from elsewhere, and every text of
        the data is shown as text. Equal explorations give equal pages.
    """
    drawn = drawings if drawings is not None else draw_history(exploration, boundaries)
    page = view_history(exploration, drawn, sources)
    return templates().get_template("history.html.j2").render(page=page)


def view_history(
    found: Exploration, drawings: HistoryDrawings, sources: Sequence[Source] = ()
) -> HistoryPage:
    """Compute what the page shows."""
    views = tuple(_part(found, partition, at, drawings) for at, partition in enumerate(found.partitions))
    kinds = [partition.kind for partition in found.partitions]
    rhythms = [
        page_tables.rhythm_table(rhythm)
        for rhythm in (found.calendar.weekday, found.calendar.season)
        if any(map(math.isfinite, rhythm.index))
    ]
    return HistoryPage(
        found=found,
        version=version("psychograph"),
        span=f"{short_day(found.totals.first)} to {short_day(found.totals.last)}",
        figures=key_figures(found),
        headlines=headlines(found),
        drawings=drawings,
        places=tuple(view for view, kind in zip(views, kinds, strict=True) if kind == "place"),
        groups=tuple(view for view, kind in zip(views, kinds, strict=True) if kind != "place"),
        when=_differences(found, "when"),
        when_said=_when(found),
        ahead=_differences(found, "ahead"),
        often_said=_often(found),
        stays_said=_stays(found),
        ahead_said=_ahead(found),
        when_tables=(*rhythms, page_tables.months_table(found)),
        often_tables=_some(page_tables.quintiles_table(found), page_tables.repeats_table(found)),
        stays_tables=_some(page_tables.retention_table(found.retention) if found.retention else None),
        money_tables=_some(page_tables.concentration_table(found)),
        ahead_tables=_some(page_tables.renewals_table(found.renewals) if found.renewals else None),
        group_tables=_some(page_tables.groups_table(found)),
        rows_tables=_some(page_tables.rows_table(found)),
        method_tables=_some(page_tables.differences_table(found)),
        settings=settings(found),
        references=references(found),
        sources=tuple(sources),
    )


def _some(*tables: Table | None) -> tuple[Table, ...]:
    return tuple(table for table in tables if table is not None)


def _part(found: Exploration, partition: Partition, at: int, drawings: HistoryDrawings) -> PartView:
    about = [one for one in found.differences if one.by == partition.name and one.what != "renewal"]
    return PartView(
        title=f"By {readable(partition.name).lower()}",
        map=drawings.parts[at].map,
        ranked=drawings.parts[at].ranked,
        table=page_tables.parts_table(partition, found),
        differences=tuple(map(told, about)),
        several=partition.several,
        said=_largest(found, partition),
        no_map=drawings.parts[at].no_map,
    )


def _largest(found: Exploration, partition: Partition) -> str:
    """Say what the part with the highest sales makes of all."""
    sold = sold_of(found)
    whole = sum(map(sold.of_part, partition.every))
    named = [part for part in partition.parts if part.name.strip()]
    if not named or whole <= 0:
        return ""
    first = max(named, key=sold.of_part)
    others = len(partition.every) - 1
    rest = f"; {others:,} {'others share' if others > 1 else 'other has'} the rest" if others else ""
    return f"{percent(sold.of_part(first) / whole)} of {sold.word.lower()}: {clean(first.name)}{rest}."


def _differences(found: Exploration, section: str) -> tuple[Headline, ...]:
    return tuple(told(one) for one in found.differences if section_of(one, found) == section)


def _when(found: Exploration) -> str:
    """Say which month and which day saw the highest sales."""
    sold = sold_of(found)
    days = found.calendar.days
    if not days:
        return ""
    best = max(days, key=sold.of)
    text = f"The best day was {day_name(best.day)}, with {sold.say(sold.of(best))}"
    months = found.calendar.months
    if len(months) > 2:
        month = max(months, key=sold.of)
        name = f"{MONTHS[month.start.month - 1]} {month.start.year}"
        text = f"The best month was {name}, with {sold.say(sold.of(month))}; the{text[3:]}"
    # An order placed and cancelled on one day makes a record that is none.
    back = best.returns if sold.valued and 2 * best.returns > best.sales else None
    less = "" if back is None else f", before the {sold.say(float(back))} that came back that day"
    return f"{text}{'' if sold.valued else ' orders'}{less}."


def _often(found: Exploration) -> str:
    if found.rfm is None:
        return ""
    orders, value, days = found.rfm.frequency.median, found.rfm.value.median, found.rfm.recency.median
    spent = f", was worth {money(value, found.totals.currency)}" if found.totals.sales > 0 else ""
    return (
        f"The customer in the middle placed {_count(orders, 'order')}{spent}; half of all customers last "
        f"bought {_count(days, 'day')} ago or less."
    )


def _count(number: object, word: str) -> str:
    amount = float(str(number))
    text = f"{amount:,.0f}" if amount == round(amount) or amount > 10 else f"{amount:,.1f}"
    return f"{text} {word}{'s' * (amount != 1)}"


def _stays(found: Exploration) -> str:
    if found.retention is None:
        return ""
    word = period_word(found.retention.months)
    parts = []
    for later in (1, 3, 12):
        share = found.retention.mean_share(later) if later < len(found.retention.starts) else None
        if share is not None:
            parts.append(f"{percent(share)} buy again {later} {word}{'s' * (later > 1)} later")
    return f"Of everybody who buys for the first time, {', '.join(parts)}." if parts else ""


def _ahead(found: Exploration) -> tuple[str, ...]:
    told_of: list[str] = []
    forecast, currency = found.forecast, found.totals.currency
    if forecast is not None:
        value = ""
        if math.isfinite(forecast.expected_value):
            value = f", and to spend {money(forecast.expected_value, currency)}"
        told_of.append(
            f"In the next {span_of(forecast.weeks)}, the {found.totals.customers:,} customers known today "
            f"are expected to buy about {about(forecast.expected_orders)} times{value}. New customers come "
            "on top."
        )
        told_of.append(_tried(forecast.held_out))
        if forecast.sees_leaving:  # else a finding says that the model cannot tell who left
            told_of.append(
                f"By this model, {how_often(forecast.alive)} of the customers who came back are still "
                "active. Of those who bought once it cannot say."
            )
    if found.renewals is not None:
        told_of.append(
            f"Of {found.renewals.subscriptions:,} subscriptions, {found.renewals.running:,} are running; "
            f"they are renewed every {found.renewals.period}."
        )
    return tuple(told_of)


def _tried(missed: float | None) -> str:
    """Say how well the forecast did where it could be checked."""
    if missed is None or not math.isfinite(missed):
        return "The span is too short to try this forecast on a part of it that is known."
    if abs(missed) < 0.01:
        how = "expected the right number of purchases"
    else:
        how = f"expected {percent(abs(missed))} too {'many' if missed > 0 else 'few'} purchases"
    return (
        f"Tried out: fitted to the first two thirds of the span, the same model {how} in the last third. "
        "It knows no seasons and no campaigns."
    )
