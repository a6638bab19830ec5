"""`Layout`: what every arrangement of an export must tell."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from psychograph.responses.grid import Grid
from psychograph.responses.imported import Sheet


@dataclass(frozen=True)
class Evidence:
    """How sure a layout is that a file is its own, 0 to 1, and what shows it."""

    strength: float
    reasons: tuple[str, ...]


class Layout(ABC):
    """How one survey tool arranges its export.

    A layout is added as one file with one subclass, named in `LAYOUTS`.

    Attributes
    ----------
    name : str
        What users type, such as ``"qualtrics"``.
    title : str
        What it is called in print, such as ``"Qualtrics CSV"``.
    """

    name: ClassVar[str]
    title: ClassVar[str]

    @abstractmethod
    def recognise(self, grid: Grid) -> Evidence | None:
        """Return what shows that a grid has this layout; None where nothing does.

        Reads the header rows, and at most a few rows below them.
        """

    @abstractmethod
    def read(self, grid: Grid) -> Sheet:
        """Return the answers, and what the file says about its columns."""
