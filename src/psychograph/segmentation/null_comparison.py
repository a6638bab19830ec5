"""A solution beside the same method's solutions of samples without groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.nulls.monte_carlo import share_as_large, together
from psychograph.stats.nulls.null_models import fit_null
from psychograph.stats.nulls.resampling import Cluster
from psychograph.stats.nulls.separation import silhouette
from psychograph.stats.nulls.valleys import valleys, weakest
from psychograph.stats.trees.ward import standardise

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
Progress = Callable[[float], None]
Place = Callable[[Floats, Floats | None], Floats]
"""From answers, shape (m, d), and weights to points between which straight distances can be measured."""

SUBSETS = 10  # of `largest` respondents, where there are more, whose figures are taken
FIRST, CLEARLY_NOT = 39, 0.25  # after so many samples, stop where this share of them looks as separated
# Mean silhouette and clarity of the weakest valley: spreads below which they count as hardly varying.
LEAST_SPREAD = np.array([0.002, 0.75])


@dataclass(frozen=True, eq=False)
class NullComparison:
    """Figures of a solution and of solutions of samples without groups.

    Parameters
    ----------
    observed : ndarray of float64, shape (2,)
        Mean silhouette and clarity of the weakest valley of the data.
    drawn : ndarray of float64, shape (m, 2)
        The same of each sample.
    null_model : str
        What the samples keep of the data, in words.
    """

    observed: Floats
    drawn: Floats
    null_model: str

    @property
    def share(self) -> float:
        """Share of the samples that look at least as separated as the data, which count as one."""
        return share_as_large(*together(self.observed, self.drawn, LEAST_SPREAD))

    def alone(self, figure: int) -> float:
        """Return the share of the samples in which one figure is at least as large as in the data."""
        return share_as_large(float(self.observed[figure]), self.drawn[:, figure])


def compare(
    values: Floats,
    labels: Labels,
    cluster: Cluster,
    *,
    draws: int,
    largest: int,
    rng: np.random.Generator,
    weights: Floats | None = None,
    place: Place | None = None,
    nominal: Sequence[bool] | None = None,
    progress: Progress | None = None,
) -> NullComparison:
    """Cut samples of one population without groups as the data were cut.

    More than `largest` respondents are compared through ten random subsets of so many, each cut
    anew, of whose figures the median is taken. Drawing ends after 39 samples where a quarter of them
    look as separated as the data: more would not change the judgement.

    Parameters
    ----------
    values : ndarray of float64, shape (n, d)
        Answers.
    labels : ndarray of int64, shape (n,)
        Segments 1 to k.
    cluster : Cluster
        The method.
    draws : int
        Samples.
    largest : int
        Most respondents of a sample.
    rng : numpy.random.Generator
        Source of randomness.
    weights, place, nominal, progress
        As for :func:`~psychograph.segmentation.judgement.judge`.
    """
    placed = place or standardised
    null = fit_null(values, rng, weights, nominal)
    n = len(values)

    def cut(answers: Floats, masses: Floats | None) -> Floats:
        return figures(placed(answers, masses), cluster(answers, weights=masses), masses)

    if n <= largest:
        observed = figures(placed(values, weights), labels, weights)
    else:
        subsets = [np.sort(rng.choice(n, largest, replace=False)) for _ in range(SUBSETS)]
        each = [cut(values[rows], None if weights is None else weights[rows]) for rows in subsets]
        observed = np.median(each, axis=0)
    drawn = np.empty((draws, len(observed)))
    for draw in range(draws):
        drawn[draw] = cut(*null.draw(min(n, largest), rng))
        if progress is not None:
            progress((draw + 1) / draws)
        if draw + 1 == FIRST < draws:
            first = NullComparison(observed, drawn[:FIRST], null.name)
            if first.share > CLEARLY_NOT:
                return first
    return NullComparison(observed, drawn, null.name)


def standardised(values: Floats, weights: Floats | None) -> Floats:
    """Standardise the columns that vary."""
    return standardise(values[:, np.ptp(values, axis=0) > 0], weights)


def figures(points: Floats, labels: Labels, weights: Floats | None) -> Floats:
    """Return the mean silhouette and the clarity of the weakest valley; zeros for a single group."""
    if labels.max() < 2:
        return np.zeros(2)
    return np.array([silhouette(points, labels, weights), weakest(valleys(points, labels, weights)).clarity])
