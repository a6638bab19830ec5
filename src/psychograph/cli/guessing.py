"""A study guessed from a file of answers, for `init` and `segment`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

CUSTOMERS = "customers.csv"  # as in history.customer_file, which brings in engines

if TYPE_CHECKING:
    from psychograph.responses.imported import Imported
    from psychograph.study.guess import Guess


def guess_from(answers: Path, folder: Path, *, layout: str | None = None) -> tuple[Guess, Imported]:
    """Return the study guessed from a file of answers, and the answers.

    Parameters
    ----------
    answers : Path
        An export of any survey tool; a codebook beside a table that was imported before, or
        that an exploration of customer history wrote, is used.
    folder : Path
        The study's folder; its name becomes the title.
    layout : str or None
        Name of the tool's layout; recognised if None.

    Raises
    ------
    ResponsesError, StudyError
        Where the file cannot be read or holds nothing to build segments from.
    """
    from psychograph.codebook.files import read_codebook
    from psychograph.responses.readers import read_responses
    from psychograph.responses.written import CODEBOOK, TABLE
    from psychograph.study.guess import guess_study

    beside = answers.parent / CODEBOOK
    codebook = read_codebook(beside) if answers.name in (TABLE, CUSTOMERS) and beside.is_file() else None
    imported = read_responses(answers, layout=layout, codebook=codebook)
    title = folder.resolve().name.replace("-", " ").replace("_", " ").strip().capitalize()
    guess = guess_study(
        imported.responses.codebook, title=title or "My study", responses=TABLE, described_by=CODEBOOK
    )
    return guess, imported
