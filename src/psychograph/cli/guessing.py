"""A study guessed from a file of answers, for `init` and `segment`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from psychograph.study.guess import Guess


def guess_from(answers: Path, folder: Path) -> tuple[Guess, tuple[str, ...]]:
    """Return the study guessed from a file of answers, and what the reader had to decide.

    Parameters
    ----------
    answers : Path
        A CSV file or a spreadsheet.
    folder : Path
        The study's folder; its name becomes the title.

    Raises
    ------
    ResponsesError, StudyError
        Where the file cannot be read or holds nothing to build segments from.
    """
    from psychograph.responses.readers import read_table
    from psychograph.study.guess import guess_study

    table = read_table(answers)
    title = folder.resolve().name.replace("-", " ").replace("_", " ").strip().capitalize()
    guess = guess_study(
        table.columns,
        title=title or "My study",
        responses=answers.name,
        decimal_comma=table.decimal_comma,
    )
    return guess, table.notes
