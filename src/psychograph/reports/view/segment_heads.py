"""What segments are called in a report, and the heads that stand for them."""

from __future__ import annotations

from psychograph.reports.view.table import Head
from psychograph.runs.run import Run


def segment_heads(run: Run) -> tuple[Head, ...]:
    """Return a head for every segment."""
    return tuple(segment_head(run, segment) for segment in run.segmentation.segments)


def segment_head(run: Run, segment: int) -> Head:
    """Return the head that stands for a segment, by the name of its persona where it has one."""
    part = run.profile.segment(segment)
    weighted = f", weighted {part.share:.0%}" if part.effective_n is not None else ""
    return Head(name_of(run, segment), f"n = {part.n:,}{weighted}", segment)


def name_of(run: Run, segment: int) -> str:
    """Return the name of a segment's persona, or what a segment without a persona is called."""
    return run.names().get(segment) or f"Segment {segment}"


def whom(run: Run) -> str:
    """Return what the parts of a run are called, such as in the corner of a table."""
    return "Segment" if run.stopped else "Persona"
