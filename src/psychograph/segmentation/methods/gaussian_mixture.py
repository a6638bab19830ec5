"""Gaussian mixtures: overlapping bell-shaped groups, also known as latent profiles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from psychograph.segmentation.method import (
    Floats,
    Form,
    Method,
    ModelFit,
    Points,
    Progress,
    Solution,
    Starts,
)
from psychograph.segmentation.methods.likeliest import Likeliest, uncertainty
from psychograph.stats.mixtures.gaussian_columns import Covariance
from psychograph.stats.mixtures.gaussian_mixture import gaussian_mixture
from psychograph.stats.mixtures.gaussian_mixture_fit import GaussianMixtureFit
from psychograph.study.model import SegmentationSettings

STREAM = 23  # of the study's seed
STARTS, LIGHT_STARTS = 20, 3


@dataclass(frozen=True)
class GaussianMixture:
    """A Gaussian mixture on standardised numbers (stats.gaussian_mixture)."""

    starts: int = STARTS
    covariance: Covariance = "diagonal"
    name: str = "gaussian_mixture"
    form: Form = Form.SCORES
    most: int = 1_000_000

    @property
    def title(self) -> str:
        """Name in sentences."""
        return f"Gaussian mixture with {self.covariance} covariances"

    def lighter(self) -> Method:
        """Return the method with fewer starts."""
        return replace(self, starts=min(self.starts, LIGHT_STARTS))

    def solve(
        self, points: Points, ks: Iterable[int], *, seed: int, progress: Progress | None = None
    ) -> Iterator[Solution]:
        """Yield the likeliest of the starts for every number of groups."""
        for k in ks:
            yield _solution(
                gaussian_mixture(
                    points.values,
                    k,
                    rng=np.random.default_rng([seed, STREAM, k]),
                    covariance=self.covariance,
                    starts=self.starts,
                    weights=points.weights,
                    progress=progress,
                ),
                points.weights,
            )


def _solution(found: GaussianMixtureFit, weights: Floats | None) -> Solution:
    present = np.unique(found.labels)  # a group that is nobody's likeliest is no segment
    number = np.zeros(len(found.shares) + 1, dtype=np.int64)
    number[present] = np.arange(1, len(present) + 1)

    return Solution(
        labels=number[found.labels],
        assign=Likeliest(found.posterior, present - 1),
        memberships=found.memberships,
        posterior=found.posterior,
        model=ModelFit(
            log_likelihood=found.log_likelihood,
            parameters=found.parameters,
            n=found.n,
            entropy=found.entropy,
            uncertainty=uncertainty(found.memberships, weights),
            boundary=int(found.boundary.sum()),
        ),
        starts=Starts(
            _kept(found),
            found.share_at_best,
            found.converged,
            found.iterations,
        ),
    )


def _kept(found: GaussianMixtureFit) -> tuple[float, ...]:
    """Return what starts reached, best first, but for those that collapsed onto a few people."""
    sound = ~found.starts_collapsed
    reached = found.starts_log_likelihood[sound if sound.any() else slice(None)]
    return tuple(sorted(reached.tolist(), reverse=True))


def from_settings(settings: SegmentationSettings) -> GaussianMixture:
    """Return a Gaussian mixture as a study asks for it."""
    return GaussianMixture(starts=settings.starts or STARTS, covariance=settings.covariance)
