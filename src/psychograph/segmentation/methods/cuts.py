"""What methods share that grow one tree: their solutions are cuts of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Self

from psychograph.segmentation.method import Points, Progress, Solution, Tree


class Cuts(ABC):
    """Solutions from `grow` and `cut`, which a method states."""

    @abstractmethod
    def grow(self, points: Points, progress: Progress | None = None) -> Tree:
        """Return the tree."""

    @abstractmethod
    def cut(self, points: Points, tree: Tree, k: int) -> Solution:
        """Return the segments of a cut into k."""

    def lighter(self) -> Self:
        """Return the method itself: it has no starts."""
        return self

    def solve(
        self, points: Points, ks: Iterable[int], *, seed: int, progress: Progress | None = None
    ) -> Iterator[Solution]:
        """Yield cuts of one tree."""
        tree = self.grow(points, progress)
        for k in ks:
            yield self.cut(points, tree, k)
