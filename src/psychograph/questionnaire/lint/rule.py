"""`LintRule`: one thing that makes a questionnaire worse, and `Remark`: where it does."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case

MOST_NAMED = 6


@dataclass(frozen=True)
class Remark:
    """One weakness of a questionnaire.

    Parameters
    ----------
    code : str
        Short stable name of its rule, such as ``"double-barrelled"``.
    severity : Severity
        How much it matters.
    where : str
        Name of the question, statement, page or attribute; ``"questionnaire"`` for the whole.
    text : str
        What it is, and why it matters.
    mend : str
        What to do about it.
    source : str
        On what that rests.
    """

    code: str
    severity: Severity
    where: str
    text: str
    mend: str
    source: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.text} {self.mend}"


class LintRule(ABC):
    """One thing that makes a questionnaire worse.

    The docstring of each rule is its page under ``docs/questionnaire-lint``.

    Attributes
    ----------
    code : str
        Short stable name.
    title : str
        What it looks for, in a few words.
    severity : Severity
        How much it matters as a rule; a remark may say otherwise.
    source : str
        On what it rests, short enough for a line.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    severity: ClassVar[Severity]
    source: ClassVar[str]

    @abstractmethod
    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each place."""

    def remark(self, where: str, text: str, mend: str, severity: Severity | None = None) -> Remark:
        """Return a remark of this rule."""
        return Remark(self.code, severity or self.severity, where, text, mend, self.source)


def named(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """Return names in one line, with how many more there are.

    Examples
    --------
    >>> named(["a", "b"]), named(list("abcdefgh"), most=2)
    ('a, b', 'a, b and 6 more')
    """
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
