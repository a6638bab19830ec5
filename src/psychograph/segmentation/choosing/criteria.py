"""The figures of one method's candidates, all measured on one yardstick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from psychograph.segmentation.choosing.candidate import Absent, Criteria
from psychograph.segmentation.choosing.ground import Ground
from psychograph.segmentation.choosing.simulated import Simulated, simulated_figures
from psychograph.segmentation.method import Floats, Labels, Method, Points, Progress, Solution
from psychograph.stats.choosing.criteria import (
    between_share,
    calinski_harabasz,
    davies_bouldin,
    inertia_jumps,
    simplified_silhouette,
    within_sum_of_squares,
)
from psychograph.stats.choosing.information import information_criteria
from psychograph.stats.nulls.separation import silhouette
from psychograph.stats.nulls.valleys import valleys, weakest

# Silhouettes take a distance for every pair, once for every candidate.
MOST_FOR_SILHOUETTES = 2_000
WARD = "ward"


@dataclass(frozen=True, eq=False)
class Yardstick:
    """Where respondents stand, so that figures of all methods can be compared.

    Parameters
    ----------
    places : ndarray of float64, shape (n, p)
        Standardised basis variables, or what stands for them (see `points.geometry`).
    weights : ndarray of float64, shape (n,), or None
        Of the respondents.
    """

    places: Floats
    weights: Floats | None

    @classmethod
    def of(cls, ground: Ground) -> Yardstick:
        """Return the yardstick of a common ground."""
        return cls(ground.places, ground.weights)

    @property
    def simplified(self) -> bool:
        """Whether silhouettes are measured to the means of segments, since all pairs are too many."""
        return len(self.places) > MOST_FOR_SILHOUETTES

    def measure(self, labels: Labels) -> Criteria:
        """Return the figures that any partition has."""
        if labels.max() < 2:
            return Criteria(absent=(Absent("separation", "everybody is in one segment"),))
        width = simplified_silhouette if self.simplified else silhouette
        given = self.places, labels, self.weights
        return Criteria(
            within=within_sum_of_squares(*given),
            between_share=between_share(*given),
            silhouette=width(*given),
            calinski_harabasz=calinski_harabasz(*given),
            davies_bouldin=davies_bouldin(*given),
            valley=weakest(valleys(*given)).depth,
        )


@dataclass(frozen=True)
class MethodCriteria:
    """Figures of one method.

    Parameters
    ----------
    by_k : tuple of Criteria
        One for each number of segments.
    gap_choice : int or None
        The number that the gap statistic would take, 1 for no segments; None without it.
    """

    by_k: tuple[Criteria, ...]
    gap_choice: int | None


def criteria_of(
    yardstick: Yardstick,
    method: Method,
    points: Points,
    ks: Sequence[int],
    solutions: Sequence[Solution],
    *,
    seed: int,
    thorough: bool,
    progress: Progress | None = None,
) -> MethodCriteria:
    """Return the figures of the solutions of one method.

    Parameters
    ----------
    yardstick : Yardstick
        On which all are measured.
    method, points, ks, solutions
        The method, what it was given, and what it found for each number of segments.
    seed : int
        Of the study.
    thorough : bool
        Whether to add what takes long.
    progress : callable, optional
        Told the share that is done, 0 to 1.
    """
    simulation = simulated_figures(method, points, ks, seed=seed, thorough=thorough, progress=progress)
    figures = tuple(
        _figures(yardstick.measure(solution.labels), method, k, solution, drawn)
        for k, solution, drawn in zip(ks, solutions, simulation.figures, strict=True)
    )
    return MethodCriteria(figures, simulation.gap_choice)


def _figures(measured: Criteria, method: Method, k: int, solution: Solution, drawn: Simulated) -> Criteria:
    found = replace(
        measured,
        gap=drawn.gap,
        gap_error=drawn.gap_error,
        prediction_strength=drawn.prediction_strength,
        blrt_p=drawn.blrt_p,
        absent=(*measured.absent, *drawn.absent),
    )
    return _of_model(_of_tree(found, method, k, solution), method, solution)


def _of_tree(found: Criteria, method: Method, k: int, solution: Solution) -> Criteria:
    if solution.tree is None or method.name != WARD:
        reason = f"{method.title} joins by distance, not by inertia" if solution.tree else "there is no tree"
        return _without(found, "inertia_ratio", reason)
    ratio = float(inertia_jumps(solution.tree.linkage, [k]).ratios[0])
    return replace(found, inertia_ratio=ratio)


def _of_model(found: Criteria, method: Method, solution: Solution) -> Criteria:
    model = solution.model
    if model is None:
        return _without(found, "bic, sabic, caic, icl, awe, entropy", f"{method.title} has no likelihood")
    prices = information_criteria(model.log_likelihood, model.parameters, model.n, model.uncertainty)
    return replace(
        found,
        bic=prices.bic,
        sabic=prices.sabic,
        caic=prices.caic,
        icl=prices.icl,
        awe=prices.awe,
        entropy=model.entropy,
    )


def _without(found: Criteria, names: str, reason: str) -> Criteria:
    more = tuple(Absent(name, reason) for name in names.split(", "))
    return replace(found, absent=(*found.absent, *more))
