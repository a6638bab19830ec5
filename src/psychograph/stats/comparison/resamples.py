"""Bootstrap resamples of groups, drawn once and summed over whatever is asked."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

REPLICATES = 500
MOST_UNITS = 20_000  # of all groups together: beyond, respondents are drawn in blocks


@dataclass(frozen=True, eq=False)
class Resamples:
    """How often each respondent was drawn, by replicate.

    Parameters
    ----------
    order : ndarray of int64, shape (n,)
        Respondents, sorted by unit.
    first : ndarray of int64, shape (u,)
        Where each unit begins in `order`.
    ends : ndarray of int64, shape (k + 1,)
        Units of group g are those from ``ends[g - 1]`` up to ``ends[g]``.
    times : ndarray of uint16, shape (r, u)
        How often each unit was drawn.
    """

    order: NDArray[np.int64]
    first: NDArray[np.int64]
    ends: NDArray[np.int64]
    times: NDArray[np.uint16]

    @property
    def k(self) -> int:
        """Number of groups."""
        return len(self.ends) - 1

    def sums(self, values: Floats) -> Floats:
        """Return sums over the members of each group as drawn.

        Parameters
        ----------
        values : ndarray of float64, shape (n, d)
            No NaN.

        Returns
        -------
        ndarray of float64, shape (r, k, d)
        """
        return self._drawn(np.add.reduceat(values[self.order], self.first, axis=0))

    def counts(self, codes: NDArray[np.int64], most: int, weights: Floats | None = None) -> Floats:
        """Return the total weight of each category in each group as drawn.

        Parameters
        ----------
        codes : ndarray of int64, shape (n,)
            Categories from 0; negative is missing and counts for none.
        most : int
            Number of categories.
        weights : ndarray of float64, shape (n,), optional
            Everybody counts 1 without them.

        Returns
        -------
        ndarray of float64, shape (r, k, most)
        """
        unit = np.empty(len(codes), dtype=np.int64)
        unit[self.order] = np.repeat(
            np.arange(len(self.first)), np.diff(np.append(self.first, len(self.order)))
        )
        known = codes >= 0
        flat = np.bincount(
            unit[known] * most + codes[known],
            None if weights is None else weights[known],
            minlength=len(self.first) * most,
        )
        return self._drawn(flat.reshape(-1, most).astype(np.float64))

    def _drawn(self, of_units: Floats) -> Floats:
        found = np.empty((len(self.times), self.k, of_units.shape[1]))
        for group in range(self.k):
            mine = slice(int(self.ends[group]), int(self.ends[group + 1]))
            found[:, group] = self.times[:, mine].astype(np.float64) @ of_units[mine]
        return found


def draw_resamples(
    labels: NDArray[np.int64],
    rng: np.random.Generator,
    *,
    replicates: int = REPLICATES,
    most_units: int = MOST_UNITS,
) -> Resamples:
    """Draw bootstrap resamples, each group apart and with equal chances for its members.

    How often members are drawn is multinomial, so that nothing is copied. Groups beyond their share of
    `most_units` are dealt at random into as many blocks of equal size, and blocks are drawn: the sum
    over a resample keeps its mean and its variance, and 2,000 blocks give the spread of a statistic to
    about 2 %. So the time does not grow with the number of respondents.

    Draws follow the order of the rows and of the groups: bring both into an order of their own first
    (:func:`~psychograph.stats.comparison.ordering.group_order`).

    Parameters
    ----------
    labels : ndarray of int64, shape (n,)
        Groups 1 to k, none empty.
    rng : numpy.random.Generator
        Source of randomness.
    replicates, most_units : int
        Resamples, and units of all groups together.

    References
    ----------
    Efron & Tibshirani 1993, An Introduction to the Bootstrap, ch. 6 and 13.

    Examples
    --------
    >>> drawn = draw_resamples(np.array([1, 1, 1, 2]), np.random.default_rng(0), replicates=2)
    >>> drawn.sums(np.ones((4, 1)))[:, :, 0].tolist()
    [[3.0, 1.0], [3.0, 1.0]]
    """
    k = int(labels.max())
    most = max(100, most_units // k)
    order, first, ends, times = [], [], [0], []
    start = 0
    for group in range(1, k + 1):
        members = np.flatnonzero(labels == group)
        units = min(len(members), most)
        if units < len(members):
            members = rng.permutation(members)
        order.append(members)
        first.append(start + np.arange(units) * len(members) // units)
        times.append(rng.multinomial(units, np.full(units, 1 / units), size=replicates).astype(np.uint16))
        start += len(members)
        ends.append(ends[-1] + units)
    return Resamples(
        np.concatenate(order),
        np.concatenate(first).astype(np.int64),
        np.array(ends, dtype=np.int64),
        np.hstack(times),
    )


def others(sums: Floats) -> Floats:
    """Return, for each group, the sums over all other groups.

    They are added up rather than taken from the total, so that nothing cancels.

    Parameters
    ----------
    sums : ndarray of float64, shape (r, k, d)
        Sums by group.

    Examples
    --------
    >>> others(np.array([[[1.0], [2.0], [4.0]]])).ravel().tolist()
    [6.0, 5.0, 3.0]
    """
    k = sums.shape[1]
    found = np.zeros_like(sums)
    for group in range(k):
        found[:, group] = sums[:, [other for other in range(k) if other != group]].sum(axis=1)
    return found


def percentile_ends(found: Floats, level: float = 0.95) -> Floats:
    """Return the ends of percentile intervals over the first axis, in a new last axis.

    Ends are taken from the sorted replicates: interpolation would mix infinities into NaN.

    Parameters
    ----------
    found : ndarray of float64, shape (r, ...)
        A statistic by replicate; NaN stands last.
    level : float
        Confidence level, 0 to 1.

    Examples
    --------
    >>> percentile_ends(np.arange(101.0)).tolist()
    [2.0, 98.0]
    """
    tail = (1 - level) / 2
    ranked = np.sort(found, axis=0)
    last = len(found) - 1
    return np.moveaxis(ranked[[math.floor(tail * last), math.ceil((1 - tail) * last)]], 0, -1)
