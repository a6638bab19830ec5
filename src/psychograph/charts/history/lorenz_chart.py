"""How unevenly value is spread: the most valuable customers first, and what share they make."""

from __future__ import annotations

from itertools import pairwise

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.history.amounts import percent
from psychograph.charts.layers import Frame, Sheet, boxes, dot, dots, rules
from psychograph.history.measures.customers import Concentration

LINE = "#0b3f6b"
READ = 0.2  # the share of customers that everybody asks about
TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def lorenz_chart(concentration: Concentration) -> Figure:
    """Draw Lorenz's curve from its far end: what share of the value the most valuable customers make.

    Parameters
    ----------
    concentration : Concentration
    """
    made = concentration.made_by(READ)
    alt = (
        f"Curve of the share of value by share of customers, the most valuable first: "
        f"{told(concentration)} Half of the value comes from {percent(concentration.half)} of them. "
        f"Gini index {concentration.gini:.2f}."
    )
    return Figure(
        name="concentration",
        title="Who makes the money",
        caption=f"From left to right the most valuable customers first: {percent(READ)} of them make "
        f"{percent(made)} of the value. The straight line is a shop where all are worth the same.",
        alt=alt,
        wide=_layout(concentration, made, 432, 300, alt),
        narrow=_layout(concentration, made, theme.NARROW, 250, alt),
    )


def told(concentration: Concentration) -> str:
    """Return the shares of value of the most valuable customers, in a sentence."""
    parts = [f"the top {percent(share)} make {percent(value)}" for share, value in concentration.top]
    return f"{', '.join(parts)}."


def _layout(concentration: Concentration, made: float, total: float, height: float, alt: str) -> Spec:
    left, right = 46, 16
    frame = Frame(total - left - right, height, left, right, 32, 42, x=(0, 1), y=(0, 1))
    sheet, grid, equal, curve, reading = Sheet(), Sheet(), Sheet(), Sheet(), Sheet()
    for tick in TICKS:
        grid.rule(0, tick, 1, tick, theme.GRID)
        sheet.text(frame.x_of(-7), tick, percent(tick), theme.SOFT, align="right", size=theme.SMALL)
        align = "right" if tick == 1 else "center"
        sheet.text(tick, frame.y_of(height + 12), percent(tick), theme.SOFT, align=align, size=theme.SMALL)
    sheet.text(frame.x_of(8 - left), frame.y_of(-20), "Share of value", theme.SOFT, size=theme.SMALL)
    foot = "Share of customers, the most valuable first"
    sheet.text(1, frame.y_of(height + 30), foot, theme.SOFT, align="right", size=theme.SMALL)
    equal.rule(0, 0, 1, 1, theme.MUTED)
    points = [(1 - x, 1 - y) for x, y in reversed(concentration.curve)]
    for (x, y), (u, v) in pairwise(points):
        curve.rule(x, y, u, v, LINE)
    marked = []
    if made == made:  # noqa: PLR0124 - NaN
        reading.rule(READ, 0, READ, made, theme.INK)
        reading.rule(0, made, READ, made, theme.INK)
        marked = [dot(READ, made, LINE)]
        said = f"{percent(READ)} of customers make {percent(made)}"
        below = made > 0.3
        at = frame.y_of((1 - made) * height + (16 if below else -14))
        sheet.text(frame.x_of(READ * frame.width + 12), at, said, bold=True)
    return frame.spec(
        [
            rules(grid.rules, "grid"),
            boxes(sheet.boxes, "areas"),
            rules(equal.rules, "equal", dash=(5, 4)),
            rules(curve.rules, "curve", thickness=2.4, cap="round"),
            rules(reading.rules, "reading", dash=(2, 3)),
            dots(marked, "read", diameter=10),
            *sheet.text_layers(),
        ],
        alt,
    )
