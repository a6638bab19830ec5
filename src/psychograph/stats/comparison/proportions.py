"""Shares: how sure one is, and how they compare column by column, as the tables of market research do."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

Floats = NDArray[np.float64]


def wilson_interval(count: float, n: float, *, level: float = 0.95) -> tuple[float, float]:
    """Return Wilson's score interval of a share.

    Parameters
    ----------
    count, n : float
        People with an answer, of so many. For weighted respondents: the weighted share times the
        effective sample size, and that size.
    level : float
        Confidence level, 0 to 1.

    Returns
    -------
    tuple of float
        Lower and upper end; 0 and 1 where there is nobody.

    Raises
    ------
    ValueError
        For a level outside 0 to 1.

    References
    ----------
    Wilson 1927, JASA 22:209. Newcombe 1998, Statistics in Medicine 17:857, method 3. Checked against
    scipy's ``binomtest``, R's ``prop.test`` and Newcombe's table I.

    Examples
    --------
    >>> [round(end, 4) for end in wilson_interval(12, 28)]
    [0.2651, 0.6093]
    """
    if not 0 < level < 1:
        raise ValueError(f"a level between 0 and 1 is needed, not {level}")
    if n == 0:
        return 0.0, 1.0
    z = float(ndtri((1 + level) / 2))
    share = count / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # Rounding must not bring an end across the share where nobody, or everybody, gave the answer.
    low = 0.0 if count == 0 else max(0.0, middle - reach)
    return low, 1.0 if count == n else min(1.0, middle + reach)


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
