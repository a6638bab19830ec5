"""Tables of the page of history: the figures behind its pictures, few enough to read."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal

from psychograph.charts.history.amounts import NONE, percent, short, whole_money
from psychograph.charts.history.months_chart import unfinished
from psychograph.charts.history.ranked_chart import FEW
from psychograph.charts.history.retention_map import period_word
from psychograph.charts.history.sold import Sold
from psychograph.history.exploration import Exploration
from psychograph.history.measures.customers import Part, Partition, Quintiles, Retention
from psychograph.history.measures.time import MONTHS, Rhythm
from psychograph.history.renewals import Renewals
from psychograph.labels import readable
from psychograph.reports.formats import fixed
from psychograph.reports.history.drawings import sold_of
from psychograph.reports.view.table import Cell, Head, Row, Table
from psychograph.stats.comparison.proportions import wilson_interval

MOST_PARTS = 25  # the others are in parts.csv
LATER = (1, 2, 3, 6, 12)  # periods after the first purchase
NOTHING_SAID = "nothing said"


def months_table(found: Exploration) -> Table:
    """Return the months."""
    valued = found.totals.sales > 0
    rows = []
    for month in found.calendar.months:
        part = f"{month.days} days of it" if unfinished(month) else ""
        cells = [Cell(f"{month.orders:,}"), Cell(f"{month.customers:,}")]
        if valued:
            cells.insert(0, Cell(whole_money(month.sales, found.totals.currency)))
        name = f"{MONTHS[month.start.month - 1]} {month.start.year}"
        rows.append(Row(Head(name, part), tuple(cells)))
    heads = (*((Head("Sales"),) if valued else ()), Head("Orders"), Head("Customers", "by name"))
    return Table("Month by month", "Month", heads, tuple(rows))


def rhythm_table(rhythm: Rhythm) -> Table:
    """Return the indices of a cycle with their intervals."""
    rows = tuple(
        Row(Head(label), (Cell(_index(index), _between(low, high)),))
        for label, index, low, high in zip(rhythm.labels, rhythm.index, rhythm.low, rhythm.high, strict=True)
    )
    weekly = rhythm.cycle == "weekday"
    caption = "Sales by weekday" if weekly else "Sales by month of the year"
    corner = "Weekday" if weekly else "Month"
    return Table(caption, corner, (Head("Index", "100 is the average day; 95% interval"),), rows)


def _index(value: float) -> str:
    return f"{value:.0f}" if math.isfinite(value) else NONE


def _between(low: float, high: float) -> str:
    return f"{low:.0f} to {high:.0f}" if math.isfinite(low) and math.isfinite(high) else ""


def parts_table(partition: Partition, found: Exploration) -> Table:
    """Return the parts of a partition, by sales; beyond 25 the others are together."""
    sold = sold_of(found)
    whole = sum(map(sold.of_part, partition.every)) or math.nan
    rows = [_part_row(part, whole, sold) for part in partition.parts[:MOST_PARTS]]
    others = partition.every[len(rows) :]
    if others:
        rows.append(_others(others, whole, sold))
    money = (Head("Sales"), Head("Share of sales"), Head("Worth", "of a customer, on average"))
    heads = (
        Head("Customers", "who bought"),
        Head("Came back", "95% interval"),
        *(money if sold.valued else ()),
    )
    name = readable(partition.name)
    return Table(f"By {name.lower()}", name, heads, tuple(rows))


def _part_row(part: Part, whole: float, sold: Sold) -> Row:
    rate = Cell(NONE)
    if part.bought:
        low, high = wilson_interval(part.repeated, part.bought)
        tone = "weak" if part.bought < FEW else ""
        rate = Cell(percent(part.repeated / part.bought), f"{percent(low)} to {percent(high)}", tone)
    cells = [Cell(f"{part.bought:,}"), rate]
    if sold.valued:
        each = float(part.value) / part.bought if part.bought else math.nan
        cells += _money_cells(sold.of_part(part), whole, each, sold)
    return Row(Head(part.name.strip() or NOTHING_SAID), tuple(cells))


def _money_cells(sales: float, whole: float, each: float, sold: Sold) -> list[Cell]:
    return [
        Cell(whole_money(sales, sold.currency)),
        Cell(percent(sales / whole)),
        Cell(whole_money(each, sold.currency)),
    ]


def _others(parts: Sequence[Part], whole: float, sold: Sold) -> Row:
    bought, repeated = sum(part.bought for part in parts), sum(part.repeated for part in parts)
    sales, value = sum(map(sold.of_part, parts)), sum(part.value for part in parts)
    cells = [Cell(f"{bought:,}"), Cell(percent(repeated / bought) if bought else NONE)]
    if sold.valued:
        each = float(value) / bought if bought else math.nan
        cells += _money_cells(sales, whole, each, sold)
    return Row(Head("all others"), tuple(cells))


def quintiles_table(found: Exploration) -> Table | None:
    """Return where recency, frequency and value are cut into fifths."""
    if found.rfm is None:
        return None
    measures = (
        (found.rfm.recency, "Recency", "days since the last order"),
        (found.rfm.frequency, "Frequency", "orders"),
        (found.rfm.value, "Value", "sales less returns"),
    )
    rows = [Row(Head(name, note), _fifths(one, found.totals.currency)) for one, name, note in measures]
    heads = (Head("Least"), Head("In the middle", "median"), Head("Most"), Head("Fifths begin at"))
    return Table("How lately, how often and how much", "Measure", heads, tuple(rows))


def _fifths(one: Quintiles, currency: str | None) -> tuple[Cell, ...]:
    """Return the ends and the middle of a measure, and where its fifths begin, each once."""

    def say(value: Decimal) -> str:
        return whole_money(value, currency) if one.name == "value" else f"{value:,.0f}"

    ends = (Cell(say(value)) for value in (one.lowest, one.median, one.highest))
    return (*ends, Cell(", ".join(dict.fromkeys(map(say, one.cuts)))))


def retention_table(retention: Retention) -> Table | None:
    """Return for each cohort how many were new, and who bought again after 1, 2, 3, 6 and 12 periods."""
    count = len(retention.starts)
    later = [t for t in LATER if t < count]
    if not later:
        return None
    rows = []
    for cohort, start in enumerate(retention.starts):
        shares = retention.shares_of(cohort)
        unsure = not retention.last_whole
        cells = [Cell(f"{int(retention.active[cohort, 0]):,}")]
        for t in later:
            share = shares[t - 1] if t - 1 < len(shares) else None
            tone = "weak" if unsure and cohort + t + 1 == count else ""
            cells.append(Cell(percent(share) if share is not None else "", "", tone))
        name = f"{MONTHS[start.month - 1]} {start.year}" if retention.months < 12 else str(start.year)
        rows.append(Row(Head(name), tuple(cells)))
    word = period_word(retention.months)
    heads = [Head("New"), *(Head(f"{t} {word}{'s' * (t > 1)} later") for t in later)]
    return Table("Share of each cohort that bought again", "First bought in", tuple(heads), tuple(rows))


def concentration_table(found: Exploration) -> Table | None:
    """Return what share of the value the most valuable customers make."""
    if found.concentration is None:
        return None
    rows = tuple(
        Row(Head(f"Top {percent(share)}"), (Cell(percent(value)),))
        for share, value in found.concentration.top
    )
    return Table("Share of the value", "Customers, the most valuable first", (Head("Value"),), rows)


def repeats_table(found: Exploration) -> Table | None:
    """Return customers by repeat purchase days, seen and by the model."""
    forecast = found.forecast
    if forecast is None:
        return None
    last = len(forecast.observed) - 1
    rows = tuple(
        Row(
            Head(f"{at} or more" if at == last else str(at)),
            (Cell(f"{seen:,.0f}"), Cell(f"{fitted:,.0f}")),
        )
        for at, (seen, fitted) in enumerate(zip(forecast.observed, forecast.fitted, strict=True))
    )
    heads = (Head("Customers"), Head("By the model"))
    return Table("How often they came back", "Times", heads, rows)


def renewals_table(renewals: Renewals) -> Table:
    """Return each renewal with how many came to it, how many renewed, and the model's rate."""
    rows = []
    for at, (came, kept) in enumerate(zip(renewals.at_risk, renewals.renewed, strict=True)):
        low, high = wilson_interval(kept, came) if came else (math.nan, math.nan)
        rate = Cell(percent(kept / came), f"{percent(low)} to {percent(high)}") if came else Cell(NONE)
        model = percent(renewals.fitted[at]) if at < len(renewals.fitted) else NONE
        cells = (Cell(f"{came:,}"), Cell(f"{kept:,}"), rate, Cell(model))
        rows.append(Row(Head(str(at + 1)), cells))
    heads = (Head("Came to it"), Head("Renewed"), Head("Share", "95% interval"), Head("By the model"))
    return Table("Renewals", "Renewal", heads, tuple(rows))


def groups_table(found: Exploration) -> Table | None:
    """Return the natural groups with their sizes and medians."""
    if found.groups is None or not found.groups.groups:
        return None
    currency = found.totals.currency
    rows = tuple(
        Row(
            Head(one.name),
            (
                Cell(percent(one.share)),
                Cell(percent(one.share_of_value)),
                Cell(short(one.orders)),
                Cell(whole_money(one.value, currency)),
                Cell(short(one.recency)),
            ),
        )
        for one in found.groups.groups
    )
    heads = (
        Head("Customers"),
        Head("Value"),
        Head("Orders", "median"),
        Head("Worth", "median"),
        Head("Days since the last order", "median"),
    )
    return Table("The groups", "Group", heads, rows)


def differences_table(found: Exploration) -> Table | None:
    """Return every question that was put to the data, with its test."""
    if not found.differences:
        return None
    rows = []
    for one in found.differences:
        effect = fixed(one.effect) if math.isfinite(one.effect) else NONE
        called = "yes" if one.real else "no" if one.q is not None else "not asked"
        rows.append(
            Row(
                Head(f"{readable(one.what)} by {readable(one.by).lower()}"),
                (
                    Cell(one.test),
                    Cell(effect, one.effect_name if math.isfinite(one.effect) else ""),
                    Cell(_chance(one.p)),
                    Cell(_chance(one.q)),
                    Cell(called, "", "strong" if one.real else ""),
                ),
            )
        )
    heads = (Head("Test"), Head("Size"), Head("p"), Head("q", "for all questions"), Head("More than chance"))
    return Table("All questions put to the data", "Does it differ?", heads, tuple(rows))


def _chance(p: float | None) -> str:
    if p is None:
        return NONE
    return "below .001" if p < 0.001 else f"{p:.3f}".removeprefix("0")


def rows_table(found: Exploration) -> Table | None:
    """Return what was the matter with rows, and what was done."""
    rows = tuple(_treated(found))
    if not rows:
        return None
    heads = (Head("Rows"), Head("What was done"), Head("For example"))
    return Table("Rows that something was the matter with", "What", heads, rows, words=True)


def _treated(found: Exploration) -> Iterator[Row]:
    for one in found.rows.treated:
        share = percent(one.rows / found.rows.read) if found.rows.read else ""
        done = "left out" if one.left_out else "kept"
        yield Row(
            Head(one.text),
            (Cell(f"{one.rows:,}", share), Cell(done), Cell("; ".join(one.examples[:3]) or NONE)),
        )
