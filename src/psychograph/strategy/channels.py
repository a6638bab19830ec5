"""Channels by stage: where people come across it, weigh it, act, and stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from psychograph.knowledge.base import KnowledgeBase
from psychograph.knowledge.rules import Advice, Slot
from psychograph.knowledge.told import in_one_line
from psychograph.strategy.guarded import GuardedLines
from psychograph.strategy.lines import BriefLine, ChannelLine, Stage
from psychograph.strategy.situation import Situation

# What else is a place to meet people, and the stage that it serves where its rule names none.
TOUCHPOINTS = {
    Slot.CHANNEL: Stage.SEE,
    Slot.PLATFORM: Stage.SEE,
    Slot.INFLUENCER: Stage.THINK,
    Slot.EVENT: Stage.THINK,
    Slot.EARLY_ACCESS: Stage.DO,
    Slot.REFERRAL: Stage.CARE,
}
MOST_OF_A_SLOT = {Slot.CHANNEL: 4, Slot.PLATFORM: 4, Slot.EVENT: 2}


def channels(situation: Situation, lines: GuardedLines) -> tuple[ChannelLine, ...]:
    """Return channels by stage, see first; a stage about which nothing is known says what to find out."""
    found = list(_known(situation, lines))
    for stage in Stage:
        if not any(line.stage is stage for line in found):
            text = situation.say(f"brief-channel-open-{stage}")
            found.append(_channel(situation, BriefLine(text, "open"), stage))
    order = list(Stage)
    return tuple(sorted(found, key=lambda line: order.index(line.stage)))


def _known(situation: Situation, lines: GuardedLines) -> Iterator[ChannelLine]:
    stages = rule_stages(situation.knowledge)
    for slot, usual in TOUCHPOINTS.items():
        for line in _of_slot(situation, lines, slot):
            told = [stages[rule] for rule in line.rules if rule in stages]
            yield _channel(situation, line, told[0] if told and slot is Slot.CHANNEL else usual)


def _of_slot(situation: Situation, lines: GuardedLines, slot: Slot) -> list[BriefLine]:
    """Return the lines of a slot; platforms that the same rules name stand in one, with their figures."""
    found = lines.slot(slot)[: MOST_OF_A_SLOT.get(slot, 1)]
    if slot is not Slot.PLATFORM:
        return [lines.line(advice) for advice in found]
    together: dict[tuple[str, ...], list[Advice]] = {}
    for advice in found:
        together.setdefault(advice.rules, []).append(advice)
    return [_in_one(situation, lines, group) for group in together.values()]


def _in_one(situation: Situation, lines: GuardedLines, group: list[Advice]) -> BriefLine:
    told = [lines.line(advice) for advice in group]
    sources = dict.fromkeys(a.figure.source for a in group if a.figure is not None)
    return replace(
        told[0],
        text=in_one_line(group, situation.language),
        checks=tuple(dict.fromkeys(check for line in told for check in line.checks)),
        note="; ".join(sources) if sources else told[0].note,
    )


def rule_stages(knowledge: KnowledgeBase) -> dict[str, Stage]:
    """Return the stage that rules name for their channel and their measure, by rule."""
    return {rule.id: Stage(rule.stage) for rule in knowledge.rules if rule.stage}


def _channel(situation: Situation, line: BriefLine, stage: Stage) -> ChannelLine:
    given = {field.name: getattr(line, field.name) for field in fields(line)}
    return ChannelLine(**given, stage=stage, job=situation.say(f"brief-job-{stage}"))
