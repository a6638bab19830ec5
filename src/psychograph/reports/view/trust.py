"""How segments were found, and how far to trust them."""

from __future__ import annotations

from dataclasses import dataclass

from psychograph.findings import Finding
from psychograph.reports.formats import percent
from psychograph.reports.view.table import Cell, Head, Row, Table, persona_head
from psychograph.runs.run import Run
from psychograph.segmentation.judgement import PATTERN, REPLICATES, STABLE


@dataclass(frozen=True)
class Trust:
    """The judgement on the segments.

    Parameters
    ----------
    cut : str
        How the cut was asked for.
    stability : Table
        How much of each segment is found again.
    draws : int
        Data sets without segments that were compared.
    findings : tuple of Finding
        Weaknesses of the segments.
    """

    cut: str
    stability: Table
    draws: int
    findings: tuple[Finding, ...]


def trust(run: Run) -> Trust:
    """Return the judgement of a run."""
    jaccard = {s.segment: s.jaccard for s in run.segmentation.stability}
    rows = tuple(
        Row(
            persona_head(persona),
            (Cell(percent(jaccard[persona.segment])), Cell(_stable(jaccard[persona.segment]))),
        )
        for persona in run.personas
    )
    asked = run.study.segmentation
    return Trust(
        cut=f"cut_height: {asked.cut_height:g}"
        if asked.cut_height is not None
        else f"segments: {asked.segments}",
        stability=Table(
            f"How much of each segment is found again in {REPLICATES} resamples",
            "Persona",
            (Head("Found again", "mean overlap (Jaccard)"), Head("In words")),
            rows,
        ),
        draws=REPLICATES - 1,
        findings=run.segmentation.findings,
    )


def _stable(jaccard: float) -> str:
    if jaccard >= STABLE:
        return "stable"
    return "a pattern, not a stable segment" if jaccard >= PATTERN else "not stable"
