"""How segments of a candidate differ on the basis, in standard deviations."""

from __future__ import annotations

import numpy as np

from psychograph.responses.attributes import Attributes
from psychograph.segmentation.method import Floats, Labels
from psychograph.stats.weights import weighted_mean, weighted_variance

ONE_LINE = 0.9  # share of what lies between segments that one direction holds
ONE_SIGN = 0.9  # of the differences along it


def standings(basis: Attributes, labels: Labels) -> Floats:
    """Return how far segments lie above or below everybody, shape (k, d).

    Parameters
    ----------
    basis : Attributes
        Basis variables of n respondents; blanks count for nothing.
    labels : ndarray of int64, shape (n,)
        Segments 1 to k.

    Returns
    -------
    ndarray of float64
        Means in standard deviations of everybody; NaN for categories, for variables without any
        difference and where nobody of a segment answered.
    """
    k = int(labels.max())
    found = np.full((k, len(basis.names)), np.nan)
    for j, levels in enumerate(basis.levels):
        column = basis.values[:, j]
        known = np.isfinite(column)
        weights = basis.weights[known]
        spread = float(np.sqrt(weighted_variance(column[known], weights))) if known.any() else 0.0
        if levels or not spread > 0:
            continue
        middle = float(weighted_mean(column[known], weights))
        for g in range(1, k + 1):
            mine = known & (labels == g)
            if mine.any():
                found[g - 1, j] = (float(weighted_mean(column[mine], basis.weights[mine])) - middle) / spread
    return found


def level_only(centres: Floats, shares: tuple[float, ...]) -> bool:
    """Return whether segments differ along one line, on which all variables rise together.

    Then they are people who agree with more or less of everything: a level, and perhaps only a
    habit of answering, not a pattern.

    Parameters
    ----------
    centres : ndarray of float64, shape (k, d)
        Means in standard deviations; columns with NaN are passed over.
    shares : tuple of float
        Share of the people in each segment.

    Examples
    --------
    >>> level_only(np.array([[-0.6, -0.5, -0.7], [0.6, 0.5, 0.7]]), (0.5, 0.5))
    True
    >>> level_only(np.array([[-0.6, 0.5, -0.7], [0.6, -0.5, 0.7]]), (0.5, 0.5))
    False
    """
    known = centres[:, np.isfinite(centres).all(axis=0)]
    if known.shape[1] < 3:  # two variables that rise together are no rule
        return False
    masses = np.array(shares)
    apart = (known - masses @ known) * np.sqrt(masses)[:, None]
    _, strengths, directions = np.linalg.svd(apart, full_matrices=False)
    first = directions[0]
    along = strengths[0] ** 2 / (strengths**2).sum()
    return bool(along >= ONE_LINE and abs(first.sum()) >= ONE_SIGN * np.abs(first).sum())
