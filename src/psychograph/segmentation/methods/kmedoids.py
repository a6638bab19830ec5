"""k-medoids: respondents who are most like the others, on distances that take categories and blanks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from psychograph.segmentation.method import Floats, Form, Labels, Method, Points, Progress, Solution, Starts
from psychograph.stats.centres.gower import expected_dissimilarity, gower_to
from psychograph.study.model import SegmentationSettings

STREAM = 24  # of the study's seed
STARTS, LIGHT_STARTS = 10, 2


@dataclass(frozen=True, eq=False)
class NearestMedoid:
    """Puts points to the nearest of some medoids; among equals, to the first."""

    medoids: Floats
    levels: tuple[int, ...]
    ranges: Floats | None
    unknown: float

    def __call__(self, values: Floats) -> Labels:
        """Return the segment of each point, from 1."""
        apart = gower_to(values, self.medoids, self.levels, ranges=self.ranges, unknown=self.unknown)
        nearest: Labels = apart.argmin(axis=1) + 1
        return nearest


@dataclass(frozen=True)
class KMedoids:
    """k-medoids on Gower's distances (stats.medoids); beyond 20,000 respondents by samples."""

    starts: int = STARTS
    name: str = "kmedoids"
    title: str = "k-medoids on Gower distances"
    form: Form = Form.ANSWERS
    most: int = 1_000_000

    def lighter(self) -> Method:
        """Return the method with fewer starts."""
        return replace(self, starts=min(self.starts, LIGHT_STARTS))

    def solve(
        self, points: Points, ks: Iterable[int], *, seed: int, progress: Progress | None = None
    ) -> Iterator[Solution]:
        """Yield the best of the starts for every number of segments."""
        from psychograph.stats.centres.medoids import gower_medoids

        unknown = expected_dissimilarity(points.values, points.levels, ranges=points.ranges)
        wanted = list(ks)
        for done, k in enumerate(wanted, 1):
            found = gower_medoids(
                points.values,
                points.levels,
                k,
                rng=np.random.default_rng([seed, STREAM, k]),
                starts=self.starts,
                weights=points.weights,
                ranges=points.ranges,
            )
            yield Solution(
                labels=found.labels,
                assign=NearestMedoid(points.values[found.medoids], points.levels, points.ranges, unknown),
                medoids=found.medoids,
                starts=Starts(
                    tuple(sorted(found.starts_cost.tolist())),
                    found.share_at_best,
                    found.converged,
                    0,
                ),
                approximate="Medoids were sought in samples of the respondents, since all pairs are too many."
                if found.approximate
                else "",
            )
            if progress is not None:
                progress(done / len(wanted))


def from_settings(settings: SegmentationSettings) -> KMedoids:
    """Return k-medoids as a study asks for it."""
    return KMedoids(starts=settings.starts or STARTS)
