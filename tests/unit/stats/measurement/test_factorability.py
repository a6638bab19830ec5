"""Adequacy, sphericity, parallel analysis and one factor, against closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest

from psychograph.stats.measurement.factorability import (
    bartlett_sphericity,
    one_factor_check,
    parallel_analysis,
    sampling_adequacy,
)


def equal(k: int, r: float) -> np.ndarray:
    return np.full((k, k), r) + np.eye(k) * (1 - r)


@pytest.mark.parametrize(("k", "r"), [(3, 0.5), (6, 0.3), (4, 0.8)])
def test_equal_correlations_have_equal_partial_ones(k: int, r: float) -> None:
    partial = r / (1 + (k - 2) * r)
    found = sampling_adequacy(equal(k, r))
    assert found.overall == pytest.approx(r**2 / (r**2 + partial**2))
    np.testing.assert_allclose(found.items, found.overall)
    assert not found.mended


def test_two_items_are_halfway_and_unrelated_ones_nowhere() -> None:
    assert sampling_adequacy(equal(2, 0.4)).overall == pytest.approx(0.5)
    assert math.isnan(sampling_adequacy(np.eye(3)).overall)


def test_the_same_item_twice_is_mended_and_said() -> None:
    rng = np.random.default_rng(1)
    answers = rng.normal(size=(100, 3)) + rng.normal(size=(100, 1))
    doubled = np.corrcoef(np.column_stack([answers, answers[:, 0]]), rowvar=False)
    found, test = sampling_adequacy(doubled), bartlett_sphericity(doubled, 100)
    assert found.mended
    assert test.mended
    assert 0 < found.overall < 1
    assert test.p < 1e-6


@pytest.mark.parametrize(("k", "r", "n"), [(2, 0.5, 50), (4, 0.3, 200)])
def test_sphericity_of_equal_correlations(k: int, r: float, n: int) -> None:
    determinant = (1 - r) ** (k - 1) * (1 + (k - 1) * r)
    found = bartlett_sphericity(equal(k, r), n)
    assert found.chi2 == pytest.approx(-(n - 1 - (2 * k + 5) / 6) * math.log(determinant))
    assert found.df == k * (k - 1) / 2


def test_sphericity_of_unrelated_items() -> None:
    found = bartlett_sphericity(np.eye(4), 100)
    assert (found.chi2, found.p) == (0, 1)


def test_sphericity_alarms_one_time_in_twenty() -> None:
    rng = np.random.default_rng(2)
    alarms = [
        bartlett_sphericity(np.corrcoef(rng.normal(size=(80, 5)), rowvar=False), 80).p < 0.05
        for _ in range(400)
    ]
    assert np.mean(alarms) == pytest.approx(0.05, abs=0.044)


def test_order_of_items_does_not_matter() -> None:
    rng = np.random.default_rng(3)
    r = np.corrcoef(rng.normal(size=(60, 6)) + rng.normal(size=(60, 1)), rowvar=False)
    order = rng.permutation(6)
    mixed = r[np.ix_(order, order)]
    np.testing.assert_allclose(sampling_adequacy(mixed).items, sampling_adequacy(r).items[order])
    assert bartlett_sphericity(mixed, 60).chi2 == pytest.approx(bartlett_sphericity(r, 60).chi2)
    assert one_factor_check(mixed).mean_residual == pytest.approx(one_factor_check(r).mean_residual, abs=1e-6)


@pytest.mark.parametrize("factors", [1, 2, 3])
def test_parallel_analysis_finds_the_factors_that_were_made(factors: int) -> None:
    rng = np.random.default_rng(4)
    pattern = np.kron(np.eye(factors), np.full((1, 5), 0.8))
    answers = rng.normal(size=(400, factors)) @ pattern + 0.6 * rng.normal(size=(400, 5 * factors))
    found = parallel_analysis(np.corrcoef(answers, rowvar=False), 400, rng=rng)
    assert (found.n_components, found.n_factors) == (factors, factors)


@pytest.mark.parametrize(("n", "k"), [(150, 6), (7, 8)])
def test_thresholds_are_those_of_drawn_answers(n: int, k: int) -> None:
    rng = np.random.default_rng(5)
    found = parallel_analysis(np.eye(k), n, rng=rng, draws=1000)
    drawn = [
        np.linalg.eigvalsh(np.corrcoef(rng.normal(size=(n, k)), rowvar=False))[::-1] for _ in range(1000)
    ]
    # Percentiles of a thousand draws: standard errors near .01, near .04 with seven people.
    atol = 0.03 if n > k else 0.15
    np.testing.assert_allclose(found.component_thresholds, np.percentile(drawn, 95, axis=0), atol=atol)


def test_unrelated_items_keep_nothing_and_the_same_seed_says_the_same() -> None:
    one, two = (parallel_analysis(np.eye(5), 100, rng=np.random.default_rng(6)) for _ in range(2))
    assert (one.n_components, one.n_factors) == (0, 0)
    assert (one.factor_thresholds == two.factor_thresholds).all()


def test_counting_stops_at_the_first_that_fails() -> None:
    # 26 respondents and strong pairs: later eigenvalues may pass again, and do not count.
    rng = np.random.default_rng(7)
    found = parallel_analysis(equal(8, 0.5), 100, rng=rng, communalities="smc")
    above = found.factors > found.factor_thresholds
    assert found.n_factors == int(np.argmin(above)) == 1


def test_one_factor_of_equal_correlations() -> None:
    check = one_factor_check(equal(5, 0.36))
    assert check.first_share == pytest.approx((1 + 4 * 0.36) / 5)
    assert check.eigenvalue_ratio == pytest.approx((1 + 4 * 0.36) / 0.64)
    assert check.factor_share == pytest.approx(0.36, abs=1e-6)
    assert check.mean_residual == pytest.approx(0, abs=1e-6)
    assert check.converged


def test_two_things_are_not_one() -> None:
    r = np.eye(6)
    r[:3, :3] = r[3:, 3:] = equal(3, 0.6)
    check = one_factor_check(r)
    assert check.eigenvalue_ratio == pytest.approx(1)
    assert check.mean_residual > 0.1


@pytest.mark.parametrize("r", [np.full((4, 4), np.nan), np.ones((1, 1)), np.zeros((0, 0))])
def test_nothing_to_compute(r: np.ndarray) -> None:
    assert math.isnan(sampling_adequacy(r).overall)
    assert math.isnan(bartlett_sphericity(r, 100).chi2)
    assert math.isnan(one_factor_check(r).first_share)
    found = parallel_analysis(r, 100, rng=np.random.default_rng(1))
    assert (found.n_components, found.n_factors) == (0, 0)


def test_too_few_respondents() -> None:
    assert math.isnan(bartlett_sphericity(equal(4, 0.3), 3).p)
    assert parallel_analysis(equal(4, 0.3), 2, rng=np.random.default_rng(1)).n_components == 0


def test_one_thing_said_in_the_same_words() -> None:
    check = one_factor_check(np.ones((3, 3)))
    assert check.eigenvalue_ratio == math.inf
    assert check.heywood == (0, 1, 2)
