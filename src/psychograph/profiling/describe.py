"""From a segmentation to profiles: each segment against everybody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from psychograph.profiling.categories import category_profiles
from psychograph.profiling.descriptor_tests import descriptor_tests
from psychograph.profiling.numbers import fits, number_profiles, yardstick
from psychograph.profiling.profile import AttributeProfile, CategoryProfile, Profile, SegmentProfile
from psychograph.profiling.segmented import Segmented, segmented
from psychograph.profiling.typical import markers, paragons
from psychograph.responses.attributes import ScoredResponses
from psychograph.segmentation.segmentation import Segmentation
from psychograph.stats.comparison.proportions import wilson_interval
from psychograph.stats.weights import effective_n, weighted_share
from psychograph.study.model import Study

HALF = 0.5 - 1e-9  # shares of weight are rounded


def describe(segmentation: Segmentation, responses: ScoredResponses, study: Study) -> Profile:
    """Describe every segment by the study's basis variables and descriptors.

    The order of the respondents and the numbers of the segments change nothing but labels.

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
        One profile a segment, of the people its members stand for where respondents carry weights, and
        one test a descriptor. Missing answers are left out attribute by attribute. Descriptors that
        touch special-category data are left out altogether (guard S01).
    """
    data = segmented(segmentation, responses, study)
    numbers = number_profiles(data, study)
    categories = [category_profiles(data, column) for column in data.categories]
    parts = [
        _segment(
            data, group, tuple(parts[group] for parts in numbers), tuple(parts[group] for parts in categories)
        )
        for group in range(data.k)
    ]
    return Profile(
        tuple(sorted(parts, key=lambda part: part.segment)), descriptor_tests(data, study.descriptors)
    )


def _segment(
    data: Segmented,
    group: int,
    attributes: tuple[AttributeProfile, ...],
    categories: tuple[CategoryProfile, ...],
) -> SegmentProfile:
    member = data.groups == group + 1
    attributes, joint, dropped = _keep_shared_headlines(attributes, data, member)
    weights, weighted = data.numeric.weights, data.numeric.weighted
    return SegmentProfile(
        segment=data.segments[group],
        n=int(member.sum()),
        share=weighted_share(member, weights),
        share_interval=_share_interval(member, weights),
        attributes=attributes,
        categories=categories,
        joint_fit=int(joint.sum()),
        dropped=dropped,
        effective_n=effective_n(weights[member]) if weighted else None,
        joint_share=weighted_share(joint, weights[member]) if weighted else None,
        markers=tuple(markers(attributes, categories)),
        paragons=paragons(data, group + 1),
    )


def _share_interval(member: NDArray[np.bool_], weights: NDArray[np.float64]) -> tuple[float, float]:
    """Return Wilson's interval; unequal weights leave the precision of fewer respondents."""
    worth = effective_n(weights)
    if worth == len(member):
        return wilson_interval(int(member.sum()), len(member))
    return wilson_interval(weighted_share(member, weights) * worth, worth)


def _keep_shared_headlines(
    attributes: Sequence[AttributeProfile], data: Segmented, member: NDArray[np.bool_]
) -> tuple[tuple[AttributeProfile, ...], NDArray[np.bool_], tuple[str, ...]]:
    """Take headlines away, the weakest first, until half the members fit all that remain (guard S11).

    Returns the attributes, which members fit the headlines that are left, and those taken away.
    """
    weights = data.numeric.weights[member]
    headlines = sorted((a for a in attributes if a.headline), key=lambda a: (-a.salience, a.name))
    dropped: list[str] = []
    while True:
        joint = np.ones(int(member.sum()), dtype=bool)
        for headline in headlines:
            joint &= fits(
                data.spread.column(headline.name)[member], *yardstick(data, headline.name), headline.position
            )
        if weighted_share(joint, weights) >= HALF or len(headlines) <= 1:
            break
        dropped.append(headlines.pop().name)
    kept = tuple(replace(a, headline=False) if a.name in dropped else a for a in attributes)
    return kept, joint if headlines else np.zeros_like(joint), tuple(dropped)
