"""questionnaire.yaml: from its text to a `Questionnaire`, or to every problem of the file at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from psychograph.questionnaire.model import Questionnaire

if TYPE_CHECKING:
    from psychograph.instruments.catalogue import Catalogue


def read_questionnaire(path: Path, catalogue: Catalogue) -> Questionnaire:
    """Read and check a questionnaire file; see `parse_questionnaire`."""
    raise NotImplementedError


def parse_questionnaire(text: str, name: str, catalogue: Catalogue) -> Questionnaire:
    """Check the text of a questionnaire file; raises `QuestionnaireError` with every problem and its line."""
    raise NotImplementedError
