"""The answers to every basis variable: small bars along its scale, one row an attribute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.labels import listed, shorten, text_width
from psychograph.charts.layers import Frame, Sheet, boxes, rules
from psychograph.responses.distributions import Distribution

PITCH, TALL = 38, 26  # px: from row to row, height of the tallest bar
BAR = "#8fa3bf"
MOST = 60  # rows that a page can hold
MOST_TOLD = 6


def distributions_chart(found: Sequence[Distribution], labels: Mapping[str, str]) -> Figure:
    """Draw how the answers to each attribute are spread.

    Parameters
    ----------
    found : sequence of Distribution
        One an attribute, at least one; those beyond the sixtieth are not drawn, which the caption says.
    labels : mapping of str to str
        Readable names of attributes.

    Returns
    -------
    Figure
        One row of bars an attribute, with its mean, spread and share of blanks.
    """
    drawn = list(found[:MOST])
    alt = _alt(found, labels)
    rest = f" The first {MOST} of {len(found)} are drawn." if len(found) > MOST else ""
    return Figure(
        name="distributions",
        title="How people answered",
        caption="Each bar counts the respondents who gave an answer, from the low end of the scale on the "
        "left to the high end on the right; the tick marks the mean." + rest,
        alt=alt,
        wide=_wide(drawn, labels, alt),
        narrow=_narrow(drawn, labels, alt),
    )


def _figures(one: Distribution) -> str:
    if not one.answered:
        return "nobody answered"
    spread = f", sd {one.sd:.2f}" if one.sd == one.sd else ""
    return f"mean {one.mean:.2f}{spread}"


def _blank(one: Distribution) -> str:
    share = one.missing / max(1, one.answered + one.missing)
    if not one.missing:
        return "no blanks"
    return f"{share:.0%} blank" if share >= 0.01 else "<1% blank"


def _ends(one: Distribution) -> tuple[str, str]:
    low, high = (one.scale.low, one.scale.high) if one.scale else (one.edges[0], one.edges[-1])
    return f"{low:,.6g}", f"{high:,.6g}"


def _wide(found: Sequence[Distribution], labels: Mapping[str, str], alt: str) -> Spec:
    names = [shorten(labels[one.name], 230, theme.BODY) for one in found]
    left = max(text_width(name, theme.BODY) for name in names) + 60
    right = 230
    frame = Frame(theme.WIDE - left - right, PITCH * len(found), left, right, 8, 8)
    sheet, ticks = Sheet(), Sheet()
    for i, (one, name) in enumerate(zip(found, names, strict=True)):
        foot = (i + 1) * PITCH - 6
        low, high = _ends(one)
        sheet.text(12 - left, foot - TALL / 2, name)
        sheet.text(-8, foot - 5, low, theme.SOFT, align="right", size=theme.SMALL)
        sheet.text(frame.width + 8, foot - 5, high, theme.SOFT, size=theme.SMALL)
        sheet.text(frame.width + 50, foot - TALL / 2 - 7, _figures(one))
        sheet.text(frame.width + 50, foot - TALL / 2 + 8, _blank(one), theme.SOFT, size=theme.SMALL)
        _bars(sheet, ticks, one, foot, frame.width)
    return _spec(frame, sheet, ticks, alt)


def _narrow(found: Sequence[Distribution], labels: Mapping[str, str], alt: str) -> Spec:
    left, right, pitch = 34, 34, PITCH + 34
    frame = Frame(theme.NARROW - left - right, pitch * len(found), left, right, 4, 4)
    sheet, ticks = Sheet(), Sheet()
    for i, one in enumerate(found):
        top = i * pitch
        low, high = _ends(one)
        sheet.text(12 - left, top + 9, shorten(labels[one.name], 330, theme.BODY, bold=True), bold=True)
        said = f"{_figures(one)}, {_blank(one)}"
        sheet.text(12 - left, top + 25, said, theme.SOFT, size=theme.SMALL)
        foot = top + 34 + TALL
        sheet.text(-6, foot - 5, low, theme.SOFT, align="right", size=theme.SMALL)
        sheet.text(frame.width + 6, foot - 5, high, theme.SOFT, size=theme.SMALL)
        _bars(sheet, ticks, one, foot, frame.width)
    return _spec(frame, sheet, ticks, alt)


def _bars(sheet: Sheet, ticks: Sheet, one: Distribution, foot: float, width: float) -> None:
    """Add the bars of one attribute, equally wide, and a tick at the mean."""
    sheet.rule(0, foot, width, foot, theme.MUTED)
    most = max(one.counts, default=0)
    step = width / len(one.counts)
    for i, count in enumerate(one.counts):
        if count:
            sheet.box(i * step + 1, foot - TALL * count / most, (i + 1) * step - 1, foot, BAR)
    if one.answered:
        at = (one.mean - one.edges[0]) / (one.edges[-1] - one.edges[0]) * width
        ticks.rule(at, foot - TALL, at, foot + 3, theme.INK)


def _spec(frame: Frame, sheet: Sheet, ticks: Sheet, alt: str) -> Spec:
    layers = [
        boxes(sheet.boxes, "bars"),
        rules(sheet.rules, "feet"),
        rules(ticks.rules, "means", thickness=1.6),
        *sheet.text_layers(),
    ]
    return frame.spec(layers, alt)


def _alt(found: Sequence[Distribution], labels: Mapping[str, str]) -> str:
    start = f"Bars of the answers to {len(found)} attribute{'s' * (len(found) > 1)}. Means: "
    parts = [f"{shorten(labels[one.name], 160, theme.BODY)} {one.mean:.2f}" for one in found if one.answered]
    told = listed(parts[:MOST_TOLD], 440 - len(start))
    return start + told + (", and others." if len(parts) > MOST_TOLD else ".")
