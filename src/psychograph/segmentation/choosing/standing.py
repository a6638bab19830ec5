"""Whether anything stands out in a sweep, and where to begin where nothing does."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from psychograph.segmentation.choosing.candidate import Candidate, Flag
from psychograph.segmentation.choosing.reasons import GOOD, MODERATE, VALLEY
from psychograph.segmentation.choosing.sweep import Sweep

MOST = 3
# A number of segments stands out where it is more stable than its neighbours: by more than two
# standard errors over the same samples, and by enough to matter.
ERRORS, MARGIN = 2.0, 0.02
ALIKE = 0.10  # range of stability within which one number is as good as another
NEAR = 0.05  # difference within which fewer segments are to be preferred
UNUSABLE = frozenset({Flag.DOMINANT, Flag.TINY, Flag.EMPTY})


class Standing(StrEnum):
    """Whether the figures single anything out."""

    CLEAR = "clear"
    SEVERAL = "several"
    BROAD = "broad"
    ALIKE = "alike"
    FALLING = "falling"
    LEVEL = "level"
    UNSTABLE = "unstable"


def stable(candidate: Candidate) -> float:
    """Return the stability of a candidate, as it is printed."""
    return round(candidate.stability.mean, 2)


def usable(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates whose sizes can be worked with, the most stable first; all if none can."""
    ordered = sorted(candidates, key=lambda one: (-one.stability.mean, one.k))
    return [one for one in ordered if not UNUSABLE & set(one.flags)] or ordered


def stands_out(sweep: Sweep, candidate: Candidate) -> bool:
    """Say whether a candidate is stable, and more so than its neighbours of the same method."""
    same = sweep.of(candidate.method)
    at = same.index(candidate)
    beside = [same[i] for i in (at - 1, at + 1) if 0 <= i < len(same)]
    if UNUSABLE & set(candidate.flags) or stable(candidate) < MODERATE:
        return False
    if not beside or at == len(same) - 1 or (at == 0 and candidate.k > 2):
        return False  # it may only be on the way to one that was not tried
    if (at == 0 or candidate.level_only) and not candidate.criteria.valley >= VALLEY:
        return False
    return all(_steadier(candidate, other) for other in beside)


def _steadier(one: Candidate, other: Candidate) -> bool:
    """Say whether one is more stable than another beyond chance; both saw the same samples."""
    differences = one.stability.rand - other.stability.rand
    error = float(differences.std(ddof=1)) / np.sqrt(len(differences))
    return bool(differences.mean() > max(ERRORS * error, MARGIN))


def without_peak(candidates: Sequence[Candidate]) -> Standing:
    """Return how stability goes with the number of segments, where no candidate stands out."""
    pattern = [stable(one) for one in candidates if not one.level_only]
    every = [stable(one) for one in candidates]
    if max(every) < MODERATE:
        return Standing.UNSTABLE
    if not pattern or max(pattern) < MODERATE:
        return Standing.LEVEL
    if max(every) - min(every) <= ALIKE:
        return Standing.ALIKE
    return Standing.BROAD if plateau(candidates) else Standing.FALLING


def plateau(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates of one method that are best together, if it is not the fewest segments.

    Two segments are left aside: they are nearly always the most stable.
    """
    finer = [one for one in candidates if one.k > 2 and not one.level_only and stable(one) >= MODERATE]
    if not finer:
        return []
    best = max(finer, key=lambda one: one.stability.mean)
    same = sorted(
        (one for one in candidates if one.method == best.method and one.k > 2), key=lambda one: one.k
    )
    near = [one for one in same if one.stability.mean >= best.stability.mean - NEAR]
    return near if near[0] is not same[0] and near[-1] is not same[-1] else []


def distinct(sweep: Sweep, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the first few of which no two are nearly the same segments."""
    kept: list[Candidate] = []
    for one in candidates:
        if len(kept) < MOST and all(sweep.agreement_of(one, other) < GOOD for other in kept):
            kept.append(one)
    return kept


def places_to_begin(sweep: Sweep, candidates: Sequence[Candidate], standing: Standing) -> list[Candidate]:
    """Return a few candidates where none stands out: the most stable, of nearly equal ones the fewest.

    Those of a plateau come first; where nothing comes back, the fewest segments do.
    """
    best: dict[int, Candidate] = {}
    pool = [*plateau(candidates), *candidates] if standing is Standing.BROAD else candidates
    for one in sorted(pool, key=lambda one: one.level_only):
        best.setdefault(one.k, one)
    if standing is Standing.UNSTABLE:
        return distinct(sweep, sorted(best.values(), key=lambda one: one.k))
    first = [one for one in plateau(candidates) if best[one.k] is one] if standing is Standing.BROAD else []
    return distinct(sweep, [*first, *_fewer_first([one for one in best.values() if one not in first])])


def _fewer_first(candidates: Sequence[Candidate]) -> list[Candidate]:
    left, ordered = list(candidates), []
    while left:
        top = max((one for one in left), key=lambda one: (not one.level_only, one.stability.mean))
        near = [
            one
            for one in left
            if one.level_only == top.level_only and one.stability.mean >= top.stability.mean - NEAR
        ]
        ordered.append(min(near, key=lambda one: one.k))
        left.remove(ordered[-1])
    return ordered
