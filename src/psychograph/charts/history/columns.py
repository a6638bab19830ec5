"""Upright bars on a round scale, with whiskers and a line to compare with: the shape of several pictures."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from psychograph.charts import theme
from psychograph.charts.figure import Spec
from psychograph.charts.labels import shorten, text_width
from psychograph.charts.layers import Frame, Row, Sheet, area, boxes, dot, dots, frames, rules

PLAIN = "#8fb8d8"
ABOVE, BELOW, UNSURE = "#6f5aa8", "#e79a4f", "#c3c9d0"  # surely above, surely below, perhaps neither
LABEL = 15  # px of a line below the bars


@dataclass(frozen=True)
class Column:
    """One bar.

    Parameters
    ----------
    label : str
        Below it; a second line in `under`.
    value : float
        Its height; NaN where there is none.
    low, high : float
        Ends of its whisker; NaN for none.
    colour : str
    under : str
    note : str
        Written above it; empty for none.
    hollow : bool
        Whether it is unfinished.
    mark : float
        Where a dot stands beside the bar, such as a model's value; NaN for none.
    """

    label: str
    value: float
    low: float = math.nan
    high: float = math.nan
    colour: str = PLAIN
    under: str = ""
    note: str = ""
    hollow: bool = False
    mark: float = math.nan

    @property
    def top(self) -> float:
        """Its highest value; 0 where it has none."""
        return max((v for v in (self.value, self.high, self.mark) if math.isfinite(v)), default=0.0)


def scale_of(high: float) -> tuple[float, float]:
    """Return the step of a round scale of three to six steps, and its upper end.

    Examples
    --------
    >>> scale_of(146), scale_of(0.37)
    ((50.0, 150.0), (0.1, 0.4))
    """
    if not high > 0:
        return 1.0, 1.0
    power = 10.0 ** math.floor(math.log10(high))
    step = next(f * power for f in (0.1, 0.2, 0.5, 1, 2, 5) if high / (f * power) <= 5)
    return float(f"{step:.6g}"), float(f"{math.ceil(high / step - 1e-9) * step:.6g}")


def columns(
    bars: Sequence[Column],
    say: Callable[[float], str],
    size: tuple[float, float],
    alt: str,
    *,
    line: float | None = None,
    line_said: str = "",
    above: str = "",
) -> Spec:
    """Return the layout of upright bars.

    Parameters
    ----------
    bars : sequence of Column
        From left to right.
    say : callable
        Writes a value of the axis.
    size : tuple of float
        Width of the whole picture, height of the plot, in px.
    alt : str
    line : float, optional
        A value to compare with, drawn across; `line_said` is written at its right end.
    above : str
        What the axis measures, written above it.
    """
    step, top = scale_of(max([line or 0.0, *(bar.top for bar in bars)]))
    ticks = [step * at for at in range(round(top / step) + 1)]
    left = max(text_width(say(tick), theme.SMALL) for tick in ticks) + 14
    right = text_width(line_said, theme.SMALL) + 12 if line_said else 8
    lines = 2 if any(bar.under for bar in bars) else 1
    width = size[0] - left - right
    frame = Frame(width, size[1], left, right, 34 if above else 18, LABEL * lines + 8, y=(0, top))
    sheet, marks, whiskers, hollow = Sheet(), Sheet(), Sheet(), Sheet()
    for tick in ticks:
        sheet.rule(0, tick, width, tick, theme.GRID if tick else theme.MUTED)
        sheet.text(-6, tick, say(tick), theme.SOFT, align="right", size=theme.SMALL)
    if above:
        sheet.text(8 - left, frame.y_of(-24), above, theme.SOFT, size=theme.SMALL)
    if line is not None:
        marks.rule(0, line, width, line, theme.INK)
        sheet.text(width + 6, line, line_said, size=theme.SMALL)
    pitch = width / max(1, len(bars))
    points = [_bar(bar, (at, pitch), frame, sheet, whiskers, hollow) for at, bar in enumerate(bars)]
    return frame.spec(
        [
            rules(sheet.rules, "grid"),
            boxes(sheet.boxes, "bars"),
            frames(hollow.boxes, "unfinished"),
            rules(marks.rules, "line", dash=(4, 3)),
            rules(whiskers.rules, "intervals", thickness=1.4),
            dots([point for point in points if point is not None], "model", diameter=9),
            *sheet.text_layers(),
        ],
        alt,
    )


def _bar(
    bar: Column, place: tuple[int, float], frame: Frame, sheet: Sheet, whiskers: Sheet, hollow: Sheet
) -> Row | None:
    """Add one bar with its whisker and words; return its dot."""
    at, pitch = place
    middle, half = (at + 0.5) * pitch, min(pitch * 0.38, 24)
    if math.isfinite(bar.value):
        row = area(middle - half, 0, middle + half, bar.value, bar.colour)
        (hollow if bar.hollow else sheet).boxes.append(row)
    if math.isfinite(bar.low) and math.isfinite(bar.high):
        whiskers.rule(middle, bar.low, middle, bar.high, theme.INK)
        for end in (bar.low, bar.high):
            whiskers.rule(middle - 4, end, middle + 4, end, theme.INK)
    top = frame.height * (1 - bar.top / frame.y[1]) if frame.y else 0.0
    if bar.note:
        sheet.text(middle, frame.y_of(top - 10), bar.note, align="center", size=theme.SMALL)
    for line, said in enumerate((bar.label, bar.under)):
        y = frame.y_of(frame.height + 10 + LABEL * line)
        room = pitch - 1 if line == 0 else max(pitch - 1, 40)
        if said:
            sheet.text(
                middle, y, shorten(said, room, theme.SMALL), theme.SOFT, align="center", size=theme.SMALL
            )
    return dot(middle, bar.mark, theme.INK) if math.isfinite(bar.mark) else None
