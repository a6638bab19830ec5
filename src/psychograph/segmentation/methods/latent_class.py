"""Latent classes: people who give every answer with the same chances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

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
from psychograph.stats.mixtures.latent_class import latent_class
from psychograph.stats.mixtures.latent_class_fit import LatentClassFit
from psychograph.study.model import SegmentationSettings

STREAM = 22  # of the study's seed
STARTS, LIGHT_STARTS = 50, 5


@dataclass(frozen=True, eq=False)
class Posterior:
    """Tells how likely points are in each class."""

    fit: LatentClassFit

    def __call__(self, values: Floats) -> Floats:
        """Return the probability of each class for each point, shape (m, k)."""
        return self.fit.posterior(_as_codes(values))


@dataclass(frozen=True)
class LatentClass:
    """Latent class analysis of answers as categories; blanks count for nothing (stats.latent_class)."""

    starts: int = STARTS
    name: str = "latent_class"
    title: str = "latent class analysis"
    form: Form = Form.CODES
    most: int = 5_000_000

    def lighter(self) -> Method:
        """Return the method with fewer starts."""
        return replace(self, starts=min(self.starts, LIGHT_STARTS))

    def solve(
        self, points: Points, ks: Iterable[int], *, seed: int, progress: Progress | None = None
    ) -> Iterator[Solution]:
        """Yield the likeliest of the starts for every number of classes."""
        codes = _as_codes(points.values)
        for k in ks:
            found = latent_class(
                codes,
                points.levels,
                k,
                rng=np.random.default_rng([seed, STREAM, k]),
                starts=self.starts,
                weights=points.weights,
                progress=progress,
            )
            yield _solution(found, codes, points.weights)


def _solution(found: LatentClassFit, codes: NDArray[np.int64], weights: Floats | None) -> Solution:
    # A class that is nobody's likeliest is no segment: numbers close up.
    present = np.unique(found.labels)
    number = np.zeros(found.k + 1, dtype=np.int64)
    number[present] = np.arange(1, len(present) + 1)

    posterior = Posterior(found)
    answered = (codes >= 0).any(axis=1)
    theirs = None if weights is None else weights[answered]
    return Solution(
        labels=number[found.labels],
        assign=Likeliest(posterior, present - 1),
        memberships=found.memberships,
        posterior=posterior,
        model=ModelFit(
            log_likelihood=found.log_likelihood,
            parameters=found.parameters,
            n=found.n,
            entropy=found.entropy,
            uncertainty=uncertainty(found.memberships[answered], theirs),
            boundary=found.boundary,
            residuals=found.bivariate_residuals(codes, weights),
        ),
        starts=Starts(
            tuple(sorted(found.starts_log_likelihood.tolist(), reverse=True)),
            found.share_at_best,
            found.converged,
            found.iterations,
        ),
    )


def _as_codes(values: Floats) -> NDArray[np.int64]:
    return np.where(np.isfinite(values), values, -1).astype(np.int64)


def from_settings(settings: SegmentationSettings) -> LatentClass:
    """Return latent class analysis as a study asks for it."""
    return LatentClass(starts=settings.starts or STARTS)
