"""How firm a ranking is: how often each persona comes first when nobody knows the right weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from psychograph.strategy.targets_rating import Contribution, Ratings, fit
from psychograph.study.model import Criterion

DRAWS = 2_000
LOG_SD = 0.5  # spread of the random weights, as a standard deviation of their logarithm
EQUAL = 1e-9  # ratings nearer than this are equal: the rest is rounding


def first_shares(
    contributions: Sequence[tuple[Contribution, ...]],
    ratings: Ratings,
    closed: Sequence[bool],
    seed: int,
) -> NDArray[np.float64]:
    """Return how often each persona comes first when all weights are drawn at random around their values.

    Every weight, of constructs in the goal and of criteria, is multiplied by exp(0.5 x), x standard normal,
    drawn anew 2,000 times; personas share the draws. Where several are equal at the top they share the
    draw.

    Parameters
    ----------
    contributions : sequence of tuple of Contribution
        What the fit of each persona is made of.
    ratings : Ratings
        Ratings and points.
    closed : sequence of bool
        Personas that are not proposed as targets; they never come first.
    seed : int
        Of the study.

    Returns
    -------
    ndarray of float64, shape (p,)
        Shares that sum to 1; zeros where nobody is open or nothing counts. Neither the order of the
        personas nor their numbers matter.
    """
    count = len(contributions)
    if all(closed) or not any(contributions) or ratings.points.sum() == 0:
        return np.zeros(count)
    rng = np.random.default_rng([seed, DRAWS])
    constructs = sorted({c.construct for parts in contributions for c in parts})
    shake = dict(zip(constructs, rng.lognormal(0.0, LOG_SD, (len(constructs), DRAWS)), strict=True))
    criteria = ratings.points * rng.lognormal(0.0, LOG_SD, (DRAWS, len(ratings.points)))
    place = ratings.criteria.index(Criterion.OBJECTIVE_FIT)
    scores = np.empty((DRAWS, count))
    for at, parts in enumerate(contributions):
        rated = np.tile(ratings.values[at], (DRAWS, 1))
        if parts:
            ordered = sorted(
                parts, key=lambda c: c.construct
            )  # sums must not depend on the order of strength
            weights = np.stack([c.weight * shake[c.construct] for c in ordered], axis=1)
            rated[:, place] = fit(weights, np.array([c.z for c in ordered]))
        scores[:, at] = (rated * criteria).sum(axis=1) / criteria.sum(axis=1)
    scores[:, np.array(closed)] = -np.inf
    top = scores >= scores.max(axis=1, keepdims=True) - EQUAL
    shares: NDArray[np.float64] = (top / top.sum(axis=1, keepdims=True)).mean(axis=0)
    return shares
