"""One common factor behind a set of items, by minimum residuals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

# The least unique variance an item may have, as in R's psych::fa.
SMALLEST_UNIQUENESS = 0.005


@dataclass(frozen=True, eq=False)
class OneFactor:
    """One common factor.

    Attributes
    ----------
    loadings : ndarray of float64, shape (k,)
        Correlations of items with the factor, -1 to 1, turned so that their sum is not negative.
        NaN with fewer than three items, or where a correlation is not known.
    converged : bool
        Whether the search ended at a minimum.
    heywood : tuple of int
        Items whose unique variance fell to its bound of .005: the best fit would need less than no
        error (a Heywood case). Their loadings, and what is computed of them, are not to be trusted.
    mean_residual : float
        Mean absolute difference of observed and implied correlations, off the diagonal.
    """

    loadings: NDArray[np.float64]
    converged: bool
    heywood: tuple[int, ...]
    mean_residual: float


def one_factor(correlations: NDArray[np.float64]) -> OneFactor:
    """Fit one factor by minimum residuals.

    Minimises the sum over i < j of (r_ij - l_i l_j)^2 with |l_i| <= sqrt(.995), by L-BFGS-B from
    the first principal axis: no randomness. Works on matrices that are not positive definite. Where items
    hardly correlate there may be several minima, and another start may find a lower one.

    Parameters
    ----------
    correlations : ndarray of float64, shape (k, k)
        NaN gives loadings of NaN.

    References
    ----------
    Harman & Jones 1966, Psychometrika 31:351. Checked against ``psych::fa(fm = "minres")``.

    Examples
    --------
    Three items that correlate .63, .56 and .72 have a factor in common with which they correlate
    .7, .9 and .8.

    >>> fit = one_factor(np.array([[1, 0.63, 0.56], [0.63, 1, 0.72], [0.56, 0.72, 1]]))
    >>> fit.loadings.round(3), fit.heywood
    (array([0.7, 0.9, 0.8]), ())
    """
    k = len(correlations)
    if k < 3 or not np.isfinite(correlations).all():
        return OneFactor(np.full(k, np.nan), converged=False, heywood=(), mean_residual=float("nan"))
    bound = float(np.sqrt(1 - SMALLEST_UNIQUENESS))
    spread, axes = np.linalg.eigh(correlations)
    start = np.clip(axes[:, -1] * np.sqrt(max(float(spread[-1]), 0.0)), -bound, bound)
    found = minimize(
        _misfit,
        start,
        args=(correlations,),
        jac=True,
        method="L-BFGS-B",
        bounds=[(-bound, bound)] * k,
        options={"maxiter": 2000, "maxfun": 10_000, "ftol": 1e-14, "gtol": 1e-9},
    )
    loadings = np.asarray(found.x, dtype=float)
    if loadings.sum() < 0:
        loadings = -loadings
    residual = _residual(loadings, correlations)
    return OneFactor(
        loadings,
        converged=bool(found.success),
        heywood=tuple(int(item) for item in np.flatnonzero(np.abs(loadings) >= bound - 1e-6)),
        mean_residual=float(np.abs(residual).sum() / (k * (k - 1))),
    )


def _residual(loadings: NDArray[np.float64], correlations: NDArray[np.float64]) -> NDArray[np.float64]:
    left = correlations - np.outer(loadings, loadings)
    np.fill_diagonal(left, 0.0)
    return left


def _misfit(
    loadings: NDArray[np.float64], correlations: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64]]:
    left = _residual(loadings, correlations)
    return float((left**2).sum() / 2), -2 * left @ loadings
