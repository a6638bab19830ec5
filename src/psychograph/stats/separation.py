"""How far groups stand apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist


def silhouette(values: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """Return the mean silhouette width.

    For a point, a is its mean distance to its own group and b the least mean distance to
    another group; its width is (b - a) / max(a, b), and 0 in a group of one.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        Points, no NaN.
    labels : ndarray of int64, shape (n,)
        Groups 1 to k, k >= 2, none empty.

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
    sizes = np.bincount(labels)[1:]
    member = np.eye(len(sizes))[labels - 1]
    widths = np.empty(len(values))
    chunk = max(1, 4_000_000 // len(values))  # rows of distances held at a time: about 32 MB
    for start in range(0, len(values), chunk):
        rows = slice(start, start + chunk)
        widths[rows] = _widths(cdist(values[rows], values) @ member, sizes, labels[rows] - 1)
    return float(widths.mean())


def _widths(
    totals: NDArray[np.float64], sizes: NDArray[np.int64], own: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return silhouette widths from each point's summed distance to every group."""
    at = np.arange(len(own))
    inside = totals[at, own] / np.maximum(sizes[own] - 1, 1)
    outside = totals / sizes
    outside[at, own] = np.inf
    nearest = outside.min(axis=1)
    larger = np.maximum(inside, nearest)
    width = np.divide(nearest - inside, larger, out=np.zeros_like(larger), where=larger > 0)
    return np.where(sizes[own] > 1, width, 0.0)
