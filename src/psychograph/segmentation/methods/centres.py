"""Putting further points to the nearest centre."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from psychograph.segmentation.method import Floats, Labels, Points
from psychograph.stats.weights import weighted_mean

CHUNK = 4_000_000  # differences held at a time: 32 MB


def centres_of(values: Floats, labels: Labels, weights: Floats | None) -> Floats:
    """Return the mean of every group, shape (k, d)."""
    k = int(labels.max())
    return np.array(
        [
            weighted_mean(values[labels == g], None if weights is None else weights[labels == g])
            for g in range(1, k + 1)
        ]
    )


@dataclass(frozen=True, eq=False)
class NearestCentre:
    """Puts points to the nearest of some centres; among equals, to the first."""

    centres: Floats

    def __call__(self, values: Floats) -> Labels:
        """Return the segment of each point, from 1."""
        found = np.empty(len(values), dtype=np.int64)
        squares = (self.centres**2).sum(axis=1)
        chunk = max(1, CHUNK // len(self.centres))
        for start in range(0, len(values), chunk):
            part = values[start : start + chunk]
            found[start : start + chunk] = (squares - 2 * part @ self.centres.T).argmin(axis=1) + 1
        return found


def by_centres(points: Points, labels: Labels) -> NearestCentre:
    """Return what puts points to the nearest mean of the groups."""
    return NearestCentre(centres_of(points.values, labels, points.weights))
