"""Whether adding answers still changes the segments: an aid to deciding, and no rule for stopping."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from psychograph.errors import ResponsesError, SegmentationError
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.watching.answers import given_by, scored_of
from psychograph.fielding.watching.dispositions import Disposition
from psychograph.fielding.watching.log import read_log
from psychograph.fielding.watching.sample import goal_of
from psychograph.fielding.watching.usable import usable_study

if TYPE_CHECKING:
    from psychograph.segmentation.method import Method, Points, Progress

SHARES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
HALVES = 10
FEWEST = 60  # complete answers; below, half of them make no segments worth comparing
A_SEGMENT = 10  # answers a segment that the first half must have
MOST = 4_000  # answers that are segmented; of more, so many drawn at random, which bounds the time
GOOD, POOR = 0.80, 0.65  # Steinley 2004, Psychol Methods 9:386
STREAM = 41  # of the study's seed


@dataclass(frozen=True)
class Step:
    """Segments of the first so many answers, against those of the step before.

    Parameters
    ----------
    answers : int
        How many came first.
    agreement : float or None
        Adjusted Rand index over those whom both steps hold: 1 for the same segments, about 0 for chance.
        None for the first step.
    drift : float or None
        How far profiles moved: mean distance of a segment's means from those of the segment it was before, in
        standard deviations.
    """

    answers: int
    agreement: float | None
    drift: float | None


@dataclass(frozen=True)
class Stability:
    """Whether adding answers still changes the segments.

    Parameters
    ----------
    answers : int
        Complete answers with all basis variables.
    segmented : int
        Of these, how many were looked at; fewer only where there are very many.
    segments : int
        How many segments the study asks for.
    steps : tuple of Step
        The first half of the answers, the first 60% and so on, in the order in which they were completed.
    halves : tuple of float
        Agreement of two random halves, each segmented by itself and all put into both; ten times.
    sentence : str
        What it means, in plain words, with what it does not mean.
    """

    answers: int
    segmented: int
    segments: int
    steps: tuple[Step, ...]
    halves: tuple[float, ...]
    sentence: str

    @property
    def median_of_halves(self) -> float | None:
        """Median agreement of random halves; None where there are none."""
        return float(np.median(self.halves)) if self.halves else None


def stability(
    connection: Connection, field: Fieldwork, at: int, *, progress: Progress | None = None
) -> Stability | None:
    """Segment the answers so far again and again, and say how far segments still move.

    Complete answers are segmented as the study says, but with fewer starts and unjudged: the first half of
    them in the order of completion, then the first 60%, up to all. Steps that follow each other share most
    of their people and agree for that alone, so random halves, which share nobody, are the stricter look.

    Parameters
    ----------
    connection : Connection
        Of the store of answers.
    field : Fieldwork
        Questionnaire and study.
    at : int
        Now, in milliseconds since 1970.
    progress : callable, optional
        Told the share that is done, 0 to 1.

    Returns
    -------
    Stability or None
        None without a study. Without steps where there are too few answers, or answers that cannot be
        segmented; the sentence then says so.

    References
    ----------
    Dolnicar & Leisch 2010, Mark Lett 21:83, on agreement as reproducibility; Hubert & Arabie 1985, J
    Classif 2:193. Armitage, McPherson & Rowe 1969, J R Stat Soc A 132:235: who looks again and again, and
    stops when it looks good, is misled more often than each look says.
    """
    study = usable_study(field)
    if study is None:
        return None
    complete = [
        one
        for one in read_log(connection, field, at).records
        if one.standing.disposition is Disposition.COMPLETE
    ]
    complete.sort(key=lambda one: (one.finished_at or 0, one.case_id))
    goal = goal_of(study, len(complete))
    wanted = goal.completed if goal else 0
    k = study.segmentation.segments or 2
    if len(complete) < max(FEWEST, 2 * A_SEGMENT * k):
        return _too_few(len(complete), max(FEWEST, 2 * A_SEGMENT * k), k, wanted)
    from psychograph.segmentation.fit import checked_points
    from psychograph.segmentation.methods import method_of

    method = method_of(study.segmentation)
    try:
        scored = scored_of(field.questionnaire, given_by(connection, field, complete), study)
        attributes = scored.attributes()
        prepared, points = checked_points(attributes, study.basis, study.segmentation, method)
    except (ResponsesError, SegmentationError) as reason:
        return Stability(
            len(complete), 0, k, (), (), f"The answers so far make no segments: {reason.problems[0].found}."
        )
    found = segments_so_far(points, method.lighter(), k, seed=study.segmentation.seed, progress=progress)
    return Stability(
        len(prepared.basis),
        found.looked_at,
        k,
        found.steps,
        found.halves,
        _sentence(found, len(complete), wanted),
    )


@dataclass(frozen=True)
class SoFar:
    """What segmenting again and again gave."""

    looked_at: int
    steps: tuple[Step, ...]
    halves: tuple[float, ...]


def segments_so_far(
    points: Points, method: Method, k: int, *, seed: int, progress: Progress | None = None
) -> SoFar:
    """Segment growing parts of the points, and random halves of them.

    Parameters
    ----------
    points : Points
        In the order in which people completed.
    method : Method
        With as many starts as repeating it bears.
    k : int
        Segments.
    seed : int
        Start of the random numbers.
    progress : callable, optional
        Told the share that is done, 0 to 1.
    """
    rng = np.random.default_rng([seed, STREAM])
    kept = np.sort(rng.permutation(len(points))[:MOST])
    points = points.rows(kept)
    work = _Work(points, method, k, seed, progress)
    steps: list[Step] = []
    before: NDArray[np.int64] | None = None
    for share in SHARES:
        first = np.arange(round(share * len(points)))
        labels = work.labels(first)
        steps.append(work.step(labels, before))
        before = labels
    return SoFar(len(points), tuple(steps), tuple(work.halves(rng) for _ in range(HALVES)))


class _Work:
    """Segments parts of the points, and tells how far it is."""

    def __init__(self, points: Points, method: Method, k: int, seed: int, progress: Progress | None) -> None:
        from psychograph.segmentation.points import geometry

        self._points, self._method, self._k, self._seed = points, method, k, seed
        self._places = geometry(points)
        self._progress, self._done, self._all = progress, 0, len(SHARES) + 2 * HALVES

    def labels(self, rows: NDArray[np.int64], *, everybody: bool = False) -> NDArray[np.int64]:
        """Segment some rows; return their segments, or those that everybody falls into."""
        from psychograph.segmentation.method import refit

        solution = refit(self._method, self._points.rows(rows), self._k, seed=self._seed)
        self._done += 1
        if self._progress is not None:
            self._progress(self._done / self._all)
        return solution.assign(self._points.values) if everybody else solution.labels

    def step(self, labels: NDArray[np.int64], before: NDArray[np.int64] | None) -> Step:
        """Compare the segments of the first rows with those of fewer."""
        if before is None:
            return Step(len(labels), None, None)
        from psychograph.stats.choosing.agreement import adjusted_rand

        agreement = adjusted_rand(labels[: len(before)], before)
        return Step(len(labels), agreement, self._drift(labels, before))

    def _drift(self, labels: NDArray[np.int64], before: NDArray[np.int64]) -> float:
        """Return the mean distance of a segment's means from those that it had before."""
        from psychograph.stats.choosing.agreement import matched

        renamed = matched(before, labels[: len(before)])
        places, spread = self._places, self._places.std(axis=0)
        spread = np.where(spread > 0, spread, 1.0)
        moves = [
            np.abs(
                places[: len(labels)][labels == one].mean(axis=0)
                - places[: len(before)][renamed == one].mean(axis=0)
            )
            / spread
            for one in np.unique(labels)
            if (renamed == one).any()
        ]
        return float(np.mean(moves)) if moves else float("nan")

    def halves(self, rng: np.random.Generator) -> float:
        """Return how far two random halves agree on everybody."""
        from psychograph.stats.choosing.agreement import adjusted_rand

        mixed = rng.permutation(len(self._points))
        middle = len(mixed) // 2
        one, other = (self.labels(np.sort(part), everybody=True) for part in (mixed[:middle], mixed[middle:]))
        return adjusted_rand(one, other)


HONEST = (
    "This is no test. Looking again and again and stopping when it looks good picks lucky figures, so let "
    "the number "
    "of answers that was declared decide"
)


def _too_few(answers: int, fewest: int, k: int, wanted: int) -> Stability:
    sentence = (
        f"{answers:,} complete answers are too few to see whether segments hold: it takes {fewest:,}"
        + (f", and the segments want {wanted:,}." if wanted else ".")
    )
    return Stability(answers, 0, k, (), (), sentence)


def _sentence(found: SoFar, answers: int, wanted: int) -> str:
    last = [step.agreement for step in found.steps[-2:] if step.agreement is not None]
    halves = float(np.median(found.halves))
    figures = (
        f"the last additions agree {min(last):.2f} with what was there before, random halves {halves:.2f} "
        "with each "
        "other (1 is the same, 0 is chance)"
    )
    if min(last) >= GOOD and halves >= GOOD:
        said = f"Adding answers hardly changes the segments any more: {figures}."
    elif min(last) >= GOOD and halves >= POOR:
        said = f"The segments settle: {figures}. Half as many answers would give somewhat different ones."
    else:
        said = (
            f"The segments still move: {figures}. More answers may settle them; where people differ by "
            "degrees and not "
            "in kind, no number will."
        )
    if not wanted:
        return f"{said} {HONEST}."
    short = (
        f": {wanted:,}, of which {answers:,} are there."
        if answers < wanted
        else f": {wanted:,}, which is reached."
    )
    return f"{said} {HONEST}{short}"
