"""How far groups stand apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

from psychograph.stats.weights import normalised, weighted_mean


def silhouette(
    values: NDArray[np.float64], labels: NDArray[np.int64], weights: NDArray[np.float64] | None = None
) -> float:
    """Return the mean silhouette width.

    For a point, a is its mean distance to its own group and b the least mean distance to
    another group; its width is (b - a) / max(a, b), and 0 in a group of one.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        Points, no NaN.
    labels : ndarray of int64, shape (n,)
        Groups 1 to k, k >= 2, none empty.
    weights : ndarray of float64, shape (n,), optional
        Above zero: distances to the members of a group, and then the widths, are averaged by weight.
        A point's own weight does not count in its distance to its own group.

    Returns
    -------
    float
        -1 to 1; 0 where all points coincide.

    References
    ----------
    Rousseeuw 1987, J Comput Appl Math 20:53. Checked against scikit-learn.

    Examples
    --------
    >>> silhouette(np.array([[0.0], [0.0], [1.0], [1.0]]), np.array([1, 1, 2, 2]))
    1.0
    """
    masses = np.ones(len(values)) if weights is None else normalised(weights)
    member = np.eye(int(labels.max()))[labels - 1]
    sizes = masses @ member
    alone = member.sum(axis=0)[labels - 1] == 1
    # What else weighs in a point's own group; never needed where it is alone.
    rest = np.where(alone, 1.0, sizes[labels - 1] - masses)
    member *= masses[:, None]
    widths = np.empty(len(values))
    chunk = max(1, 4_000_000 // len(values))  # rows of distances held at a time: about 32 MB
    for start in range(0, len(values), chunk):
        rows = slice(start, start + chunk)
        distances = cdist(values[rows], values) @ member
        widths[rows] = _widths(distances, sizes, rest[rows], labels[rows] - 1)
    return float(weighted_mean(np.where(alone, 0.0, widths), weights))


def _widths(
    totals: NDArray[np.float64],
    sizes: NDArray[np.float64],
    rest: NDArray[np.float64],
    own: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return silhouette widths from each point's summed distance to every group."""
    at = np.arange(len(own))
    inside = totals[at, own] / rest
    outside = totals / sizes
    outside[at, own] = np.inf
    nearest = outside.min(axis=1)
    larger = np.maximum(inside, nearest)
    return np.asarray(np.divide(nearest - inside, larger, out=np.zeros_like(larger), where=larger > 0))
