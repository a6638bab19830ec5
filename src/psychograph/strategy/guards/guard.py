"""`Guard`: what must not happen, or must be settled first; and what it looks at."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from psychograph.knowledge.base import WithheldLine
from psychograph.knowledge.constructs import ConstructMatch
from psychograph.knowledge.rules import Advice
from psychograph.language.language import Language
from psychograph.personas.persona import Persona
from psychograph.study.model import Study


@dataclass(frozen=True)
class GuardResult:
    """One guard and what it found.

    Parameters
    ----------
    id : str
        ``"S01"`` to ``"S12"``.
    acts : bool
        Whether it changes or forbids something here.
    text : str
        What it found and did, or what it watches.
    title : str
        What it is about, in a few words.
    """

    id: str
    acts: bool
    text: str
    title: str = ""


@dataclass(frozen=True)
class Case:
    """Everything guards look at.

    Parameters
    ----------
    study : Study
        What was declared.
    target : Persona
        The persona a brief is for.
    matches : tuple of ConstructMatch
        What each attribute was taken to measure.
    blocked : tuple of Advice
        Lines that a brief left out because of guard S04.
    withheld : tuple of WithheldLine
        Lines of rules that guards took out before any rule spoke.
    """

    study: Study
    target: Persona
    matches: tuple[ConstructMatch, ...]
    blocked: tuple[Advice, ...]
    withheld: tuple[WithheldLine, ...] = ()


class Guard(ABC):
    """One thing that must not happen, or must be settled first.

    The docstring of each guard is its page under ``docs/guards``.

    Attributes
    ----------
    code : str
        ``"S01"`` to ``"S12"``.
    title : str
        What it is about, for its page; in reports the catalogue's ``guard-s01-title`` says it.
    """

    code: ClassVar[str]
    title: ClassVar[str]

    @abstractmethod
    def check(self, case: Case, language: Language) -> tuple[bool, str]:
        """Return whether it acts here, and what it found or watches."""

    def quiet(self, language: Language) -> tuple[bool, str]:
        """Return that nothing was found."""
        return False, language.say(f"guard-{self.code.lower()}-quiet")

    def acts(self, language: Language, kind: str = "acts", /, **given: str | float) -> tuple[bool, str]:
        """Return what was found, by a message of the catalogue."""
        return True, language.say(f"guard-{self.code.lower()}-{kind}", **given)
