"""Shares compared column by column, as the tables of market research do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]


def pairwise_proportions(shares: Floats, bases: Floats) -> Floats:
    """Return two-sided p-values of the two-proportion z-test for every pair of groups.

    z = (p1 - p2) / sqrt(p (1 - p) (1 / n1 + 1 / n2)), with p the pooled share.

    Parameters
    ----------
    shares : ndarray of float64, shape (k,)
        Share of each group, 0 to 1.
    bases : ndarray of float64, shape (k,)
        Members who answered, above zero; effective sample sizes where they carry weights.

    Returns
    -------
    ndarray of float64, shape (k, k)
        Symmetric, not adjusted; NaN on the diagonal, 1 where both shares are 0 or both are 1.

    References
    ----------
    Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, 3rd ed., 3.1. Checked
    against R's ``prop.test`` without continuity correction.

    Examples
    --------
    >>> float(pairwise_proportions(np.array([0.5, 0.3]), np.array([100.0, 100.0]))[0, 1].round(4))
    0.0039
    """
    weight = bases[:, None] + bases[None]
    pooled = (shares * bases)[:, None] + (shares * bases)[None]
    pooled = np.clip(pooled / weight, 0.0, 1.0)
    error = np.sqrt(pooled * (1 - pooled) * (1 / bases[:, None] + 1 / bases[None]))
    gap = np.abs(shares[:, None] - shares[None])
    with np.errstate(divide="ignore", invalid="ignore"):
        p = np.where(gap < 1e-12, 1.0, 2 * ndtr(-gap / error))
    np.fill_diagonal(p, np.nan)
    return np.asarray(p)
