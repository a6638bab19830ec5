"""How many classes of a Gaussian mixture: each number against one less, by simulation."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from psychograph.stats.canonical import canonical_order
from psychograph.stats.mixtures.bootstrap_ratio import BootstrapRatio, bootstrap_ratio
from psychograph.stats.mixtures.gaussian_columns import Covariance
from psychograph.stats.mixtures.gaussian_mixture import RIDGE, gaussian_mixture
from psychograph.stats.mixtures.latent_mixture import Floats

TOLERANCE = 1e-6  # ratios are compared, not reported to the digit


def gaussian_bootstrap_likelihood_ratio(
    values: Floats,
    k: int,
    *,
    rng: np.random.Generator | int,
    covariance: Covariance = "full",
    draws: int = 99,
    starts: int = 20,
    weights: Floats | None = None,
    ridge: float = RIDGE,
    enough: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> BootstrapRatio:
    """Test k classes of a Gaussian mixture against k - 1.

    Points are simulated from the k - 1 classes found, as many as there are; both models are fitted
    to them as to the real ones. Where values are not normal within classes, k classes are found
    better than k - 1 for that reason alone.

    Parameters
    ----------
    values, covariance, starts, weights, ridge
        As for :func:`~psychograph.stats.mixtures.gaussian_mixture.gaussian_mixture`. Weights stay with their
        rows, and simulated values do not depend on them: the test then is approximate.
    k : int
        Two or more.
    rng, draws, enough, progress
        As for :func:`~psychograph.stats.mixtures.latent_class_bootstrap.bootstrap_likelihood_ratio`.

    Returns
    -------
    BootstrapRatio
        The ratio, those of the simulated sets, and p.

    References
    ----------
    McLachlan 1987, Appl Stat 36:318.

    Examples
    --------
    >>> scores = np.array([[1.0], [1.2], [0.8], [1.1], [0.9], [5.0], [5.4], [4.9], [5.1], [5.2]])
    >>> gaussian_bootstrap_likelihood_ratio(scores, 2, rng=1, covariance="tied", draws=19).p
    0.05
    """
    if k < 2:
        raise ValueError(f"classes are tested against one less, so there must be two or more, not {k}")

    def fitted(points: Floats, classes: int, generator: np.random.Generator) -> float:
        return gaussian_mixture(
            points,
            classes,
            rng=generator,
            covariance=covariance,
            starts=starts,
            weights=carried,
            ridge=ridge,
            tolerance=TOLERANCE,
        ).log_likelihood

    def ratio_of(points: Floats, generator: np.random.Generator) -> float:
        return 2 * (fitted(points, k, generator) - fitted(points, k - 1, generator))

    for_fit, for_draws = np.random.default_rng(rng).spawn(2)
    order = canonical_order(np.asarray(values, dtype=float), weights)
    carried = None if weights is None else np.asarray(weights, dtype=float)[order]
    null = gaussian_mixture(
        np.asarray(values, dtype=float)[order],
        k - 1,
        rng=for_fit.spawn(1)[0],
        covariance=covariance,
        starts=starts,
        weights=carried,
        ridge=ridge,
    )
    return bootstrap_ratio(
        k,
        max(0.0, ratio_of(np.asarray(values, dtype=float)[order], for_fit)),
        lambda generator: ratio_of(null.draw(null.n, generator), generator),
        draws=draws,
        rng=for_draws,
        enough=enough,
        progress=progress,
    )
