"""Putting further points to the nearest centre."""

from __future__ import annotations

from collections.abc import Callable

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


def by_centres(points: Points, labels: Labels) -> Callable[[Floats], Labels]:
    """Return what puts points to the nearest mean of the groups; among equals, to the first."""
    centres = centres_of(points.values, labels, points.weights)

    def assign(values: Floats) -> Labels:
        found = np.empty(len(values), dtype=np.int64)
        squares = (centres**2).sum(axis=1)
        chunk = max(1, CHUNK // len(centres))
        for start in range(0, len(values), chunk):
            part = values[start : start + chunk]
            found[start : start + chunk] = (squares - 2 * part @ centres.T).argmin(axis=1) + 1
        return found

    return assign
