"""The codebook of a questionnaire: what the columns of its answers will mean."""

from __future__ import annotations

from psychograph.codebook.codebook import Codebook
from psychograph.questionnaire.model import Question, Questionnaire


def codebook_of(questionnaire: Questionnaire) -> Codebook:
    """Return one variable for each column that the answers will have, in the order of asking."""
    raise NotImplementedError


def codebook_markdown(codebook: Codebook) -> str:
    """Return a codebook as a page for people."""
    raise NotImplementedError


def columns_of(question: Question) -> tuple[str, ...]:
    """Return the columns that the answers to a question take: of a battery its items, of several
    choices ``NAME_CODE`` each, and ``NAME_CODE_text`` for a choice that asks for a text.
    """
    raise NotImplementedError
