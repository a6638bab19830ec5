"""The bootstrap likelihood ratio test of k classes against one less."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ROUNDING = 1e-6  # ratios that differ by less are the same


@dataclass(frozen=True, eq=False)
class BootstrapRatio:
    """How often data of k - 1 classes seem to speak for k classes as much as the real ones do.

    Attributes
    ----------
    k : int
        Classes that are tested against one less.
    ratio : float
        2 (log-likelihood of k classes - that of k - 1), of the data.
    ratios : ndarray of float64, shape (draws,)
        The same of data simulated from the k - 1 classes.
    p : float
        Small where k classes are better beyond chance: (1 + draws that reach the ratio) / (1 + draws),
        or, where drawing stopped early, the share of draws that reach it.
    """

    k: int
    ratio: float
    ratios: Floats
    p: float


def bootstrap_ratio(
    k: int,
    ratio: float,
    simulated: Callable[[np.random.Generator], float],
    *,
    draws: int,
    rng: np.random.Generator,
    enough: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> BootstrapRatio:
    """Compare a likelihood ratio with those of simulated data.

    Parameters
    ----------
    k : int
        Classes that are tested against one less.
    ratio : float
        Of the data.
    simulated : callable
        Takes a generator of random numbers, and returns the ratio of data without the k-th class.
    draws : int
        How often, at most.
    rng : numpy.random.Generator
        Source of a generator for each draw.
    enough : int, optional
        Stop once so many draws reached the ratio: it is not going to be small any more.
    progress : callable, optional
        Called with the share of draws done, 0 to 1.

    References
    ----------
    McLachlan 1987, Appl Stat 36:318; Nylund, Asparouhov & Muthen 2007, Struct Equ Modeling 14:535;
    Besag & Clifford 1991, Biometrika 78:301, for stopping early.

    Examples
    --------
    >>> found = bootstrap_ratio(2, 9.0, lambda rng: rng.chisquare(2), draws=99, rng=np.random.default_rng(1))
    >>> found.p
    0.03
    """
    if draws < 1 or (enough is not None and enough < 1):
        raise ValueError(f"there must be at least one draw, and one to stop at, not {draws} and {enough}")
    found: list[float] = []
    reached = 0
    for generator in rng.spawn(draws):
        found.append(max(0.0, simulated(generator)))
        reached += found[-1] >= ratio - ROUNDING
        if progress is not None:
            progress(len(found) / draws)
        if enough is not None and reached >= enough:
            return BootstrapRatio(k, ratio, np.array(found), reached / len(found))
    return BootstrapRatio(k, ratio, np.array(found), (1 + reached) / (1 + draws))
