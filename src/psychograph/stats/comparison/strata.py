"""Do groups differ within strata: the test of Mantel and Haenszel for several groups and two outcomes."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from psychograph.stats.comparison.tables import TableTest

Floats = NDArray[np.float64]


def mantel_haenszel(had: NDArray[np.int64], of: NDArray[np.int64]) -> TableTest:
    """Return the generalised test of Mantel and Haenszel: groups have the same rate within each stratum.

    In each stratum the successes of a group are compared with its share of all successes there; the
    differences and their hypergeometric covariances are added over strata, and their quadratic form is
    chi-square. Strata may be stages that the same people come to one after another: given who came to
    a stage, what happens there is new, as in the log-rank test.

    Parameters
    ----------
    had, of : ndarray of int64, shape (strata, groups)
        People with the outcome, of so many. Strata of fewer than two people, and those where all or none have
        the outcome, say nothing.

    Returns
    -------
    TableTest
        Degrees of freedom are the groups that can be compared, less one; NaN where there is nothing to
        compare.

    Raises
    ------
    ValueError
        For counts that cannot be.

    References
    ----------
    Mantel & Haenszel 1959, J Natl Cancer Inst 22:719; Mantel 1963, JASA 58:690; Agresti 2002, Categorical
    Data Analysis, 2nd ed., 7.5.3. Checked against R's ``mantelhaen.test``.

    Examples
    --------
    >>> had, of = np.array([[10, 20], [30, 40]]), np.array([[50, 50], [50, 50]])
    >>> round(mantel_haenszel(had, of).p, 4)
    0.0021
    """
    if had.shape != of.shape or had.ndim != 2 or (had < 0).any() or (had > of).any():
        raise ValueError("counts are needed for each stratum and group, of no more people than there are")
    n, m = of.sum(axis=1).astype(float), had.sum(axis=1).astype(float)
    telling = (n > 1) & (m > 0) & (m < n)
    difference = np.zeros(of.shape[1])
    covariance = np.zeros((of.shape[1], of.shape[1]))
    for stratum in np.flatnonzero(telling):
        share = of[stratum] / n[stratum]
        difference += had[stratum] - m[stratum] * share
        spread = m[stratum] * (n[stratum] - m[stratum]) / (n[stratum] - 1)
        covariance += spread * (np.diag(share) - np.outer(share, share))
    values, vectors = np.linalg.eigh(covariance)
    kept = values > 1e-9 * max(float(values.max(initial=0.0)), 1e-300)
    df = float(kept.sum())
    if not df:
        return TableTest(math.nan, (0.0,), math.nan)
    statistic = float(((difference @ vectors[:, kept]) ** 2 / values[kept]).sum())
    return TableTest(statistic, (df,), float(chdtrc(df, statistic)))
