"""The dendrogram on a page: leaves along the foot, segment labels below them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from psychograph.charts import theme
from psychograph.charts.figure import Spec
from psychograph.charts.labels import longest_piece, text_width, told_apart, wrap
from psychograph.charts.layers import Frame, Sheet, boxes, rules, words
from psychograph.charts.tree import MIXED, Tree

LEFT, RIGHT, TOP, HEIGHT = 56, 70, 26, 340
AXIS = 8  # px between the axis and the first segment
LINE = 15  # px from line to line of a label


def colour_of(segment: int) -> str:
    """Return the colour of a branch."""
    return theme.BRANCH if segment == MIXED else theme.segment_colour(segment)


def top_of(drawn: Tree) -> float:
    """Return the value at the far end of the distance axis."""
    cut = drawn.cut if math.isfinite(drawn.cut) else 0.0
    return max(drawn.height, cut) * 1.05 or 1.0


def roof_of(run_top: float, drawn: Tree) -> float:
    """Return the height of a segment's box: the cut, or more where the segment reaches beyond it."""
    cut = drawn.cut if math.isfinite(drawn.cut) else 0.0
    return max(cut, run_top * 1.02) or top_of(drawn) * 0.05


@dataclass(frozen=True)
class _Label:
    """A wrapped segment label below its box, in px from the left."""

    centre: float
    target: float
    lines: tuple[str, ...]
    segment: int


def layout(drawn: Tree, labels: Mapping[int, str], description: str) -> Spec:
    """Return the wide specification of a dendrogram."""
    plot = theme.WIDE - LEFT - RIGHT
    width = plot - AXIS
    pitch = width / (drawn.leaves[-1].place + 1)
    foot, slanted = _leaf_room(drawn, pitch)
    placed = _segment_labels(drawn, labels, pitch, width)
    drop = 16 if any(abs(p.centre - p.target) > 3 for p in placed) else 6
    bottom = foot + drop + LINE * max((len(p.lines) for p in placed), default=0) + 8
    frame = Frame(plot, HEIGHT, LEFT, RIGHT, TOP, bottom, x=(-AXIS, width), y=(0, top_of(drawn)), axis="y")
    sheet, cut_rows = Sheet(), Sheet()
    for run in drawn.runs:
        x, x2 = (run.first + 0.1) * pitch, (run.last + 0.9) * pitch
        tint = theme.tint(colour_of(run.segment))
        sheet.box(x, roof_of(run.top, drawn), x2, frame.y_of(HEIGHT + foot), tint)
    _branches(sheet, drawn, pitch)
    leaders = Sheet()
    for p in placed:
        colour = colour_of(p.segment)
        if drop > 6:
            leaders.rule(
                p.target, frame.y_of(HEIGHT + foot), p.centre, frame.y_of(HEIGHT + foot + drop - 3), colour
            )
        for i, line in enumerate(p.lines):
            y = frame.y_of(HEIGHT + foot + drop + LINE * (i + 0.5))
            sheet.text(p.centre, y, line, colour, align="center", bold=True)
    sheet.text(-LEFT - AXIS + 10, frame.y_of(-14), drawn.axis, theme.SOFT, size=theme.SMALL)
    if math.isfinite(drawn.cut):
        cut_rows.rule(-AXIS, drawn.cut, width + 6, drawn.cut, theme.INK)
        sheet.text(width + 10, drawn.cut, f"cut at {drawn.cut:.3g}", size=theme.SMALL)
    leaf = _leaf_words(drawn, pitch, frame, slanted)
    return frame.spec(
        [
            boxes(sheet.boxes, "segments", radius=3),
            rules(cut_rows.rules, "cut", dash=(5, 4)),
            rules(leaders.rules, "leaders"),
            rules(sheet.rules, "branches", thickness=1.4, cap="square"),
            words(leaf, "leaves", size=theme.SMALL, align="right" if slanted else "center", upright=slanted),
            *sheet.text_layers(),
        ],
        description,
    )


def _branches(sheet: Sheet, drawn: Tree, pitch: float) -> None:
    for joint in drawn.joints:
        first, last = (joint.first + 0.5) * pitch, (joint.last + 0.5) * pitch
        sheet.rule(first, joint.height, last, joint.height, colour_of(joint.segment))
    for stem in drawn.stems:
        if stem.head > stem.foot:
            x = (stem.place + 0.5) * pitch
            sheet.rule(x, stem.foot, x, stem.head, colour_of(stem.segment))


def _leaf_texts(drawn: Tree) -> list[str]:
    return told_apart([leaf.label for leaf in drawn.leaves], 96, theme.SMALL)


def _leaf_room(drawn: Tree, pitch: float) -> tuple[float, bool]:
    widest = max(text_width(text, theme.SMALL) for text in _leaf_texts(drawn))
    slanted = widest > pitch - 3
    return (widest + 14 if slanted else 24), slanted


def _leaf_words(drawn: Tree, pitch: float, frame: Frame, slanted: bool) -> list[dict[str, float | str]]:
    sheet = Sheet()
    y = frame.y_of(HEIGHT + (6 if slanted else 12))
    for leaf, text in zip(drawn.leaves, _leaf_texts(drawn), strict=True):
        sheet.text((leaf.place + 0.5) * pitch, y, text, theme.SOFT)
    return [row for rows in sheet.words.values() for row in rows]


def _segment_labels(drawn: Tree, labels: Mapping[int, str], pitch: float, width: float) -> list[_Label]:
    # A segment that the tree breaks into several runs is labelled once, at its widest.
    widest = {run.segment: run for run in sorted(drawn.runs, key=lambda r: r.last - r.first)}
    runs = sorted(widest.values(), key=lambda r: r.first)
    if not runs:
        return []
    own = [(run.last - run.first + 0.8) * pitch for run in runs]
    texts = [labels[run.segment] for run in runs]
    rooms = _rooms(own, texts)
    wrapped = [wrap(t, room - 6, theme.BODY, 4, bold=True) for t, room in zip(texts, rooms, strict=True)]
    needed = [max(text_width(line, theme.BODY, bold=True) for line in lines) + 8 for lines in wrapped]
    targets = [((run.first + run.last) / 2 + 0.5) * pitch for run in runs]
    centres = spread(targets, needed, 2 - LEFT - AXIS, width + RIGHT - 2)
    return [
        _Label(c, t, lines, run.segment)
        for c, t, lines, run in zip(centres, targets, wrapped, runs, strict=True)
    ]


def _rooms(own: Sequence[float], texts: Sequence[str]) -> list[float]:
    """Return a width for each label: its box, or more where its longest word or two need it."""
    whole = theme.WIDE - 4.0
    words = [longest_piece(text, theme.BODY, bold=True) + 8 for text in texts]
    for floor in range(120, -1, -8):
        rooms = [max(box, word, floor) for box, word in zip(own, words, strict=True)]
        if sum(rooms) <= whole:
            return rooms
    return words if sum(words) <= whole else [whole / len(own)] * len(own)


def spread(targets: Sequence[float], widths: Sequence[float], low: float, high: float) -> list[float]:
    """Move centres apart until nothing overlaps, staying near the targets and inside the bounds.

    Examples
    --------
    >>> spread([10, 12], [10, 10], 0, 100)
    [6.0, 16.0]
    """
    # Neighbours that would overlap form a block that is centred on its members' targets.
    blocks: list[tuple[float, list[int]]] = []
    for i, (target, width) in enumerate(zip(targets, widths, strict=True)):
        start, members = target - width / 2, [i]
        while blocks and blocks[-1][0] + sum(widths[j] for j in blocks[-1][1]) > start:
            members = [*blocks.pop()[1], *members]
            offset, total = 0.0, 0.0
            for j in members:
                total += targets[j] - widths[j] / 2 - offset
                offset += widths[j]
            start = total / len(members)
        span = sum(widths[j] for j in members)
        blocks.append((max(low, min(start, high - span)), members))
    centres = [0.0] * len(targets)
    edge = low
    for start, members in blocks:
        edge = max(edge, start)
        for j in members:
            centres[j] = edge + widths[j] / 2
            edge += widths[j]
    return centres
