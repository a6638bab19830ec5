"""Numeric columns, normally distributed within a class, as the indicators of a mixture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.mixtures.latent_mixture import Floats

Covariance = Literal["full", "tied", "diagonal", "spherical"]

EMPTY = 1e-10  # a class of less mass keeps its parameters


class GaussianColumns:
    """Columns with a mean and a covariance in every class; no variance falls below a floor.

    Where the likelihood would take the variance in some direction below the floor, the floor
    itself is best there: eigenvalues are cut, so the EM algorithm still climbs.

    Parameters of a start are the means, (k, d), and then covariances (k, d, d), or, for
    ``"diagonal"`` and ``"spherical"``, variances (k, d).

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        Points without NaN, of variances near 1.
    covariance : {"full", "tied", "diagonal", "spherical"}
        Of its own for each class, the same in all, along the axes only, the same in all directions.
    floor : float
        Least variance in any direction.
    """

    def __init__(self, values: Floats, covariance: Covariance, floor: float) -> None:
        self.values, self.covariance, self.floor = values, covariance, floor
        self.d = values.shape[1]
        self.along_axes = covariance in {"diagonal", "spherical"}

    @property
    def n(self) -> int:
        """Rows."""
        return len(self.values)

    def parted(self, parameters: Floats) -> tuple[Floats, Floats]:
        """Return means, (starts, k, d), and covariances, (starts, k, d, d), or variances, (starts, k, d)."""
        starts, d = len(parameters), self.d
        k = parameters.shape[1] // (2 * d if self.along_axes else d + d * d)
        means = parameters[:, : k * d].reshape(starts, k, d)
        shape = (starts, k, d) if self.along_axes else (starts, k, d, d)
        return means, parameters[:, k * d :].reshape(shape)

    def densities(self, parameters: Floats, k: int) -> Callable[[slice], Floats]:
        """Return a function from rows to their log-densities, (rows, starts, k)."""
        means, spreads = self.parted(parameters)
        starts = len(parameters)
        constant = self.d * np.log(2 * np.pi)
        if self.along_axes:
            scales = np.sqrt(spreads)
            log_volume = np.log(scales).sum(axis=2)

            def standardised(rows: slice) -> Floats:
                return np.asarray((self.values[rows, None, None, :] - means) / scales)
        else:
            roots = np.linalg.cholesky(spreads)
            log_volume = np.log(np.diagonal(roots, axis1=2, axis2=3)).sum(axis=2)
            whiten = np.linalg.inv(roots)
            shift = (whiten @ means[..., None])[..., 0]
            across = np.ascontiguousarray(whiten.reshape(-1, self.d).T)

            def standardised(rows: slice) -> Floats:
                return np.asarray((self.values[rows] @ across).reshape(-1, starts, k, self.d) - shift)

        def log_density(rows: slice) -> Floats:
            z = standardised(rows)
            return np.asarray(-0.5 * (np.einsum("nskd,nskd->nsk", z, z) + constant) - log_volume)

        return log_density

    def statistics(self, masses: Floats, rows: slice) -> Floats:
        """Return summed values and products of every class: (starts, k times moments)."""
        starts = masses.shape[1]
        values = self.values[rows]
        second = values**2 if self.along_axes else values[:, :, None] * values[:, None, :]
        moments = np.hstack([values, second.reshape(len(values), -1)])
        sums: Floats = masses.reshape(len(masses), -1).T @ moments
        return sums.reshape(starts, -1)

    def maximise(self, statistics: Floats, masses: Floats, parameters: Floats) -> Floats:
        """Return weighted means and covariances."""
        starts, k = masses.shape
        before_means, before = self.parted(parameters)
        known = masses[:, :, None] > EMPTY
        divisor = np.where(known, masses[:, :, None], 1.0)
        moments = statistics.reshape(starts, k, -1) / divisor
        means = np.where(known, moments[:, :, : self.d], before_means)
        second = moments[:, :, self.d :]
        if self.along_axes:
            spreads = second - means**2
            if self.covariance == "spherical":
                spreads = np.repeat(spreads.mean(axis=2, keepdims=True), self.d, axis=2)
            spreads = np.maximum(np.where(known, spreads, before), self.floor)
        else:
            spreads = second.reshape(starts, k, self.d, self.d) - means[..., :, None] * means[..., None, :]
            spreads = np.where(known[..., None], spreads, before)
            if self.covariance == "tied":
                shares = masses / masses.sum(axis=1, keepdims=True)
                pooled = np.einsum("sk,skde->sde", shares, spreads)
                spreads = np.repeat(pooled[:, None], k, axis=1)
            spreads = self._above_floor(spreads)
        return np.hstack([means.reshape(starts, -1), spreads.reshape(starts, -1)])

    def mended(self, proposed: Floats, secure: Floats) -> Floats:
        """Return proposed parameters, or the secure ones where a variance would fall below the floor."""
        _, spreads = self.parted(proposed)
        sound: NDArray[np.bool_]
        if self.along_axes:
            sound = np.asarray((spreads > self.floor).all(axis=(1, 2)))
        else:
            sound = np.asarray((np.linalg.eigvalsh(spreads)[..., 0] > self.floor).all(axis=1))
        return np.where(sound[:, None], proposed, secure)

    def on_floor(self, parameters: Floats) -> NDArray[np.bool_]:
        """Return which classes, (starts, k), have a variance on the floor in some direction."""
        _, spreads = self.parted(parameters)
        least = spreads.min(axis=2) if self.along_axes else np.linalg.eigvalsh(spreads)[..., 0]
        return np.asarray(least <= 1.01 * self.floor)

    def _above_floor(self, spreads: Floats) -> Floats:
        try:
            # Much quicker than eigenvalues, and works if and only if all of them lie above the floor.
            np.linalg.cholesky(spreads - self.floor * np.eye(self.d))
        except np.linalg.LinAlgError:
            values, axes = np.linalg.eigh(spreads)
            lifted = axes * np.maximum(values, self.floor)[..., None, :]
            return np.asarray(lifted @ np.swapaxes(axes, -1, -2))
        return spreads
