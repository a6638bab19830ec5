"""Coordinates of a dendrogram: numbers only, nothing drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from psychograph.segmentation.method import Tree as GrownTree
from psychograph.segmentation.segmentation import Segmentation

MIXED = 0  # the "segment" of a branch that holds members of several


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
        Segment of all of them, 0 where they differ.
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
    """A drawable dendrogram; joints in the order of the linkage, so the last one is the root."""

    leaves: tuple[Leaf, ...]
    joints: tuple[Joint, ...]
    stems: tuple[Stem, ...]
    runs: tuple[Run, ...]
    cut: float
    truncated: bool

    @property
    def height(self) -> float:
        """Height of the root."""
        return self.joints[-1].height if self.joints else 0.0


@dataclass(frozen=True)
class _Nodes:
    """Respondents, first rank along the leaves, segment and height of every node of the linkage."""

    count: list[int]
    rank: list[int]
    segment: list[int]
    height: list[float]


def _nodes(segmentation: Segmentation, grown: GrownTree, pairs: list[tuple[int, int]]) -> _Nodes:
    n = len(segmentation.labels)
    rank = [0] * n
    for position, row in enumerate(grown.leaf_order.tolist()):
        rank[row] = position
    count, segment = [1] * n, [int(s) for s in segmentation.labels]
    for left, right in pairs:
        count.append(count[left] + count[right])
        rank.append(min(rank[left], rank[right]))
        segment.append(segment[left] if segment[left] == segment[right] else MIXED)
    return _Nodes(count, rank, segment, [0.0] * n + grown.linkage[:, 2].tolist())


def _leaf_label(segmentation: Segmentation, node: int, count: int) -> str:
    return segmentation.basis.respondents[node] if node < len(segmentation.labels) else f"({count:,})"


def tree(segmentation: Segmentation, *, most_leaves: int, collapsed: int, gap: float) -> Tree:
    """Lay a dendrogram out.

    Parameters
    ----------
    segmentation : Segmentation
        Of a method that grows a tree: its linkage, leaf order, labels and cut are drawn.
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
    pairs = [(int(left), int(right)) for left, right in grown.linkage[:, :2]]
    n = len(segmentation.labels)
    truncated = n > most_leaves
    shown = max(collapsed, len(segmentation.segments)) if truncated else n
    start = n - min(shown, n)  # the first row of the linkage that is drawn
    nodes = _nodes(segmentation, grown, pairs)
    # A child that no drawn row has made is an end of the drawing.
    ends = [node for pair in pairs[start:] for node in pair if node < n + start] or [0]
    ends.sort(key=lambda node: nodes.rank[node])
    place, position = {}, 0.0
    for before, node in zip([ends[0], *ends], ends, strict=False):
        position += (node != before) + gap * (nodes.segment[node] != nodes.segment[before])
        place[node] = position
    leaves = tuple(
        Leaf(place[e], nodes.count[e], _leaf_label(segmentation, e, nodes.count[e]), nodes.segment[e])
        for e in ends
    )
    joints, stems = _branches(nodes, pairs[start:], place, n + start, cut)
    return Tree(leaves, joints, stems, _runs(leaves, joints), cut, truncated)


def _branches(
    nodes: _Nodes, pairs: list[tuple[int, int]], place: dict[int, float], first: int, cut: float
) -> tuple[tuple[Joint, ...], tuple[Stem, ...]]:
    joints: list[Joint] = []
    stems: list[Stem] = []
    ends = set(place)
    for node, (left, right) in enumerate(pairs, start=first):
        head = nodes.height[node]
        place[node] = (place[left] + place[right]) / 2
        first_place, last_place = sorted((place[left], place[right]))
        joints.append(Joint(head, first_place, last_place, nodes.segment[node]))
        for child in (left, right):
            foot = 0.0 if child in ends else nodes.height[child]
            stems += _stem(place[child], foot, head, nodes.segment[child], nodes.segment[node], cut)
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
