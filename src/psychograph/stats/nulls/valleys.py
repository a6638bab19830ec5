"""Whether fewer people stand between two groups than in either: the mark of groups that exist."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.weights import effective_n, normalised, weighted_mean

Floats = NDArray[np.float64]

PLACES = 60  # along the line at which the density is looked at
BINS = 240
BANDWIDTH = 1.4  # times the normal reference rule: narrower ones see valleys in the noise of a sample
STEPS = 11  # a column of at most so many different values has steps, between which nobody can stand
STEPS_SEEN = 5_000  # respondents among whom values are counted
ROUGHNESS = 0.2821  # of the normal kernel: integral of its square, 1 / (2 sqrt(pi))


@dataclass(frozen=True)
class Valley:
    """What lies between a group and the one nearest to it.

    Parameters
    ----------
    first, second : int
        The two groups, the smaller number first.
    depth : float
        By how much the density falls between them, as a share of the lower of the two peaks: 0 where
        there is no valley, 1 where nobody stands between.
    clarity : float
        The fall in standard errors of a density estimate, at least 0.
    """

    first: int
    second: int
    depth: float
    clarity: float


def valleys(values: Floats, labels: NDArray[np.int64], weights: Floats | None = None) -> tuple[Valley, ...]:
    """Return the valley between each group and the one whose centre is nearest.

    The members of both are projected on the line through their centres; a kernel estimate gives the
    density along it, with a bandwidth of at least half a step of the answer scale that tells most
    between them: that nobody answers 3.5 is no valley. At each place between the centres, the valley
    falls from the lower of the highest densities on either side; the place with the clearest fall
    counts, fall / sqrt((peak + valley) R / (n h)), with h the bandwidth and R the kernel's roughness.
    A method that cuts between groups makes some valley even where there is none, so `clarity` is no
    test by itself: compare it with samples of a null model that were cut the same way.

    Parameters
    ----------
    values : ndarray of float64, shape (n, p)
        Points, no NaN.
    labels : ndarray of int64, shape (n,)
        Groups 1 to k, none empty.
    weights : ndarray of float64, shape (n,), optional
        Above zero.

    Returns
    -------
    tuple of Valley
        One a group, in their order; empty for one group.

    References
    ----------
    Silverman 1986, Density Estimation, ch. 3 (bandwidth and standard error).

    Examples
    --------
    >>> points = np.concatenate([np.linspace(0, 1, 50), np.linspace(4, 5, 50)])[:, None]
    >>> [round(valley.depth, 2) for valley in valleys(points, np.repeat([1, 2], 50))]
    [1.0, 1.0]
    >>> [round(valley.depth, 2) for valley in valleys(np.linspace(0, 1, 100)[:, None], np.repeat([1, 2], 50))]
    [0.0, 0.0]
    """
    k = int(labels.max())
    if k < 2:
        return ()
    masses = np.ones(len(values)) if weights is None else normalised(weights)
    order = np.argsort(labels, kind="stable")
    rows = np.split(order, np.cumsum(np.bincount(labels, minlength=k + 1)[1:])[:-1])
    centres = np.array([weighted_mean(values[mine], masses[mine]) for mine in rows])
    steps = _steps(values)
    found: dict[tuple[int, int], Valley] = {}
    pairs = []
    for group in range(k):
        apart = ((centres - centres[group]) ** 2).sum(axis=1)
        apart[group] = np.inf
        nearest = int(apart.argmin())
        pair = min(group, nearest), max(group, nearest)
        if pair not in found:
            found[pair] = _between(values, masses, rows, centres, steps, *pair)
        pairs.append(pair)
    return tuple(found[pair] for pair in pairs)


def weakest(between: tuple[Valley, ...]) -> Valley:
    """Return the least clear of several valleys, the shallower where several are equally clear."""
    return min(between, key=lambda valley: (valley.clarity, valley.depth, valley.first, valley.second))


def _between(
    values: Floats,
    masses: Floats,
    rows: list[NDArray[np.int64]],
    centres: Floats,
    steps: Floats,
    one: int,
    other: int,
) -> Valley:
    line = centres[other] - centres[one]
    length = float(np.sqrt(line @ line))
    if not length:
        return Valley(one + 1, other + 1, 0.0, 0.0)
    both = np.concatenate([rows[one], rows[other]])
    along = (values[both] - centres[one]) @ (line / length)
    counted, first = masses[both], len(rows[one])
    # Centres lie at 0 and at the length; the spread is that inside the groups.
    inside = np.concatenate([along[:first], along[first:] - length])
    spread = float(np.sqrt(counted @ inside**2 / counted.sum()))
    n = effective_n(counted)
    smooth = BANDWIDTH * 1.06 * spread * n**-0.2  # the normal reference rule
    width = max(smooth, float((np.abs(line) * steps).max()) / length / 2) or length / 100
    at = np.linspace(-spread - width, length + spread + width, PLACES)
    density = _density(along, counted, at, width)
    peaks = np.minimum(np.maximum.accumulate(density), np.maximum.accumulate(density[::-1])[::-1])
    fall = np.where((at > 0) & (at < length), peaks - density, 0.0)
    clarity = fall / np.sqrt(np.maximum(peaks + density, np.finfo(float).tiny) * ROUGHNESS / (n * width))
    deepest = int(clarity.argmax())
    # Rounding is no valley.
    if fall[deepest] <= 1e-9 * peaks[deepest]:
        return Valley(one + 1, other + 1, 0.0, 0.0)
    return Valley(one + 1, other + 1, float(fall[deepest] / peaks[deepest]), float(clarity[deepest]))


def _steps(values: Floats) -> Floats:
    """Return the mean distance of neighbouring values of each column; 0 where there are many."""
    some = values[:: max(1, len(values) // STEPS_SEEN)]
    different = np.array([len(np.unique(column)) for column in some.T])
    few = (different > 1) & (different <= STEPS)
    return np.where(few, np.ptp(some, axis=0) / np.maximum(different - 1, 1), 0.0)


def _density(along: Floats, masses: Floats, at: Floats, width: float) -> Floats:
    """Estimate the density at some places, from counts in fine bins."""
    low, high = float(along.min()), float(along.max())
    counts, edges = np.histogram(
        along, bins=BINS, range=(low, high if high > low else low + 1), weights=masses
    )
    middles = (edges[1:] + edges[:-1]) / 2
    kernel = np.exp(-0.5 * ((at[:, None] - middles) / width) ** 2)
    density: Floats = kernel @ counts / (masses.sum() * width * np.sqrt(2 * np.pi))
    return density
