"""`BriefLine`: one thing to do, with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from psychograph.knowledge.rules import Advice, Grade


@dataclass(frozen=True)
class BriefLine:
    """One line of a brief.

    Parameters
    ----------
    text : str
        What to do.
    basis : str
        ``"measured"`` where the survey asked about the matter itself, ``"fact"`` for a dated
        figure, ``"inferred"`` for a rule with evidence, ``"hypothesis"`` for plausibility alone,
        ``"goal"`` for what goes with the goal, ``"yours"`` for what the user declared.
    rules, attributes, evidence, against : tuple of str
        Rules, the attributes they rest on, references for and against.
    grade : Grade or None
        Best grade of the evidence.
    checks : tuple of str
        What must be settled before the line is used.
    slot : str
        What the line is about: frame, channel, dont and so on; empty for what the user declared.
    note : str
        Source, country and date of a figure; empty where there is none.
    """

    text: str
    basis: str
    rules: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    grade: Grade | None = None
    checks: tuple[str, ...] = ()
    slot: str = ""
    note: str = ""


def line_of_advice(advice: Advice, checks: tuple[str, ...] = ()) -> BriefLine:
    """Return advice as a line, with all that it rests on."""
    return BriefLine(
        text=advice.phrase,
        basis=advice.basis.value,
        rules=advice.rules,
        attributes=advice.attributes,
        evidence=advice.evidence,
        against=advice.against,
        grade=advice.grade,
        checks=checks,
        slot=str(advice.slot),
        note=advice.note,
    )


class Stage(StrEnum):
    """How far somebody is on the way to buying, after Kaushik's see, think, do, care."""

    SEE = "see"
    THINK = "think"
    DO = "do"
    CARE = "care"


@dataclass(frozen=True)
class ChannelLine(BriefLine):
    """A channel, and what it is for.

    Parameters
    ----------
    stage : Stage
        The stage that it serves.
    job : str
        What it has to do there, as a sentence.
    """

    stage: Stage = Stage.SEE
    job: str = ""
