"""The dendrogram: who was joined with whom, where the tree was cut, and the segments it gave."""

from __future__ import annotations

import math
from collections.abc import Mapping

from psychograph.charts import across, upright
from psychograph.charts.figure import Figure
from psychograph.charts.labels import listed, segment_label
from psychograph.charts.tree import Tree, tree
from psychograph.segmentation.branches import moved_from_branches
from psychograph.segmentation.segmentation import Segmentation

MOST_LEAVES = 64  # more would be a comb that nobody can read
COLLAPSED = 40


def dendrogram(segmentation: Segmentation, names: Mapping[int, str] | None = None) -> Figure:
    """Draw the tree of a segmentation.

    Up to 64 respondents are drawn one by one. Of larger trees the highest 39 joints are drawn,
    and each of the 40 branches below them is labelled with its respondents in brackets.

    Parameters
    ----------
    segmentation : Segmentation
        The solution.
    names : mapping of int to str, optional
        Names of the segments.

    Returns
    -------
    Figure
        Wide: leaves along the foot. Narrow: leaves down the side.
    """
    size = {"most_leaves": MOST_LEAVES, "collapsed": COLLAPSED}
    drawn = tree(segmentation, **size, gap=0.6)
    labels = {s: segment_label(s, names, n) for s, n in segmentation.sizes.items()}
    alt = _alt(segmentation, drawn, names)
    return Figure(
        name="dendrogram",
        title="How alike the respondents are",
        caption=_caption(segmentation, drawn),
        alt=alt,
        wide=upright.layout(drawn, labels, alt),
        narrow=across.layout(tree(segmentation, **size, gap=across.GAP), labels, alt),
    )


JOINED = {
    "Ward": "the greater the Ward distance at which two branches join, the more their answers differ",
    "average": "two branches join at the average distance between their members",
    "largest": "two branches join at the distance between their two least alike members",
    "smallest": "two branches join at the distance between their two most alike members, so that one "
    "respondent after another may be strung to a chain",
}


def _caption(segmentation: Segmentation, drawn: Tree) -> str:
    k = len(segmentation.segments)
    pieces = f"{k} segments" if k > 1 else "1 segment"
    cut = f" at {drawn.cut:.3g}" if math.isfinite(drawn.cut) else ""
    ends = "; a figure in brackets counts the respondents of a branch" if drawn.truncated else ""
    joined = JOINED.get(drawn.distance.split()[0], "the higher two branches join, the more they differ")
    moved = moved_from_branches(segmentation)
    since = (
        f", out of which {moved:,} respondents were then moved to a nearer centre: grey branches below the "
        "line hold members of several"
        if moved
        else ""
    )
    return (
        f"Respondents who answer alike join early; {joined}, and the dashed line{cut} leaves "
        f"{pieces}{since}{ends}."
    )


def _alt(segmentation: Segmentation, drawn: Tree, names: Mapping[int, str] | None) -> str:
    n, k = len(segmentation.labels), len(segmentation.segments)
    start = f"Dendrogram of {n:,} respondents"
    if drawn.truncated:
        start += f", its top {len(drawn.leaves)} branches"
    if math.isfinite(drawn.cut):
        start += f", cut at {drawn.distance} {drawn.cut:.3g}"
    start += f" into {k} segments: " if k > 1 else " as one segment: "
    parts = [segment_label(s, names, size) for s, size in segmentation.sizes.items()]
    end = f". The last two branches join at {drawn.height:.3g}." if drawn.joints else "."
    return start + listed(parts, 480 - len(start) - len(end)) + end
