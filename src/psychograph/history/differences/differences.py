"""All questions about differences, judged together."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from datetime import date

import numpy as np

from psychograph.history.differences.asked import Asked, sentence
from psychograph.history.differences.parts import part_questions
from psychograph.history.differences.times import renewal_questions, time_questions
from psychograph.history.measures.customers import Partition
from psychograph.history.measures.difference import Difference
from psychograph.history.measures.time import Calendar
from psychograph.history.renewals import Renewals
from psychograph.stats.comparison.multiplicity import benjamini_hochberg


def differences_of(
    partitions: Sequence[Partition],
    calendar: Calendar,
    renewals: Renewals | None,
    *,
    first: date,
    until: date,
    rng: np.random.Generator,
) -> tuple[Difference, ...]:
    """Return every question about differences, and whether its answer is more than chance.

    Places and groups are asked about buying, coming back, orders, value and recency; sales about weekday and
    season; renewals about months. Of all that are called more than chance, five in a hundred are expected
    to be wrong (Benjamini & Hochberg over all questions asked); of histories without any difference at all,
    one in twenty makes a false call, at most.

    Parameters
    ----------
    partitions : sequence of Partition
    calendar : Calendar
    renewals : Renewals or None
    first, until : date
        The span: its first day, and the day after its last.
    rng : numpy.random.Generator
        Draws noise for the season.

    Returns
    -------
    tuple of Difference
        Partitions first, as they come; those that could not be asked too.
    """
    asked: list[Asked] = [question for partition in partitions for question in part_questions(partition)]
    asked += time_questions(calendar, first, until, rng)
    asked += renewal_questions(renewals)
    p = np.array([math.nan if one.p is None else one.p for one in asked])
    q = benjamini_hochberg(p)
    return tuple(
        _difference(one, value if math.isfinite(value) else None)
        for one, value in zip(asked, q.tolist(), strict=True)
    )


def _difference(asked: Asked, q: float | None) -> Difference:
    return Difference(
        by=asked.by,
        what=asked.what,
        test=asked.test,
        p=asked.p,
        q=q,
        effect=asked.effect,
        effect_name=asked.effect_name,
        text=sentence(asked, q),
    )


def with_chances(calendar: Calendar, differences: Sequence[Difference]) -> Calendar:
    """Return the calendar with p of week and season, from the questions that were asked."""
    p = {one.by: one.p for one in differences if one.what == "sales"}
    return dataclasses.replace(
        calendar,
        weekday=dataclasses.replace(calendar.weekday, p=p.get("weekday")),
        season=dataclasses.replace(calendar.season, p=p.get("season")),
    )
