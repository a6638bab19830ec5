"""Trees on distances between respondents: average, complete and single linkage."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.cluster import hierarchy
from scipy.spatial.distance import pdist, squareform

from psychograph.stats.canonical import canonical_order
from psychograph.stats.centres.gower import gower
from psychograph.stats.weights import alike, checked, normalised

LinkageMethod = Literal["average", "complete", "single"]
METHODS: tuple[LinkageMethod, ...] = get_args(LinkageMethod)
MOST_ROWS = 20_000
"""Rows whose distances fit: 1.6 GB in float64, which scipy copies; 3.2 GB at average linkage with weights."""

Distances = NDArray[np.floating]


def distance_tree(
    values: NDArray[np.float64],
    method: str = "average",
    *,
    distances: Distances | None = None,
    weights: NDArray[np.float64] | None = None,
    metric: Literal["euclidean", "gower"] = "euclidean",
    levels: Sequence[int] | None = None,
    ordinal: ArrayLike | None = None,
    column_weights: ArrayLike | None = None,
) -> NDArray[np.float64]:
    """Build a tree in which two groups are as far apart as their members are.

    Rows are sorted first, so that the order in which they come decides no tie.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        2 to 20,000 rows. NaN only for Gower's distances, or where `distances` are given.
    method : str
        "average": the mean distance of members of the two groups (UPGMA); "complete": the largest;
        "single": the smallest.
    distances : ndarray of float32 or float64, shape (n (n - 1) / 2,), optional
        Of the rows of `values`, in the order of ``pdist``; `metric` is then ignored.
    weights : ndarray of float64, shape (n,), optional
        Above zero. At average linkage a respondent of weight 3 does what three with the same answers
        do. The largest and the smallest distance do not ask how many stand at it, so weights change
        nothing at complete and single linkage.
    metric : {"euclidean", "gower"}
        How far rows are apart.
    levels, ordinal, column_weights
        For Gower's distances, as for :func:`psychograph.stats.centres.gower.gower`.

    Returns
    -------
    ndarray of float64, shape (n - 1, 4)
        Linkage matrix in scipy's format: the two groups, height, size in rows. Of two groups that
        merge, the one that comes first in the order of content stands first.

    Raises
    ------
    ValueError
        For more than 20,000 rows, fewer than 2, infinite or missing numbers, and arguments that do
        not fit together.

    References
    ----------
    Sokal & Michener 1958, Univ Kansas Sci Bull 38:1409 (average); Lance & Williams 1967, Comput J
    9:373; Muellner 2011, arXiv:1109.2378, for the algorithms of scipy. Checked against hclust of R, with
    ``members =`` for weights.

    Examples
    --------
    >>> ages = np.array([[18.0], [60.0], [20.0]])
    >>> distance_tree(ages, "average")[:, 2].tolist()
    [2.0, 41.0]
    """
    values = np.asarray(values, dtype=np.float64)
    if values.ndim != 2:
        raise ValueError("values must have rows and columns")
    _check_size(len(values))
    order = canonical_order(values, checked(weights, len(values)))
    if distances is not None:
        distances = _reordered(_condensed(distances, len(values)), order)
    elif metric == "gower":
        kinds = [0] * values.shape[1] if levels is None else levels
        distances = gower(values[order], kinds, ordinal=ordinal, column_weights=column_weights)
    elif metric == "euclidean":
        if not np.isfinite(values).all():
            raise ValueError("Euclidean distances need finite numbers and no missing answers")
        distances = pdist(values[order])
    else:
        msg = f"unknown distances {metric!r}: choose euclidean or gower"
        raise ValueError(msg)
    tree = tree_of_distances(distances, method, weights=None if weights is None else weights[order])
    node = np.concatenate([order, np.arange(len(order), 2 * len(order) - 1)])
    tree[:, :2] = node[tree[:, :2].astype(np.int64)]
    return tree


def tree_of_distances(
    distances: Distances, method: str = "average", *, weights: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """Build a tree from distances alone; ties fall by position.

    Parameters
    ----------
    distances : ndarray of float32 or float64, shape (n (n - 1) / 2,)
        Of n rows, 2 to 20,000, in the order of ``pdist``: 0 or more, finite.
    method, weights
        As for :func:`distance_tree`.

    Returns
    -------
    ndarray of float64, shape (n - 1, 4)
        Linkage matrix in scipy's format.

    Examples
    --------
    The third of four people counts twice, so that mean distances lean to theirs:

    >>> distances = np.array([4.0, 10.0, 7.0, 1.0, 6.0, 3.0])
    >>> tree_of_distances(distances, weights=np.array([1.0, 1.0, 2.0, 1.0]))[:, 2].tolist()
    [1.0, 4.0, 7.75]
    """
    known = next((name for name in METHODS if name == method), None)
    if known is None:
        msg = f"unknown linkage {method!r}: choose {', '.join(METHODS)}"
        raise ValueError(msg)
    n = round((1 + math.sqrt(1 + 8 * np.size(distances))) / 2)
    _check_size(n)
    distances = _condensed(distances, n)
    weights = checked(weights, n)
    if known == "average" and weights is not None and not alike(weights):
        # No weight becomes 0 beside a huge one.
        masses = np.maximum(normalised(weights), 1e-300)
        return _numbered(_average_joins(squareform(distances.astype(np.float64)), masses), n)
    return hierarchy.linkage(distances.astype(np.float64, copy=False), method=known)


def _check_size(n: int) -> None:
    if n < 2:
        raise ValueError("a tree needs at least two rows")
    if n > MOST_ROWS:
        pairs = n * (n - 1) // 2
        msg = (
            f"{n:,} rows have {pairs:,} distances ({pairs * 8 / 1e9:,.1f} GB); average, complete and single "
            f"linkage take at most {MOST_ROWS:,} rows. Ward's method takes more."
        )
        raise ValueError(msg)


def _condensed(distances: Distances, n: int) -> Distances:
    if distances.shape != (n * (n - 1) // 2,):
        msg = f"{n} rows have {n * (n - 1) // 2} distances, not an array of shape {distances.shape}"
        raise ValueError(msg)
    # Two numbers tell it without another array of that size.
    if not (distances.min() >= 0 and distances.max() < np.inf):
        raise ValueError("distances must be finite, 0 or more, and none may be missing")
    return distances


def _reordered(distances: Distances, order: NDArray[np.int64]) -> Distances:
    n = len(order)
    if (order == np.arange(n)).all():
        return distances
    result = np.empty_like(distances)
    at = 0
    for place, row in enumerate(order):
        others = order[place + 1 :]
        low, high = np.minimum(row, others), np.maximum(row, others)
        result[at : at + len(others)] = distances[low * (2 * n - low - 1) // 2 + high - low - 1]
        at += len(others)
    return result


def _average_joins(apart: NDArray[np.float64], masses: NDArray[np.float64]) -> list[tuple[float, int, int]]:
    """Return merges in the order found: the height, and a point of each group.

    Chains of nearest neighbours (Murtagh 1983, Comput J 26:354). The second point goes on to stand
    for the new group, whose distance to others is the mean of the two, by their masses.
    """
    n = len(masses)
    np.fill_diagonal(apart, np.inf)
    gone = np.zeros(n, dtype=bool)
    chain: list[int] = []
    joins: list[tuple[float, int, int]] = []
    while len(joins) < n - 1:
        if not chain:
            chain = [int(gone.argmin())]
        tip = chain[-1]
        near = int(apart[tip].argmin())
        if len(chain) > 1 and apart[tip, chain[-2]] <= apart[tip, near]:
            near = chain[-2]  # so that ties end the chain instead of walking in a circle
        if len(chain) == 1 or near != chain[-2]:
            chain.append(near)
            continue
        del chain[-2:]
        first, second = sorted((tip, near))
        joins.append((float(apart[first, second]), first, second))
        both = masses[first] + masses[second]
        mean = (masses[first] * apart[first] + masses[second] * apart[second]) / both
        mean[second] = np.inf
        apart[second] = apart[:, second] = mean
        apart[first] = apart[:, first] = np.inf
        masses[second] = both
        gone[first] = True
    return joins


def _numbered(joins: list[tuple[float, int, int]], n: int) -> NDArray[np.float64]:
    """Sort merges by height and number groups as scipy does: points first, then merges, lower first."""
    linkage = np.empty((n - 1, 4))
    # The group in which each point, or each group, has gone; and the size of every group.
    inside, size = np.arange(2 * n - 1), np.ones(2 * n - 1)
    for merge, (height, first, second) in enumerate(sorted(joins, key=lambda join: join[0])):
        left, right = sorted((_root(inside, first), _root(inside, second)))
        new = n + merge
        inside[[left, right]] = new
        size[new] = size[left] + size[right]
        linkage[merge] = left, right, height, size[new]
    return linkage


def _root(inside: NDArray[np.int64], node: int) -> int:
    """Return the group a point stands in now, and shorten the way there for the next time."""
    root = node
    while inside[root] != root:
        root = int(inside[root])
    while inside[node] != root:
        inside[node], node = root, int(inside[node])
    return root
