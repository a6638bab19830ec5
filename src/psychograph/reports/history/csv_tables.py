"""Tables of a history as CSV, for spreadsheets and programs; text that would run in one is disarmed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from psychograph.cells import csv_text
from psychograph.history.exploration import Exploration
from psychograph.history.measures.customers import Part

CellRow = Sequence[object]


def csv_tables(found: Exploration) -> dict[str, str]:
    """Return every table that there is, by file name.

    Parameters
    ----------
    found : Exploration

    Returns
    -------
    dict of str to str
        Money as it was added up, shares from 0 to 1 with six digits, blank where nothing is known.
    """
    every: tuple[tuple[str, str, Callable[[Exploration], Iterator[CellRow]]], ...] = (
        ("days.csv", "day orders sales returns", _days),
        ("months.csv", "month days orders sales customers", _months),
        ("rhythms.csv", "cycle label index low high", _rhythms),
        ("parts.csv", f"partition kind {' '.join(_PART)}", _parts),
        ("quintiles.csv", "measure score begins customers", _quintiles),
        ("rfm.csv", "recency frequency value customers worth", _rfm),
        ("retention.csv", "first_bought periods_later customers share over", _retention),
        ("concentration.csv", "customers_least_valuable_first share_of_value", _concentration),
        ("repeats.csv", "times observed fitted", _repeats),
        ("renewals.csv", "renewal at_risk renewed fitted", _renewals),
        ("groups.csv", "group name share share_of_value recency orders value", _groups),
        ("differences.csv", "by what test effect_name effect p q more_than_chance text", _differences),
        ("questions.csv", "ask because constructs quotas", _questions),
        ("rows.csv", "code rows left_out text examples", _treated),
    )
    found_rows = [(name, header.split(), list(rows(found))) for name, header, rows in every]
    return {name: csv_text(header, rows) for name, header, rows in found_rows if rows}


_PART = (
    *("name", "customers", "bought", "repeated", "orders", "sales", "value", "high_value", "recent"),
    *("all_orders", "all_sales"),
)


def _days(found: Exploration) -> Iterator[CellRow]:
    for one in found.calendar.days:
        yield one.day.isoformat(), one.orders, one.sales, one.returns


def _months(found: Exploration) -> Iterator[CellRow]:
    for one in found.calendar.months:
        yield one.start.isoformat()[:7], one.days, one.orders, one.sales, one.customers


def _rhythms(found: Exploration) -> Iterator[CellRow]:
    for rhythm in (found.calendar.weekday, found.calendar.season):
        for at, label in enumerate(rhythm.labels):
            yield rhythm.cycle, label, rhythm.index[at], rhythm.low[at], rhythm.high[at]


def _parts(found: Exploration) -> Iterator[CellRow]:
    for partition in found.partitions:
        for part in partition.parts:
            yield partition.name, partition.kind, *_cells(part)
        if partition.rest is not None:
            rest = ("all others", *_cells(partition.rest)[1:])
            yield partition.name, partition.kind, *rest


def _cells(part: Part) -> tuple[object, ...]:
    return tuple(getattr(part, name) for name in _PART)


def _quintiles(found: Exploration) -> Iterator[CellRow]:
    if found.rfm is None:
        return
    for one in (found.rfm.recency, found.rfm.frequency, found.rfm.value):
        for score, (begins, size) in enumerate(
            zip((one.highest if one.name == "recency" else one.lowest, *one.cuts), one.sizes, strict=True),
            start=1,
        ):
            yield one.name, score, begins, size


def _rfm(found: Exploration) -> Iterator[CellRow]:
    if found.rfm is None:
        return
    for at in np.ndindex(found.rfm.customers.shape):
        if found.rfm.customers[at]:
            worth = float(found.rfm.sales[at])
            yield *(score + 1 for score in at), int(found.rfm.customers[at]), round(worth, 4)


def _retention(found: Exploration) -> Iterator[CellRow]:
    kept = found.retention
    if kept is None:
        return
    count = len(kept.starts)
    for cohort, start in enumerate(kept.starts):
        size = int(kept.active[cohort, 0])
        for later in range(count - cohort):
            bought = int(kept.active[cohort, later])
            over = kept.last_whole or cohort + later + 1 < count
            yield start.isoformat(), later, bought, bought / size if size else None, over


def _concentration(found: Exploration) -> Iterator[CellRow]:
    yield from found.concentration.curve if found.concentration is not None else ()


def _repeats(found: Exploration) -> Iterator[CellRow]:
    if found.forecast is not None:
        pairs = zip(found.forecast.observed, found.forecast.fitted, strict=True)
        for times, (observed, fitted) in enumerate(pairs):
            yield times, observed, fitted


def _renewals(found: Exploration) -> Iterator[CellRow]:
    renewals = found.renewals
    if renewals is None:
        return
    for at in range(max(len(renewals.fitted), len(renewals.at_risk))):
        seen = at < len(renewals.at_risk)
        came, kept = (renewals.at_risk[at], renewals.renewed[at]) if seen else (None, None)
        yield at + 1, came, kept, renewals.fitted[at] if at < len(renewals.fitted) else None


def _groups(found: Exploration) -> Iterator[CellRow]:
    for one in found.groups.groups if found.groups is not None else ():
        yield one.number, one.name, one.share, one.share_of_value, one.recency, one.orders, one.value


def _differences(found: Exploration) -> Iterator[CellRow]:
    for one in found.differences:
        yield one.by, one.what, one.test, one.effect_name, one.effect, one.p, one.q, one.real, one.text


def _questions(found: Exploration) -> Iterator[CellRow]:
    for one in found.questions:
        quotas = "; ".join(f"{kind}: {count}" for kind, count in one.quotas)
        yield one.ask, one.because, "; ".join(one.constructs), quotas


def _treated(found: Exploration) -> Iterator[CellRow]:
    for one in found.rows.treated:
        yield one.code, one.rows, one.left_out, one.text, "; ".join(one.examples)
