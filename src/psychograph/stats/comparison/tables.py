"""Do groups give different answers in categories: tests of a table of counts."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, chdtrc, fdtrc, gammaln

from psychograph.stats.weights import alike, effective_n

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

DRAWS = 9_999
CHUNK = 2_000  # tables drawn at once
LEAST_EXPECTED = 5.0  # in a cell; below, the chi-square distribution is a poor guide


@dataclass(frozen=True)
class TableTest:
    """A test that rows and columns of a table are independent.

    Parameters
    ----------
    statistic : float
        Chi-square, or F of Rao and Scott; NaN of Fisher's tests, which have none.
    df : tuple of float
        Degrees of freedom; empty for Fisher's tests.
    p : float
        P-value.
    p_interval : tuple of float or None
        99 % interval of p where it is simulated.
    """

    statistic: float
    df: tuple[float, ...]
    p: float
    p_interval: tuple[float, float] | None = None


def expected_counts(table: Counts | Floats) -> Floats:
    """Return what each cell would hold were rows and columns independent, shape (r, c).

    Examples
    --------
    >>> expected_counts(np.array([[8, 2], [2, 8]])).tolist()
    [[5.0, 5.0], [5.0, 5.0]]
    """
    whole = np.asarray(table, dtype=float)
    return np.asarray(np.outer(whole.sum(axis=1), whole.sum(axis=0)) / whole.sum())


def chi_square(table: Counts) -> TableTest:
    """Return Pearson's chi-square test, without continuity correction.

    The chi-square distribution is close where every expected count is at least 5; below, take
    :func:`fisher`.

    Parameters
    ----------
    table : ndarray of int64, shape (r, c)
        Counts; at least two rows and two columns, none of which is empty.

    Raises
    ------
    ValueError
        For another table.

    References
    ----------
    Pearson 1900, Phil Mag 50:157; Cochran 1954, Biometrics 10:417 (how large expected counts should be).
    Checked against R's ``chisq.test``.

    Examples
    --------
    >>> round(chi_square(np.array([[20, 10], [10, 20]])).p, 4)
    0.0098
    """
    _check(table)
    expected = expected_counts(table)
    statistic = float(((table - expected) ** 2 / expected).sum())
    freedom = float((table.shape[0] - 1) * (table.shape[1] - 1))
    return TableTest(statistic, (freedom,), float(chdtrc(freedom, statistic)))


def fisher(table: Counts, rng: np.random.Generator, *, draws: int = DRAWS) -> TableTest:
    """Return Fisher's exact test of a two by two table, or the test of Freeman and Halton by simulation.

    Beyond two by two, tables with the margins of this one are drawn under independence; p is the share
    of them, this one counted in, that are at most as probable. Rows are sorted first, so that their
    order does not matter.

    Parameters
    ----------
    table : ndarray of int64, shape (r, c)
        Counts; at least two rows and two columns, none of which is empty.
    rng : numpy.random.Generator
        Source of randomness.
    draws : int
        Tables to draw.

    Returns
    -------
    TableTest
        With the exact (Clopper-Pearson) 99 % interval of a simulated p.

    Raises
    ------
    ValueError
        For another table.

    References
    ----------
    Freeman & Halton 1951, Biometrika 38:141; Patefield 1981, Appl Stat 30:91 (drawing tables). Checked
    against R's ``fisher.test``.

    Examples
    --------
    >>> tea = np.array([[3, 1], [1, 3]])
    >>> round(fisher(tea, np.random.default_rng(0)).p, 4)
    0.4857
    """
    _check(table)
    if table.shape == (2, 2):
        from scipy.stats import fisher_exact

        return TableTest(math.nan, (), float(fisher_exact(table).pvalue))
    from scipy.stats import random_table

    rows = table[np.lexsort(table.T[::-1])]
    log_factorial = gammaln(np.arange(int(table.sum()) + 1) + 1.0)
    observed = float(log_factorial[rows].sum())
    drawing = random_table(rows.sum(axis=1), rows.sum(axis=0))
    as_rare = 0
    for start in range(0, draws, CHUNK):
        drawn = drawing.rvs(min(CHUNK, draws - start), random_state=rng).astype(np.int64)
        # A table is the less probable the larger the product of its cells' factorials.
        as_rare += int((log_factorial[drawn].sum(axis=(1, 2)) >= observed - 1e-7 * abs(observed)).sum())
    return TableTest(math.nan, (), (as_rare + 1) / (draws + 1), _exact_interval(as_rare, draws))


def _exact_interval(count: int, n: int, level: float = 0.99) -> tuple[float, float]:
    """Return the interval of Clopper and Pearson."""
    tail = (1 - level) / 2
    low = float(betaincinv(count, n - count + 1, tail)) if count else 0.0
    high = float(betaincinv(count + 1, n - count, 1 - tail)) if count < n else 1.0
    return low, high


def rao_scott(rows: Counts, columns: Counts, weights: Floats) -> TableTest:
    """Return Rao and Scott's second-order test of independence for weighted respondents.

    Pearson's chi-square of the weighted table is divided by the mean of the design effects of its
    interactions and held against F, whose degrees of freedom make up for their spread.

    Parameters
    ----------
    rows, columns : ndarray of int64, shape (n,)
        Row and column of each respondent, from 0, none empty.
    weights : ndarray of float64, shape (n,)
        Above zero.

    Raises
    ------
    ValueError
        For a single row or column, or an empty one.

    References
    ----------
    Rao & Scott 1984, Ann Stat 12:46; Thomas & Rao 1987, JASA 82:630 (as F). Checked against ``svychisq``
    of R's survey package for a sample without clusters or strata.

    Examples
    --------
    >>> said = np.array([0, 0, 0, 1, 1, 1, 0, 1])
    >>> found = rao_scott(np.array([0, 0, 0, 0, 1, 1, 1, 1]), said, np.array([1.0, 2, 1, 2, 1, 2, 1, 2]))
    >>> round(found.statistic, 3), round(found.p, 3)
    (1.925, 0.208)
    """
    n = len(rows)
    r, c = int(rows.max()) + 1, int(columns.max()) + 1
    share = weights / weights.sum()
    cells = np.bincount(rows * c + columns, share, minlength=r * c)
    squares = np.bincount(rows * c + columns, share**2, minlength=r * c)
    _check(cells.reshape(r, c))
    # Variance of the shares, and their shape under independence, along the interactions alone.
    variance = np.diag(squares) - np.outer(squares, cells) - np.outer(cells, squares)
    variance = n / (n - 1) * (variance + squares.sum() * np.outer(cells, cells))
    inverse = np.divide(1.0, cells, out=np.zeros_like(cells), where=cells > 0)
    along = np.kron(_contrasts(r), _contrasts(c))
    scaled = inverse[:, None] * along
    # Least squares: where cells are empty, some interactions cannot be seen and drop out.
    effects = np.linalg.lstsq(along.T @ scaled / n, scaled.T @ variance @ scaled, rcond=None)[0]
    trace = float(np.trace(effects))
    kept = trace**2 / float((effects * effects.T).sum())
    expected = expected_counts(cells.reshape(r, c)).ravel()
    statistic = n * float(((cells - expected) ** 2 / expected).sum()) / trace
    df = (kept, kept * (n - 1))
    return TableTest(statistic, df, float(fdtrc(*df, statistic)))


def _contrasts(levels: int) -> Floats:
    """Return differences of levels, of length 1 and at right angles, shape (levels, levels - 1)."""
    q, _ = np.linalg.qr(np.column_stack([np.ones(levels), np.eye(levels)[:, : levels - 1]]))
    return np.asarray(q[:, 1:])


def cramers_v(table: Counts | Floats, n: float | None = None) -> float:
    """Return Cramer's V, corrected for what chance alone makes of it.

    With phi2 = chi-square / n less (r - 1)(c - 1) / (n - 1), at least 0, and r' = r - (r - 1)^2 / (n - 1),
    c' likewise: V = sqrt(phi2 / min(r' - 1, c' - 1)).

    Parameters
    ----------
    table : ndarray, shape (r, c)
        Counts or total weights; no empty row or column.
    n : float, optional
        Respondents: the effective sample size where they carry weights; the sum of the table without.

    Returns
    -------
    float
        0 to 1: of two groups about .1 is small, .3 medium, .5 large. NaN for fewer than two of n.

    References
    ----------
    Bergsma 2013, J Korean Stat Soc 42:323.

    Examples
    --------
    >>> round(cramers_v(np.array([[20, 10], [10, 20]])), 3), cramers_v(np.array([[10, 10], [10, 10]]))
    (0.309, 0.0)
    """
    whole = np.asarray(table, dtype=float)
    _check(whole)
    size = float(whole.sum()) if n is None else n
    if size < 2:
        return math.nan
    expected = expected_counts(whole)
    phi = float(((whole - expected) ** 2 / expected).sum() / whole.sum())
    r, c = whole.shape
    phi = max(0.0, phi - (r - 1) * (c - 1) / (size - 1))
    least = min(side - (side - 1) ** 2 / (size - 1) for side in (r, c)) - 1
    return min(1.0, math.sqrt(phi / least)) if least > 0 else math.nan


def table_of(
    rows: Counts, columns: Counts, weights: Floats | None = None, *, shape: tuple[int, int]
) -> Floats:
    """Return the total weight of every cell, shape (r, c).

    Parameters
    ----------
    rows, columns : ndarray of int64, shape (n,)
        Row and column of each respondent, from 0; negative is missing and counts for none.
    weights : ndarray of float64, shape (n,), optional
        Everybody counts 1 without them.
    shape : tuple of int
        Rows and columns of the table.

    Examples
    --------
    >>> table_of(np.array([0, 1, 1]), np.array([0, 0, -1]), shape=(2, 1)).tolist()
    [[1.0], [1.0]]
    """
    known = (rows >= 0) & (columns >= 0)
    mass = None if weights is None else weights[known]
    flat = np.bincount(rows[known] * shape[1] + columns[known], mass, minlength=shape[0] * shape[1])
    return flat.reshape(shape).astype(np.float64)


def effective_size(weights: Floats | None, n: int) -> float:
    """Return how many respondents of equal weight would tell as much."""
    return float(n) if weights is None or alike(weights) else effective_n(weights)


def _check(table: Counts | Floats) -> None:
    if table.ndim != 2 or min(table.shape) < 2:
        raise ValueError("a table needs two rows and two columns")
    if (table < 0).any() or not (table.sum(axis=0) > 0).all() or not (table.sum(axis=1) > 0).all():
        raise ValueError("a table needs counts of at least 0, and no row or column of zeros alone")
