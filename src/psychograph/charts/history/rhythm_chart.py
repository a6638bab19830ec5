"""Weekdays and months of the year against the average day, and how sure that is."""

from __future__ import annotations

import math

from psychograph.charts import theme
from psychograph.charts.figure import Figure
from psychograph.charts.history.columns import ABOVE, BELOW, UNSURE, Column, columns
from psychograph.history.measures.time import Rhythm

HALF = 432  # px: two pictures stand side by side
AVERAGE = 100


def rhythm_chart(rhythm: Rhythm) -> Figure | None:
    """Draw the index of each weekday, or of each month of the year.

    Parameters
    ----------
    rhythm : Rhythm
        Those without an index are named and left blank.

    Returns
    -------
    Figure or None
        None where no index is known.
    """
    if not any(map(math.isfinite, rhythm.index)):
        return None
    weekly = rhythm.cycle == "weekday"
    bars = [
        Column(
            label=label[:3],
            value=index,
            low=low if _any(index) else math.nan,
            high=high if _any(index) else math.nan,
            colour=colour_of(low, high),
            under=f"{index:.0f}" if _any(index) else "none",
        )
        for label, index, low, high in zip(rhythm.labels, rhythm.index, rhythm.low, rhythm.high, strict=True)
    ]
    alt = _alt(rhythm)

    def say(value: float) -> str:
        return f"{value:.0f}"

    return Figure(
        name="weekdays" if weekly else "season",
        title="The week" if weekly else "The year",
        caption=f"Sales of an average day of each {'weekday' if weekly else 'month'}, where the average of "
        f"all days is 100. {_how_sure(rhythm)}",
        alt=alt,
        wide=columns(bars, say, (HALF, 190), alt, line=AVERAGE),
        narrow=columns(bars, say, (theme.NARROW, 180), alt, line=AVERAGE),
    )


def _how_sure(rhythm: Rhythm) -> str:
    once = rhythm.cycle != "weekday" and rhythm.cycles < 2
    doubt = "The data hold fewer than two years: what looks like a season may be growth, or one campaign."
    if not any(map(math.isfinite, rhythm.low)):
        return doubt if once else "There is too little to say how sure that is."
    told = (
        "The thin line is the 95% interval: bars are purple where all of it lies above 100, orange where all "
        "of it lies below, grey where it could be either."
    )
    return f"{told} {doubt}" if once else told


def _any(index: float) -> bool:
    """Say whether anything was sold at such a time."""
    return math.isfinite(index) and index > 0


def colour_of(low: float, high: float) -> str:
    """Return the colour of an index by where its interval lies."""
    if math.isfinite(low) and low > AVERAGE:
        return ABOVE
    if math.isfinite(high) and high < AVERAGE:
        return BELOW
    return UNSURE


def _alt(rhythm: Rhythm) -> str:
    what = "weekday" if rhythm.cycle == "weekday" else "month of the year"
    told = [
        f"{label} {index:.0f}" if _any(index) else f"{label} none"
        for label, index in zip(rhythm.labels, rhythm.index, strict=True)
    ]
    return f"Bars of sales by {what}, 100 being the average day: {', '.join(told)}."
