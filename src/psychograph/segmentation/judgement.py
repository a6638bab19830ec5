"""The verdict on a segmentation."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from psychograph.segmentation.segmentation import SegmentStability, Verdict, VerdictKind
from psychograph.stats.resampling import Cluster, bootstrap_jaccard, null_silhouettes
from psychograph.stats.separation import silhouette

REPLICATES = 100
# Resamples draw at most this many respondents, so that judging 20,000 costs no more than 1,000.
LARGEST_RESAMPLE = 1_000
# Data sets without groups to compare with: many where they are small, fewer where each takes long.
NULL_WORK = 600_000  # answers, respondents times basis variables
FEWEST_NULL, MOST_NULL = 99, 999
STABLE = 0.75  # Hennig 2007: from here a segment counts as stable
PATTERN = 0.6  # Hennig 2007: below this it is not to be trusted
CHANCE = 0.05


def judge(
    scores: NDArray[np.float64],
    labels: NDArray[np.int64],
    cluster: Cluster,
    seed: int,
    weights: NDArray[np.float64] | None = None,
) -> tuple[tuple[SegmentStability, ...], Verdict]:
    """Judge a segmentation by its stability and against data without segments.

    Parameters
    ----------
    scores : ndarray of float64, shape (n, d)
        Standardised basis variables.
    labels : ndarray of int64, shape (n,)
        Segments 1 to k.
    cluster : Cluster
        The method.
    seed : int
        Seed of the resampling.
    weights : ndarray of float64, shape (n,), optional
        Of the respondents: overlaps and silhouettes are then those of the people they stand for.

    Returns
    -------
    tuple of SegmentStability
        One entry a segment.
    Verdict
        *natural* where the segments are stable and stand apart more than chance gives;
        *reproducible* where they are stable only; *constructed* where they stand apart or
        leave a pattern, without being stable; *none* otherwise.
    """
    for_stability, for_null = np.random.default_rng(seed).spawn(2)
    overlap = bootstrap_jaccard(
        scores,
        labels,
        cluster,
        replicates=REPLICATES,
        largest=LARGEST_RESAMPLE,
        rng=for_stability,
        weights=weights,
    )
    draws = int(np.clip(NULL_WORK // scores.size, FEWEST_NULL, MOST_NULL))
    null = null_silhouettes(
        scores, cluster, replicates=draws, largest=LARGEST_RESAMPLE, rng=for_null, weights=weights
    )
    stability = tuple(SegmentStability(segment, float(j)) for segment, j in enumerate(overlap, 1))
    return stability, _verdict(silhouette(scores, labels, weights), null, stability, len(labels))


def _verdict(
    width: float, null: NDArray[np.float64], stability: tuple[SegmentStability, ...], n: int
) -> Verdict:
    # The data count as one draw of the null, so that the share is never zero.
    share = (1 + int((null >= width).sum())) / (1 + len(null))
    weak = [part for part in stability if part.jaccard < STABLE]
    kind = kind_of(separated=share <= CHANCE, weakest=min(part.jaccard for part in stability))
    borderline = abs(share - CHANCE) <= 2 * math.sqrt(CHANCE * (1 - CHANCE) / len(null))
    text = _text(kind, weak, separated=share <= CHANCE, n=n)
    return Verdict(
        kind=kind,
        text=text + (" The comparison with chance is borderline." if borderline else ""),
        silhouette=width,
        null_silhouette=float(np.quantile(null, 1 - CHANCE)),
        null_share=share,
        null_draws=len(null),
        borderline=borderline,
    )


def kind_of(*, separated: bool, weakest: float) -> VerdictKind:
    """Return the judgement.

    Parameters
    ----------
    separated : bool
        Whether the segments stand further apart than data without groups do.
    weakest : float
        Stability of the least stable segment, 0 to 1.
    """
    if weakest >= STABLE:
        return VerdictKind.NATURAL if separated else VerdictKind.REPRODUCIBLE
    return VerdictKind.CONSTRUCTED if separated or weakest >= PATTERN else VerdictKind.NONE


def _text(kind: VerdictKind, weak: Sequence[SegmentStability], *, separated: bool, n: int) -> str:
    """Return the judgement in words; structure that was cut badly is told apart from none."""
    if kind is VerdictKind.NATURAL:
        return (
            "These look like real groups: they stand further apart than data without groups do, and come "
            "back when the answers are resampled."
        )
    if kind is VerdictKind.REPRODUCIBLE:
        return (
            f"These segments come back when the {n:,} answers are resampled, but stand no clearer apart than "
            "data without groups do: treat their borders as soft."
        )
    if kind is VerdictKind.NONE:
        return (
            "There is no sign that these segments exist: data without groups, cut the same way, look as "
            "separated, and resampled answers give other segments. Do not build on them."
        )
    if separated:
        named = ", ".join(f"segment {part.segment} ({part.jaccard:.0%})" for part in weak)
        return (
            "There is structure here, clearer than chance, but not all of it comes back when the answers are "
            f"resampled: {named}. The cut is probably one too many or too few; try another number."
        )
    return (
        "These segments are one useful way to cut a continuum, not groups that exist by themselves: they "
        "stand no clearer apart than data without groups, and resampled answers are cut elsewhere."
    )
