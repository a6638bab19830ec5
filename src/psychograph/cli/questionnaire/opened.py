"""A questionnaire as commands are given it: the folder of a study, its study file, or the file itself."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from psychograph.errors import Problem, UsageError

if TYPE_CHECKING:
    from psychograph.instruments.catalogue import Catalogue
    from psychograph.questionnaire.model import Questionnaire
    from psychograph.study.model import Study

STUDY, FILE = "study.yaml", "questionnaire.yaml"


@dataclass(frozen=True)
class Opened:
    """A questionnaire with what stands beside it.

    Parameters
    ----------
    questionnaire : Questionnaire
        What is asked.
    study : Study or None
        The study beside it, where there is one that names this questionnaire or none.
    catalogue : Catalogue
        Instruments that ship, and those of the study's folder.
    file, folder : Path
        The questionnaire's file, and the folder it stands in.
    """

    questionnaire: Questionnaire
    study: Study | None
    catalogue: Catalogue
    file: Path
    folder: Path

    @property
    def name(self) -> str:
        """Name for files that are made of it: that of its folder."""
        own = self.folder.resolve().name if self.file.name == FILE else self.file.stem
        plain = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in own)
        return plain.strip("-") or "questionnaire"  # what begins with a dash looks like an option

    @property
    def shown(self) -> Path:
        """What to name in the next command."""
        return self.folder if self.file.name == FILE else self.file


def opened(path: Path) -> Opened:
    """Open a questionnaire.

    Parameters
    ----------
    path : Path
        A folder with ``study.yaml``, ``questionnaire.yaml`` or both, or one of the two files.

    Raises
    ------
    UsageError
        Where there is no questionnaire.
    StudyError, InstrumentError, QuestionnaireError
        With every problem of the file that is broken.
    """
    from psychograph.instruments.catalogue import catalogue_of
    from psychograph.questionnaire.file.reading import read_questionnaire

    folder = path if path.is_dir() else path.parent
    study = _study(folder, path)
    file = _file(path, folder, study)
    catalogue = catalogue_of(folder)
    questionnaire = read_questionnaire(file, catalogue)
    return Opened(questionnaire, study, catalogue, file, folder)


def _study(folder: Path, path: Path) -> Study | None:
    """Return the study, unless a file was named that it does not speak of."""
    from psychograph.study.load import load_study

    if not (folder / STUDY).is_file():
        return None
    study = load_study(folder / STUDY)
    is_other = path.is_file() and path.name not in {STUDY, study.questionnaire or FILE}
    return None if is_other else study


def _file(path: Path, folder: Path, study: Study | None) -> Path:
    if path.is_file() and path.name != STUDY:
        return path
    file = folder / ((study.questionnaire if study is not None else None) or FILE)
    odd = path if path.exists() and not path.is_dir() else file
    if os.path.lexists(odd) and not odd.is_file():
        raise UsageError(
            Problem(
                where=str(odd),
                found="a folder of that name" if odd.is_dir() else "a pipe, a device or a link to nowhere",
                expected="a questionnaire file, or the folder it stands in",
                mend="name the file itself, or take away what has its name",
            )
        )
    if not file.is_file():
        raise UsageError(
            Problem(
                where=str(path),
                found="no questionnaire" if path.exists() else "no such folder or file",
                expected=f"a folder with {FILE}, or the file itself",
                mend=f"psychograph questionnaire suggest {folder} --goal launch_new writes one; "
                "psychograph questionnaire import FILE FOLDER takes one from a survey tool",
            )
        )
    return file
