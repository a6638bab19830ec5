"""Sales month by month, with months marked of which the data hold only a part."""

from __future__ import annotations

import calendar as days_of
from collections.abc import Sequence
from datetime import date

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.history.columns import Column, columns
from psychograph.charts.history.sold import Sold
from psychograph.history.measures.time import MONTHS, MonthTotal

MOST = 120  # months that a page can hold
MOST_NARROW = 60


def months_chart(months: Sequence[MonthTotal], last: date, sold: Sold) -> Figure | None:
    """Draw the sales of every month.

    Parameters
    ----------
    months : sequence of MonthTotal
        In order. At most the last 120 are drawn, on a phone the last 60.
    last : date
        The last day of the span.
    sold : Sold

    Returns
    -------
    Figure or None
        None where there is one month alone.
    """
    if len(months) < 2:
        return None
    alt = _alt(months, sold)
    partly = [one for one in months if unfinished(one)]
    told = (
        f" Hollow bars are months of which the data hold only a part{_until(partly, last)}." if partly else ""
    )
    cut = f" The last {MOST} months are drawn." if len(months) > MOST else ""
    return Figure(
        name="months",
        title="Month by month",
        caption=f"{sold.word} of each month{', before returns' if sold.valued else ''}.{told}{cut}",
        alt=alt,
        wide=_layout(months[-MOST:], sold, (theme.WIDE, 220), alt),
        narrow=_layout(months[-MOST_NARROW:], sold, (theme.NARROW, 190), alt),
    )


def unfinished(month: MonthTotal) -> bool:
    """Say whether the data hold only a part of a month."""
    return month.days < days_of.monthrange(month.start.year, month.start.month)[1]


def _until(partly: Sequence[MonthTotal], last: date) -> str:
    ends = partly[-1].start.year == last.year and partly[-1].start.month == last.month
    return f", the last up to {last.day} {MONTHS[last.month - 1]}" if ends else ""


def _layout(months: Sequence[MonthTotal], sold: Sold, size: tuple[float, float], alt: str) -> Spec:
    pitch = (size[0] - 60) / len(months)
    tops = {max(range(len(months)), key=lambda at: sold.of(months[at]))}
    bars = []
    for at, one in enumerate(months):
        year = one.start.month == 1 or at == 0
        bars.append(
            Column(
                label=MONTHS[one.start.month - 1][: 3 if pitch >= 26 else 1] if pitch >= 11 else "",
                value=sold.of(one),
                under=str(one.start.year) if year and _room(months, at, pitch) else "",
                note=sold.say(sold.of(one)) if pitch >= 40 or at in tops else "",
                hollow=unfinished(one),
            )
        )

    return columns(bars, sold.say, size, alt)


def _room(months: Sequence[MonthTotal], at: int, pitch: float) -> bool:
    """Say whether the name of a year fits: not at the first month, where the next year is too near."""
    return at > 0 or months[0].start.month == 1 or (13 - months[0].start.month) * pitch >= 34


def _alt(months: Sequence[MonthTotal], sold: Sold) -> str:
    def told(one: MonthTotal) -> str:
        name = f"{MONTHS[one.start.month - 1]} {one.start.year}"
        part = f", {one.days} days of it" if unfinished(one) else ""
        return f"{name} {sold.say(sold.of(one))}{part}"

    whole = [one for one in months if not unfinished(one)] or list(months)
    best, worst = max(whole, key=sold.of), min(whole, key=sold.of)
    return (
        f"Bars of the {sold.word.lower()} of {len(months)} months: first {told(months[0])}; "
        f"highest {told(best)}; lowest {told(worst)}; last {told(months[-1])}."
    )
