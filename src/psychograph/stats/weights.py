"""Figures of weighted respondents: means, spreads, quantiles and what weighting costs.

A weight says how many people a respondent stands for; only ratios of weights matter. Where all
weights are alike, every function takes the unweighted way and gives the unweighted figure to the
last bit.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray


def alike(weights: NDArray[np.float64] | None) -> bool:
    """Return whether all weights are the same; None stands for no weights.

    Examples
    --------
    >>> alike(None), alike(np.array([2.0, 2.0])), alike(np.array([1.0, 2.0]))
    (True, True, False)
    """
    return weights is None or not len(weights) or bool((weights == weights[0]).all())


def checked(weights: ArrayLike | None, n: int) -> NDArray[np.float64] | None:
    """Return weights as numbers, refused where they cannot say for how many people each row stands.

    Parameters
    ----------
    weights : array_like of float, shape (n,), or None
        None stands for no weights.
    n : int
        Rows.

    Raises
    ------
    ValueError
        For weights that are missing, infinite, 0 or less, or not as many as rows.

    Examples
    --------
    >>> checked([1, 2], 2).tolist()
    [1.0, 2.0]
    """
    if weights is None:
        return None
    found = np.asarray(weights, dtype=np.float64)
    if found.shape != (n,) or not np.isfinite(found).all() or not (found > 0).all():
        msg = f"weights must be one finite number above zero for each of {n} rows"
        raise ValueError(msg)
    return found


def normalised(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return weights with a mean of 1; weights that are all the same become ones exactly.

    Parameters
    ----------
    weights : ndarray of float64, shape (n,)
        Above zero.

    Examples
    --------
    >>> normalised(np.array([0.1, 0.1, 0.4])).tolist()
    [0.5, 0.5, 2.0]
    """
    if alike(weights):
        return np.ones(len(weights))
    scaled = weights / weights.max()  # sums of huge weights would overflow
    result: NDArray[np.float64] = scaled / scaled.mean()
    return result


def design_effect(weights: NDArray[np.float64]) -> float:
    """Return Kish's design effect of weighting: by how much weights blow up the variance of a mean.

    deff = n sum(w^2) / sum(w)^2 = 1 + cv^2, with cv the coefficient of variation (ddof 0) of the
    weights. It holds for answers that do not depend on the weights.

    Parameters
    ----------
    weights : ndarray of float64, shape (n,)
        Above zero.

    Returns
    -------
    float
        1 where all weights are alike, to n.

    References
    ----------
    Kish 1965, Survey Sampling, 11.7; Kish 1992, J Off Stat 8:183.

    Examples
    --------
    >>> design_effect(np.array([1.0, 1.0, 4.0]))
    1.5
    """
    if alike(weights):
        return 1.0
    largest = weights / weights.max()
    return float(len(largest) * (largest @ largest) / largest.sum() ** 2)


def effective_n(weights: NDArray[np.float64]) -> float:
    """Return Kish's effective sample size, sum(w)^2 / sum(w^2).

    As many respondents of equal weight would give a mean of the same precision. For a subgroup,
    give the weights of its members.

    Examples
    --------
    >>> effective_n(np.array([1.0, 1.0, 4.0])), effective_n(np.ones(3))
    (2.0, 3.0)
    """
    return len(weights) / design_effect(weights) if len(weights) else 0.0


def weighted_share(member: NDArray[np.bool_], weights: NDArray[np.float64] | None = None) -> float:
    """Return the share of the total weight that members hold; NaN where there is nobody at all.

    Examples
    --------
    >>> weighted_share(np.array([True, False]), np.array([1.0, 3.0]))
    0.25
    """
    if not len(member):
        return math.nan
    if weights is None or alike(weights):
        return int(member.sum()) / len(member)
    return float(weights[member].sum() / weights.sum())


def weighted_counts(
    groups: NDArray[np.int64], weights: NDArray[np.float64] | None = None, *, most: int = 0
) -> NDArray[np.float64]:
    """Return the total weight of each group.

    Parameters
    ----------
    groups : ndarray of int64, shape (n,)
        Groups from 0; negative is missing and counts for none.
    weights : ndarray of float64, shape (n,), optional
        Everybody counts 1 without them.
    most : int
        Least number of groups to return.

    Examples
    --------
    >>> weighted_counts(np.array([0, 1, 1, -1]), np.array([1.0, 2.0, 0.5, 9.0])).tolist()
    [1.0, 2.5]
    """
    known = groups >= 0
    counted = np.ones(len(groups)) if weights is None else weights
    return np.asarray(np.bincount(groups[known], counted[known], minlength=most), dtype=float)


def weighted_mean(
    values: NDArray[np.float64], weights: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """Return means over the first axis, sum(w x) / sum(w).

    Parameters
    ----------
    values : ndarray of float64, shape (n,) or (n, d)
        No NaN, n >= 1.
    weights : ndarray of float64, shape (n,), optional
        Above zero.

    Examples
    --------
    >>> float(weighted_mean(np.array([1.0, 5.0]), np.array([3.0, 1.0])))
    2.0
    """
    if weights is None or alike(weights):
        return np.asarray(values.mean(axis=0))
    return np.asarray(normalised(weights) @ values / len(values))


def weighted_variance(
    values: NDArray[np.float64], weights: NDArray[np.float64] | None = None, *, ddof: int = 0
) -> NDArray[np.float64]:
    """Return variances over the first axis.

    n / (n - ddof) times sum(w (x - m)^2) / sum(w), with n the number of respondents, not the sum
    of their weights: multiplying all weights by a number changes nothing. With ddof 1 it is what
    ``svyvar`` of R's survey package gives for a sample without clusters or strata.

    Parameters
    ----------
    values : ndarray of float64, shape (n,) or (n, d)
        No NaN, n > ddof.
    weights : ndarray of float64, shape (n,), optional
        Above zero.
    ddof : int
        0 for the variance of these people, 1 to estimate that of the population.

    Examples
    --------
    >>> float(weighted_variance(np.array([1.0, 5.0]), np.array([3.0, 1.0])))
    3.0
    """
    if weights is None or alike(weights):
        return np.asarray(values.var(axis=0, ddof=ddof))
    squares = (values - weighted_mean(values, weights)) ** 2
    return weighted_mean(squares, weights) * (len(values) / (len(values) - ddof))


def weighted_quantiles(
    values: NDArray[np.float64], at: ArrayLike, weights: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """Return quantiles of weighted answers.

    Sorted answers lie along a line from 0 to 1, each over a stretch as long as its share of the
    weight. The quantile p is the mean of the answers over the window from (h - 1) / n* to h / n*,
    with h = 1 + p (n* - 1) and n* Kish's effective sample size. Equal weights give numpy's
    default, the linear quantiles (type 7); so the function generalises those. The order of tied
    answers does not matter. The quantiles 0 and 1 are the lowest and the highest answer themselves.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        No NaN, n >= 1.
    at : array_like of float, shape (q,)
        0 to 1.
    weights : ndarray of float64, shape (n,), optional
        Above zero.

    Returns
    -------
    ndarray of float64, shape (q,)
        In the units of the values.

    References
    ----------
    Akinshin 2023, Weighted quantile estimators, arXiv:2304.07265, for type 7; Hyndman & Fan 1996,
    Am Stat 50:361, for the types.

    Examples
    --------
    >>> answers, weights = np.array([1.0, 2.0, 10.0]), np.array([1.0, 1.0, 4.0])
    >>> weighted_quantiles(answers, [0, 0.5, 1], weights).round(2).tolist()
    [1.0, 8.67, 10.0]
    """
    at = np.asarray(at, dtype=float)
    if weights is None or alike(weights):
        return np.asarray(np.quantile(values, at))
    order = np.argsort(values, kind="stable")
    ranked = values[order]
    size = effective_n(weights)
    ends = np.concatenate(([0.0], np.cumsum(weights[order])))
    ends /= ends[-1]
    start = at[:, None] * (size - 1) / size
    # The part of each answer's stretch inside the window, in windows.
    inside = np.diff(np.clip((ends - start) * size, 0.0, 1.0), axis=1)
    inside /= inside.sum(axis=1, keepdims=True)
    # From the lowest answer, so that answers all alike give that answer exactly.
    found = np.clip(ranked[0] + inside @ (ranked - ranked[0]), ranked[0], ranked[-1])
    return np.asarray(np.where(at <= 0, ranked[0], np.where(at >= 1, ranked[-1], found)))
