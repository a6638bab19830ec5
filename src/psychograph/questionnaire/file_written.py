"""A questionnaire as a file that people read and change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psychograph.questionnaire.model import Questionnaire

if TYPE_CHECKING:
    from psychograph.instruments.catalogue import Catalogue


def questionnaire_yaml(questionnaire: Questionnaire, catalogue: Catalogue | None = None) -> str:
    """Return the text of a file that reads back equal.

    With a catalogue, batteries and questions that are just as an instrument or the bank of standard
    questions has them are written as references; without one, everything is written out.
    """
    raise NotImplementedError
