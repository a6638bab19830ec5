"""What a format is: a writer that says what it loses, a reader that says what it could not take.

To add one, write a module with a `FORMAT` and name it in `register.py`. Writers and readers are pure:
bytes and questionnaires, no files, no clock; equal questionnaires give equal bytes. Readers are given
files from strangers: they bound time and memory, and turn all that is wrong into `Problem`s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from psychograph.errors import PsychographError
from psychograph.questionnaire.losses import Loss
from psychograph.questionnaire.model import Questionnaire


class QuestionnaireError(PsychographError):
    """A questionnaire cannot be used as it is."""


@dataclass(frozen=True)
class Written:
    """A questionnaire as a tool takes it.

    Parameters
    ----------
    files : mapping of str to bytes
        Content by suffix, such as ``".xlsx"``; the first is the questionnaire.
    losses : tuple of Loss
        All that the files do not say.
    """

    files: Mapping[str, bytes]
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True)
class Taken:
    """A questionnaire as it was taken from a tool's file, and all that was not taken."""

    questionnaire: Questionnaire
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True)
class Format:
    """One format.

    Parameters
    ----------
    name : str
        As commands name it: ``"xlsform"``.
    title : str
        As people know it: ``"XLSForm (Kobo, ODK)"``.
    suffix : str
        Of its first file.
    write : callable or None
        From a questionnaire to files.
    read : callable or None
        From the name of a file (for messages) and its bytes to a questionnaire; raises `QuestionnaireError`.
    recognises : callable or None
        Whether bytes are this format; cheap, never raises.
    next_step : str
        How to open the file in the tool, for people.
    """

    name: str
    title: str
    suffix: str
    write: Callable[[Questionnaire], Written] | None = None
    read: Callable[[str, bytes], Taken] | None = None
    recognises: Callable[[bytes], bool] | None = None
    next_step: str = ""
