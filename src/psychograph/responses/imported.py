"""`Imported`: what reading a file of answers gave, and what had to be decided on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from psychograph.codebook.hint import Hint
from psychograph.responses.responses import Responses
from psychograph.responses.table import Table


@dataclass(frozen=True)
class Dropped:
    """A column that was left out of the table, and why."""

    column: str
    why: str


@dataclass(frozen=True)
class Split:
    """A column of the file that held several answers a cell, and the columns made of it, one an option."""

    column: str
    options: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Sheet:
    """A file as its format is understood: cells, and what the file says about its columns.

    Parameters
    ----------
    table : Table
        The answers, one row a respondent.
    hints : mapping of str to Hint
        By column; columns without a hint are guessed from their answers.
    dropped : tuple of Dropped
        Columns of the file that are not in the table.
    split : tuple of Split
        Columns of the file whose answers stand in several columns of the table.
    """

    table: Table
    hints: Mapping[str, Hint] = field(default_factory=dict)
    dropped: tuple[Dropped, ...] = ()
    split: tuple[Split, ...] = ()


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
        Columns of the file that are left out, such as those with personal data.
    remarks : tuple of str
        What was guessed, a sentence each.
    split : tuple of Split
        Columns of the file that became one column an option.
    """

    responses: Responses
    layout: str
    evidence: tuple[str, ...]
    dropped: tuple[Dropped, ...] = ()
    remarks: tuple[str, ...] = ()
    split: tuple[Split, ...] = ()

    @property
    def columns_in_file(self) -> int:
        """How many named columns the file had: those kept as they were, split and left out."""
        made = sum(len(split.options) for split in self.split)
        return len(self.responses.codebook) - made + len(self.split) + len(self.dropped)
