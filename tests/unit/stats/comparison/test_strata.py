"""Mantel and Haenszel's test: what says nothing, and what strata explain."""

from __future__ import annotations

import math

import numpy as np
import pytest

from psychograph.stats.comparison.strata import mantel_haenszel


def test_what_strata_explain_is_no_difference() -> None:
    # In each stratum rates are equal; together the first group looks twice as good.
    had, of = np.array([[80, 8], [2, 20]]), np.array([[100, 10], [10, 100]])
    assert mantel_haenszel(had, of).p == pytest.approx(1.0)


def test_one_stratum_of_two_groups_is_nearly_pearson() -> None:
    found = mantel_haenszel(np.array([[30, 20]]), np.array([[50, 50]]))
    assert found.statistic == pytest.approx(4.0 * 99 / 100)  # Pearson's 4, times (n - 1) / n


def test_strata_that_say_nothing_change_nothing() -> None:
    had, of = np.array([[30, 20, 25]]), np.array([[50, 50, 50]])
    more = np.array([[0, 0, 0], [5, 5, 5], [1, 0, 0]]), np.array([[9, 9, 9], [5, 5, 5], [1, 0, 0]])
    whole = mantel_haenszel(np.vstack([had, more[0]]), np.vstack([of, more[1]]))
    assert whole.statistic == pytest.approx(mantel_haenszel(had, of).statistic)


def test_nothing_to_compare() -> None:
    assert math.isnan(mantel_haenszel(np.array([[5, 0]]), np.array([[9, 0]])).p)
    assert math.isnan(mantel_haenszel(np.zeros((0, 2), int), np.zeros((0, 2), int)).p)


def test_counts_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="no more people than there are"):
        mantel_haenszel(np.array([[5, 6]]), np.array([[5, 5]]))
