"""How consistently the items of a scale measure: alpha, omega, and what each item adds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtri

from psychograph.stats.measurement.covariance import Missing, correlation_of, covariance
from psychograph.stats.measurement.one_factor import OneFactor, one_factor


@dataclass(frozen=True, eq=False)
class ScaleReliability:
    """Internal consistency of one scale of k items.

    A float is NaN where it cannot be computed: with one item everything; with two items everything
    but their correlation and :attr:`spearman_brown`; with fewer than three respondents everything;
    with an item that does not vary whatever needs its correlations.

    Attributes
    ----------
    k : int
        Items.
    n : int
        Respondents used; see :class:`~psychograph.stats.measurement.covariance.Association`.
    n_smallest : int
        Respondents behind the thinnest pair of items; the interval counts these, so that pairwise
        covariances never look surer than their least known one.
    missing : {"pairwise", "listwise", "given"}
        Treatment of missing answers; "given" if the covariance came from elsewhere.
    alpha : float
        Cronbach's alpha; at most 1, and negative where items contradict each other.
    alpha_interval : tuple of float
        Feldt's interval of alpha.
    level : float
        Confidence level of the interval.
    alpha_standardised : float
        Alpha of the items brought to equal variance.
    omega : float
        Omega total of one factor, 0 to 1; read it beside :attr:`factor`, which tells whether the
        factor was found and which items are Heywood cases.
    spearman_brown : float
        2 r / (1 + r), for two items only.
    mean_inter_item_r : float
        Mean correlation of the pairs of items.
    item_rest_r : ndarray of float64, shape (k,)
        Correlation of each item with the sum of the others; negative warns of a key not reversed.
    alpha_if_dropped : ndarray of float64, shape (k,)
        Alpha of the others; NaN with fewer than three items. With three items the others are two:
        for comparing only.
    factor : OneFactor
        The fit behind :attr:`omega`.
    unvarying : tuple of int
        Items without two different answers; leave them out and compute again.
    """

    k: int
    n: int
    n_smallest: int
    missing: Literal["pairwise", "listwise", "given"]
    alpha: float
    alpha_interval: tuple[float, float]
    level: float
    alpha_standardised: float
    omega: float
    spearman_brown: float
    mean_inter_item_r: float
    item_rest_r: NDArray[np.float64]
    alpha_if_dropped: NDArray[np.float64]
    factor: OneFactor
    unvarying: tuple[int, ...]


def scale_reliability(
    items: NDArray[np.float64], *, missing: Missing = "pairwise", level: float = 0.95
) -> ScaleReliability:
    """Return the internal consistency of a scale from answers.

    Parameters
    ----------
    items : ndarray of float64, shape (n, k)
        Answers, reversed items already turned; what is not finite is missing.
    missing : {"pairwise", "listwise"}
        Each covariance from who answered both items, or all from who answered every item. For a
        covariance by other means, such as EM, use :func:`reliability_of_covariance`.
    level : float
        Confidence level of the interval, 0 to 1.

    Raises
    ------
    ValueError
        If the answers are not a table, or the treatment is unknown.

    References
    ----------
    As for :func:`reliability_of_covariance`. Checked against ``psych::alpha`` and ``psych::fa`` on
    the 25 items of bfi.

    Examples
    --------
    Six people answered three questions.

    >>> answers = np.array([[1, 2, 1], [2, 2, 3], [3, 3, 3], [4, 3, 4], [4, 5, 5], [5, 5, 4]], float)
    >>> scale = scale_reliability(answers)
    >>> round(scale.alpha, 3), [round(end, 3) for end in scale.alpha_interval]
    (0.939, [0.74, 0.991])
    >>> scale.alpha_if_dropped.round(3)
    array([0.88 , 0.924, 0.924])
    """
    found = covariance(items, missing=missing)
    return _reliability(found.matrix, found.n, found.n_smallest, missing, level)


def reliability_of_covariance(
    covariances: NDArray[np.float64], n: int, *, level: float = 0.95
) -> ScaleReliability:
    """Return the internal consistency of a scale from the covariances of its items.

    alpha = k / (k - 1) (1 - sum of variances / variance of the sum); standardised
    k r / (1 + (k - 1) r) with r the mean correlation; omega = (sum l)^2 / ((sum l)^2 + sum (1 - l^2))
    with l the loadings of one factor by minimum residuals, errors uncorrelated.

    Parameters
    ----------
    covariances : ndarray of float64, shape (k, k)
        Of items already turned; NaN where not known.
    n : int
        Respondents behind them; used by the interval.
    level : float
        Confidence level of the interval, 0 to 1.

    Raises
    ------
    ValueError
        If the covariances are not square.

    References
    ----------
    Cronbach 1951, Psychometrika 16:297. McDonald 1999, Test Theory. Feldt, Woodruff & Salih 1987,
    Appl Psychol Meas 11:93. Two items: Eisinga, te Grotenhuis & Pelzer 2013, Int J Public Health 58:637.

    Examples
    --------
    >>> scale = reliability_of_covariance(np.array([[2.0, 1.0, 1.0], [1.0, 2.0, 1.0], [1.0, 1.0, 2.0]]), 100)
    >>> scale.alpha, round(scale.omega, 3)
    (0.75, 0.75)
    """
    if covariances.ndim != 2 or covariances.shape[0] != covariances.shape[1]:
        raise ValueError(f"covariances are a square, not of shape {covariances.shape}")
    return _reliability(covariances, n, n, "given", level)


def cronbach_alpha(covariances: NDArray[np.float64]) -> float:
    """Return Cronbach's alpha, NaN with fewer than two items or a sum that does not vary.

    Parameters
    ----------
    covariances : ndarray of float64, shape (k, k)

    Examples
    --------
    >>> cronbach_alpha(np.array([[2.0, 1.0, 1.0], [1.0, 2.0, 1.0], [1.0, 1.0, 2.0]]))
    0.75
    """
    k, total = len(covariances), float(covariances.sum())
    if k < 2 or not total > 0:
        return float("nan")
    return k / (k - 1) * (1 - float(np.trace(covariances)) / total)


def feldt_interval(alpha: float, n: int, k: int, *, level: float = 0.95) -> tuple[float, float]:
    """Return Feldt's interval of Cronbach's alpha.

    1 - (1 - alpha) F(1 - c/2) to 1 - (1 - alpha) F(c/2), with F the quantiles of the F
    distribution at n - 1 and (n - 1)(k - 1) degrees of freedom and c = 1 - level.

    Parameters
    ----------
    alpha : float
        At most 1; NaN gives NaN.
    n, k : int
        Respondents and items; fewer than three respondents or two items give NaN.
    level : float
        Confidence level, 0 to 1.

    References
    ----------
    Feldt, Woodruff & Salih 1987, Appl Psychol Meas 11:93, formulas 6 and 7. Checked against
    ``psych::alpha`` and ``statpsych::ci.cronbach``, whose example it meets to 1e-4. It rests on items that
    vary alike and on normal answers.

    Examples
    --------
    >>> [round(end, 4) for end in feldt_interval(0.85, 89, 7)]
    [0.7971, 0.8932]
    """
    if not np.isfinite(alpha) or n < 3 or k < 2:
        return float("nan"), float("nan")
    tail, freedom = (1 - level) / 2, n - 1
    high, low = (float(fdtri(freedom, freedom * (k - 1), share)) for share in (1 - tail, tail))
    return 1 - (1 - alpha) * high, 1 - (1 - alpha) * low


def _reliability(
    covariances: NDArray[np.float64],
    n: int,
    n_smallest: int,
    missing: Literal["pairwise", "listwise", "given"],
    level: float,
) -> ScaleReliability:
    k = len(covariances)
    known = covariances if n_smallest >= 3 else np.full(covariances.shape, np.nan)
    correlations = correlation_of(known)
    pair = correlations[~np.eye(k, dtype=bool)]
    mean_r = float(pair.mean()) if k > 1 else float("nan")
    many = k > 2
    alpha = cronbach_alpha(known) if many else float("nan")
    factor = one_factor(correlations)
    return ScaleReliability(
        k=k,
        n=n,
        n_smallest=n_smallest,
        missing=missing,
        alpha=alpha,
        alpha_interval=feldt_interval(alpha, n_smallest, k, level=level),
        level=level,
        alpha_standardised=_stepped_up(mean_r, k) if many else float("nan"),
        omega=_omega(factor.loadings),
        spearman_brown=_stepped_up(mean_r, 2) if k == 2 else float("nan"),
        mean_inter_item_r=mean_r,
        item_rest_r=_item_rest(known),
        alpha_if_dropped=_alpha_if_dropped(known),
        factor=factor,
        unvarying=tuple(int(item) for item in np.flatnonzero(~(np.diag(covariances) > 0))),
    )


def _stepped_up(mean_r: float, k: int) -> float:
    """Return Spearman and Brown's reliability of k parts that correlate mean_r."""
    below = 1 + (k - 1) * mean_r
    return k * mean_r / below if below > 0 else float("nan")


def _omega(loadings: NDArray[np.float64]) -> float:
    if not loadings.size or not np.isfinite(loadings).all():
        return float("nan")
    common = float(loadings.sum()) ** 2
    return common / (common + float((1 - loadings**2).sum()))


def _item_rest(covariances: NDArray[np.float64]) -> NDArray[np.float64]:
    own = np.diag(covariances)
    if len(own) < 2:
        return np.full(len(own), np.nan)
    with_all = covariances.sum(axis=1)
    rest = covariances.sum() - 2 * with_all + own
    scale = np.sqrt(np.clip(own, 0.0, None) * np.clip(rest, 0.0, None))
    found: NDArray[np.float64] = np.divide(
        with_all - own, scale, out=np.full(len(own), np.nan), where=scale > 0
    )
    return found


def _alpha_if_dropped(covariances: NDArray[np.float64]) -> NDArray[np.float64]:
    k = len(covariances)
    if k < 3:
        return np.full(k, np.nan)
    others = [np.delete(np.delete(covariances, item, axis=0), item, axis=1) for item in range(k)]
    return np.array([cronbach_alpha(rest) for rest in others])
