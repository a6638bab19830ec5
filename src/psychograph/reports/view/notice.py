"""What every report says: who was asked, on what footing, and what personas must not be used for."""

from __future__ import annotations

from psychograph.runs.run import Run


def notice_of(run: Run) -> tuple[str, ...]:  # noqa: ARG001 - guards give its sentences
    """Return the standing notice of a run, sentence by sentence."""
    return ()
