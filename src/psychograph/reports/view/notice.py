"""What every report says: who was asked, on what footing, and what personas must not be used for."""

from __future__ import annotations

from psychograph.runs.run import Run
from psychograph.strategy.guards import notice


def notice_of(run: Run) -> tuple[str, ...]:
    """Return the standing notice of a run, sentence by sentence."""
    return notice(run.study, run.language, respondents=len(run.segmentation.basis))
