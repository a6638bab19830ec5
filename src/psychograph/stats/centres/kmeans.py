"""k-means: groups around centres, from many starts, for weighted respondents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.centres import kmeans_steps
from psychograph.stats.centres.kmeans_steps import Points, Start
from psychograph.stats.compiled import compiling, kernels_loaded
from psychograph.stats.distinct import Distinct, checked_weights, distinct_points
from psychograph.stats.parallel import in_threads
from psychograph.stats.weights import normalised

KERNELS = "psychograph.stats.centres.kmeans_kernels"
COMPILED_FROM = 5_000
"""Rows from which compiled kernels are used. Both ways give the same bits; only the time differs."""
SAME_LOSS = 1e-9
"""Starts whose losses differ by less than this share of the total have reached the same solution."""

Values = NDArray[np.float64]


@dataclass(frozen=True)
class KMeansResult:
    """Groups around centres.

    Attributes
    ----------
    labels : ndarray of int64, shape (n,)
        Groups 1 to k: the largest weight first; of equal ones that whose centre is lower in the
        first column, then in the second, and so on.
    centres : ndarray of float64, shape (k, d)
        Means of the groups (weighted), in the units of the values.
    within : float
        Sum of w_i |x_i - c(i)|^2 over all points, in squared units, with weights of mean 1.
    starts_within : ndarray of float64, shape (starts,)
        The same for every start.
    converged : bool
        Whether the best start came to rest before `max_iterations`.
    iterations : int
        Rounds of the best start.
    share_at_best : float
        Share of starts, above 0 to 1, that reached the best: when it is small, better solutions
        may have been missed and more starts are due.
    """

    labels: NDArray[np.int64]
    centres: Values
    within: float
    starts_within: Values
    converged: bool
    iterations: int
    share_at_best: float


def kmeans(
    values: Values,
    k: int,
    *,
    starts: int = 25,
    rng: np.random.Generator,
    weights: Values | None = None,
    max_iterations: int = 300,
    from_centres: Values | None = None,
    polish: bool = True,
    compiled: bool | None = None,
) -> KMeansResult:
    """Find k groups with the least weighted sum of squares within them, as far as many starts can.

    Centres begin at points drawn by k-means++ (each with a chance as its weight times its squared
    distance to the centres drawn so far), then move to the means of the points nearest to them
    until they rest (Lloyd). Single points are then moved wherever that lowers the sum, which
    Lloyd's rule alone overlooks (Hartigan & Wong), and centres may move again. Of all starts, that
    with the least sum of squares counts, not of distances. A group left empty gets the point that
    loses most where it is, so there are always k.

    Rows are sorted first and equal rows made one heavier point: neither the order of rows nor the
    number of threads changes anything, and equal answers are always in one group. From 5,000 rows,
    and wherever they are loaded already, compiled kernels do the work; both ways give the same bits for
    the same starts.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        Points; no NaN or infinity. Columns of wide range dominate: standardise what is not alike.
    k : int
        Groups wanted, 1 to the number of distinct rows.
    starts : int
        How often to begin anew.
    rng : numpy.random.Generator
        Source of the starts.
    weights : ndarray of float64, shape (n,), optional
        Above zero; only their ratios count. A weight of 3 does what three equal rows do.
    max_iterations : int
        Most rounds of a start.
    from_centres : ndarray of float64, shape (k, d), optional
        Begin here instead, once; `starts` and `rng` are then not used.
    polish : bool
        Whether to move single points.
    compiled : bool, optional
        Use the kernels, or not, whatever the number of rows.

    Returns
    -------
    KMeansResult
        The best start.

    Raises
    ------
    ValueError
        For values that are no finite numbers in rows and columns or beyond 1e150, weights that
        are not above zero or not one a row, and a k that no distinct rows can fill.

    References
    ----------
    Lloyd 1982, IEEE Trans Inf Theory 28:129; Arthur & Vassilvitskii 2007, SODA, for k-means++;
    Hartigan & Wong 1979, J R Stat Soc C 28:100, for moving single points (here by Hartigan's
    criterion, in the order of sorted rows). Checked against scikit-learn and R's kmeans.

    Examples
    --------
    >>> spending = np.array([[1.0], [2.0], [9.0], [10.0], [11.0]])
    >>> found = kmeans(spending, 2, rng=np.random.default_rng(1))
    >>> found.labels.tolist(), found.centres.ravel().tolist(), found.within
    ([2, 2, 1, 1, 1], [10.0, 1.5], 2.5)
    """
    distinct = distinct_points(values, weights)
    _refuse(distinct, k, starts, max_iterations, from_centres)
    pays = len(values) >= COMPILED_FROM or kernels_loaded(KERNELS)
    use_kernels = pays if compiled is None else compiled
    run = _run_compiled if use_kernels else _run_in_numpy
    begins: Sequence[Values] = (
        list(rng.random((starts, k))) if from_centres is None else [np.asarray(from_centres, dtype=float)]
    )
    points = Points.of(distinct.points, distinct.masses)
    found = run(points, begins, seed=from_centres is None, rounds=max_iterations, polish=polish)
    return _best(distinct, found)


def consolidate(
    values: Values, labels: NDArray[np.int64], weights: Values | None = None, *, compiled: bool | None = None
) -> KMeansResult:
    """Improve groups by k-means that begins at their centres, as after Ward's tree.

    Single points are not moved beyond that, so groups stay as near to those given as k-means
    allows: this is the consolidation of HCPC.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        Points, no NaN or infinity.
    labels : ndarray of int64, shape (n,)
        Groups 1 to k, none empty.
    weights : ndarray of float64, shape (n,), optional
        Above zero.
    compiled : bool, optional
        As for :func:`kmeans`.

    Returns
    -------
    KMeansResult
        Groups numbered by size, as for :func:`kmeans`; `agreement.matched` gives them the old numbers.

    References
    ----------
    Husson, Josse & Pages 2010, Principal component methods - hierarchical clustering -
    partitional clustering (FactoMineR's HCPC). Checked against the toothpaste example of R's radiant.

    Examples
    --------
    >>> spending = np.array([[1.0], [4.0], [9.0], [10.0]])
    >>> consolidate(spending, np.array([1, 2, 2, 2])).labels.tolist()
    [1, 1, 2, 2]
    """
    distinct = distinct_points(values, weights)
    order = distinct.order  # so that rounding does not depend on how rows happen to be sorted
    centres = group_centres(np.asarray(values, dtype=float)[order], labels[order], distinct.weights)
    return kmeans(
        values,
        len(centres),
        rng=np.random.default_rng(0),  # nothing is drawn
        weights=weights,
        from_centres=centres,
        polish=False,
        compiled=compiled,
    )


def group_centres(values: Values, labels: NDArray[np.int64], weights: Values | None = None) -> Values:
    """Return the weighted mean of every group, shape (k, d).

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        Points, no NaN.
    labels : ndarray of int64, shape (n,)
        Groups 1 to k; a group without points gets NaN.
    weights : ndarray of float64, shape (n,), optional
        Above zero.

    Examples
    --------
    >>> group_centres(np.array([[1.0], [3.0], [8.0]]), np.array([1, 1, 2])).ravel().tolist()
    [2.0, 8.0]
    """
    masses = np.ones(len(values)) if weights is None else normalised(checked_weights(weights, len(values)))
    k = int(labels.max())
    sizes = np.bincount(labels - 1, masses, minlength=k)
    # Deviations from one point, so that equal values give exactly that value.
    sums = np.array(
        [np.bincount(labels - 1, masses * column, minlength=k) for column in (values - values[0]).T]
    )
    centres: Values = np.full((k, values.shape[1]), np.nan)
    np.divide(sums.T, sizes[:, None], out=centres, where=sizes[:, None] > 0)
    centres += values[0]
    return centres


def _refuse(
    distinct: Distinct, k: int, starts: int, max_iterations: int, from_centres: Values | None
) -> None:
    n = len(distinct.points)
    if k < 1:
        raise ValueError(f"k-means needs at least one group, not {k}")
    if k > n:
        raise ValueError(f"{k} groups cannot be made of {n} distinct rows")
    if starts < 1 or max_iterations < 1:
        raise ValueError("k-means needs at least one start and one iteration")
    if from_centres is not None:
        shape = np.shape(from_centres)
        if shape != (k, distinct.points.shape[1]):
            raise ValueError(f"centres to begin from have shape {shape}, not {(k, distinct.points.shape[1])}")
        if not np.isfinite(from_centres).all():
            raise ValueError("centres to begin from hold NaN or infinity")


def _run_in_numpy(
    points: Points, begins: Sequence[Values], *, seed: bool, rounds: int, polish: bool
) -> list[Start]:
    return [
        kmeans_steps.run_start(
            points, kmeans_steps.seeded(points, begin) if seed else begin, rounds, polish=polish
        )
        for begin in begins
    ]


def _run_compiled(
    points: Points, begins: Sequence[Values], *, seed: bool, rounds: int, polish: bool
) -> list[Start]:
    with compiling(KERNELS, "k-means"):
        d = points.values.shape[1]
        # In this thread, which a user can interrupt: threads then find the kernels compiled.
        _one_compiled(
            Points.of(np.zeros((1, d)), np.ones(1)), np.zeros(1), seed=True, rounds=1, polish=polish
        )
    one = partial(_one_compiled, points, seed=seed, rounds=rounds, polish=polish)
    if len(begins) * len(points.values) < COMPILED_FROM:  # done before threads would have begun
        return [one(begin) for begin in begins]
    return in_threads(one, begins)


def _one_compiled(
    points: Points,
    begin: Values,
    stop: NDArray[np.bool_] | None = None,
    *,
    seed: bool,
    rounds: int,
    polish: bool,
) -> Start:
    from psychograph.stats.centres import kmeans_kernels

    values, masses = points.values, points.masses
    k = len(begin)
    centres = np.empty((k, values.shape[1])) if seed else begin.copy()
    if seed:
        kmeans_kernels.seeded(values, masses, begin, centres)
    labels = np.zeros(len(values), dtype=np.int32)
    within, done, settled = kmeans_kernels.run_start(
        values,
        masses,
        points.columns,
        points.norms,
        points.shift,
        points.scale,
        centres,
        rounds,
        polish,
        labels,
        np.zeros(1, dtype=np.bool_) if stop is None else stop,
    )
    kept = labels.astype(np.min_scalar_type(k))  # many starts of many points would fill the memory
    return Start(kept, centres, within, done, settled)


def _best(distinct: Distinct, found: Sequence[Start]) -> KMeansResult:
    losses = np.array([start.within for start in found])
    masses, points = distinct.masses, distinct.points
    centre = masses @ points / masses.sum()
    slack = SAME_LOSS * float((masses @ (points - centre) ** 2).sum())
    at_best = losses <= losses.min() + slack
    best = found[int(losses.argmin())]
    labels = best.labels.astype(np.int64)
    sizes = np.bincount(labels, masses, minlength=len(best.centres))
    order = np.lexsort((*best.centres.T[::-1], -sizes))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(1, len(order) + 1)
    return KMeansResult(
        labels=number[labels][distinct.row_point],
        centres=best.centres[order],
        within=best.within,
        starts_within=losses,
        converged=best.settled,
        iterations=best.rounds,
        share_at_best=float(at_best.mean()),
    )
