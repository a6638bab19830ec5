"""The bank of standard questions: demographics, geography, behaviour, with the codes of public standards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from psychograph.questionnaire.model import Question


@dataclass(frozen=True)
class BankQuestion:
    """A question of the bank.

    Parameters
    ----------
    reference : str
        As files name it after `standard:`, such as ``"demographics.gender"``.
    question : Question
        Ready to be asked; its `source` is ``bank/`` and the reference.
    measures : str
        Construct of the knowledge base; empty for none.
    fill_in : str
        What must be given besides, as a key of the file (``"choices"``); empty for nothing.
    note : str
        What a user should know.
    follows : tuple of str
        The standards its codes follow, each with what of it was verified.
    """

    reference: str
    question: Question
    measures: str = ""
    fill_in: str = ""
    note: str = ""
    follows: tuple[str, ...] = ()


def bank() -> Mapping[str, BankQuestion]:
    """Return every question of the bank by its reference, in order."""
    raise NotImplementedError
