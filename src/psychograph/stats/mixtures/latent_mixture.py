"""Mixture models: classes of unknown membership, and what is said of the answers within a class.

What a class says of the answers is stated by its `Indicators`: how likely each row is, and how
parameters follow from memberships. The rest is the same for every mixture, and stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.weights import alike

Floats = NDArray[np.float64]

ROWS = 1024  # rows looked at together: enough for quick arithmetic, few enough for the processor's cache
LEAST = 1e-12  # a share or probability of zero could never grow again
SHRINK = 0.1  # a leap may take a probability down to this part of it, not below zero


class Indicators(Protocol):
    """Answers, and their distribution within a class; parameters are one row a start."""

    @property
    def n(self) -> int:
        """Rows."""

    def densities(self, parameters: Floats, k: int, /) -> Callable[[slice], Floats]:
        """Return a function from rows to their log-densities in every class, (rows, starts, k)."""

    def statistics(self, masses: Floats, rows: slice, /) -> Floats:
        """Return what maximising needs of some rows, summed over them: one row a start.

        Masses, of shape (rows, starts, k), are memberships times weights.
        """

    def maximise(self, statistics: Floats, masses: Floats, parameters: Floats, /) -> Floats:
        """Return the best parameters, given the statistics and masses, (starts, k), of all rows."""

    def mended(self, proposed: Floats, secure: Floats, /) -> Floats:
        """Return proposed parameters brought within bounds, or the secure ones."""


class MixtureModel:
    """k classes with shares, and indicators that are independent of all else within a class.

    Parameters of a start are k shares, then those of the indicators.

    Parameters
    ----------
    indicators : Indicators
        Answers.
    weights : ndarray of float64, shape (n,)
        How many respondents each row stands for.
    k : int
        Classes.
    """

    def __init__(self, indicators: Indicators, weights: Floats, k: int) -> None:
        self.indicators, self.weights, self.k = indicators, weights, k
        self.total = float(weights.sum())

    def step(self, parameters: Floats) -> tuple[Floats, Floats]:
        """Return log-likelihoods, and parameters after one step of the EM algorithm."""
        log_likelihood, masses, statistics = self.expectation(parameters)
        inner = self.indicators.maximise(statistics, masses, parameters[:, self.k :])
        return log_likelihood, np.hstack([np.maximum(masses / self.total, LEAST), inner])

    def expectation(self, parameters: Floats) -> tuple[Floats, Floats, Floats]:
        """Return log-likelihoods, (starts,), masses of classes, (starts, k), and summed statistics."""
        starts = len(parameters)
        log_likelihood, masses = np.zeros(starts), np.zeros((starts, self.k))
        statistics: Floats | float = 0.0
        for rows, joint in self._joint(parameters):
            weights = self.weights[rows]
            log_likelihood += (_shares_of(joint) * weights[:, None]).sum(axis=0)
            each = joint * weights[:, None, None]
            masses += each.sum(axis=0)
            statistics = statistics + self.indicators.statistics(each, rows)
        return log_likelihood, masses, np.asarray(statistics)

    def memberships(self, parameters: Floats) -> tuple[Floats, Floats]:
        """Return log-likelihoods, (n,), and memberships, (n, k), of every row, for parameters (1, p)."""
        found = [(_shares_of(joint), joint) for _, joint in self._joint(parameters)]
        return (
            np.concatenate([log_likelihood[:, 0] for log_likelihood, _ in found]),
            np.concatenate([joint[:, 0] for _, joint in found]),
        )

    def mended(self, proposed: Floats, secure: Floats) -> Floats:
        """Return proposed parameters brought within bounds."""
        shares = np.maximum(proposed[:, : self.k], SHRINK * secure[:, : self.k])
        shares /= shares.sum(axis=1, keepdims=True)
        inner = self.indicators.mended(proposed[:, self.k :], secure[:, self.k :])
        return np.hstack([shares, inner])

    def _joint(self, parameters: Floats) -> Iterator[tuple[slice, Floats]]:
        log_shares = np.log(np.maximum(parameters[:, : self.k], LEAST))
        densities = self.indicators.densities(parameters[:, self.k :], self.k)
        for start in range(0, self.indicators.n, ROWS):
            rows = slice(start, min(start + ROWS, self.indicators.n))
            yield rows, densities(rows) + log_shares


def mean_one(weights: Floats | None, used: NDArray[np.bool_]) -> Floats | None:
    """Return the weights of those used, brought to a mean of 1 whatever their order; None if all are alike.

    Raises
    ------
    ValueError
        Unless weights are finite and above zero, one a row.
    """
    if weights is None:
        return None
    found = np.asarray(weights, dtype=float)
    if found.shape != used.shape or not (np.isfinite(found).all() and (found > 0).all()):
        raise ValueError("weights must be one finite number above zero for each row")
    if alike(found[used]):
        return None
    scaled: Floats = found[used] / found[used].max()  # sums of huge weights would overflow
    scaled /= np.sort(scaled).mean()
    return scaled


def _shares_of(joint: Floats) -> Floats:
    """Turn log-densities into memberships, in place, and return log-likelihoods, (rows, starts)."""
    top = joint.max(axis=2, keepdims=True)
    joint -= top
    np.exp(joint, out=joint)
    total = joint.sum(axis=2, keepdims=True)
    joint /= total
    result: Floats = (np.log(total) + top)[:, :, 0]
    return result
