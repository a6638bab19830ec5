"""One factor by minimum residuals."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from psychograph.stats.measurement.one_factor import one_factor


def implied(loadings: np.ndarray) -> np.ndarray:
    matrix = np.outer(loadings, loadings)
    np.fill_diagonal(matrix, 1.0)
    return matrix


def test_loadings_of_exact_correlations_are_found() -> None:
    loadings = np.array([0.9, 0.3, -0.5, 0.7, 0.2])
    fit = one_factor(implied(loadings))
    np.testing.assert_allclose(fit.loadings, loadings, atol=1e-6)
    assert fit.converged
    assert fit.heywood == ()
    assert fit.mean_residual == pytest.approx(0, abs=1e-6)


def test_no_other_start_fits_better() -> None:
    rng = np.random.default_rng(1)
    off = ~np.eye(7, dtype=bool)

    def misfit(loadings: np.ndarray, r: np.ndarray) -> float:
        return float(((r - np.outer(loadings, loadings))[off] ** 2).sum())

    for _ in range(10):
        r = np.corrcoef(rng.normal(size=(40, 7)) + rng.normal(size=(40, 1)), rowvar=False)
        fit = one_factor(r)
        box = [(-np.sqrt(0.995), np.sqrt(0.995))] * 7
        best = min(minimize(misfit, rng.uniform(-0.9, 0.9, 7), args=(r,), bounds=box).fun for _ in range(8))
        assert misfit(fit.loadings, r) <= best + 1e-6


def test_a_heywood_case_is_named() -> None:
    # The first item would need a loading of sqrt(.8 * .8 / .4) = 1.26.
    fit = one_factor(np.array([[1, 0.8, 0.8], [0.8, 1, 0.4], [0.8, 0.4, 1]]))
    assert fit.heywood == (0,)
    assert np.abs(fit.loadings).max() < 1


def test_turning_and_ordering_items_turns_and_orders_loadings() -> None:
    rng = np.random.default_rng(2)
    r = np.corrcoef(rng.normal(size=(60, 6)) + 2 * rng.normal(size=(60, 1)), rowvar=False)
    sign, order = np.array([1, 1, -1, 1, -1, 1]), rng.permutation(6)
    loadings = one_factor(r).loadings
    np.testing.assert_allclose(one_factor(r * np.outer(sign, sign)).loadings, loadings * sign, atol=1e-6)
    np.testing.assert_allclose(one_factor(r[np.ix_(order, order)]).loadings, loadings[order], atol=1e-6)


@pytest.mark.parametrize("r", [np.eye(2), np.ones((1, 1)), np.zeros((0, 0)), np.full((4, 4), np.nan)])
def test_nothing_to_fit(r: np.ndarray) -> None:
    fit = one_factor(r)
    assert np.isnan(fit.loadings).all()
    assert len(fit.loadings) == len(r)
    assert not fit.converged


def test_unrelated_items_load_on_nothing() -> None:
    np.testing.assert_allclose(one_factor(np.eye(5)).loadings ** 2 @ np.ones(5), 0.0, atol=1.0)
    assert one_factor(np.eye(5)).mean_residual < 1e-6
