"""Tests by simulation: how many of the samples drawn from a null model look as remarkable as the data."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr, bdtrc

Floats = NDArray[np.float64]


def share_as_large(observed: float, drawn: Floats) -> float:
    """Return the share of samples with a figure at least as large, the data counted as one of them.

    So the share is never 0, and at most 5% of samples of the null model itself have a share of at
    most 5%, however few are drawn.

    Parameters
    ----------
    observed : float
        Figure of the data.
    drawn : ndarray of float64, shape (m,)
        The same figure of samples of the null model.

    References
    ----------
    Davison & Hinkley 1997, Bootstrap Methods and their Application, 4.2.

    Examples
    --------
    >>> share_as_large(3.0, np.array([1.0, 2.0, 3.0]))
    0.5
    """
    return (1 + int((drawn >= observed).sum())) / (1 + len(drawn))


def together(observed: Floats, drawn: Floats, least: Floats) -> tuple[float, Floats]:
    """Combine several figures into the largest one after standardising.

    Each is standardised by mean and spread over the data and the samples together, so that all are
    treated alike and :func:`share_as_large` of the result keeps its level.

    Parameters
    ----------
    observed : ndarray of float64, shape (s,)
        Figures of the data.
    drawn : ndarray of float64, shape (m, s)
        Those of samples of the null model.
    least : ndarray of float64, shape (s,)
        Spreads below which a figure counts as hardly varying: a difference that is small in itself is
        not made large by dividing by next to nothing.

    Returns
    -------
    float
        The combined figure of the data.
    ndarray of float64, shape (m,)
        Those of the samples.

    References
    ----------
    Westfall & Young 1993, Resampling-Based Multiple Testing, 2.3 (the largest of several figures).

    Examples
    --------
    >>> mine, theirs = together(np.array([5.0, 0.0]), np.array([[1.0, 0.0], [0.0, 0.1]]), np.ones(2))
    >>> bool(mine > theirs.max())
    True
    """
    every = np.vstack([observed, drawn])
    standard = (every - every.mean(axis=0)) / np.maximum(every.std(axis=0), least)
    largest = standard.max(axis=1)
    return float(largest[0]), np.asarray(largest[1:])


def undecided(as_large: int, draws: int, chance: float) -> bool:
    """Say whether other draws could bring the share to the other side of the threshold.

    True where a share of exactly `chance` would give as few, and as many, with a chance of at least
    2.5% each: the threshold lies within the exact 95% interval of the share.

    Parameters
    ----------
    as_large : int
        Samples at least as remarkable as the data.
    draws : int
        Samples drawn.
    chance : float
        The threshold, 0 to 1.

    References
    ----------
    Clopper & Pearson 1934, Biometrika 26:404.

    Examples
    --------
    >>> undecided(0, 99, 0.05), undecided(4, 99, 0.05), undecided(20, 99, 0.05)
    (False, True, False)
    """
    as_few = float(bdtr(as_large, draws, chance))
    as_many = float(bdtrc(as_large - 1, draws, chance)) if as_large else 1.0
    return as_few > 0.025 and as_many > 0.025
