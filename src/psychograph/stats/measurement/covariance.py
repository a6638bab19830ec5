"""How items hang together when some answers are missing: pairwise or listwise, and said which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Missing = Literal["pairwise", "listwise"]

# An eigenvalue below this is taken for zero; the matrix is then mended before it is inverted.
SMALLEST_EIGENVALUE = 1e-8


@dataclass(frozen=True, eq=False)
class Association:
    """Covariances or correlations of k items, and how many respondents stand behind them.

    Attributes
    ----------
    matrix : ndarray of float64, shape (k, k)
        NaN where fewer than two respondents answered both items, or, for correlations, where one of
        the two does not vary.
    n : int
        Respondents used: listwise those who answered every item, pairwise those who answered at
        least two (with one item: who answered it), since one answer enters no pair.
    n_smallest : int
        Respondents behind the thinnest cell; listwise equal to n.
    missing : {"pairwise", "listwise"}
        Treatment of missing answers.
    """

    matrix: NDArray[np.float64]
    n: int
    n_smallest: int
    missing: Missing


def covariance(items: NDArray[np.float64], *, missing: Missing = "pairwise") -> Association:
    """Return the covariances of items.

    Pairwise, each covariance has the means of the respondents who answered both items, and each
    variance all who answered the item, as R's ``cov(use = "pairwise")``. Divisor n - 1.

    Parameters
    ----------
    items : ndarray of float64, shape (n, k)
        Answers; what is not finite is missing.
    missing : {"pairwise", "listwise"}
        Listwise keeps only respondents who answered every item.

    Raises
    ------
    ValueError
        If the answers are not a table, or the treatment is unknown.

    Examples
    --------
    >>> answers = np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0], [5.0, np.nan]])
    >>> covariance(answers).matrix.round(3)
    array([[2.917, 2.   ],
           [2.   , 4.   ]])
    >>> covariance(answers, missing="listwise").n
    3
    """
    kept, n = _kept(items, missing)
    crossed = _crossed(kept)
    return Association(crossed.covariance, n, crossed.smallest, missing)


def correlation(items: NDArray[np.float64], *, missing: Missing = "pairwise") -> Association:
    """Return the correlations of items.

    Pairwise, each correlation is that of the respondents who answered both items, as R's
    ``cor(use = "pairwise")``; the matrix may then fail to be positive definite.

    Parameters
    ----------
    items, missing
        As for :func:`covariance`.

    Examples
    --------
    >>> answers = np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0], [5.0, np.nan]])
    >>> correlation(answers).matrix.round(3)
    array([[1., 1.],
           [1., 1.]])
    """
    kept, n = _kept(items, missing)
    crossed = _crossed(kept)
    scale = np.sqrt(crossed.variance * crossed.variance.T)
    found = np.divide(crossed.covariance, scale, out=np.full(scale.shape, np.nan), where=scale > 0)
    return Association(np.clip(found, -1.0, 1.0), n, crossed.smallest, missing)


def correlation_of(covariances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the correlations that belong to covariances, NaN where an item does not vary.

    Parameters
    ----------
    covariances : ndarray of float64, shape (k, k)

    Examples
    --------
    >>> correlation_of(np.array([[4.0, 3.0], [3.0, 9.0]]))
    array([[1. , 0.5],
           [0.5, 1. ]])
    """
    spread = np.sqrt(np.clip(np.diag(covariances), 0.0, None))
    scale = np.outer(spread, spread)
    found: NDArray[np.float64] = np.divide(
        covariances, scale, out=np.full(scale.shape, np.nan), where=scale > 0
    )
    return found


def mended(correlations: NDArray[np.float64]) -> tuple[NDArray[np.float64], bool]:
    """Return a positive definite correlation matrix near the one given, and whether it was changed.

    Eigenvalues below 1e-8 are raised to 1e-8 and the diagonal is made one again, as R's
    ``psych::cor.smooth`` does with another floor. Pairwise matrices need it when pairs contradict
    each other, any matrix when one item follows from others.

    Parameters
    ----------
    correlations : ndarray of float64, shape (k, k)
        No NaN.

    Examples
    --------
    >>> matrix, changed = mended(np.array([[1.0, 1.0], [1.0, 1.0]]))
    >>> changed, matrix.round(4).tolist()
    (True, [[1.0, 1.0], [1.0, 1.0]])
    """
    spread, axes = np.linalg.eigh(correlations)
    if spread.size == 0 or spread[0] >= SMALLEST_EIGENVALUE:
        return correlations, False
    raised = (axes * np.maximum(spread, SMALLEST_EIGENVALUE)) @ axes.T
    size = np.sqrt(np.diag(raised))
    return raised / np.outer(size, size), True


@dataclass(frozen=True, eq=False)
class _Crossed:
    covariance: NDArray[np.float64]
    # variance[i, j] is that of item i among those who answered both.
    variance: NDArray[np.float64]
    smallest: int


def _kept(items: NDArray[np.float64], missing: Missing) -> tuple[NDArray[np.float64], int]:
    if items.ndim != 2:
        raise ValueError(f"answers are a table of respondents by items, not an array of {items.ndim} axes")
    known = np.isfinite(items)
    if missing == "listwise":
        kept = items[known.all(axis=1)]
        return kept, len(kept)
    if missing != "pairwise":
        raise ValueError(f"missing answers are treated pairwise or listwise, not {missing!r}")
    return items, int((known.sum(axis=1) >= min(2, items.shape[1])).sum()) if items.shape[1] else 0


def _crossed(items: NDArray[np.float64]) -> _Crossed:
    known = np.isfinite(items)
    answered = known.astype(float)
    # Centred first: sums of squares of large numbers would cancel.
    centre = np.where(known, items, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    varies = np.ptp(np.where(known, items, centre), axis=0) > 0 if len(items) else np.zeros(len(centre), bool)
    filled = np.where(known & varies, items - centre, 0.0)
    n = answered.T @ answered
    sums = filled.T @ answered
    freedom = np.where(n > 1, n - 1, np.nan)
    shared = np.maximum(n, 1)
    covariances = (filled.T @ filled - sums * sums.T / shared) / freedom
    variances = ((filled**2).T @ answered - sums**2 / shared) / freedom
    # Where those who answered both agree, what is left is rounding.
    flat = variances <= 1e-12 * np.diag(variances)[:, None]
    variances = np.where(flat, 0.0, variances)
    covariances = np.where(flat | flat.T, 0.0 * covariances, covariances)
    return _Crossed(covariances, variances, int(n.min()) if n.size else 0)
