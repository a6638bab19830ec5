"""Ranks from counts are those of everybody, one by one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from psychograph.stats.comparison.ranks import kruskal_wallis, kruskal_wallis_of_counts


@given(
    arrays(np.int64, st.tuples(st.integers(2, 4), st.just(5)), elements=st.integers(0, 9)).filter(
        lambda table: bool((table.sum(axis=1) > 0).all() and (table.sum(axis=0) > 0).sum() > 1)
    )
)
def test_counts_say_the_same_as_everybody(table: np.ndarray) -> None:
    scores = np.concatenate([np.repeat(np.arange(5.0), row) for row in table])
    labels = np.repeat(np.arange(1, len(table) + 1), table.sum(axis=1))
    one, other = kruskal_wallis(scores, labels), kruskal_wallis_of_counts(table)
    assert other.statistic == pytest.approx(one.statistic, abs=1e-9)
    assert other.df == one.df
    assert other.p == pytest.approx(one.p, abs=1e-9)


def test_all_alike_cannot_be_compared() -> None:
    assert math.isnan(kruskal_wallis_of_counts(np.array([[0, 5, 0], [0, 7, 0]])).p)


@pytest.mark.parametrize("table", [np.array([[1, 2]]), np.array([[1, 2], [0, 0]])])
def test_a_comparison_needs_two_groups_with_somebody(table: np.ndarray) -> None:
    with pytest.raises(ValueError, match="two or more groups"):
        kruskal_wallis_of_counts(table)
