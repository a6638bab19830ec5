"""What rules say about a persona, sorted by what a reader asks: motives, barriers, proof, do and don't."""

from __future__ import annotations

from collections.abc import Iterable

from psychograph.knowledge.rules import Advice, Slot
from psychograph.personas.persona import PersonaSlots

DECISION = (Slot.DECISION, Slot.DEPTH)
CHANNELS = (Slot.CHANNEL, Slot.PLATFORM)
DO = (Slot.FRAME, Slot.TONE, Slot.VISUAL)
DONT = (Slot.DONT, Slot.AVOID_CHANNEL)


def slots_of(advice: Iterable[Advice]) -> PersonaSlots:
    """Return advice by what a reader asks, heaviest first within each."""
    lines = tuple(advice)

    def about(*slots: Slot) -> tuple[Advice, ...]:
        heaviest: dict[str, Advice] = {}
        for line in lines:
            if line.slot in slots:
                heaviest.setdefault(line.phrase, line)
        return tuple(heaviest.values())

    return PersonaSlots(
        motives=about(Slot.MOTIVE),
        barriers=about(Slot.BARRIER),
        decision_style=about(*DECISION),
        channels=about(*CHANNELS),
        proof=about(Slot.PROOF),
        do=about(*DO),
        dont=about(*DONT),
    )
