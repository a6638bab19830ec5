"""What memberships say: how clearly a mixture tells its classes apart, and how classes are numbered."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

from psychograph.stats.weights import weighted_mean

Floats = NDArray[np.float64]

SAME = 0.01  # starts that end within this of the best log-likelihood reached the same place
ROUNDED = 9  # digits of what classes are ordered by; beyond, numbers differ by rounding only


def relative_entropy(memberships: Floats, weights: Floats | None = None) -> float:
    """Return how clearly respondents belong to one class: 1 for certainty, 0 where all is open.

    1 - E / (n ln k), with E = -sum p ln p over respondents and classes; 1 for a single class.

    Parameters
    ----------
    memberships : ndarray of float64, shape (n, k)
        Probabilities; each row sums to 1.
    weights : ndarray of float64, shape (n,), optional
        Above zero.

    References
    ----------
    Ramaswamy, DeSarbo, Reibstein & Robinson 1993, Market Sci 12:103.

    Examples
    --------
    >>> relative_entropy(np.array([[1.0, 0.0], [0.5, 0.5]]))
    0.5
    """
    k = memberships.shape[1]
    if k == 1:
        return 1.0
    each = -xlogy(memberships, memberships).sum(axis=1)
    return float(1 - weighted_mean(each, weights) / np.log(k))


def classification_error(memberships: Floats, weights: Floats | None = None) -> float:
    """Return the share of respondents expected in a wrong class, each put in the likeliest one.

    The mean of 1 - max p; it takes the model for true.

    Examples
    --------
    >>> classification_error(np.array([[0.9, 0.1], [0.5, 0.5]])).__round__(9)
    0.3
    """
    return float(weighted_mean(1 - memberships.max(axis=1), weights))


def by_size(shares: Floats, contents: Floats) -> NDArray[np.int64]:
    """Return the order of classes from the largest to the smallest; equal ones by what they contain.

    Parameters
    ----------
    shares : ndarray of float64, shape (k,)
        Sizes.
    contents : ndarray of float64, shape (k, p)
        Parameters of each class.

    Examples
    --------
    >>> by_size(np.array([0.25, 0.5, 0.25]), np.array([[0.9], [0.1], [0.3]])).tolist()
    [1, 2, 0]
    """
    keys = np.column_stack([-shares, contents]).round(ROUNDED)
    return np.lexsort(keys.T[::-1]).astype(np.int64)


def best_start(log_likelihood: Floats) -> int:
    """Return the start that ended highest; of those that differ by rounding only, the first."""
    return int(np.argmax(log_likelihood >= log_likelihood.max() - 1e-6))


def share_at(log_likelihood: Floats, best: float) -> float:
    """Return the share of starts that ended within 0.01 of the best."""
    return float((log_likelihood >= best - SAME).mean())
