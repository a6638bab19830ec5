"""Kinds of customers, and how many of each must answer."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psychograph.history.kinds import Kind, counted, kinds, people_within, scores
from psychograph.history.lines.columns import UNIT
from psychograph.history.measures.customers import Quintiles, Rfm
from psychograph.history.measures.sample import CustomerSample


def quintiles(name: str, *cuts: str) -> Quintiles:
    return Quintiles(name, tuple(map(Decimal, cuts)), (1,) * 5, Decimal(0), Decimal(1), Decimal(2))


def test_money_is_cut_exactly() -> None:
    cuts = quintiles("value", "0.0001", "0.10", "0.30", "77183.60")
    values = np.array([0, 1, 999, 1_000, 2_999, 3_000, 771_835_999, 771_836_000])
    assert scores(cuts, values).tolist() == [1, 2, 2, 3, 3, 4, 4, 5]


def test_fewer_days_score_higher_and_more_orders_too() -> None:
    assert scores(quintiles("recency", "179", "71", "33", "14"), np.array([180, 179, 14, 1])).tolist() == [
        1,
        2,
        5,
        5,
    ]
    assert scores(quintiles("frequency", "2", "2", "3", "6"), np.array([1, 2, 6])).tolist() == [1, 3, 5]


@given(
    st.lists(
        st.tuples(st.integers(1, 5), st.integers(1, 50), st.integers(1, 5)), min_size=1, max_size=50
    ).map(np.array)
)
def test_everybody_is_of_one_kind(people: np.ndarray) -> None:
    found = kinds(people[:, 0], people[:, 1], people[:, 2])
    for kind, (recency, orders, value) in zip(found, people.tolist(), strict=True):
        assert (kind is Kind.BEST) == (value == 5)
        if kind is not Kind.BEST:
            assert ("once" in kind) == (orders == 1)
            assert ("lately" in kind) == (recency >= 3)


def test_a_sample_counts_for_those_it_stands_for() -> None:
    sample = CustomerSample(
        keys=("a", "b", "c", "d"),
        orders=np.array([1, 1, 4, 9]),
        days=np.array([1, 1, 4, 9]),
        first=np.array([700, 990, 900, 900]),
        last=np.array([700, 990, 999, 999]),
        sales=np.array([10.0, 10.0, 10.0, 900.0]),
        value=np.array([10.0, 10.0, 10.0, 900.0]),
        until=1_000,
        everybody=400,
    )
    rfm = Rfm(
        quintiles("recency", "200", "100", "50", "5"),
        quintiles("frequency", "2", "3", "4", "5"),
        quintiles("value", "5", "6", "7", "100"),
        np.zeros((5, 5, 5), dtype=np.int64),
        np.zeros((5, 5, 5)),
    )
    assert counted(sample, rfm) == {
        Kind.BEST: 100,
        Kind.ONCE_LATELY: 100,
        Kind.ONCE_LONG_AGO: 100,
        Kind.BACK_LATELY: 100,
        Kind.BACK_LONG_AGO: 0,
    }


@pytest.mark.parametrize("population", [1, 5, 50, 1_493, 10**6])
def test_shares_are_known_within_the_margin(population: int) -> None:
    def half_width(n: int) -> float:
        return float(1.959963984540054 * np.sqrt(0.25 / n * (population - n) / max(population - 1, 1)))

    n = people_within(0.07, population)
    assert n <= population
    assert half_width(n) <= 0.07
    assert n == 1 or half_width(n - 1) > 0.07


def test_places_of_money_are_those_of_lines() -> None:
    assert UNIT == 10_000
    assert people_within(0.07, 0) == 0
