"""Ward's hierarchical clustering: the tree, its leaf order and its cuts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.cluster import hierarchy

from psychograph.stats.ward_masses import ward_tree_of_masses
from psychograph.stats.weights import alike, normalised, weighted_mean, weighted_variance


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

    Examples
    --------
    >>> standardise(np.array([[1.0], [3.0]])).ravel().tolist()
    [-1.0, 1.0]
    """
    scores: NDArray[np.float64] = values - weighted_mean(values, weights)
    scores /= np.sqrt(weighted_variance(values, weights))
    return scores


def ward_tree(values: NDArray[np.float64], weights: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Build Ward's tree on Euclidean distances.

    Two groups a and b merge at height sqrt(2 |a| |b| / (|a| + |b|)) times the distance of
    their centres, so two single points merge at their distance. With weights, brought to a mean of
    1, |a| and |b| are sums of weights and centres are weighted means; so a weight of 3 does what
    three respondents with the same answers do.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        At least two rows, no NaN.
    weights : ndarray of float64, shape (n,), optional
        Above zero. Where all are alike, scipy builds the tree, as without weights.

    Returns
    -------
    ndarray of float64, shape (n - 1, 4)
        Linkage matrix in scipy's format: the two groups, height, size in rows.

    References
    ----------
    Ward 1963, JASA 58:236; Murtagh & Legendre 2014, J Classif 31:274 (the variant known as Ward.D2).
    """
    if weights is None or alike(weights):
        return hierarchy.linkage(values, method="ward")
    return ward_tree_of_masses(values, normalised(weights))


def leaf_order(linkage: NDArray[np.float64]) -> tuple[int, ...]:
    """Return the rows in the order of the dendrogram's leaves, from the left.

    At every merge the group that scipy names first stands on the left.

    Examples
    --------
    >>> leaf_order(ward_tree(np.array([[0.0], [9.0], [1.0]])))
    (1, 0, 2)
    """
    return tuple(int(leaf) for leaf in hierarchy.leaves_list(linkage))


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

    Examples
    --------
    >>> cut_into(ward_tree(np.array([[0.0], [9.0], [1.0]])), 2).tolist()
    [2, 1, 2]
    """
    n = len(linkage) + 1
    # parent[i] is the merge that swallowed node i, for the merges that are kept.
    group = np.arange(2 * n - 1)
    for merge in range(n - k - 1, -1, -1):
        left, right = linkage[merge, :2].astype(int)
        group[[left, right]] = group[n + merge]
    return _number_along_leaves(group[:n], leaf_order(linkage))


def groups_at(linkage: NDArray[np.float64], height: float) -> int:
    """Return how many groups a cut at `height` leaves; merges at the height itself are kept."""
    return 1 + int((linkage[:, 2] > height).sum())


def gap_height(linkage: NDArray[np.float64], k: int) -> float:
    """Return the middle of the gap in which a cut leaves k groups, 1 < k <= n."""
    heights = linkage[:, 2]
    n = len(heights) + 1
    below = heights[n - k - 1] if k < n else 0.0
    return float((below + heights[n - k]) / 2)


def _number_along_leaves(groups: NDArray[np.int64], order: tuple[int, ...]) -> NDArray[np.int64]:
    numbers: dict[int, int] = {}
    for leaf in order:
        numbers.setdefault(int(groups[leaf]), len(numbers) + 1)
    return np.array([numbers[int(group)] for group in groups])
