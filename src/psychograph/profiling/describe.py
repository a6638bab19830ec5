"""From a segmentation to profiles: each segment against everybody else."""

from __future__ import annotations

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
from psychograph.stats.effect_sizes import hedges_g, hedges_g_intervals, wilson_interval
from psychograph.study.model import Study

# Members who spread over more than this share of the scale do not share an answer (guard S10).
SPLIT_SHARE = 0.25
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
        One profile a segment. Missing answers are left out attribute by attribute. Descriptors that
        touch special-category data are left out altogether (guard S01).
    """
    segmented = set(segmentation.basis.respondents)
    keep = np.array([respondent in segmented for respondent in responses.respondents])
    known = set(responses.numeric.names)
    numeric = responses.numeric.select(
        [
            *study.basis,
            *(name for name in study.descriptors if name in known and not _quarantined(name, study)),
        ]
    ).rows(keep)
    categorical = [
        replace(column, values=tuple(v for v, kept in zip(column.values, keep, strict=True) if kept))
        for column in responses.categorical
        if column.name in study.descriptors and not _quarantined(column.name, study)
    ]
    effects = hedges_g_intervals(
        numeric.values, segmentation.labels, rng=np.random.default_rng([segmentation.seed, STREAM])
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
    g = hedges_g(numeric.values, member)
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
    attributes, joint_fit, dropped = _keep_shared_headlines(attributes, numeric, member)
    n = int(member.sum())
    return SegmentProfile(
        segment=segment,
        n=n,
        share=n / len(member),
        share_interval=wilson_interval(n, len(member)),
        attributes=attributes,
        categories=tuple(_category(column, member) for column in categorical),
        joint_fit=joint_fit,
        dropped=dropped,
    )


def _attribute(
    numeric: Attributes,
    name: str,
    member: NDArray[np.bool_],
    role: Role,
    g: float,
    g_interval: tuple[float, float],
) -> AttributeProfile:
    everybody = numeric.column(name)
    everybody_known = everybody[np.isfinite(everybody)]
    inside = everybody[member]
    inside = inside[np.isfinite(inside)]
    centre, reach = _yardstick(numeric, name)
    mean = float(inside.mean()) if len(inside) else float("nan")
    sd = float(inside.std(ddof=1)) if len(inside) > 1 else float("nan")
    spread = float(everybody_known.std()) if len(everybody_known) else 0.0
    position = float(np.clip((mean - centre) / reach, -1.0, 1.0)) if reach > 0 else 0.0
    salience = salience_of(position, g)
    level = level_of(position, g)
    quantiles = np.quantile(inside, [0, 0.25, 0.5, 0.75, 1]) if len(inside) else np.full(5, np.nan)
    return AttributeProfile(
        name=name,
        question=numeric.question(name),
        role=role,
        scale=numeric.scale(name),
        n=len(inside),
        mean=mean,
        sd=sd,
        overall_mean=float(everybody_known.mean()) if len(everybody_known) else float("nan"),
        z=(mean - float(everybody_known.mean())) / spread if spread > 0 else 0.0,
        position=position,
        g=g,
        g_interval=g_interval,
        salience=salience,
        level=level,
        headline=role is Role.BASIS
        and level.distinctive
        and salience > HEADLINE_CUT
        and excludes_zero(g_interval),
        members_fit=int(_fits(inside, centre, reach, position).sum()),
        split=bool(sd > SPLIT_SHARE * 2 * reach),
        minimum=float(quantiles[0]),
        lower_quartile=float(quantiles[1]),
        median=float(quantiles[2]),
        upper_quartile=float(quantiles[3]),
        maximum=float(quantiles[4]),
    )


def _yardstick(numeric: Attributes, name: str) -> tuple[float, float]:
    """Return the middle of an attribute and the distance from there to its ends.

    Without a scale: the median, and half the span of the 5th to the 95th percentile.
    """
    scale = numeric.scale(name)
    if scale is not None:
        return scale.midpoint, scale.half_range
    known = numeric.column(name)[np.isfinite(numeric.column(name))]
    if not len(known):
        return 0.0, 0.0
    low, middle, high = np.quantile(known, [0.05, 0.5, 0.95])
    return float(middle), float(high - low) / 2


def _fits(inside: NDArray[np.float64], centre: float, reach: float, position: float) -> NDArray[np.bool_]:
    """Return which members stand on the segment's side of the scale, by the cut that levels use."""
    if reach <= 0 or not np.isfinite(position):
        return np.zeros(len(inside), dtype=bool)
    side = (inside - centre) / reach * (1 if position >= 0 else -1)
    return np.asarray(side >= POSITION_CUT - 1e-9)


def _keep_shared_headlines(
    attributes: tuple[AttributeProfile, ...], numeric: Attributes, member: NDArray[np.bool_]
) -> tuple[tuple[AttributeProfile, ...], int, tuple[str, ...]]:
    """Take headlines away, the weakest first, until half the members fit all that remain (guard S11)."""
    headlines = sorted((a for a in attributes if a.headline), key=lambda a: (-a.salience, a.name))
    dropped: list[str] = []
    while True:
        joint = np.ones(int(member.sum()), dtype=bool)
        for headline in headlines:
            joint &= _fits(
                numeric.column(headline.name)[member], *_yardstick(numeric, headline.name), headline.position
            )
        if 2 * int(joint.sum()) >= len(joint) or len(headlines) <= 1:
            break
        dropped.append(headlines.pop().name)
    kept = tuple(replace(a, headline=False) if a.name in dropped else a for a in attributes)
    return kept, int(joint.sum()) if headlines else 0, tuple(dropped)


def _category(column: CategoricalAttribute, member: NDArray[np.bool_]) -> CategoryProfile:
    inside = Counter(v for v, m in zip(column.values, member, strict=True) if m and v is not None)
    overall = Counter(v for v in column.values if v is not None)
    ranked = sorted(inside.items(), key=lambda item: (-item[1], item[0]))
    return CategoryProfile(
        name=column.name,
        question=column.question,
        answered=sum(inside.values()),
        counts=tuple(CategoryCount(category, count, overall[category]) for category, count in ranked),
    )
