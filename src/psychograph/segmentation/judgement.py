"""The verdict on a segmentation, and its weaknesses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from psychograph.findings import Finding, Severity
from psychograph.responses.attributes import Attributes
from psychograph.segmentation.segmentation import SegmentStability, Verdict, VerdictKind
from psychograph.stats.resampling import Cluster, bootstrap_jaccard, null_silhouettes
from psychograph.stats.separation import silhouette
from psychograph.stats.ward import standardise

REPLICATES = 100
# Resamples draw at most this many respondents, so that judging 20,000 costs no more than 1,000.
LARGEST_RESAMPLE = 1_000
STABLE = 0.75  # Hennig 2007: from here a segment counts as stable
PATTERN = 0.6  # Hennig 2007: below this it is not to be trusted
CHANCE = 0.05
SMALL_SEGMENT = 30
TINY_SEGMENT = 5
# Dolnicar, Gruen, Leisch & Schmidt 2014, J Travel Res 53:296: at least 70 respondents a basis variable.
RESPONDENTS_PER_VARIABLE = 70
# A segment this far above the mean, in standard deviations, on every one of so many variables.
ONE_SIDED = 0.25
ONE_SIDED_VARIABLES = 4
MOST_NAMED = 5


def judge(
    scores: NDArray[np.float64], labels: NDArray[np.int64], cluster: Cluster, seed: int
) -> tuple[tuple[SegmentStability, ...], Verdict]:
    """Judge a segmentation by its stability and against data without segments.

    Parameters
    ----------
    scores : ndarray of float64, shape (n, d)
        Standardised basis variables.
    labels : ndarray of int64, shape (n,)
        Segments 1 to k.
    cluster : callable
        The method, from points to segments.
    seed : int
        Seed of the resampling.

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
        scores, labels, cluster, replicates=REPLICATES, largest=LARGEST_RESAMPLE, rng=for_stability
    )
    null = null_silhouettes(
        scores, cluster, replicates=REPLICATES - 1, largest=LARGEST_RESAMPLE, rng=for_null
    )
    width = silhouette(scores, labels)
    # The data count as one draw of the null, so that the share is never zero.
    share = (1 + int((null >= width).sum())) / REPLICATES
    kind = _kind(separated=share <= CHANCE, weakest=float(overlap.min()))
    return (
        tuple(SegmentStability(segment, float(j)) for segment, j in enumerate(overlap, 1)),
        Verdict(kind, VERDICTS[kind], width, float(np.quantile(null, 1 - CHANCE)), share),
    )


VERDICTS = {
    VerdictKind.NATURAL: "These look like real groups: they stand further apart than data without groups "
    "do, and other samples of these people give the same ones.",
    VerdictKind.REPRODUCIBLE: "These segments can be found again in other samples of these people, but they "
    "do not stand clearly apart: treat their borders as soft.",
    VerdictKind.CONSTRUCTED: "These segments are one useful way to cut a continuum, not groups that exist by "
    "themselves: other samples of these people would be cut in other places.",
    VerdictKind.NONE: "There is no sign of segments here: data without any groups look as separated, and "
    "other samples give other segments. Do not build on these.",
}


def _kind(*, separated: bool, weakest: float) -> VerdictKind:
    if weakest >= STABLE:
        return VerdictKind.NATURAL if separated else VerdictKind.REPRODUCIBLE
    return VerdictKind.CONSTRUCTED if separated or weakest >= PATTERN else VerdictKind.NONE


def warn(
    basis: Attributes,
    labels: NDArray[np.int64],
    linkage: NDArray[np.float64],
    stability: Sequence[SegmentStability],
    left_out: Sequence[str],
) -> tuple[Finding, ...]:
    """Return the weaknesses of a segmentation, the most serious first."""
    found = [
        *_unstable(stability),
        *_small_segments(labels),
        *_small_sample(basis),
        *_left_out(left_out, len(basis)),
        *_tied_cut(linkage, int(labels.max())),
        *_one_sided(basis, labels),
    ]
    order = [Severity.SERIOUS, Severity.CAUTION, Severity.NOTE]
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


def _unstable(stability: Sequence[SegmentStability]) -> Iterator[Finding]:
    for part in stability:
        if part.jaccard < STABLE:
            severity = Severity.SERIOUS if part.jaccard < PATTERN else Severity.CAUTION
            yield Finding(
                "unstable-segment",
                severity,
                f"Segment {part.segment} is not stable: resampled answers share {part.jaccard:.0%} of its "
                f"members on average; {STABLE:.0%} is the usual bar.",
                part.segment,
            )


def _small_segments(labels: NDArray[np.int64]) -> Iterator[Finding]:
    for segment, size in enumerate(np.bincount(labels)[1:].tolist(), 1):
        if size < SMALL_SEGMENT:
            yield Finding(
                "tiny-segment" if size < TINY_SEGMENT else "small-segment",
                Severity.SERIOUS if size < TINY_SEGMENT else Severity.CAUTION,
                f"Segment {segment} has {size} respondent{'' if size == 1 else 's'}; below {SMALL_SEGMENT} "
                "a persona is exploratory: confirm it with more answers before money follows it.",
                segment,
            )


def _small_sample(basis: Attributes) -> Iterator[Finding]:
    n, d = basis.values.shape
    if n < RESPONDENTS_PER_VARIABLE * d:
        yield Finding(
            "small-sample",
            Severity.CAUTION if n >= 10 * d else Severity.SERIOUS,
            f"{n} respondents for {d} basis variables. Simulations recommend {RESPONDENTS_PER_VARIABLE} for "
            f"each variable, {RESPONDENTS_PER_VARIABLE * d:,} in all: collect more answers or drop some.",
        )


def _left_out(left_out: Sequence[str], kept: int) -> Iterator[Finding]:
    if left_out:
        named = ", ".join(left_out[:MOST_NAMED]) + (", ..." if len(left_out) > MOST_NAMED else "")
        share = len(left_out) / (len(left_out) + kept)
        yield Finding(
            "left-out",
            Severity.CAUTION if share > 0.1 else Severity.NOTE,
            f"{len(left_out)} of {len(left_out) + kept} respondents ({share:.0%}) left a basis variable "
            f"blank and were not segmented: {named}.",
        )


def _tied_cut(linkage: NDArray[np.float64], k: int) -> Iterator[Finding]:
    n = len(linkage) + 1
    if k < n and np.isclose(linkage[n - k - 1, 2], linkage[n - k, 2], rtol=1e-9):
        yield Finding(
            "tied-cut",
            Severity.CAUTION,
            f"The cut into {k} falls between merges of equal height, so another order of the rows could "
            "give other segments; another number of segments avoids the tie.",
        )


def _one_sided(basis: Attributes, labels: NDArray[np.int64]) -> Iterator[Finding]:
    """Warn of a segment that is high on everything: the symptom of a way of answering."""
    if len(basis.names) < ONE_SIDED_VARIABLES:
        return
    scores = standardise(basis.values)
    for segment in range(1, int(labels.max()) + 1):
        if scores[labels == segment].mean(axis=0).min() > ONE_SIDED:
            yield Finding(
                "one-sided",
                Severity.CAUTION,
                f"Segment {segment} is above the others on every basis variable: that may be a way of "
                "answering (agreeing with all), not a kind of person; reverse-scored items would tell.",
                segment,
            )
