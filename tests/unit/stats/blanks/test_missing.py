"""EM and Little's test, against closed forms and the printed formula."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from psychograph.stats.blanks import patterns
from psychograph.stats.blanks.imputation import conditional_means, impute
from psychograph.stats.blanks.missing import fit_normal, little_test
from psychograph.stats.blanks.patterns import blocks_of


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def gappy(n: int = 120, p: int = 4, share: float = 0.2, seed: int = 2) -> np.ndarray:
    rng = np.random.default_rng(seed)
    answers = rng.normal(size=(n, p)) + rng.normal(size=(n, 1)) + np.arange(p)
    answers[rng.random(answers.shape) < share] = np.nan
    return answers


def test_complete_answers_are_their_own_model(rng: np.random.Generator) -> None:
    answers = rng.normal(size=(50, 3))
    model = fit_normal(answers, rng=rng)
    np.testing.assert_allclose(model.mean, answers.mean(axis=0))
    np.testing.assert_allclose(model.covariance, np.cov(answers, rowvar=False, ddof=0))
    expected = stats.multivariate_normal(model.mean, model.covariance).logpdf(answers).sum()
    assert model.log_likelihood == pytest.approx(expected)
    assert (model.patterns, model.ridge, model.silent, model.sampled) == (1, 0, 0, False)
    test = little_test(answers, model)
    assert (test.df, test.patterns) == (0, 1)
    assert math.isnan(test.d2)
    assert math.isnan(test.p)


def test_monotone_gaps_have_a_closed_form(rng: np.random.Generator) -> None:
    # Anderson 1957: regress the later column on the earlier among those who answered both.
    x = rng.normal(5, 2, size=300)
    y = 1 + 0.5 * x + rng.normal(size=300)
    y[x > 5.5] = np.nan
    both = np.isfinite(y)
    slope = np.cov(x[both], y[both], ddof=0)[0, 1] / x[both].var()
    rest = (y[both] - y[both].mean() - slope * (x[both] - x[both].mean())).var()
    model = fit_normal(np.column_stack([x, y]), rng=rng, tolerance=1e-11, largest_iterations=1000)
    assert model.mean[1] == pytest.approx(y[both].mean() + slope * (x.mean() - x[both].mean()))
    assert model.covariance[0, 1] == pytest.approx(slope * x.var())
    assert model.covariance[1, 1] == pytest.approx(rest + slope**2 * x.var())


def test_likelihood_is_that_of_scipy_and_cannot_be_raised(rng: np.random.Generator) -> None:
    answers = gappy()
    model = fit_normal(answers, rng=rng, tolerance=1e-9)

    def likelihood(mean: np.ndarray, covariance: np.ndarray) -> float:
        found = 0.0
        for row in answers:
            o = np.isfinite(row)
            if o.any():
                found += stats.multivariate_normal(mean[o], covariance[np.ix_(o, o)]).logpdf(row[o])
        return found

    best = likelihood(model.mean, model.covariance)
    assert model.log_likelihood == pytest.approx(best)
    for _ in range(10):
        shaken = model.covariance + 0.02 * np.cov(rng.normal(size=(9, 4)), rowvar=False)
        assert likelihood(model.mean + 0.02 * rng.normal(size=4), shaken) < best


def test_little_is_the_printed_formula(rng: np.random.Generator) -> None:
    answers = gappy()
    model = fit_normal(answers, rng=rng)
    known = np.isfinite(answers)
    d2, df = 0.0, -4
    for pattern in np.unique(known[known.any(axis=1)], axis=0):
        rows = answers[(known == pattern).all(axis=1)][:, pattern]
        gap = rows.mean(axis=0) - model.mean[pattern]
        d2 += len(rows) * gap @ np.linalg.solve(model.covariance[np.ix_(pattern, pattern)], gap)
        df += int(pattern.sum())
    test = little_test(answers, model)
    assert test.d2 == pytest.approx(d2)
    assert test.df == df
    assert test.p == pytest.approx(stats.chi2.sf(d2, df))


def test_expectations_are_regressions(rng: np.random.Generator) -> None:
    answers = gappy()
    model = fit_normal(answers, rng=rng)
    filled = conditional_means(answers, model)
    for row, found in zip(answers, filled, strict=True):
        o = np.isfinite(row)
        if o.all() or not o.any():
            continue
        weights = np.linalg.solve(model.covariance[np.ix_(o, o)], model.covariance[np.ix_(o, ~o)])
        np.testing.assert_allclose(found[~o], model.mean[~o] + (row[o] - model.mean[o]) @ weights)
        np.testing.assert_array_equal(found[o], row[o])


def test_draws_have_the_conditional_spread(rng: np.random.Generator) -> None:
    answers = gappy()
    model = fit_normal(answers, rng=rng)
    row = np.array([[1.0, np.nan, np.nan, 2.0]])
    drawn = np.array([table[0, 1:3] for table in impute(row, model, rng, 20_000)])
    o, m = [0, 3], [1, 2]
    cross = model.covariance[np.ix_(m, o)] @ np.linalg.inv(model.covariance[np.ix_(o, o)])
    expected = model.covariance[np.ix_(m, m)] - cross @ model.covariance[np.ix_(o, m)]
    # Standard errors at 20,000 draws are about .01.
    np.testing.assert_allclose(np.cov(drawn, rowvar=False), expected, atol=0.05)
    np.testing.assert_allclose(drawn.mean(axis=0), conditional_means(row, model)[0, m], atol=0.04)


def test_draws_repeat_by_seed_and_keep_the_answers(rng: np.random.Generator) -> None:
    answers = gappy()
    model = fit_normal(answers, rng=rng)
    one, two = (impute(answers, model, np.random.default_rng(5), 3) for _ in range(2))
    known = np.isfinite(answers)
    assert len(list(one)) == 3
    for mine, other in zip(one, two, strict=True):
        np.testing.assert_array_equal(mine, other)
        np.testing.assert_array_equal(mine[known], answers[known])
    assert (one.drawn[0] != one.drawn[1]).all()


def test_order_and_units_change_nothing(rng: np.random.Generator) -> None:
    answers = gappy()
    model = fit_normal(answers, rng=rng)
    people, items = rng.permutation(120), rng.permutation(4)
    mixed = fit_normal(answers[people][:, items], rng=rng)
    np.testing.assert_allclose(mixed.covariance, model.covariance[np.ix_(items, items)], atol=1e-9)
    assert little_test(answers[people][:, items], mixed).d2 == pytest.approx(little_test(answers, model).d2)
    scaled = fit_normal(1e6 + 1000 * answers, rng=rng)
    np.testing.assert_allclose(scaled.covariance, 1e6 * model.covariance, rtol=1e-6)
    assert little_test(1e6 + 1000 * answers, scaled).d2 == pytest.approx(
        little_test(answers, model).d2, rel=1e-6
    )


def test_small_blocks_change_nothing(rng: np.random.Generator, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = gappy(n=400, p=6)
    whole = fit_normal(answers, rng=rng)
    d2 = little_test(answers, whole).d2
    monkeypatch.setattr(patterns, "BLOCK", 40)
    assert max(len(block.rows) for block in blocks_of(np.isfinite(answers))) <= 6
    apart = fit_normal(answers, rng=rng)
    np.testing.assert_allclose(apart.covariance, whole.covariance, atol=1e-12)
    assert little_test(answers, apart).d2 == pytest.approx(d2)


def test_few_patterns_of_many_people(rng: np.random.Generator) -> None:
    # Planned gaps: thirds of people skip one of three columns.
    answers = rng.normal(size=(300, 4)) + rng.normal(size=(300, 1))
    for third in range(3):
        answers[third::3, third] = np.nan
    model = fit_normal(answers, rng=rng)
    assert model.patterns == 3
    test = little_test(answers, model)
    assert (test.df, test.lone_patterns) == (5, 0)
    expected = conditional_means(answers, model)
    assert np.isfinite(expected).all()
    alone = np.vstack([conditional_means(answers[row : row + 1], model) for row in range(300)])
    np.testing.assert_allclose(alone, expected, atol=1e-12)


def test_columns_that_do_not_vary_or_have_no_answers(rng: np.random.Generator) -> None:
    answers = np.column_stack([gappy(), np.full(120, 0.1), np.full(120, np.nan)])
    answers[3, 4] = np.nan
    model, plain = fit_normal(answers, rng=rng), fit_normal(gappy(), rng=rng)
    np.testing.assert_array_equal(model.modelled, [True] * 4 + [False] * 2)
    np.testing.assert_allclose(model.covariance[:4, :4], plain.covariance)
    assert (model.mean[4], model.covariance[4, 4]) == (0.1, 0)
    assert np.isnan(model.mean[5])
    assert np.isnan(model.covariance[5]).all()
    assert little_test(answers, model) == little_test(gappy(), plain)
    for filled in (conditional_means(answers, model), impute(answers, model, rng, 1).completed(0)):
        assert filled[3, 4] == 0.1
        assert np.isnan(filled[:, 5]).all()
        assert np.isfinite(filled[np.isfinite(gappy()).any(axis=1), :5]).all()


def test_people_without_answers_stay_without(rng: np.random.Generator) -> None:
    answers = gappy()
    answers[7] = np.nan
    model = fit_normal(answers, rng=rng)
    assert model.silent == (~np.isfinite(answers).any(axis=1)).sum()
    assert not model.used[7]
    assert np.isnan(conditional_means(answers, model)[7]).all()
    assert np.isnan(impute(answers, model, rng, 2).completed(1)[7]).all()


def test_a_column_that_follows_from_others_gets_a_ridge(rng: np.random.Generator) -> None:
    answers = rng.normal(size=(100, 3))
    answers = np.column_stack([answers, answers.sum(axis=1)])
    answers[rng.random(answers.shape) < 0.1] = np.nan
    model = fit_normal(answers, rng=rng)
    assert model.ridge > 0
    assert np.linalg.eigvalsh(model.covariance)[0] > 0
    one_gap = np.isfinite(answers).sum(axis=1) == 3
    filled = conditional_means(answers, model)[one_gap]
    np.testing.assert_allclose(filled[:, :3].sum(axis=1), filled[:, 3], atol=0.01)
    assert np.isfinite(little_test(answers, model).p)


def test_fewer_people_than_columns(rng: np.random.Generator) -> None:
    answers = gappy(n=6, p=10)
    model = fit_normal(answers, rng=rng)
    assert model.ridge > 0
    assert np.isfinite(model.log_likelihood)
    assert np.isfinite(conditional_means(answers, model)).all()


def test_pairs_nobody_answered_are_counted(rng: np.random.Generator) -> None:
    answers = rng.normal(size=(100, 3))
    answers[:50, 0] = np.nan
    answers[50:, 1] = np.nan
    assert fit_normal(answers, rng=rng).unseen_pairs == 1


@pytest.mark.parametrize(
    "answers",
    [np.full((5, 3), np.nan), np.zeros((0, 3)), np.zeros((5, 0)), np.ones((5, 3)), np.array([[1.0, np.nan]])],
)
def test_nothing_to_fit(answers: np.ndarray, rng: np.random.Generator) -> None:
    model = fit_normal(answers, rng=rng)
    assert not model.converged
    assert math.isnan(model.log_likelihood)
    assert math.isnan(little_test(answers, model).p)
    assert conditional_means(answers, model).shape == answers.shape
    assert impute(answers, model, rng, 2).completed(0).shape == answers.shape


def test_too_few_steps_are_reported(rng: np.random.Generator) -> None:
    model = fit_normal(gappy(), rng=rng, largest_iterations=2)
    assert (model.converged, model.iterations) == (False, 2)


def test_bad_shapes(rng: np.random.Generator) -> None:
    with pytest.raises(ValueError, match="a table"):
        fit_normal(np.ones(3), rng=rng)
    model = fit_normal(gappy(), rng=rng)
    for call in (conditional_means, little_test):
        with pytest.raises(ValueError, match="4 columns"):
            call(np.ones((3, 5)), model)
    with pytest.raises(ValueError, match="respondents"):
        little_test(gappy(n=50), model)
