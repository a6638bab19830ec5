"""Do customers of different places, or of different groups, behave differently."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.history.differences.asked import Asked, not_asked
from psychograph.history.measures.customers import Partition
from psychograph.history.tables.quintiles import FIFTHS
from psychograph.labels import readable
from psychograph.quoting import shortened
from psychograph.stats.comparison.ranks import kruskal_wallis_of_counts
from psychograph.stats.comparison.tables import LEAST_EXPECTED, chi_square, cramers_v

Counts = NDArray[np.int64]

CHI, RANKS = "chi-square", "Kruskal-Wallis on fifths"
V, ETA = "Cramer's V", "eta squared of ranks"
SPOKEN = 30  # customers of a part that a sentence may name; rates of fewer are rough
FEWEST = 10  # customers of a part whose ranks are compared
SEVERAL = 0.01  # share of customers with more than one place up to which places are compared


@dataclass(frozen=True, eq=False)
class _Group:
    """A part, or small parts together, with its customers by outcome or score."""

    name: str
    counts: Counts


def part_questions(partition: Partition) -> Iterator[Asked]:
    """Ask whether parts of the customers differ in buying, coming back, orders, value and recency.

    The customer is the unit. Outcomes of yes and no are compared by Pearson's chi-square, fifths of
    orders, value and recency by Kruskal and Wallis' test on how many of each part are in each. Parts too
    small for a test are put together; so are those that are not told one by one. Customers of whom the
    part is not known are left out.

    Places are not compared where more than one customer in a hundred bought in several: such a customer
    stands under that of most orders, which for who buys often is a busy one. Without any difference, busy
    places would then have the better customers.
    """
    if mixed := _mixed(partition):
        yield not_asked(partition.name, "customers", CHI, mixed)
        return
    pieces = [part for part in partition.every if part.name or part is partition.rest]
    unknown = sum(part.customers for part in partition.parts if not part.name)
    left_out = f"{unknown:,} customers of whom it is not known are left out." if unknown else ""
    if partition.kind == "group" and any(part.customers > part.bought for part in pieces):
        rows = [_Group(part.name, _yes_no(part.bought, part.customers)) for part in pieces]
        yield _rates(partition, "buying", rows, "bought in the span", left_out)
    rows = [_Group(part.name, _yes_no(part.repeated, part.bought)) for part in pieces]
    yield _rates(partition, "repeat buying", rows, "came back on another day", left_out)
    for what, field, highest in (
        ("orders", "by_frequency", "are in the top fifth by number of orders"),
        ("value", "by_value", "are in the top fifth by value"),
        ("recency", "by_recency", "are in the fifth who bought most recently"),
    ):
        if all(len(getattr(part, field)) == FIFTHS for part in pieces):
            rows = [_Group(part.name, np.array(getattr(part, field), np.int64)) for part in pieces]
            yield _ranks(partition, what, rows, highest, left_out)


def _mixed(partition: Partition) -> str:
    """Return why customers cannot be told apart by place; empty where they can."""
    bought = sum(part.bought for part in partition.every)
    if partition.several <= SEVERAL * bought:
        return ""
    return (
        f"{partition.several:,} of {bought:,} customers bought in more than one, and who buys often is in "
        "more of them"
    )


def _yes_no(yes: int, of: int) -> Counts:
    return np.array([yes, of - yes], np.int64)


def _rates(partition: Partition, what: str, rows: list[_Group], did: str, left_out: str) -> Asked:
    rows = [row for row in rows if row.counts.sum()]
    whole = sum((row.counts for row in rows), start=np.zeros(2, np.int64))
    if not whole.min():
        why = f"{'all' if whole[0] else 'none'} of {int(whole.sum()):,} customers {did}"
        return not_asked(partition.name, what, CHI, why)
    # So many customers, and the rarer outcome is expected five times.
    least = LEAST_EXPECTED / (float(whole.min()) / float(whole.sum()))
    kept = _pooled(rows, least)
    if len(kept) < 2:
        return not_asked(partition.name, what, CHI, _too_few(rows))
    table = np.array([row.counts for row in kept])
    if not table.sum(axis=0).min():
        return not_asked(partition.name, what, CHI, "nearly all customers are alike")
    shown = _extremes(partition, kept, [row.counts[0] / row.counts.sum() for row in kept], did)
    return Asked(partition.name, what, CHI, chi_square(table).p, cramers_v(table), V, shown, "", left_out)


def _ranks(partition: Partition, what: str, rows: list[_Group], highest: str, left_out: str) -> Asked:
    kept = _pooled([row for row in rows if row.counts.sum()], FEWEST)
    if len(kept) < 2:
        return not_asked(partition.name, what, RANKS, _too_few(rows))
    found = kruskal_wallis_of_counts(np.array([row.counts for row in kept]))
    if not math.isfinite(found.p):
        return not_asked(partition.name, what, RANKS, "all customers are alike")
    n, k = int(sum(row.counts.sum() for row in kept)), len(kept)
    # Less what chance alone makes of it (Tomczak & Tomczak 2014: eta squared of H).
    effect = max(0.0, (found.statistic - k + 1) / (n - k)) if n > k else math.nan
    shown = _extremes(partition, kept, [row.counts[-1] / row.counts.sum() for row in kept], highest)
    return Asked(partition.name, what, RANKS, found.p, min(1.0, effect), ETA, shown, "", left_out)


def _pooled(rows: list[_Group], least: float) -> list[_Group]:
    """Return groups of at least so many customers, the others and the unnamed rest together as the last."""
    large = [row for row in rows if row.name and row.counts.sum() >= least]
    small = [row for row in rows if not (row.name and row.counts.sum() >= least)]
    if small:
        together = sum((row.counts for row in small), start=np.zeros_like(small[0].counts))
        if together.sum() >= least:
            large.append(_Group("", together))
    return large


def _too_few(rows: list[_Group]) -> str:
    there = [row for row in rows if row.counts.sum()]
    if len(there) < 2:
        return "all customers are in one part"
    return f"of {len(there)} parts only one has customers enough"


def _extremes(partition: Partition, rows: list[_Group], shares: list[float], did: str) -> str:
    """Return the highest and the lowest share among parts large enough to speak of."""
    named = [
        (share, row)
        for row, share in zip(rows, shares, strict=True)
        if row.name and row.counts.sum() >= SPOKEN
    ]
    if len(named) < 2:
        named = [(share, row) for row, share in zip(rows, shares, strict=True)]
    high = max(named, key=lambda one: (one[0], one[1].name))
    low = min(named, key=lambda one: (one[0], one[1].name))
    many, few = (f"{int(one[1].counts.sum()):,}" for one in (high, low))
    return (
        f"{_percent(high[0])} of the {many} customers {_called(partition, high[1])} {did}, "
        f"{_percent(low[0])} of the {few} {_called(partition, low[1])}"
    )


def _called(partition: Partition, row: _Group) -> str:
    where = "in" if partition.kind == "place" else f"with {readable(partition.name).lower()}"
    return f"{where} {shortened(row.name)}" if row.name else "in all others together"


def _percent(share: float) -> str:
    return f"{share:.1%}" if 0 < share < 0.1 else f"{share:.0%}"
