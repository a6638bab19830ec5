"""One call, every method with every number of segments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.errors import Problem, SegmentationError
from psychograph.responses.attributes import Attributes
from psychograph.segmentation.choosing.candidate import Candidate, Criteria, Stability, counted, flags_of
from psychograph.segmentation.choosing.criteria import Yardstick, criteria_of
from psychograph.segmentation.choosing.ensemble import Ensemble, ensembles
from psychograph.segmentation.choosing.ground import Ground, common_ground
from psychograph.segmentation.choosing.options import named
from psychograph.segmentation.choosing.printed import as_html, as_text, headline
from psychograph.segmentation.choosing.profile import level_only, standings
from psychograph.segmentation.choosing.stability import MOST_DRAWN, sampled_from, stabilities
from psychograph.segmentation.method import Floats, Method, Points, Progress, Solution, solve
from psychograph.stats.choosing.flow import Flow, stability_across
from psychograph.stats.choosing.stability import weighted_adjusted_rand
from psychograph.study.model import SegmentationSettings

FEWEST_PAIRS = 2
# Where the work of one method goes: solutions, their figures, their stability.
SOLVED, MEASURED = 0.15, 0.35


@dataclass(frozen=True, eq=False)
class Across:
    """One method across its numbers of segments.

    Parameters
    ----------
    method, title : str
        The method as study files and as sentences name it.
    flow : Flow
        How its segments flow from each number of segments to the next.
    gap_choice : int or None
        The number of segments that the gap statistic would take, 1 for none at all; None without it.
    """

    method: str
    title: str
    flow: Flow
    gap_choice: int | None


@dataclass(frozen=True, eq=False)
class Sweep:
    """Methods and numbers of segments, side by side.

    Parameters
    ----------
    basis : Attributes
        Basis variables of the n respondents that were segmented, in the order of the responses.
    left_out : tuple of str
        Respondents with too few answers.
    candidates : tuple of Candidate
        By method as asked for, and then by number of segments.
    across : tuple of Across
        One a method; its flow has no steps where there is one number of segments only.
    agreement : ndarray of float64, shape (candidates, candidates)
        Adjusted Rand index of every two candidates.
    ensembles : tuple of Ensemble
        For every number of segments, what all candidates have in common; empty for a single method.
    too_many : tuple of int
        Numbers of segments that these respondents cannot fill.
    pairs : int
        Pairs of bootstrap samples.
    seed : int
        Of everything random in here.
    notes : tuple of str
        What was done by sample, in sentences.
    """

    basis: Attributes
    left_out: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    across: tuple[Across, ...]
    agreement: Floats
    ensembles: tuple[Ensemble, ...]
    too_many: tuple[int, ...]
    pairs: int
    seed: int
    notes: tuple[str, ...]

    @property
    def methods(self) -> tuple[str, ...]:
        """Names of the methods."""
        return tuple(dict.fromkeys(candidate.method for candidate in self.candidates))

    @property
    def ks(self) -> tuple[int, ...]:
        """Numbers of segments."""
        return tuple(dict.fromkeys(candidate.k for candidate in self.candidates))

    def of(self, method: str) -> tuple[Candidate, ...]:
        """Return the candidates of one method, by number of segments."""
        return tuple(candidate for candidate in self.candidates if candidate.method == method)

    def candidate(self, name: str) -> Candidate:
        """Return a candidate by its name, such as ``"ward:3"``."""
        return next(candidate for candidate in self.candidates if candidate.name == name)

    def agreement_of(self, one: Candidate, other: Candidate) -> float:
        """Return the adjusted Rand index of two candidates."""
        at = self.candidates.index(one), self.candidates.index(other)
        return float(self.agreement[at])

    def __str__(self) -> str:
        return as_text(self)

    def __repr__(self) -> str:
        return f"<Sweep {headline(self)}>"

    def _repr_html_(self) -> str:
        return as_html(self)


def sweep(
    attributes: Attributes,
    basis: Sequence[str],
    settings: SegmentationSettings,
    *,
    methods: Sequence[str] = ("ward", "kmeans"),
    ks: Sequence[int] = range(2, 11),
    pairs: int = 100,
    answered: float = 0.5,
    thorough: bool = False,
    progress: Progress | None = None,
) -> Sweep:
    """Segment with several methods into several numbers of segments, and measure all that came out.

    Weights, blanks and categories are treated as in :func:`~psychograph.segmentation.fit.segment`,
    and each candidate has the segments that this function would find. The order of the respondents
    changes nothing.

    Parameters
    ----------
    attributes : Attributes
        Scored responses.
    basis : sequence of str
        Names of the attributes that build segments.
    settings : SegmentationSettings
        Of the study; `method`, `segments` and `cut_height` are replaced, and options that only the
        study's own method reads are dropped for others.
    methods : sequence of str
        Methods as study files name them.
    ks : sequence of int
        Numbers of segments; those that the respondents cannot fill are named and passed over.
    pairs : int
        Pairs of bootstrap samples for stability, 2 or more.
    answered : float
        Share of the basis a respondent must have answered, where blanks are imputed or kept.
    thorough : bool
        Whether to add what takes long: gap statistic and prediction strength for every method, and
        the bootstrap likelihood ratio test for models.
    progress : callable, optional
        Told the share that is done, 0 to 1.

    Returns
    -------
    Sweep
        Candidates with their figures; :func:`~psychograph.segmentation.choosing.recommend.recommend`
        reads them.

    Raises
    ------
    SegmentationError
        As :func:`~psychograph.segmentation.fit.segment`, and for methods that are unknown or cannot
        take what the study holds.
    """
    SegmentationError.collect(_too_few_pairs(pairs))
    ground = common_ground(attributes, basis, settings, named(methods), ks, answered=answered)
    yardstick = Yardstick.of(ground)
    candidates: list[Candidate] = []
    across: list[Across] = []
    for at, (method, points) in enumerate(zip(ground.methods, ground.points, strict=True)):
        inner = part_of(progress, at / len(ground.methods), (at + 1) / len(ground.methods))
        found, gap_choice = _candidates(
            ground,
            yardstick,
            (method, points),
            seed=settings.seed,
            pairs=pairs,
            thorough=thorough,
            progress=inner,
        )
        candidates += found
        across.append(Across(method.name, method.title, _flow(found, ground), gap_choice))
    weights = ground.basis.weights if ground.basis.weighted else None
    return Sweep(
        basis=ground.basis,
        left_out=ground.left_out,
        candidates=tuple(candidates),
        across=tuple(across),
        agreement=_agreement(candidates, weights),
        ensembles=ensembles(candidates, weights, settings.seed),
        too_many=ground.too_many,
        pairs=pairs,
        seed=settings.seed,
        notes=tuple(_notes(ground)),
    )


def part_of(progress: Progress | None, start: float, end: float) -> Progress | None:
    """Return what tells the progress of a part of the work."""
    if progress is None:
        return None
    return lambda share: progress(start + (end - start) * min(max(share, 0.0), 1.0))


def _candidates(
    ground: Ground,
    yardstick: Yardstick,
    given: tuple[Method, Points],
    *,
    seed: int,
    pairs: int,
    thorough: bool,
    progress: Progress | None,
) -> tuple[list[Candidate], int | None]:
    method, points = given
    solutions = list(solve(method, points, ground.ks, seed=seed, progress=part_of(progress, 0, SOLVED)))
    figures = criteria_of(
        yardstick,
        method,
        points,
        ground.ks,
        solutions,
        seed=seed,
        thorough=thorough,
        progress=part_of(progress, SOLVED, MEASURED),
    )
    stable = stabilities(
        method,
        points,
        ground.ks,
        [solution.labels for solution in solutions],
        pairs=pairs,
        seed=seed,
        progress=part_of(progress, MEASURED, 1),
    )
    rows = zip(ground.ks, solutions, figures.by_k, stable, strict=True)
    return [_candidate(ground, method, *row) for row in rows], figures.gap_choice


def _candidate(
    ground: Ground, method: Method, k: int, solution: Solution, criteria: Criteria, stability: Stability
) -> Candidate:
    labels = ground.restored(solution.labels)
    sizes, shares = counted(labels, ground.basis.weights if ground.basis.weighted else None)
    return Candidate(
        method=method.name,
        title=method.title,
        k=k,
        labels=labels,
        sizes=sizes,
        shares=shares,
        criteria=criteria,
        stability=stability,
        flags=flags_of(sizes, shares, k),
        level_only=level_only(standings(ground.basis, labels), shares),
    )


def _flow(candidates: Sequence[Candidate], ground: Ground) -> Flow:
    weights = ground.basis.weights if ground.basis.weighted else None
    return stability_across([candidate.labels for candidate in candidates], weights)


def _agreement(candidates: Sequence[Candidate], weights: Floats | None) -> NDArray[np.float64]:
    found = np.eye(len(candidates))
    for i, one in enumerate(candidates):
        for j, other in enumerate(candidates[:i]):
            found[i, j] = found[j, i] = weighted_adjusted_rand(one.labels, other.labels, weights)
    return found


def _notes(ground: Ground) -> Iterator[str]:
    n = len(ground)
    if ground.too_many:
        asked = f"{ground.too_many[0]}" + (f" to {ground.too_many[-1]}" if len(ground.too_many) > 1 else "")
        yield (
            f"{asked} segments were not tried: {n:,} respondents, some of whom answer alike, "
            "cannot fill them."
        )
    for method in ground.methods:
        part = sampled_from(method, n)
        if part < n or (method.name != "kmeans" and n > MOST_DRAWN):
            yield (
                f"Stability of {method.title} rests on samples from "
                + (f"a random {part:,} of the {n:,} respondents" if part < n else f"the {n:,} respondents")
                + (f", {MOST_DRAWN:,} drawn at a time" if method.name != "kmeans" else "")
                + "; with all of them, segments would look a little more stable."
            )


def _too_few_pairs(pairs: int) -> Iterator[Problem]:
    if pairs < FEWEST_PAIRS:
        yield Problem(
            where="pairs",
            found=f"{pairs}",
            expected=f"{FEWEST_PAIRS} or more; 100 is usual",
            mend="ask for 100 pairs of samples, or 20 for a quick look",
        )
