"""Differences, logistic regression and the area under the curve, against scipy and scikit-learn."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from psychograph.stats.representation.auc import auc
from psychograph.stats.representation.differences import mean_difference, share_difference, table_p
from psychograph.stats.representation.logistic import fit_logistic, folds

RNG_SEED = 5
RUNS = 400
# Binomial(400, .05) lies within .05 +- .035 in more than 99.8 of 100.
SLACK = 0.035


@pytest.mark.parametrize("k", [2, 3, 4])
def test_logistic_is_that_of_scikit_learn(k: int) -> None:
    rng = np.random.default_rng(RNG_SEED)
    features = rng.standard_normal((300, 3))
    groups = (features @ rng.standard_normal((3, k)) + rng.gumbel(size=(300, k))).argmax(axis=1)
    found = fit_logistic(features, groups, k)
    penalty = 2.0 if k == 2 else 1.0  # two groups have two slopes here, and one there
    theirs = LogisticRegression(C=penalty, tol=1e-10, max_iter=10_000).fit(features, groups)
    # Both stop where the gradient is small: equal to four digits.
    np.testing.assert_allclose(found.shares(features), theirs.predict_proba(features), atol=1e-4)


def test_logistic_stays_finite_where_a_figure_tells_groups_without_error() -> None:
    features = np.linspace(-1, 1, 40)[:, None]
    found = fit_logistic(features, (features[:, 0] > 0).astype(np.int64), 2)
    assert np.isfinite(found.slopes).all()
    assert (found.shares(features).argmax(axis=1) == (features[:, 0] > 0)).all()


def test_auc_is_that_of_scikit_learn_with_ties() -> None:
    rng = np.random.default_rng(RNG_SEED)
    scores, positive = rng.integers(0, 9, 200).astype(float), rng.random(200) < 0.3
    found = auc(scores, positive)
    assert found.area == pytest.approx(roc_auc_score(positive, scores), abs=1e-12)
    assert found.low < found.area < found.high


def test_auc_interval_covers_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(RNG_SEED)
    truth = float(stats.norm.cdf(0.5 / math.sqrt(2)))  # two normal distributions half a deviation apart
    covered = 0
    for _ in range(RUNS):
        scores = np.concatenate([rng.standard_normal(60) + 0.5, rng.standard_normal(120)])
        found = auc(scores, np.arange(180) < 60)
        covered += found.low <= truth <= found.high
    assert abs(covered / RUNS - 0.95) < SLACK


def test_mean_difference_is_welch_and_its_interval_covers() -> None:
    rng = np.random.default_rng(RNG_SEED)
    one, other = rng.standard_normal(40) + 1, 3 * rng.standard_normal(70)
    found = mean_difference(np.append(one, np.nan), other)
    assert found.p == pytest.approx(stats.ttest_ind(one, other, equal_var=False).pvalue, rel=1e-10)
    covered = 0
    for _ in range(RUNS):
        part = mean_difference(rng.standard_normal(50) + 0.4, rng.standard_normal(200))
        covered += part.low <= 0.4 <= part.high
    assert abs(covered / RUNS - 0.95) < SLACK


def test_nothing_to_compare_is_not_asked() -> None:
    same = np.ones(5)
    assert math.isnan(mean_difference(same, same).p)
    assert math.isnan(mean_difference(np.array([1.0]), np.array([1.0, 2.0])).d)
    assert math.isnan(table_p(np.array([[3], [4]])))


def test_table_is_pearsons() -> None:
    counts = np.array([[10, 20, 0, 7], [30, 25, 0, 9]])
    expected = stats.chi2_contingency(counts[:, [0, 1, 3]], correction=False).pvalue
    assert table_p(counts) == pytest.approx(expected, rel=1e-12)


def test_share_difference_holds_for_nobody() -> None:
    """Newcombe's table II, 0 of 10 against 0 of 20."""
    found = share_difference(0, 10, 0, 20)
    assert (found.difference, round(found.low, 4), round(found.high, 4)) == (0, -0.1611, 0.2775)


def test_folds_are_as_equal_as_can_be() -> None:
    found = folds(23, 5, np.random.default_rng(1))
    assert sorted(np.bincount(found).tolist()) == [4, 4, 5, 5, 5]
