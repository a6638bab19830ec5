"""Tables as CSV: respondents with their segments, and the profiles."""

from __future__ import annotations

from collections.abc import Sequence

from psychograph.cells import csv_text
from psychograph.profiling.profile import Profile
from psychograph.segmentation.segmentation import Segmentation


def segments_csv(segmentation: Segmentation, respondents: Sequence[str]) -> str:
    """Return respondents and segments, in the order of the responses; blank where left out."""
    found = dict(zip(segmentation.basis.respondents, segmentation.labels.tolist(), strict=True))
    return csv_text(["respondent", "segment"], ([r, found.get(r, "")] for r in respondents))


def profiles_csv(profile: Profile, names: dict[int, str]) -> str:
    """Return one row a segment and numeric attribute, with every figure of its profile."""
    columns = [
        *("segment", "persona", "attribute", "role", "n", "mean", "sd", "overall_mean", "others_mean", "z"),
        *("position", "g", "g_low", "g_high", "salience", "level", "headline", "members_fit", "split"),
        *("minimum", "lower_quartile", "median", "upper_quartile", "maximum"),
    ]
    rows = (
        [
            *(part.segment, names[part.segment], a.name, a.role.value, a.n, a.mean, a.sd, a.overall_mean),
            *(profile.others_mean(part.segment, a.name), a.z, a.position, a.g, *a.g_interval, a.salience),
            *(a.level.value, a.headline, a.members_fit, a.split, a.minimum, a.lower_quartile, a.median),
            *(a.upper_quartile, a.maximum),
        ]
        for part in profile.segments
        for a in part.attributes
    )
    return csv_text(columns, rows)
