"""How far methods agree: one block for two methods, one cell for two numbers of segments."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.labels import listed, shorten
from psychograph.charts.layers import Frame, Sheet, boxes
from psychograph.segmentation.choosing.candidate import Candidate
from psychograph.segmentation.choosing.sweep import Across, Sweep

FULL = "#0a4b78"  # the ground of full agreement
LINE, SIDE = 16, 34  # px
MOST_CELL = 44


@dataclass(frozen=True)
class _Measures:
    """Sizes of one layout in px."""

    total: int
    across: int  # blocks beside each other


_WIDE, _NARROW = _Measures(theme.WIDE, 2), _Measures(theme.NARROW, 1)


def agreement_chart(sweep: Sweep) -> Figure | None:
    """Draw how far the segments of every two methods agree.

    Parameters
    ----------
    sweep : Sweep
        Candidates.

    Returns
    -------
    Figure or None
        A heat map of adjusted Rand indices; None for a single method.
    """
    pairs = list(combinations(sweep.across, 2))
    if not pairs:
        return None
    alt = _alt(sweep, pairs)
    return Figure(
        name="agreement",
        title="How far methods agree",
        caption=(
            "Each cell compares the segments of two methods: 1 is the same segments, about 0 is chance. Dark "
            "cells on the diagonal say that a number of segments does not depend on the method."
        ),
        alt=alt,
        wide=_layout(sweep, pairs, _WIDE, alt),
        narrow=_layout(sweep, pairs, _NARROW, alt),
    )


def _layout(sweep: Sweep, pairs: Sequence[tuple[Across, Across]], size: _Measures, alt: str) -> Spec:
    beside = min(size.across, len(pairs))
    room = (size.total - 16) / size.across
    cell = min(MOST_CELL, (room - SIDE - 12) / len(sweep.ks))
    tall = 3 * LINE + len(sweep.ks) * cell + 18
    sheet = Sheet()
    for at, pair in enumerate(pairs):
        _block(sheet, sweep, pair, (at % beside * room, at // beside * tall), (room, cell))
    width = size.total - 16 if beside > 1 else max(room, 300)
    frame = Frame(width, math.ceil(len(pairs) / beside) * tall, 8, 8, 8, 6)
    return frame.spec([boxes(sheet.boxes, "cells"), *sheet.text_layers()], alt)


def _block(
    sheet: Sheet,
    sweep: Sweep,
    pair: tuple[Across, Across],
    place: tuple[float, float],
    sizes: tuple[float, float],
) -> None:
    (x, y), (room, cell) = place, sizes
    down, along = (sweep.of(across.method) for across in pair)
    sheet.text(
        x, y + LINE / 2, shorten(f"{pair[0].title}, down", room - 12, theme.BODY, bold=True), bold=True
    )
    text = shorten(f"{pair[1].title}, along", room - 12, theme.BODY, bold=True)
    sheet.text(x, y + 1.5 * LINE, text, bold=True)
    for column, other in enumerate(along):
        middle = x + SIDE + (column + 0.5) * cell
        sheet.text(middle, y + 2.5 * LINE, str(other.k), theme.SOFT, align="center", size=theme.SMALL)
    for row, one in enumerate(down):
        top = y + 3 * LINE + row * cell
        sheet.text(x + SIDE - 8, top + cell / 2, str(one.k), theme.SOFT, align="right", size=theme.SMALL)
        for column, other in enumerate(along):
            _cell(sheet, sweep.agreement_of(one, other), x + SIDE + column * cell, top, cell)


def _cell(sheet: Sheet, agreement: float, x: float, y: float, cell: float) -> None:
    ground = theme.mix(theme.PAPER, FULL, min(max(agreement, 0.0), 1.0))
    sheet.box(x + 0.5, y + 0.5, x + cell - 0.5, y + cell - 0.5, ground)
    if cell >= 26:
        text = f"{max(agreement, 0.0):.2f}".removeprefix("0") if agreement < 0.995 else "1"
        ink = theme.ink_on(ground)
        sheet.text(x + cell / 2, y + cell / 2, text, ink, align="center", size=theme.SMALL)


def _alt(sweep: Sweep, pairs: Sequence[tuple[Across, Across]]) -> str:
    start = "Heat map of the agreement between methods, for the same number of segments. "
    parts = []
    for one, other in pairs:
        same = list(zip(sweep.of(one.method), sweep.of(other.method), strict=True))
        best = max(same, key=lambda both: _of(sweep, both))
        worst = min(same, key=lambda both: _of(sweep, both))
        parts.append(
            f"{one.title} and {other.title}: {_of(sweep, best):.2f} at most, with {best[0].k} segments, and "
            f"{_of(sweep, worst):.2f} at least, with {worst[0].k}"
        )
    return start + listed(parts, 480 - len(start)) + "."


def _of(sweep: Sweep, both: tuple[Candidate, Candidate]) -> float:
    return sweep.agreement_of(*both)
