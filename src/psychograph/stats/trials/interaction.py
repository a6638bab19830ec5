"""Whether what a message does depends on who reads it: tests of an interaction in a table of cells."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, xlogy

from psychograph.stats.comparison.tables import LEAST_EXPECTED

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

ROUNDS = 20_000
CLOSE = 1e-11  # of the largest cell: later rounds would move the last digits alone


@dataclass(frozen=True)
class Interaction:
    """A test of rows and columns acting together.

    Parameters
    ----------
    statistic : float
        Chi-square distributed with `df` degrees of freedom where each message does to all alike.
    df : int
        Degrees of freedom; 0 where the cells leave nothing to test.
    p : float
        Chance of so large a statistic then; NaN where there is nothing to test.
    small : bool
        Whether a cell is so small that p is a rough guide: fewer than five with, or without, the
        outcome are expected, or for means fewer than thirty people.
    """

    statistic: float
    df: int
    p: float
    small: bool


def interaction_of_rates(successes: Counts, n: Counts) -> Interaction:
    """Test whether the odds of an outcome follow rows and columns without an interaction.

    The likelihood-ratio test of logistic regression: a model with a level for every cell against
    logit(rate) = row + column. The latter is fitted by iterative proportional fitting of the table of
    rows, columns and outcome, which gives the same likelihood and also works where a rate is 0 or 1.

    Parameters
    ----------
    successes, n : ndarray of int64, shape (r, c)
        People with the outcome, of so many, in each cell; empty cells are left out.

    Returns
    -------
    Interaction
        Rows and columns in which nobody, or everybody, has the outcome say nothing of an interaction
        and take no degrees of freedom.

    Raises
    ------
    ValueError
        For counts that cannot be.

    References
    ----------
    Bishop, Fienberg & Holland 1975, Discrete Multivariate Analysis, ch. 3. Checked against R:
    ``anova(glm(binomial), test = "LRT")``.

    Examples
    --------
    >>> found = interaction_of_rates(np.array([[30, 10], [10, 30]]), np.full((2, 2), 100))
    >>> round(found.statistic, 2), found.df, found.p < 0.001
    (25.94, 1, True)
    """
    successes, n = np.asarray(successes, dtype=float), np.asarray(n, dtype=float)
    if (successes < 0).any() or (successes > n).any():
        raise ValueError("an outcome cannot be had by more people than there are, or by fewer than none")
    cells = n > 0
    for _ in range(sum(n.shape)):
        cells = cells & _varied(successes, n, cells, axis=1) & _varied(successes, n, cells, axis=0)
    df = _degrees(cells)
    if df == 0:
        return Interaction(0.0, 0, math.nan, small=False)
    expected = _without_interaction(np.where(cells, successes, 0), np.where(cells, n - successes, 0))
    found = np.array([np.where(cells, successes, 0), np.where(cells, n - successes, 0)])
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(found > 0, found / expected, 1.0)
    statistic = max(0.0, 2 * float(xlogy(found, ratio).sum()))
    small = bool((expected[:, cells] < LEAST_EXPECTED).any())
    return Interaction(statistic, df, float(chdtrc(df, statistic)), small)


def interaction_of_means(means: Floats, error_variances: Floats, n: Counts) -> Interaction:
    """Test whether cell means follow rows and columns without an interaction (Wald).

    All differences of differences at once, with a variance of its own for every cell.

    Parameters
    ----------
    means, error_variances : ndarray of float64, shape (r, c)
        Mean of each cell and its squared standard error; cells without one (NaN) or without any
        spread are left out.
    n : ndarray of int64, shape (r, c)
        People in each cell.

    References
    ----------
    Wald 1943, Trans. Amer. Math. Soc. 54:426. Checked against R: a Wald test of the interaction terms
    of ``lm`` with sandwich's ``vcovHC`` (HC2).

    Examples
    --------
    >>> means = np.array([[12.0, 10.0], [10.0, 10.0]])
    >>> found = interaction_of_means(means, np.full((2, 2), 0.25), np.full((2, 2), 400))
    >>> round(found.statistic, 3), found.df, round(found.p, 4)
    (4.0, 1, 0.0455)
    """
    cells = np.isfinite(means) & np.isfinite(error_variances) & (error_variances > 0)
    df = _degrees(cells)
    if df == 0:
        return Interaction(0.0, 0, math.nan, small=False)
    design, at = _design(cells), cells.nonzero()
    # Weighted least squares of rows and columns; what is left, in standard errors, is the Wald statistic.
    scale = 1 / np.sqrt(error_variances[at])
    fitted, *_ = np.linalg.lstsq(design * scale[:, None], means[at] * scale, rcond=None)
    left = (means[at] - design @ fitted) * scale
    statistic = float(left @ left)
    return Interaction(statistic, df, float(chdtrc(df, statistic)), bool((n[at] < 30).any()))


def _varied(successes: Counts, n: Counts, cells: NDArray[np.bool_], axis: int) -> NDArray[np.bool_]:
    """Return which rows (axis 1) or columns (axis 0) have people with and without the outcome."""
    having = np.where(cells, successes, 0).sum(axis=axis, keepdims=True)
    people = np.where(cells, n, 0).sum(axis=axis, keepdims=True)
    return np.asarray((having > 0) & (having < people))


def _design(cells: NDArray[np.bool_]) -> Floats:
    """Return indicators of rows and columns, one line a cell that is there."""
    rows, columns = cells.nonzero()
    r, c = cells.shape
    return np.hstack([np.eye(r)[rows], np.eye(c)[columns]])


def _degrees(cells: NDArray[np.bool_]) -> int:
    if not cells.any():
        return 0
    return int(cells.sum()) - int(np.linalg.matrix_rank(_design(cells)))


def _without_interaction(having: Floats, lacking: Floats) -> Floats:
    """Return expected counts, shape (2, r, c), with the margins of all pairs and no interaction."""
    table = np.array([having, lacking])
    fitted = np.where(table.sum(axis=0) > 0, 1.0, 0.0)[None].repeat(2, axis=0)
    for _ in range(ROUNDS):
        before = fitted
        for axis in (0, 1, 2):
            target, now = table.sum(axis=axis, keepdims=True), fitted.sum(axis=axis, keepdims=True)
            fitted = fitted * np.divide(target, now, out=np.zeros_like(now), where=now > 0)
        if np.abs(fitted - before).max() <= CLOSE * table.max():
            break
    return fitted
