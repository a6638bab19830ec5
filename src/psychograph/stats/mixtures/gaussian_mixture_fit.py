"""What a Gaussian mixture found."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.mixtures.gaussian_columns import Covariance, GaussianColumns
from psychograph.stats.mixtures.latent_mixture import LEAST, Floats, MixtureModel


@dataclass(frozen=True, eq=False)
class Scale:
    """What was done to columns before the EM algorithm, which rounds least near a variance of 1."""

    centre: Floats
    spread: Floats

    def of(self, values: Floats) -> Floats:
        """Return centred and scaled values."""
        return np.asarray((values - self.centre) / self.spread)


def checked_values(values: Floats) -> Floats:
    """Return values as float64, or raise ValueError where they are no table of finite numbers."""
    found = np.asarray(values, dtype=float)
    if found.ndim != 2 or not found.size:
        raise ValueError("values must be a table with at least one row and one column")
    if not np.isfinite(found).all():
        row, column = np.argwhere(~np.isfinite(found))[0].tolist()
        raise ValueError(f"values must be finite; row {row}, column {column} is {found[row, column]}")
    return found


@dataclass(frozen=True, eq=False)
class GaussianMixtureFit:
    """Classes 1 to k from the largest to the smallest.

    Attributes
    ----------
    shares : ndarray of float64, shape (k,)
        Sizes of the classes; they sum to 1.
    means : ndarray of float64, shape (k, d)
        Centres, in the units of the values.
    covariances : ndarray of float64, shape (k, d, d)
        Spread within each class, whatever form it was given.
    covariance : {"full", "tied", "diagonal", "spherical"}
        That form.
    log_likelihood : float
        Of the best start; with weights a pseudo-log-likelihood, weights having a mean of 1.
    parameters : int
        Free ones: shares, means and covariances.
    n : int
        Respondents.
    memberships : ndarray of float64, shape (n, k)
        Probability of each class given the values.
    labels : ndarray of int64, shape (n,)
        The likeliest class, 1 to k.
    entropy : float
        Relative entropy, 0 to 1: how clearly classes are told apart.
    classification_error : float
        Share of respondents expected to be in another class than their label says.
    starts_log_likelihood : ndarray of float64, shape (starts,)
        Where every start ended; those that collapsed are often the highest, and mean nothing.
    starts_collapsed : ndarray of bool, shape (starts,)
        Starts in which a class collapsed: its variance in some direction fell to the least allowed.
    share_at_best : float
        Share of starts that ended within 0.01 of the one chosen and did not collapse, unless it did.
    boundary : ndarray of bool, shape (k,)
        Classes that collapsed. Starts without any are preferred; where there are some nevertheless,
        answers lie on few points or in a plane: the log-likelihood and criteria then mean nothing.
    converged : bool
        Whether the best start came to rest.
    iterations : int
        EM steps of the best start.
    """

    shares: Floats
    means: Floats
    covariances: Floats
    covariance: Covariance
    log_likelihood: float
    parameters: int
    n: int
    memberships: Floats
    labels: NDArray[np.int64]
    entropy: float
    classification_error: float
    starts_log_likelihood: Floats
    starts_collapsed: NDArray[np.bool_]
    share_at_best: float
    boundary: NDArray[np.bool_]
    converged: bool
    iterations: int
    _scale: Scale = field(repr=False)
    _flat: Floats = field(repr=False)

    @property
    def k(self) -> int:
        """Number of classes."""
        return len(self.shares)

    def posterior(self, values: Floats) -> Floats:
        """Return the probability of every class for rows of values, those of the fit or new ones.

        Parameters
        ----------
        values : ndarray of float64, shape (m, d)
            No NaN.

        Returns
        -------
        ndarray of float64, shape (m, k)
            Each row sums to 1.
        """
        found = checked_values(values)
        if found.shape[1] != self.means.shape[1]:
            raise ValueError(f"there must be {self.means.shape[1]} columns, not {found.shape[1]}")
        columns = GaussianColumns(self._scale.of(found), self.covariance, LEAST)
        return MixtureModel(columns, np.ones(len(found)), self.k).memberships(self._flat)[1]

    def draw(self, n: int, rng: np.random.Generator) -> Floats:
        """Draw n points from the mixture, shape (n, d)."""
        classes = rng.choice(self.k, n, p=self.shares / self.shares.sum())
        roots = np.linalg.cholesky(self.covariances)
        noise = rng.standard_normal((n, self.means.shape[1], 1))
        return np.asarray(self.means[classes] + (roots[classes] @ noise)[..., 0])
