"""Figures that take simulated data or halves of the people: gap, prediction strength, likelihood ratio."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from psychograph.segmentation.choosing.candidate import NONE, Absent
from psychograph.segmentation.method import Floats, Form, Labels, Method, Points, Progress, solve
from psychograph.segmentation.methods.gaussian_mixture import GaussianMixture
from psychograph.segmentation.methods.latent_class import LatentClass
from psychograph.stats.choosing.gap import gap_statistic
from psychograph.stats.choosing.prediction_strength import prediction_strength

STREAM = 32  # of the study's seed
# Draws of data without groups, and halvings of the people: as usual, and for a quick sweep.
DRAWS, QUICK_DRAWS = 100, 20
SPLITS, QUICK_SPLITS = 50, 10
# Respondents who take part.
MOST, MOST_QUICK = 2_000, 500
QUICK = ("ward", "kmeans")  # methods that are quick enough to be repeated so often unasked
RATIO_DRAWS, RATIO_ENOUGH = 99, 10
DISTANCES = ("gap", "prediction_strength")
UNASKED = "it takes long, and a quick sweep leaves it out"


@dataclass(frozen=True)
class Simulated:
    """The figures of one candidate; NaN, with a reason, where there are none."""

    gap: float = NONE
    gap_error: float = NONE
    prediction_strength: float = NONE
    blrt_p: float = NONE
    absent: tuple[Absent, ...] = ()

    def without(self, names: Sequence[str], reason: str) -> Simulated:
        """Return the figures with a reason for those that are missing."""
        return replace(self, absent=(*self.absent, *(Absent(name, reason) for name in names)))


@dataclass(frozen=True)
class Simulation:
    """The figures of all candidates of a method.

    Parameters
    ----------
    figures : tuple of Simulated
        One for each number of segments.
    gap_choice : int or None
        The number of segments that the gap statistic would take, 1 for none at all; None without it.
    """

    figures: tuple[Simulated, ...]
    gap_choice: int | None = None


@dataclass
class _Remembered:
    """A method that solves all numbers of segments at once, and is asked for them one by one."""

    method: Method
    points: Points
    ks: Sequence[int]
    seed: int
    known: list[tuple[Floats, dict[int, Labels]]] = field(default_factory=list)

    def __call__(self, values: Floats, k: int, weights: Floats | None) -> Labels:
        """Return the segments of points, shape (n, d)."""
        for points, labels in self.known:
            if points is values:
                return labels[k]
        most = len(np.unique(values, axis=0))
        ks = [each for each in self.ks if each <= most]
        solutions = solve(self.method, self.points.like(values, weights), ks, seed=self.seed)
        labels = {each: solution.labels for each, solution in zip(ks, solutions, strict=True)}
        self.known = [*self.known[-1:], (values, labels)]  # two halves at a time
        return labels[k]


def simulated_figures(
    method: Method,
    points: Points,
    ks: Sequence[int],
    *,
    seed: int,
    thorough: bool,
    progress: Progress | None = None,
) -> Simulation:
    """Return figures that repeat a method on other data.

    Gap statistic (Tibshirani, Walther & Hastie 2001) and prediction strength (Tibshirani & Walther
    2005) of methods on numbers; the bootstrap likelihood ratio test of models. Of many respondents a
    random part is taken: 500, or 2,000 where it may take long.

    Parameters
    ----------
    method, points, ks, seed
        The method, what it was given, and the numbers of segments.
    thorough : bool
        Whether it may take long: more draws and respondents, every method, likelihood ratios.
    progress : callable, optional
        Told the share that is done, 0 to 1.
    """
    choice = None
    if method.form is not Form.SCORES:
        reason = f"{method.title} works on categories or blanks, for which it is not defined"
        found = [Simulated().without(DISTANCES, reason) for _ in ks]
    elif not thorough and method.name not in QUICK:
        found = [Simulated().without(DISTANCES, UNASKED) for _ in ks]
    else:
        found, choice = _by_distance(method, points, ks, seed, thorough=thorough)
    tested = _with_ratios(method, points, ks, found, seed, thorough=thorough, progress=progress)
    return Simulation(tuple(tested), choice)


def _by_distance(
    method: Method, points: Points, ks: Sequence[int], seed: int, *, thorough: bool
) -> tuple[list[Simulated], int | None]:
    streams = np.random.default_rng([seed, STREAM]).spawn(3)
    most = MOST if thorough else MOST_QUICK
    here = points if len(points) <= most else points.rows(_part(len(points), most, streams[0]))
    here = here.standardised()
    again = _Remembered(method.lighter(), here, ks, seed)
    gaps = gap_statistic(
        here.values, again, [1, *ks], DRAWS if thorough else QUICK_DRAWS, streams[1], weights=here.weights
    )
    again = replace(again, known=[])
    strengths = prediction_strength(
        here.values, again, ks, SPLITS if thorough else QUICK_SPLITS, streams[2], weights=here.weights
    )
    rows = zip(gaps.gaps[1:], gaps.errors[1:], strengths.means, strict=True)
    return [
        Simulated(gap=float(gap), gap_error=float(error), prediction_strength=float(strength))
        for gap, error, strength in rows
    ], gaps.chosen


def _part(n: int, most: int, rng: np.random.Generator) -> NDArray[np.int64]:
    return np.sort(rng.choice(n, most, replace=False))


def _with_ratios(
    method: Method,
    points: Points,
    ks: Sequence[int],
    found: Sequence[Simulated],
    seed: int,
    *,
    thorough: bool,
    progress: Progress | None,
) -> list[Simulated]:
    test = _ratio_test(method, points)
    if test is None:
        return [one.without(("blrt_p",), f"{method.title} has no likelihood") for one in found]
    if not thorough:
        return [one.without(("blrt_p",), UNASKED) for one in found]
    tested = []
    for done, (k, one) in enumerate(zip(ks, found, strict=True), 1):
        tested.append(replace(one, blrt_p=test(k, np.random.default_rng([seed, STREAM, k]))))
        if progress is not None:
            progress(done / len(ks))
    return tested


def _ratio_test(method: Method, points: Points) -> Callable[[int, np.random.Generator], float] | None:
    """Return the test of k classes against k - 1, for models."""
    if isinstance(method, LatentClass):
        from psychograph.stats.mixtures.latent_class_bootstrap import bootstrap_likelihood_ratio

        codes = np.where(np.isfinite(points.values), points.values, -1).astype(np.int64)
        return lambda k, rng: (
            bootstrap_likelihood_ratio(
                codes,
                points.levels,
                k,
                rng=rng,
                draws=RATIO_DRAWS,
                weights=points.weights,
                enough=RATIO_ENOUGH,
            ).p
        )
    if isinstance(method, GaussianMixture):
        from psychograph.stats.mixtures.gaussian_bootstrap import gaussian_bootstrap_likelihood_ratio

        return lambda k, rng: (
            gaussian_bootstrap_likelihood_ratio(
                points.values,
                k,
                rng=rng,
                covariance=method.covariance,
                draws=RATIO_DRAWS,
                weights=points.weights,
                enough=RATIO_ENOUGH,
            ).p
        )
    return None
