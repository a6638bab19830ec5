"""A study and its answers, read and screened: where runs and sweeps begin."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from psychograph.profiling.standings import map_constructs
from psychograph.responses.attributes import ScoredResponses
from psychograph.responses.load import study_responses
from psychograph.responses.responses import Responses
from psychograph.runs.known import Known, known_to
from psychograph.runs.screening import Screened, screen
from psychograph.runs.source import Source
from psychograph.strategy.guards.s01_special_categories import quarantined
from psychograph.study.load import load_study, study_file
from psychograph.study.model import Study


@dataclass(frozen=True, eq=False)
class Opened:
    """A study with its answers.

    Parameters
    ----------
    path : Path
        The study file.
    study : Study
        What it declares, without the use of special categories of data (guard S01).
    responses : Responses
        All answers, with the study laid over their codebook.
    screened : Screened
        Who is left out, and the scored answers of the others.
    sources : tuple of Source
        The files that were read.
    declared : Study
        What it declares, all of it.
    known : Known
        Its knowledge and its language.
    """

    path: Path
    study: Study
    responses: Responses
    screened: Screened
    sources: tuple[Source, ...]
    declared: Study
    known: Known

    @property
    def scored(self) -> ScoredResponses:
        """Scored answers of those who were kept."""
        return self.screened.responses


def open_study(path: str | Path) -> Opened:
    """Read a study and its answers, and leave out whom it says.

    Parameters
    ----------
    path : str or Path
        A ``study.yaml``, or its folder; its responses are looked for beside it.

    Raises
    ------
    StudyError, KnowledgeError, LanguageError, ResponsesError
        With everything that is wrong at that step.
    """
    path = study_file(Path(path))
    study = load_study(path)
    known = known_to(study, path.parent)
    responses = study_responses(study, path.parent)
    screened = screen(study, responses, known)
    answers = path.parent / study.responses
    codebook = [path.parent / study.codebook] if study.codebook else []
    files = (path, answers, *codebook, *known.files)
    if study.customers is not None:
        files = (*files, path.parent / study.customers.data)
    sources = tuple(Source(p.name, _sha256(p)) for p in files)
    used = quarantined(study, map_constructs(study, known.knowledge))
    return Opened(path, used, responses, screened, sources, study, known)


def _sha256(path: Path) -> str:
    """Return the digest of a file, which may be too large to hold."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
