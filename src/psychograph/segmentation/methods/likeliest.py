"""Putting further points to the likeliest class of a model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.segmentation.method import Floats, Labels


@dataclass(frozen=True, eq=False)
class Likeliest:
    """Puts points to the likeliest of the classes that are segments; among equals, to the first.

    Parameters
    ----------
    posterior : callable
        From points to the probability of each class, shape (m, k).
    segments : ndarray of int64
        Classes, from 0, that are somebody's likeliest.
    """

    posterior: Callable[[Floats], Floats]
    segments: NDArray[np.int64]

    def __call__(self, values: Floats) -> Labels:
        """Return the segment of each point, from 1."""
        if not len(values):
            return np.empty(0, dtype=np.int64)
        likeliest: Labels = self.posterior(values)[:, self.segments].argmax(axis=1) + 1
        return likeliest


def uncertainty(memberships: Floats, weights: Floats | None) -> float:
    """Return the sum of -p ln p over memberships, weighted."""
    terms = -(memberships * np.log(np.clip(memberships, 1e-300, None))).sum(axis=1)
    return float(terms.sum() if weights is None else (terms * weights / weights.mean()).sum())
