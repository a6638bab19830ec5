"""Kinds of customers by what they did: who must be among those who answer, and how many."""

from __future__ import annotations

import math
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from psychograph.history.lines.columns import UNIT
from psychograph.history.measures.customers import Quintiles, Rfm
from psychograph.history.measures.sample import CustomerSample
from psychograph.stats.representation.differences import Z

LATELY = 3  # score of recency from which somebody counts as a customer of late: three fifths do


class Kind(StrEnum):
    """Where a customer stands. Everybody who bought is of one kind."""

    BEST = "best customers"  # in the highest fifth of value, whatever else
    ONCE_LATELY = "bought once, lately"
    ONCE_LONG_AGO = "bought once, long ago"
    BACK_LATELY = "came back, lately"
    BACK_LONG_AGO = "came back, long ago"


def scores(quintiles: Quintiles, values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the fifth, 1 to 5, in which each value lies.

    Parameters
    ----------
    quintiles : Quintiles
        Their `name` says which way scores run: fewer days of recency are a higher score.
    values : ndarray of int64, shape (n,)
        Days, orders, or ten-thousandths of the currency.

    Examples
    --------
    >>> from decimal import Decimal
    >>> cuts = tuple(map(Decimal, (200, 90, 40, 15)))
    >>> days = Quintiles("recency", cuts, (1,) * 5, Decimal(1), Decimal(60), Decimal(300))
    >>> scores(days, np.array([300, 200, 41, 15, 1])).tolist()
    [1, 2, 3, 5, 5]
    """
    of_one = UNIT if quintiles.name == "value" else 1
    found = np.ones(len(values), dtype=np.int64)
    for cut in quintiles.cuts:
        if quintiles.name == "recency":
            found += values <= math.floor(cut * of_one)
        else:
            found += values >= math.ceil(cut * of_one)
    return found


def kinds(
    recency_scores: NDArray[np.int64], orders: NDArray[np.int64], value_scores: NDArray[np.int64]
) -> tuple[Kind, ...]:
    """Return the kind of each customer.

    Parameters
    ----------
    recency_scores, value_scores : ndarray of int64, shape (n,)
        1 to 5.
    orders : ndarray of int64, shape (n,)
        1 or more.

    Examples
    --------
    >>> [str(kind) for kind in kinds(np.array([5, 3, 2]), np.array([9, 1, 2]), np.array([5, 1, 4]))]
    ['best customers', 'bought once, lately', 'came back, long ago']
    """
    at = np.where(
        value_scores == 5,
        0,
        1 + 2 * (orders > 1).astype(np.int64) + (recency_scores < LATELY).astype(np.int64),
    )
    every = tuple(Kind)
    return tuple(every[index] for index in at.tolist())


def counted(sample: CustomerSample, rfm: Rfm) -> dict[Kind, int]:
    """Return how many customers there are of each kind; of a sample, as many as it stands for."""
    of_each = kinds(
        scores(rfm.recency, sample.until - sample.last),
        sample.orders,
        scores(rfm.value, np.rint(sample.value * UNIT).astype(np.int64)),
    )
    share = sample.everybody / max(len(sample), 1)
    return {kind: round(of_each.count(kind) * share) for kind in Kind}


def people_within(margin: float, population: int) -> int:
    """Return how many of a population must answer for its shares to be known within a margin.

    n = n0 / (1 + (n0 - 1) / N) with n0 = (1.96 / (2 m))^2: for a share of a half, the worst case, with
    95 % confidence, rounded up.

    Parameters
    ----------
    margin : float
        Half the width of the interval, above 0: .07 for seven points either way.
    population : int
        How many there are, 0 or more.

    References
    ----------
    Cochran 1977, Sampling Techniques, 3rd ed., 4.4 and 4.5.

    Examples
    --------
    >>> people_within(0.05, 10**9), people_within(0.07, 1_493), people_within(0.07, 40)
    (385, 174, 34)
    """
    at_large = (Z / (2 * margin)) ** 2
    return min(math.ceil(round(at_large / (1 + (at_large - 1) / max(population, 1)), 6)), population)
