"""Gaussian mixtures: segments that overlap, from scores that vary normally within each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.canonical import distinct_rows
from psychograph.stats.mixtures.gaussian_columns import Covariance, GaussianColumns
from psychograph.stats.mixtures.gaussian_mixture_fit import GaussianMixtureFit, Scale, checked_values
from psychograph.stats.mixtures.latent_em import Climb, Progress, climb
from psychograph.stats.mixtures.latent_memberships import (
    best_start,
    by_size,
    classification_error,
    relative_entropy,
    share_at,
)
from psychograph.stats.mixtures.latent_mixture import Floats, MixtureModel, mean_one
from psychograph.stats.weights import weighted_mean, weighted_variance

RIDGE = 1e-6
WIDE = 0.3  # of the covariance of everybody
TOLERANCE = 1e-8
MAX_ITERATIONS = 5_000


def gaussian_mixture(
    values: Floats,
    k: int,
    *,
    rng: np.random.Generator | int,
    covariance: Covariance = "full",
    starts: int = 20,
    weights: Floats | None = None,
    ridge: float = RIDGE,
    max_iterations: int = MAX_ITERATIONS,
    tolerance: float = TOLERANCE,
    progress: Progress | None = None,
) -> GaussianMixtureFit:
    """Find k classes of respondents within which values are normally distributed.

    The likelihood prod_i sum_c share_c N(x_i; mean_c, covariance_c) is maximised by the EM
    algorithm from many starts, all followed until they come to rest: by turns k points drawn far from
    each other, as k-means++ draws them, with everybody to the nearest, and wide classes about k
    points drawn at random. The likelihood has no maximum
    where a class shrinks to a point or a plane; so no variance, in any direction, may fall below
    `ridge`, and solutions that stand at this limit are taken only where there are no others.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        No NaN, no constant column. Answers on few levels collapse easily: use latent classes for those.
    k : int
        Classes, from 1 to the number of different rows.
    rng : numpy.random.Generator or int
        Source of the starts, or a seed; the order of rows does not matter.
    covariance : {"full", "tied", "diagonal", "spherical"}
        Any for each class, the same for all, along the axes only, or the same in all directions.
    starts : int
        Random starts.
    weights : ndarray of float64, shape (n,), optional
        Above zero; brought to a mean of 1. The likelihood is then a pseudo-likelihood.
    ridge : float
        Least variance of a class in any direction, of columns brought to a variance of 1
        (``"spherical"``: to a mean variance of 1); above 0.
    max_iterations : int
        Most EM steps a start.
    tolerance : float
        A start is at rest when an EM step gains less than this in log-likelihood.
    progress : callable, optional
        Called with the share of starts that are at rest, 0 to 1.

    Returns
    -------
    GaussianMixtureFit
        Classes from the largest to the smallest, memberships and measures of fit.

    Raises
    ------
    ValueError
        For NaN or infinite values, constant columns, weights that are not above zero, or more
        classes than different rows.

    References
    ----------
    McLachlan & Peel 2000, Finite Mixture Models; Hathaway 1985, Ann Stat 13:795, and Ingrassia 2004,
    Stat Methods Appl 13:151, for bounded eigenvalues; Arthur & Vassilvitskii 2007, SODA, for the
    starts. Checked against mclust and scikit-learn.

    Examples
    --------
    >>> scores = np.array([[1.0], [1.2], [0.8], [1.1], [5.0], [5.4]])
    >>> found = gaussian_mixture(scores, 2, rng=1, covariance="tied")
    >>> found.means.round(2).tolist(), found.labels.tolist()
    ([[1.02], [5.2]], [1, 1, 1, 1, 2, 2])
    """
    data = Points(values, weights, covariance, ridge)
    data.check(k, starts)
    first = data.random_starts(k, starts if k > 1 else 1, np.random.default_rng(rng))
    reached = data.climb(first, k, tolerance=tolerance, max_iterations=max_iterations, progress=progress)
    return data.fit(reached, k)


class Points:
    """Points made ready for the EM algorithm: equal ones once, in an order of their own, scaled.

    Parameters
    ----------
    values, weights, covariance, ridge
        As for :func:`gaussian_mixture`.
    """

    def __init__(self, values: Floats, weights: Floats | None, covariance: Covariance, ridge: float) -> None:
        found = checked_values(values)
        if covariance not in {"full", "tied", "diagonal", "spherical"}:
            raise ValueError(f"covariance must be full, tied, diagonal or spherical, not {covariance}")
        if not 0 < ridge < 1:
            raise ValueError(f"ridge must lie between 0 and 1, not {ridge}")
        self.n: int = found.shape[0]
        self.d: int = found.shape[1]
        self.weights = mean_one(weights, np.ones(self.n, dtype=bool))
        rows, self.pattern, self.masses = distinct_rows(found, self.weights)
        points = found[rows]
        variance = weighted_variance(points, self.masses)
        flat = np.flatnonzero(np.ptp(points, axis=0) == 0)
        if len(flat):
            raise ValueError(f"column {flat[0]} is the same for everybody")
        if covariance == "spherical":
            variance = np.full(self.d, variance.mean())
        self.scale = Scale(weighted_mean(points, self.masses), np.sqrt(variance))
        self.columns = GaussianColumns(self.scale.of(points), covariance, ridge)
        self.covariance = covariance

    def check(self, k: int, starts: int) -> None:
        """Raise ValueError where there cannot be k classes."""
        if k < 1 or starts < 1:
            raise ValueError(f"there must be at least one class and one start, not {k} and {starts}")
        if k > self.columns.n:
            raise ValueError(f"{k} classes are more than the {self.columns.n} different rows")

    def random_starts(self, k: int, starts: int, rng: np.random.Generator) -> Floats:
        """Return parameters to start from, by turns of two kinds.

        Either everybody is in the class of the nearest of k points far from each other; or classes
        lie wide, as all together, about k points drawn at random. Some data are climbed better from
        the one, some from the other.
        """
        values, masses = self.columns.values, self.masses
        return np.concatenate(
            [
                self.from_labels(_nearest_of_far(values, masses, k, rng), k)
                if start % 2 == 0
                else self._wide(values[rng.choice(len(values), k, replace=False, p=masses / masses.sum())])
                for start in range(starts)
            ]
        )

    def _wide(self, means: Floats) -> Floats:
        k = len(means)
        whole = self.from_labels(np.zeros(self.columns.n, dtype=np.int64), 1)
        spread = self.columns.parted(whole[:, 1:])[1][0, 0]
        spreads = np.broadcast_to(WIDE * spread, (k, *spread.shape))
        return np.concatenate([np.full(k, 1 / k), means.ravel(), spreads.ravel()])[None]

    def from_labels(self, labels: NDArray[np.int64], k: int) -> Floats:
        """Return the parameters, (1, p), of points in classes 0 to k - 1."""
        masses = np.zeros((len(labels), 1, k))
        masses[np.arange(len(labels)), 0, labels] = self.masses
        whole = slice(0, len(labels))
        width = 2 * self.d if self.columns.along_axes else self.d + self.d**2
        total = masses.sum(axis=0)
        inner = self.columns.maximise(self.columns.statistics(masses, whole), total, np.zeros((1, k * width)))
        # Classes of one point or two begin as wide as half of everybody, so as not to collapse at once.
        means, spreads = self.columns.parted(inner)
        spreads = spreads.copy()
        narrow = self.columns.on_floor(inner)[0]
        spreads[0, narrow] = 0.5 if self.columns.along_axes else 0.5 * np.eye(self.d)
        return np.hstack([total / total.sum(), means.reshape(1, -1), spreads.reshape(1, -1)])

    def climb(
        self,
        first: Floats,
        k: int,
        *,
        tolerance: float = TOLERANCE,
        max_iterations: int = MAX_ITERATIONS,
        progress: Progress | None = None,
    ) -> Climb:
        """Follow starts to the end."""
        mixture = MixtureModel(self.columns, self.masses, k)
        return climb(mixture, first, tolerance=tolerance, max_iterations=max_iterations, progress=progress)

    def chosen(self, reached: Climb, k: int) -> tuple[int, NDArray[np.bool_]]:
        """Return the best start, if possible one where no class collapsed, and which starts collapsed."""
        collapsed: NDArray[np.bool_] = np.asarray(
            self.columns.on_floor(reached.parameters[:, k:]).any(axis=1)
        )
        if collapsed.all():
            return best_start(reached.log_likelihood), collapsed
        return best_start(np.where(collapsed, -np.inf, reached.log_likelihood)), collapsed

    def in_own_units(self, log_likelihood: Floats) -> Floats:
        """Return log-likelihoods of the values as they were, from those of scaled ones."""
        return np.asarray(log_likelihood - self.n * np.log(self.scale.spread).sum())

    def parameters(self, k: int) -> int:
        """Return the number of free parameters."""
        d = self.d
        each = {"full": k * d * (d + 1) // 2, "tied": d * (d + 1) // 2, "diagonal": k * d, "spherical": k}
        return k - 1 + k * d + each[self.covariance]

    def fit(self, reached: Climb, k: int) -> GaussianMixtureFit:
        """Return the best of what was reached."""
        best, collapsed = self.chosen(reached, k)
        shares = reached.parameters[best, :k]
        means, spreads = (part[0] for part in self.columns.parted(reached.parameters[[best], k:]))
        order = by_size(shares, means)
        shares, means, spreads = shares[order] / shares.sum(), means[order], spreads[order]
        flat = np.concatenate([shares, means.ravel(), spreads.ravel()])[None]
        mixture = MixtureModel(self.columns, self.masses, k)
        log_likelihood, memberships = mixture.memberships(flat)
        full = spreads[:, :, None] * np.eye(self.d) if self.columns.along_axes else spreads
        alike_collapsed = collapsed == collapsed[best]
        return GaussianMixtureFit(
            shares=shares,
            means=means * self.scale.spread + self.scale.centre,
            covariances=full * np.outer(self.scale.spread, self.scale.spread),
            covariance=self.covariance,
            log_likelihood=float(self.in_own_units((log_likelihood * self.masses).sum())),
            parameters=self.parameters(k),
            n=self.n,
            memberships=memberships[self.pattern],
            labels=memberships[self.pattern].argmax(axis=1).astype(np.int64) + 1,
            entropy=relative_entropy(memberships, self.masses),
            classification_error=classification_error(memberships, self.masses),
            starts_log_likelihood=self.in_own_units(reached.log_likelihood),
            starts_collapsed=collapsed,
            share_at_best=share_at(
                np.where(alike_collapsed, reached.log_likelihood, -np.inf),
                float(reached.log_likelihood[best]),
            ),
            boundary=self.columns.on_floor(flat[:, k:])[0],
            converged=bool(reached.converged[best]),
            iterations=int(reached.steps[best]),
            _scale=self.scale,
            _flat=flat,
        )


def _nearest_of_far(values: Floats, masses: Floats, k: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw k points, each by its squared distance from those before, and label all by the nearest."""
    nearest = np.zeros(len(values), dtype=np.int64)
    distance = np.full(len(values), np.inf)
    chance = masses
    for label in range(k):
        sums = np.cumsum(chance)
        # Never beyond the last point that has a chance at all.
        at = min(int(np.searchsorted(sums, rng.random() * sums[-1], side="right")), int(sums.argmax()))
        own = ((values - values[at]) ** 2).sum(axis=1)
        nearest[own < distance] = label
        distance = np.minimum(distance, own)
        chance = masses * distance
    return nearest
