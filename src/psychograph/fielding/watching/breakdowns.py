"""Cases by wave, group, device, hour and randomised factor."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from psychograph.fielding.watching.counts import Breakdown, Counts, Row, Standing, counted
from psychograph.fielding.watching.log import Record

BY_WAVE = (
    "cases by the message they are counted under: the last before they began, or the last they were sent"
)
BY_HOUR = "cases by the hour, on their own clock, at which that message was sent"
BY_GROUP = "cases by the group that the list of contacts names"
BY_DEVICE = "cases by the device of their last visit"
BY_ARM = "cases by the arm that chance drew for them"


class Sort(NamedTuple):
    """What sets cases apart; cases of one sort are counted together once."""

    wave: str
    hour: int | None
    group: str
    device: str
    arms: str


Sorted = Mapping[tuple[Sort, Standing], int]


def counts_of(records: Iterable[Record]) -> Counts:
    """Count cases."""
    return counted(Counter(record.standing for record in records))


def breakdowns(
    records: Iterable[Record], waves: Sequence[str], factors: Sequence[str]
) -> tuple[Breakdown, ...]:
    """Return every breakdown; the rows of each add up to all cases.

    Parameters
    ----------
    records : iterable of Record
        Cases.
    waves : sequence of str
        Names of waves in their order; others follow.
    factors : sequence of str
        Randomised factors that occur.
    """
    sorts: Sorted = Counter(
        (Sort(one.wave, one.hour, one.group, one.device, one.arms), one.standing) for one in records
    )
    order = {name: at for at, name in enumerate(waves)}
    arms: dict[str, dict[str, str]] = {text: json.loads(text) for text in {sort.arms for sort, _ in sorts}}

    def in_plan(wave: str) -> tuple[int, str]:
        return order.get(wave, len(order)), wave

    def arm_of(factor: str) -> Callable[[Sort], str]:
        return lambda one: arms[one.arms].get(factor, "")

    return (
        _broken("wave", BY_WAVE, sorts, lambda one: one.wave, in_plan),
        _broken("group", BY_GROUP, sorts, lambda one: one.group),
        _broken("device", BY_DEVICE, sorts, lambda one: one.device),
        _broken("hour", BY_HOUR, sorts, lambda one: "" if one.hour is None else f"{one.hour:02}:00"),
        *(_broken(f"arm: {factor}", BY_ARM, sorts, arm_of(factor)) for factor in factors),
    )


def factors_of(records: Iterable[Record]) -> tuple[str, ...]:
    """Return the randomised factors that occur, sorted."""
    texts = {record.arms for record in records}
    return tuple(sorted({factor for text in texts for factor in json.loads(text)}))


def _broken(
    by: str,
    note: str,
    sorts: Sorted,
    key: Callable[[Sort], str],
    order: Callable[[str], object] = str,
) -> Breakdown:
    """Return one breakdown; those of whom it is not known last, and no row where nobody is."""
    kinds: dict[str, Counter[Standing]] = {}
    for (sort, standing), cases in sorts.items():
        kinds.setdefault(key(sort), Counter())[standing] += cases
    names = sorted(kinds, key=lambda name: (not name, order(name)))
    return Breakdown(by, note, tuple(Row(name, counted(kinds[name])) for name in names))
