"""The flow diagram: where the members of segments come from as there are more and more segments."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.labels import listed, text_width
from psychograph.charts.layers import Frame, Row, Sheet, area, boxes, rules
from psychograph.segmentation.choosing.sweep import Across
from psychograph.stats.choosing.flow import Step

KEPT = "#0a4b78"  # the ground of a segment that stays together
WIDTHS = (1, 2, 3, 5, 8, 12, 16)  # px of streams, up to which a share is rounded
LEAST = 0.01  # of the people, below which a stream is not drawn
LINE = 16


@dataclass(frozen=True)
class _Measures:
    """Sizes of one layout in px."""

    total: int
    box: int  # width of a segment
    tall: int  # of all segments of a column together
    gap: int


_WIDE = _Measures(total=theme.WIDE, box=34, tall=300, gap=10)
_NARROW = _Measures(total=theme.NARROW, box=20, tall=300, gap=6)


@dataclass(frozen=True)
class _Node:
    """One segment: its number of segments, its own number, share, stability, and where it stands."""

    segment: int
    share: float
    stability: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def flow_chart(across: Across) -> Figure | None:
    """Draw how the segments of one method flow from each number of segments to the next.

    Parameters
    ----------
    across : Across
        The method; its flow is drawn with segments in the order that crosses least.

    Returns
    -------
    Figure or None
        A column for every number of segments; None where there is one number only.
    """
    if not across.flow.steps:
        return None
    alt = _alt(across)
    nested = all((step.stability == 1).all() for step in across.flow.steps)
    return Figure(
        name=f"flow-{across.method}",
        title=f"{across.title}, from one number to the next",
        caption=(
            "Each column is a solution, each box a segment with its number, as tall as its share of the "
            "people. Streams show where its members were before. A dark box comes from one segment; a pale "
            "one is put together from several, and exists at this number of segments only."
            + (" Here segments only split, as in a tree, so all are dark." if nested else "")
        ),
        alt=alt,
        wide=_layout(across, _WIDE, alt),
        narrow=_layout(across, _NARROW, alt),
    )


def _layout(across: Across, size: _Measures, alt: str) -> Spec:
    columns = _columns(across.flow.steps, size)
    sheet, streams = Sheet(), {width: list[Row]() for width in WIDTHS}
    step = (size.total - 16 - size.box) / max(len(columns) - 1, 1)
    top = LINE + 6.0
    for at, column in enumerate(columns):
        x = at * step
        sheet.text(x + size.box / 2, LINE / 2, str(len(column)), align="center", bold=True)
        for node in column:
            ground = theme.EMPTY if math.isnan(node.stability) else _ground(node.stability)
            sheet.box(x, top + node.top, x + size.box, top + node.bottom, ground)
            ink = theme.ink_on(ground)
            text = str(node.segment)
            if node.bottom - node.top >= 12:
                middle = x + size.box / 2
                sheet.text(middle, top + node.middle, text, ink, align="center", size=theme.SMALL)
        if at:
            _streams(
                streams, across.flow.steps[at - 1], columns[at - 1 : at + 1], (x - step + size.box, x, top)
            )
    deepest = max(column[-1].bottom for column in columns)
    y = _key(sheet, top + deepest + 14)
    frame = Frame(size.total - 16, y, 8, 8, 8, 6)
    layers = [rules(rows, f"streams-{width}", thickness=width) for width, rows in streams.items()]
    return frame.spec([*layers, boxes(sheet.boxes, "segments", radius=2), *sheet.text_layers()], alt)


def _ground(stability: float) -> str:
    return theme.mix("#dfe7ee", KEPT, stability)


def _columns(steps: Sequence[Step], size: _Measures) -> list[list[_Node]]:
    """Return the segments of every solution from the top, so that few streams cross."""
    first = steps[0].masses.sum(axis=1)
    columns = [_stacked(list(range(len(first))), first, np.full(len(first), math.nan), size)]
    for step in steps:
        before = {node.segment - 1: node.middle for node in columns[-1]}
        places = np.array([before[h] for h in range(step.k_from)])
        shares = step.masses.sum(axis=0)
        pull = (places @ step.masses) / np.where(shares > 0, shares, 1.0)
        order = sorted(range(step.k_to), key=lambda segment: (pull[segment], segment))
        columns.append(_stacked(order, shares, step.stability, size))
    return columns


def _stacked(order: Sequence[int], masses: np.ndarray, stability: np.ndarray, size: _Measures) -> list[_Node]:
    nodes, y = [], 0.0
    total = float(masses.sum())
    for at in order:
        share = float(masses[at]) / total
        nodes.append(_Node(at + 1, share, float(stability[at]), y, y + max(share * size.tall, 2)))
        y = nodes[-1].bottom + size.gap
    return nodes


def _streams(
    streams: dict[int, list[Row]],
    step: Step,
    columns: Sequence[Sequence[_Node]],
    place: tuple[float, float, float],
) -> None:
    left, right, top = place
    total = float(step.masses.sum())
    before = {node.segment: node for node in columns[0]}
    for node in columns[1]:
        for h in range(1, step.k_from + 1):
            share = float(step.masses[h - 1, node.segment - 1]) / total
            if share < LEAST:
                continue
            width = min(WIDTHS, key=lambda known: abs(known - share * 40))
            tone = theme.mix(theme.PAPER, theme.MUTED, 0.75)
            streams[width].append(area(left, top + before[h].middle, right, top + node.middle, tone))


def _key(sheet: Sheet, y: float) -> float:
    sheet.text(0, y + 6, "from several", theme.SOFT, size=theme.SMALL)
    start = text_width("from several", theme.SMALL) + 8
    for at in range(6):
        sheet.box(start + at * 14, y, start + at * 14 + 14, y + 12, _ground(at / 5))
    sheet.text(start + 6 * 14 + 8, y + 6, "from one", theme.SOFT, size=theme.SMALL)
    return y + 18


def _alt(across: Across) -> str:
    steps = across.flow.steps
    start = (
        f"Flow diagram of {across.title}, {steps[0].k_from} to {steps[-1].k_to} segments. "
        "Stability across, the mean over the segments of each solution: "
    )
    parts = [f"{step.k_to} segments {float(np.nanmean(step.stability)):.2f}" for step in steps]
    return start + listed(parts, 480 - len(start)) + "."
