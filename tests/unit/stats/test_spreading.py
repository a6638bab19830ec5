"""Logarithms and ranks keep the order of figures, and lead back to them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from psychograph.stats.spreading import figures_at, logs, ranks, skewness

FIGURES = st.lists(st.integers(0, 10**6), min_size=1, max_size=40)


@given(FIGURES)
def test_order_is_kept_and_figures_come_back(figures: list[int]) -> None:
    known = np.array(figures, dtype=float)
    for spread in (logs(known), ranks(known)):
        assert ((spread[:, None] < spread) == (known[:, None] < known)).all()
        np.testing.assert_allclose(figures_at(spread, spread, known), known, rtol=1e-9)


@given(FIGURES)
def test_ranks_are_those_of_scipy(figures: list[int]) -> None:
    known = np.array(figures, dtype=float)
    np.testing.assert_allclose(ranks(known), (stats.rankdata(known) - 0.5) / len(known), atol=1e-12)


def test_weights_stand_for_people() -> None:
    once = ranks(np.array([1.0, 2.0, 5.0]), np.array([2.0, 1.0, 3.0]))
    repeated = ranks(np.array([1.0, 1, 2, 5, 5, 5]))
    assert once.tolist() == pytest.approx(repeated[[0, 2, 3]].tolist())


def test_blanks_stay_blank() -> None:
    assert np.isnan(ranks(np.array([np.nan, 1.0]))).tolist() == [True, False]
    assert np.isnan(logs(np.array([np.nan]))).all()
    with pytest.raises(ValueError, match="below 0"):
        logs(np.array([-1.0]))


def test_skewness_is_that_of_scipy() -> None:
    drawn = np.random.default_rng(1).exponential(size=200)
    assert skewness(np.append(drawn, np.nan)) == pytest.approx(stats.skew(drawn), rel=1e-10)
    assert np.isnan(skewness(np.ones(9)))
