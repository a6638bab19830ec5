"""What is missing before a brief can be used: facts to fetch, evidence to find, settings to make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from psychograph.knowledge.rules import Slot
from psychograph.personas.persona import Persona
from psychograph.strategy.guarded import GuardedLines
from psychograph.strategy.guards import may_split_budget, stock_figure
from psychograph.strategy.messages import Message, cause_last
from psychograph.strategy.situation import Situation
from psychograph.strategy.targets import TargetRole


def before_start(
    situation: Situation, persona: Persona, told: Sequence[Message], lines: GuardedLines
) -> tuple[str, ...]:
    """Return what to do before the campaign starts, sentence by sentence; most weighty first."""
    if situation.role(persona) is TargetRole.NOT_NOW:
        return ()
    return tuple(_missing(situation, persona, told, lines))


def _missing(
    situation: Situation, persona: Persona, told: Sequence[Message], lines: GuardedLines
) -> Iterator[str]:
    if not may_split_budget(persona):
        yield situation.say("brief-before-exploratory", personas=persona.plural)
    unproven = sum(not message.substantiated for message in told)
    if unproven:
        yield situation.say("brief-before-evidence", n=unproven)
    if not any(message.asset != "new_product" for message in told):
        yield situation.say("brief-before-claims")
    elif cause_last(persona) and all(message.asset == "cause" for message in told):
        yield situation.say("brief-before-product-claims", personas=persona.plural)
    if lines.slot(Slot.EARLY_ACCESS) and not stock_figure(situation.study):
        yield situation.say("brief-before-stock")
    measure = situation.study.objective.measure
    if measure is None or measure.base is None or measure.target is None:
        yield situation.say("brief-before-measure")
    if situation.campaign.base_rate is None:
        yield situation.say("brief-before-base-rate")
    if situation.campaign.country is None or situation.campaign.start is None:
        yield situation.say("brief-before-setting")
    if not (lines.slot(Slot.CHANNEL) or lines.slot(Slot.PLATFORM)):
        yield situation.say("brief-before-media")
