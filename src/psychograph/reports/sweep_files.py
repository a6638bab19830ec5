"""Everything a sweep writes, by file name."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from psychograph.cells import csv_text
from psychograph.reports.folder import write_folder
from psychograph.reports.manifest import LIBRARIES
from psychograph.reports.records import to_json
from psychograph.runs.source import Source
from psychograph.runs.sweeping import StudySweep
from psychograph.segmentation.choosing.candidate import Criteria
from psychograph.segmentation.choosing.standing import stands_out
from psychograph.segmentation.choosing.sweep import Sweep

RECORD = "sweep.json"


@dataclass(frozen=True)
class CandidateRecord:
    """One candidate as plain figures; see `psychograph.segmentation.choosing.candidate`."""

    name: str
    method: str
    segments: int
    sizes: tuple[int, ...]
    shares: tuple[float, ...]
    stability: float
    stability_span: tuple[float, float]
    segment_stability: tuple[float, ...]
    criteria: Criteria
    flags: tuple[str, ...]
    level_only: bool
    stands_out: bool


@dataclass(frozen=True)
class RecommendedRecord:
    """A candidate to look at first, and why."""

    name: str
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    alike: tuple[str, ...]


@dataclass(frozen=True)
class EnsembleRecord:
    """What the candidates of one number of segments have in common."""

    segments: int
    agreement: float
    confidence: float
    reproducibility: float
    by_chance: float


@dataclass(frozen=True)
class SweepRecord:
    """A sweep, its recommendation and what it was made of. No date: equal inputs give equal bytes.

    Parameters
    ----------
    psychograph, python : str
        Versions.
    libraries : dict of str to str
        Versions of the libraries that figures come from.
    inputs : tuple of Source
        Files with the SHA-256 of their bytes.
    respondents, left_out, seed, pairs : int
        Respondents who were segmented, those with too few answers, seed and pairs of samples.
    weighted : bool
        Whether respondents stand for different numbers of people.
    basis : tuple of str
        Attributes that build segments.
    candidates, ensembles
        Figures of every candidate, and what they have in common for every number.
    agreement : tuple of tuple of float
        Adjusted Rand index of every two candidates, in their order.
    standing, text, caution : str
        The recommendation.
    first : tuple of RecommendedRecord
        What to look at first.
    notes : tuple of str
        What was done by sample.
    """

    psychograph: str
    python: str
    libraries: dict[str, str]
    inputs: tuple[Source, ...]
    respondents: int
    left_out: int
    weighted: bool
    basis: tuple[str, ...]
    seed: int
    pairs: int
    candidates: tuple[CandidateRecord, ...]
    agreement: tuple[tuple[float, ...], ...]
    ensembles: tuple[EnsembleRecord, ...]
    standing: str
    text: str
    first: tuple[RecommendedRecord, ...]
    caution: str
    notes: tuple[str, ...]


def write_sweep(found: StudySweep, folder: Path) -> None:
    """Write page, tables and record of a sweep.

    Parameters
    ----------
    found : StudySweep
        The sweep.
    folder : Path
        Where they go; see :func:`~psychograph.reports.folder.write_folder`.

    Raises
    ------
    UsageError, OutputError
        Where the folder holds files of somebody else, or cannot be written.
    """
    from psychograph.reports.sweep_page import render_sweep

    write_folder(
        folder,
        {
            "sweep.csv": candidates_csv(found.sweep),
            "segments.csv": labels_csv(found.sweep, found.opened.scored.respondents),
            "sweep.html": render_sweep(found),
            RECORD: to_json(sweep_record(found)),  # last: where it stands, all the rest does
        },
        sign=RECORD,
    )


def candidates_csv(sweep: Sweep) -> str:
    """Return one row a candidate with every figure; blank where a figure does not apply."""
    names = Criteria.names()
    head = ["solution", "method", "segments", "stability", "stability_low", "stability_high"]
    head += ["weakest_segment", "smallest_share", "largest_share", "fewest_respondents"]
    rows = (
        [
            *(one.name, one.method, one.k, one.stability.mean, *one.stability.span, one.stability.weakest),
            *(min(one.shares), max(one.shares), min(one.sizes)),
            *(getattr(one.criteria, name) for name in names),
            *(" ".join(flag.value for flag in one.flags), one.level_only, stands_out(sweep, one)),
        ]
        for one in sweep.candidates
    )
    return csv_text([*head, *names, "flags", "level_only", "stands_out"], rows)


def labels_csv(sweep: Sweep, respondents: tuple[str, ...]) -> str:
    """Return one row a respondent with the segment in every candidate; blank where left out."""
    at = {respondent: row for row, respondent in enumerate(sweep.basis.respondents)}
    table = [one.labels.tolist() for one in sweep.candidates]
    rows = ([who, *(labels[at[who]] if who in at else "" for labels in table)] for who in respondents)
    return csv_text(["respondent", *(one.name for one in sweep.candidates)], rows)


def sweep_record(found: StudySweep) -> SweepRecord:
    """Return a sweep as plain figures."""
    sweep, advice = found.sweep, found.recommendation
    return SweepRecord(
        psychograph=version("psychograph"),
        python=platform.python_version(),
        libraries={name: version(name) for name in LIBRARIES},
        inputs=found.opened.sources,
        respondents=len(sweep.basis),
        left_out=len(sweep.left_out),
        weighted=sweep.basis.weighted,
        basis=sweep.basis.names,
        seed=sweep.seed,
        pairs=sweep.pairs,
        candidates=_candidates(sweep),
        agreement=tuple(tuple(row) for row in sweep.agreement.tolist()),
        ensembles=tuple(
            EnsembleRecord(one.k, one.agreement, one.confidence, one.reproducibility, one.by_chance)
            for one in sweep.ensembles
        ),
        standing=advice.standing.value,
        text=advice.text,
        first=tuple(
            RecommendedRecord(
                one.candidate.name, one.reasons, one.doubts, tuple(other.name for other in one.alike)
            )
            for one in advice.first
        ),
        caution=advice.caution,
        notes=sweep.notes,
    )


def _candidates(sweep: Sweep) -> tuple[CandidateRecord, ...]:
    return tuple(
        CandidateRecord(
            name=one.name,
            method=one.method,
            segments=one.k,
            sizes=one.sizes,
            shares=one.shares,
            stability=one.stability.mean,
            stability_span=one.stability.span,
            segment_stability=one.stability.segments,
            criteria=one.criteria,
            flags=tuple(flag.value for flag in one.flags),
            level_only=one.level_only,
            stands_out=stands_out(sweep, one),
        )
        for one in sweep.candidates
    )
