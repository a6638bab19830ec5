"""Natural groups: how many customers each holds, what share of the value, and what they typically did."""

from __future__ import annotations

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.history.amounts import money, percent, short
from psychograph.charts.labels import listed, shorten, text_width
from psychograph.charts.layers import Frame, Sheet, boxes
from psychograph.history.natural_groups import NaturalGroup, NaturalGroups
from psychograph.labels import clean

PITCH, BAR = 56, 13  # px: from group to group, height of a bar
PEOPLE = "#b9c1c9"


def groups_chart(groups: NaturalGroups, currency: str | None = None) -> Figure:
    """Draw two bars a group: its share of customers, and its share of value.

    Parameters
    ----------
    groups : NaturalGroups
        The most valuable first.
    currency : str, optional
    """
    told = [
        f"{_name(one, 30)} {percent(one.share)} of customers, {percent(one.share_of_value)} of value"
        for one in groups.groups
    ]
    start = f"Bars of {len(groups.groups)} groups of customers: "
    alt = start + listed(told, 470 - len(start)) + "."
    return Figure(
        name="groups",
        title="Natural groups",
        caption="Grey is a group's share of the customers, colour its share of the value. Beside it what the "
        "customer in the middle of the group did.",
        alt=alt,
        wide=_wide(groups, currency, alt),
        narrow=_narrow(groups, currency, alt),
    )


def _name(group: NaturalGroup, most: int) -> str:
    name = clean(group.name)
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def typical(group: NaturalGroup, currency: str | None) -> str:
    """Return what the middle customer of a group did, in words."""
    orders = f"{short(group.orders)} order{'s' * (group.orders != 1)}"
    return f"{orders}, {money(group.value, currency)}, last {short(group.recency)} days ago"


def _most(groups: NaturalGroups) -> float:
    return max([0.01, *(share for one in groups.groups for share in (one.share, one.share_of_value))])


def _bars(sheet: Sheet, group: NaturalGroup, at: tuple[float, float], scale: float) -> None:
    x, y = at
    colour = theme.segment_colour(group.number)
    pairs = ((group.share, PEOPLE, "customers"), (group.share_of_value, colour, "value"))
    for line, (share, paint, what) in enumerate(pairs):
        top = y + line * (BAR + 2)
        long = max(1.0, scale * max(0.0, share))
        sheet.box(x, top, x + long, top + BAR, paint)
        sheet.text(x + long + 6, top + BAR / 2, f"{percent(share)} of {what}", size=theme.SMALL)


def _wide(groups: NaturalGroups, currency: str | None, alt: str) -> Spec:
    names = [shorten(clean(group.name), 250, theme.BODY, bold=True) for group in groups.groups]
    left = max(text_width(name, theme.BODY, bold=True) for name in names) + 22
    right = 230
    width = theme.WIDE - left - right
    sheet = Sheet()
    for at, (group, name) in enumerate(zip(groups.groups, names, strict=True)):
        y = at * PITCH
        colour = theme.segment_colour(group.number)
        sheet.text(-10, y + BAR + 1, name, colour, align="right", bold=True)
        _bars(sheet, group, (0, y), (width - 110) / _most(groups))
        sheet.text(width + 8, y + BAR + 1, typical(group, currency), theme.SOFT, size=theme.SMALL)
    frame = Frame(width, PITCH * len(groups.groups), left, right, 8, 0)
    return frame.spec([boxes(sheet.boxes, "bars"), *sheet.text_layers()], alt)


def _narrow(groups: NaturalGroups, currency: str | None, alt: str) -> Spec:
    width, pitch = theme.NARROW - 20, 86
    sheet = Sheet()
    for at, group in enumerate(groups.groups):
        y = at * pitch
        name = shorten(clean(group.name), width, theme.BODY, bold=True)
        sheet.text(0, y + 8, name, theme.segment_colour(group.number), bold=True)
        _bars(sheet, group, (0, y + 20), (width - 110) / _most(groups))
        sheet.text(0, y + 60, typical(group, currency), theme.SOFT, size=theme.SMALL)
    frame = Frame(width, pitch * len(groups.groups), 10, 10, 6, 0)
    return frame.spec([boxes(sheet.boxes, "bars"), *sheet.text_layers()], alt)
