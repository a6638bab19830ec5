"""Builders of measures on small arrays, against formulas written out."""

from __future__ import annotations

import math
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psychograph.history.measures.calendar import daily, month_totals
from psychograph.history.measures.concentration import SPREAD, concentration, matters
from psychograph.history.measures.partitions import PartSums, partition
from psychograph.history.measures.retained import retention
from psychograph.history.measures.rhythms import season_rhythm, weekday_rhythm
from psychograph.history.measures.scores import quintiles
from psychograph.history.measures.time import DayTotal, MonthTotal
from psychograph.history.tables.counts import Counts
from psychograph.history.tables.periods import Periods
from psychograph.history.tables.quintiles import Cuts

AMOUNTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=250)


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


@given(AMOUNTS)
def test_gini_is_half_the_relative_mean_difference(amounts: list[int]) -> None:
    found = concentration(Counts.single(np.array(amounts)))
    values = np.array(amounts, float)
    apart = np.abs(values[:, None] - values[None]).mean()
    wanted = apart / (2 * values.mean()) if values.sum() else 0.0
    assert found.gini == pytest.approx(wanted, abs=1e-12)


@given(AMOUNTS)
def test_the_curve_is_that_of_sorted_amounts(amounts: list[int]) -> None:
    found = concentration(Counts.single(np.array(amounts)))
    values = np.sort(np.array(amounts, float))
    if not values.sum():
        assert all(share == worth for share, worth in found.curve)
        return
    steps = np.concatenate([[0.0], np.cumsum(values)]) / values.sum()
    at = np.linspace(0, 1, len(steps))
    for share, worth in found.curve:
        assert worth == pytest.approx(float(np.interp(share, at, steps)), abs=1e-9)
    for share, worth in found.top:
        assert worth == pytest.approx(1 - float(np.interp(1 - share, at, steps)), abs=1e-9)
    needed = int(np.searchsorted(np.cumsum(values[::-1]), values.sum() / 2 - 1e-6)) + 1
    assert found.half == pytest.approx(needed / len(values))


@given(AMOUNTS)
def test_doubled_money_is_as_uneven(amounts: list[int]) -> None:
    one, two = (concentration(Counts.single(times * np.array(amounts))) for times in (1, 2))
    assert two.gini == pytest.approx(one.gini, abs=1e-12)
    assert two.half == one.half


def test_pieces_leave_less_than_the_spread_to_guess() -> None:
    values = np.floor(np.exp(np.random.default_rng(2).normal(12, 2, 20_000))).astype(np.int64)
    width = 4_096
    pieces = values // width
    starts, rows = np.unique(pieces, return_counts=True)
    sums = np.array([values[pieces == start].sum() for start in starts])
    coarse = Counts(starts * width, np.full(len(starts), width), rows, sums)
    exact = concentration(Counts.single(values)).gini
    unseen = float(rows.astype(float) @ rows) * (width - 1) / (4 * len(values) * values.sum())
    assert abs(concentration(coarse).gini - exact) <= unseen / 2
    assert (matters(coarse) > 0).any()
    assert SPREAD < 1e-5  # what pages print: five digits


def test_weekdays_are_compared_over_whole_weeks_whatever_the_first_day() -> None:
    pattern = np.array([1.0, 2, 3, 4, 5, 6, 0])
    for first in range(7):
        start = date(2024, 1, 1) + timedelta(days=first)
        found = weekday_rhythm(start, np.tile(np.roll(pattern, -first), 20)[:138], rng=rng())
        assert found.index == pytest.approx(tuple(pattern / pattern.mean() * 100))
        assert found.cycles == 19
        assert found.low == pytest.approx(found.index)  # all weeks are equal: nothing varies


def test_growth_does_not_make_a_weekday() -> None:
    found = weekday_rhythm(date(2024, 1, 1), 100 * 1.002 ** np.arange(728), rng=rng())
    assert found.index == pytest.approx([100] * 7, abs=1)  # six days of growth by a thousandth or two


def test_the_interval_of_a_weekday_holds_its_truth_about_as_often_as_it_says() -> None:
    truth = np.array([100.0, 100, 100, 100, 100, 150, 50])
    generator = np.random.default_rng(4)
    held = []
    for _ in range(120):
        weeks = generator.poisson(truth, (60, 7)) * generator.gamma(20, 1 / 20, (60, 1))
        found = weekday_rhythm(date(2024, 1, 1), weeks.ravel(), rng=generator)
        held += [low <= true <= high for low, true, high in zip(found.low, truth, found.high, strict=True)]
    # 840 intervals of 95 %: four binomial errors, and the percentile bootstrap is known to be a little short.
    assert 0.95 - 0.05 < float(np.mean(held)) < 0.95 + 0.03


def test_few_weeks_have_no_interval_and_few_days_no_other_days() -> None:
    assert all(map(math.isnan, weekday_rhythm(date(2024, 1, 1), np.ones(49), rng=rng()).low))
    short = weekday_rhythm(date(2024, 1, 3), np.array([1.0, 3.0]), rng=rng())
    assert [math.isnan(value) for value in short.index] == [True, True, False, False, True, True, True]
    assert short.index[2:4] == (50.0, 150.0)
    assert all(map(math.isnan, weekday_rhythm(date(2024, 1, 1), np.zeros(70), rng=rng()).index))


def months(first: date, rates: list[float]) -> list[MonthTotal]:
    periods = [
        date(first.year + (first.month - 1 + at) // 12, (first.month - 1 + at) % 12 + 1, 1)
        for at in range(len(rates))
    ]
    return [
        MonthTotal(start, 30, 9, Decimal(str(round(30 * rate, 4))), 1)
        for start, rate in zip(periods, rates, strict=True)
    ]


def test_growth_does_not_make_a_season_where_two_years_are_there() -> None:
    rates = [100 * 1.03**at for at in range(30)]
    found = season_rhythm(months(date(2022, 3, 1), rates))
    assert found.index == pytest.approx([100] * 12, abs=1e-3)  # money has four decimals
    one = season_rhythm(months(date(2022, 1, 1), rates[:12]))
    assert one.index[11] > one.index[0] * 1.3
    assert all(map(math.isnan, one.low))


def test_a_season_beside_growth_is_found_with_its_interval() -> None:
    generator = np.random.default_rng(3)
    rates = [
        100 * 1.02**at * (1.5 if at % 12 == 11 else 1) * generator.lognormal(0, 0.02) for at in range(36)
    ]
    found = season_rhythm(months(date(2022, 1, 1), rates))
    truth = 100 * 1.5 / (12.5 / 12)
    assert found.low[11] < truth < found.high[11]
    assert found.low[11] > 120
    assert found.cycles == pytest.approx(36 * 30 / 365.25)


def test_months_that_hardly_lie_in_the_span_do_not_speak() -> None:
    given_months = months(date(2023, 1, 1), [100.0] * 12)
    stub = MonthTotal(date(2024, 1, 1), 3, 1, Decimal(10**6), 1)
    assert season_rhythm([*given_months, stub]).index == season_rhythm(given_months).index


def test_empty_months_are_there_and_orders_stand_in_where_nothing_costs() -> None:
    days = [
        DayTotal(date(2024, 1, 31), 2, Decimal(0), Decimal(0)),
        DayTotal(date(2024, 4, 1), 3, Decimal(0), Decimal(0)),
    ]
    found = month_totals(days, {date(2024, 4, 1): 1}, date(2024, 1, 31), date(2024, 4, 3))
    assert [(month.start.month, month.days, month.orders, month.customers) for month in found] == [
        (1, 1, 2, 0),
        (2, 29, 0, 0),
        (3, 31, 0, 0),
        (4, 2, 3, 1),
    ]
    sold = daily(days, date(2024, 1, 31), date(2024, 4, 3))
    assert (sold[0], sold[-2], sold.sum()) == (2, 3, 5)


def test_recency_is_cut_where_fewer_days_score_higher() -> None:
    cuts = Cuts((10, 20, 30, 40), (1, 2, 3, 4, 5), 5, (25, 26), 41)
    found = quintiles("recency", cuts, lambda day: Decimal(50 - day))
    assert found.cuts == (40, 30, 20, 10)
    assert (found.lowest, found.median, found.highest) == (9, Decimal("24.5"), 45)


def test_a_cohort_of_nobody_is_zeros_and_the_future_is_not() -> None:
    periods = Periods.spanning(date(2024, 1, 5), date(2024, 3, 9))
    found = retention({0: (4, 1, 2), 2: (0, 0, 3)}, periods, until=date(2024, 3, 10))
    assert found.active.tolist() == [[4, 1, 2], [0, 0, -1], [3, -1, -1]]
    assert not found.last_whole
    assert retention({0: (4, 1, 2)}, periods, until=date(2024, 4, 1)).last_whole


def sums(name: str, sales: int, all_sales: int | None = None) -> PartSums:
    return PartSums(
        name, 3, 2, 1, 5, sales, sales - 1, (1, 1, 0, 0, 0), (2, 0, 0, 0, 0), (0, 0, 0, 1, 1),
        None if all_sales is None else 7, all_sales,
    )  # fmt: skip


def test_what_is_not_told_one_by_one_is_the_rest() -> None:
    whole = PartSums("", 9, 6, 3, 15, 600, 597, (3, 3, 0, 0, 0), (6, 0, 0, 0, 0), (0, 0, 0, 3, 3), 21, 6_000)
    found = partition("city", "place", [sums("b", 200, 2_000), sums("a", 100, 3_000)], whole, several=1)
    assert [part.name for part in found.parts] == ["a", "b"]  # by sales of everybody there
    assert found.rest is not None
    assert (found.rest.customers, found.rest.bought, found.rest.sales) == (3, 2, Decimal("0.03"))
    assert found.rest.by_value == (0, 0, 0, 1, 1)
    assert (found.rest.all_orders, found.rest.all_sales) == (7, Decimal("0.1"))
    assert partition("city", "place", [sums("a", 3)], sums("", 3), several=0).rest is None
