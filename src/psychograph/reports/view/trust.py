"""How segments were found, and how far to trust them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from psychograph.findings import Finding
from psychograph.reports.formats import percent
from psychograph.reports.view.how_made import how_made
from psychograph.reports.view.segment_heads import segment_head, whom
from psychograph.reports.view.table import Cell, Head, Row, Table
from psychograph.runs.run import Run
from psychograph.segmentation.judgement import CHANCE, PATTERN, REPLICATES, STABLE, VALLEY
from psychograph.segmentation.segmentation import Verdict


@dataclass(frozen=True)
class Trust:
    """The judgement on the segments.

    Parameters
    ----------
    cut : str
        How the cut was asked for.
    stability : Table
        How much of each segment is found again.
    as_separated : int
        Data sets without segments that look at least as separated.
    gap : str
        What lies between the two segments that are parted least; empty where nothing was looked for.
    below : str
        The height below which a cut gives more segments; empty where there are none to give.
    heights : str
        Which heights of a cut leave these segments.
    findings : tuple of Finding
        Weaknesses of the segments.
    how : str
        How segments were made, in plain words.
    """

    cut: str
    stability: Table
    as_separated: int
    gap: str
    below: str
    heights: str
    findings: tuple[Finding, ...]
    how: str


def trust(run: Run) -> Trust:
    """Return the judgement of a run."""
    jaccard = {s.segment: s.jaccard for s in run.segmentation.stability}
    rows = tuple(
        Row(
            segment_head(run, segment),
            (Cell(percent(jaccard[segment])), Cell(stable(jaccard[segment]))),
        )
        for segment in run.segmentation.segments
    )
    asked, verdict = run.study.segmentation, run.segmentation.verdict
    below, heights = _heights(run)
    return Trust(
        cut=f"cut_height: {asked.cut_height:g}"
        if asked.cut_height is not None
        else f"segments: {asked.segments}",
        stability=Table(
            f"How much of each segment is found again in {REPLICATES} resamples",
            whom(run),
            (Head("Found again", "mean overlap (Jaccard)"), Head("In words")),
            rows,
        ),
        # The survey itself counts as one draw.
        as_separated=round(verdict.null_share * (verdict.null_draws + 1)) - 1,
        gap=_gap(verdict),
        below=below,
        heights=heights,
        findings=run.segmentation.findings,
        how=how_made(run),
    )


def _gap(verdict: Verdict) -> str:
    """Say how far the number of people falls between the two segments that are parted least."""
    valley, tested = verdict.valley, {figure.name: figure.null_share for figure in verdict.comparisons}
    if valley is None or "valley" not in tested:
        return ""
    pair = f"segments {valley.first} and {valley.second}"
    if valley.depth < VALLEY:
        return f"None between {pair}: along the line from one to the other, people stand everywhere."
    fewer = percent(valley.depth)
    fall = f"Between {pair}, the two parted least, people are {fewer} fewer than at the lower peak"
    if tested["valley"] > CHANCE:
        return f"{fall}; data sets without segments show as much too often."
    return f"{fall}, which data sets without segments hardly ever show."


def _heights(run: Run) -> tuple[str, str]:
    """Return a height below which there are more segments, and the heights that leave these; both hold."""
    k, tree = len(run.segmentation.segments), run.segmentation.tree
    if tree is None or run.study.segmentation.consolidate:
        return "", ""
    low, high = tree.gap_of(k)
    for digits in range(1, 7):
        step = 10**digits
        least, most = math.ceil(low * step) / step, math.floor(high * step) / step
        if least < most:
            others = "lower gives more, higher fewer" if k > 2 else "lower gives more"
            below = math.floor(low * step) / step
            text = f"Any height between {least:g} and {most:g} leaves {k} segments; {others}."
            return f"{below:g}" if below else "", text
    return "", f"No height leaves just these {k} segments, because merges happen at the same one."


def stable(jaccard: float) -> str:
    """Return in words how far a segment with this overlap may be trusted."""
    if jaccard >= STABLE:
        return "stable"
    return "a pattern, not a stable segment" if jaccard >= PATTERN else "not stable"
