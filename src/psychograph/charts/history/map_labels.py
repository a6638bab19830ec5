"""Names on a map: inside a region that has room, else beside it on free ground with a line, else none."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from psychograph.charts import theme
from psychograph.charts.labels import text_width

Line = Sequence[Sequence[float]]
Box = tuple[float, float, float, float]
HALF = 13  # px: half the height of two lines
BESIDE = 4  # of the regions without room, how many are named beside it
TALLEST = 30  # px that a region must have for a name inside
FARTHEST = 150  # px that a name may stand away


@dataclass(frozen=True, eq=False)
class Named:
    """A region that should be named: its pieces in px, what is written, and the ink that reads on it."""

    polygons: Sequence[Sequence[Line]]
    lines: tuple[str, ...]
    ink: str

    @property
    def width(self) -> float:
        """Width of what is written, in px."""
        return max(text_width(line, theme.SMALL) for line in self.lines)

    @property
    def largest(self) -> Line:
        """Outline of its largest piece."""
        return max((polygon[0] for polygon in self.polygons), key=_area)


@dataclass(frozen=True)
class Label:
    """Where a name is written, and the line that leads to its region."""

    x: float
    y: float
    lines: tuple[str, ...]
    ink: str
    lead: tuple[float, float, float, float] | None = None


def labels(
    regions: Sequence[Named], land: Sequence[Line], top: float, corner: tuple[float, float]
) -> list[Label]:
    """Place the names of regions, the most important first.

    Parameters
    ----------
    regions : sequence of Named
    land : sequence of Line
        Outlines on which no name of another region may stand.
    top : float
        Upper end of the map in px; its left end is 0.
    corner : tuple of float
        Its lower right corner.

    Returns
    -------
    list of Label
        Names that overlap nothing; the others are left out.
    """
    found: list[Label] = []
    taken: list[Box] = []
    outside = 0
    for at, region in enumerate(regions):
        label = _inside(region)
        if label is None or _overlaps(_box(label, region.width), taken):
            if outside >= BESIDE or at >= 2 * BESIDE:
                continue
            label = _beside(region, land, taken, (0.0, top, *corner))
            outside += label is not None
        if label is not None:
            found.append(label)
            taken.append(_box(label, region.width))
    return found


def _box(label: Label, width: float) -> Box:
    return (label.x - width / 2 - 2, label.y - HALF - 1, label.x + width / 2 + 2, label.y + HALF + 1)


def _inside(region: Named) -> Label | None:
    """Return a name where its region is widest, if it is wide enough."""
    line = region.largest
    ys = [y for _, y in line]
    if max(ys) - min(ys) < TALLEST:
        return None
    best = (0.0, 0.0, 0.0)
    for step in range(1, 12):
        y = min(ys) + (max(ys) - min(ys)) * step / 12
        spans = [_span(line, y + shift) for shift in (-HALF + 1, 0, HALF - 1)]
        left, right = max(span[0] for span in spans), min(span[1] for span in spans)
        best = max(best, (right - left, (left + right) / 2, y))
    if best[0] < region.width + 4:
        return None
    return Label(best[1], best[2], region.lines, region.ink)


def _beside(region: Named, land: Sequence[Line], taken: Sequence[Box], bounds: Box) -> Label | None:
    """Return the nearest free place around a region."""
    line = region.largest
    ys = [y for _, y in line]
    y = (max(ys) + min(ys)) / 2
    span = _span(line, y)
    target = ((span[0] + span[1]) / 2, y)
    if span[1] <= span[0]:
        return None
    for x, at in _around(target):
        box = (x - region.width / 2 - 3, at - HALF - 1, x + region.width / 2 + 3, at + HALF + 1)
        within = box[0] >= bounds[0] + 2 and box[1] >= bounds[1] + 2
        within = within and box[2] <= bounds[2] - 2 and box[3] <= bounds[3] - 2
        if within and not _overlaps(box, taken) and not any(_touches(box, other) for other in land):
            start = (min(max(target[0], box[0]), box[2]), min(max(target[1], box[1]), box[3]))
            if not _crosses(region, land, start, target):
                return Label(x, at, region.lines, theme.INK, (*start, *target))
    return None


def _crosses(
    region: Named, land: Sequence[Line], start: tuple[float, float], end: tuple[float, float]
) -> bool:
    """Say whether a line to a region passes over ground that is not its own."""
    own = [polygon[0] for polygon in region.polygons]
    points = [
        (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
        for share in (0.0, 0.2, 0.4, 0.6, 0.8)
    ]
    foreign = [point for point in points if not any(_holds(line, point) for line in own)]
    return any(_holds(line, point) for line in land for point in foreign)


def _around(point: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """Yield points about a point, the nearer first; level ones before upright ones."""
    for distance in range(20, FARTHEST, 10):
        for turn in (180, 0, 200, 160, 340, 20, 225, 135, 315, 45, 250, 110, 290, 70, 270, 90):
            angle = math.radians(turn)
            yield point[0] + 1.4 * distance * math.cos(angle), point[1] + distance * math.sin(angle)


def _touches(box: Box, line: Line) -> bool:
    """Say whether a box and an outline have ground in common."""
    xs, ys = [x for x, _ in line], [y for _, y in line]
    if max(xs) < box[0] or min(xs) > box[2] or max(ys) < box[1] or min(ys) > box[3]:
        return False
    if any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in line):
        return True
    points = [(x, y) for x in (box[0], (box[0] + box[2]) / 2, box[2]) for y in (box[1], box[3])]
    return any(_holds(line, point) for point in points)


def _holds(line: Line, point: tuple[float, float]) -> bool:
    return sum(cut > point[0] for cut in _cuts(line, point[1])) % 2 == 1


def _cuts(line: Line, y: float) -> list[float]:
    """Return where an outline crosses a height, from left to right."""
    return sorted(
        x + (y - top) / (low - top) * (u - x)
        for (x, top), (u, low) in zip(line, [*line[1:], line[0]], strict=True)
        if (top <= y) != (low <= y)
    )


def _span(line: Line, y: float) -> tuple[float, float]:
    """Return the widest stretch of an outline across at a height; nothing where there is none."""
    cuts = _cuts(line, y)
    return max(
        zip(cuts[::2], cuts[1::2], strict=False), key=lambda pair: pair[1] - pair[0], default=(1.0, 0.0)
    )


def _area(line: Line) -> float:
    pairs = zip(line, [*line[1:], line[0]], strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2


def _overlaps(box: Box, others: Sequence[Box]) -> bool:
    return any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for other in others
    )
