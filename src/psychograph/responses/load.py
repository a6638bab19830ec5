"""From a study and its folder to scored responses."""

from __future__ import annotations

from pathlib import Path

from psychograph.responses.attributes import ScoredResponses
from psychograph.responses.readers import read_table
from psychograph.responses.scoring import score
from psychograph.study.model import Study


def load_responses(study: Study, folder: Path) -> ScoredResponses:
    """Read and score the responses that a study names.

    Parameters
    ----------
    study : Study
        The declaration; its `responses` is a path relative to `folder`.
    folder : Path
        The study's folder.

    Raises
    ------
    ResponsesError
        Where the file cannot be read or does not hold what the study declares.
    """
    return score(read_table(folder / study.responses), study)
