"""Pairwise and listwise covariances and correlations."""

from __future__ import annotations

import numpy as np
import pytest

from psychograph.stats.measurement.covariance import correlation, correlation_of, covariance, mended


@pytest.fixture
def answers() -> np.ndarray:
    rng = np.random.default_rng(1)
    values = rng.normal(size=(80, 4)) + rng.normal(size=(80, 1))
    values[rng.random(values.shape) < 0.2] = np.nan
    return values


def test_complete_answers_give_what_numpy_gives() -> None:
    values = np.random.default_rng(1).normal(size=(50, 3))
    for missing in ("pairwise", "listwise"):
        found = covariance(values, missing=missing)  # type: ignore[arg-type]
        np.testing.assert_allclose(found.matrix, np.cov(values, rowvar=False), atol=1e-14)
        assert (found.n, found.n_smallest) == (50, 50)
    np.testing.assert_allclose(correlation(values).matrix, np.corrcoef(values, rowvar=False), atol=1e-14)


def test_every_pair_is_that_of_who_answered_both(answers: np.ndarray) -> None:
    found, related = covariance(answers), correlation(answers)
    counts = []
    for i in range(4):
        for j in range(4):
            both = np.isfinite(answers[:, [i, j]]).all(axis=1)
            counts.append(both.sum())
            pair = answers[both][:, [i, j]]
            assert found.matrix[i, j] == pytest.approx(np.cov(pair, rowvar=False)[0, 1])
            assert related.matrix[i, j] == pytest.approx(np.corrcoef(pair, rowvar=False)[0, 1])
    assert found.n_smallest == min(counts)
    assert found.n == (np.isfinite(answers).sum(axis=1) >= 2).sum()


def test_listwise_keeps_who_answered_everything(answers: np.ndarray) -> None:
    whole = answers[np.isfinite(answers).all(axis=1)]
    found = covariance(answers, missing="listwise")
    np.testing.assert_allclose(found.matrix, np.cov(whole, rowvar=False))
    assert found.n == len(whole)


def test_order_of_people_and_items_does_not_matter(answers: np.ndarray) -> None:
    rng = np.random.default_rng(2)
    people, items = rng.permutation(80), rng.permutation(4)
    found = correlation(answers[people][:, items]).matrix
    np.testing.assert_allclose(found, correlation(answers).matrix[np.ix_(items, items)], atol=1e-12)


def test_large_numbers_do_not_cancel(answers: np.ndarray) -> None:
    np.testing.assert_allclose(covariance(answers + 1e9).matrix, covariance(answers).matrix, rtol=1e-5)


@pytest.mark.parametrize("constant", [3.0, 0.1, 1e9 + 0.1, 0.0])
def test_an_item_that_does_not_vary(answers: np.ndarray, constant: float) -> None:
    answers[:, 2] = constant
    assert (covariance(answers).matrix[2] == 0).all()
    assert np.isnan(correlation(answers).matrix[2]).all()
    assert np.isfinite(correlation(answers).matrix[:2, :2]).all()


def test_pairs_nobody_answered_are_not_known() -> None:
    values = np.array([[1.0, np.nan], [2.0, np.nan], [np.nan, 3.0], [np.nan, 5.0]])
    found = covariance(values)
    assert np.isnan(found.matrix[0, 1])
    assert found.matrix[0, 0] == pytest.approx(0.5)
    assert (found.n, found.n_smallest) == (0, 0)
    assert covariance(values, missing="listwise").n == 0


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (0, 0), (1, 3)])
def test_hardly_anything(shape: tuple[int, int]) -> None:
    assert np.isnan(covariance(np.ones(shape)).matrix).all()
    assert np.isnan(correlation(np.ones(shape)).matrix).all()


def test_bad_input() -> None:
    with pytest.raises(ValueError, match="a table"):
        covariance(np.ones(3))
    with pytest.raises(ValueError, match="pairwise or listwise"):
        correlation(np.ones((3, 2)), missing="mean")  # type: ignore[arg-type]


def test_correlations_of_covariances() -> None:
    values = np.random.default_rng(1).normal(size=(50, 3))
    np.testing.assert_allclose(
        correlation_of(np.cov(values, rowvar=False)), np.corrcoef(values, rowvar=False), atol=1e-14
    )
    assert np.isnan(correlation_of(np.array([[1.0, 0.0], [0.0, 0.0]]))[1]).all()


def test_contradicting_pairs_are_mended() -> None:
    impossible = np.array([[1.0, 0.9, -0.9], [0.9, 1.0, 0.9], [-0.9, 0.9, 1.0]])
    matrix, changed = mended(impossible)
    assert changed
    assert np.linalg.eigvalsh(matrix)[0] > 0
    np.testing.assert_allclose(np.diag(matrix), 1.0)
    possible = np.array([[1.0, 0.5], [0.5, 1.0]])
    assert mended(possible) == (possible, False) or mended(possible)[0] is possible
