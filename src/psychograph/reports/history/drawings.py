"""The pictures of a history, each drawn once: for page and paper, and for a phone."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from psychograph.charts.figure import Figure
from psychograph.charts.history.calendar_map import calendar_map
from psychograph.charts.history.differences_chart import differences_chart
from psychograph.charts.history.groups_chart import groups_chart
from psychograph.charts.history.lorenz_chart import lorenz_chart
from psychograph.charts.history.months_chart import months_chart
from psychograph.charts.history.ranked_chart import ranked_chart
from psychograph.charts.history.region_map import region_map
from psychograph.charts.history.renewal_charts import renewal_curve, renewal_months
from psychograph.charts.history.repeat_chart import repeat_chart
from psychograph.charts.history.retention_map import retention_map
from psychograph.charts.history.rfm_grid import rfm_grid
from psychograph.charts.history.rhythm_chart import rhythm_chart
from psychograph.charts.history.sold import Sold
from psychograph.history.boundaries.regions import Boundaries
from psychograph.history.exploration import Exploration
from psychograph.history.measures.customers import Partition
from psychograph.quoting import listed
from psychograph.reports.drawing import Drawing, draw


@dataclass(frozen=True, eq=False)
class PartDrawings:
    """The pictures of one partition; None where there is nothing to draw.

    Parameters
    ----------
    map, ranked : Drawing or None
    no_map : str
        Why outlines that the user gave did not make a map; empty where they did, or where none were given.
    """

    map: Drawing | None
    ranked: Drawing | None
    no_map: str = ""


@dataclass(frozen=True, eq=False)
class HistoryDrawings:
    """All pictures of a history; None, or none, where there is nothing to draw."""

    calendar: Drawing
    months: Drawing | None
    week: Drawing | None
    year: Drawing | None
    parts: tuple[PartDrawings, ...]
    rfm: Drawing | None
    retention: Drawing | None
    concentration: Drawing | None
    repeats: Drawing | None
    renewals: Drawing | None
    renewal_months: Drawing | None
    groups: Drawing | None
    differences: Drawing | None

    def every(self) -> tuple[Drawing, ...]:
        """Return every picture that there is, in the order of the page."""
        every = (
            *(self.calendar, self.week, self.year, self.months),
            *(drawing for part in self.parts for drawing in (part.map, part.ranked)),
            *(self.rfm, self.repeats, self.retention, self.concentration),
            *(self.renewals, self.renewal_months, self.groups, self.differences),
        )
        return tuple(drawing for drawing in every if drawing is not None)


def sold_of(exploration: Exploration) -> Sold:
    """Return what pictures measure: money, or orders where there are no amounts."""
    return Sold(exploration.totals.currency, valued=exploration.totals.sales > 0)


def draw_history(exploration: Exploration, boundaries: Sequence[Boundaries] = ()) -> HistoryDrawings:
    """Draw all pictures of a history.

    Parameters
    ----------
    exploration : Exploration
        What was found.
    boundaries : sequence of Boundaries
        Outlines of the user's own regions, by level; those of countries are at hand.
    """
    found, sold = exploration, sold_of(exploration)
    groups = found.groups
    return HistoryDrawings(
        calendar=draw(calendar_map(found.calendar, found.totals.first, found.totals.last, sold)),
        months=_drawn(months_chart(found.calendar.months, found.totals.last, sold)),
        week=_drawn(rhythm_chart(found.calendar.weekday)),
        year=_drawn(rhythm_chart(found.calendar.season)),
        parts=_apart([_parts(partition, boundaries, sold) for partition in found.partitions]),
        rfm=_drawn(rfm_grid(found.rfm, sold.currency) if found.rfm else None),
        retention=_drawn(retention_map(found.retention) if found.retention else None),
        concentration=_drawn(lorenz_chart(found.concentration) if found.concentration else None),
        repeats=_drawn(repeat_chart(found.forecast) if found.forecast else None),
        renewals=_drawn(renewal_curve(found.renewals) if found.renewals else None),
        renewal_months=_drawn(renewal_months(found.renewals) if found.renewals else None),
        groups=_drawn(groups_chart(groups, sold.currency) if groups and groups.groups else None),
        differences=_drawn(differences_chart(found.differences)),
    )


def _drawn(figure: Figure | None) -> Drawing | None:
    return draw(figure) if figure is not None else None


def _apart(parts: Sequence[PartDrawings]) -> tuple[PartDrawings, ...]:
    """Return pictures with a number in the names of those that would have the name of an earlier one."""
    seen: set[str] = set()
    found = []
    for at, part in enumerate(parts, start=1):
        ranked = part.ranked
        if ranked is not None and ranked.figure.name in seen:
            figure = dataclasses.replace(ranked.figure, name=f"{ranked.figure.name}-{at}")
            ranked = dataclasses.replace(ranked, figure=figure)
        if ranked is not None:
            seen.add(ranked.figure.name)
        found.append(dataclasses.replace(part, ranked=ranked))
    return tuple(found)


def _parts(partition: Partition, boundaries: Sequence[Boundaries], sold: Sold) -> PartDrawings:
    outlines = _outlines(partition, boundaries)
    figure = region_map(partition, outlines, sold) if outlines is not None else None
    given = outlines is not None and outlines in boundaries
    return PartDrawings(
        map=_drawn(figure),
        ranked=_drawn(ranked_chart(partition, sold)),
        no_map=_no_map(partition, outlines) if given and figure is None and outlines is not None else "",
    )


def _no_map(partition: Partition, outlines: Boundaries) -> str:
    """Say that names of the data are not those of the outlines."""
    names = [part.name for part in partition.parts if part.name]
    on_it = sum(index is not None for index in outlines.matched(names))
    there = listed([region.name for region in outlines.regions], most=3)
    return (
        f"No map: of {len(names):,} names in the data, {on_it:,} are among the {len(outlines.regions):,} "
        f"outlines of the file, which are called {there}. A map wants three, and half of them."
    )


def _outlines(partition: Partition, boundaries: Sequence[Boundaries]) -> Boundaries | None:
    """Return the outlines for a level of places: the user's own before those of countries."""
    if partition.kind != "place":
        return None
    for one in boundaries:
        if one.level == partition.name:
            return one
    if partition.name != "country":
        return None
    from psychograph.history.boundaries.countries import countries

    return countries()
