"""How large a card's type may be so that the card prints on one sheet, A4 or Letter.

Pages carry no scripts, so nothing can measure itself: lines are counted beforehand, on the safe side, by
the widths of Helvetica and a reserve for wider types.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from psychograph.charts.labels import text_width

if TYPE_CHECKING:
    from psychograph.reports.view.brief_page import BriefView
    from psychograph.reports.view.cards import Card, Matter
    from psychograph.reports.view.members import Said

WIDTH, HEIGHT = 648.0, 868.0  # px inside a card: the narrower of both sheets, the shorter of both
WIDER = 1.12  # DejaVu Sans, the widest type that stands in for the system's own
PX = 4 / 3  # px of a point
LARGEST, SMALLEST, STEP = 8.8, 6.0, 0.2  # pt
# Lines of a matter, and the smallest type before fewer lines are better than smaller type.
CANDIDATES = ((4, 7.6), (3, 7.0), (2, SMALLEST))
LEFT = 333.0  # px of the column with the chart
CHART = 280.0  # px, the most that the chart may be high
SHEET, HEADINGS = (
    915.0,
    330.0,
)  # px that a brief's first sheet may be high; of them headings and the room between
# What may move from under the story to under the chart.
ARRANGEMENTS: tuple[tuple[str, ...], ...] = ((), ("who",), ("reasons",), ("reasons", "who"))


def sizes(floor: float) -> Iterator[float]:
    """Yield type sizes in pt, the largest first."""
    for step in range(round((LARGEST - floor) / STEP) + 1):
        yield round(LARGEST - step * STEP, 1)


def fits(card: Card, size: float) -> bool:
    """Return whether a card fits one sheet in a type of so many pt."""
    return _height(card, size * PX) <= HEIGHT


def under_chart(card: Card, size: float) -> tuple[str, ...]:
    """Return which blocks stand better under the chart than under the story: of "reasons" and "who"."""
    return min(ARRANGEMENTS, key=lambda blocks: max(_columns(card, size * PX, blocks)))


def _columns(card: Card, em: float, under: tuple[str, ...]) -> tuple[float, float]:
    left, right = _left(card, em), _story(card, em)
    for block, height in (("reasons", _reasons), ("who", _who)):
        if block in under:
            left += height(card, em, LEFT)
        else:
            right += height(card, em, WIDTH - LEFT - 15)
    return left, right


def _height(card: Card, em: float) -> float:
    return (
        _head(card, em)
        + max(_matter(matter, em, (WIDTH - 51) / 4) for matter in card.todo)
        + min(max(_columns(card, em, blocks)) for blocks in ARRANGEMENTS)
        + _rings(card, em)
        + _facts(card, em)
        + 72  # px: rules and the room between parts
    )


def _lines(text: str, width: float, em: float, *, bold: bool = False) -> int:
    if not text:
        return 0
    room = text_width(text, em, bold=bold) * WIDER / width
    return max(1, math.ceil(room + (0.3 if room > 1 else 0)))


def _marked(texts: Iterable[tuple[str, int]]) -> str:
    """Return sentences as one text, with room for their footnote marks."""
    return " ".join(text + " x" * (2 * marks) for text, marks in texts)


def _head(card: Card, em: float) -> float:
    persona = card.persona
    room = WIDTH - 78 - 9.5 * em
    name = _lines(persona.plural, room, 2 * em, bold=True) * 2.3 * em
    said = _marked([(persona.one_line.text, len(persona.one_line.statements))])
    caution = (_lines(persona.caution, WIDTH - 20, em) * 1.36 * em + 20) if persona.caution else 0
    told = name + 1.4 * em + _lines(said, room, 1.25 * em) * 1.25 * 1.35 * em
    return max(told, 5.5 * em) + caution


def _matter(matter: Matter, em: float, width: float) -> float:
    lines = [f"{line.text} A {', '.join(line.rules)}" for line in matter.lines] or [matter.nothing]
    first = _lines(lines[0], width, 1.2 * em, bold=True) * 1.2 * 1.25 * em + 0.3 * em
    more = 1.4 * em if matter.more else 0
    return 1.5 * em + more + first + sum(_lines(line, width, em) * 1.3 * em + 0.15 * em for line in lines[1:])


def _left(card: Card, em: float) -> float:
    height = 1.5 * em
    row = 0.0
    for headline in card.headlines:
        level = headline.level if card.drawing else f"{headline.level} 4.44 others 2.00"
        width = 12 + WIDER * max(text_width(headline.label, em), text_width(level, em, bold=True))
        if not row or row + width > LEFT:
            height += 2.9 * em * _lines(headline.label, LEFT, em)
            row = 0.0
        row += width + 1.1 * em
    if card.drawing is not None:
        wide, high = card.drawing.size
        height += min(CHART, high * min(1.0, LEFT / wide)) + 2.4 * em
    return height + _said(card.answers, em, LEFT)


def _story(card: Card, em: float) -> float:
    story = _marked([(s.text, len(s.statements)) for s in card.persona.narrative])
    return 2 * em + _lines(story, WIDTH - LEFT - 15, em) * 1.36 * em


def _reasons(card: Card, em: float, width: float) -> float:
    height = 0.0
    for matter in card.reasons:
        told = " x ".join(f"{line.text} A {', '.join(line.rules)}" for line in matter.lines)
        height += 1.9 * em + _lines(told, width, em) * 1.36 * em
    return height


def _who(card: Card, em: float, width: float) -> float:
    demographics = _marked([(s.text, len(s.statements)) for s in card.persona.demographics])
    return _said(card.who, em, width) + _lines(demographics, width, em) * 1.36 * em + 1.5 * em


def _said(items: Iterable[Said], em: float, width: float) -> float:
    texts = [f"{item.label}: {item.text}" for item in items]
    lines = sum(_lines(text, width, em) for text in texts)
    return lines * 1.4 * em + (1.9 * em if texts else 0)


def _rings(card: Card, em: float) -> float:
    width, small = (WIDTH - 50) / 5, 0.9 * em
    tallest = 0.0
    for view in card.rings:
        told = _marked([(f"{view.text} {view.ask}", len(view.ring.statements))])
        lines = _lines(view.title, width, small, bold=True) + _lines(told, width, small)
        tallest = max(tallest, lines * 1.3 * small)
    return 1.5 * em + tallest


def _facts(card: Card, em: float) -> float:
    small, room = 0.9 * em, WIDTH - 9 * em
    spread = _marked([(s.text, len(s.statements)) for s in card.spread])
    lines = [max(1, _lines(text, room, small)) for text in (spread, card.not_known, card.source) if text]
    foot = _lines(card.foot, WIDTH, 0.85 * em) * 1.3 * 0.85 * em
    return sum(lines) * 1.3 * small + 5 * len(lines) + foot


def brief_zoom(view: BriefView) -> float:
    """Return how much smaller the first sheet of a brief is printed so that it stays one sheet, 0.6 to 1."""
    zooms = (round(1 - 0.02 * step, 2) for step in range(21))
    return next((zoom for zoom in zooms if _sheet(view, zoom) * zoom <= SHEET), 0.6)


def _sheet(view: BriefView, zoom: float) -> float:
    """Return the height in px of a brief's first sheet on a page that is wider by the zoom."""
    brief, plan = view.brief, view.brief.plan
    width = WIDTH / zoom
    column = (width - 34) / 3.65

    def part(text: str, room: float, em: float, line: float) -> float:
        return _lines(text, room, em) * line

    before = sum(part(sentence, width - 40, 10.7, 15) for sentence in brief.before_start)
    return (
        HEADINGS
        + _lines(brief.persona, width, 17 * PX, bold=True) * 26
        + sum(part(getattr(brief.summary, key), width - 46, 14, 19) for key in ("get", "who", "to", "by"))
        + max(
            part(brief.insight.text, 1.4 * column, 11.5, 16),
            part(brief.proposition.text, 1.1 * column, 11.5, 16),
            part(brief.theme.text, 1.15 * column, 19, 23) + 20,
        )
        + sum(part(f"{m.text} needs evidence", width, 12.5, 21) for m in view.messages)
        + max(
            (
                sum(part(line.text + " measured", (width - 45) / 4, 11, 15) for line in stage.first)
                for stage in view.stages
            ),
            default=0.0,
        )
        + (max(part(t, width / 2 - 12, 10.7, 14.5) for t in (plan.question, plan.wrong_if)) if plan else 0)
        + before
    )
