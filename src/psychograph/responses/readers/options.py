"""Questions with several answers, however a file stores them: one column an option, 1 chosen, 0 not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from psychograph.codebook.codebook import Role, VariableType
from psychograph.codebook.hint import Hint
from psychograph.responses.cell_text import text_of
from psychograph.responses.imported import Split

CHOSEN, NOT_CHOSEN = "1", "0"
MOST_OPTIONS = 200  # distinct entries of a column of lists; more are no options of a question


@dataclass(frozen=True, eq=False)
class Options:
    """One question with several answers.

    Parameters
    ----------
    name : str
        Beginning of the names of its columns.
    question : str
        What was asked; the battery of its columns.
    labels : mapping of str to str
        Label of each option, by its code.
    chosen : sequence of (collection of str or None)
        Codes of the options chosen, a respondent each; None where the question was not answered.
    """

    name: str
    question: str
    labels: Mapping[str, str]
    chosen: Sequence[Collection[str] | None]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, one an option."""
        return tuple(f"{self.name}_{code}" for code in self.labels)

    def columns(self) -> dict[str, tuple[str | None, ...]]:
        """Return a column for each option: 1 chosen, 0 not, None where the question was not answered."""
        return {
            f"{self.name}_{code}": tuple(
                None if codes is None else CHOSEN if code in codes else NOT_CHOSEN for codes in self.chosen
            )
            for code in self.labels
        }

    def split(self) -> Split:
        """Return which columns were made of the question."""
        return Split(self.name, self.names)

    def hints(self) -> dict[str, Hint]:
        """Return what is known about each column."""
        return {
            f"{self.name}_{code}": Hint(
                question=label,
                battery=self.question or self.name,
                type=VariableType.OPTION,
                role=Role.DESCRIPTOR,
            )
            for code, label in self.labels.items()
        }


def options_of_lists(name: str, values: Sequence[Collection[object] | None]) -> Options | None:
    """Return a column of lists as a question with several answers; None where it has too many.

    Raises
    ------
    TypeError
        Where a list holds lists.
    """
    chosen = [
        None if one is None else {text for text in map(text_of, one) if text is not None} for one in values
    ]
    entries = sorted(set[str]().union(*(one for one in chosen if one)))
    if len(entries) > MOST_OPTIONS:
        return None
    return Options(name, name, {entry: entry for entry in entries}, chosen)
