"""The chart on a persona's card: where its members stand, small enough for half a page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.labels import listed, shorten, text_width
from psychograph.charts.layers import Frame, Row, Sheet, area, dot, dots, frames, rules
from psychograph.charts.overview import on_scale
from psychograph.charts.profile_chart import everyone_else
from psychograph.labels import readable_all
from psychograph.language.language import Language
from psychograph.profiling.profile import AttributeProfile, Profile

MOST = 10  # lines of the chart: more cannot be read on half a page
WIDTH = 430  # px on page and paper
PITCH, HEAD = 23, 44  # px: distance of lines, and room above them
DOT, TICK, HALF = 11, 4, 7  # px: diameter of the dot, width and half the height of the hollow mark
LABEL, NUMBERS = 158, 84  # px: most room for a label, and room for two means


@dataclass(frozen=True)
class _Line:
    """One attribute: what is printed, and where the marks stand on -1 to 1 (NaN leaves no mark)."""

    label: str
    headline: bool
    own: float
    others: float
    mean: str
    others_mean: str


def card_chart(profile: Profile, segment: int, language: Language, name: str) -> Figure | None:
    """Draw one segment's means on its most salient attributes, each on its own answer scale.

    Parameters
    ----------
    profile : Profile
        All segments; the others give the mean of everyone else.
    segment : int
        The segment to draw.
    language : Language
        What words and numbers are written in.
    name : str
        The segment's name, for those who do not see the picture.

    Returns
    -------
    Figure or None
        At most ten attributes by salience, headline attributes in the segment's colour and bold type;
        None where no attribute has an answer scale.
    """
    drawn = profile.segment(segment)
    shown = [a for a in drawn.attributes if on_scale(a)]
    if not shown:
        return None
    ranked = sorted(shown, key=lambda a: (not a.headline, -_finite(a.salience), a.name))[:MOST]
    # Names are told apart among all attributes, so that card and report call each the same.
    labels = readable_all(a.name for a in drawn.attributes)
    lines = [_line(profile, segment, a, labels[a.name], language) for a in ranked]
    said = [
        language.say("card-chart-line", attribute=line.label, mean=line.mean, others=line.others_mean)
        for line in lines
    ]
    alt = language.say("card-chart-alt", name=name, lines=listed(said, 420))
    more = len(shown) - len(lines)
    caption = language.say("card-chart-caption")
    if more:
        caption += " " + language.say("card-chart-more", n=more)
    colour = theme.segment_colour(segment)
    return Figure(
        name=f"card-{segment}",
        title=name,
        caption=caption,
        alt=alt,
        wide=_spec(lines, colour, language, alt, WIDTH),
        narrow=_spec(lines, colour, language, alt, theme.NARROW - 20),
    )


def _line(
    profile: Profile, segment: int, attribute: AttributeProfile, label: str, language: Language
) -> _Line:
    position, mean = everyone_else(profile, segment, attribute.name)
    return _Line(
        label=label,
        headline=attribute.headline,
        own=_clipped(attribute.position),
        others=_clipped(position),
        mean=language.number(attribute.mean, 1, all_decimals=True),
        others_mean=language.number(mean, 1, all_decimals=True),
    )


def _finite(value: float) -> float:
    return value if math.isfinite(value) else 0.0


def _clipped(position: float) -> float:
    return max(-1.0, min(1.0, position)) if math.isfinite(position) else math.nan


def _spec(lines: Sequence[_Line], colour: str, language: Language, alt: str, width: float) -> Spec:
    labels = [shorten(line.label, LABEL, theme.BODY, bold=line.headline) for line in lines]
    left = max(text_width(label, theme.BODY, bold=True) for label in labels) + 14
    frame = Frame(width - left - NUMBERS, PITCH * len(lines) + 2, left, NUMBERS, HEAD, 6, x=(-1, 1))
    sheet, grid = Sheet(), Sheet()
    own: list[Row] = []
    others: list[Row] = []
    gaps: list[Row] = []
    mean_at, others_at = frame.x_of(frame.width + 40), frame.x_of(frame.width + 80)
    half = TICK / frame.width  # half the width of the mark, in values of the axis
    _key(sheet, own, others, frame, colour, language, (mean_at, others_at))
    for at, (line, label) in enumerate(zip(lines, labels, strict=True)):
        y = (at + 0.5) * PITCH
        ink = colour if line.headline else theme.INK
        paint = colour if line.headline else theme.MUTED
        grid.rule(-1, y, 1, y, theme.GRID)
        for x in (-1, 0, 1):
            grid.rule(x, y - PITCH / 2, x, y + PITCH / 2, theme.MUTED if x == 0 else theme.GRID)
        sheet.text(frame.x_of(-10), y, label, ink, align="right", bold=line.headline)
        sheet.text(mean_at, y, line.mean, ink, align="right", bold=line.headline)
        sheet.text(others_at, y, line.others_mean, theme.SOFT, align="right")
        own.append(dot(line.own, y, paint))
        if not math.isnan(line.others):
            others.append(area(line.others - half, y - HALF, line.others + half, y + HALF, theme.SOFT))
            gaps.append(area(line.others, y, line.own, y, theme.mix(paint, theme.PAPER, 0.55)))
    return frame.spec(
        [
            rules(grid.rules, "scales"),
            rules(gaps, "gaps", thickness=3),
            frames(others, "everyone-else"),
            dots(own, "segment", diameter=DOT),
            *sheet.text_layers(),
        ],
        alt,
    )


def _key(
    sheet: Sheet,
    own: list[Row],
    others: list[Row],
    frame: Frame,
    colour: str,
    language: Language,
    columns: tuple[float, float],
) -> None:
    """Add the ends of the scales, the heads of the columns and what the two marks mean."""
    for x, key, align in ((-1, "card-chart-low", "left"), (1, "card-chart-high", "right")):
        sheet.text(x, -10, language.say(key), theme.SOFT, align=align, size=theme.SMALL)
    y, half = -32, TICK / frame.width
    sheet.text(columns[0], -10, language.say("card-chart-mean"), theme.SOFT, align="right", size=theme.SMALL)
    sheet.text(
        columns[1], -10, language.say("card-chart-others-mean"), theme.SOFT, align="right", size=theme.SMALL
    )
    start = 8 - frame.left
    own.append(dot(frame.x_of(start), y, colour))
    words = language.say("card-chart-members")
    sheet.text(frame.x_of(start + 12), y, words, colour, bold=True)
    start += 12 + text_width(words, theme.BODY, bold=True) + 28
    middle = frame.x_of(start)
    others.append(area(middle - half, y - HALF, middle + half, y + HALF, theme.SOFT))
    sheet.text(frame.x_of(start + 12), y, language.say("card-chart-everyone-else"), theme.SOFT)
