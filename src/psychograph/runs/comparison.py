"""What leaving out careless respondents changes: segments with them and without."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.errors import Problem, UsageError
from psychograph.labels import readable
from psychograph.profiling.profile import AttributeProfile, SegmentProfile
from psychograph.responses.quality.report import QualityReport
from psychograph.responses.responses import Responses
from psychograph.runs.known import Known
from psychograph.runs.minors import young_respondents
from psychograph.runs.run import Run, run_steps
from psychograph.runs.screening import scored_without
from psychograph.segmentation.segmentation import VerdictKind
from psychograph.stats.choosing.agreement import adjusted_rand
from psychograph.study.model import Study

SAME = 0.90  # adjusted Rand indices of Steinley 2004, Psychol Methods 9:386: excellent, good, moderate
ALIKE = 0.80
MODERATE = 0.65


@dataclass(frozen=True)
class MeanShift:
    """How far the mean of an attribute moves in one segment.

    Parameters
    ----------
    segment : int
        The segment with everybody.
    attribute : str
        One of its headline attributes, or a basis variable where it has none.
    everybody, kept : float
        Means with everybody, and in the segment that shares most members, without those left out; in
        the units of the answers.
    """

    segment: int
    attribute: str
    everybody: float
    kept: float

    @property
    def change(self) -> float:
        """Mean without less mean with, in the units of the answers."""
        return self.kept - self.everybody


@dataclass(frozen=True)
class ExclusionEffect:
    """Segments with everybody, and without those proposed for leaving out.

    Parameters
    ----------
    excluded : tuple of str
        Who is left out in the second.
    agreement : float
        Adjusted Rand index over the respondents in both, at most 1.
    sizes_everybody, sizes_kept : tuple of int
        Members of each segment.
    matched : tuple of (int, int)
        Each segment with everybody, and the one without that shares most members.
    shifts : tuple of MeanShift
        Headline attributes (basis variables in a segment without any), the largest change first.
    verdict_everybody, verdict_kept : VerdictKind
        How far the segments may be trusted.
    text : str
        What it comes to, in two sentences.
    """

    excluded: tuple[str, ...]
    agreement: float
    sizes_everybody: tuple[int, ...]
    sizes_kept: tuple[int, ...]
    matched: tuple[tuple[int, int], ...]
    shifts: tuple[MeanShift, ...]
    verdict_everybody: VerdictKind
    verdict_kept: VerdictKind
    text: str


def compare_exclusion(
    study: Study, responses: Responses, report: QualityReport, known: Known
) -> ExclusionEffect:
    """Run a study with everybody and without those proposed for leaving out; minors are in neither.

    Parameters
    ----------
    study : Study
        What was declared. What its ``quality`` says about leaving out does not matter here.
    responses : Responses
        All answers, with the study laid over their codebook.
    report : QualityReport
        On the same answers.
    known : Known
        Knowledge and language of the study.

    Raises
    ------
    UsageError
        Where nobody is proposed.
    ResponsesError, SegmentationError, StudyError
        Where either run is not possible.
    """
    if not report.proposals:
        raise UsageError(
            Problem(
                where="the responses",
                found="nobody who is proposed for leaving out",
                expected="somebody to compare the results with and without",
                mend="leave --compare away; nothing would change",
            )
        )
    minors = young_respondents(study, responses, known.knowledge, known.language).minors
    everybody, kept = (
        run_steps(study, scored_without(study, responses, out), known=known)
        for out in (minors, minors | report.proposed)
    )
    labels = _shared_labels(everybody, kept)
    matched = _matched(everybody, *labels)
    shifts = _shifts(everybody, kept, dict(matched))
    agreement = adjusted_rand(*labels)
    verdicts = everybody.segmentation.verdict.kind, kept.segmentation.verdict.kind
    return ExclusionEffect(
        excluded=tuple(proposal.respondent for proposal in report.proposals),
        agreement=agreement,
        sizes_everybody=tuple(everybody.segmentation.sizes.values()),
        sizes_kept=tuple(kept.segmentation.sizes.values()),
        matched=matched,
        shifts=shifts,
        verdict_everybody=verdicts[0],
        verdict_kept=verdicts[1],
        text=_in_words(agreement, shifts, verdicts, len(report.proposals)),
    )


def _shared_labels(everybody: Run, kept: Run) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the segments of the respondents who are in both, in one order."""
    one, other = (
        dict(zip(run.segmentation.basis.respondents, run.segmentation.labels.tolist(), strict=True))
        for run in (everybody, kept)
    )
    shared = [respondent for respondent in one if respondent in other]
    return np.array([one[name] for name in shared]), np.array([other[name] for name in shared])


def _matched(everybody: Run, one: NDArray[np.int64], other: NDArray[np.int64]) -> tuple[tuple[int, int], ...]:
    """Return each segment with the one that shares most of its members; none where all are left out."""
    pairs = []
    for segment in everybody.segmentation.segments:
        members = other[one == segment]
        if members.size:
            pairs.append((segment, int(np.bincount(members).argmax())))
    return tuple(pairs)


def _shifts(everybody: Run, kept: Run, matched: dict[int, int]) -> tuple[MeanShift, ...]:
    found = [
        MeanShift(
            segment.segment,
            attribute.name,
            attribute.mean,
            kept.profile.segment(matched[segment.segment]).attribute(attribute.name).mean,
        )
        for segment in everybody.profile.segments
        if segment.segment in matched
        for attribute in segment.headlines or _basis(segment, everybody.study)
    ]
    return tuple(sorted(found, key=lambda shift: -abs(shift.change)))


def _basis(segment: SegmentProfile, study: Study) -> list[AttributeProfile]:
    return [attribute for attribute in segment.attributes if attribute.name in study.basis]


def _in_words(
    agreement: float, shifts: tuple[MeanShift, ...], verdicts: tuple[VerdictKind, VerdictKind], out: int
) -> str:
    people = "that respondent" if out == 1 else f"those {out} respondents"
    if agreement >= SAME:
        first = f"Without {people} the others fall into nearly the same segments"
    elif agreement >= ALIKE:
        first = f"Without {people} most of the others stay together"
    elif agreement >= MODERATE:
        first = f"Without {people} a good part of the others change segment"
    else:
        first = f"Without {people} other segments come out: decide whom to keep before you use any"
    text = f"{first} (adjusted Rand index {agreement:.2f})."
    if verdicts[0] is not verdicts[1]:
        text += f" The verdict changes from {verdicts[0].value} to {verdicts[1].value}."
    if shifts:
        most = shifts[0]
        text += (
            f" The mean that moves most is {readable(most.attribute)} in segment {most.segment}: "
            f"from {most.everybody:.2f} to {most.kept:.2f}."
        )
    return text
