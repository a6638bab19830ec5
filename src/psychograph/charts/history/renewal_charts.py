"""Renewals: how many renew for the first, second, ... time, and when in the year."""

from __future__ import annotations

import math

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.history.amounts import percent
from psychograph.charts.history.columns import Column, columns
from psychograph.charts.labels import listed
from psychograph.charts.layers import Frame, Sheet, dot, dots, rules
from psychograph.history.measures.time import MONTHS
from psychograph.history.renewals import Renewals
from psychograph.stats.comparison.proportions import wilson_interval

SEEN, MODEL = "#0b3f6b", "#b84a00"
MOST = 40


def renewal_curve(renewals: Renewals) -> Figure | None:
    """Draw the share that renews at each renewal, with 95 % intervals, and the model's.

    Parameters
    ----------
    renewals : Renewals
        At most the first forty renewals are drawn; those that nobody came to have no dot.

    Returns
    -------
    Figure or None
        None where nobody came to a renewal.
    """
    seen = [
        (at, kept / came)
        for at, (came, kept) in enumerate(zip(renewals.at_risk, renewals.renewed, strict=True), start=1)
        if came
    ][:MOST]
    if not seen:
        return None
    told = [f"{_ordinal(at)} {percent(share)}" for at, share in seen]
    alt = f"Share of subscriptions that were renewed when they came to a renewal: {listed(told, 380)}."
    beyond = len(renewals.fitted) > len(renewals.at_risk)
    return Figure(
        name="renewals",
        title="Who renews",
        caption="Dots are the share that renewed, with 95% intervals; the line is the model "
        f"(beta-geometric){', dashed where nobody has come yet' if beyond else ''}. Rates rise because those "
        "who would leave have left.",
        alt=alt,
        wide=_curve(renewals, 432, 220, alt),
        narrow=_curve(renewals, theme.NARROW, 200, alt),
    )


def _ordinal(number: int) -> str:
    """Return a number as first, second, ...

    Examples
    --------
    >>> [_ordinal(number) for number in (1, 2, 3, 4, 11, 22)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd']
    """
    teens = 10 <= number % 100 <= 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _curve(renewals: Renewals, total: float, height: float, alt: str) -> Spec:
    came, kept = renewals.at_risk[:MOST], renewals.renewed[:MOST]
    fitted = renewals.fitted[: MOST + 4]
    count = max(len(came), len(fitted))
    rates = [part / whole for part, whole in zip(kept, came, strict=True) if whole]
    low = max(0.0, int(min([*rates, *(rate for rate in fitted if math.isfinite(rate))]) * 10 - 1) / 10)
    frame = Frame(total - 60, height, 46, 14, 30, 40, x=(0.5, count + 0.5), y=(low, 1))
    sheet, grid, line, ahead, intervals, points = Sheet(), Sheet(), Sheet(), Sheet(), Sheet(), []
    step = 0.1 if low >= 0.4 else 0.2
    ticks = [round(1 - step * at, 2) for at in range(round((1 - low) / step) + 1)]
    for tick in (tick for tick in ticks if tick >= low - 1e-9):
        grid.rule(0.5, tick, count + 0.5, tick, theme.GRID)
        sheet.text(frame.x_of(-7), tick, percent(tick), theme.SOFT, align="right", size=theme.SMALL)
    every = 1 if count <= 14 else 5
    for at in range(1, count + 1):
        if at % every == 0 or at == 1:
            where = frame.y_of(height + 12)
            sheet.text(at, where, str(at), theme.SOFT, align="center", size=theme.SMALL)
        if at < len(fitted) and math.isfinite(fitted[at - 1]) and math.isfinite(fitted[at]):
            known = at + 1 <= len(came)
            (line if known else ahead).rule(at, fitted[at - 1], at + 1, fitted[at], MODEL)
    for at, (whole, part) in enumerate(zip(came, kept, strict=True), start=1):
        if whole:
            bottom, top = wilson_interval(part, whole)
            intervals.rule(at, max(bottom, low), at, top, SEEN)
            points.append(dot(at, part / whole, SEEN))
    sheet.text(frame.x_of(-38), frame.y_of(-18), "Renewed", theme.SOFT, size=theme.SMALL)
    foot = "First, second, ... renewal"
    sheet.text(count + 0.5, frame.y_of(height + 30), foot, theme.SOFT, align="right", size=theme.SMALL)
    return frame.spec(
        [
            rules(grid.rules, "grid"),
            rules(line.rules, "model", thickness=2, cap="round"),
            rules(ahead.rules, "ahead", thickness=2, dash=(4, 4)),
            rules(intervals.rules, "intervals", thickness=1.6),
            dots(points, "seen", diameter=10),
            *sheet.text_layers(),
        ],
        alt,
    )


def renewal_months(renewals: Renewals) -> Figure | None:
    """Draw the share that renews by month of the year, with 95 % intervals.

    Parameters
    ----------
    renewals : Renewals

    Returns
    -------
    Figure or None
        None where nobody came to a renewal.
    """
    up, kept = (sum(pair[at] for pair in renewals.by_month) for at in (0, 1))
    if not up:
        return None
    bars = []
    for name, (came, stayed) in zip(MONTHS, renewals.by_month, strict=True):
        low, high = wilson_interval(stayed, came) if came else (float("nan"), float("nan"))
        share = stayed / came if came else float("nan")
        bars.append(Column(name[:3], share, low, high, under=percent(share) if came else "none"))
    told = ", ".join(f"{bar.label} {bar.under}" for bar in bars)
    alt = f"Bars of the share of subscriptions renewed, by the month in which they came up: {told}."
    return Figure(
        name="renewal-months",
        title="When they renew",
        caption="Of the subscriptions that came up for renewal in each month of the year, the share that "
        f"renewed, with 95% intervals; the dashed line is the whole year, {percent(kept / up)}.",
        alt=alt,
        wide=columns(bars, percent, (432, 200), alt, line=kept / up),
        narrow=columns(bars, percent, (theme.NARROW, 190), alt, line=kept / up),
    )
