"""People of known segments: normal around their centres, as they are or as answers on a scale.

Separation is the distance between the centres of neighbouring segments, in standard deviations of the people
within a segment. Of two neighbours that are alike in size, the best rule there is puts a share of
Phi(-separation / 2) into the wrong one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

SEPARATIONS: Final[dict[str, float]] = {"small": 3.0, "medium": 4.0, "large": 5.0}
"""Words for separations. Of two like neighbours the best rule misplaces 6.7%, 2.3% and 0.6%; below 2, two
like groups together have no valley between them at all (Schilling, Watkins & Watkins 2002, Am Stat
56:223)."""


@dataclass(frozen=True)
class Plan:
    """Segments to simulate.

    Parameters
    ----------
    shares : tuple of float
        Share of each segment in the population, above 0, adding up to 1.
    attributes : int
        Attributes that build the segments.
    separation : float
        Distance of neighbouring centres in standard deviations within segments, 0 or more.
    points : int or None
        Steps of the answer scale, 2 to 11; None for numbers of any size.
    """

    shares: tuple[float, ...]
    attributes: int
    separation: float
    points: int | None = 5

    @property
    def segments(self) -> int:
        """Number of segments."""
        return len(self.shares)


def misplaced(separation: float) -> float:
    """Return the share of two like neighbours that the best rule puts into the wrong one.

    Phi(-separation / 2), for normal groups of the same size and spread.

    References
    ----------
    Duda, Hart & Stork 2001, Pattern Classification, 2nd ed., 2.6.

    Examples
    --------
    >>> [round(misplaced(apart), 3) for apart in (3, 4, 5)]
    [0.067, 0.023, 0.006]
    """
    return float(ndtr(-separation / 2))


def per_attribute(separation: float, attributes: int) -> float:
    """Return how far neighbours lie apart on one attribute, on average (root mean square).

    Examples
    --------
    >>> round(per_attribute(3, 9), 2)
    1.0
    """
    return separation / math.sqrt(attributes)


def overlap_drawn(separation: float, *, width: int = 61, height: int = 9) -> str:
    """Return two like neighbours drawn with letters: ``o`` one group, ``x`` the other, ``#`` where both are.

    Parameters
    ----------
    separation : float
        Distance of their centres in standard deviations.
    width, height : int
        Of the picture, in letters.

    Examples
    --------
    >>> print(overlap_drawn(4, width=41, height=5))
              oooo             xxxx
            ooooooo           xxxxxxx
           oooooooooo       xxxxxxxxxx
         oooooooooooooo   xxxxxxxxxxxxxx
      oooooooooooooooooo#xxxxxxxxxxxxxxxxxx
    """
    reach = separation / 2 + 2.6
    place = np.linspace(-reach, reach, width)
    curves = [np.exp(-((place - centre) ** 2) / 2) for centre in (-separation / 2, separation / 2)]
    lines = []
    for row in range(height, 0, -1):
        level = (row - 0.5) / height
        here, there = (curve >= level * curve.max() for curve in curves)
        both = here & there
        letters = np.where(both, "#", np.where(here, "o", np.where(there, "x", " ")))
        lines.append("".join(letters).rstrip())
    return "\n".join(lines)


def centres(plan: Plan, rng: np.random.Generator) -> Floats:
    """Return centres in a direction of chance, shape (k, p), around 0.

    Where there are as many attributes as segments less one, or more, all centres lie equally far apart (a
    regular simplex); where there are fewer, they stand on a grid of that spacing, so that only
    neighbours do. The whole is then turned at random, so that what sets two segments apart is spread over all
    attributes, unevenly, as chance has it.
    """
    k, p = plan.segments, plan.attributes
    if p >= k - 1:
        corners = np.eye(k) * plan.separation / math.sqrt(2)
        corners -= corners.mean(axis=0)
        # The simplex has k - 1 dimensions: its coordinates along its own axes.
        left, size, _ = np.linalg.svd(corners)
        placed = np.zeros((k, p))
        placed[:, : k - 1] = (left * size)[:, : k - 1]
    else:
        side = math.ceil(round(k ** (1 / p), 9))
        grid = np.stack(np.unravel_index(np.arange(k), (side,) * p), axis=1).astype(float)
        placed = (grid - grid.mean(axis=0)) * plan.separation
    return np.asarray(placed @ _turn(p, rng))


def _turn(p: int, rng: np.random.Generator) -> Floats:
    """Return a rotation (or reflection) drawn evenly from all (Stewart 1980, SIAM J Numer Anal 17:403)."""
    q, r = np.linalg.qr(rng.standard_normal((p, p)))
    return np.asarray(q * np.sign(np.diag(r)))


def draw(plan: Plan, n: int, rng: np.random.Generator) -> tuple[Floats, Labels, Floats]:
    """Draw respondents.

    Sizes of segments vary as they do when people are drawn at random. On an answer scale of m steps a
    standard deviation within segments is worth (m - 1) / 4 steps, so that 5 steps make it one step; answers
    are rounded, and beyond the ends cut off.

    Returns
    -------
    answers : ndarray of float64, shape (n, p)
        From 1 to `points`, or around 0 without a scale.
    truth : ndarray of int64, shape (n,)
        Segments 1 to k.
    middles : ndarray of float64, shape (k, p)
        The centres, before answers are rounded.
    """
    truth = rng.choice(plan.segments, size=n, p=plan.shares)
    middles = centres(plan, rng)
    latent = middles[truth] + rng.standard_normal((n, plan.attributes))
    return _answered(latent, plan.points), truth.astype(np.int64) + 1, middles


def _answered(latent: Floats, points: int | None) -> Floats:
    if points is None:
        return latent
    step = (points - 1) / 4
    return np.asarray(np.clip(np.round((points + 1) / 2 + latent * step), 1, points))


def best_rule(plan: Plan, answers: Floats, middles: Floats) -> Labels:
    """Return the likeliest segment of each respondent, by somebody who knows centres, spreads and shares.

    No method can do better on average: what it misses, no number of respondents brings back (Bayes' rule).

    Parameters
    ----------
    plan : Plan
        How the people were drawn.
    answers : ndarray of float64, shape (n, p)
        As `draw` returns them.
    middles : ndarray of float64, shape (k, p)
        Centres.

    Returns
    -------
    ndarray of int64, shape (n,)
        Segments 1 to k.
    """
    chances = np.empty((len(answers), plan.segments))
    for segment, middle in enumerate(middles):
        chances[:, segment] = math.log(plan.shares[segment]) + _log_density(plan, answers, middle)
    return np.asarray(chances.argmax(axis=1) + 1, dtype=np.int64)


def _log_density(plan: Plan, answers: Floats, middle: Floats) -> Floats:
    if plan.points is None:
        return np.asarray(-((answers - middle) ** 2).sum(axis=1) / 2)
    step = (plan.points - 1) / 4
    middle_of_scale = (plan.points + 1) / 2
    edges = (np.arange(1, plan.points) + 0.5 - middle_of_scale) / step
    below = ndtr(edges[:, None] - middle)  # shape (points - 1, p)
    ends = np.zeros((1, plan.attributes))
    of_answer = np.log(np.maximum(np.diff(np.vstack([ends, below, ends + 1]), axis=0), 1e-300))
    chosen = answers.astype(np.int64) - 1
    return np.asarray(of_answer[chosen, np.arange(plan.attributes)].sum(axis=1))
