"""P-values of many tests at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def benjamini_hochberg(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return p-values adjusted for the share of false discoveries.

    q(i) = min over j >= i of m p(j) / j, with p sorted and m tests. Calling every test with q < .05 a
    difference makes at most 5 % of those calls wrong, on average, where tests are independent or hang
    together positively.

    Parameters
    ----------
    p : ndarray of float64, shape (m,)
        0 to 1; NaN, for what could not be tested, stays NaN and does not count.

    Returns
    -------
    ndarray of float64, shape (m,)
        At least p, at most 1.

    References
    ----------
    Benjamini & Hochberg 1995, J R Stat Soc B 57:289; Benjamini & Yekutieli 2001, Ann Stat 29:1165
    (positive dependence). Checked against R's ``p.adjust``.

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03, np.nan])).tolist()
    [0.03, 0.04, 0.04, nan]
    """
    q = np.full(len(p), np.nan)
    tested = np.flatnonzero(np.isfinite(p))
    if not len(tested):
        return q
    falling = tested[np.argsort(p[tested], kind="stable")[::-1]]
    ranks = np.arange(len(tested), 0, -1)
    q[falling] = np.minimum(np.minimum.accumulate(p[falling] * len(tested) / ranks), 1.0)
    return q


def holm(p: ArrayLike) -> NDArray[np.float64]:
    """Return p-values corrected so that even one false alarm among all of them stays as rare as stated.

    Parameters
    ----------
    p : array_like of float, shape (m,)
        P-values, 0 to 1; NaN for a test that could not be made, which counts for nothing.

    Returns
    -------
    ndarray of float64, shape (m,)
        In the same order, 0 to 1.

    Raises
    ------
    ValueError
        For a p-value outside 0 to 1.

    References
    ----------
    Holm 1979, Scandinavian Journal of Statistics 6:65. Checked against R's ``p.adjust``.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).tolist()
    [0.03, 0.06, 0.06]
    """
    values = np.asarray(p, dtype=float)
    if ((values < 0) | (values > 1)).any():
        raise ValueError("p-values lie between 0 and 1")
    order = np.argsort(values)[: int(np.isfinite(values).sum())]  # NaN is sorted last
    factors = len(order) - np.arange(len(order))
    corrected = np.full(len(values), np.nan)
    corrected[order] = np.minimum(np.maximum.accumulate(values[order] * factors), 1.0)
    return corrected


def bonferroni(p: NDArray[np.float64], tests: int) -> NDArray[np.float64]:
    """Return p-values times the number of tests, at most 1: the chance of any false call stays bounded.

    Examples
    --------
    >>> bonferroni(np.array([0.01, 0.5]), 3).tolist()
    [0.03, 1.0]
    """
    return np.minimum(p * tests, 1.0)
