"""What a dichotomy keeps of two correlated measures: how often they agree on a side, and for whom."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr


def split_agreement(r: float) -> float:
    """Return how often two measures put a person on the same side when each is split at its median.

    1/2 + asin(r) / pi, for measures that are normal together.

    Parameters
    ----------
    r : float
        Correlation of the measures, -1 to 1.

    Returns
    -------
    float
        Share of people, 0 to 1; half where the measures have nothing to do with each other.

    Raises
    ------
    ValueError
        If `r` is no correlation.

    References
    ----------
    Sheppard 1899, Phil Trans R Soc A 192:101 (the share of a normal surface in one quadrant).
    Checked against scipy's bivariate normal distribution.

    Examples
    --------
    >>> round(split_agreement(0.74), 3), split_agreement(0.0), split_agreement(1.0)
    (0.765, 0.5, 1.0)
    """
    if not -1 <= r <= 1:
        raise ValueError(f"a correlation lies between -1 and 1, not at {r}")
    return 0.5 + math.asin(r) / math.pi


def side_probability(z: ArrayLike, r: float) -> NDArray[np.float64]:
    """Return how likely a second measure puts a person above its median, given a score on the first.

    Phi(r z / sqrt(1 - r^2)), for measures that are normal together.

    Parameters
    ----------
    z : array_like of float
        Scores on the first measure, in standard deviations from its mean; NaN stays NaN.
    r : float
        Correlation of the measures, between -1 and 1.

    Raises
    ------
    ValueError
        If `r` is not between -1 and 1.

    References
    ----------
    The conditional distribution of a bivariate normal: mean r z, variance 1 - r^2.

    Examples
    --------
    Somebody one standard deviation up on extraversion, which correlates .74 with the preference:

    >>> side_probability([0.0, 1.0], 0.74).round(2).tolist()
    [0.5, 0.86]
    """
    if not -1 < r < 1:
        raise ValueError(f"a correlation between -1 and 1 is needed, not {r}")
    return np.asarray(ndtr(r * np.asarray(z, dtype=float) / math.sqrt(1 - r * r)))
