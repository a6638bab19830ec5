"""Alpha, omega and what each item adds, against closed forms and against scores added by hand."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from psychograph.stats.measurement.reliability import (
    ScaleReliability,
    cronbach_alpha,
    feldt_interval,
    reliability_of_covariance,
    scale_reliability,
)

STORED = Path(__file__).parents[3] / "reference" / "psychometrics.json"


def people(n: int = 200, k: int = 5, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, 1)) * np.linspace(0.4, 1.2, k) + rng.normal(size=(n, k))


def equal(k: int, r: float) -> np.ndarray:
    return np.full((k, k), r) + np.eye(k) * (1 - r)


def numbers(scale: ScaleReliability) -> list[float]:
    return [
        scale.alpha,
        *scale.alpha_interval,
        scale.alpha_standardised,
        scale.omega,
        scale.spearman_brown,
        scale.mean_inter_item_r,
        *scale.item_rest_r,
        *scale.alpha_if_dropped,
    ]


@pytest.mark.parametrize(("k", "r"), [(3, 0.5), (5, 0.2), (10, 0.1), (4, 0.0)])
def test_equal_correlations_have_a_closed_form(k: int, r: float) -> None:
    scale = reliability_of_covariance(equal(k, r), 100)
    expected = k * r / (1 + (k - 1) * r)
    assert scale.alpha == pytest.approx(expected)
    assert scale.alpha_standardised == pytest.approx(expected)
    assert scale.mean_inter_item_r == pytest.approx(r)
    if r:
        assert scale.omega == pytest.approx(expected, abs=1e-6)
        np.testing.assert_allclose(scale.item_rest_r, (k - 1) * r / math.sqrt((k - 1) * (1 + (k - 2) * r)))
        np.testing.assert_allclose(scale.alpha_if_dropped, (k - 1) * r / (1 + (k - 2) * r))


def test_omega_of_known_loadings() -> None:
    loadings = np.array([0.9, 0.7, 0.5, 0.3])
    covariances = np.outer(loadings, loadings)
    np.fill_diagonal(covariances, 1.0)
    expected = 2.4**2 / (2.4**2 + (1 - loadings**2).sum())
    scale = reliability_of_covariance(covariances, 100)
    assert scale.omega == pytest.approx(expected, abs=1e-6)
    # Alpha falls short of omega where loadings differ.
    assert scale.alpha < expected


def test_scores_added_by_hand() -> None:
    answers = people()
    scale, total = scale_reliability(answers), answers.sum(axis=1)
    expected = 5 / 4 * (1 - answers.var(axis=0, ddof=1).sum() / total.var(ddof=1))
    assert scale.alpha == pytest.approx(expected)
    for item in range(5):
        rest = total - answers[:, item]
        assert scale.item_rest_r[item] == pytest.approx(np.corrcoef(answers[:, item], rest)[0, 1])
        others = scale_reliability(np.delete(answers, item, axis=1))
        assert scale.alpha_if_dropped[item] == pytest.approx(others.alpha)


def test_pairwise_and_listwise_agree_on_complete_answers() -> None:
    pairwise, listwise = (scale_reliability(people(), missing=way) for way in ("pairwise", "listwise"))  # type: ignore[arg-type]
    np.testing.assert_allclose(numbers(pairwise), numbers(listwise))
    assert (pairwise.missing, listwise.missing) == ("pairwise", "listwise")


def test_order_shift_and_width_of_the_scale_change_nothing() -> None:
    answers = people()
    answers[np.random.default_rng(3).random(answers.shape) < 0.1] = np.nan
    expected = scale_reliability(answers)
    order = np.random.default_rng(4).permutation(200)
    for other in (answers[order], 2.5 * answers + 40, 7 - answers):
        np.testing.assert_allclose(numbers(scale_reliability(other)), numbers(expected), atol=1e-6)
    items = np.array([3, 1, 4, 0, 2])
    mixed = scale_reliability(answers[:, items])
    assert mixed.alpha == pytest.approx(expected.alpha)
    np.testing.assert_allclose(mixed.item_rest_r, expected.item_rest_r[items])


def test_a_key_not_reversed_shows() -> None:
    answers = people()
    answers[:, 4] = 7 - answers[:, 4]
    scale = scale_reliability(answers)
    assert scale.item_rest_r[4] < 0
    assert scale.alpha_if_dropped[4] > scale.alpha


def test_two_items_have_spearman_browns_number_only() -> None:
    answers = people(k=2)
    r = float(np.corrcoef(answers, rowvar=False)[0, 1])
    scale = scale_reliability(answers)
    assert scale.spearman_brown == pytest.approx(2 * r / (1 + r))
    assert scale.mean_inter_item_r == pytest.approx(r)
    np.testing.assert_allclose(scale.item_rest_r, [r, r])
    nothing = [scale.alpha, scale.alpha_standardised, scale.omega, *scale.alpha_interval]
    assert np.isnan([*nothing, *scale.alpha_if_dropped]).all()


def test_one_item_has_no_consistency() -> None:
    scale = scale_reliability(people(k=1))
    assert (scale.k, scale.n) == (1, 200)
    assert np.isnan(numbers(scale)).all()


@pytest.mark.parametrize(
    "answers",
    [
        np.full((20, 4), np.nan),
        np.full((20, 4), 3.0),
        np.zeros((0, 4)),
        np.ones((5, 0)),
        people(n=2),
        people(n=1),
    ],
)
def test_nothing_to_compute(answers: np.ndarray) -> None:
    for missing in ("pairwise", "listwise"):
        scale = scale_reliability(answers, missing=missing)  # type: ignore[arg-type]
        assert np.isnan(numbers(scale)).all()
        assert not scale.factor.converged


def test_an_item_that_does_not_vary_is_named() -> None:
    answers = people()
    answers[:, 2] = 4.0
    scale = scale_reliability(answers)
    assert scale.unvarying == (2,)
    assert np.isnan([scale.omega, scale.alpha_standardised, scale.item_rest_r[2]]).all()
    assert np.isfinite([scale.alpha, scale.item_rest_r[0]]).all()


def test_an_item_nobody_answered_leaves_nothing() -> None:
    answers = people()
    answers[:, 2] = np.nan
    scale = scale_reliability(answers)
    assert scale.unvarying == (2,)
    assert np.isnan(scale.alpha)


def test_items_that_contradict_each_other_have_a_negative_alpha() -> None:
    scale = reliability_of_covariance(equal(3, -0.3), 50)
    assert scale.alpha == pytest.approx(-0.9 / 0.4)
    assert scale.alpha_interval[0] < scale.alpha < scale.alpha_interval[1] < 1


def test_a_heywood_case_is_reported_not_hidden() -> None:
    scale = reliability_of_covariance(np.array([[1, 0.8, 0.8], [0.8, 1, 0.4], [0.8, 0.4, 1]]), 50)
    assert scale.factor.heywood == (0,)
    assert 0 < scale.omega < 1


@pytest.mark.parametrize("case", json.loads(STORED.read_text("utf-8"))["feldt"])
def test_feldts_interval_is_that_of_psych(case: dict[str, float]) -> None:
    found = feldt_interval(case["alpha"], int(case["n"]), int(case["k"]))
    assert found == pytest.approx((case["low"], case["high"]), abs=1e-9)


def test_feldts_interval_as_published() -> None:
    # statpsych::ci.cronbach prints .7971254 and .8931436 for these; its formula differs slightly.
    assert feldt_interval(0.85, 89, 7) == pytest.approx((0.7971, 0.8931), abs=1e-4)


def test_feldts_interval_covers_the_truth() -> None:
    # True alpha of five items that correlate .4; four standard errors of .95 at 400 trials are 4.4 points.
    rng, truth = np.random.default_rng(8), 5 * 0.4 / (1 + 4 * 0.4)
    hits = 0
    for _ in range(400):
        answers = np.sqrt(0.4) * rng.normal(size=(60, 1)) + np.sqrt(0.6) * rng.normal(size=(60, 5))
        low, high = scale_reliability(answers).alpha_interval
        hits += low <= truth <= high
    assert hits / 400 == pytest.approx(0.95, abs=0.044)


def test_bad_shapes() -> None:
    with pytest.raises(ValueError, match="a table"):
        scale_reliability(np.ones(5))
    with pytest.raises(ValueError, match="square"):
        reliability_of_covariance(np.ones((2, 3)), 10)
    assert math.isnan(cronbach_alpha(np.zeros((3, 3))))
