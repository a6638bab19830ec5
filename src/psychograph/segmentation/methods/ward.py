"""Ward's method: join what loses least, cut the tree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from psychograph.segmentation.method import Form, Points, Progress, Solution, Tree
from psychograph.segmentation.methods.centres import by_centres
from psychograph.segmentation.methods.cuts import Cuts
from psychograph.stats.trees.ward import cut_into, ward_tree
from psychograph.study.model import SegmentationSettings


@dataclass(frozen=True)
class Ward(Cuts):
    """Ward's tree, and where asked k-means from the cut (Husson, Josse & Pages 2010: HCPC).

    Consolidating moves respondents to the nearest centre, so the segments are a little tighter than
    those of the tree, and no longer what a cut of it gives.
    """

    consolidate: bool = False
    name: str = "ward"
    form: Form = Form.SCORES
    most: int = 2_000_000

    @property
    def title(self) -> str:
        """Name in sentences."""
        return "Ward's method" + (", consolidated by k-means" if self.consolidate else "")

    def grow(self, points: Points, progress: Progress | None = None) -> Tree:
        """Return the tree."""
        return Tree(ward_tree(points.values, points.weights, progress))

    def cut(self, points: Points, tree: Tree, k: int) -> Solution:
        """Return the segments of a cut into k, consolidated where asked."""
        labels = np.asarray(cut_into(tree.linkage, k))
        if self.consolidate:
            from psychograph.stats.centres.kmeans import consolidate

            labels = consolidate(points.values, labels, points.weights).labels
        return Solution(labels=labels, assign=by_centres(points, labels), tree=tree)


def from_settings(settings: SegmentationSettings) -> Ward:
    """Return Ward's method as a study asks for it."""
    return Ward(consolidate=settings.consolidate)
