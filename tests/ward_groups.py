"""Ward's method as resampling repeats it, for tests that need a method to repeat."""

from __future__ import annotations

from psychograph.segmentation.method import Floats, Labels, Points, refit
from psychograph.segmentation.methods.ward import Ward


def cluster(values: Floats, k: int, *, weights: Floats | None = None) -> Labels:
    """Standardise, join by Ward's method and cut into k, or into as many as differ."""
    return refit(Ward(), Points(values).like(values, weights).standardised(), k, seed=0).labels
