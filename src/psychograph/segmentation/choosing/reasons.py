"""What speaks for and against a candidate, in sentences."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from psychograph.quoting import listed
from psychograph.segmentation.choosing.candidate import FEW, TINY, Candidate, Flag

if TYPE_CHECKING:
    from psychograph.segmentation.choosing.sweep import Sweep

# Steinley 2004: .90 excellent, .80 good, .65 moderate. Hennig 2007: a segment from .75 stable, .60 a
# pattern. Tibshirani & Walther 2005: prediction strength from .80.
EXCELLENT, GOOD, MODERATE = 0.90, 0.80, 0.65
STABLE, PATTERN = 0.75, 0.60
PREDICTED = 0.80
VALLEY = 0.2  # fall of the density between two segments, from which the verdict calls it a valley

# The criteria that choose a number by being best, which way round, and their names in sentences.
BEST: tuple[tuple[str, Callable[..., float], str], ...] = (
    ("silhouette", max, "silhouette"),
    ("calinski_harabasz", max, "Calinski-Harabasz"),
    ("davies_bouldin", min, "Davies-Bouldin"),
    ("bic", min, "BIC"),
    ("icl", min, "ICL"),
)


def in_words(agreement: float) -> str:
    """Return what an adjusted Rand index is called.

    Examples
    --------
    >>> in_words(0.95), in_words(0.7), in_words(0.3)
    ('excellent', 'moderate', 'poor')
    """
    shown = round(agreement, 2)  # as it is printed beside the word
    if shown >= EXCELLENT:
        return "excellent"
    return "good" if shown >= GOOD else "moderate" if shown >= MODERATE else "poor"


def criteria_for(sweep: Sweep, candidate: Candidate) -> tuple[str, ...]:
    """Return the criteria that are best at this number of segments, among those of the same method.

    The least and the largest number that were tried do not count: most criteria only rise or fall
    where there is nothing to find.
    """
    same = sweep.of(candidate.method)
    inner = 0 < same.index(candidate) < len(same) - 1
    found = []
    for name, best, words in BEST:
        values = [getattr(one.criteria, name) for one in same]
        mine = getattr(candidate.criteria, name)
        if inner and all(map(math.isfinite, values)) and mine == best(values):
            found.append(words)
    across = next(across for across in sweep.across if across.method == candidate.method)
    if across.gap_choice == candidate.k:
        found.append("gap statistic")
    strong = [one.k for one in same if one.criteria.prediction_strength >= PREDICTED]
    if inner and strong and max(strong) == candidate.k:
        found.append("prediction strength")
    return tuple(found)


def supporting(sweep: Sweep, candidate: Candidate, *, peak: bool) -> Iterator[str]:
    """Yield what speaks for a candidate."""
    stability = candidate.stability
    if round(stability.mean, 2) >= MODERATE:
        yield _stability(candidate)
    if peak:
        yield f"More stable than {_neighbours(sweep, candidate)}."
    if min(stability.segments) >= STABLE:
        least = f"{stability.weakest:.2f}"
        overlap = least if least == "1.00" else f"{least} or more"
        yield f"Each of its segments is found again (overlap {overlap})."
    agreeing = criteria_for(sweep, candidate)
    if agreeing:
        yield f"Best by {listed(agreeing)} too."


def _stability(candidate: Candidate) -> str:
    mean, (low, high) = candidate.stability.mean, candidate.stability.span
    shown = round(mean, 2)
    same = "much the same" if shown >= GOOD else "similar" if shown >= MODERATE else "other"
    return (
        f"Other people like these would give {same} segments: agreement {mean:.2f}, {in_words(mean)} "
        f"({low:.2f} to {high:.2f} in eight pairs of samples out of ten)."
    )


def _neighbours(sweep: Sweep, candidate: Candidate) -> str:
    same = sweep.of(candidate.method)
    at = same.index(candidate)
    beside = [same[i] for i in (at - 1, at + 1) if 0 <= i < len(same)]
    return listed(f"{one.k} segments ({one.stability.mean:.2f})" for one in beside)


def against(candidate: Candidate) -> Iterator[str]:
    """Yield what speaks against a candidate."""
    segments = candidate.stability.segments
    if round(candidate.stability.mean, 2) < MODERATE:
        yield _stability(candidate)
    weak = [f"{at} ({found:.2f})" for at, found in enumerate(segments, 1) if not found >= PATTERN]
    if len(weak) == len(segments):
        yield f"None of its segments is found again well (overlap {max(segments):.2f} at best)."
    elif weak:
        some, are = ("Segment", "is") if len(weak) == 1 else ("Segments", "are")
        yield (
            f"{some} {listed(weak)} {are} seldom found again (overlap; below {PATTERN:.2f} not to be "
            "trusted)."
        )
    yield from _awkward(candidate)
    if candidate.criteria.valley < VALLEY:
        yield "Some of its segments touch: as many people stand between them as in them."
    if candidate.level_only:
        kind = "high and low" if candidate.k == 2 else "steps from low to high"
        yield (
            f"Its segments are just {kind} on everything: a level, perhaps a habit of answering, and no "
            "pattern."
        )
    elif candidate.k == 2:
        yield "Two segments are nearly always the most stable, and nearly always too few to act on."


def _awkward(candidate: Candidate) -> Iterator[str]:
    largest, smallest = max(candidate.shares), min(candidate.shares)
    if Flag.DOMINANT in candidate.flags:
        yield f"One segment holds {largest:.0%} of the people; the others are little more than exceptions."
    if Flag.TINY in candidate.flags:
        yield f"The smallest segment holds {smallest:.1%} of the people, under {TINY:.0%}."
    if Flag.FEW in candidate.flags:
        yield f"The smallest segment rests on {min(candidate.sizes)} respondents; under {FEW} is exploratory."
    if Flag.EMPTY in candidate.flags:
        yield f"Only {len(candidate.sizes)} of its {candidate.k} segments have members."
