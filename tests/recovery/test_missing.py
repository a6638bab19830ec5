"""What was made to be missing is made good, and Little's test alarms as often as it says."""

from __future__ import annotations

import numpy as np
import pytest

from psychograph.stats.blanks.imputation import conditional_means, impute
from psychograph.stats.blanks.missing import fit_normal, little_test

MEAN = np.array([3.0, 1.0, -2.0, 0.5])
COVARIANCE = np.array(
    [[2.0, 1.2, 0.6, 0.3], [1.2, 1.5, 0.5, 0.2], [0.6, 0.5, 1.0, 0.4], [0.3, 0.2, 0.4, 1.0]]
)


def people(n: int, rng: np.random.Generator) -> np.ndarray:
    return rng.multivariate_normal(MEAN, COVARIANCE, size=n)


def with_gaps(answers: np.ndarray, rng: np.random.Generator, share: float) -> np.ndarray:
    """Leave out answers by chance alone."""
    gaps = answers.copy()
    gaps[rng.random(answers.shape) < share] = np.nan
    return gaps


def skipped_by_the_high(answers: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Leave out the second and third answers of those high on the first: missing at random."""
    gaps = answers.copy()
    high = answers[:, 0] > MEAN[0]
    for column in (1, 2):
        gaps[high & (rng.random(len(answers)) < 0.6), column] = np.nan
    return gaps


def test_em_finds_means_that_complete_cases_miss() -> None:
    rng = np.random.default_rng(3)
    answers = skipped_by_the_high(people(20_000, rng), rng)
    model = fit_normal(answers, rng=rng)
    complete = answers[np.isfinite(answers).all(axis=1)]
    # Standard errors of the means are about .01.
    np.testing.assert_allclose(model.mean, MEAN, atol=0.04)
    np.testing.assert_allclose(model.covariance, COVARIANCE, atol=0.08)
    assert abs(complete[:, 1].mean() - MEAN[1]) > 0.2


def test_draws_hang_together_and_vary_as_the_answers_did() -> None:
    rng = np.random.default_rng(4)
    answers = skipped_by_the_high(people(20_000, rng), rng)
    model = fit_normal(answers, rng=rng)
    draws = impute(answers, model, rng, 5)
    for table in draws:
        assert np.isfinite(table).all()
        np.testing.assert_allclose(np.cov(table, rowvar=False), COVARIANCE, atol=0.1)
        np.testing.assert_allclose(table.mean(axis=0), MEAN, atol=0.05)
    expected = conditional_means(answers, model)
    assert np.cov(expected, rowvar=False)[1, 1] < COVARIANCE[1, 1] - 0.2


def test_little_alarms_by_chance_one_time_in_twenty() -> None:
    rng = np.random.default_rng(5)
    alarms = 0
    for _ in range(400):
        answers = with_gaps(people(300, rng), rng, 0.08)
        alarms += little_test(answers, fit_normal(answers, rng=rng)).p < 0.05
    # Four standard errors of a share of .05 at 400 trials are 4.4 points.
    assert alarms / 400 == pytest.approx(0.05, abs=0.044)


def test_little_sees_people_who_skip_for_a_reason() -> None:
    rng = np.random.default_rng(6)
    seen = 0
    for _ in range(50):
        answers = skipped_by_the_high(people(300, rng), rng)
        seen += little_test(answers, fit_normal(answers, rng=rng)).p < 0.05
    assert seen >= 48


def test_a_sample_of_many_patterns_finds_the_same_and_says_so() -> None:
    rng = np.random.default_rng(7)
    covariance = 0.4 + 0.6 * np.eye(12)
    answers = with_gaps(rng.multivariate_normal(np.zeros(12), covariance, size=6000), rng, 0.5)
    model = fit_normal(answers, rng=np.random.default_rng(1), largest_effort=200_000)
    assert model.sampled
    assert 500 < model.used.sum() < 3000
    np.testing.assert_allclose(model.covariance, covariance, atol=0.25)
    assert little_test(answers, model).respondents == model.used.sum()
    assert np.isfinite(conditional_means(answers, model)[np.isfinite(answers).any(axis=1)]).all()
