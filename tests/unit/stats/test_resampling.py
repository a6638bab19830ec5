"""Stability and chance, on data whose truth is known."""

from __future__ import annotations

from functools import partial

import numpy as np

from psychograph.segmentation.fit import cluster
from psychograph.stats.resampling import _covariance_root, bootstrap_jaccard, null_silhouettes
from psychograph.stats.separation import silhouette
from psychograph.stats.ward import standardise

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


def test_the_null_keeps_correlations_and_has_no_groups() -> None:
    rng = np.random.default_rng(2)
    common = rng.normal(size=(200, 1))
    correlated = standardise(common + 0.5 * rng.normal(size=(200, 4)))
    null = null_silhouettes(correlated, TWO, replicates=40, largest=500, rng=rng)
    own = silhouette(correlated, TWO(correlated))
    # One correlated cloud is no exception among clouds of its own kind ...
    assert null.min() < own < null.max()
    # ... and those split more clearly than clouds without correlation.
    free = null_silhouettes(standardise(rng.normal(size=(200, 4))), TWO, replicates=40, largest=500, rng=rng)
    assert null.mean() > free.mean()


def test_the_null_keeps_correlations_with_more_columns_than_points() -> None:
    values = standardise(np.random.default_rng(3).normal(size=(30, 40)))
    root = _covariance_root(values)
    np.testing.assert_allclose(root.T @ root, np.cov(values, rowvar=False, ddof=0), atol=1e-12)
