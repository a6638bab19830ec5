"""`Imported`: what reading a file of answers gave, and what had to be decided on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from psychograph.codebook.hint import Hint
from psychograph.responses.responses import Responses
from psychograph.responses.table import Table


@dataclass(frozen=True, eq=False)
class Sheet:
    """A file as its format is understood: cells, and what the file says about its columns.

    Parameters
    ----------
    table : Table
        The answers, one row a respondent.
    hints : mapping of str to Hint
        By column; columns without a hint are guessed from their answers.
    """

    table: Table
    hints: Mapping[str, Hint] = field(default_factory=dict)


@dataclass(frozen=True)
class Dropped:
    """A column that was left out of the table, and why."""

    column: str
    why: str


@dataclass(frozen=True, eq=False)
class Imported:
    """Answers from a file, with their codebook.

    Parameters
    ----------
    responses : Responses
        The answers.
    layout : str
        Name of the layout, such as ``"qualtrics"``.
    evidence : tuple of str
        What showed that it is this layout.
    dropped : tuple of Dropped
        Columns with personal data, which are left out unless they are asked for.
    remarks : tuple of str
        What was guessed, a sentence each.
    """

    responses: Responses
    layout: str
    evidence: tuple[str, ...]
    dropped: tuple[Dropped, ...] = ()
    remarks: tuple[str, ...] = ()
