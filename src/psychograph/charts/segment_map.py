"""The map of segments, for methods that grow no tree: who lies near whom, and how far they overlap."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.labels import listed, segment_label, shorten, text_width
from psychograph.charts.layers import Frame, Row, Sheet, circles, dot, dots, rules
from psychograph.labels import readable
from psychograph.segmentation.segment_map import SegmentMap, map_of
from psychograph.segmentation.segmentation import Segmentation

MARGIN = 0.06  # of the map, around what is drawn
DOT, DISC = 5, 20  # px
ROW = 22


def segment_map(segmentation: Segmentation, names: Mapping[int, str] | None = None) -> Figure:
    """Draw segments where they lie to each other.

    Parameters
    ----------
    segmentation : Segmentation
        The solution, by any method.
    names : mapping of int to str, optional
        Names of the segments.

    Returns
    -------
    Figure
        Wide: the map with a key at its side. Narrow: the key below.
    """
    found = map_of(segmentation)
    alt = _alt(segmentation, found, names)
    labels = [segment_label(s, names, n) for s, n in segmentation.sizes.items()]
    return Figure(
        name="map",
        title="How near the segments lie to each other",
        caption=_caption(segmentation, found),
        alt=alt,
        wide=_wide(found, labels, alt),
        narrow=_narrow(found, labels, alt),
    )


def _wide(found: SegmentMap, labels: list[str], alt: str) -> Spec:
    width, height, left, right = 500.0, 380.0, 40, 340
    height = max(height, ROW * len(labels) + 20)
    frame = Frame(width, height, left, right, 30, 34)
    sheet = Sheet()
    for at, label in enumerate(labels):
        _key(sheet, at + 1, label, width + 40, 16 + ROW * at, right - 66)
    return _spec(frame, found, sheet, alt)


def _narrow(found: SegmentMap, labels: list[str], alt: str) -> Spec:
    left, right, height = 10, 10, 300.0
    width = float(theme.NARROW - left - right)
    frame = Frame(width, height, left, right, 30, 40 + ROW * len(labels))
    sheet = Sheet()
    for at, label in enumerate(labels):
        _key(sheet, at + 1, label, 10, height + 46 + ROW * at, width - 36)
    return _spec(frame, found, sheet, alt)


def _key(sheet: Sheet, segment: int, label: str, x: float, y: float, room: float) -> None:
    colour = theme.segment_colour(segment)
    sheet.text(x + 6, y, shorten(label, room, theme.BODY, bold=True), colour, bold=True)


def _spec(frame: Frame, found: SegmentMap, sheet: Sheet, alt: str) -> Spec:
    scale, shift = _fit(found, frame)
    people, centres = _placed(found.people, scale, shift), _placed(found.centres, scale, shift)
    colours = [theme.segment_colour(s) for s in range(1, len(centres) + 1)]
    rings: list[Row] = [
        {"x": x, "y": y, "colour": colour, "size": round((2 * reach * scale) ** 2, 2)}
        for (x, y), colour, reach in zip(centres, colours, found.reaches.tolist(), strict=True)
    ]
    crowd = [
        dot(x, y, theme.mix(colours[s - 1], theme.PAPER, 0.45))
        for (x, y), s in zip(people, found.segments.tolist(), strict=True)
    ]
    discs = [dot(x, y, colour) for (x, y), colour in zip(centres, colours, strict=True)]
    numbers = Sheet()
    for at, (x, y) in enumerate(centres):
        numbers.text(x, y, str(at + 1), theme.PAPER, align="center", size=theme.SMALL, bold=True)
    border = Sheet()
    for x, y, x2, y2 in ((0, 0, 1, 0), (0, 1, 1, 1), (0, 0, 0, 1), (1, 0, 1, 1)):
        border.rule(x * frame.width, y * frame.height, x2 * frame.width, y2 * frame.height, theme.GRID)
    _axes(sheet, found, frame)
    return frame.spec(
        [
            rules(border.rules, "border"),
            circles(rings, "reaches", opacity=0.1),
            dots(crowd, "people", diameter=DOT),
            circles(rings, "rings", hollow=True),
            dots(discs, "centres", diameter=DISC),
            *sheet.text_layers(),
            *({**layer, "name": f"numbers-{layer['name']}"} for layer in numbers.text_layers()),
        ],
        alt,
    )


def _fit(found: SegmentMap, frame: Frame) -> tuple[float, tuple[float, float]]:
    """Return px a unit, the same along both axes, and the place of the origin in px."""
    reach = found.reaches[:, None]
    corners = np.vstack([found.people, found.centres - reach, found.centres + reach])
    low, high = corners.min(axis=0), corners.max(axis=0)
    span = np.maximum(high - low, 1e-9)
    room = (1 - 2 * MARGIN) * np.array([frame.width, frame.height])
    scale = float((room / span).min())
    middle = (low + high) / 2
    return scale, (frame.width / 2 - middle[0] * scale, frame.height / 2 + middle[1] * scale)


def _placed(
    points: NDArray[np.float64], scale: float, origin: tuple[float, float]
) -> list[tuple[float, float]]:
    """Return px from the left and the top."""
    return [(round(origin[0] + x * scale, 2), round(origin[1] - y * scale, 2)) for x, y in points.tolist()]


def _axes(sheet: Sheet, found: SegmentMap, frame: Frame) -> None:
    """Say at the ends of the axes what grows towards them."""
    half = frame.width / 2 - 8
    ends = (
        ("left", 0.0, frame.height + 14, "\N{LEFTWARDS ARROW} ", found.less[0], ""),
        ("right", frame.width, frame.height + 14, "", found.more[0], " \N{RIGHTWARDS ARROW}"),
        ("left", 0.0, -14.0, "\N{UPWARDS ARROW} ", found.more[1], ""),
        ("right", frame.width, -14.0, "\N{DOWNWARDS ARROW} ", found.less[1], ""),
    )
    for align, x, y, before, names, after in ends:
        if names:
            said = [f"{readable(name)}: {level}" if level else readable(name) for name, level in names]
            several = f"more {', '.join(said)}"
            fits = text_width(several, theme.SMALL) <= half - 16
            shown = several if fits else shorten(f"more {said[0]}", half - 16, theme.SMALL)
            sheet.text(x, y, f"{before}{shown}{after}", theme.SOFT, align=align, size=theme.SMALL)


def _caption(segmentation: Segmentation, found: SegmentMap) -> str:
    n = len(segmentation.labels)
    some = (
        f"one of {len(found.people)} respondents drawn from {n:,}"
        if len(found.people) < n
        else "a respondent"
    )
    return (
        f"Each small dot is {some}; a ring holds the half of a segment's members that is nearest to its "
        "middle, so rings that overlap are segments that run into each other. The two directions shown hold "
        f"{sum(found.shares):.0%} of the differences between respondents: what overlaps here may be apart in "
        "the rest."
    )


def _alt(segmentation: Segmentation, found: SegmentMap, names: Mapping[int, str] | None) -> str:
    k = len(segmentation.segments)
    start = (
        f"Map of {k} segments by the two directions in which answers differ most, "
        f"{sum(found.shares):.0%} of all differences: "
    )
    pairs = [(found.distances[a, b], a + 1, b + 1) for a in range(k) for b in range(a + 1, k)]
    near, far = min(pairs), max(pairs)
    end = f". Over all questions segments {near[1]} and {near[2]} lie {near[0]:.1f} apart"
    end += f", the nearest; {far[1]} and {far[2]} {far[0]:.1f}, the farthest." if k > 2 else "."
    parts = [segment_label(s, names, size) for s, size in segmentation.sizes.items()]
    return start + listed(parts, 480 - len(start) - len(end)) + end
