"""Stability, on data whose truth is known."""

from __future__ import annotations

from functools import partial

import numpy as np
from ward_groups import cluster

from psychograph.stats.nulls.resampling import bootstrap_jaccard

TWO = partial(cluster, k=2)


def overlap(values: np.ndarray, seed: int = 0) -> np.ndarray:
    return bootstrap_jaccard(
        values, TWO(values), TWO, replicates=50, largest=500, rng=np.random.default_rng(seed)
    )


def test_groups_far_apart_are_always_found_again() -> None:
    values = np.random.default_rng(0).normal(size=(60, 3)) + 20 * (np.arange(60) < 25)[:, None]
    assert overlap(values).tolist() == [1.0, 1.0]


def test_a_cut_through_one_cloud_is_not() -> None:
    values = np.random.default_rng(0).normal(size=(300, 4))
    assert overlap(values).min() < 0.6
