"""Profiles of numbers and scales: each segment against everybody else."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Role, Scale
from psychograph.knowledge.levels import HEADLINE_CUT, POSITION_CUT, level_of, salience_of
from psychograph.profiling.disclosure import disclosed, shown_cells
from psychograph.profiling.letters import mean_letters
from psychograph.profiling.profile import NO_INTERVAL, AttributeProfile, excludes_zero
from psychograph.profiling.segmented import Segmented
from psychograph.stats.comparison.humps import answer_counts, humps
from psychograph.stats.comparison.tables import table_of
from psychograph.stats.effect_sizes import (
    cohens_h,
    cohens_h_intervals,
    hedges_g_intervals,
    hedges_g_of_groups,
)
from psychograph.stats.weights import normalised, weighted_mean, weighted_quantiles, weighted_variance
from psychograph.study.model import AttributeScaling, AttributeType, Study

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

# Members who spread over more than this share of the scale do not share an answer (guard S10).
SPLIT_SHARE = 0.25
FEWEST_STEPS, MOST_STEPS = 5, 11  # of a scale whose two top answers are worth a box


def number_profiles(data: Segmented, study: Study) -> list[tuple[AttributeProfile, ...]]:
    """Return the profiles of every numeric attribute, group by group.

    Parameters
    ----------
    data : Segmented
        Respondents in segments.
    study : Study
        Says what is a scale and what a number.

    Returns
    -------
    list of tuple of AttributeProfile
        An entry an attribute, with one profile a group, in the order of the groups. Figures are those of
        the answers; effect sizes, positions and who fits rest on logarithms or ranks where these are
        declared, since a few large figures would make them otherwise.
    """
    values = data.spread.values
    effects = hedges_g_of_groups(values, data.groups, data.weights)
    intervals = hedges_g_intervals(values, data.resamples, weights=data.weights)
    return [
        _attribute(data, name, study, effects[:, at], intervals[:, at])
        for at, name in enumerate(data.numeric.names)
    ]


def _attribute(
    data: Segmented, name: str, study: Study, effects: Floats, intervals: Floats
) -> tuple[AttributeProfile, ...]:
    answers, scale = data.numeric.column(name), data.numeric.scale(name)
    likert = study.attributes[name].type is AttributeType.LIKERT
    answered = np.isfinite(answers)
    known = answers[answered]
    placed = data.spread.column(name)[answered]
    everybody = _Everybody.of(known, placed, data.numeric.weights[answered], *yardstick(data, name))
    parts = [
        _group(data, name, everybody, data.groups == g + 1, float(effects[g]), tuple(intervals[g].tolist()))
        for g in range(data.k)
    ]
    if likert:
        if scale is not None and has_top_two(known, scale):
            parts = _with_top_two(parts, data, answers, scale)
    elif len(known) and known.min() >= 0:
        parts = [replace(part, index=_index(part.mean, part.overall_mean)) for part in parts]
    if data.role(name) is Role.DESCRIPTOR:
        letters = mean_letters(answers, data.groups, data.segments, data.weights)
        parts = [replace(part, letters=found) for part, found in zip(parts, letters, strict=True)]
    return disclosed(parts)


def has_top_two(known: Floats, scale: Scale) -> bool:
    """Return whether the two top answers of a scale are worth a figure.

    On scales of 5 to 11 whole numbers, answered in whole numbers; the mean of several items has no top
    answers.

    Examples
    --------
    >>> has_top_two(np.array([1.0, 5.0]), Scale(1, 5)), has_top_two(np.array([4.5]), Scale(1, 5))
    (True, False)
    """
    steps = scale.high - scale.low + 1
    whole = float(scale.low).is_integer() and float(scale.high).is_integer()
    return whole and FEWEST_STEPS <= steps <= MOST_STEPS and bool((known == np.rint(known)).all())


def _with_top_two(
    parts: list[AttributeProfile], data: Segmented, answers: Floats, scale: Scale
) -> list[AttributeProfile]:
    codes = np.where(np.isfinite(answers), answers >= scale.high - 1, -1).astype(np.int64)
    counts = table_of(codes, data.groups - 1, shape=(2, data.k)).astype(np.int64)
    mass = table_of(codes, data.groups - 1, data.weights, shape=(2, data.k))
    shown = np.ones(data.k, dtype=bool)
    if parts[0].role is Role.DESCRIPTOR:
        shown = shown_cells(counts)[1]
    ends = cohens_h_intervals(codes, 2, data.resamples, weights=data.weights)[:, 1]
    overall = _share(mass.sum(axis=1))
    found = []
    for g, part in enumerate(parts):
        share, others = _share(mass[:, g]), _share(np.delete(mass, g, axis=1).sum(axis=1))
        h = float(cohens_h(share, others))
        known = math.isfinite(share) and bool(shown[g])
        found.append(
            replace(
                part,
                index=_index(share, overall) if known else None,
                top_two=share if known else None,
                top_two_overall=overall,
                top_two_h=h if known and math.isfinite(h) else None,
                top_two_h_interval=(float(ends[g, 0]), float(ends[g, 1])) if known else NO_INTERVAL,
            )
        )
    return found


def _share(mass: Floats) -> float:
    return float(mass[1] / mass.sum()) if mass.sum() > 0 else math.nan


def _index(figure: float, overall: float) -> float | None:
    return 100 * figure / overall if math.isfinite(figure) and overall > 0 else None


@dataclass(frozen=True, eq=False)
class _Everybody:
    """All who answered: their sorted answers and the weight up to each, their mean; the mean and the spread
    of the places that they have in logarithms or ranks, where these are declared, and the yardstick of these.
    """

    values: Floats
    up_to: Floats
    mean: float
    place: float
    spread: float
    centre: float
    reach: float

    @classmethod
    def of(cls, known: Floats, placed: Floats, weights: Floats, centre: float, reach: float) -> _Everybody:
        order = np.argsort(known, kind="stable")
        up_to = np.concatenate(([0.0], np.cumsum(normalised(weights[order]))))
        if not len(known):
            return cls(known, up_to, math.nan, math.nan, 0.0, centre, reach)
        mean, place = float(weighted_mean(known, weights)), float(weighted_mean(placed, weights))
        spread = math.sqrt(weighted_variance(placed, weights))
        return cls(known[order], up_to, mean, place, spread, centre, reach)

    def percentile(self, value: float) -> float:
        """Return the share of the weight below a value and half of that at it, 0 to 100."""
        below, upto = np.searchsorted(self.values, [value - 1e-9, value + 1e-9])
        return float(100 * (self.up_to[below] + self.up_to[upto]) / 2 / self.up_to[-1])


def _group(
    data: Segmented,
    name: str,
    everybody: _Everybody,
    member: Mask,
    g: float,
    g_interval: tuple[float, ...],
) -> AttributeProfile:
    numeric = data.numeric
    answers = numeric.column(name)
    here = np.isfinite(answers) & member
    inside, weights = answers[here], numeric.weights[here]
    placed = data.spread.column(name)[here]
    n = len(inside)
    centre, reach, overall = everybody.centre, everybody.reach, everybody.mean
    mean = float(weighted_mean(inside, weights)) if n else math.nan
    sd = math.sqrt(weighted_variance(inside, weights, ddof=1)) if n > 1 else math.nan
    place = float(weighted_mean(placed, weights)) if n else math.nan
    wide = math.sqrt(weighted_variance(placed, weights, ddof=1)) if n > 1 else math.nan
    position = float(np.clip((place - centre) / reach, -1.0, 1.0)) if reach > 0 else 0.0
    salience, level = salience_of(position, g), level_of(position, g)
    quartiles = [0, 0.25, 0.5, 0.75, 1]
    quantiles = weighted_quantiles(inside, quartiles, weights) if n else np.full(5, math.nan)
    fit = fits(placed, centre, reach, position)
    role = data.role(name)
    bimodal = humps(answer_counts(placed, None if data.weights is None else weights)).two
    ends = (g_interval[0], g_interval[1])
    return AttributeProfile(
        name=name,
        question=numeric.question(name),
        role=role,
        scale=numeric.scale(name),
        n=n,
        mean=mean,
        sd=sd,
        overall_mean=overall,
        z=(place - everybody.place) / everybody.spread if everybody.spread > 0 else 0.0,
        position=position,
        g=g,
        g_interval=ends,
        salience=salience,
        level=level,
        headline=role is Role.BASIS and level.distinctive and salience > HEADLINE_CUT and excludes_zero(ends),
        members_fit=int(fit.sum()),
        split=bimodal or bool(wide > SPLIT_SHARE * 2 * reach),
        minimum=float(quantiles[0]),
        lower_quartile=float(quantiles[1]),
        median=float(quantiles[2]),
        upper_quartile=float(quantiles[3]),
        maximum=float(quantiles[4]),
        weight=float(weights.sum()) if numeric.weighted else None,
        fit_weight=float(weights[fit].sum()) if numeric.weighted else None,
        percentile=everybody.percentile(float(quantiles[2])) if n else math.nan,
        bimodal=bimodal,
    )


def yardstick(data: Segmented, name: str) -> tuple[float, float]:
    """Return the middle of an attribute and the distance from there to its ends, as figures are spread out.

    Without a scale: the median, and half the span of the 5th to the 95th percentile.
    """
    scale = data.numeric.scale(name)
    if scale is not None and data.numeric.scaling(name) is AttributeScaling.NONE:
        return scale.midpoint, scale.half_range
    placed = data.spread.column(name)
    answered = np.isfinite(placed)
    if not answered.any():
        return 0.0, 0.0
    known, weights = placed[answered], data.numeric.weights[answered]
    low, middle, high = weighted_quantiles(known, [0.05, 0.5, 0.95], weights)
    return float(middle), float(high - low) / 2


def fits(inside: Floats, centre: float, reach: float, position: float) -> Mask:
    """Return which members stand on the segment's side of the scale, by the cut that levels use."""
    if reach <= 0 or not np.isfinite(position):
        return np.zeros(len(inside), dtype=bool)
    side = (inside - centre) / reach * (1 if position >= 0 else -1)
    return np.asarray(side >= POSITION_CUT - 1e-9)
