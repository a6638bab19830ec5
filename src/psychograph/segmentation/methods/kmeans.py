"""k-means: centres from which squared distances are least."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from psychograph.segmentation.method import Form, Method, Points, Progress, Solution, Starts
from psychograph.segmentation.methods.centres import by_centres
from psychograph.study.model import SegmentationSettings

STREAM = 21  # of the study's seed
STARTS, LIGHT_STARTS = 50, 3


@dataclass(frozen=True)
class KMeans:
    """k-means from many starts, the one with the least within sum of squares (stats.kmeans).

    `compiled` says whether kernels do the work, which changes nothing but the time; None leaves it
    to the number of respondents.
    """

    starts: int = STARTS
    compiled: bool | None = None
    name: str = "kmeans"
    title: str = "k-means"
    form: Form = Form.SCORES
    most: int = 20_000_000

    def lighter(self) -> Method:
        """Return the method with fewer starts."""
        return replace(self, starts=min(self.starts, LIGHT_STARTS))

    def solve(
        self, points: Points, ks: Iterable[int], *, seed: int, progress: Progress | None = None
    ) -> Iterator[Solution]:
        """Yield the best of the starts for every number of segments."""
        from psychograph.stats.centres.kmeans import kmeans

        wanted = list(ks)
        for done, k in enumerate(wanted, 1):
            rng = np.random.default_rng([seed, STREAM, k])
            found = kmeans(
                points.values,
                k,
                starts=self.starts,
                rng=rng,
                weights=points.weights,
                compiled=self.compiled,
            )
            yield Solution(
                labels=found.labels,
                assign=by_centres(points, found.labels),
                starts=Starts(
                    tuple(sorted(found.starts_within.tolist())),
                    found.share_at_best,
                    found.converged,
                    found.iterations,
                ),
            )
            if progress is not None:
                progress(done / len(wanted))


def from_settings(settings: SegmentationSettings) -> KMeans:
    """Return k-means as a study asks for it."""
    return KMeans(starts=settings.starts or STARTS)
