"""Mixtures find the classes that answers were simulated from."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from psychograph.stats.mixtures.gaussian_columns import Covariance
from psychograph.stats.mixtures.gaussian_mixture import gaussian_mixture
from psychograph.stats.mixtures.latent_class import latent_class

SHARES = np.array([0.5, 0.3, 0.2])
N = 3000
# Four standard errors of a share of 0.2 to 0.5 among the 600 of the smallest class, whose members
# are known to nine in ten: 4 sqrt(0.25 / 540).
CLOSE = 0.09


def profiles(items: int = 8, levels: int = 4) -> np.ndarray:
    """Return probabilities, (items, classes, levels): classes lean to low, high and mixed answers."""
    leaning = np.array([[0.6, 0.25, 0.1, 0.05], [0.05, 0.1, 0.25, 0.6], [0.05, 0.1, 0.25, 0.6]])
    found = np.stack([leaning] * items)
    found[::2, 2] = found[::2, 2, ::-1]  # like the first on every other item, like the second on the rest
    assert found.shape == (items, 3, levels)
    return found


def draw(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    classes = rng.choice(3, N, p=SHARES)
    sums = profiles().cumsum(axis=2)
    codes = np.stack([(rng.random(N)[:, None] > item[classes, :-1]).sum(axis=1) for item in sums], axis=1)
    return codes, classes


def bayes(codes: np.ndarray) -> np.ndarray:
    """Return the likeliest class given the parameters that answers were drawn from."""
    log_density = np.tile(np.log(SHARES), (len(codes), 1))
    for item, table in enumerate(profiles()):
        given = codes[:, item] >= 0
        log_density[given] += np.log(table[:, codes[given, item]]).T
    return log_density.argmax(axis=1)


def test_latent_classes_and_their_profiles() -> None:
    codes, classes = draw(np.random.default_rng(11))
    found = latent_class(codes, [4] * 8, 3, rng=1, starts=20)
    np.testing.assert_allclose(found.shares, SHARES, atol=CLOSE / 2)
    np.testing.assert_allclose(np.stack(found.probabilities), profiles(), atol=CLOSE)
    hits, best = (found.labels - 1 == classes).mean(), (bayes(codes) == classes).mean()
    assert hits > best - 0.01
    # What the model says of its own errors holds too: 0.02 are three standard errors of a share of 3,000.
    assert found.classification_error == pytest.approx(1 - hits, abs=0.02)


def test_latent_classes_when_answers_are_missing_at_random() -> None:
    # Who answered the first item low skips half of the others: leaving people out would bias shares.
    rng = np.random.default_rng(12)
    codes, classes = draw(rng)
    skips = (codes[:, 0] <= 1)[:, None] & (rng.random((N, 7)) < 0.5)
    codes[:, 1:][skips] = -1
    found = latent_class(codes, [4] * 8, 3, rng=1, starts=20)
    np.testing.assert_allclose(found.shares, SHARES, atol=CLOSE / 2)
    np.testing.assert_allclose(np.stack(found.probabilities), profiles(), atol=1.5 * CLOSE)
    assert (found.labels - 1 == classes).mean() > (bayes(codes) == classes).mean() - 0.015
    whole = (codes >= 0).all(axis=1)
    listwise = latent_class(codes[whole], [4] * 8, 3, rng=1, starts=20)
    assert abs(listwise.shares - SHARES).max() > abs(found.shares - SHARES).max() + 0.05


def test_latent_classes_of_a_sample_that_weights_make_representative() -> None:
    # The second class answers three times as seldom, the weights of its members are three times as large.
    rng = np.random.default_rng(13)
    codes, classes = draw(rng)
    keep = rng.random(N) < np.where(classes == 1, 1 / 3, 1.0)
    weights = np.where(classes[keep] == 1, 3.0, 1.0)
    found = latent_class(codes[keep], [4] * 8, 3, rng=1, starts=20, weights=weights)
    np.testing.assert_allclose(found.shares, SHARES, atol=CLOSE / 2)
    without = latent_class(codes[keep], [4] * 8, 3, rng=1, starts=20)
    assert abs(without.shares - SHARES).max() > CLOSE


@pytest.mark.parametrize("covariance", ["full", "tied", "diagonal", "spherical"])
def test_gaussian_mixture(covariance: Covariance) -> None:
    rng = np.random.default_rng(14)
    means = np.array([[0.0, 0.0, 0.0], [3.0, 1.0, 0.0], [0.0, 3.0, 2.0]])
    slant = np.array([[1.0, 0.4, 0.0], [0.4, 0.8, -0.2], [0.0, -0.2, 0.6]])
    spreads = {
        "full": np.stack([slant, np.eye(3), slant[::-1, ::-1]]),
        "tied": np.stack([slant] * 3),
        "diagonal": np.stack([np.diag([1.0, 0.5, 0.3]), np.eye(3), np.diag([0.4, 1.2, 0.7])]),
        "spherical": np.stack([0.7 * np.eye(3), np.eye(3), 0.5 * np.eye(3)]),
    }[covariance]
    classes = rng.choice(3, N, p=SHARES)
    noise = np.linalg.cholesky(spreads)[classes] @ rng.standard_normal((N, 3, 1))
    values = means[classes] + noise[..., 0]
    found = gaussian_mixture(values, 3, rng=1, covariance=covariance)
    # Four standard errors among the 600 of the smallest class: of a mean 4 / sqrt(600), of a variance
    # of at most 1.2 that times 1.2 sqrt(2), and one in ten is uncertain.
    np.testing.assert_allclose(found.shares, SHARES, atol=0.04)
    np.testing.assert_allclose(found.means, means, atol=0.18)
    np.testing.assert_allclose(found.covariances, spreads, atol=0.3)
    densities = [
        share * multivariate_normal(mean, spread).pdf(values)
        for share, mean, spread in zip(SHARES, means, spreads, strict=True)
    ]
    best = (np.argmax(densities, axis=0) == classes).mean()
    assert (found.labels - 1 == classes).mean() > best - 0.01
