"""Which candidates of a sweep to look at first, and why: never more than three, never as proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from psychograph.segmentation.choosing.candidate import Candidate
from psychograph.segmentation.choosing.reasons import GOOD, MODERATE, against, in_words, supporting
from psychograph.segmentation.choosing.standing import (
    Standing,
    distinct,
    places_to_begin,
    plateau,
    stable,
    stands_out,
    usable,
    without_peak,
)
from psychograph.segmentation.choosing.sweep import Sweep


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
        stable; *broad*: several numbers do well alike; *alike*: every number is about as stable as every
        other; *falling*: stability only falls with the number of segments, as where a continuum is cut;
        *level*: nothing comes back but high and low on everything; *unstable*: nothing comes back.
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
    them than in them, as between the halves of a continuum they do not; the same is asked of segments
    that are just high and low on everything. Candidates with a
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
    pool = usable(sweep.candidates)
    first = distinct(sweep, [one for one in pool if stands_out(sweep, one)])
    if first:
        clear = len(first) == 1 and stable(first[0]) >= GOOD
        standing = Standing.CLEAR if clear else Standing.SEVERAL
    else:
        standing = without_peak(pool)
        first = places_to_begin(sweep, pool, standing)
    return Recommendation(
        standing=standing,
        text=_text(standing, sweep, first),
        first=tuple(_recommended(sweep, one) for one in first),
        caution=CAUTION,
    )


def _text(standing: Standing, sweep: Sweep, first: Sequence[Candidate]) -> str:
    best, figures = first[0], [stable(one) for one in sweep.candidates]
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
            f"(agreement {max(figures):.2f} at best; below {MODERATE:.2f} is poor). There may be no segments "
            "in these answers. If you need some, they are a cut of your making: few, large, chosen by use."
        )
    if standing is Standing.ALIKE:
        return (
            f"Nothing stands out: every number of segments is about as stable as every other "
            f"({min(figures):.2f} to {max(figures):.2f}). Choose by use: the number of offers you can make, "
            "and segments you can tell apart and reach."
        )
    if standing is Standing.LEVEL:
        return (
            "Nothing stands out: what comes back are people who are high or low on everything, and no "
            "pattern beyond that does. It may be a habit of answering: see what `psychograph quality` says "
            "of it, and where all answers are on scales, try `scaling: person`."
        )
    if standing is Standing.BROAD:
        near = plateau(usable(sweep.candidates))
        ks = f"{near[0].k} to {near[-1].k}" if len(near) > 1 else f"{near[0].k}"
        two = "Two segments aside, which nearly always are the most stable, s" if sweep.ks[0] == 2 else "S"
        best_near = max(map(stable, near))
        return (
            f"Nothing stands out from its neighbours. {two}egments come back best with {ks} of them "
            f"({near[0].title} {best_near:.2f}, {in_words(best_near)}): choose among these by use."
        )
    return (
        "Nothing stands out: no number of segments is more stable than both its neighbours, and the finer "
        "the cut, the less of it comes back, as where a continuum is cut. Choose by use, and rather few."
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
