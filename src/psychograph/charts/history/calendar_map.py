"""The calendar heat map: every day a cell, weeks across, weekdays down, years above each other."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.history.amounts import day_name
from psychograph.charts.history.classes import Classes, by_rank, draw_key
from psychograph.charts.history.sold import Sold
from psychograph.charts.layers import Frame, Sheet, boxes, rules
from psychograph.history.measures.time import MONTHS, WEEKDAYS, Calendar, DayTotal

MOST_YEARS = 6
HEAD, GAP = 20, 16  # px above a block, for the names of months, and below it
NAME = 24  # px that the name of a month takes


@dataclass(frozen=True)
class _Measures:
    """Sizes of one layout in px, and how many months a block spans."""

    left: int
    cell: float
    months: int
    named: bool  # whether the key has room for what is measured


_WIDE = _Measures(left=48, cell=15.4, months=12, named=True)
_NARROW = _Measures(left=38, cell=11.6, months=6, named=False)


@dataclass(frozen=True)
class _Block:
    """A year or half a year: its first day, and that of the next."""

    start: date
    end: date

    def column(self, day: date) -> int:
        """Return the week of a day, from 0; weeks begin on Mondays."""
        monday = self.start - timedelta(days=self.start.weekday())
        return (day - monday).days // 7


def calendar_map(calendar: Calendar, first: date, last: date, sold: Sold) -> Figure:
    """Draw the sales of every day.

    Parameters
    ----------
    calendar : Calendar
        Days with a sale; the others of the span are drawn as empty.
    first, last : date
        The span.
    sold : Sold

    Returns
    -------
    Figure
        A year a block on a page, half a year on a phone; the last six years of longer spans.
    """
    begin = max(first, date(last.year - MOST_YEARS + 1, 1, 1))
    shown = [one for one in calendar.days if begin <= one.day <= last]
    sales = {one.day: sold.of(one) for one in shown}
    classes = by_rank([amount for amount in sales.values() if amount > 0])
    alt = _alt(shown, begin, last, sold)
    cut = f" The last {MOST_YEARS} years are drawn." if begin > first else ""
    return Figure(
        name="calendar",
        title="Every day of it",
        caption="Each cell is a day, each column a week from Monday down to Sunday; the darker, the more was "
        f"sold. Each colour stands for about as many days as any other.{cut}",
        alt=alt,
        wide=_layout(sales, (begin, last), classes, sold, _WIDE, alt),
        narrow=_layout(sales, (begin, last), classes, sold, _NARROW, alt),
    )


def _blocks(begin: date, last: date, months: int) -> list[_Block]:
    start = date(begin.year, (begin.month - 1) // months * months + 1, 1)
    found = []
    while start <= last:
        end = (
            date(start.year + 1, 1, 1)
            if start.month + months > 12
            else start.replace(month=start.month + months)
        )
        found.append(_Block(start, end))
        start = end
    return found


def _layout(
    sales: Mapping[date, float],
    span: tuple[date, date],
    classes: Classes,
    sold: Sold,
    size: _Measures,
    alt: str,
) -> Spec:
    sheet, y = Sheet(), 0.0
    columns = 54 if size.months == 12 else 28
    for block in _blocks(*span, size.months):
        _names(sheet, block, span, size, y)
        _days(sheet, block, span, (sales, classes), size.cell, y + HEAD)
        y += HEAD + 7 * size.cell + GAP

    lead = f"{sold.word} of a day" if size.named else ""
    y = draw_key(sheet, classes, sold.brief, (0, y), lead=lead, empty="no sale")
    total = theme.WIDE if size is _WIDE else theme.NARROW
    frame = Frame(min(columns * size.cell, total - size.left - 6), y, size.left, 6, 8, 4)
    layers = [boxes(sheet.boxes, "days", radius=1), rules(sheet.rules, "months"), *sheet.text_layers()]
    return frame.spec(layers, alt)


def _names(sheet: Sheet, block: _Block, span: tuple[date, date], size: _Measures, y: float) -> None:
    """Write the year, the months that lie in the span, and every other weekday."""
    left = block.column(max(block.start, span[0])) * size.cell - 6
    sheet.text(left, y + HEAD / 2 - 2, str(block.start.year), align="right", bold=True)
    following = math.inf
    for month in reversed(range(block.start.month, block.start.month + size.months)):
        start = date(block.start.year, month, 1)
        if (span[0].year, span[0].month) <= (start.year, month) and start <= span[1]:
            # The name stands over the first week that begins in the month, or where the span begins.
            at = max(block.column(start + timedelta(days=-start.weekday() % 7)) * size.cell, left + 6)
            if at + NAME <= following:
                sheet.text(at + 1, y + HEAD / 2 - 2, MONTHS[month - 1][:3], theme.SOFT, size=theme.SMALL)
                following = at
    for weekday in (0, 2, 4, 6):
        at = y + HEAD + (weekday + 0.5) * size.cell
        sheet.text(left, at, WEEKDAYS[weekday][:3], theme.SOFT, align="right", size=theme.SMALL)


def _days(
    sheet: Sheet,
    block: _Block,
    span: tuple[date, date],
    told: tuple[Mapping[date, float], Classes],
    cell: float,
    y: float,
) -> None:
    sales, classes = told
    day, end = max(block.start, span[0]), min(block.end - timedelta(days=1), span[1])
    while day <= end:
        x, top = block.column(day) * cell, y + day.weekday() * cell
        amount = sales.get(day, 0.0)
        colour = classes.colour(amount) if amount > 0 else theme.EMPTY
        sheet.box(x + 0.6, top + 0.6, x + cell - 0.6, top + cell - 0.6, colour)
        next_week, next_day = day + timedelta(days=7), day + timedelta(days=1)
        if next_week <= end and next_week.month != day.month:
            sheet.rule(x + cell, top, x + cell, top + cell, theme.MUTED)
        if next_day <= end and next_day.month != day.month and day.weekday() < 6:
            sheet.rule(x, top + cell, x + cell, top + cell, theme.MUTED)
        day = next_day


def _alt(days: Sequence[DayTotal], first: date, last: date, sold: Sold) -> str:
    start = f"Calendar of daily {sold.word.lower()}, {day_name(first)} to {day_name(last)}. "
    if not days:
        return start + "No day has a sale."
    best = max(days, key=sold.of)
    without = (last - first).days + 1 - sum(sold.of(one) > 0 for one in days)
    weeks = [sum(sold.of(one) for one in days if one.day.weekday() == at) for at in range(7)]
    strongest = WEEKDAYS[max(range(7), key=lambda at: weeks[at])]
    return (
        f"{start}The best day was {day_name(best.day)} with {sold.say(sold.of(best))}; {without:,} days "
        f"had no sale; most was sold on {strongest}s."
    )
