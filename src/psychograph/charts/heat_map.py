"""The heat map: how far each segment lies above or below everybody's average."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.labels import (
    listed,
    longest_piece,
    segment_label,
    segment_name,
    shorten,
    signed,
    text_width,
    wrap,
)
from psychograph.charts.layers import Frame, Sheet, boxes
from psychograph.codebook.codebook import Role
from psychograph.labels import readable_all
from psychograph.profiling.profile import Profile, SegmentProfile

LINE, KEY = 15, 12  # px


@dataclass(frozen=True)
class _Measures:
    """Sizes of one layout in px."""

    total: int
    label: int
    cell: int
    least: int
    row: int


_WIDE = _Measures(total=theme.WIDE, label=230, cell=116, least=42, row=30)
_NARROW = _Measures(total=theme.NARROW, label=126, cell=104, least=32, row=34)


def heat_map(profile: Profile, names: Mapping[int, str] | None = None) -> Figure:
    """Draw the standardised means of all segments on the basis variables.

    Attributes are ordered so that the pattern shows: with two segments by their difference, with
    more by the segment that scores highest and how far it leads.

    Parameters
    ----------
    profile : Profile
        All segments; `z` is drawn, NaN leaves the cell empty.
    names : mapping of int to str, optional
        Names of the segments.

    Returns
    -------
    Figure
        One cell a segment and attribute; every cell prints its number.
    """
    attributes = ordered(profile)
    alt = _alt(profile, attributes, names)
    return Figure(
        name="heat-map",
        title="What sets the segments apart",
        caption=(
            "Each cell says how many standard deviations a segment's mean lies above (+, purple) or "
            "below (\N{MINUS SIGN}, orange) the average of all respondents."
        ),
        alt=alt,
        wide=_layout(profile, attributes, names, _WIDE, alt),
        narrow=_layout(profile, attributes, names, _NARROW, alt),
    )


def z_of(segment: SegmentProfile, name: str) -> float:
    """Return the standardised mean of one attribute."""
    return segment.attribute(name).z


def ordered(profile: Profile) -> list[str]:
    """Return the basis variables in the order of the rows."""
    first = profile.segments[0]
    names = [a.name for a in first.attributes if a.role is Role.BASIS]
    table = {name: [_number(z_of(s, name)) for s in profile.segments] for name in names}

    def lead(name: str) -> tuple[int, float]:
        scores = table[name]
        top = max(scores)
        others = [z for i, z in enumerate(scores) if i != scores.index(top)]
        mean = sum(others) / len(others) if others else 0.0
        return scores.index(top), mean - top

    if len(profile.segments) == 2:
        return sorted(names, key=lambda name: table[name][1] - table[name][0])
    return sorted(names, key=lead)


def _number(value: float) -> float:
    return value if math.isfinite(value) else 0.0


def _layout(
    profile: Profile, attributes: Sequence[str], names: Mapping[int, str] | None, size: _Measures, alt: str
) -> Spec:
    readable = readable_all(attributes)
    rows = [wrap(readable[name], size.label - 10, theme.BODY, 2) for name in attributes]
    left = (
        min(size.label, max((text_width(t, theme.BODY) for lines in rows for t in lines), default=0) + 14) + 6
    )
    most = max(1, int((size.total - left - 8) // size.least))
    blocks = math.ceil(len(profile.segments) / most)
    per = math.ceil(len(profile.segments) / blocks)
    cell = min(size.cell, (size.total - left - 8) / per)
    limit = max([1.0, *(abs(_number(z_of(s, a))) for s in profile.segments for a in attributes)])
    named = all(
        longest_piece(segment_name(s.segment, names), theme.BODY, bold=True) <= cell - 6
        for s in profile.segments
    )
    sheet, y = Sheet(), 0.0
    for start in range(0, len(profile.segments), per):
        part = profile.segments[start : start + per]
        y = _headers(sheet, part, names, cell, y, named=named)
        y = _cells(sheet, part, attributes, rows, (cell, size.row, limit), y) + 18
    y = _key(sheet, limit, -left + 8, y)
    if not named:
        y = _legend(sheet, profile, names, size.total - 16, -left + 8, y + 10)
    width = cell * per if size is _WIDE and named else size.total - left - 8
    width = max(width, 300 - left)
    frame = Frame(width, y, left, 8, 10, 6)
    return frame.spec([boxes(sheet.boxes, "cells"), *sheet.text_layers()], alt)


def _headers(
    sheet: Sheet,
    part: Sequence[SegmentProfile],
    names: Mapping[int, str] | None,
    cell: float,
    y: float,
    *,
    named: bool,
) -> float:
    def lines(s: SegmentProfile) -> tuple[str, ...]:
        if not named:
            return (str(s.segment),)
        return (*wrap(segment_name(s.segment, names), cell - 6, theme.BODY, 4, bold=True), f"({s.n:,})")

    texts = [lines(s) for s in part]
    tall = max(len(t) for t in texts)
    for column, (segment, text) in enumerate(zip(part, texts, strict=True)):
        colour = theme.segment_colour(segment.segment)
        for i, line in enumerate(text):
            # Headers stand on the cells: short ones start lower.
            at = y + LINE * (tall - len(text) + i + 0.5)
            sheet.text((column + 0.5) * cell, at, line, colour, align="center", bold=True)
    return y + LINE * tall + 5


def _cells(
    sheet: Sheet,
    part: Sequence[SegmentProfile],
    attributes: Sequence[str],
    labels: Sequence[tuple[str, ...]],
    sizes: tuple[float, float, float],
    y: float,
) -> float:
    cell, row, limit = sizes
    for name, lines in zip(attributes, labels, strict=True):
        for i, line in enumerate(lines):
            sheet.text(-8, y + row / 2 + 14 * (i - (len(lines) - 1) / 2), line, align="right")
        for column, segment in enumerate(part):
            z = z_of(segment, name)
            ground = theme.diverging(z, limit)
            sheet.box(column * cell + 1, y + 1, (column + 1) * cell - 1, y + row - 1, ground)
            ink = theme.ink_on(ground)
            sheet.text((column + 0.5) * cell, y + row / 2, signed(z), ink, align="center", size=_type(cell))
        y += row
    return y


def _type(cell: float) -> int:
    return theme.BODY if cell >= 40 else theme.SMALL


def _key(sheet: Sheet, limit: float, x: float, y: float) -> float:
    start = x + text_width("below average", theme.SMALL) + 8
    sheet.text(x, y + KEY / 2, "below average", theme.SOFT, size=theme.SMALL)
    steps = 9
    for i in range(steps):
        value = (2 * i / (steps - 1) - 1) * limit
        sheet.box(start + i * 12, y, start + i * 12 + 12, y + KEY, theme.diverging(value, limit))
    sheet.text(start + steps * 12 + 8, y + KEY / 2, "above average", theme.SOFT, size=theme.SMALL)
    return y + KEY + 4


def _legend(
    sheet: Sheet, profile: Profile, names: Mapping[int, str] | None, width: float, x: float, y: float
) -> float:
    labels = [
        shorten(segment_label(s.segment, names, s.n), width, theme.BODY, bold=True) for s in profile.segments
    ]
    widest = max(text_width(label, theme.BODY, bold=True) for label in labels) + 24
    columns = max(1, int(width // widest))
    deep = math.ceil(len(labels) / columns)
    for i, (segment, label) in enumerate(zip(profile.segments, labels, strict=True)):
        colour = theme.segment_colour(segment.segment)
        at = y + (LINE + 3) * (i % deep + 0.5)
        sheet.text(x + widest * (i // deep), at, label, colour, bold=True)
    return y + (LINE + 3) * deep


def _alt(profile: Profile, attributes: Sequence[str], names: Mapping[int, str] | None) -> str:
    readable = readable_all(attributes)
    k = len(profile.segments)
    start = f"Heat map of {len(attributes)} attributes in {k} segment{'s' * (k > 1)}, "
    start += "in standard deviations from the average. "
    parts = []
    for s in profile.segments:
        ranked = sorted(attributes, key=lambda name: _number(z_of(s, name)))
        ends = [
            f"{word} on {readable[name]} ({signed(z_of(s, name))})"
            for word, name in (("highest", ranked[-1]), ("lowest", ranked[0]))
        ]
        parts.append(f"{segment_label(s.segment, names, s.n)}: {', '.join(ends)}")
    return start + listed(parts, 480 - len(start)) + "."
