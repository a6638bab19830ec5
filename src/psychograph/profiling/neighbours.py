"""How far segments run into each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from psychograph.segmentation.segmentation import Segmentation
from psychograph.stats.weights import weighted_mean


@dataclass(frozen=True)
class Neighbour:
    """The segment that lies nearest to another.

    Parameters
    ----------
    segment : int
        The nearest segment, by distance of the centres.
    nearer_to_it : int
        Members who lie nearer to that centre than to their own.
    """

    segment: int
    nearer_to_it: int


def neighbours(segmentation: Segmentation) -> dict[int, Neighbour]:
    """Return the nearest segment of every segment; centres are those of the people members stand for.

    Of segments that lie equally near, that with the lower centre is taken, coordinate by coordinate, so
    that the numbers of the segments do not matter. A member who lies halfway is not nearer to the other.
    """
    labels, weights = segmentation.labels, segmentation.weights
    scores = segmentation.places
    centres = np.array(
        [
            weighted_mean(scores[labels == segment], weights[labels == segment])
            for segment in segmentation.segments
        ]
    )
    apart = np.linalg.norm(centres[:, None] - centres[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    found = {}
    for own, segment in enumerate(segmentation.segments):
        other = min(
            range(len(centres)),
            key=lambda at: (round(float(apart[own, at]), 9), centres[at].round(9).tolist()),
        )
        members = scores[labels == segment]
        nearer = (
            np.linalg.norm(members - centres[other], axis=1)
            < np.linalg.norm(members - centres[own], axis=1) - 1e-9
        )
        found[segment] = Neighbour(segmentation.segments[other], int(nearer.sum()))
    return found
