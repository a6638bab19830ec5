"""All questions together: one adjustment, one sentence each, and chances on the calendar."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from history_tables import Measured, measure
from simulated_shop import Truths, simulate

from psychograph.history.differences.differences import differences_of, with_chances
from psychograph.history.differences.times import _peak
from psychograph.history.measures.difference import Difference
from psychograph.history.measures.time import WEEKDAYS, Rhythm
from psychograph.history.renewals import Renewals
from psychograph.stats.comparison.multiplicity import benjamini_hochberg


@pytest.fixture(scope="module")
def shop() -> Measured:
    truths = Truths(customers=800, days=800, region_value=2.0, weekday=1.5)
    return measure(simulate(truths, np.random.default_rng(4)))


def asked(shop: Measured, renewals: Renewals | None = None) -> tuple[Difference, ...]:
    return differences_of(
        shop.partitions,
        shop.calendar,
        renewals,
        first=shop.first,
        until=shop.until,
        rng=np.random.default_rng(1),
    )


def test_every_question_is_adjusted_for_all_others(shop: Measured) -> None:
    found = asked(shop)
    assert len(found) == 3 * 4 + 2
    p = np.array([one.p for one in found], dtype=float)
    assert [one.q for one in found] == benjamini_hochberg(p).tolist()
    assert {one.by for one in found if one.real} == {"region", "weekday"}
    for one in found:
        assert ("no more than chance" in one.text) is not one.real


def test_sentences_carry_figures(shop: Measured) -> None:
    found = {(one.by, one.what): one.text for one in asked(shop)}
    assert found["region", "repeat buying"].split()[1:3] == ["of", "the"]
    assert found["weekday", "sales"].startswith("A Saturday sells ")


def test_the_calendar_carries_what_was_asked(shop: Measured) -> None:
    found = asked(shop)
    told = with_chances(shop.calendar, found)
    assert told.weekday.p == next(one.p for one in found if one.by == "weekday")
    assert told.season.p == next(one.p for one in found if one.by == "season")


def test_renewals_by_month_are_asked_where_there_are_any(shop: Measured) -> None:
    by_month = ((50, 30), *((50, 45),) * 11)
    renewals = Renewals("month", 100, 50, (600,), (525,), 1.0, 4.0, (0.8,), by_month, 0.001, 0.2)
    last = asked(shop, renewals)[-1]
    assert (last.by, last.what, last.p) == ("month", "renewal", 0.001)
    assert last.text == (
        "Of 50 renewals due in September 90% were made, of 50 in January 60%: more than chance."
    )


def test_a_question_that_cannot_be_asked_is_told_and_counts_for_nothing(shop: Measured) -> None:
    renewals = Renewals("year", 3, 3, (), (), float("nan"), float("nan"), (), ((0, 0),) * 12)
    without, found = asked(shop), asked(shop, renewals)
    assert found[-1].p is None
    assert not found[-1].real
    assert found[-1].text == (
        "Whether renewal differs by month cannot be told: too few subscriptions came to a renewal."
    )
    assert [one.q for one in found[:-1]] == [one.q for one in without]


def test_a_weekday_without_sales_is_told_and_not_compared() -> None:
    index = (120.0, 150.0, 120.0, 140.0, 110.0, 0.0, 60.0)
    unknown = (float("nan"),) * 7
    days = Rhythm("weekday", WEEKDAYS, index, unknown, unknown, 53.0, None)
    assert _peak(days) == "A Tuesday sells 2.5 times what a Sunday does; there are no sales on Saturdays"
    only = dataclasses.replace(days, index=(0.0,) * 6 + (700.0,))
    assert _peak(only).startswith("There are no sales on Mondays or Tuesdays")
