"""Other words for the texts of a run, where the study names a language model that may rephrase them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from psychograph.findings import by_severity

if TYPE_CHECKING:
    from psychograph.runs.run import Run

KEPT = "wording"  # folder beside the study file, with the model's answers


def in_other_words(run: Run, folder: Path) -> Run:
    """Return a run with texts in a language model's words, where the study names one and they say the same.

    Parameters
    ----------
    run : Run
        The run.
    folder : Path
        Folder of the study; the model's answers are kept there, so that a rerun asks nobody.
    """
    settings = run.study.strategy.wording
    if settings is None or run.stopped:
        return run
    from psychograph.rewording.reword import reword_run  # brings a network client along

    told = reword_run(
        run.personas,
        run.briefs,
        settings,
        run.knowledge.lexicon,
        kept=folder / KEPT,
        language=run.language.code,
    )
    return replace(
        run,
        personas=told.personas,
        briefs=told.briefs,
        findings=by_severity([*run.findings, *told.findings]),
        assistance=told.assistance,
    )
