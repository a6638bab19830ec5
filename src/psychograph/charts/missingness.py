"""The missingness map: which questions were left blank, and which of them by the same people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.labels import listed, shorten, text_width
from psychograph.charts.layers import Frame, Sheet, boxes
from psychograph.responses.quality.report import GapPattern, Missingness, Unanswered

PITCH, CELL = 24, 40  # px: from question to question, width of a pattern
BARS = 150  # px for a share of one
BLANK, THERE = "#b84a00", theme.EMPTY
MOST_QUESTIONS, MOST_PATTERNS = 30, 8


def missingness_chart(missing: Missingness, labels: Mapping[str, str]) -> Figure | None:
    """Draw which questions were left blank, and together with which others.

    Parameters
    ----------
    missing : Missingness
        What is missing.
    labels : mapping of str to str
        Readable names of the columns.

    Returns
    -------
    Figure or None
        The emptiest questions, at most thirty, with the most frequent patterns of blanks; None where
        nothing is missing.
    """
    blank = [question for question in missing.questions if question.share > 0]
    if not blank:
        return None
    shown = blank[:MOST_QUESTIONS]
    patterns = [pattern for pattern in missing.patterns if pattern.blank][:MOST_PATTERNS]
    alt = _alt(missing, blank, labels)
    rest = f" The {len(shown)} emptiest of {len(blank)} are drawn." if len(blank) > len(shown) else ""
    return Figure(
        name="missingness",
        title="What was left blank",
        caption="Each bar is the share of respondents who left a question blank. On a wide page each "
        "column to the right is a group of people who left the same questions blank, with their number on "
        f"top.{rest}",
        alt=alt,
        wide=_wide(shown, patterns, labels, alt),
        narrow=_narrow(shown, labels, alt),
    )


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.01 else "<1%"


def _wide(
    shown: Sequence[Unanswered], patterns: Sequence[GapPattern], labels: Mapping[str, str], alt: str
) -> Spec:
    names = [shorten(labels[question.name], 240, theme.BODY) for question in shown]
    left = max(text_width(name, theme.BODY) for name in names) + 24
    width, head = theme.WIDE - left - 12, 22
    frame = Frame(width, head + PITCH * len(shown), left, 12, 6, 6)
    sheet = Sheet()
    first = BARS + 60
    for j, pattern in enumerate(patterns):
        x = first + (j + 0.5) * CELL
        sheet.text(x, head / 2, f"{pattern.respondents:,}", theme.SOFT, align="center", size=theme.SMALL)
    for i, (question, name) in enumerate(zip(shown, names, strict=True)):
        y = head + (i + 0.5) * PITCH
        sheet.text(12 - left, y, name)
        _bar(sheet, question.share, y, BARS)
        for j, pattern in enumerate(patterns):
            colour = BLANK if question.name in pattern.blank else THERE
            x = first + j * CELL
            sheet.box(x + 2, y - PITCH / 2 + 2, x + CELL - 2, y + PITCH / 2 - 2, colour)
    return frame.spec([boxes(sheet.boxes, "cells"), *sheet.text_layers()], alt)


def _narrow(shown: Sequence[Unanswered], labels: Mapping[str, str], alt: str) -> Spec:
    pitch = 40
    frame = Frame(theme.NARROW - 24, pitch * len(shown), 12, 12, 4, 4)
    sheet = Sheet()
    for i, question in enumerate(shown):
        sheet.text(0, i * pitch + 10, shorten(labels[question.name], 330, theme.BODY))
        _bar(sheet, question.share, i * pitch + 27, 260)
    return frame.spec([boxes(sheet.boxes, "cells"), *sheet.text_layers()], alt)


def _bar(sheet: Sheet, share: float, y: float, whole: float) -> None:
    sheet.box(0, y - 6, whole, y + 6, THERE)
    sheet.box(0, y - 6, max(1.0, whole * share), y + 6, BLANK)
    sheet.text(whole + 8, y, _percent(share), size=theme.SMALL)


def _alt(missing: Missingness, blank: Sequence[Unanswered], labels: Mapping[str, str]) -> str:
    start = (
        f"Map of blanks: {_percent(missing.share)} of all answers are missing, "
        f"{missing.complete:,} respondents left nothing blank. Emptiest: "
    )
    parts = [f"{shorten(labels[q.name], 160, theme.BODY)} {_percent(q.share)}" for q in blank[:5]]
    return start + listed(parts, 470 - len(start)) + "."
