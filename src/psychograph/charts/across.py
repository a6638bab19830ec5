"""The dendrogram on a phone: leaves down the side, each segment under a header of its own."""

from __future__ import annotations

import math
from collections.abc import Mapping

from psychograph.charts import theme
from psychograph.charts.figure import Spec
from psychograph.charts.labels import shorten, text_width, told_apart
from psychograph.charts.layers import Frame, Sheet, boxes, rules
from psychograph.charts.tree import Run, Tree
from psychograph.charts.upright import colour_of, roof_of, top_of

LEFT, TOP, BOTTOM = 14, 30, 42
ROW, HEADER, FOOT = 15, 20, 12  # px: a leaf, a header, from the last leaf to the end of its box
#: Distance between segments that leaves room for the next header, in leaves.
GAP = (FOOT - ROW / 2 + 8 + HEADER) / ROW


def layout(drawn: Tree, labels: Mapping[int, str], description: str) -> Spec:
    """Return the narrow specification of a dendrogram."""
    height = _row(drawn.leaves[-1].place) + FOOT
    names = told_apart([leaf.label for leaf in drawn.leaves], 80, theme.SMALL)
    right = max(text_width(name, theme.SMALL) for name in names) + 16
    width = theme.NARROW - LEFT - right
    frame = Frame(width, height, LEFT, right, TOP, BOTTOM, x=(top_of(drawn), 0), axis="x")
    sheet, tags, cut = Sheet(), Sheet(), Sheet()
    for run in drawn.runs:
        _segment(sheet, tags, frame, run, roof_of(run.top, drawn), labels[run.segment])
    _branches(sheet, drawn)
    for leaf, name in zip(drawn.leaves, names, strict=True):
        tags.text(frame.x_of(width + 5), _row(leaf.place), name, theme.SOFT, size=theme.SMALL)
    if math.isfinite(drawn.cut):
        cut.rule(drawn.cut, -6, drawn.cut, height, theme.INK)
        _cut_label(tags, frame, drawn.cut)
    tags.text(0, height + 30, drawn.axis, theme.SOFT, align="right", size=theme.SMALL)
    return frame.spec(
        [
            boxes(sheet.boxes, "segments", radius=3),
            rules(cut.rules, "cut", dash=(5, 4)),
            rules(sheet.rules, "branches", thickness=1.4, cap="square"),
            boxes(tags.boxes, "headers", radius=3, opacity=0.84),
            *tags.text_layers(),
        ],
        description,
    )


def _row(place: float) -> float:
    return HEADER + ROW * (place + 0.5)


def _segment(sheet: Sheet, tags: Sheet, frame: Frame, run: Run, roof: float, label: str) -> None:
    colour = colour_of(run.segment)
    edge = frame.width + frame.right - 3
    start = _row(run.first) - ROW / 2 - HEADER
    sheet.box(roof, start, frame.x_of(edge), _row(run.last) + FOOT, theme.tint(colour))
    text = shorten(label, theme.NARROW - 24, theme.BODY, bold=True)
    room = text_width(text, theme.BODY, bold=True) + 14
    # The header may be wider than the box: its own ground dims the branches that pass behind it.
    tags.box(frame.x_of(edge - room), start, frame.x_of(edge), start + HEADER, theme.tint(colour))
    tags.text(frame.x_of(edge - 7), start + HEADER / 2, text, colour, align="right", bold=True)


def _cut_label(sheet: Sheet, frame: Frame, cut: float) -> None:
    text = f"cut at {cut:.3g}"
    half = text_width(text, theme.SMALL) / 2
    low, high = frame.x or (0.0, 1.0)
    at = (cut - low) / (high - low) * frame.width
    at = max(half - frame.left + 2, min(at, frame.width + frame.right - half - 2))
    sheet.text(frame.x_of(at), -15, text, align="center", size=theme.SMALL)


def _branches(sheet: Sheet, drawn: Tree) -> None:
    for joint in drawn.joints:
        sheet.rule(joint.height, _row(joint.first), joint.height, _row(joint.last), colour_of(joint.segment))
    for stem in drawn.stems:
        if stem.head > stem.foot:
            y = _row(stem.place)
            sheet.rule(stem.foot, y, stem.head, y, colour_of(stem.segment))
