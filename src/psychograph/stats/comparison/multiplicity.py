"""P-values of many tests at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


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


def bonferroni(p: NDArray[np.float64], tests: int) -> NDArray[np.float64]:
    """Return p-values times the number of tests, at most 1: the chance of any false call stays bounded.

    Examples
    --------
    >>> bonferroni(np.array([0.01, 0.5]), 3).tolist()
    [0.03, 1.0]
    """
    return np.minimum(p * tests, 1.0)
