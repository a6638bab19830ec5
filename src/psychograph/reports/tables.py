"""Tables as CSV: respondents with their segments, the profiles, and answers in categories."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from psychograph.cells import csv_text
from psychograph.profiling.disclosure import SMALLEST_CELL
from psychograph.profiling.profile import Profile
from psychograph.segmentation.segmentation import Segmentation


def segments_csv(
    segmentation: Segmentation, respondents: Sequence[str], weights: NDArray[np.float64] | None = None
) -> str:
    """Return respondents and segments, in the order of the responses; blank where left out.

    Parameters
    ----------
    segmentation : Segmentation
        The segments.
    respondents : sequence of str
        All respondents.
    weights : ndarray of float64, shape (n,), optional
        Their weights, for a third column; None where nobody is weighted.
    """
    found = dict(zip(segmentation.basis.respondents, segmentation.labels.tolist(), strict=True))
    if weights is None:
        return csv_text(["respondent", "segment"], ([r, found.get(r, "")] for r in respondents))
    rows = ([r, found.get(r, ""), w] for r, w in zip(respondents, weights.tolist(), strict=True))
    return csv_text(["respondent", "segment", "weight"], rows)


def profiles_csv(profile: Profile, names: dict[int, str]) -> str:
    """Return one row a segment and numeric attribute, with every figure of its profile.

    Where respondents carry weights, all figures but the counts `n` and `members_fit` are weighted,
    and three columns more say so: `weighted`, the sum of the weights of those who answered, and the
    weighted share of the members who fit.
    """
    columns = [
        *("segment", "persona", "attribute", "role", "n", "mean", "sd", "overall_mean", "others_mean", "z"),
        *("position", "g", "g_low", "g_high", "salience", "level", "headline", "members_fit", "split"),
        *("minimum", "lower_quartile", "median", "upper_quartile", "maximum"),
        *(("weighted", "weight", "fit_share") if profile.weighted else ()),
    ]
    rows = (
        [
            *(
                part.segment,
                names.get(part.segment, ""),
                a.name,
                a.role.value,
                a.n,
                a.mean,
                a.sd,
                a.overall_mean,
            ),
            *(profile.others_mean(part.segment, a.name), a.z, a.position, a.g, *a.g_interval, a.salience),
            *(a.level.value, a.headline, a.members_fit, a.split, a.minimum, a.lower_quartile, a.median),
            *(a.upper_quartile, a.maximum),
            *((True, a.mass, a.fit_share) if profile.weighted else ()),
        ]
        for part in profile.segments
        for a in part.attributes
    )
    return csv_text(columns, rows)


def categories_csv(profile: Profile, names: dict[int, str]) -> str:
    """Return one row a segment, attribute of categories and category that its members gave.

    Counts below five, and shares made of them, are left blank, so that nobody can be recognised;
    `weighted_share` is there where respondents carry weights.
    """
    columns = ["segment", "persona", "attribute", "role", "category", "n", "answered", "share"]
    rows = (
        [
            *(part.segment, names.get(part.segment, ""), found.name, found.role.value, count.category),
            *((count.count, found.answered, count.count / found.answered) if shown else ("", "", "")),
            *((count.share if shown else "",) if profile.weighted else ()),
        ]
        for part in profile.segments
        for found in part.categories
        for count in found.counts
        for shown in [count.count >= SMALLEST_CELL]
    )
    return csv_text([*columns, *(["weighted_share"] if profile.weighted else [])], rows)
