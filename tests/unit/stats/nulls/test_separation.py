"""Silhouette widths, against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import silhouette_score

from psychograph.stats.nulls.separation import silhouette


@pytest.mark.parametrize(("n", "k", "seed"), [(12, 2, 0), (60, 4, 1), (300, 7, 2)])
def test_silhouette_is_that_of_scikit_learn(n: int, k: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(n, 3))
    labels = np.r_[np.arange(1, k + 1), rng.integers(1, k + 1, n - k)]
    assert silhouette(values, labels) == pytest.approx(silhouette_score(values, labels), abs=1e-12)


def test_groups_of_one_count_as_zero_and_equal_points_do_not_divide_by_zero() -> None:
    assert silhouette(np.zeros((4, 2)), np.array([1, 1, 2, 2])) == 0
    # The lone point has width 0 by definition; the two others are at distance 1 of each other, 9.5 of it.
    lone = silhouette(np.array([[0.0], [1.0], [10.0]]), np.array([1, 1, 2]))
    assert lone == pytest.approx(((10 - 1) / 10 + (9 - 1) / 9 + 0) / 3)


def test_chunks_do_not_change_the_result(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(5).normal(size=(3000, 2))
    labels = np.where(values[:, 0] > 0, 1, 2)
    subset = slice(0, 1500)
    whole = silhouette(values[subset], labels[subset])
    # 3,000 rows take three chunks of 1,333; the mean of equal data twice over is the mean once,
    # up to the distance of a point to its own copy, which the larger group dilutes.
    twice = silhouette(np.tile(values[subset], (2, 1)), np.tile(labels[subset], 2))
    assert twice == pytest.approx(whole, abs=2e-3)
