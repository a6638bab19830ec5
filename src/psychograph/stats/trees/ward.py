"""Ward's hierarchical clustering: the tree, its leaf order and its cuts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.cluster import hierarchy
from scipy.spatial.distance import pdist

from psychograph.stats.compiled import kernels_loaded, kernels_ready
from psychograph.stats.trees.ward_linkage import linkage_of
from psychograph.stats.trees.ward_patterns import collapse, content_order, to_unit
from psychograph.stats.trees.ward_rounds import Merges, Progress, merge_patterns
from psychograph.stats.weights import alike, normalised, weighted_mean, weighted_variance

LOADING_PAYS = 1_000
"""Up to this many patterns, numpy is done before numba is even loaded."""
WAITING_PAYS = 5_000
"""Up to this many patterns, nobody waits for a compilation."""
KERNELS = "psychograph.stats.trees.ward_kernels"
LIGHTEST = 1e-30
"""Weights below this share of the mean are taken for it, lest their inverse overflows."""


def standardise(
    values: NDArray[np.float64], weights: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """Turn columns into z-scores with the population standard deviation (ddof 0).

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        No NaN, no constant column.
    weights : ndarray of float64, shape (n,), optional
        Above zero: mean and standard deviation are then those of the people that rows stand for.

    Returns
    -------
    ndarray of float64, shape (n, d)
        The same to the last bit in whatever order rows come.

    Examples
    --------
    >>> standardise(np.array([[1.0], [3.0]])).ravel().tolist()
    [-1.0, 1.0]
    """
    means, variances = np.empty(values.shape[1]), np.empty(values.shape[1])
    for k, column in enumerate(values.T):
        # Sums depend on the order of what is summed, in the last digit; sorted it is always the same.
        order = np.argsort(column) if weights is None else np.lexsort((weights, column))
        means[k] = weighted_mean(column[order], None if weights is None else weights[order])
        variances[k] = weighted_variance(column[order], None if weights is None else weights[order])
    scores: NDArray[np.float64] = (values - means) / np.sqrt(variances)
    return scores


def ward_tree(
    values: NDArray[np.float64],
    weights: NDArray[np.float64] | None = None,
    progress: Progress | None = None,
) -> NDArray[np.float64]:
    """Build Ward's tree on Euclidean distances: exactly, at any number of rows.

    Two groups a and b merge at height sqrt(2 |a| |b| / (|a| + |b|)) times the distance of
    their centres, so two single points merge at their distance. With weights, brought to a mean of
    1, |a| and |b| are sums of weights and centres are weighted means; so a weight of 3 does what
    three respondents with the same answers do.

    Rows that are equal join first, at height 0. The order of rows does not matter: rows are sorted
    by what they hold before anything is joined, and which of two merges at the same height comes
    first is settled by that too. So two shuffles of a survey give the same groups at every k up to
    the number of distinct rows.

    Memory grows with n x d. A million rows of ten scores take about a minute on two cores. Up to
    5,000 distinct rows nobody waits for a compilation, beyond that once on a machine (see
    :mod:`psychograph.stats.compiled`); which of both was done makes no difference to the last bit.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        At least two rows and one column, no NaN, no infinities.
    weights : ndarray of float64, shape (n,), optional
        Above zero. Where all are alike, they count as none.
    progress : callable, optional
        Told the share of merges done, 0 to 1, now and then.

    Returns
    -------
    ndarray of float64, shape (n - 1, 4)
        Linkage matrix in scipy's format: the two groups, the lower number first, height, size in
        rows. Weights are not in it.

    Raises
    ------
    ValueError
        For fewer than two rows, no column, NaN, infinities, or weights that are not above zero.

    Notes
    -----
    Pairs of groups that are nearest to each other are joined in rounds (see
    :mod:`psychograph.stats.trees.ward_rounds`); some hundred rows without weights (up to 850 of 10
    columns, 1,300 of 40) are left to scipy, which is faster then. Heights were checked against
    scipy, fastcluster and hclust of R; with weights also against repeated rows. Among ties several
    trees are equally right, and scipy's choice depends on the order of rows; there, every merge was
    checked to be a cheapest one.

    References
    ----------
    Ward 1963, JASA 58:236; Murtagh & Legendre 2014, J Classif 31:274 (the variant known as Ward.D2);
    Bruynooghe 1977 and Murtagh 1983, Comput J 26:354, for joining in any order.

    Examples
    --------
    Two pairs of respondents alike, and one apart:

    >>> ward_tree(np.array([[1.0], [2.0], [9.0], [9.0]])).tolist()[:2]
    [[2.0, 3.0, 0.0, 2.0], [0.0, 1.0, 1.0, 2.0]]
    """
    values = _checked(values)
    if weights is not None:
        _check_weights(weights, len(values))
    uneven = None if weights is None or alike(weights) else weights
    order = content_order(values, uneven)
    if uneven is None and _scipy_wins(*values.shape):
        return _tree_of_scipy(values, order, progress)
    patterns, first = collapse(values, order)
    repeats = np.diff(first, append=len(values))
    if uneven is None:
        masses = repeats.astype(float)
    else:
        masses = np.add.reduceat(np.maximum(normalised(uneven[order]), LIGHTEST), first)
    exponent = to_unit(patterns)
    merges = _merged(patterns, masses, progress)
    del patterns, masses, first
    return linkage_of(merges, exponent, repeats, order)


def load_kernels() -> None:
    """Load what grows trees where it is compiled already, ahead of hundreds of trees of some hundred rows.

    It takes about a second, and changes no tree.
    """
    if kernels_ready(KERNELS) and not kernels_loaded(KERNELS):
        from psychograph.stats.trees import ward_boxes

        ward_boxes.merge_patterns(np.arange(4.0)[:, None], np.ones(4))


def leaf_order(linkage: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the rows in the order of the dendrogram's leaves, from the left.

    At every merge the group that the linkage names first stands on the left.

    Returns
    -------
    ndarray of int64, shape (n,)
        Every row once.

    Examples
    --------
    >>> leaf_order(ward_tree(np.array([[0.0], [9.0], [1.0]]))).tolist()
    [1, 0, 2]
    """
    n = len(linkage) + 1
    parent, before = _parents(linkage)
    # How many leaves stand to the left of a node, summed along its ancestors by doubling.
    while True:
        before += before[parent]
        grandparent = parent[parent]
        if (grandparent == parent).all():
            break
        parent = grandparent
    order = np.empty(n, np.int64)
    order[before[:n]] = np.arange(n)
    return order


def cut_into(linkage: NDArray[np.float64], k: int) -> NDArray[np.int64]:
    """Undo the last k - 1 merges.

    Parameters
    ----------
    linkage : ndarray of float64, shape (n - 1, 4)
        A tree.
    k : int
        Groups wanted, 1 to n.

    Returns
    -------
    ndarray of int64, shape (n,)
        Groups 1 to k, numbered along the leaves from the left.

    Raises
    ------
    ValueError
        For k below 1 or above n.

    Examples
    --------
    >>> cut_into(ward_tree(np.array([[0.0], [9.0], [1.0]])), 2).tolist()
    [2, 1, 2]
    """
    n = len(linkage) + 1
    if not 1 <= k <= n:
        raise ValueError(f"a tree of {n} rows cannot be cut into {k} groups")
    kept = n - k
    # parent[i] is the merge that swallowed node i, for the merges that are kept.
    parent = np.arange(n + kept)
    parent[linkage[:kept, :2].astype(np.int64).ravel()] = np.repeat(np.arange(n, n + kept), 2)
    while True:
        grandparent = parent[parent]
        if (grandparent == parent).all():
            break
        parent = grandparent
    return _number_along_leaves(parent[:n], leaf_order(linkage))


def groups_at(linkage: NDArray[np.float64], height: float) -> int:
    """Return how many groups a cut at `height` leaves; merges at the height itself are kept."""
    return 1 + int((linkage[:, 2] > height).sum())


def gap_height(linkage: NDArray[np.float64], k: int) -> float:
    """Return the middle of the gap in which a cut leaves k groups, 1 < k <= n."""
    heights = linkage[:, 2]
    n = len(heights) + 1
    below = heights[n - k - 1] if k < n else 0.0
    return float((below + heights[n - k]) / 2)


def _checked(values: NDArray[np.float64]) -> NDArray[np.float64]:
    values = np.asarray(values, dtype=np.float64)
    if values.ndim != 2 or len(values) < 2 or not values.shape[1]:
        raise ValueError(f"a tree needs two rows and a column at least, not shape {values.shape}")
    if not np.isfinite(values).all():
        raise ValueError("a tree needs numbers everywhere: there are NaN or infinities among the values")
    return values


def _check_weights(weights: NDArray[np.float64], n: int) -> None:
    if np.shape(weights) != (n,):
        raise ValueError(f"there are {n} rows, but weights of shape {np.shape(weights)}")
    if not (np.isfinite(weights) & (weights > 0)).all():
        raise ValueError("weights must be above zero, and finite")


def _scipy_wins(n: int, d: int) -> bool:
    """Return whether scipy is as fast as kernels would be, as measured; many columns slow those down."""
    return n <= min(250 + 60 * d, 700 + 15 * d, WAITING_PAYS)


def _tree_of_scipy(
    values: NDArray[np.float64], order: NDArray[np.int64], progress: Progress | None
) -> NDArray[np.float64]:
    """Let scipy build the tree of few rows, in the order of what they hold."""
    points = values[order]
    exponent = to_unit(points)
    tree: NDArray[np.float64] = hierarchy.linkage(pdist(points), method="ward")
    tree[:, 2] = np.ldexp(tree[:, 2], exponent)
    rows = tree[:, :2] < len(order)
    tree[:, :2][rows] = order[tree[:, :2][rows].astype(np.int64)]
    tree[:, :2].sort(axis=1)
    if progress is not None:
        progress(1.0)
    return tree


def _merged(patterns: NDArray[np.float64], masses: NDArray[np.float64], progress: Progress | None) -> Merges:
    """Join patterns in whichever way is done first; all ways give the same to the last bit."""
    n = len(patterns)
    if n > WAITING_PAYS or kernels_loaded(KERNELS) or (n > LOADING_PAYS and kernels_ready(KERNELS)):
        from psychograph.stats.trees import ward_boxes

        return ward_boxes.merge_patterns(patterns, masses, progress)
    return merge_patterns(patterns, masses, progress)


def _parents(linkage: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return each node's parent, and how many leaves stand left of it under that parent."""
    n = len(linkage) + 1
    left, right = linkage[:, :2].astype(np.int64).T
    sizes = np.concatenate([np.ones(n, np.int64), linkage[:, 3].astype(np.int64)])
    parent, before = np.arange(2 * n - 1), np.zeros(2 * n - 1, np.int64)
    parent[left] = parent[right] = np.arange(n, 2 * n - 1)
    before[right] = sizes[left]
    return parent, before


def _number_along_leaves(groups: NDArray[np.int64], order: NDArray[np.int64]) -> NDArray[np.int64]:
    _, first, which = np.unique(groups[order], return_index=True, return_inverse=True)
    number = np.empty(len(first), np.int64)
    number[np.argsort(first)] = np.arange(1, len(first) + 1)
    labels = np.empty(len(groups), np.int64)
    labels[order] = number[which]
    return labels
