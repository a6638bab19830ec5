"""How segments flow from one number of segments to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Step:
    """From a solution to the next one.

    Attributes
    ----------
    k_from, k_to : int
        Segments in the two solutions.
    masses : ndarray of float64, shape (k_from, k_to)
        Respondents, or their weight, in each pair of segments.
    stability : ndarray of float64, shape (k_to,)
        For each segment of the next solution, whether it comes from one segment: 1 if so, 0 if it
        is drawn evenly from all.
    """

    k_from: int
    k_to: int
    masses: NDArray[np.float64]
    stability: NDArray[np.float64]


@dataclass(frozen=True)
class Flow:
    """Segments across solutions.

    Attributes
    ----------
    steps : tuple of Step
        One for each two solutions that follow each other.
    """

    steps: tuple[Step, ...]


def stability_across(
    labels_by_k: Sequence[NDArray[np.int64]], weights: NDArray[np.float64] | None = None
) -> Flow:
    """Return where the members of segments come from, across solutions with more and more segments.

    Segment level stability across solutions (SLSA): for a segment l of the next solution, p_h is
    the share of its members who were in segment h of the solution before, and its stability is
    1 - H / log(k), with H = -sum of p_h log(p_h) and k the segments before. A segment that stays
    together, or splits off one segment, has 1; a segment made of pieces of all has 0.

    Parameters
    ----------
    labels_by_k : sequence of ndarray of int64, shape (n,)
        Segments 1 to k of the same respondents, solutions in the order of k.
    weights : ndarray of float64, shape (n,), optional
        Above zero: shares are then those of the people respondents stand for.

    Returns
    -------
    Flow
        A step less than there are solutions. A segment without members has stability NaN; where
        the solution before has one segment, all have 1.

    Raises
    ------
    ValueError
        For solutions of different respondents.

    References
    ----------
    Dolnicar & Leisch 2017, Mark Lett 28:423; slsaplot of R's flexclust.

    Examples
    --------
    >>> two, three = np.array([1, 1, 2, 2]), np.array([1, 2, 3, 3])
    >>> stability_across([two, three]).steps[0].stability.tolist()
    [1.0, 1.0, 1.0]
    """
    if any(len(labels) != len(labels_by_k[0]) for labels in labels_by_k):
        raise ValueError("solutions are of different numbers of respondents")
    return Flow(tuple(_step(before, after, weights) for before, after in pairwise(labels_by_k)))


def _step(before: NDArray[np.int64], after: NDArray[np.int64], weights: NDArray[np.float64] | None) -> Step:
    masses = crossed_masses(before, after, weights)
    return Step(len(masses), masses.shape[1], masses, _from_one(masses))


def _from_one(masses: NDArray[np.float64]) -> NDArray[np.float64]:
    k, total = len(masses), masses.sum(axis=0)
    shares = np.divide(masses, total, out=np.zeros_like(masses), where=total > 0)
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    entropy = -(shares * logs).sum(axis=0)
    # Adding zero turns minus zero into zero.
    stability = 1.0 - (entropy / np.log(k) if k > 1 else 0.0 * entropy) + 0.0
    return np.where(total > 0, np.clip(stability, 0.0, 1.0), np.nan)


def crossed_masses(
    one: NDArray[np.int64], other: NDArray[np.int64], weights: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """Return the weight in each pair of groups, shape (k of one, k of the other); groups are from 1.

    Examples
    --------
    >>> crossed_masses(np.array([1, 2, 2]), np.array([1, 1, 2])).tolist()
    [[1.0, 0.0], [1.0, 1.0]]
    """
    rows, columns = int(one.max(initial=0)), int(other.max(initial=0))
    cells = np.bincount((one - 1) * columns + other - 1, weights, minlength=rows * columns)
    return np.asarray(cells, dtype=float).reshape(rows, columns)
