"""The target matrix: how attractive personas are, and how well the user stands with them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.labels import listed, segment_name, shorten, text_width
from psychograph.charts.layers import Frame, Row, Sheet, circles, dot, dots, rules
from psychograph.language.language import Language
from psychograph.strategy.targets import TargetRanking, TargetRole, TargetScore

TOP = 10.0  # of both ratings
MIDDLE = 5.0
AROUND = 0.9  # of the scale, left free around it for discs at its ends
LARGEST, SMALLEST = 54.0, 20.0  # px, diameters of discs
DOT = 14
APART = 15.0  # px between two numbers, so that neither covers the other
KEY_ROW, BAR_ROW, PHONE_ROW = 40, 40, 64  # px


def target_matrix(ranking: TargetRanking, names: Mapping[int, str], language: Language) -> Figure:
    """Draw personas as targets.

    Parameters
    ----------
    ranking : TargetRanking
        Personas rated; at least one.
    names : mapping of int to str
        Names of the personas, in plural, by segment.
    language : Language
        What words are written in.

    Returns
    -------
    Figure
        Attractiveness against the user's position, discs by size (or by size times spending), where the user
        rated the position with every persona; else one axis, a row a persona, the most attractive first.
    """
    drawn = _Words(ranking, names, language)
    alt = drawn.alt()
    draw = _matrix if ranking.two_axes else _ranked
    return Figure(
        name="target",
        title=language.say("target-matrix-title"),
        caption=drawn.caption(),
        alt=alt,
        wide=draw(drawn, alt, narrow=False),
        narrow=draw(drawn, alt, narrow=True),
    )


class _Words:
    """What the picture says, in the language of the study."""

    def __init__(self, ranking: TargetRanking, names: Mapping[int, str], language: Language) -> None:
        self.ranking, self.language, self._names = ranking, language, names
        self.scores = sorted(
            ranking.scores, key=lambda s: (-round(s.attractiveness, 9), names.get(s.segment, ""), s.segment)
        )

    def name(self, score: TargetScore) -> str:
        return segment_name(score.segment, self._names)

    def role(self, score: TargetScore) -> str:
        return self.language.say(f"target-role-{score.role.key}")

    def figure(self, value: float) -> str:
        return self.language.number(value, 1, all_decimals=True)

    def end(self, key: str) -> str:
        return self.language.say(f"target-matrix-{key}")

    def caption(self) -> str:
        if not self.ranking.two_axes:
            return self.end("caption-one")
        by_value = any(score.spending is not None for score in self.scores)
        return self.end("caption-value" if by_value else "caption-size")

    def alt(self) -> str:
        two = self.ranking.two_axes
        start = self.language.say(f"target-matrix-alt{'' if two else '-one'}", count=len(self.scores))
        parts = [self._part(score, two=two) for score in self.scores]
        return f"{start} {listed(parts, 480 - len(start))}."

    def _part(self, score: TargetScore, *, two: bool) -> str:
        given = {
            "name": self.name(score),
            "attractiveness": self.figure(score.attractiveness),
            "role": self.role(score),
        }
        if two and score.competitiveness is not None:
            position = self.figure(score.competitiveness)
            return self.language.say("target-matrix-alt-part", position=position, **given)
        return self.language.say("target-matrix-alt-part-one", **given)


def _matrix(drawn: _Words, alt: str, *, narrow: bool) -> Spec:
    """Draw both axes; a number on every disc, and a key that says who that is."""
    keys = len(drawn.scores)
    scale = (-AROUND, TOP + AROUND)
    if narrow:
        width, left, right, side = float(theme.NARROW - 44 - 10), 44, 10, float(theme.NARROW - 44 - 10)
        frame = Frame(width, width, left, right, 30, 56 + KEY_ROW * keys, scale, scale)
    else:
        side = 330.0
        height = max(400.0, KEY_ROW * keys + 20)
        frame = Frame(460.0, height, 60, 360, 30, 44, scale, scale)
    sheet, lines = Sheet(), Sheet()
    _axes(sheet, lines, frame, drawn)
    x, top = (0.0, frame.height + 58) if narrow else (frame.width + 28, 14.0)
    for at, score in enumerate(drawn.scores):
        _key(sheet, frame, score, drawn, x, top + KEY_ROW * at, side)
    numbers = Sheet()
    for score, (px, py) in zip(drawn.scores, _numbers(drawn.scores, frame), strict=True):
        numbers.text(
            frame.x_of(px),
            frame.y_of(py),
            str(score.segment),
            theme.INK,
            align="center",
            size=theme.BODY,
            bold=True,
        )
    discs = [_disc(score, drawn.scores) for score in sorted(drawn.scores, key=lambda s: -s.value)]
    rings = [_ring(row) for row, score in _with_scores(discs, drawn) if score.role is TargetRole.PRIMARY]
    return frame.spec(
        [
            rules(lines.rules, "grid"),
            circles(discs, "discs", opacity=0.3),
            circles(discs, "outlines", hollow=True),
            circles(rings, "target", hollow=True),
            *sheet.text_layers(),
            *({**layer, "name": f"numbers-{layer['name']}"} for layer in numbers.text_layers()),
        ],
        alt,
    )


def _with_scores(discs: Sequence[Row], drawn: _Words) -> list[tuple[Row, TargetScore]]:
    return list(zip(discs, sorted(drawn.scores, key=lambda s: -s.value), strict=True))


def _axes(sheet: Sheet, lines: Sheet, frame: Frame, drawn: _Words) -> None:
    """Draw the middles, the ends of the scales, and say what grows towards them."""
    low, high = -AROUND, TOP + AROUND
    for value, colour in ((0.0, theme.GRID), (MIDDLE, theme.MUTED), (TOP, theme.GRID)):
        lines.rule(value, low, value, high, colour)
        lines.rule(low, value, high, value, colour)
        sheet.text(
            value, frame.y_of(frame.height + 14), f"{value:g}", theme.SOFT, align="center", size=theme.SMALL
        )
        sheet.text(frame.x_of(-10), value, f"{value:g}", theme.SOFT, align="right", size=theme.SMALL)
    below, above = frame.y_of(frame.height + 32), frame.y_of(-14)
    left, right = f"\N{LEFTWARDS ARROW} {drawn.end('x-low')}", f"{drawn.end('x-high')} \N{RIGHTWARDS ARROW}"
    sheet.text(low, below, left, theme.SOFT, size=theme.SMALL)
    sheet.text(high, below, right, theme.SOFT, align="right", size=theme.SMALL)
    up = f"\N{UPWARDS ARROW} {drawn.end('y-high')}"
    sheet.text(frame.x_of(-30), above, up, theme.SOFT, size=theme.SMALL)


def _key(
    sheet: Sheet, frame: Frame, score: TargetScore, drawn: _Words, x: float, y: float, room: float
) -> None:
    colour = theme.segment_colour(score.segment)
    name = shorten(drawn.name(score), room, theme.BODY, bold=True)
    sheet.text(frame.x_of(x), frame.y_of(y), name, colour, bold=True)
    figures = drawn.language.say(
        "target-matrix-key",
        role=drawn.role(score),
        attractiveness=drawn.figure(score.attractiveness),
        position=drawn.figure(score.competitiveness or 0.0),
    )
    said = shorten(figures, room, theme.SMALL)
    sheet.text(frame.x_of(x), frame.y_of(y + 16), said, theme.SOFT, size=theme.SMALL)


def _disc(score: TargetScore, scores: Sequence[TargetScore]) -> Row:
    """Return a disc whose area grows with what the persona is worth."""
    most = max(1e-9, *(other.value for other in scores))
    diameter = max(SMALLEST, LARGEST * math.sqrt(max(score.value, 0.0) / most))
    place = dot(score.competitiveness or 0.0, score.attractiveness, theme.segment_colour(score.segment))
    return {**place, "size": round(diameter**2, 2)}


def _ring(row: Row) -> Row:
    """Return a second outline around a disc."""
    return {**row, "colour": theme.INK, "size": round((math.sqrt(float(row["size"])) + 8) ** 2, 2)}


def _numbers(scores: Sequence[TargetScore], frame: Frame) -> list[tuple[float, float]]:
    """Return where numbers stand, in px: in the middle of their disc, or beside it where discs meet."""
    per_x = frame.width / (TOP + 2 * AROUND)
    per_y = frame.height / (TOP + 2 * AROUND)
    wanted = [
        (((s.competitiveness or 0.0) + AROUND) * per_x, (TOP + AROUND - s.attractiveness) * per_y)
        for s in scores
    ]
    placed: list[tuple[float, float]] = []
    for x, y in wanted:
        spots = [(x, y)] + [
            (x + ring * APART * math.cos(turn), y + ring * APART * math.sin(turn))
            for ring in (1, 2, 3)
            for turn in (0.0, math.pi, math.pi / 2, -math.pi / 2)
        ]
        free = (spot for spot in spots if all(math.dist(spot, other) >= APART - 0.5 for other in placed))
        placed.append(next(free, (x, y)))
    return placed


def _ranked(drawn: _Words, alt: str, *, narrow: bool) -> Spec:
    """Draw one axis: a row a persona, the most attractive first."""
    rows = len(drawn.scores)
    if narrow:
        frame = Frame(float(theme.NARROW - 16 - 40), float(PHONE_ROW * rows), 16, 40, 8, 40, (0, TOP))
    else:
        longest = max(text_width(drawn.name(s), theme.BODY, bold=True) for s in drawn.scores)
        left = int(min(300.0, max(140.0, longest + 24)))
        frame = Frame(float(theme.WIDE - left - 70), float(BAR_ROW * rows), left, 70, 8, 40, (0, TOP))
    sheet, lines, stems = Sheet(), Sheet(), Sheet()
    marks, rings = [], []
    for value in (0.0, MIDDLE, TOP):
        lines.rule(value, 0, value, frame.height, theme.MUTED if value == MIDDLE else theme.GRID)
        sheet.text(value, frame.height + 14, f"{value:g}", theme.SOFT, align="center", size=theme.SMALL)
    sheet.text(
        0, frame.height + 30, f"\N{LEFTWARDS ARROW} {drawn.end('y-low')}", theme.SOFT, size=theme.SMALL
    )
    more = f"{drawn.end('y-high')} \N{RIGHTWARDS ARROW}"
    sheet.text(TOP, frame.height + 30, more, theme.SOFT, align="right", size=theme.SMALL)
    for at, score in enumerate(drawn.scores):
        y = (PHONE_ROW * at + 44.0) if narrow else (BAR_ROW * (at + 0.5))
        colour = theme.segment_colour(score.segment)
        stems.rule(0, y, score.attractiveness, y, theme.mix(colour, theme.PAPER, 0.5))
        mark = dot(score.attractiveness, y, colour)
        marks.append(mark)
        if score.role is TargetRole.PRIMARY:
            rings.append({**mark, "colour": theme.INK, "size": float((DOT + 8) ** 2)})
        _row_label(sheet, frame, score, drawn, y, narrow=narrow)
        figure_x = frame.x_of(min(score.attractiveness / TOP * frame.width + 16, frame.width + 12))
        sheet.text(figure_x, y, drawn.figure(score.attractiveness), bold=True)
    return frame.spec(
        [
            rules(lines.rules, "grid"),
            rules(stems.rules, "stems", thickness=3),
            dots(marks, "dots", diameter=DOT),
            circles(rings, "target", hollow=True),
            *sheet.text_layers(),
        ],
        alt,
    )


def _row_label(
    sheet: Sheet, frame: Frame, score: TargetScore, drawn: _Words, y: float, *, narrow: bool
) -> None:
    colour, role = theme.segment_colour(score.segment), drawn.role(score)
    if narrow:
        name = shorten(drawn.name(score), frame.width + frame.right, theme.BODY, bold=True)
        sheet.text(0, y - 30, name, colour, bold=True)
        sheet.text(0, y - 15, role, theme.SOFT, size=theme.SMALL)
        return
    at = frame.x_of(-14)
    name = shorten(drawn.name(score), frame.left - 22, theme.BODY, bold=True)
    sheet.text(at, y - 7, name, colour, align="right", bold=True)
    sheet.text(at, y + 9, role, theme.SOFT, align="right", size=theme.SMALL)
