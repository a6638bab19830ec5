"""Open questions: advice that contradicts itself, and that only a test can settle."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase

from psychograph.personas.persona import Persona
from psychograph.strategy.guarded import GuardedLines
from psychograph.strategy.lines import BriefLine


@dataclass(frozen=True)
class OpenQuestion:
    """Advice that contradicts itself and that nothing settles: the test has to.

    Parameters
    ----------
    text : str
        The question, as a sentence.
    sides : tuple of BriefLine
        What could be done.
    arms : tuple of str
        Names of the arms that test them, one a side.
    """

    text: str
    sides: tuple[BriefLine, ...]
    arms: tuple[str, ...]


def open_questions(persona: Persona, lines: GuardedLines) -> tuple[OpenQuestion, ...]:
    """Return the clashes of a persona's advice that nothing settled."""
    unsettled = [clash for clash in persona.clashes if clash.kept is None]
    return tuple(
        OpenQuestion(
            text=clash.why,
            sides=tuple(lines.line(side) for side in clash.sides),
            arms=tuple(f"question-{number}-{ascii_lowercase[at]}" for at in range(len(clash.sides))),
        )
        for number, clash in enumerate(unsettled, 1)
    )
