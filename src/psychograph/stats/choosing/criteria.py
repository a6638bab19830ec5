"""Criteria of how well groups sum up points: sums of squares, ratios, simplified silhouettes.

None needs the distances between all points. Where respondents carry weights, everything is about
the people they stand for; weights are brought to a mean of 1, so a sum of weights is a number of
respondents.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.centres.kmeans import group_centres
from psychograph.stats.weights import normalised, weighted_mean

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
CHUNK = 4_000_000  # distances held at a time: 32 MB
COINCIDE = 1e-14  # of the total: what rounding leaves of nothing


def within_sum_of_squares(values: Floats, labels: Labels, weights: Floats | None = None) -> float:
    """Return the sum of w_i |x_i - c(i)|^2, with c(i) the mean of the point's group.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        Points, no NaN.
    labels : ndarray of int64, shape (n,)
        Groups 1 to k.
    weights : ndarray of float64, shape (n,), optional
        Above zero; brought to a mean of 1.

    Returns
    -------
    float
        0 or more, in squared units of the values; what k-means and Ward's tree make small.

    Examples
    --------
    >>> within_sum_of_squares(np.array([[1.0], [3.0], [8.0]]), np.array([1, 1, 2]))
    2.0
    """
    return float(_masses(values, weights) @ _to_own(values, labels, weights))


def between_share(values: Floats, labels: Labels, weights: Floats | None = None) -> float:
    """Return the share of the total sum of squares that lies between groups, 1 - W / T.

    Parameters
    ----------
    values, labels, weights
        As for :func:`within_sum_of_squares`.

    Returns
    -------
    float
        0 to 1; NaN where all points coincide. It grows with the number of groups, whatever they are.

    Examples
    --------
    >>> round(between_share(np.array([[1.0], [3.0], [8.0]]), np.array([1, 1, 2])), 3)
    0.923
    """
    total = _total(values, weights)
    if total == 0:
        return math.nan
    return max(0.0, 1.0 - within_sum_of_squares(values, labels, weights) / total)


def calinski_harabasz(values: Floats, labels: Labels, weights: Floats | None = None) -> float:
    """Return the variance ratio, B / (k - 1) over W / (n - k).

    Parameters
    ----------
    values, labels, weights
        As for :func:`within_sum_of_squares`.

    Returns
    -------
    float
        0 or more, larger is better. Infinite where points of a group coincide and groups do not;
        NaN for one group, for as many groups as points, and where all points coincide.

    References
    ----------
    Calinski & Harabasz 1974, Commun Stat 3:1. Checked against scikit-learn.

    Examples
    --------
    >>> calinski_harabasz(np.array([[1.0], [3.0], [8.0], [10.0]]), np.array([1, 1, 2, 2]))
    24.5
    """
    k, n = len(np.unique(labels)), len(labels)
    total = _total(values, weights)
    if not 1 < k < n or total == 0:
        return math.nan
    within = within_sum_of_squares(values, labels, weights)
    return (total - within) / (k - 1) / (within / (n - k)) if within > COINCIDE * total else math.inf


def davies_bouldin(values: Floats, labels: Labels, weights: Floats | None = None) -> float:
    """Return the mean over groups of the worst (s_i + s_j) / |c_i - c_j|.

    s is the mean distance of a group's points to their mean c.

    Parameters
    ----------
    values, labels, weights
        As for :func:`within_sum_of_squares`; no group empty.

    Returns
    -------
    float
        0 or more, smaller is better. Infinite where two means coincide; NaN for one group.

    References
    ----------
    Davies & Bouldin 1979, IEEE Trans PAMI 1:224. Checked against scikit-learn.

    Examples
    --------
    >>> round(davies_bouldin(np.array([[1.0], [3.0], [8.0], [10.0]]), np.array([1, 1, 2, 2])), 3)
    0.286
    """
    centres = group_centres(values, labels, weights)
    k = len(centres)
    if k < 2:
        return math.nan
    masses = _masses(values, weights)
    far = masses * np.sqrt(_to_own(values, labels, weights))
    spread = np.bincount(labels - 1, far, minlength=k) / np.bincount(labels - 1, masses, minlength=k)
    apart = np.sqrt(_distances(centres, centres))
    both = spread[:, None] + spread
    same = apart**2 <= COINCIDE**2 * _total(values, weights)
    ratio = np.divide(both, apart, out=np.full((k, k), np.inf), where=~same)
    np.fill_diagonal(ratio, -np.inf)
    return float(ratio.max(axis=1).mean())


def simplified_silhouette(values: Floats, labels: Labels, weights: Floats | None = None) -> float:
    """Return the mean silhouette width with distances to means instead of to all points.

    For a point, a is its distance to the mean of its group and b that to the nearest other mean;
    its width is (b - a) / max(a, b), and 0 in a group of one. It takes n k distances where the
    usual silhouette takes n^2, and ranks solutions much alike; its level is higher.

    Parameters
    ----------
    values, labels, weights
        As for :func:`within_sum_of_squares`; no group empty. Widths are averaged by weight.

    Returns
    -------
    float
        -1 to 1; NaN for one group; 0 where all points coincide.

    References
    ----------
    Hruschka, de Castro & Campello 2004, IEEE Int Conf Data Min 4:403; Vendramin, Campello &
    Hruschka 2010, Stat Anal Data Min 3:209, for how it ranks.

    Examples
    --------
    >>> round(simplified_silhouette(np.array([[1.0], [3.0], [8.0], [10.0]]), np.array([1, 1, 2, 2])), 3)
    0.854
    """
    centres = group_centres(values, labels, weights)
    k = len(centres)
    if k < 2:
        return math.nan
    widths = np.empty(len(values))
    chunk = max(1, CHUNK // k)
    for start in range(0, len(values), chunk):
        rows = slice(start, start + chunk)
        far = np.sqrt(_distances(values[rows], centres))
        at = np.arange(len(far)), labels[rows] - 1
        own = far[at]
        far[at] = np.inf
        other = far.min(axis=1)
        larger = np.maximum(own, other)
        widths[rows] = np.divide(other - own, larger, out=np.zeros_like(own), where=larger > 0)
    widths[np.bincount(labels - 1, minlength=k)[labels - 1] == 1] = 0.0
    return float(weighted_mean(widths, weights))


@dataclass(frozen=True)
class InertiaJumps:
    """What each further cut of a tree gains.

    Attributes
    ----------
    ks : tuple of int
        Numbers of groups.
    within : ndarray of float64, shape (len(ks),)
        Sum of squares within the groups.
    ratios : ndarray of float64, shape (len(ks),)
        Within sum of squares with k groups over that with k - 1, 0 to 1; NaN for k = 1, and where
        nothing was left to gain.
    chosen : int or None
        k with the least ratio, the smallest where some tie; None where all are NaN.
    """

    ks: tuple[int, ...]
    within: Floats
    ratios: Floats
    chosen: int | None


def inertia_jumps(linkage: Floats, ks: Sequence[int]) -> InertiaJumps:
    """Return the relative loss of inertia of Ward's tree at every number of groups.

    A merge at height h adds h^2 / 2 to the sum of squares within groups. FactoMineR cuts where
    going from k - 1 to k groups leaves the least share of it, W(k) / W(k - 1), for k from 3 on.

    Parameters
    ----------
    linkage : ndarray of float64, shape (n - 1, 4)
        Ward's tree in scipy's format (heights of Ward.D2); for weighted respondents weights of mean 1.
    ks : sequence of int
        Numbers of groups to choose among, each 1 to n.

    Returns
    -------
    InertiaJumps
        Sums of squares, ratios and the choice.

    Raises
    ------
    ValueError
        For a k the tree cannot be cut into.

    References
    ----------
    Husson, Josse & Pages 2010; HCPC of FactoMineR (Le, Josse & Husson 2008, J Stat Softw 25:1).

    Examples
    --------
    >>> from psychograph.stats.trees.ward import ward_tree
    >>> found = inertia_jumps(ward_tree(np.array([[1.0], [3.0], [20.0], [22.0]])), [2, 3])
    >>> found.within.round(6).tolist(), found.ratios.round(3).tolist(), found.chosen
    ([4.0, 2.0], [0.011, 0.5], 2)
    """
    n = len(linkage) + 1
    for k in ks:
        if not 1 <= k <= n:
            raise ValueError(f"a tree of {n} points cannot be cut into {k} groups")
    left = np.concatenate(([0.0], np.cumsum(linkage[:, 2] ** 2 / 2)))  # after so many merges
    cuts = np.array(ks, dtype=int)
    within, before = left[n - cuts], left[np.minimum(n - cuts + 1, n - 1)]
    worth = (cuts > 1) & (before > 0)
    ratios = np.divide(within, before, out=np.full(len(cuts), np.nan), where=worth)
    chosen = int(cuts[np.nanargmin(ratios)]) if worth.any() else None
    return InertiaJumps(tuple(int(k) for k in ks), within, ratios, chosen)


def _masses(values: Floats, weights: Floats | None) -> Floats:
    return np.ones(len(values)) if weights is None else normalised(weights)


def _to_own(values: Floats, labels: Labels, weights: Floats | None) -> Floats:
    """Return squared distances to the mean of the own group, shape (n,)."""
    apart = values - group_centres(values, labels, weights)[labels - 1]
    return np.asarray(np.einsum("ij,ij->i", apart, apart))


def _total(values: Floats, weights: Floats | None) -> float:
    return within_sum_of_squares(values, np.ones(len(values), dtype=np.int64), weights)


def _distances(values: Floats, centres: Floats) -> Floats:
    """Return squared distances, shape (n, k); by differences, so that equal points are exactly 0 apart."""
    found = np.zeros((len(values), len(centres)))
    for j in range(values.shape[1]):
        apart = values[:, j, None] - centres[:, j]
        found += apart * apart
    return found
