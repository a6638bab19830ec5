"""The criteria of a sweep: one small panel a criterion, one line a method, by number of segments."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.labels import listed, text_width
from psychograph.charts.layers import Frame, Row, Sheet, area, dot, dots, rules
from psychograph.segmentation.choosing.candidate import Candidate
from psychograph.segmentation.choosing.sweep import Sweep

#: Lines of methods are told apart by dashes as well as by colour.
DASHES: tuple[tuple[int, ...], ...] = ((), (6, 3), (2, 2), (9, 3, 2, 3), (1, 3), (12, 4), (4, 1), (3, 6))
LINE, TITLE, AXIS = 16, 20, 20  # px: a line of the key, the title of a panel, the numbers below it


@dataclass(frozen=True)
class Panel:
    """One criterion: its title, and where its figure stands on a candidate."""

    title: str
    figure: Callable[[Candidate], float]


#: In the order in which an analyst reads them.
PANELS = (
    Panel("Stability, higher is better", lambda one: one.stability.mean),
    Panel("Least stable segment, higher is better", lambda one: one.stability.weakest),
    Panel("Silhouette, higher is better", lambda one: one.criteria.silhouette),
    Panel("Calinski-Harabasz, higher is better", lambda one: one.criteria.calinski_harabasz),
    Panel("Davies-Bouldin, lower is better", lambda one: one.criteria.davies_bouldin),
    Panel("Share of variance explained", lambda one: one.criteria.between_share),
    Panel("Gap statistic, higher is better", lambda one: one.criteria.gap),
    Panel("Prediction strength, above 0.8 strong", lambda one: one.criteria.prediction_strength),
    Panel("Inertia left by a cut, lower is better", lambda one: one.criteria.inertia_ratio),
    Panel("BIC, lower is better", lambda one: one.criteria.bic),
    Panel("ICL, lower is better", lambda one: one.criteria.icl),
)


@dataclass(frozen=True)
class _Measures:
    """Sizes of one layout in px."""

    total: int
    across: int  # panels beside each other
    panel: int  # height of a plot
    gap: int


_WIDE = _Measures(total=theme.WIDE, across=3, panel=120, gap=56)
_NARROW = _Measures(total=theme.NARROW, across=1, panel=110, gap=0)
LEFT = 50  # px for the numbers beside a panel


def criteria_chart(sweep: Sweep) -> Figure:
    """Draw every criterion by number of segments, one line a method.

    Parameters
    ----------
    sweep : Sweep
        Candidates; criteria that none of them has are left out.

    Returns
    -------
    Figure
        Each panel has its own scale: only the shapes of lines can be compared between panels.
    """
    shown = [panel for panel in PANELS if any(math.isfinite(panel.figure(one)) for one in sweep.candidates)]
    alt = _alt(sweep)
    return Figure(
        name="criteria",
        title="What the criteria say",
        caption=(
            "Each panel shows one criterion by number of segments, one line a method. Look for a number at "
            "which several panels turn; where lines only rise or fall, a criterion has nothing to say."
        ),
        alt=alt,
        wide=_layout(sweep, shown, _WIDE, alt),
        narrow=_layout(sweep, shown, _NARROW, alt),
    )


def method_colour(sweep: Sweep, method: str) -> str:
    """Return the colour of a method's line."""
    return theme.segment_colour(sweep.methods.index(method) + 1)


def _layout(sweep: Sweep, shown: Sequence[Panel], size: _Measures, alt: str) -> Spec:
    sheet = Sheet()
    lines: list[list[Row]] = [[] for _ in sweep.methods]
    points: list[Row] = []
    wide = (size.total - 16 - size.across * LEFT - (size.across - 1) * (size.gap - LEFT)) / size.across
    y = _key(sheet, lines, sweep, size.total - 16)
    tall = TITLE + size.panel + AXIS + 18
    for at, panel in enumerate(shown):
        x = LEFT + (at % size.across) * (wide + size.gap)
        top = y + (at // size.across) * tall
        _panel(sheet, lines, points, sweep, panel, (x, top, wide, size.panel))
    height = y + math.ceil(len(shown) / size.across) * tall
    frame = Frame(size.total - 16, height, 8, 8, 8, 6)
    layers = [rules(sheet.rules, "grid")]
    layers += [
        rules(rows, f"line-{at}", thickness=2, dash=DASHES[at % len(DASHES)]) for at, rows in enumerate(lines)
    ]
    return frame.spec([*layers, dots(points, diameter=7), *sheet.text_layers()], alt)


def _key(sheet: Sheet, lines: Sequence[list[Row]], sweep: Sweep, room: float) -> float:
    x, y = 0.0, 0.0
    for at, across in enumerate(sweep.across):
        wide = 40 + text_width(across.title, theme.BODY) + 16
        if x and x + wide > room:
            x, y = 0.0, y + LINE
        lines[at].append(area(x, y + LINE / 2, x + 32, y + LINE / 2, theme.segment_colour(at + 1)))
        sheet.text(x + 38, y + LINE / 2, across.title)
        x += wide
    return y + LINE + 12


def _panel(
    sheet: Sheet,
    lines: Sequence[list[Row]],
    points: list[Row],
    sweep: Sweep,
    panel: Panel,
    place: tuple[float, float, float, float],
) -> None:
    x, y, wide, tall = place
    sheet.text(x - LEFT + 8, y + TITLE / 2, panel.title, bold=True)
    top, ks = y + TITLE + 6, sweep.ks
    figures = [panel.figure(one) for one in sweep.candidates if math.isfinite(panel.figure(one))]
    low, high = min(figures), max(figures)
    if high - low < 1e-9:
        low, high = low - 0.5, high + 0.5
    across = wide / max(len(ks) - 1, 1)

    def at(one: Candidate) -> tuple[float, float]:
        share = (panel.figure(one) - low) / (high - low)
        return x + ks.index(one.k) * across, top + (1 - share) * (tall - 12) + 6

    for edge, value in ((top + 6, high), (top + tall - 6, low)):
        sheet.rule(x - 4, edge, x + wide, edge, theme.GRID)
        sheet.text(x - 8, edge, _short(value, high - low), theme.SOFT, align="right", size=theme.SMALL)
    for place_of_k, k in enumerate(ks):
        where = x + place_of_k * across
        sheet.text(where, top + tall + 10, str(k), theme.SOFT, align="center", size=theme.SMALL)
    for number, method in enumerate(sweep.methods):
        colour = theme.segment_colour(number + 1)
        known = [one for one in sweep.of(method) if math.isfinite(panel.figure(one))]
        for one, other in pairwise(known):
            lines[number].append(area(*at(one), *at(other), colour))
        points.extend(dot(*at(one), colour) for one in known)


def _short(value: float, span: float) -> str:
    """Return a number with as many digits as tell the ends of a scale apart."""
    if abs(value) >= 10_000:
        return f"{value / 1000:,.1f}k"
    digits = 0 if span >= 20 else 1 if span >= 2 else 2
    return f"{value:,.{digits}f}".replace("-", "\N{MINUS SIGN}")


def _alt(sweep: Sweep) -> str:
    start = (
        f"Lines of criteria for {len(sweep.methods)} method{'s' * (len(sweep.methods) > 1)}, "
        f"{sweep.ks[0]} to {sweep.ks[-1]} segments. Stability: "
    )
    parts = []
    for across in sweep.across:
        best = max(sweep.of(across.method), key=lambda one: one.stability.mean)
        parts.append(f"{across.title} is most stable with {best.k} segments ({best.stability.mean:.2f})")
    return start + listed(parts, 480 - len(start)) + "."
