"""What a study file wants to know, before it says what is measured."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from psychograph.errors import StudyError
from psychograph.study.load import STUDY_FILE, load_study
from psychograph.study.model import Objective
from psychograph.yaml_files.reading import read_tree


@dataclass(frozen=True)
class Wanted:
    """Title and objective of a study; `begun`: it declares no attributes yet."""

    title: str
    objective: Objective
    begun: bool


def wanted_by(path: Path) -> Wanted:
    """Return title and objective of a study file, which need hold nothing else.

    Parameters
    ----------
    path : Path
        A ``study.yaml``.

    Raises
    ------
    StudyError
        With every problem of the file, where it has no objective that can be used.
    """
    try:
        study = load_study(path)
    except StudyError:
        begun = _begun(path)
        if begun is None:
            raise
        return begun
    return Wanted(study.title, study.objective, begun=False)


def _begun(path: Path) -> Wanted | None:
    """Return what a file says that has an objective and nothing measured; None for any other."""
    try:
        tree, problems = read_tree(path.read_text(encoding="utf-8-sig"), path.name, STUDY_FILE)
        data = tree.data
        if problems or not isinstance(data, dict) or "attributes" in data:
            return None
        objective = Objective.model_validate(data.get("objective"))
    except (OSError, UnicodeDecodeError, StudyError, ValidationError):
        return None
    title = data.get("title")
    return Wanted(title if isinstance(title, str) else "", objective, begun=True)
