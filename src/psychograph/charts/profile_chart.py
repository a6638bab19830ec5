"""The profile of one segment: where it stands on every answer scale, against everybody else."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.labels import listed, segment_label, segment_name, shorten, text_width
from psychograph.charts.layers import Frame, Row, Sheet, area, dot, dots, frames, rules
from psychograph.charts.overview import ENDS, on_scale, profiles_chart
from psychograph.knowledge.levels import Level
from psychograph.labels import readable_all
from psychograph.profiling.profile import Profile, SegmentProfile

__all__ = ["profile_chart", "profiles_chart"]

DOT, TICK, HALF = 13, 5, 8  # px: diameter of the dot, width and half the height of the tick
_WORDS = {Level.HIGH: "high", Level.LOW: "low", Level.VERY_LOW: "very low"}


@dataclass(frozen=True)
class _Line:
    """One attribute: what is printed, and where the marks stand on -1 to 1.

    The mean of everyone else is NaN where nobody else answered: it leaves no mark.
    """

    label: str
    headline: bool
    own: float
    others: float
    mean: str
    others_mean: str
    word: str


def profile_chart(profile: Profile, segment: int, names: Mapping[int, str] | None = None) -> Figure:
    """Draw one segment's mean on every attribute with an answer scale, against the mean of everyone else.

    Attributes without a scale, such as an age, and means that are not shown leave no line.

    Parameters
    ----------
    profile : Profile
        All segments; the others give the mean of everyone else.
    segment : int
        The segment to draw.
    names : mapping of int to str, optional
        Names of the segments.

    Returns
    -------
    Figure
        Attributes by salience, headline attributes in the segment's colour and bold type, each
        on its own answer scale from low end to high end.
    """
    drawn = profile.segment(segment)
    lines = _lines(profile, drawn)
    alt = _alt(drawn, lines, names)
    return Figure(
        name=f"profile-{segment}",
        title=segment_name(segment, names),
        caption=(
            "Each line is an answer scale from its low end to its high end: the dot is the mean of this "
            "segment, the hollow mark the mean of everyone else, and the attributes in colour set the "
            "segment apart."
        ),
        alt=alt,
        wide=_wide(drawn, lines, names, alt),
        narrow=_narrow(drawn, lines, names, alt),
    )


def everyone_else(profile: Profile, segment: int, name: str) -> tuple[float, float]:
    """Return position and mean, on one attribute, of all who are not in the segment.

    NaN where nobody else answered. The means of the other segments, weighted by their answers,
    give it exactly, for a position is a straight-line function of a mean.
    """
    parts = [s.attribute(name) for s in profile.segments if s.segment != segment]
    parts = [p for p in parts if p.n > 0 and math.isfinite(p.mean)]
    n = sum(p.mass for p in parts)
    if not n:
        return math.nan, math.nan
    return sum(p.mass * p.position for p in parts) / n, sum(p.mass * p.mean for p in parts) / n


def _lines(profile: Profile, drawn: SegmentProfile) -> list[_Line]:
    shown = [a for a in drawn.attributes if on_scale(a)]
    ranked = sorted(shown, key=lambda a: (-_number(a.salience), a.name))
    labels = readable_all(a.name for a in ranked)
    lines = []
    for attribute in ranked:
        position, mean = everyone_else(profile, drawn.segment, attribute.name)
        lines.append(
            _Line(
                labels[attribute.name],
                attribute.headline,
                _on_scale(attribute.position),
                _on_scale(position),
                _mean(attribute.mean),
                _mean(mean),
                _WORDS.get(attribute.level, ""),
            )
        )
    return lines


def _number(value: float) -> float:
    return value if math.isfinite(value) else 0.0


def _on_scale(position: float) -> float:
    return max(-1.0, min(1.0, position)) if math.isfinite(position) else math.nan


def _mean(value: float) -> str:
    return f"{value:.1f}" if math.isfinite(value) else "\N{EN DASH}"


@dataclass
class _Marks:
    """The marks of all lines, gathered by layer."""

    dots: list[Row]
    ticks: list[Row]
    gaps: list[Row]

    def add(self, line: _Line, y: float, colour: str, frame: Frame) -> None:
        """Add the marks of one attribute at a height on the page."""
        per_px = 2 / frame.width
        self.dots.append(dot(line.own, y, colour))
        if not math.isnan(line.others):
            half = TICK / 2 * per_px
            self.ticks.append(area(line.others - half, y - HALF, line.others + half, y + HALF, theme.SOFT))
            self.gaps.append(area(line.others, y, line.own, y, theme.mix(colour, theme.PAPER, 0.55)))


def _wide(drawn: SegmentProfile, lines: Sequence[_Line], names: Mapping[int, str] | None, alt: str) -> Spec:
    pitch, head = 30, 58
    labels = [shorten(line.label, 220, theme.BODY, bold=line.headline) for line in lines]
    left = max((text_width(label, theme.BODY, bold=True) for label in labels), default=0) + 34
    right = 214
    frame = Frame(theme.WIDE - left - right, pitch * max(len(lines), 1) + 4, left, right, head, 8, x=(-1, 1))
    colour = theme.segment_colour(drawn.segment)
    sheet, grid, marks = Sheet(), Sheet(), _Marks([], [], [])
    _scale(sheet, frame)
    right_edges = (frame.x_of(frame.width + 100), frame.x_of(frame.width + 192))
    for x, text in zip(right_edges, ("segment mean", "everyone else"), strict=True):
        sheet.text(x, -12, text, theme.SOFT, align="right", size=theme.SMALL)
    for i, (line, label) in enumerate(zip(lines, labels, strict=True)):
        y = (i + 0.5) * pitch + 2
        ink = colour if line.headline else theme.INK
        _grid(grid, y, pitch / 2)
        sheet.text(frame.x_of(-18), y, label, ink, align="right", bold=line.headline)
        marks.add(line, y, colour if line.headline else theme.MUTED, frame)
        sheet.text(right_edges[0], y, line.mean, ink, align="right", bold=line.headline)
        sheet.text(right_edges[1], y, line.others_mean, theme.SOFT, align="right")
    _key(sheet, marks, frame, segment_label(drawn.segment, names, drawn.n), colour, (-left + 16, -44))
    return _spec(frame, sheet, grid, marks, alt)


def _narrow(drawn: SegmentProfile, lines: Sequence[_Line], names: Mapping[int, str] | None, alt: str) -> Spec:
    pitch, head, side = 54, 76, 16
    frame = Frame(theme.NARROW - 2 * side, pitch * max(len(lines), 1), side, side, head, 4, x=(-1, 1))
    colour = theme.segment_colour(drawn.segment)
    sheet, grid, marks = Sheet(), Sheet(), _Marks([], [], [])
    _scale(sheet, frame)
    for i, line in enumerate(lines):
        y = i * pitch + 10
        ink = colour if line.headline else theme.INK
        numbers = f"{line.mean} vs {line.others_mean}"
        room = frame.width - text_width(numbers, theme.BODY, bold=True) - 12
        label = shorten(line.label, room, theme.BODY, bold=line.headline)
        sheet.text(-1, y, label, ink, bold=line.headline)
        sheet.text(1, y, numbers, ink, align="right", bold=line.headline)
        _grid(grid, y + 20, 11)
        marks.add(line, y + 20, colour if line.headline else theme.MUTED, frame)
    _key(sheet, marks, frame, segment_label(drawn.segment, names, drawn.n), colour, (4, -62), stacked=True)
    return _spec(frame, sheet, grid, marks, alt)


def _scale(sheet: Sheet, frame: Frame) -> None:
    for x, text, align in zip((-1, 0, 1), ENDS, ("left", "center", "right"), strict=True):
        sheet.text(x, frame.y_of(-12), text, theme.SOFT, align=align, size=theme.SMALL)


def _grid(grid: Sheet, y: float, half: float) -> None:
    grid.rule(-1, y, 1, y, theme.GRID)
    for x in (-1, 0, 1):
        grid.rule(x, y - half, x, y + half, theme.MUTED if x == 0 else theme.GRID)


def _key(
    sheet: Sheet,
    marks: _Marks,
    frame: Frame,
    label: str,
    colour: str,
    at: tuple[float, float],
    *,
    stacked: bool = False,
) -> None:
    x, y = at
    alone = not marks.ticks
    label = shorten(label, 300, theme.BODY, bold=True)
    # Without a headline attribute every dot of the segment is grey, and so is the key's.
    seen = colour if any(row["colour"] == colour for row in marks.dots) else theme.MUTED
    marks.dots.append(dot(frame.x_of(x), y, seen))
    sheet.text(frame.x_of(x + 12), y, label, colour, bold=True)
    if alone:
        return
    if stacked:
        y += 22
    else:
        x += text_width(label, theme.BODY, bold=True) + 44
    left, right = frame.x_of(x - TICK / 2), frame.x_of(x + TICK / 2)
    marks.ticks.append(area(left, y - HALF, right, y + HALF, theme.SOFT))
    sheet.text(frame.x_of(x + 12), y, "everyone else", theme.SOFT)


def _spec(frame: Frame, sheet: Sheet, grid: Sheet, marks: _Marks, alt: str) -> Spec:
    return frame.spec(
        [
            rules(grid.rules, "scales"),
            rules(marks.gaps, "gaps", thickness=3),
            frames(marks.ticks, "everyone-else"),
            dots(marks.dots, "segment", diameter=DOT),
            *sheet.text_layers(),
        ],
        alt,
    )


def _alt(drawn: SegmentProfile, lines: Sequence[_Line], names: Mapping[int, str] | None) -> str:
    label = segment_label(drawn.segment, names, drawn.n)
    people = "respondents" if drawn.effective_n is None else "respondents by weight"
    start = f"Profile of {label}, {100 * drawn.share:.0f}% of {people}. "
    headlines = [line for line in lines if line.headline]
    parts = [
        f"{' '.join([line.label, line.word]).strip()}, mean {line.mean}, everyone else {line.others_mean}"
        for line in headlines or lines[:3]
    ]
    if not lines:
        return start + "No attribute has an answer scale."
    start += "It stands out on: " if headlines else "Nothing sets it clearly apart; most marked: "
    return start + listed(parts, 480 - len(start)) + "."
