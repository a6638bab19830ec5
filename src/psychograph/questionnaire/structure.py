"""What must hold between the parts of a questionnaire, wherever it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from psychograph.questionnaire.model import Questionnaire
from psychograph.yaml_files.places import Path


@dataclass(frozen=True)
class Breach:
    """One thing that contradicts another.

    Parameters
    ----------
    place : Path
        Where, by position: ``("pages", 0, "questions", 2, "items", 4, "expect")``, the keys of questionnaire.yaml.
    where : str
        Where, by name, for questionnaires without a file: ``"question att, statement check_1"``.
    found, expected, mend : str
        As in `Problem`.
    """

    place: Path
    where: str
    found: str
    expected: str
    mend: str


def problems(questionnaire: Questionnaire) -> Iterator[Breach]:
    """Yield every structural problem, in the order of the questionnaire."""
    raise NotImplementedError
