"""Gaussian mixtures: against scipy's densities and scikit-learn, and what must hold for any values."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import get_args

import numpy as np
import pytest
from scipy.stats import multivariate_normal
from sklearn.datasets import load_iris
from sklearn.mixture import GaussianMixture

from psychograph.stats.mixtures.gaussian_bootstrap import gaussian_bootstrap_likelihood_ratio
from psychograph.stats.mixtures.gaussian_columns import Covariance
from psychograph.stats.mixtures.gaussian_mixture import gaussian_mixture
from psychograph.stats.mixtures.gaussian_mixture_fit import GaussianMixtureFit

FORMS: tuple[Covariance, ...] = get_args(Covariance)
THEIRS = {"full": "full", "tied": "tied", "diagonal": "diag", "spherical": "spherical"}


def points(n: int = 240, d: int = 3, *, seed: int = 1) -> np.ndarray:
    """Draw points of three classes, in columns of unlike units."""
    rng = np.random.default_rng(seed)
    classes = rng.choice(3, n, p=[0.5, 0.3, 0.2])
    centres = 2.5 * rng.standard_normal((3, d))
    shapes = np.eye(d) + 0.3 * rng.standard_normal((3, d, d))
    noise = (shapes[classes] @ rng.standard_normal((n, d, 1)))[..., 0]
    return (centres[classes] + noise) * 10.0 ** np.arange(d) + 100


def same(one: GaussianMixtureFit, other: GaussianMixtureFit) -> None:
    assert one.log_likelihood == other.log_likelihood
    for name in ("shares", "means", "covariances", "starts_log_likelihood"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


@pytest.mark.parametrize("covariance", FORMS)
def test_log_likelihood_and_memberships_are_those_of_the_formula(covariance: Covariance) -> None:
    values = points()
    found = gaussian_mixture(values, 3, rng=1, covariance=covariance, starts=6)
    each = np.column_stack(
        [
            share * multivariate_normal(mean, spread).pdf(values)
            for share, mean, spread in zip(found.shares, found.means, found.covariances, strict=True)
        ]
    )
    assert found.log_likelihood == pytest.approx(np.log(each.sum(axis=1)).sum(), rel=1e-9)
    np.testing.assert_allclose(found.memberships, each / each.sum(axis=1, keepdims=True), atol=1e-8)
    np.testing.assert_array_equal(found.labels, found.memberships.argmax(axis=1) + 1)
    np.testing.assert_allclose(found.posterior(values[::-1]), found.memberships[::-1], atol=1e-8)
    assert found.converged
    assert not found.boundary.any()
    assert (np.diff(found.shares) <= 0).all()


@pytest.mark.parametrize("covariance", FORMS)
@pytest.mark.parametrize("k", [1, 2, 3])
def test_never_worse_than_scikit_learn(covariance: Covariance, k: int) -> None:
    values = load_iris().data
    mine = gaussian_mixture(values, k, rng=1, covariance=covariance)
    theirs = GaussianMixture(
        k, covariance_type=THEIRS[covariance], n_init=10, tol=1e-8, max_iter=5000, random_state=1
    ).fit(values)
    assert mine.log_likelihood > theirs.score(values) * len(values) - 0.01
    assert mine.parameters == theirs._n_parameters()


def test_forms_of_covariance() -> None:
    values = points()
    full, tied, diagonal, spherical = (
        gaussian_mixture(values, 2, rng=1, covariance=covariance, starts=4).covariances
        for covariance in FORMS
    )
    assert abs(full[0] - full[1]).max() > 0.1
    np.testing.assert_array_equal(tied[0], tied[1])
    assert abs(tied[0, 0, 1]) > 0
    off = ~np.eye(3, dtype=bool)
    assert (diagonal[:, off] == 0).all()
    assert (spherical[:, off] == 0).all()
    np.testing.assert_allclose(spherical[:, 0, 0], spherical[:, 2, 2])


@pytest.mark.parametrize("covariance", ["full", "tied", "diagonal"])
def test_units_of_columns_do_not_matter(covariance: Covariance) -> None:
    values = points()
    factors = np.array([0.001, 7.0, 1e6])
    one = gaussian_mixture(values, 2, rng=1, covariance=covariance, starts=4)
    other = gaussian_mixture(values * factors, 2, rng=1, covariance=covariance, starts=4)
    np.testing.assert_allclose(other.means, one.means * factors, rtol=1e-5)
    shift = len(values) * np.log(factors).sum()
    assert other.log_likelihood == pytest.approx(one.log_likelihood - shift, abs=1e-4)


@pytest.mark.parametrize("covariance", FORMS)
def test_weights_do_what_repeated_rows_do(covariance: Covariance) -> None:
    values = points(150)
    times = np.random.default_rng(2).integers(1, 4, len(values))
    weighted = gaussian_mixture(values, 2, rng=1, covariance=covariance, weights=times.astype(float))
    repeated = gaussian_mixture(np.repeat(values, times, axis=0), 2, rng=1, covariance=covariance)
    assert weighted.log_likelihood == pytest.approx(repeated.log_likelihood / times.mean(), abs=1e-5)
    # A start stops when a step gains 1e-8, and the gain is of second order in what is left.
    np.testing.assert_allclose(weighted.shares, repeated.shares, atol=1e-4)
    np.testing.assert_allclose(weighted.means, repeated.means, rtol=1e-4)
    np.testing.assert_allclose(weighted.entropy, repeated.entropy, atol=1e-4)


def test_weights_that_are_alike_change_nothing() -> None:
    values = points()
    plain = gaussian_mixture(values, 2, rng=1, starts=4)
    same(plain, gaussian_mixture(values, 2, rng=1, starts=4, weights=np.full(len(values), 3.0)))


@pytest.mark.parametrize("covariance", FORMS)
def test_the_order_of_rows_does_not_matter(covariance: Covariance) -> None:
    values = np.vstack([points(), points()[:30]])  # some rows twice
    rng = np.random.default_rng(5)
    weights, order = rng.uniform(0.1, 3.0, len(values)), rng.permutation(len(values))
    one = gaussian_mixture(values, 3, rng=1, covariance=covariance, starts=4, weights=weights)
    other = gaussian_mixture(values[order], 3, rng=1, covariance=covariance, starts=4, weights=weights[order])
    same(one, other)
    np.testing.assert_array_equal(one.memberships[order], other.memberships)


def test_the_number_of_threads_of_linear_algebra_does_not_matter() -> None:
    code = (
        "import numpy as np\n"
        "from psychograph.stats.mixtures.gaussian_mixture import gaussian_mixture\n"
        "values = np.random.default_rng(1).standard_normal((3000, 8))\n"
        "found = gaussian_mixture(values, 3, rng=1, starts=4, max_iterations=20)\n"
        "print(found.log_likelihood.hex(), found.means.tobytes().hex())\n"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": threads},
        ).stdout
        for threads in ("1", "2")
    ]
    assert told[0] == told[1]


def test_starts_that_collapse_are_told_and_passed_over() -> None:
    # Twelve people gave the very same answers, on a point that a class can shrink to.
    values = np.vstack([points(150), np.tile(points(1, seed=9), (12, 1))])
    found = gaussian_mixture(values, 4, rng=1, starts=30)
    assert found.starts_collapsed.any()
    assert not found.starts_collapsed.all()
    assert not found.boundary.any()
    assert found.starts_log_likelihood[found.starts_collapsed].max() > found.log_likelihood
    assert found.log_likelihood == pytest.approx(
        found.starts_log_likelihood[~found.starts_collapsed].max(), abs=1e-5
    )
    near = found.starts_log_likelihood[~found.starts_collapsed] > found.log_likelihood - 0.01
    assert found.share_at_best == near.sum() / 30


@pytest.mark.parametrize("covariance", ["full", "tied"])
def test_a_column_that_is_the_sum_of_others_is_told(covariance: Covariance) -> None:
    values = points()
    values = np.column_stack([values, values.sum(axis=1)])
    found = gaussian_mixture(values, 2, rng=1, covariance=covariance, starts=3)
    assert found.boundary.all()
    assert found.starts_collapsed.all()
    assert np.isfinite(found.log_likelihood)


def test_no_variance_falls_below_the_ridge() -> None:
    values = points(40)
    found = gaussian_mixture(values, 8, rng=1, starts=5, ridge=0.01)
    scaled = found.covariances / np.outer(values.std(axis=0), values.std(axis=0))
    assert np.linalg.eigvalsh(scaled).min() > 0.01 * (1 - 1e-6)


def test_as_many_classes_as_points() -> None:
    values = np.array([[0.0], [1.0], [5.0], [9.0]])
    found = gaussian_mixture(values, 4, rng=1, covariance="tied", starts=4)
    assert sorted(found.labels.tolist()) == [1, 2, 3, 4]
    assert found.boundary.all()


def test_interrupting_stops() -> None:
    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        gaussian_mixture(points(), 2, rng=1, starts=2, progress=stop)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"values": np.array([[1.0, np.nan], [2.0, 3.0]])}, "row 0, column 1 is nan"),
        ({"values": np.array([[1.0, 2.0], [np.inf, 3.0]])}, "row 1, column 0 is inf"),
        ({"values": np.array([1.0, 2.0])}, "a table"),
        ({"values": np.zeros((0, 2))}, "at least one row"),
        ({"values": np.array([[1.0, 2.0], [1.0, 3.0], [1.0, 4.0]])}, "column 0 is the same"),
        ({"k": 0}, "at least one class"),
        ({"k": 4}, "more than the 3 different rows"),
        ({"covariance": "round"}, "not round"),
        ({"ridge": 0.0}, "between 0 and 1"),
        ({"weights": np.array([1.0, -1.0, 1.0, 1.0])}, "above zero"),
    ],
)
def test_bad_input_is_refused_in_plain_words(change: dict[str, object], said: str) -> None:
    given = {"values": np.array([[1.0, 2.0], [2.0, 3.0], [4.0, 0.0], [1.0, 2.0]]), "k": 2, **change}
    with pytest.raises(ValueError, match=said):
        gaussian_mixture(given.pop("values"), given.pop("k"), rng=1, **given)


def test_new_values_must_have_the_same_columns() -> None:
    with pytest.raises(ValueError, match="3 columns, not 2"):
        gaussian_mixture(points(), 2, rng=1, starts=2).posterior(np.zeros((4, 2)))


def test_bootstrap_finds_two_classes_and_no_third() -> None:
    rng = np.random.default_rng(3)
    values = np.vstack([rng.normal(0, 1, (90, 2)), rng.normal(3.5, 1, (60, 2))])
    two = gaussian_bootstrap_likelihood_ratio(values, 2, rng=1, covariance="tied", draws=19, starts=4)
    assert two.p == 1 / 20
    three = gaussian_bootstrap_likelihood_ratio(values, 3, rng=1, covariance="tied", draws=19, starts=4)
    assert three.p > 0.1
    order = rng.permutation(len(values))
    again = gaussian_bootstrap_likelihood_ratio(
        values[order], 3, rng=1, covariance="tied", draws=19, starts=4, enough=3
    )
    np.testing.assert_array_equal(again.ratios, three.ratios[: len(again.ratios)])
    with pytest.raises(ValueError, match="two or more"):
        gaussian_bootstrap_likelihood_ratio(values, 1, rng=1)
