"""The top of a tree and the path of a respondent: what a tree over any number of people can tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from psychograph.segmentation.method import Floats, Form, Labels, Tree
from psychograph.segmentation.segmentation import Segmentation
from psychograph.stats.trees.ward import cut_into

DISTANCES = {"ward": "Ward", "average": "average", "complete": "largest", "single": "smallest"}


@dataclass(frozen=True, eq=False)
class Branches:
    """The highest joints of a tree, and the branches that are left below them.

    Nodes are numbered as in the linkage: respondents 0 to n - 1, then joints in their order.

    Parameters
    ----------
    n : int
        Respondents in the tree.
    pairs : ndarray of int64, shape (m - 1, 2)
        The two nodes that each joint unites, the lowest joint first.
    heights : ndarray of float64, shape (m - 1,)
        Heights of the joints.
    ends : ndarray of int64, shape (m,)
        The nodes below them, from the left: branches, or single respondents.
    members : ndarray of int64, shape (m, k)
        How many respondents of each segment are in each of them.
    """

    n: int
    pairs: NDArray[np.int64]
    heights: Floats
    ends: NDArray[np.int64]
    members: NDArray[np.int64]

    @property
    def first_joint(self) -> int:
        """Number of the lowest joint."""
        return 2 * self.n - 1 - len(self.pairs)

    @cached_property
    def members_of(self) -> dict[int, NDArray[np.int64]]:
        """Respondents of each segment under every node that is here, shape (k,) each."""
        found = dict(zip(self.ends.tolist(), self.members, strict=True))
        for node, (left, right) in enumerate(self.pairs.tolist(), self.first_joint):
            found[node] = found[left] + found[right]
        return found

    def height_of(self, node: int) -> float:
        """Return the height of a joint that is here."""
        return float(self.heights[node - self.first_joint])


def top_of(tree: Tree, labels: Labels, most: int) -> Branches:
    """Return the top of a tree.

    Parameters
    ----------
    tree : Tree
        Of n respondents.
    labels : ndarray of int64, shape (n,)
        Their segments, 1 to k.
    most : int
        Branches wanted at the foot, m; all n respondents where there are fewer.

    Examples
    --------
    Two pairs of respondents, of whom the last was moved to the first segment:

    >>> tree = Tree(np.array([[0, 1, 1.0, 2], [2, 3, 1.5, 2], [4, 5, 9.0, 4]]))
    >>> top_of(tree, np.array([1, 1, 2, 1]), 2).members.tolist()
    [[2, 0], [1, 1]]
    """
    n, k = len(labels), int(labels.max())
    m = min(most, n)
    start = n - m  # the first row of the linkage that is here
    pairs = tree.linkage[start:, :2].astype(np.int64)
    ends = np.array(list(_from_the_left(pairs, n + start)), dtype=np.int64)
    # A cut numbers its groups along the leaves too.
    branch = cut_into(tree.linkage, m) - 1
    members = np.bincount(branch * k + labels - 1, minlength=m * k).reshape(m, k)
    return Branches(n, pairs, tree.linkage[start:, 2], ends, members)


def distance_of(method: str, form: Form) -> str:
    """Return what the heights of a tree measure.

    Examples
    --------
    >>> distance_of("ward", Form.SCORES), distance_of("single", Form.ANSWERS)
    ('Ward distance', 'smallest Gower distance')
    """
    return f"{DISTANCES.get(method, '')} {'' if form is Form.SCORES else 'Gower '}distance".lstrip()


def _from_the_left(pairs: NDArray[np.int64], first_joint: int) -> Iterator[int]:
    waiting = [first_joint + len(pairs) - 1]
    while waiting:
        node = waiting.pop()
        if node < first_joint:
            yield node
        else:
            left, right = pairs[node - first_joint].tolist()
            waiting += [right, left]


def moved_from_branches(segmentation: Segmentation) -> int:
    """Return how many respondents are in another segment than most of their branch: moved by k-means."""
    tree, k = segmentation.tree, len(segmentation.segments)
    if tree is None:
        return 0
    return int(len(segmentation.labels) - top_of(tree, segmentation.labels, k).members.max(axis=1).sum())


@dataclass(frozen=True, eq=False)
class Step:
    """One joint on the way from a respondent to the root.

    Parameters
    ----------
    height : float
        Where it lies.
    joined : ndarray of int64, shape (k,)
        Respondents of each segment in the branch that is joined there.
    together : int
        Respondents that are together from there on.
    """

    height: float
    joined: NDArray[np.int64]
    together: int


def path_of(tree: Tree, labels: Labels, row: int) -> tuple[Step, ...]:
    """Return the joints above a respondent, from the lowest to the root.

    Parameters
    ----------
    tree : Tree
        Of n respondents.
    labels : ndarray of int64, shape (n,)
        Their segments, 1 to k.
    row : int
        The respondent.

    Examples
    --------
    >>> tree = Tree(np.array([[0, 1, 1.0, 2], [2, 3, 1.5, 2], [4, 5, 9.0, 4]]))
    >>> [(step.height, step.joined.tolist()) for step in path_of(tree, np.array([1, 1, 2, 2]), 0)]
    [(1.0, [1, 0]), (9.0, [0, 2])]
    """
    n, k = len(labels), int(labels.max())
    pairs = tree.linkage[:, :2].astype(np.int64)
    above = np.full(2 * n - 1, -1)
    above[pairs.ravel()] = np.repeat(np.arange(len(pairs)), 2)
    order = tree.leaf_order
    # All members of a node stand side by side along the leaves.
    low = int(np.flatnonzero(order == row)[0])
    high, node, steps = low + 1, row, []
    while (joint := int(above[node])) >= 0:
        left, right = pairs[joint].tolist()
        other = tree.linkage[right - n, 3] if node == left and right >= n else 1
        other = tree.linkage[left - n, 3] if node == right and left >= n else other
        size = int(other)
        span = slice(high, high + size) if node == left else slice(low - size, low)
        low, high = min(low, span.start), max(high, span.stop)
        joined = np.bincount(labels[order[span]] - 1, minlength=k)
        steps.append(Step(float(tree.linkage[joint, 2]), joined, high - low))
        node = n + joint
    return tuple(steps)
