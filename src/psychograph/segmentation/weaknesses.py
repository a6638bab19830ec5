"""Weaknesses of a segmentation, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from psychograph.findings import Finding, Severity, by_severity
from psychograph.quoting import listed
from psychograph.responses.attributes import Attributes
from psychograph.segmentation.judgement import PATTERN, STABLE
from psychograph.segmentation.method import Solution
from psychograph.segmentation.segmentation import SegmentStability
from psychograph.stats.spreading import skewness
from psychograph.stats.weights import effective_n, weighted_mean, weighted_variance
from psychograph.study.model import AttributeScaling, Missing

SMALL_SEGMENT = 30
TINY_SEGMENT = 5
# Dolnicar, Gruen, Leisch & Schmidt 2014, J Travel Res 53:296: at least 70 respondents a basis variable.
RESPONDENTS_PER_VARIABLE = 70
# A segment this far above the mean, in standard deviations, on every one of so many variables.
ONE_SIDED = 0.25
ONE_SIDED_VARIABLES = 4
SKEWED = 2.0  # skewness of an exponential distribution; amounts are often beyond
NEAR_DUPLICATE = 0.97  # correlation from which two columns count twice rather than add
MOST_NAMED = 5
FEWEST_TO_DOMINATE = 3
# Shares of variance that lie between segments, from which one variable counts as all there is.
DOMINANT, NEGLIGIBLE = 0.6, 0.15
RARE_BEST = 0.1  # of the starts
FEWEST_COMPLETE = 10  # respondents without blanks, to correlate columns


def warn(
    basis: Attributes,
    solution: Solution,
    stability: Sequence[SegmentStability],
    left_out: Sequence[str],
    *,
    blanks: Missing = Missing.LEAVE_OUT,
) -> tuple[Finding, ...]:
    """Return the weaknesses of a segmentation, the most serious first."""
    labels = solution.labels
    numbers = basis.select(basis.numbers)
    built = numbers.spread_out()  # what distances were taken of
    found = [
        *_unstable(stability),
        *_small_segments(basis, labels),
        *_small_sample(basis),
        *_left_out(left_out, len(basis), blanks),
        *(_tied_cut(solution.tree.linkage, solution.k) if solution.tree is not None else ()),
        *_search(solution),
        *_dominant_variable(built, labels),
        *_one_sided(built, labels),
        *_near_duplicates(built),
        *_skewed(numbers),
    ]
    return by_severity(found)


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


def _small_segments(basis: Attributes, labels: NDArray[np.int64]) -> Iterator[Finding]:
    """Warn of segments whose figures rest on few people; unequal weights make them fewer."""
    for segment, size in enumerate(np.bincount(labels)[1:].tolist(), 1):
        worth = effective_n(basis.weights[labels == segment])
        if worth < SMALL_SEGMENT:
            yield Finding(
                "tiny-segment" if worth < TINY_SEGMENT else "small-segment",
                Severity.SERIOUS if worth < TINY_SEGMENT else Severity.CAUTION,
                f"Segment {segment} has {size} respondent{'' if size == 1 else 's'}"
                + (f", worth {worth:.0f} after weighting" if round(worth) < size else "")
                + f"; below {SMALL_SEGMENT} "
                "a persona is exploratory: confirm it with more answers before money follows it.",
                segment,
            )


def _small_sample(basis: Attributes) -> Iterator[Finding]:
    n, d = basis.values.shape
    worth = effective_n(basis.weights)
    if worth < RESPONDENTS_PER_VARIABLE * d:
        yield Finding(
            "small-sample",
            Severity.CAUTION if worth >= 10 * d else Severity.SERIOUS,
            f"{n} respondents{f', worth {worth:.0f} after weighting,' if round(worth) < n else ''} "
            f"for {d} basis variables. Simulations recommend {RESPONDENTS_PER_VARIABLE} for "
            f"each variable, {RESPONDENTS_PER_VARIABLE * d:,} in all: collect more answers or drop some.",
        )


def _left_out(left_out: Sequence[str], kept: int, blanks: Missing) -> Iterator[Finding]:
    if left_out:
        named = ", ".join(left_out[:MOST_NAMED]) + (", ..." if len(left_out) > MOST_NAMED else "")
        share = len(left_out) / (len(left_out) + kept)
        why = (
            "left a basis variable blank"
            if blanks is Missing.LEAVE_OUT
            else "answered too few basis variables" + (" to impute" if blanks is Missing.IMPUTE else "")
        )
        yield Finding(
            "left-out",
            Severity.CAUTION if share > 0.1 else Severity.NOTE,
            f"{len(left_out)} of {len(left_out) + kept} respondents ({share:.0%}) {why} "
            f"and were not segmented: {named}.",
        )


def _tied_cut(linkage: NDArray[np.float64], k: int) -> Iterator[Finding]:
    n = len(linkage) + 1
    if k < n and np.isclose(linkage[n - k - 1, 2], linkage[n - k, 2], rtol=1e-9):
        yield Finding(
            "tied-cut",
            Severity.CAUTION,
            f"The cut into {k} falls between merges of equal height, so other segments are as good; "
            "another number of segments avoids the tie.",
        )


def _search(solution: Solution) -> Iterator[Finding]:
    """Warn of a search whose best may not be the best there is."""
    starts, model = solution.starts, solution.model
    if solution.approximate:
        yield Finding("approximate", Severity.NOTE, solution.approximate)
    if starts is not None and not starts.converged:
        yield Finding(
            "not-converged",
            Severity.SERIOUS,
            f"The search had not settled after {starts.iterations:,} steps: the segments may still move.",
        )
    if starts is not None and len(starts.results) > 1 and starts.share_at_best < RARE_BEST:
        yield Finding(
            "local-optima",
            Severity.CAUTION,
            f"Only {starts.share_at_best:.0%} of {len(starts.results):,} starts reached the best solution; "
            "a better one may be there. Raise `starts`, or try fewer segments.",
        )
    if model is not None and model.boundary:
        yield Finding(
            "boundary",
            Severity.NOTE,
            f"{model.boundary} of {model.parameters:,} parameters ended at the edge of what is "
            "possible, such as an answer that nobody of a segment is expected to give. In a small sample "
            "that says more about the sample than about people.",
        )


def _one_sided(basis: Attributes, labels: NDArray[np.int64]) -> Iterator[Finding]:
    """Warn of a segment that is high on everything: the symptom of a way of answering."""
    if len(basis.names) < ONE_SIDED_VARIABLES:
        return
    above = _above_all(basis, labels)
    for segment in np.flatnonzero(above.min(axis=1) > ONE_SIDED) + 1:
        yield Finding(
            "one-sided",
            Severity.CAUTION,
            f"Segment {segment} is above the others on every basis variable: that may be a way of "
            "answering (agreeing with all), not a kind of person; reverse-scored items would tell.",
            int(segment),
        )


def _dominant_variable(basis: Attributes, labels: NDArray[np.int64]) -> Iterator[Finding]:
    """Warn where one variable alone tells segments apart: the others do next to nothing."""
    if len(basis.names) < FEWEST_TO_DOMINATE:
        return
    above, n = _above_all(basis, labels), len(labels)
    shares = np.array([basis.weights[labels == s].sum() for s in range(1, len(above) + 1)]) / n
    explained = shares @ above**2  # eta squared of every variable
    first, second = np.sort(explained)[[-1, -2]]
    if first >= DOMINANT and second <= NEGLIGIBLE:
        yield Finding(
            "dominant-variable",
            Severity.CAUTION,
            f"{basis.names[int(explained.argmax())]} alone makes the segments: it differs by segment in "
            f"{first:.0%} of its variance, every other basis variable in {second:.0%} at most. "
            "Cutting that variable by itself would do as well.",
        )


def _above_all(basis: Attributes, labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return how far each segment is above everybody, in standard deviations, shape (k, d)."""
    found = np.empty((int(labels.max()), len(basis.names)))
    for j, column in enumerate(basis.values.T):
        given = np.isfinite(column)
        mean = weighted_mean(column[given], basis.weights[given])
        sd = np.sqrt(weighted_variance(column[given], basis.weights[given]))
        for segment in range(1, len(found) + 1):
            mine = given & (labels == segment)
            found[segment - 1, j] = (
                (weighted_mean(column[mine], basis.weights[mine]) - mean) / sd if mine.any() else 0.0
            )
    return found


def _skewed(basis: Attributes) -> Iterator[Finding]:
    """Warn of skewed figures that build segments as they are: a few large ones make all distances."""
    found = [
        (name, skewness(basis.column(name)), bool(np.nanmin(basis.column(name)) >= 0))
        for name in basis.names
        if basis.scale(name) is None and basis.scaling(name) is AttributeScaling.NONE
    ]
    skewed = [(name, skew, positive) for name, skew, positive in found if skew > SKEWED]
    if skewed:
        one = len(skewed) == 1
        named = listed(f"{name} ({skew:.1f})" for name, skew, _ in skewed)
        scaling = "log" if all(positive for _, _, positive in skewed) else "rank"
        yield Finding(
            "skewed-basis",
            Severity.CAUTION,
            f"In the basis as {'it is' if one else 'they are'}, and skewed (above {SKEWED:g}): {named}. A "
            "few very large figures then make the distances, and often a segment of their own: write "
            f"scaling: {scaling} for {'it' if one else 'them'}.",
        )


def _near_duplicates(basis: Attributes) -> Iterator[Finding]:
    """Warn of variables that say the same twice: together they weigh double."""
    if len(basis.names) > len(basis) or len(basis.names) < 2:
        return  # every correlation is near one somewhere, and the sample is too small anyway
    whole = basis.values[np.isfinite(basis.values).all(axis=1)]
    if len(whole) < FEWEST_COMPLETE or not (np.ptp(whole, axis=0) > 0).all():
        return
    alike = np.abs(np.corrcoef(whole, rowvar=False))
    pairs = np.argwhere(np.triu(alike >= NEAR_DUPLICATE, 1))
    for one, other in pairs[:MOST_NAMED]:
        yield Finding(
            "near-duplicate",
            Severity.CAUTION,
            f"{basis.names[one]} and {basis.names[other]} correlate at {alike[one, other]:.2f}: together "
            "they weigh double in the segments. Average them, or leave one out.",
        )
