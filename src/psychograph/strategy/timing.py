"""Timing: waves, and the gates between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel.dates import format_date

from psychograph.knowledge.rules import Slot
from psychograph.personas.persona import Persona
from psychograph.strategy.guarded import GuardedLines
from psychograph.strategy.lines import BriefLine
from psychograph.strategy.situation import Situation
from psychograph.strategy.sizes import size_rows
from psychograph.strategy.targets import TargetRole

# The wave of each role; who buys already, and who is only given to, has none of its own to wait for.
ORDER = {
    TargetRole.PRIMARY: 1,
    TargetRole.ALSO_SUITABLE: 1,
    TargetRole.MAINTAIN: 1,
    TargetRole.SECOND_WAVE: 2,
    TargetRole.INDIRECT: 2,
}


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


def waves(
    situation: Situation, personas: Sequence[Persona], lines: Mapping[int, GuardedLines]
) -> tuple[Wave, ...]:
    """Return the waves of some personas, first one first; none for those to whom nothing is said.

    The gate of a second wave is computed from the test plan: the people per arm that the first wave's
    test needs, and the responses that these should give if its bet holds.
    """
    found = []
    for persona in personas:
        role = situation.role(persona)
        if role not in ORDER:
            continue
        gate = _gate(situation) if role is TargetRole.SECOND_WAVE else None
        found.append(
            Wave(
                number=ORDER[role],
                segment=persona.segment,
                persona=persona.plural,
                role=role,
                start=gate.text if gate else _start(situation, role),
                gate=gate,
                lines=lines[persona.segment].about(Slot.TIMING),
            )
        )
    return tuple(sorted(found, key=lambda wave: wave.number))


def _start(situation: Situation, role: TargetRole) -> str:
    if role in {TargetRole.INDIRECT, TargetRole.MAINTAIN}:
        return situation.say(f"brief-start-{role}")
    start = situation.campaign.start
    if start is None:
        return situation.say("brief-start-open")
    return situation.say("brief-start", day=format_date(start, "long", locale=situation.language.locale))


def _gate(situation: Situation) -> Gate:
    rows = size_rows(situation.campaign)
    primary = situation.primary
    if primary is None:
        return Gate(situation.say("brief-gate-nobody"))
    first = primary.plural
    if situation.campaign.base_rate is not None and rows:
        row = rows[0]
        text = situation.say("brief-gate-people", first=first, n=row.per_arm, responses=row.responses)
        return Gate(text, row.per_arm, row.responses)
    percent = situation.language.percent
    told = [situation.say("brief-gate-row", n=row.per_arm, base=percent(row.base)) for row in rows]
    return Gate(situation.say("brief-gate-table", first=first, rows=situation.language.listed(told, "or")))
