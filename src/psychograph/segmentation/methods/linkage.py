"""Average, complete and single linkage: trees on distances between respondents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from psychograph.segmentation.method import Floats, Form, Labels, Points, Progress, Solution, Tree
from psychograph.segmentation.methods.centres import by_centres
from psychograph.segmentation.methods.cuts import Cuts
from psychograph.stats.trees.ward import cut_into
from psychograph.study.model import SegmentationSettings


@dataclass(frozen=True, eq=False)
class NearestMembers:
    """Puts points to the group whose members are nearest on average, by Gower's distances."""

    points: Points
    labels: Labels

    def __call__(self, values: Floats) -> Labels:
        """Return the segment of each point, from 1."""
        from psychograph.stats.centres.gower import gower_to

        points = self.points
        member = np.eye(int(self.labels.max()))[self.labels - 1]
        if points.weights is not None:
            member = member * points.weights[:, None]
        to_members = gower_to(values, points.values, points.levels, ranges=points.ranges)
        nearest: Labels = (to_members @ (member / member.sum(axis=0))).argmin(axis=1) + 1
        return nearest


@dataclass(frozen=True)
class Linkage(Cuts):
    """A tree in which two groups are as far apart as their members are on average, at most or at least.

    Distances are Euclidean on standardised numbers, or Gower's where categories and blanks are in it.
    A distance for every pair is kept, which bounds how many respondents it can take.
    """

    name: str
    gower: bool = False
    most: int = 20_000

    @property
    def title(self) -> str:
        """Name in sentences."""
        return f"{self.name} linkage" + (" on Gower distances" if self.gower else "")

    @property
    def form(self) -> Form:
        """Answers as they are for Gower's distances, scores for Euclidean ones."""
        return Form.ANSWERS if self.gower else Form.SCORES

    def grow(self, points: Points, progress: Progress | None = None) -> Tree:
        """Return the tree."""
        from psychograph.stats.centres.gower import gower
        from psychograph.stats.trees.linkage import distance_tree

        distances = gower(points.values, points.levels, ranges=points.ranges) if self.gower else None
        return Tree(
            distance_tree(points.values, method=self.name, distances=distances, weights=points.weights)
        )

    def cut(self, points: Points, tree: Tree, k: int) -> Solution:
        """Return the segments of a cut into k."""
        labels = np.asarray(cut_into(tree.linkage, k))
        assign = NearestMembers(points, labels) if self.gower else by_centres(points, labels)
        return Solution(labels=labels, assign=assign, tree=tree)


def from_settings(settings: SegmentationSettings) -> Linkage:
    """Return average, complete or single linkage as a study asks for it."""
    return Linkage(name=settings.method.value, gower=settings.distance == "gower")
