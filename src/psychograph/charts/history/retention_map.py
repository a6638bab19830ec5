"""The retention triangle: of those who first bought in a period, how many bought in each later one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.history.amounts import percent, short
from psychograph.charts.history.classes import Classes, draw_key, even
from psychograph.charts.labels import text_width
from psychograph.charts.layers import Frame, Sheet, boxes, frames
from psychograph.history.measures.customers import Retention
from psychograph.history.measures.time import MONTHS

PERIODS = {1: "month", 3: "quarter", 12: "year"}
FIRST = 15  # columns that a phone can hold
NUMBERED = 22  # px from which a cell holds a number


@dataclass(frozen=True)
class _Measures:
    """Sizes of one layout in px."""

    total: float
    left: float
    size: float  # column of sizes
    row: float
    most: int  # columns at most


_WIDE = _Measures(total=theme.WIDE, left=74, size=52, row=23, most=36)
_NARROW = _Measures(total=theme.NARROW, left=58, size=38, row=21, most=FIRST)


def retention_map(retention: Retention) -> Figure | None:
    """Draw the share of each cohort that bought again, period by period.

    Parameters
    ----------
    retention : Retention
        At most 36 periods; a phone shows the first fourteen after the first purchase.

    Returns
    -------
    Figure or None
        None where there is one period alone.
    """
    if len(retention.starts) < 2:
        return None
    word = period_word(retention.months)
    count = len(retention.starts) - (0 if retention.last_whole else 1)
    shares = [
        share
        for cohort in range(count)
        for share in retention.shares_of(cohort)[: count - cohort - 1]
        if share is not None
    ]
    classes = even(min(shares, default=0.0), max(shares, default=0.0))
    alt = _alt(retention, word)
    unsure = "" if retention.last_whole else f" Hollow cells lie in the last {word}, which is not over."
    return Figure(
        name="retention",
        title="Who stays",
        caption=f"Each row is everybody who first bought in that {word}; each cell the share of them who "
        f"bought again so many {word}s later. Read along a row for how a cohort thins out, down a column for "
        f"whether later cohorts stay better. The first row also holds who was a customer before the data "
        f"begin.{unsure}",
        alt=alt,
        wide=_layout(retention, classes, _WIDE, alt),
        narrow=_layout(retention, classes, _NARROW, alt),
    )


def period_word(months: int) -> str:
    """Return what a period is called.

    Examples
    --------
    >>> period_word(1), period_word(24)
    ('month', 'period of 2 years')
    """
    return PERIODS.get(months) or f"period of {months // 12} years"


def _name(start: date, months: int) -> str:
    if months == 1:
        return f"{MONTHS[start.month - 1][:3]} {start.year}"
    return f"Q{(start.month + 2) // 3} {start.year}" if months == 3 else str(start.year)


def _layout(retention: Retention, classes: Classes, size: _Measures, alt: str) -> Spec:
    count = len(retention.starts)
    columns = min(count - 1, size.most - 1)
    cell = min((size.total - size.left - size.size - 8) / columns, 52)
    numbered = cell >= NUMBERED or (cell >= 17 and size is _NARROW)
    sheet, hollow = Sheet(), Sheet()
    word = period_word(retention.months)
    sheet.text(size.size - 10, -12, "New", theme.SOFT, align="right", size=theme.SMALL)
    for t in range(columns):
        if cell >= 16 or t % 3 == 2 or t == 0:
            at = size.size + (t + 0.5) * cell
            sheet.text(at, -12, str(t + 1), theme.SOFT, align="center", size=theme.SMALL)
    title = f"{word.capitalize()}s after the first purchase"
    sheet.text(size.size, -28, title, theme.SOFT, size=theme.SMALL, bold=True)
    for cohort, start in enumerate(retention.starts):
        y = cohort * size.row
        middle = y + size.row / 2
        sheet.text(-8, middle, _name(start, retention.months), align="right", size=theme.SMALL)
        new = short(int(retention.active[cohort, 0]))
        sheet.text(size.size - 10, middle, new, theme.SOFT, align="right", size=theme.SMALL)
        for t, share in enumerate(retention.shares_of(cohort)[:columns]):
            if share is None:
                continue
            x = size.size + t * cell
            unsure = not retention.last_whole and cohort + t + 2 == count
            colour = classes.colour(share)
            box = (x + 0.7, y + 0.7, x + cell - 0.7, y + size.row - 0.7)
            (hollow if unsure else sheet).box(*box, theme.MUTED if unsure else colour)
            said = f"{share:.0%}" if cell >= 32 else f"{100 * share:.0f}"
            if numbered and text_width(said, theme.SMALL) <= cell + 1:
                ink = theme.SOFT if unsure else theme.ink_on(colour)
                sheet.text(x + cell / 2, middle, said, ink, align="center", size=theme.SMALL)
    width = size.total - size.left - 8
    y = draw_key(sheet, classes, percent, (0, count * size.row + 12))
    frame = Frame(width, y, size.left, 8, 40, 4)
    return frame.spec(
        [boxes(sheet.boxes, "shares"), frames(hollow.boxes, "unfinished", thickness=1), *sheet.text_layers()],
        alt,
    )


def _alt(retention: Retention, word: str) -> str:
    told = []
    for later in (1, 3, 6, 12):
        share = retention.mean_share(later) if later < len(retention.starts) else None
        if share is not None:
            told.append(
                f"{percent(share)} bought {later} {word}{'s' * (later > 1)} after their first purchase"
            )
    sizes = [int(size) for size in retention.active[:, 0]]
    start = f"Triangle of {len(sizes)} cohorts, from {_name(retention.starts[0], retention.months)}, of "
    start += f"{min(sizes):,} to {max(sizes):,} new customers."
    return start + (f" On average {', '.join(told)}." if told else "")
