"""How surely respondents belong to their segments, and who is most like each segment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from psychograph.segmentation.segmentation import Segmentation
from psychograph.stats.weights import weighted_mean, weighted_share

MOST_TYPICAL = 3
# Nagin 2005, Group-Based Modeling of Development, ch. 5: members should belong with .70 on average.
SURE = 0.7


@dataclass(frozen=True)
class Membership:
    """The members of one segment.

    Parameters
    ----------
    segment : int
        The segment.
    typical : tuple of str
        Respondents nearest to its middle, the nearest first; of k-medoids, the one that stands for
        it before all others.
    certainty : float or None
        Mean probability with which members belong to it, 0 to 1; None where the method gives none.
    unsure : float or None
        Share of members who belong to it with less than 0.7; None likewise.
    """

    segment: int
    typical: tuple[str, ...]
    certainty: float | None
    unsure: float | None


def members_of(segmentation: Segmentation) -> tuple[Membership, ...]:
    """Return how surely respondents belong, segment by segment; by weight where they carry weights."""
    likeliest = _likeliest(segmentation)
    found = []
    for segment in segmentation.segments:
        mine = segmentation.labels == segment
        sure = likeliest[mine] if likeliest is not None else None
        weights = segmentation.weights[mine]
        found.append(
            Membership(
                segment,
                _typical(segmentation, segment),
                None if sure is None else float(weighted_mean(sure, weights)),
                None if sure is None else weighted_share(sure < SURE, weights),
            )
        )
    return tuple(found)


def share_unsure(segmentation: Segmentation) -> float | None:
    """Return the share of respondents who belong to their segment with less than 0.7."""
    likeliest = _likeliest(segmentation)
    return None if likeliest is None else weighted_share(likeliest < SURE, segmentation.weights)


def _likeliest(segmentation: Segmentation) -> np.ndarray | None:
    """Return the probability of each respondent's own segment, which is the likeliest."""
    memberships = segmentation.solution.memberships
    return None if memberships is None else memberships.max(axis=1)


def _typical(segmentation: Segmentation, segment: int) -> tuple[str, ...]:
    rows = np.flatnonzero(segmentation.labels == segment)
    places = segmentation.places[rows]
    middle = weighted_mean(places, segmentation.weights[rows])
    apart = np.round(np.linalg.norm(places - middle, axis=1), 9)  # equals differ by rounding
    if segmentation.solution.medoids is not None:
        apart[np.isin(rows, segmentation.solution.medoids)] = -1.0
    ids = np.array([segmentation.basis.respondents[row] for row in rows.tolist()])
    last = min(MOST_TYPICAL, len(apart)) - 1
    few = np.flatnonzero(apart <= np.partition(apart, last)[last])
    nearest = sorted(few.tolist(), key=lambda at: (apart[at], len(ids[at]), ids[at]))
    return tuple(str(ids[at]) for at in nearest[:MOST_TYPICAL])
