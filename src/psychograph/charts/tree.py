"""Coordinates of a dendrogram: numbers only, nothing drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from psychograph.segmentation.branches import Branches, distance_of, top_of
from psychograph.segmentation.segmentation import Segmentation

MIXED = 0  # the "segment" of a branch that holds members of several
# A branch has the colour of a segment from this share of it: after k-means has moved respondents,
# large branches hold strangers.
NEARLY_ALL = 0.9


@dataclass(frozen=True)
class Leaf:
    """The lower end of the drawing: one respondent, or one branch that is not drawn further.

    Parameters
    ----------
    place : float
        Position along the leaves, 0 for the first.
    count : int
        Respondents in it.
    label : str
        Id of the respondent, or the count in brackets.
    segment : int
        Segment of all of them, or of nine in ten; 0 where they differ more.
    """

    place: float
    count: int
    label: str
    segment: int


@dataclass(frozen=True)
class Joint:
    """Two branches that join: the height, and the places of both."""

    height: float
    first: float
    last: float
    segment: int


@dataclass(frozen=True)
class Stem:
    """A line from a branch's own height up to where it joins another."""

    place: float
    foot: float
    head: float
    segment: int


@dataclass(frozen=True)
class Run:
    """Neighbouring leaves of one segment; `top` is the height of their highest joint."""

    segment: int
    first: float
    last: float
    top: float


@dataclass(frozen=True)
class Tree:
    """A drawable dendrogram; joints in the order of the linkage, so the last one is the root.

    `distance` says what heights measure.
    """

    leaves: tuple[Leaf, ...]
    joints: tuple[Joint, ...]
    stems: tuple[Stem, ...]
    runs: tuple[Run, ...]
    cut: float
    truncated: bool
    distance: str

    @property
    def axis(self) -> str:
        """Title of the axis of heights."""
        return self.distance[:1].upper() + self.distance[1:]

    @property
    def height(self) -> float:
        """Height of the root."""
        return self.joints[-1].height if self.joints else 0.0


def tree(segmentation: Segmentation, *, most_leaves: int, collapsed: int, gap: float) -> Tree:
    """Lay a dendrogram out.

    Parameters
    ----------
    segmentation : Segmentation
        Of a method that grows a tree: its linkage, labels and cut are drawn.
    most_leaves : int
        Up to this many respondents are drawn one by one.
    collapsed : int
        Branches left of a larger tree: its highest joints; never fewer than segments.
    gap : float
        Extra distance between neighbouring segments, in leaves.
    """
    grown, cut = segmentation.tree, segmentation.cut_height
    if grown is None or cut is None:
        raise ValueError(f"{segmentation.title} grows no tree")
    n = len(segmentation.labels)
    truncated = n > most_leaves
    shown = max(collapsed, len(segmentation.segments)) if truncated else n
    top = top_of(grown, segmentation.labels, shown)
    segments = {
        node: _segment(members, above=node >= top.first_joint and top.height_of(node) > cut)
        for node, members in top.members_of.items()
    }
    place, position = {}, 0.0
    ends = top.ends.tolist()
    for before, node in zip([ends[0], *ends], ends, strict=False):
        position += (node != before) + gap * (segments[node] != segments[before])
        place[node] = position
    leaves = tuple(
        Leaf(place[node], count, _leaf_label(segmentation, node, count), segments[node])
        for node, count in zip(ends, top.members.sum(axis=1).tolist(), strict=True)
    )
    joints, stems = _branches(top, segments, place, cut)
    return Tree(
        leaves,
        joints,
        stems,
        _runs(leaves, joints),
        cut,
        truncated,
        distance_of(segmentation.method, segmentation.points.form),
    )


def _segment(members: NDArray[np.int64], *, above: bool) -> int:
    """Return the segment that all members of a branch are in; below the cut, nearly all."""
    largest = int(members.argmax())
    enough = (1 if above else NEARLY_ALL) * members.sum()
    return largest + 1 if members[largest] >= enough else MIXED


def _leaf_label(segmentation: Segmentation, node: int, count: int) -> str:
    return segmentation.basis.respondents[node] if node < len(segmentation.labels) else f"({count:,})"


def _branches(
    top: Branches, segments: dict[int, int], place: dict[int, float], cut: float
) -> tuple[tuple[Joint, ...], tuple[Stem, ...]]:
    joints: list[Joint] = []
    stems: list[Stem] = []
    ends = set(place)
    for node, (left, right) in enumerate(top.pairs.tolist(), top.first_joint):
        head = top.height_of(node)
        place[node] = (place[left] + place[right]) / 2
        first_place, last_place = sorted((place[left], place[right]))
        joints.append(Joint(head, first_place, last_place, segments[node]))
        for child in (left, right):
            foot = 0.0 if child in ends else top.height_of(child)
            stems += _stem(place[child], foot, head, segments[child], segments[node], cut)
    return tuple(joints), tuple(stems)


def _stem(place: float, foot: float, head: float, own: int, parent: int, cut: float) -> list[Stem]:
    if own in (MIXED, parent) or not math.isfinite(cut):
        return [Stem(place, foot, head, own)]
    turn = min(max(cut, foot), head)
    return [Stem(place, foot, turn, own), Stem(place, turn, head, MIXED)]


def _runs(leaves: tuple[Leaf, ...], joints: tuple[Joint, ...]) -> tuple[Run, ...]:
    edges = [0, *(i for i, (a, b) in enumerate(pairwise(leaves), 1) if a.segment != b.segment), len(leaves)]
    runs = []
    for start, stop in pairwise(edges):
        segment, first, last = leaves[start].segment, leaves[start].place, leaves[stop - 1].place
        if segment == MIXED:
            continue
        within = (j.height for j in joints if j.segment == segment and first <= j.first <= last)
        runs.append(Run(segment, first, last, max(within, default=0.0)))
    return tuple(runs)
