"""The verdict in words."""

from __future__ import annotations

from collections.abc import Sequence

from psychograph.segmentation.segmentation import SegmentStability, VerdictKind
from psychograph.stats.nulls.valleys import Valley


def verdict_text(
    kind: VerdictKind,
    weak: Sequence[SegmentStability],
    valley: Valley,
    *,
    separated: bool,
    n: int,
) -> str:
    """Return the judgement in one or two sentences; structure that was cut badly is told apart from none.

    Parameters
    ----------
    kind : VerdictKind
        The judgement.
    weak : sequence of SegmentStability
        Segments that do not come back often enough.
    valley : Valley
        The least clear one between a segment and its nearest.
    separated : bool
        Whether the segments stand further apart than those of data without groups.
    n : int
        Respondents.
    """
    pair = f"segments {valley.first} and {valley.second}"
    if kind is VerdictKind.NATURAL:
        return (
            "These look like real groups: they stand further apart than data without groups do, come "
            "back when the answers are resampled, and few people stand between them."
        )
    if kind is VerdictKind.REPRODUCIBLE:
        return (
            f"These segments come back when the {n:,} answers are resampled, and stand further apart than "
            f"data without groups do, but no gap parts {pair}: treat their borders as soft."
        )
    if kind is VerdictKind.NONE:
        return (
            "There is no sign that these segments exist: data without groups, cut the same way, look as "
            "separated, and resampled answers give other segments. Do not build on them."
        )
    if separated:
        named = ", ".join(f"segment {part.segment} ({part.jaccard:.0%})" for part in weak)
        return (
            "There is structure here, clearer than chance, but not all of it comes back when the answers are "
            f"resampled: {named}. The cut is probably one too many or too few; try another number."
        )
    again = (
        "though resampled answers are cut much the same way"
        if not weak
        else ("and some of the people fall on the other side when the answers are resampled")
    )
    return (
        "These segments are one useful way to cut a continuum, not groups that exist by themselves: they "
        f"stand no clearer apart than data without groups, {again}."
    )
