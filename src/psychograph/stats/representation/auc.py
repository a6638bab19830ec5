"""How well a score tells two kinds of people apart."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.representation.differences import Z


@dataclass(frozen=True)
class Auc:
    """Area under the ROC curve: how often the higher score of a pair is the right one's.

    Parameters
    ----------
    area : float
        0 to 1; .5 is chance.
    low, high : float
        95% interval, within 0 and 1.
    """

    area: float
    low: float
    high: float


def auc(scores: NDArray[np.float64], positive: NDArray[np.bool_]) -> Auc:
    """Return the area under the ROC curve, with DeLong's interval.

    Parameters
    ----------
    scores : ndarray of float64, shape (n,)
        Higher is meant to be more likely positive.
    positive : ndarray of bool, shape (n,)
        Who is; at least two are and two are not.

    Notes
    -----
    The share of pairs in which the positive one scores higher, ties counted half; its variance from the
    placements of each among the others (DeLong, DeLong & Clarke-Pearson 1988, Biometrics 44:837), computed
    from midranks (Sun & Xu 2014, IEEE Signal Process Lett 21:1389).

    Examples
    --------
    >>> found = auc(np.array([0.9, 0.8, 0.4, 0.6, 0.3, 0.1]), np.array([1, 1, 1, 0, 0, 0], dtype=bool))
    >>> round(found.area, 3)
    0.889
    """
    from scipy.stats import rankdata

    ones, zeros = scores[positive], scores[~positive]
    n, m = len(ones), len(zeros)
    together = rankdata(scores)
    one_places = (together[positive] - rankdata(ones)) / m
    zero_places = 1 - (together[~positive] - rankdata(zeros)) / n
    area = float(one_places.mean())
    error = math.sqrt(float(one_places.var(ddof=1)) / n + float(zero_places.var(ddof=1)) / m)
    return Auc(area, max(0.0, area - Z * error), min(1.0, area + Z * error))
