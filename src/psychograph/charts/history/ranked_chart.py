"""Places or groups by their sales, each with how many came back, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.history.amounts import percent
from psychograph.charts.history.sold import Sold
from psychograph.charts.labels import listed, shorten, text_width
from psychograph.charts.layers import Frame, Sheet, boxes, dot, dots, hollow_dots, rules
from psychograph.history.measures.customers import Part, Partition
from psychograph.labels import readable
from psychograph.stats.comparison.proportions import wilson_interval

MOST = 15
BAR, RATE = "#8fb8d8", "#0b3f6b"
FEW = 20  # customers: a rate of fewer says little, and is set back
PITCH = 27
NARROW_PITCH = 58


def ranked_chart(partition: Partition, sold: Sold) -> Figure | None:
    """Draw the sales of each part, and the share of its customers who came back.

    Parameters
    ----------
    partition : Partition
        The fifteen parts of the highest sales are drawn.
    sold : Sold

    Returns
    -------
    Figure or None
        None where nobody bought, or where there is one part alone. Intervals are Wilson's, at 95 %.
    """
    drawn = [part for part in partition.parts if part.bought or sold.of_part(part)][:MOST]
    bought, repeated = (
        sum(getattr(part, name) for part in partition.every) for name in ("bought", "repeated")
    )
    if len(drawn) < 2 or not bought:
        return None
    whole = repeated / bought
    alt = _alt(partition, drawn, whole, sold)
    cut = f" The first {MOST} of {len(partition.every):,} are drawn." if len(partition.every) > MOST else ""
    name = readable(partition.name).lower()
    return Figure(
        name=f"ranked-{fit_name(partition.name)}",
        title=f"By {name}",
        caption=f"Bars are {sold.word.lower()}. Dots are the share of customers who came back on another "
        f"day, with 95% intervals; the dashed line is everybody, {percent(whole)}. Dots of fewer than {FEW} "
        f"customers are hollow: their rate says little.{cut}",
        alt=alt,
        wide=_wide(drawn, whole, sold, alt),
        narrow=_narrow(drawn, whole, sold, alt),
    )


def fit_name(name: str) -> str:
    """Return a name fit for a file and an HTML id."""
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name.casefold())
    return "-".join(filter(None, kept.split("-")))[:40] or "other"


def _name(part: Part, width: float, *, bold: bool = False) -> str:
    return shorten(part.name, width, theme.BODY, bold=bold) or "nothing said"


def _wide(parts: Sequence[Part], whole: float, sold: Sold, alt: str) -> Spec:
    names = [_name(part, 190) for part in parts]
    left = max(text_width(name, theme.BODY) for name in names) + 18
    bar, gap, right = 170, 150, 72
    width = theme.WIDE - left - right
    rate = width - bar - gap
    frame = Frame(width, PITCH * len(parts), left, right, 30, 24)
    sheet, marks = Sheet(), _Marks(bar + gap, rate)
    most = max(map(sold.of_part, parts)) or 1.0
    for x, said, align in (
        (0, sold.word, "left"),
        (bar + gap - 30, "Customers", "right"),
        (bar + gap, "Came back", "left"),
    ):
        sheet.text(x, -16, said, theme.SOFT, size=theme.SMALL, align=align)
    for at, (part, name) in enumerate(zip(parts, names, strict=True)):
        y = (at + 0.5) * PITCH
        sheet.text(-8, y, name, align="right")
        long = bar * max(0.0, sold.of_part(part)) / most
        sheet.box(0, y - 8, max(long, 1), y + 8, BAR)
        sheet.text(max(long, 1) + 6, y, sold.say(sold.of_part(part)), size=theme.SMALL)
        sheet.text(bar + gap - 30, y, f"{part.bought:,}", align="right", size=theme.SMALL)
        marks.add(part, y)
        if part.bought:
            sheet.text(width + 12, y, percent(part.repeated / part.bought), bold=part.bought >= FEW)
    marks.axis(sheet, whole, 0, PITCH * len(parts))
    return _spec(frame, sheet, marks, alt)


def _narrow(parts: Sequence[Part], whole: float, sold: Sold, alt: str) -> Spec:
    left, right = 8, 44
    width = theme.NARROW - left - right
    frame = Frame(width, NARROW_PITCH * len(parts), left, right, 4, 24)
    sheet, marks = Sheet(), _Marks(0, width)
    for at, part in enumerate(parts):
        y = at * NARROW_PITCH
        sheet.text(0, y + 10, _name(part, 190, bold=True), bold=True)
        people = f"{part.bought:,} customer{'s' * (part.bought != 1)}"
        sheet.text(0, y + 25, f"{sold.say(sold.of_part(part))}, {people}", theme.SOFT, size=theme.SMALL)
        marks.add(part, y + 41)
        if part.bought:
            sheet.text(width + 9, y + 41, percent(part.repeated / part.bought), bold=part.bought >= FEW)
    marks.axis(sheet, whole, 32, NARROW_PITCH * len(parts), step=NARROW_PITCH)
    return _spec(frame, sheet, marks, alt)


class _Marks:
    """Rates with their intervals, on a stretch of the picture."""

    def __init__(self, start: float, width: float) -> None:
        self.start, self.width = start, width
        self.intervals, self.line, self.grid = Sheet(), Sheet(), Sheet()
        self.sure: list[dict[str, float | str]] = []
        self.unsure: list[dict[str, float | str]] = []

    def x(self, share: float) -> float:
        return self.start + self.width * share

    def add(self, part: Part, y: float) -> None:
        if not part.bought:
            return
        low, high = wilson_interval(part.repeated, part.bought)
        colour = RATE if part.bought >= FEW else theme.MUTED
        self.intervals.rule(self.x(low), y, self.x(high), y, colour)
        at = dot(self.x(part.repeated / part.bought), y, colour)
        (self.sure if part.bought >= FEW else self.unsure).append(at)

    def axis(self, sheet: Sheet, whole: float, top: float, bottom: float, step: float = 0) -> None:
        """Draw 0 to 100 per cent below, and the line of everybody."""
        for share in (0, 0.25, 0.5, 0.75, 1):
            self.grid.rule(self.x(share), top, self.x(share), bottom, theme.GRID)
            align = "left" if share == 0 else "right" if share == 1 else "center"
            sheet.text(self.x(share), bottom + 10, percent(share), theme.SOFT, size=theme.SMALL, align=align)
        pieces = int(bottom // step) if step else 1
        for piece in range(pieces):
            high = piece * step + 33 if step else top
            self.line.rule(self.x(whole), high, self.x(whole), high + 16 if step else bottom, theme.INK)
        if step:  # names stand between the rows, where no line may cross them
            self.grid.rules = [
                {**row, "y": piece * step + 33, "y2": piece * step + 49}
                for row in self.grid.rules
                for piece in range(pieces)
            ]


def _spec(frame: Frame, sheet: Sheet, marks: _Marks, alt: str) -> Spec:
    return frame.spec(
        [
            rules(marks.grid.rules, "grid"),
            boxes(sheet.boxes, "bars"),
            rules(marks.line.rules, "everybody", dash=(4, 3)),
            rules(marks.intervals.rules, "intervals", thickness=2),
            dots(marks.sure, "rates", diameter=10),
            hollow_dots(marks.unsure, "few", diameter=8),
            *sheet.text_layers(),
        ],
        alt,
    )


def _alt(partition: Partition, parts: Sequence[Part], whole: float, sold: Sold) -> str:
    name = shorten(readable(partition.name).lower(), 160, theme.SMALL)
    start = f"Ranked bars of {sold.word.lower()} by {name}, with the share who came back "
    start += f"({percent(whole)} of all): "
    told = [
        f"{_name(part, 130)} {sold.say(sold.of_part(part))}, "
        + (f"{percent(part.repeated / part.bought)} of {part.bought:,}" if part.bought else "no customer")
        for part in parts
    ]
    return start + listed(told, 470 - len(start)) + "."
