"""The overview: all segments' means on every attribute, on one axis."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.labels import listed, segment_label, segment_name, shorten, text_width
from psychograph.charts.layers import Frame, Sheet, dot, dots, rules
from psychograph.labels import readable_all
from psychograph.profiling.profile import AttributeProfile, Profile

ENDS = ("low end of scale", "middle", "high end of scale")
RANGE = "#c3c9d0"  # from the lowest to the highest segment
DOT, LANE = 18, 19  # px: diameter of a numbered dot, distance of dots that would overlap


@dataclass(frozen=True)
class _Line:
    """One attribute: position of every segment that has one, -1 to 1; at least one has."""

    label: str
    positions: tuple[tuple[int, float], ...]

    @property
    def spread(self) -> float:
        """Distance between the outermost segments."""
        values = [at for _, at in self.positions]
        return max(values) - min(values)


def profiles_chart(profile: Profile, names: Mapping[int, str] | None = None) -> Figure:
    """Draw the means of all segments on every attribute with an answer scale.

    Attributes without a scale, such as an age, and means that are not shown leave no dot.

    Parameters
    ----------
    profile : Profile
        All segments.
    names : mapping of int to str, optional
        Names of the segments.

    Returns
    -------
    Figure
        One line an attribute, largest difference first; each dot carries its segment's number.
    """
    lines = _lines(profile)
    alt = _alt(profile, lines, names)
    return Figure(
        name="profiles",
        title="All segments at a glance",
        caption=(
            "Each numbered dot is a segment's mean on that attribute's own answer scale; "
            "attributes on which the segments differ most come first."
        ),
        alt=alt,
        wide=_wide(profile, lines, names, alt),
        narrow=_narrow(profile, lines, names, alt),
    )


def _lines(profile: Profile) -> list[_Line]:
    labels = readable_all(a.name for a in profile.segments[0].attributes)
    lines = []
    for name, label in labels.items():
        found = [(s.segment, s.attribute(name)) for s in profile.segments]
        kept = tuple((s, max(-1.0, min(1.0, a.position))) for s, a in found if on_scale(a))
        if kept:
            lines.append(_Line(label, kept))
    return sorted(lines, key=lambda line: -line.spread)


def on_scale(attribute: AttributeProfile) -> bool:
    """Return whether a mean has a place between the ends of an answer scale."""
    return attribute.scale is not None and math.isfinite(attribute.mean) and math.isfinite(attribute.position)


def lanes(positions: Sequence[float], least: float) -> list[int]:
    """Return a lane for each position, so that dots in one lane lie at least `least` apart.

    Examples
    --------
    >>> lanes([0.0, 0.05, 0.5], 0.1)
    [0, 1, 0]
    """
    taken: list[list[float]] = []
    chosen = [0] * len(positions)
    for i in sorted(range(len(positions)), key=lambda i: positions[i]):
        free = (n for n, lane in enumerate(taken) if all(abs(positions[i] - x) >= least for x in lane))
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append(positions[i])
        chosen[i] = lane
    return chosen


@dataclass
class _Plot:
    """What the two layouts share: the numbered dots of one attribute after the other."""

    width: float
    sheet: Sheet
    grid: Sheet
    dots: list[dict[str, float | str]]
    numbers: Sheet
    ranges: Sheet

    def add(self, line: _Line, y: float, around: float) -> float:
        """Add an attribute whose dots start at height `y`; return the height they take.

        The lines of the scale reach `around` px beyond the dots.
        """
        per_px = 2 / self.width
        chosen = lanes([at for _, at in line.positions], (DOT + 1) * per_px)
        deep = max(chosen, default=0) + 1
        # Most dots lie on the line itself; those that would cover another hang below it.
        self._grid(line, y + LANE / 2, y - around, y + LANE * deep + around)
        for (segment, at), lane in zip(line.positions, chosen, strict=True):
            level = y + LANE * (lane + 0.5)
            self.dots.append(dot(at, level, theme.segment_colour(segment)))
            text = str(segment)
            size = theme.BODY if segment < 10 else theme.SMALL
            self.numbers.text(at, level, text, theme.PAPER, align="center", size=size, bold=True)
        return float(LANE * deep)

    def _grid(self, line: _Line, middle: float, top: float, foot: float) -> None:
        self.grid.rule(-1, middle, 1, middle, theme.GRID)
        for x in (-1, 0, 1):
            self.grid.rule(x, top, x, foot, theme.MUTED if x == 0 else theme.GRID)
        if line.spread > 0:
            ends = [at for _, at in line.positions]
            self.ranges.rule(min(ends), middle, max(ends), middle, RANGE)

    def spec(self, frame: Frame, alt: str) -> Spec:
        """Return the specification; the numbers lie on the dots, so they come last."""
        layers = [
            rules(self.grid.rules, "scales"),
            rules(self.ranges.rules, "ranges", thickness=3),
            dots(self.dots, "segments", diameter=DOT),
            *self.sheet.text_layers(),
        ]
        numbers = self.numbers.text_layers()
        for layer in numbers:
            layer["name"] = f"number-{layer['name']}"
        return frame.spec([*layers, *numbers], alt)


def _plot(width: float) -> _Plot:
    return _Plot(width, Sheet(), Sheet(), [], Sheet(), Sheet())


def _wide(profile: Profile, lines: Sequence[_Line], names: Mapping[int, str] | None, alt: str) -> Spec:
    labels = [shorten(line.label, 230, theme.BODY) for line in lines]
    left, right = max((text_width(label, theme.BODY) for label in labels), default=0) + 38, 30
    width = theme.WIDE - left - right
    plot = _plot(width)
    frame = Frame(width, 1, left, right, 0, 0, x=(-1, 1))
    y = 0.0
    for line, label in zip(lines, labels, strict=True):
        deep = plot.add(line, y + 6, 6)
        plot.sheet.text(frame.x_of(-22), y + 6 + LANE / 2, label, align="right")
        y += deep + 12
    return _finish(plot, profile, names, (left, right, y), alt)


def _narrow(profile: Profile, lines: Sequence[_Line], names: Mapping[int, str] | None, alt: str) -> Spec:
    side = 20
    width = theme.NARROW - 2 * side
    plot = _plot(width)
    frame = Frame(width, 1, side, side, 0, 0, x=(-1, 1))
    y = 0.0
    for line in lines:
        plot.sheet.text(frame.x_of(-8), y + 12, shorten(line.label, width, theme.BODY))
        y += 22 + plot.add(line, y + 22, 2) + 10
    return _finish(plot, profile, names, (side, side, y), alt)


def _finish(
    plot: _Plot, profile: Profile, names: Mapping[int, str] | None, size: tuple[float, float, float], alt: str
) -> Spec:
    left, right, height = size
    measure = Frame(plot.width, height, left, right, 0, 0, x=(-1, 1))
    head = _legend(plot, profile, names, measure)
    for x, text, align in zip((-1, 0, 1), ENDS, ("left", "center", "right"), strict=True):
        plot.sheet.text(x, -10, text, theme.SOFT, align=align, size=theme.SMALL)
    return plot.spec(Frame(plot.width, height, left, right, head, 8, x=(-1, 1)), alt)


def _legend(plot: _Plot, profile: Profile, names: Mapping[int, str] | None, frame: Frame) -> float:
    """Place the legend above the plot, row by row; return the height of all that lies above."""
    start, end = 18 - frame.left, frame.width + frame.right - 6
    rows: list[list[tuple[float, int, str]]] = [[]]
    x = start
    for s in profile.segments:
        label = segment_label(s.segment, names, s.n)
        label = label.removeprefix(f"{s.segment} ")
        label = shorten(label, end - start - 16, theme.BODY, bold=True)
        room = text_width(label, theme.BODY, bold=True) + 36
        if rows[-1] and x + room - 20 > end:
            rows.append([])
            x = start
        rows[-1].append((x, s.segment, label))
        x += room
    top = 26 + 24 * len(rows)
    for i, row in enumerate(rows):
        y = -top + 12 + 24 * i
        for at, segment, label in row:
            colour = theme.segment_colour(segment)
            plot.dots.append(dot(frame.x_of(at), y, colour))
            plot.numbers.text(
                frame.x_of(at),
                y,
                str(segment),
                theme.PAPER,
                align="center",
                size=theme.BODY if segment < 10 else theme.SMALL,
                bold=True,
            )
            plot.sheet.text(frame.x_of(at + 14), y, label, colour, bold=True)
    return float(top)


def _alt(profile: Profile, lines: Sequence[_Line], names: Mapping[int, str] | None) -> str:
    k = len(profile.segments)
    sizes = [segment_label(s.segment, names, s.n) for s in profile.segments]
    start = f"Means of {k} segment{'s' * (k > 1)} on {len(lines)} attributes: {listed(sizes, 200)}. "
    if k == 1 or not lines:
        return start.strip()
    start += "Largest differences: "
    parts = []
    for line in lines[:4]:
        if line.spread > 0:
            high = max(line.positions, key=lambda p: p[1])[0]
            low = min(line.positions, key=lambda p: p[1])[0]
            ends = f"{segment_name(low, names)} (low) to {segment_name(high, names)} (high)"
            parts.append(f"{line.label}, from {ends}")
    return start + (listed(parts, 480 - len(start)) if parts else "none") + "."
