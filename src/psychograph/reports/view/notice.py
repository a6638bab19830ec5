"""What every report says: who was asked, on what footing, and what personas must not be used for."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.runs.run import Run
from psychograph.strategy.guards import notice


def notice_of(run: Run) -> tuple[str, ...]:
    """Return the standing notice of a run, sentence by sentence."""
    said = notice(run.study, run.language, respondents=len(run.segmentation.basis))
    return (*said, *_wording(run))


def _wording(run: Run) -> Iterator[str]:
    """Say who helped with the wording, where anybody did."""
    found = run.assistance
    if found is not None and found.assisted:
        yield run.language.say("card-worded", n=found.assisted, model=found.model)
