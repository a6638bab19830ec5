"""Which candidates of a sweep to look at first, and why: never more than three, never as proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from psychograph.quoting import listed
from psychograph.segmentation.choosing.candidate import Candidate, Flag
from psychograph.segmentation.choosing.reasons import VALLEY, against, in_words, supporting
from psychograph.segmentation.choosing.sweep import Sweep

MOST = 3
# Steinley 2004, Psychol Methods 9:386: partitions agree well from .80, poorly below .65.
GOOD, POOR = 0.80, 0.65
# A number of segments stands out where it is more stable than its neighbours: by more than two
# standard errors over the same samples, and by enough to matter.
ERRORS, MARGIN = 2.0, 0.02
ALIKE = 0.10  # range of stability within which one number is as good as another
UNUSABLE = frozenset({Flag.DOMINANT, Flag.TINY, Flag.EMPTY})


class Standing(StrEnum):
    """Whether the figures single anything out."""

    CLEAR = "clear"
    SEVERAL = "several"
    ALIKE = "alike"
    FALLING = "falling"
    BROAD = "broad"
    UNSTABLE = "unstable"


@dataclass(frozen=True, eq=False)
class Recommended:
    """A candidate to look at first.

    Parameters
    ----------
    candidate : Candidate
        The candidate.
    reasons : tuple of str
        What speaks for it, in sentences.
    doubts : tuple of str
        What speaks against it.
    alike : tuple of Candidate
        Other candidates that are nearly the same segments (adjusted Rand index from .80).
    """

    candidate: Candidate
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    alike: tuple[Candidate, ...]


@dataclass(frozen=True, eq=False)
class Recommendation:
    """What to look at first, and how much that means.

    Parameters
    ----------
    standing : Standing
        *clear*: one solution stands out; *several*: more than one does, or one that is only fairly
        stable; *alike*: every number is about as stable as every other; *falling*: stability only
        falls with the number of segments, as where a continuum is cut; *broad*: it is best at several
        numbers alike; *unstable*: nothing comes back.
    text : str
        That, in a sentence or two.
    first : tuple of Recommended
        One to three candidates; where nothing stands out, merely the places to begin.
    caution : str
        What no sweep can say.
    """

    standing: Standing
    text: str
    first: tuple[Recommended, ...]
    caution: str

    @property
    def stands_out(self) -> bool:
        """Whether the figures single out a solution, or a few."""
        return self.standing in {Standing.CLEAR, Standing.SEVERAL}

    def __str__(self) -> str:
        lines = [self.text]
        for one in self.first:
            lines += ["", f"{one.candidate.title}, {one.candidate.k} segments ({one.candidate.name})"]
            lines += [f"  + {reason}" for reason in one.reasons] + [f"  - {doubt}" for doubt in one.doubts]
        return "\n".join([*lines, "", self.caution])


CAUTION = (
    "A sweep always has a best, on answers without any segments too. Whether the chosen segments are more "
    "than a cut of a continuum is for the verdict of the run to say, and whether they are of use, for you."
)


def recommend(sweep: Sweep) -> Recommendation:
    """Name at most three candidates to look at first, with reasons.

    A candidate stands out where its segments come back when other people are asked (mean adjusted
    Rand index over pairs of bootstrap samples of at least .65) and its number of segments is more
    stable than the next smaller and the next larger one of the same method. Two segments have no
    smaller neighbour and are nearly always the most stable, so fewer people must besides stand between
    them than in them, as between the halves of a continuum they do not. Candidates with a
    dominant or tiny segment, or one without members, do not count. Stability orders; criteria and
    agreement between methods support and are named, but do not decide.

    Parameters
    ----------
    sweep : Sweep
        Candidates with their stability.

    Returns
    -------
    Recommendation
        At least one candidate; `standing` says whether it stands out or is only where to begin.

    References
    ----------
    Dolnicar & Leisch 2010, Mark Lett 21:83, and Hennig 2007, Comput Stat Data Anal 52:258, for
    stability first; Steinley 2004, Psychol Methods 9:386, for what is good and poor. Looking at local
    maxima rather than the largest is ours: stability falls with k whether or not there are groups.
    """
    ordered = sorted(sweep.candidates, key=lambda candidate: (-_stable(candidate), candidate.k))
    usable = [one for one in ordered if not UNUSABLE & set(one.flags)]
    outstanding = [one for one in usable if stands_out(sweep, one)]
    if outstanding:
        first = _distinct(sweep, outstanding)
        clear = len(first) == 1 and _stable(first[0]) >= GOOD
        standing = Standing.CLEAR if clear else Standing.SEVERAL
    else:
        standing = _nothing(usable or ordered)
        first = _places_to_begin(sweep, usable or ordered, few=standing is Standing.UNSTABLE)
    return Recommendation(
        standing=standing,
        text=_text(standing, sweep, first),
        first=tuple(_recommended(sweep, one) for one in first),
        caution=CAUTION,
    )


def stands_out(sweep: Sweep, candidate: Candidate) -> bool:
    """Say whether a candidate is stable, and more so than its neighbours of the same method."""
    same = sweep.of(candidate.method)
    at = same.index(candidate)
    beside = [same[i] for i in (at - 1, at + 1) if 0 <= i < len(same)]
    if not beside or _stable(candidate) < POOR or at == len(same) - 1:
        return False  # the largest number that was tried may only be on the way up
    if at == 0 and not (candidate.k == 2 and candidate.criteria.valley >= VALLEY):
        return False
    return all(_steadier(candidate, other) for other in beside)


def _stable(candidate: Candidate) -> float:
    return candidate.stability.mean


def _steadier(one: Candidate, other: Candidate) -> bool:
    """Say whether one is more stable than another beyond chance; both saw the same samples."""
    differences = one.stability.rand - other.stability.rand
    error = float(differences.std(ddof=1)) / np.sqrt(len(differences))
    return bool(differences.mean() > max(ERRORS * error, MARGIN))


def _distinct(sweep: Sweep, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the first few of which no two are nearly the same segments."""
    kept: list[Candidate] = []
    for one in candidates:
        if len(kept) < MOST and all(sweep.agreement_of(one, other) < GOOD for other in kept):
            kept.append(one)
    return kept


def _places_to_begin(sweep: Sweep, ordered: Sequence[Candidate], *, few: bool) -> list[Candidate]:
    """Return the most stable of each number of segments, those first that are more than a level.

    Where nothing comes back, the fewest segments come first.
    """
    best: dict[int, Candidate] = {}
    for one in sorted(ordered, key=lambda candidate: candidate.level_only):
        best.setdefault(one.k, one)
    return _distinct(sweep, sorted(best.values(), key=lambda one: one.k) if few else list(best.values()))


def _nothing(candidates: Sequence[Candidate]) -> Standing:
    stable = [_stable(one) for one in candidates]
    if max(stable) < POOR:
        return Standing.UNSTABLE
    if max(stable) - min(stable) <= ALIKE:
        return Standing.ALIKE
    best = max(candidates, key=_stable)
    return Standing.FALLING if best.k == min(one.k for one in candidates) else Standing.BROAD


def _text(standing: Standing, sweep: Sweep, first: Sequence[Candidate]) -> str:
    best, stable = first[0], [_stable(one) for one in sweep.candidates]
    if standing is Standing.CLEAR:
        return (
            f"One solution stands out: {best.k} segments by {best.title}. They come back when others like "
            "these are asked, and neither fewer nor more segments do as well."
        )
    if standing is Standing.SEVERAL:
        which = (
            f"{best.k} segments stand out, by {len(first)} methods that do not agree on who is in them"
            if len(first) > 1 and len({one.k for one in first}) == 1
            else f"{len(first)} solutions stand out"
            if len(first) > 1
            else f"One solution stands out, though only fairly stable: {best.k} segments by {best.title}"
        )
        return f"{which}. Look at their segments and take what you can act on."
    if standing is Standing.UNSTABLE:
        return (
            "Nothing stands out, and nothing comes back: other people like these would give other segments "
            f"(agreement {max(stable):.2f} at best; below {POOR:.2f} is poor). There may be no segments in "
            "these answers. If you need some, they are a cut of your making: few, large, chosen by use."
        )
    if standing is Standing.ALIKE:
        return (
            f"Nothing stands out: every number of segments is about as stable as every other "
            f"({min(stable):.2f} to {max(stable):.2f}). Choose by use: the number of offers you can make, "
            "and segments you can tell apart and reach."
        )
    if standing is Standing.BROAD:
        numbers = sorted({one.k for one in first})
        return (
            f"No number stands out from its neighbours. Segments come back best around "
            f"{listed(map(str, numbers))} ({best.title} {best.stability.mean:.2f}, "
            f"{in_words(best.stability.mean)}): choose among these by use."
        )
    return (
        "Nothing stands out: no number of segments is more stable than both its neighbours. Stability falls "
        "the more segments there are, as it does where a continuum is cut. Choose by use, and rather few."
    )


def _recommended(sweep: Sweep, candidate: Candidate) -> Recommended:
    alike = [
        other
        for other in sweep.candidates
        if other is not candidate and other.k == candidate.k and sweep.agreement_of(candidate, other) >= GOOD
    ]
    peak = stands_out(sweep, candidate)
    return Recommended(
        candidate=candidate,
        reasons=tuple(_reasons(sweep, candidate, alike, peak=peak)),
        doubts=tuple(against(candidate)),
        alike=tuple(alike),
    )


def _reasons(sweep: Sweep, candidate: Candidate, alike: Sequence[Candidate], *, peak: bool) -> Iterator[str]:
    yield from supporting(sweep, candidate, peak=peak)
    for other in alike:
        agreement = sweep.agreement_of(candidate, other)
        yield f"{other.title} finds nearly the same segments (agreement {agreement:.2f})."
