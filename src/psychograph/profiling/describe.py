"""From a segmentation to profiles: each segment against everybody else."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Role
from psychograph.knowledge.constructs import match_construct
from psychograph.knowledge.levels import HEADLINE_CUT, POSITION_CUT, level_of, salience_of
from psychograph.profiling.disclosure import disclosed
from psychograph.profiling.profile import (
    AttributeProfile,
    CategoryCount,
    CategoryProfile,
    Profile,
    SegmentProfile,
    excludes_zero,
)
from psychograph.responses.attributes import Attributes, CategoricalAttribute, ScoredResponses
from psychograph.segmentation.segmentation import Segmentation
from psychograph.stats.comparison.resamples import draw_resamples
from psychograph.stats.effect_sizes import hedges_g, hedges_g_intervals, wilson_interval
from psychograph.stats.weights import (
    effective_n,
    weighted_mean,
    weighted_quantiles,
    weighted_share,
    weighted_variance,
)
from psychograph.study.model import Study

# Members who spread over more than this share of the scale do not share an answer (guard S10).
SPLIT_SHARE = 0.25
HALF = 0.5 - 1e-9  # shares of weight are rounded
STREAM = 3  # of the study's seed: resampling here must not depend on what was drawn elsewhere


def describe(segmentation: Segmentation, responses: ScoredResponses, study: Study) -> Profile:
    """Describe every segment by the study's basis variables and descriptors.

    Parameters
    ----------
    segmentation : Segmentation
        The segments.
    responses : ScoredResponses
        All attributes of all respondents.
    study : Study
        Says which attributes build segments and which describe them.

    Returns
    -------
    Profile
        One profile a segment, of the people its members stand for where respondents carry weights.
        Missing answers are left out attribute by attribute. Descriptors that
        touch special-category data are left out altogether (guard S01).
    """
    segmented = set(segmentation.basis.respondents)
    keep = np.array([respondent in segmented for respondent in responses.respondents])
    known = set(responses.numeric.names)
    numeric = responses.numeric.select(
        [
            *(name for name in study.basis if name in known),
            *(name for name in study.descriptors if name in known and not _quarantined(name, study)),
        ]
    ).rows(keep)
    categorical = [
        replace(column, values=tuple(v for v, kept in zip(column.values, keep, strict=True) if kept))
        for column in sorted(responses.categorical, key=lambda column: column.name not in study.basis)
        if column.name in {*study.basis, *study.descriptors} and not _quarantined(column.name, study)
    ]
    effects = hedges_g_intervals(
        numeric.values,
        draw_resamples(segmentation.labels, np.random.default_rng([segmentation.seed, STREAM])),
        weights=numeric.weights,
    )
    return Profile(
        tuple(
            _segment(segment, segmentation.labels == segment, numeric, categorical, study, intervals)
            for segment, intervals in zip(segmentation.segments, effects, strict=True)
        )
    )


def _quarantined(name: str, study: Study) -> bool:
    attribute = study.attributes[name]
    return match_construct(name, attribute.question, attribute.measured_construct).source == "sensitive"


def _segment(
    segment: int,
    member: NDArray[np.bool_],
    numeric: Attributes,
    categorical: list[CategoricalAttribute],
    study: Study,
    intervals: NDArray[np.float64],
) -> SegmentProfile:
    g = hedges_g(numeric.values, member, numeric.weights)
    attributes = tuple(
        _attribute(
            numeric,
            name,
            member,
            Role.BASIS if name in study.basis else Role.DESCRIPTOR,
            float(g[column]),
            (float(intervals[column, 0]), float(intervals[column, 1])),
        )
        for column, name in enumerate(numeric.names)
    )
    attributes = tuple(disclosed(attribute) for attribute in attributes)
    attributes, joint, dropped = _keep_shared_headlines(attributes, numeric, member)
    n, weights = int(member.sum()), numeric.weights
    return SegmentProfile(
        segment=segment,
        n=n,
        share=weighted_share(member, weights),
        share_interval=_share_interval(member, weights),
        attributes=attributes,
        categories=tuple(
            _category(column, member, numeric, Role.BASIS if column.name in study.basis else Role.DESCRIPTOR)
            for column in categorical
        ),
        joint_fit=int(joint.sum()),
        dropped=dropped,
        effective_n=effective_n(weights[member]) if numeric.weighted else None,
        joint_share=weighted_share(joint, weights[member]) if numeric.weighted else None,
    )


def _share_interval(member: NDArray[np.bool_], weights: NDArray[np.float64]) -> tuple[float, float]:
    """Return Wilson's interval; unequal weights leave the precision of fewer respondents."""
    worth = effective_n(weights)
    if worth == len(member):
        return wilson_interval(int(member.sum()), len(member))
    return wilson_interval(weighted_share(member, weights) * worth, worth)


def _attribute(
    numeric: Attributes,
    name: str,
    member: NDArray[np.bool_],
    role: Role,
    g: float,
    g_interval: tuple[float, float],
) -> AttributeProfile:
    answered = np.isfinite(numeric.column(name))
    everybody, everybody_weights = numeric.column(name)[answered], numeric.weights[answered]
    inside, weights = numeric.column(name)[answered & member], numeric.weights[answered & member]
    centre, reach = _yardstick(numeric, name)
    mean = float(weighted_mean(inside, weights)) if len(inside) else float("nan")
    sd = math.sqrt(weighted_variance(inside, weights, ddof=1)) if len(inside) > 1 else float("nan")
    overall = float(weighted_mean(everybody, everybody_weights)) if len(everybody) else float("nan")
    spread = math.sqrt(weighted_variance(everybody, everybody_weights)) if len(everybody) else 0.0
    position = float(np.clip((mean - centre) / reach, -1.0, 1.0)) if reach > 0 else 0.0
    salience = salience_of(position, g)
    level = level_of(position, g)
    quartiles = [0, 0.25, 0.5, 0.75, 1]
    quantiles = weighted_quantiles(inside, quartiles, weights) if len(inside) else np.full(5, np.nan)
    fits = _fits(inside, centre, reach, position)
    return AttributeProfile(
        name=name,
        question=numeric.question(name),
        role=role,
        scale=numeric.scale(name),
        n=len(inside),
        mean=mean,
        sd=sd,
        overall_mean=overall,
        z=(mean - overall) / spread if spread > 0 else 0.0,
        position=position,
        g=g,
        g_interval=g_interval,
        salience=salience,
        level=level,
        headline=role is Role.BASIS
        and level.distinctive
        and salience > HEADLINE_CUT
        and excludes_zero(g_interval),
        members_fit=int(fits.sum()),
        split=bool(sd > SPLIT_SHARE * 2 * reach),
        minimum=float(quantiles[0]),
        lower_quartile=float(quantiles[1]),
        median=float(quantiles[2]),
        upper_quartile=float(quantiles[3]),
        maximum=float(quantiles[4]),
        weight=float(weights.sum()) if numeric.weighted else None,
        fit_weight=float(weights[fits].sum()) if numeric.weighted else None,
    )


def _yardstick(numeric: Attributes, name: str) -> tuple[float, float]:
    """Return the middle of an attribute and the distance from there to its ends.

    Without a scale: the median, and half the span of the 5th to the 95th percentile.
    """
    scale = numeric.scale(name)
    if scale is not None:
        return scale.midpoint, scale.half_range
    answered = np.isfinite(numeric.column(name))
    if not answered.any():
        return 0.0, 0.0
    known, weights = numeric.column(name)[answered], numeric.weights[answered]
    low, middle, high = weighted_quantiles(known, [0.05, 0.5, 0.95], weights)
    return float(middle), float(high - low) / 2


def _fits(inside: NDArray[np.float64], centre: float, reach: float, position: float) -> NDArray[np.bool_]:
    """Return which members stand on the segment's side of the scale, by the cut that levels use."""
    if reach <= 0 or not np.isfinite(position):
        return np.zeros(len(inside), dtype=bool)
    side = (inside - centre) / reach * (1 if position >= 0 else -1)
    return np.asarray(side >= POSITION_CUT - 1e-9)


def _keep_shared_headlines(
    attributes: tuple[AttributeProfile, ...], numeric: Attributes, member: NDArray[np.bool_]
) -> tuple[tuple[AttributeProfile, ...], NDArray[np.bool_], tuple[str, ...]]:
    """Take headlines away, the weakest first, until half the members fit all that remain (guard S11).

    Returns the attributes, which members fit the headlines that are left, and those taken away.
    """
    weights = numeric.weights[member]
    headlines = sorted((a for a in attributes if a.headline), key=lambda a: (-a.salience, a.name))
    dropped: list[str] = []
    while True:
        joint = np.ones(int(member.sum()), dtype=bool)
        for headline in headlines:
            joint &= _fits(
                numeric.column(headline.name)[member], *_yardstick(numeric, headline.name), headline.position
            )
        if weighted_share(joint, weights) >= HALF or len(headlines) <= 1:
            break
        dropped.append(headlines.pop().name)
    kept = tuple(replace(a, headline=False) if a.name in dropped else a for a in attributes)
    return kept, joint if headlines else np.zeros_like(joint), tuple(dropped)


def _category(
    column: CategoricalAttribute, member: NDArray[np.bool_], numeric: Attributes, role: Role
) -> CategoryProfile:
    inside = Counter(v for v, m in zip(column.values, member, strict=True) if m and v is not None)
    overall = Counter(v for v in column.values if v is not None)
    ranked = sorted(inside.items(), key=lambda item: (-item[1], item[0]))
    return CategoryProfile(
        name=column.name,
        question=column.question,
        role=role,
        answered=sum(inside.values()),
        counts=tuple(
            CategoryCount(
                category,
                count,
                overall[category],
                _share_of(category, column, member, numeric.weights) if numeric.weighted else None,
            )
            for category, count in ranked
        ),
    )


def _share_of(
    category: str, column: CategoricalAttribute, member: NDArray[np.bool_], weights: NDArray[np.float64]
) -> float:
    answered = member & np.array([value is not None for value in column.values])
    chosen = np.array([value == category for value in column.values])
    return weighted_share(chosen[answered], weights[answered])
