"""How far two ways of grouping the same points agree."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment


def adjusted_rand(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """Return the adjusted Rand index of two partitions.

    (sum of C(n_ij, 2) - E) / (mean of the two sums of C(n_i, 2) - E), with E the product of these
    two sums over C(n, 2): pairs on which both agree, beyond what chance gives.

    Parameters
    ----------
    one, other : ndarray of int64, shape (n,)
        Groups of the same points; the numbers themselves mean nothing.

    Returns
    -------
    float
        1 for the same partition, about 0 for unrelated ones, below 0 for less than chance. 1 where
        both put everybody into one group, or everybody alone.

    References
    ----------
    Hubert & Arabie 1985, J Classif 2:193. Steinley 2004, Psychol Methods 9:386, calls from .90
    excellent, from .80 good, from .65 moderate and below .65 poor. Checked against scikit-learn.

    Examples
    --------
    >>> adjusted_rand(np.array([1, 1, 2, 2]), np.array([2, 2, 1, 1]))
    1.0
    >>> round(adjusted_rand(np.array([0, 0, 7, 7]), np.array([0, 7, 0, 7])), 2)
    -0.5
    """
    return adjusted_rand_of(crossed(_numbered(one), _numbered(other)))


def adjusted_rand_of(table: NDArray[np.int64]) -> float:
    """Return the adjusted Rand index of two partitions from how many points are in each pair of groups.

    Examples
    --------
    >>> adjusted_rand_of(np.array([[0, 2], [2, 0]]))
    1.0
    """
    both = _pairs(table)
    mine, theirs = _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0))
    every = _pairs(table.sum())
    by_chance = mine * theirs / every if every else 0.0
    most = (mine + theirs) / 2
    return float((both - by_chance) / (most - by_chance)) if most != by_chance else 1.0


def matched(labels: NDArray[np.int64], reference: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rename groups after those of another partition that they overlap most with.

    One to one, so that the overlaps add up to the most points.

    Parameters
    ----------
    labels, reference : ndarray of int64, shape (n,)
        Groups of the same points, numbered from 1.

    Returns
    -------
    ndarray of int64, shape (n,)
        Groups of `labels` under the numbers of `reference`; 0 for a group without a partner.

    References
    ----------
    Kuhn 1955, Nav Res Logist Q 2:83, by scipy's linear_sum_assignment.

    Examples
    --------
    >>> matched(np.array([2, 2, 1, 1]), np.array([1, 1, 1, 2])).tolist()
    [1, 1, 2, 2]
    """
    table = crossed(labels, reference)
    mine, theirs = linear_sum_assignment(table, maximize=True)
    partner = np.zeros(table.shape[0], dtype=np.int64)
    partner[mine] = theirs + 1
    found: NDArray[np.int64] = partner[labels - 1]
    return found


def crossed(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many points are in each pair of groups; groups are numbered from 1."""
    table = np.zeros((int(one.max(initial=0)), int(other.max(initial=0))), dtype=np.int64)
    np.add.at(table, (one - 1, other - 1), 1)
    return table


def _numbered(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return groups under the numbers from 1 on, whatever they were called."""
    return np.unique(labels, return_inverse=True)[1].astype(np.int64) + 1


def _pairs(counts: NDArray[np.int64] | np.int64) -> float:
    counted = np.asarray(counts, dtype=float)
    return float((counted * (counted - 1) / 2).sum())
