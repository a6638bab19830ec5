"""Errors for people: where, what was found, what was expected, how to mend it.

Every error the product raises on purpose is a :class:`PsychographError` that
carries one or more :class:`Problem`. Problems of one input are collected and
raised together, so that a file is mended in one go.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with an input.

    Parameters
    ----------
    where : str
        The place, as exact as it is known: ``"responses.csv, row 7, column Age"``.
    found : str
        What is there.
    expected : str
        What should be there.
    mend : str
        What the reader can do about it.
    """

    where: str
    found: str
    expected: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where}\n  found     {self.found}\n  expected  {self.expected}\n  mend      {self.mend}"


class PsychographError(Exception):
    """Base of every error that the product raises on purpose.

    Attributes
    ----------
    problems : tuple of Problem
        Everything that is wrong, in the order in which it was found.
    exit_code : int
        What the command line exits with.
    """

    exit_code = 2

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    @classmethod
    def collect(cls, problems: Iterable[Problem]) -> None:
        """Raise one error for all `problems`; do nothing where there are none."""
        found = tuple(problems)
        if found:
            raise cls(*found)

    def __str__(self) -> str:
        return "\n\n".join(str(problem) for problem in self.problems)


class StudyError(PsychographError):
    """The study file cannot be used as it is."""


class ResponsesError(PsychographError):
    """The responses cannot be used as they are."""


class SegmentationError(PsychographError):
    """These answers cannot be segmented as asked."""


class UsageError(PsychographError):
    """What was asked for cannot be done as it was asked."""


class OutputError(PsychographError):
    """The results cannot be written where they should go."""

    exit_code = 3
