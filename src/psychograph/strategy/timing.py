"""Timing: waves, and the gates between them."""

from __future__ import annotations

from dataclasses import dataclass

from psychograph.strategy.lines import BriefLine
from psychograph.strategy.targets import TargetRole


@dataclass(frozen=True)
class Gate:
    """What must have happened before a wave starts.

    Parameters
    ----------
    text : str
        The condition, as a sentence.
    people : int or None
        People per arm whom the test of the wave before must have reached; None where it depends on a
        base rate that the user did not give, and the text shows the table's rows.
    responses : int or None
        Responses expected among them in the matched arm, if the bet holds.
    """

    text: str
    people: int | None = None
    responses: int | None = None


@dataclass(frozen=True)
class Wave:
    """One wave of the campaign.

    Parameters
    ----------
    number : int
        1, 2 and so on.
    segment, persona : int, str
        Whom it addresses.
    role : TargetRole
        What they are to the campaign.
    start : str
        When it starts, as a sentence: a day the user named, or a gate.
    gate : Gate or None
        None for the first wave.
    lines : tuple of BriefLine
        What the rules say about time.
    """

    number: int
    segment: int
    persona: str
    role: TargetRole
    start: str
    gate: Gate | None = None
    lines: tuple[BriefLine, ...] = ()
