"""Whether items hold common factors, how many, and whether one would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from psychograph.stats.measurement.covariance import mended
from psychograph.stats.measurement.one_factor import one_factor

Communalities = Literal["one_factor", "smc"]


@dataclass(frozen=True, eq=False)
class SamplingAdequacy:
    """Kaiser's measure of sampling adequacy.

    Attributes
    ----------
    overall : float
        0 to 1; Kaiser called below .5 unacceptable, the .60s mediocre, the .80s meritorious.
    items : ndarray of float64, shape (k,)
        The same for each item.
    mended : bool
        Whether the correlations were singular or contradicted each other, and were mended first.
    """

    overall: float
    items: NDArray[np.float64]
    mended: bool


def sampling_adequacy(correlations: NDArray[np.float64]) -> SamplingAdequacy:
    """Return the Kaiser-Meyer-Olkin measure of sampling adequacy.

    sum r^2 / (sum r^2 + sum q^2) over pairs, with q the partial correlations given all other items.

    Parameters
    ----------
    correlations : ndarray of float64, shape (k, k)
        Pairwise or listwise. A matrix that is not positive definite is mended by
        :func:`~psychograph.stats.measurement.covariance.mended`, and the result says so. NaN gives NaN.

    References
    ----------
    Kaiser & Rice 1974, Educ Psychol Meas 34:111. Checked against ``psych::KMO``.

    Examples
    --------
    >>> found = sampling_adequacy(np.array([[1.0, 0.5, 0.5], [0.5, 1.0, 0.5], [0.5, 0.5, 1.0]]))
    >>> round(found.overall, 3)
    0.692
    """
    k = len(correlations)
    if k < 2 or not np.isfinite(correlations).all():
        return SamplingAdequacy(float("nan"), np.full(k, np.nan), mended=False)
    matrix, changed = mended(correlations)
    precision = np.linalg.inv(matrix)
    scale = np.sqrt(np.diag(precision))
    observed = (matrix * ~np.eye(k, dtype=bool)) ** 2
    partial = (precision / np.outer(scale, scale) * ~np.eye(k, dtype=bool)) ** 2
    above, below = observed.sum(axis=0), (observed + partial).sum(axis=0)
    items = np.divide(above, below, out=np.full(k, np.nan), where=below > 0)
    overall = float(above.sum() / below.sum()) if below.sum() > 0 else float("nan")
    return SamplingAdequacy(overall, items, mended=changed)


@dataclass(frozen=True)
class Sphericity:
    """Bartlett's test that no item correlates with any other.

    Attributes
    ----------
    chi2 : float
        Test statistic, at least 0. After mending it depends on how; read only that it is large.
    df : int
        Degrees of freedom.
    p : float
        0 to 1; small says that there is something to explain, and with many respondents it nearly
        always is.
    mended : bool
        Whether the correlations were singular or contradicted each other, and were mended first.
    """

    chi2: float
    df: int
    p: float
    mended: bool


def bartlett_sphericity(correlations: NDArray[np.float64], n: int) -> Sphericity:
    """Return Bartlett's test of sphericity.

    chi2 = -(n - 1 - (2 k + 5) / 6) ln det R with k (k - 1) / 2 degrees of freedom.

    Parameters
    ----------
    correlations : ndarray of float64, shape (k, k)
        As for :func:`sampling_adequacy`.
    n : int
        Respondents behind them. Where pairwise counts differ the test is approximate.

    References
    ----------
    Bartlett 1951, Biometrika 38:337. Checked against ``psych::cortest.bartlett``.

    Examples
    --------
    >>> test = bartlett_sphericity(np.array([[1.0, 0.5], [0.5, 1.0]]), 50)
    >>> round(test.chi2, 2), test.df, round(test.p, 4)
    (13.66, 1, 0.0002)
    """
    k = len(correlations)
    df, scale = k * (k - 1) // 2, n - 1 - (2 * k + 5) / 6
    if k < 2 or scale <= 0 or not np.isfinite(correlations).all():
        return Sphericity(float("nan"), df, float("nan"), mended=False)
    matrix, changed = mended(correlations)
    chi2 = max(0.0, -scale * float(np.linalg.slogdet(matrix)[1]))
    return Sphericity(chi2, df, float(chdtrc(df, chi2)), mended=changed)


@dataclass(frozen=True, eq=False)
class ParallelAnalysis:
    """How many components and factors stand out from chance.

    Attributes
    ----------
    n_components, n_factors : int
        Leading eigenvalues above their thresholds, up to the first that is not.
    components, factors : ndarray of float64, shape (k,)
        Eigenvalues, largest first, of the correlations, and of the correlations with communalities
        on the diagonal; the latter may be negative.
    component_thresholds, factor_thresholds : ndarray of float64, shape (k,)
        Percentile of the same eigenvalues of unrelated normal answers.
    communalities : {"one_factor", "smc"}
        What stood on the diagonal.
    draws : int
        Sets of unrelated answers drawn.
    percentile : float
        Percentile of the thresholds.
    n : int
        Respondents of each set.
    """

    n_components: int
    n_factors: int
    components: NDArray[np.float64]
    component_thresholds: NDArray[np.float64]
    factors: NDArray[np.float64]
    factor_thresholds: NDArray[np.float64]
    communalities: Communalities
    draws: int
    percentile: float
    n: int


def parallel_analysis(
    correlations: NDArray[np.float64],
    n: int,
    *,
    rng: np.random.Generator,
    draws: int = 200,
    percentile: float = 95.0,
    communalities: Communalities = "one_factor",
) -> ParallelAnalysis:
    """Compare eigenvalues with those of unrelated answers.

    Components are eigenvalues of the correlations; factors of the correlations with communalities
    on the diagonal: those of one factor by minimum residuals, as ``psych::fa.parallel`` does, or
    squared multiple correlations, which keep more (on bfi 8 instead of 6). Correlations of
    unrelated answers are drawn from their Wishart distribution, without drawing the answers.

    Parameters
    ----------
    correlations : ndarray of float64, shape (k, k)
        Pairwise or listwise; NaN gives NaN and zero to keep.
    n : int
        Respondents behind them, at least 3. With pairwise correlations all have the same n here.
    rng : numpy.random.Generator
        Source of randomness.
    draws : int
        Sets of unrelated answers; 200 or more.
    percentile : float
        0 to 100.
    communalities : {"one_factor", "smc"}
        The diagonal for factors.

    References
    ----------
    Horn 1965, Psychometrika 30:179. Glorfeld 1995, Educ Psychol Meas 55:377, for the 95th percentile.
    Checked against ``psych::fa.parallel``: on bfi 6 factors and 6 components pairwise, 6 and 5 listwise.

    Examples
    --------
    Two pairs of questions, unrelated to each other.

    >>> r = np.eye(4)
    >>> r[0, 1] = r[1, 0] = r[2, 3] = r[3, 2] = 0.6
    >>> parallel_analysis(r, 300, rng=np.random.default_rng(1)).n_components
    2
    """
    k = len(correlations)
    blank = np.full(k, np.nan)
    if k < 2 or n < 3 or not np.isfinite(correlations).all():
        return ParallelAnalysis(0, 0, blank, blank, blank, blank, communalities, draws, percentile, n)
    found = np.empty((draws, 2, k))
    for draw in range(draws):
        found[draw] = _eigenvalues(_unrelated(n, k, rng), communalities)
    thresholds = np.percentile(found, percentile, axis=0)
    components, factors = _eigenvalues(correlations, communalities)
    return ParallelAnalysis(
        n_components=_leading(components > thresholds[0]),
        n_factors=_leading(factors > thresholds[1]),
        components=components,
        component_thresholds=thresholds[0],
        factors=factors,
        factor_thresholds=thresholds[1],
        communalities=communalities,
        draws=draws,
        percentile=percentile,
        n=n,
    )


def _leading(above: NDArray[np.bool_]) -> int:
    return len(above) if above.all() else int(np.argmin(above))


def _unrelated(n: int, k: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return correlations of n draws of k independent normal variables.

    By Bartlett's decomposition: the scatter is L L' with L lower triangular, standard normal below
    the diagonal and chi with n - 1, n - 2, ... degrees of freedom on it.
    """
    if n > k:
        root = np.tril(rng.standard_normal((k, k)), -1)
        root[np.diag_indices(k)] = np.sqrt(rng.chisquare(n - 1 - np.arange(k)))
    else:
        drawn = rng.standard_normal((n, k))
        root = (drawn - drawn.mean(axis=0)).T
    root /= np.sqrt((root**2).sum(axis=1, keepdims=True))
    scatter: NDArray[np.float64] = root @ root.T
    return scatter


def _eigenvalues(correlations: NDArray[np.float64], communalities: Communalities) -> NDArray[np.float64]:
    """Return eigenvalues of components and of factors, shape (2, k), largest first."""
    reduced = correlations.copy()
    np.fill_diagonal(reduced, _communalities(correlations, communalities))
    return np.stack([np.linalg.eigvalsh(correlations)[::-1], np.linalg.eigvalsh(reduced)[::-1]])


def _communalities(correlations: NDArray[np.float64], communalities: Communalities) -> NDArray[np.float64]:
    if communalities == "one_factor" and len(correlations) > 2:
        return one_factor(correlations).loadings ** 2
    matrix, _ = mended(correlations)
    multiple: NDArray[np.float64] = 1 - 1 / np.diag(np.linalg.inv(matrix))
    return multiple


@dataclass(frozen=True, eq=False)
class OneFactorCheck:
    """Whether a set of items is one thing.

    Attributes
    ----------
    first_share : float
        Share of all variance in the first component, 0 to 1.
    eigenvalue_ratio : float
        First eigenvalue over the second, at least 1; infinite where the second is not positive.
        Lord took a large ratio for one dimension; there is no agreed bound, 3 or 4 are used.
    factor_share : float
        Share of all variance in one common factor, 0 to 1. Over a whole battery: Harman's single
        factor, where .50 is the usual alarm. Passing it does not rule out common method variance.
    mean_residual : float
        Mean absolute correlation that one factor leaves unexplained; .05 and less is little.
    converged : bool
        Whether the factor was found.
    heywood : tuple of int
        Items whose unique variance fell to its bound.
    """

    first_share: float
    eigenvalue_ratio: float
    factor_share: float
    mean_residual: float
    converged: bool
    heywood: tuple[int, ...]


def one_factor_check(correlations: NDArray[np.float64]) -> OneFactorCheck:
    """Return how far one factor explains the correlations of a scale or of a whole battery.

    Parameters
    ----------
    correlations : ndarray of float64, shape (k, k)
        Of at least three items; NaN gives NaN.

    References
    ----------
    Hattie 1985, Appl Psychol Meas 9:139, reviews indices of one dimension. Podsakoff, MacKenzie, Lee &
    Podsakoff 2003, J Appl Psychol 88:879, on Harman's single factor and why it is a weak test.

    Examples
    --------
    >>> r = np.full((4, 4), 0.5) + np.eye(4) * 0.5
    >>> check = one_factor_check(r)
    >>> round(check.first_share, 3), round(check.eigenvalue_ratio, 3), round(check.factor_share, 3)
    (0.625, 5.0, 0.5)
    """
    k = len(correlations)
    fit = one_factor(correlations)
    if k < 3 or not np.isfinite(correlations).all():
        nothing = float("nan")
        return OneFactorCheck(nothing, nothing, nothing, nothing, converged=False, heywood=())
    largest = np.linalg.eigvalsh(correlations)[::-1]
    ratio = float(largest[0] / largest[1]) if largest[1] > 1e-12 else float("inf")
    return OneFactorCheck(
        first_share=float(largest[0]) / k,
        eigenvalue_ratio=ratio,
        factor_share=float((fit.loadings**2).mean()),
        mean_residual=fit.mean_residual,
        converged=fit.converged,
        heywood=fit.heywood,
    )
