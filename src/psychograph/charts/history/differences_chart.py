"""Every question that was put to the data: how large the difference is, and whether it is called one."""

from __future__ import annotations

import math
from collections.abc import Sequence

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.history.columns import scale_of
from psychograph.charts.labels import listed, shorten, text_width
from psychograph.charts.layers import Frame, Row, Sheet, dot, dots, hollow_dots, rules
from psychograph.history.measures.difference import Difference
from psychograph.labels import readable

PITCH = 28
CALLED, NOT = "#0b3f6b", "#8b949e"
MOST = 40


def differences_chart(differences: Sequence[Difference]) -> Figure | None:
    """Draw the effect of every difference that could be asked, the largest called ones first.

    Parameters
    ----------
    differences : sequence of Difference
        Those without an effect are left out; at most forty are drawn.

    Returns
    -------
    Figure or None
        None where nothing could be asked.
    """
    asked = [one for one in differences if math.isfinite(one.effect) and one.q is not None]
    if not asked:
        return None
    shown = sorted(asked, key=lambda one: (not one.real, -one.effect))[:MOST]
    called = [one for one in shown if one.real]
    told = [f"{label(one)} {one.effect:.2f}" for one in called]
    start = (
        f"Sizes of {len(asked)} differences, of which {sum(one.real for one in asked)} are more than chance"
    )
    alt = f"{start}: {listed(told, 470 - len(start))}." if told else f"{start}."
    return Figure(
        name="differences",
        title="How large the differences are",
        caption="Each row is a question put to the data; 0 is no difference at all, 1 the largest there can "
        "be. Filled dots are more than chance, hollow ones could be chance. A difference can be certain and "
        "still too small to matter.",
        alt=alt,
        wide=_layout(shown, theme.WIDE, alt),
        narrow=_layout(shown, theme.NARROW, alt),
    )


def label(one: Difference) -> str:
    """Return what a difference is about.

    Examples
    --------
    >>> label(Difference("age_group", "repeat buying", "", None, None, 0.0, "", ""))
    'Repeat buying by age group'
    """
    return f"{readable(one.what)} by {readable(one.by).lower()}"


def size_word(one: Difference) -> str:
    """Return how large a difference is, in a word.

    Eta squared is cut at .01, .06 and .14, Cramer's V at .1, .3 and .5 (Cohen 1988, Statistical Power
    Analysis for the Behavioral Sciences, chapters 7 and 8).

    Examples
    --------
    >>> size_word(Difference("country", "value", "", 0.01, 0.01, 0.05, "eta squared of ranks", ""))
    'small'
    """
    cuts = (0.01, 0.06, 0.14) if "eta" in one.effect_name.casefold() else (0.1, 0.3, 0.5)
    return ("tiny", "small", "clear", "large")[sum(one.effect >= cut for cut in cuts)]


def _verdict(one: Difference, narrow: bool) -> str:
    """Return how large a difference is, or that it could be chance; with its figure where there is room."""
    verdict = size_word(one) if one.real else "could be chance"
    size = f"{one.effect:.2f}" if one.effect >= 0.01 else "under 0.01"
    return verdict if narrow else f"{size}, {verdict}"


def _layout(shown: Sequence[Difference], total: float, alt: str) -> Spec:
    narrow = total <= theme.NARROW
    pitch = 44 if narrow else PITCH
    labels = [shorten(label(one), 330 if narrow else 300, theme.BODY) for one in shown]
    left = 10 if narrow else max(text_width(text, theme.BODY) for text in labels) + 22
    right = 96 if narrow else 190
    width = total - left - right
    step, top = scale_of(max(0.1, *(one.effect for one in shown)))
    frame = Frame(width, pitch * len(shown), left, right, 6, 22)
    sheet, grid, stems = Sheet(), Sheet(), Sheet()
    filled: list[Row] = []
    hollow: list[Row] = []
    for at in range(round(top / step) + 1):
        x = width * step * at / top
        grid.rule(x, 0, x, pitch * len(shown), theme.GRID if at else theme.MUTED)
        sheet.text(
            x, pitch * len(shown) + 11, f"{step * at:.2g}", theme.SOFT, align="center", size=theme.SMALL
        )
    for at, (one, text) in enumerate(zip(shown, labels, strict=True)):
        y = (at + 0.5) * pitch
        if narrow:
            sheet.text(0, y - 10, text)
            y += 8
        else:
            sheet.text(-10, y, text, align="right")
        x = width * min(one.effect, top) / top
        colour = CALLED if one.real else NOT
        stems.rule(0, y, x, y, colour)
        (filled if one.real else hollow).append(dot(x, y, colour))
        ink = theme.INK if one.real else theme.SOFT
        sheet.text(width + (8 if narrow else 10), y, _verdict(one, narrow), ink, size=theme.SMALL)
    return frame.spec(
        [
            rules(grid.rules, "grid"),
            rules(stems.rules, "stems", thickness=1.6),
            dots(filled, "called", diameter=10),
            hollow_dots(hollow, "chance", diameter=8),
            *sheet.text_layers(),
        ],
        alt,
    )
